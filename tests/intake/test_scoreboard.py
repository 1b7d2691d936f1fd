"""Files of yearly figures: what is taken, and where each fault is said to be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from survey.intake import scoreboard, siblings, tables
from survey.intake.scoreboard import NEEDED, OPTIONAL
from survey.intake.tables import Line
from survey.store import agencies
from survey.store import scoreboard as kept
from survey.store.agencies import AgencyRow
from survey.store.connection import Connection, Database
from survey.store.scoreboard import PROVINCE, Key, Place, Published, Written
from survey.words import FileRefused

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
TODAY = date(2026, 11, 23)


@pytest.fixture
def province(database: Database) -> Database:
    """Sở A; code B, borne by one body until the middle of 2024 and by another since; xã X."""
    rows = [
        AgencyRow(2, "A", "Sở A", "Sở, ban, ngành"),
        AgencyRow(3, "B", "Sở B", "Sở, ban, ngành", first=date(2000, 1, 1), to=date(2024, 6, 30)),
        AgencyRow(4, "B", "Sở B mới", "Sở, ban, ngành", first=date(2024, 7, 1)),
        AgencyRow(5, "X", "Xã X", "UBND xã, phường"),
    ]
    with database.writing() as db:
        agencies.import_rows(db, rows, today=TODAY)
    return database


def lines(
    text: str, needed: tuple[str, ...] = NEEDED, optional: tuple[str, ...] = OPTIONAL
) -> list[Line]:
    return tables.parse(text.encode(), "a.csv", needed=needed, optional=optional)


def take(db: Connection, text: str) -> Written:
    return scoreboard.import_lines(db, lines(text), today=TODAY)


def faults(db: Connection, text: str) -> list[tuple[int, str]]:
    with pytest.raises(FileRefused) as refused:
        take(db, text)
    assert kept.figures(db) == []
    return [(fault.line, fault.column) for fault in refused.value.faults]


def test_a_line_gives_every_field_of_a_figure(province: Database) -> None:
    text = (
        "year;index;body;value;unit;scale;rank;of;group;sets;target;source;target_rank;target_of\n"
        "2024;par-index;province;85,97;points;100;56;63;khá;"
        "tỉnh miền núi phía Bắc 5/14;86;Bộ Nội vụ;20;63\n"
        "2024;papi;province;43.48;;;none;;trung bình cao;;;;;\n"
    )
    with province.writing() as db:
        assert take(db, text) == Written(2, 0, 0)
        assert take(db, text) == Written(0, 0, 0)
        papi, par = kept.figures(db)
    assert par == Published(
        Key(2024, "par-index", PROVINCE),
        value=Decimal("85.97"),
        rank=56,
        of=63,
        group="khá",
        places=(Place("tỉnh miền núi phía Bắc", 5, 14),),
        target=Decimal("86.00"),
        source="Bộ Nội vụ",
        target_rank=20,
        target_of=63,
    )
    assert papi.unranked
    assert papi.rank is None


def test_each_field_may_be_empty(province: Database) -> None:
    with province.writing() as db:
        assert take(db, "year,index,body,rank\n2022,ddci,A,1\n") == Written(1, 0, 0)
        assert take(db, "year,index,body,rank\n2022,ddci,A,\n") == Written(0, 0, 1)


def test_a_code_is_the_body_that_bore_it_in_that_year(province: Database) -> None:
    text = "year,index,body,rank,of\n2023,ddci,B,1,2\n2024,ddci,B,1,2\n2025,ddci,B,2,2\n"
    with province.writing() as db:
        take(db, text)
        bodies = [one.key.body for one in kept.figures(db)]
        names = agencies.names_on(db, TODAY)
    assert [names[body].name for body in bodies] == ["Sở B", "Sở B mới", "Sở B mới"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("1999,papi,province,,40,,,,,", "year"),
        ("2028,papi,province,,40,,,,,", "year"),
        ("24,papi,province,,40,,,,,", "year"),
        ("2022,PAPI,province,,40,,,,,", "index"),
        ("2022,papi,A,,40,,,,,", "body"),
        ("2022,ddci,province,,40,,,,,", "body"),
        ("2022,ddci,Z,,40,,,,,", "body"),
        ("2022,papi,province,desk,40,,,,,", "frame"),
        ("2022,satisfaction,province,street,40,,,,,", "frame"),
        ("2022,papi,province,,80.01,,,,,", "value"),
        ("2022,papi,province,,40.123,,,,,", "value"),
        ("2022,papi,province,,bốn mươi,,,,,", "value"),
        ("2022,papi,province,,40,64,63,,,", "rank"),
        ("2022,papi,province,,40,0,63,,,", "rank"),
        ("2022,papi,province,,40,,63,,,", "rank"),
        ("2022,papi,province,,40,24/63,63,,,", "rank"),
        ("2022,papi,province,,40,1,nhiều,,,", "of"),
        ("2022,papi,province,,40,,,5/14,,", "sets"),
        ("2022,papi,province,,40,,,miền núi 15/14,,", "sets"),
        ("2022,papi,province,,40,,,,81,", "target"),
        ("2022,papi,province,,40,,,,,percent", "unit"),
        ("2022,papi,province,,40,,,,,,64,63", "target_rank"),
        ("2022,papi,province,,40,,,,,,,63", "target_rank"),
        ("2022,papi,province,,40,,,,,,20/63,63", "target_rank"),
    ],
)
def test_every_cell_is_held_to_what_it_may_be(province: Database, row: str, column: str) -> None:
    header = "year,index,body,frame,value,rank,of,sets,target,unit,target_rank,target_of\n"
    row += "," * (header.count(",") - row.count(","))
    with province.writing() as db:
        assert faults(db, f"{header}2021,papi,province,,40,,,,,,,\n{row}\n") == [(3, column)]


def test_every_fault_of_a_file_is_named_and_nothing_of_it_kept(province: Database) -> None:
    text = (
        "year,index,body,value,scale\n"
        "2022,papi,province,90,\n"
        "2022,nothing,province,40,\n"
        "2022,sipas,province,80,80\n"
        "2022,pci,province,60,\n"
        "2022,pci,province,61,\n"
    )
    with province.writing() as db:
        assert faults(db, text) == [(2, "value"), (3, "index"), (4, "scale"), (6, "index")]


def test_an_own_survey_has_a_figure_for_each_place_where_people_were_asked(
    province: Database,
) -> None:
    text = (
        "year,index,body,frame,value\n"
        "2022,satisfaction,A,desk,90\n"
        "2022,satisfaction,A,household,80\n"
    )
    with province.writing() as db:
        assert take(db, text) == Written(2, 0, 0)


def test_ddci_is_worked_out_within_each_kind_and_ranked(province: Database) -> None:
    text = (
        "component,indicator,body,value,weight,better\n"
        "Gia nhập,Số ngày,A,2,3,less\n"
        "Gia nhập,Số ngày,B,8,3,less\n"
        "Gia nhập,Số ngày,X,100,3,less\n"
        "Minh bạch,Công khai,A,1,,\n"
        "Minh bạch,Công khai,B,2,,\n"
        "Minh bạch,Công khai,X,,,\n"
    )
    with province.writing() as db:
        found = siblings.compute(db, "ddci", lines(text, *siblings.COLUMNS["ddci"]), 2025)
        assert [(one.code, one.total, one.rank, one.of) for one in found] == [
            ("A", Decimal("77.50"), 1, 2),  # (3·10 + 1·1)/4 · 10
            ("B", Decimal("32.50"), 2, 2),
            ("X", Decimal("100.00"), 1, 1),  # alone of its kind, nothing of Minh bạch asked of it
        ]
        assert found[0].parts == {"Gia nhập": Decimal("10.00"), "Minh bạch": Decimal("1.00")}
        siblings.keep(db, "ddci", 2025, found, "tính")
        a = next(one for one in kept.figures(db) if one.value == Decimal("77.50"))
        assert (a.rank, a.of, a.source) == (1, 2, "tính")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Gia nhập,Số ngày,A,3,,less", "body"),
        ("Gia nhập,Số ngày,B,3,,more", "better"),
        ("Gia nhập,Số ngày,B,3,2,less", "weight"),
        ("Gia nhập,Số ngày,B,ba,,less", "value"),
        ("Gia nhập,,B,3,,", "indicator"),
        ("Gia nhập,Số ngày,Z,3,,less", "body"),
        ("Gia nhập,Khác,B,3,,ít", "better"),
    ],
)
def test_a_table_of_indicators_is_held_to_what_it_may_be(
    province: Database, row: str, column: str
) -> None:
    text = f"component,indicator,body,value,weight,better\nGia nhập,Số ngày,A,3,,less\n{row}\n"
    with province.reading() as db, pytest.raises(FileRefused) as refused:
        siblings.compute(db, "ddci", lines(text, *siblings.COLUMNS["ddci"]), 2025)
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [(3, column)]


def test_a_total_or_band_that_does_not_agree_is_refused(province: Database) -> None:
    header = "body,c1,c2,c3,c4,c5,c6,c7,c8,c9,total,band\n"
    good = "A,2,2,2,2,1,1.5,1.907,2,1.34,15.747,Xuất sắc\n"
    columns = siblings.COLUMNS["tt01"]
    with province.reading() as db:
        (one,) = siblings.compute(db, "tt01", lines(header + good, *columns), 2021)
        assert (one.total, one.band, one.rank) == (Decimal("15.747"), "Xuất sắc", 1)
        wrong = good.replace("15.747,Xuất sắc", "15.7,Tốt")
        with pytest.raises(FileRefused) as refused:
            siblings.compute(db, "tt01", lines(header + wrong, *columns), 2021)
        assert [fault.column for fault in refused.value.faults] == ["total", "band"]


def test_what_is_kept_of_a_computation_leaves_targets_alone(province: Database) -> None:
    text = (
        "body,publicity,progress,digitisation,online,satisfaction\nA,15.40,19.35,16.05,9.03,17.82\n"
    )
    with province.writing() as db:
        take(db, "year,index,body,target,sets\n2025,qd766,A,80,khối 1/4\n")
        found = siblings.compute(db, "qd766", lines(text, *siblings.COLUMNS["qd766"]), 2025)
        siblings.keep(db, "qd766", 2025, found, "tính")
        (one,) = kept.figures(db)
    assert (one.value, one.target) == (Decimal("77.65"), Decimal("80.00"))
    assert one.places == (Place("khối", 1, 4),)
