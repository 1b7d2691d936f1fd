from __future__ import annotations

import time
import unicodedata
from datetime import date

import pytest
from sqlalchemy import Connection, func, select

from survey.store import agencies, form_version
from survey.store.agencies import Agency, AgencyRow, Imported, UnknownAgency
from survey.store.connection import Database
from survey.store.tables import agency, agency_name
from survey.words import FileRefused

SPRING = date(2025, 3, 1)
EVE = date(2025, 2, 28)
TODAY = date(2026, 11, 23)
KIND = "Sở, ban, ngành"


def rows(
    *lines: tuple[str, str] | tuple[str, str, str, date | None, date | None, str],
) -> list[AgencyRow]:
    """Rows of a file: (code, name) or (code, name, parent, from, to, successor)."""
    return [
        AgencyRow(number, line[0], line[1], KIND, *line[2:])
        for number, line in enumerate(lines, start=2)
    ]


def import_(database: Database, *lines: tuple[object, ...], today: date = TODAY) -> Imported:
    with database.writing() as db:
        return agencies.import_rows(db, rows(*lines), today=today)  # type: ignore[arg-type]


def faults(database: Database, *lines: tuple[object, ...]) -> list[tuple[int, str]]:
    """Line and column of what a file is refused for; nothing of it may be kept."""
    with database.writing() as db:
        before = db.scalar(select(func.count()).select_from(agency))
        with pytest.raises(FileRefused) as refused:
            agencies.import_rows(db, rows(*lines), today=TODAY)  # type: ignore[arg-type]
        assert db.scalar(select(func.count()).select_from(agency)) == before
    return [(fault.line, fault.column) for fault in refused.value.faults]


def on(db: Connection, day: date) -> dict[str, Agency]:
    return {body.code: body for body in agencies.all_on(db, day)}


def test_bodies_are_kept_with_their_names_and_parents(database: Database) -> None:
    done = import_(
        database,
        ("H35.9", "Sở Tài chính", "H35", None, None, ""),  # a child may stand before its parent
        ("H35", "Ủy ban nhân dân tỉnh Lai Châu"),
    )

    assert done == Imported(new=2, changed=0)
    with database.reading() as db:
        found = agencies.all_on(db, TODAY)
        assert [(body.code, body.name, body.kind, body.parent_code) for body in found] == [
            ("H35", "Ủy ban nhân dân tỉnh Lai Châu", KIND, None),
            ("H35.9", "Sở Tài chính", KIND, "H35"),
        ]
        assert found[1].parent == found[0].id
        assert (found[0].first, found[0].last) == (agencies.SINCE_EVER, None)


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    lines = [
        ("H35.4", "Sở Giao thông vận tải", "", None, EVE, "H35.13"),
        ("H35.13", "Sở Xây dựng", "", None, None, ""),
        ("H35.8", "Sở Nông nghiệp và Môi trường", "H35.13", SPRING, None, ""),
    ]
    assert import_(database, *lines) == Imported(new=3, changed=0)
    assert import_(database, *lines) == Imported(new=0, changed=0)


def test_a_body_left_out_of_the_next_file_stays(database: Database) -> None:
    import_(database, ("A", "Sở A"), ("B", "Sở B"))
    assert import_(database, ("A", "Sở A mới")) == Imported(new=0, changed=1)
    with database.reading() as db:
        assert {code: body.name for code, body in on(db, TODAY).items()} == {
            "A": "Sở A mới",
            "B": "Sở B",
        }


def test_a_new_name_holds_from_the_day_of_the_import_on(database: Database) -> None:
    import_(database, ("H35.2", "Ban Dân tộc"), today=date(2024, 5, 1))
    import_(database, ("H35.2", "Sở Dân tộc và Tôn giáo"), today=SPRING)
    with database.reading() as db:
        assert on(db, EVE)["H35.2"].name == "Ban Dân tộc"
        assert on(db, SPRING)["H35.2"].name == "Sở Dân tộc và Tôn giáo"
        assert on(db, date(1950, 1, 1))["H35.2"].name == "Ban Dân tộc"


def test_a_name_mended_on_the_same_day_leaves_no_trace(database: Database) -> None:
    import_(database, ("A", "Sở A"), today=EVE)
    import_(database, ("A", "Sở Sai"))
    import_(database, ("A", "Sở Đúng"))
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(agency_name)) == 2
        assert on(db, TODAY)["A"].name == "Sở Đúng"


def test_a_code_may_be_used_again_by_a_later_body(database: Database) -> None:
    lines = [
        ("H35.5", "Sở Kế hoạch và Đầu tư", "", None, EVE, ""),
        ("H35.5", "Sở Khác", "", SPRING, None, ""),
    ]
    assert import_(database, *lines) == Imported(new=2, changed=0)
    assert import_(database, *lines) == Imported(new=0, changed=0)
    with database.reading() as db:
        assert agencies.need(db, "H35.5", EVE).name == "Sở Kế hoạch và Đầu tư"
        assert agencies.need(db, "H35.5", SPRING).name == "Sở Khác"
        assert len(agencies.names_on(db, TODAY)) == 2


def test_two_living_bodies_never_share_a_code(database: Database) -> None:
    import_(database, ("H35.5", "Sở Kế hoạch và Đầu tư"))
    assert faults(database, ("H35.5", "Sở Khác", "", SPRING, None, "")) == [(2, "from")]


def test_a_merger_is_found_from_the_body_that_is_left(database: Database) -> None:
    import_(
        database,
        ("XD", "Sở Xây dựng"),
        ("GT", "Sở Giao thông vận tải", "", None, EVE, "XD"),
    )
    with database.reading() as db:
        ids = {body.code: id_ for id_, body in agencies.names_on(db, TODAY).items()}
        assert agencies.predecessors(db) == {ids["XD"]: [(ids["GT"], SPRING)]}
        assert "GT" not in on(db, SPRING)
        assert "GT" in on(db, EVE)


def test_a_divided_body_has_several_successors(database: Database) -> None:
    import_(
        database,
        ("CU", "Xã Cũ", "", None, EVE, "M1  M2"),
        ("M1", "Xã Mới Một", "", SPRING, None, ""),
        ("M2", "Xã Mới Hai", "", SPRING, None, ""),
    )
    with database.reading() as db:
        ids = {body.code: id_ for id_, body in agencies.names_on(db, TODAY).items()}
        assert agencies.predecessors(db) == {
            ids["M1"]: [(ids["CU"], SPRING)],
            ids["M2"]: [(ids["CU"], SPRING)],
        }


def test_a_body_may_be_split_off_from_one_that_lives_on(database: Database) -> None:
    import_(
        database,
        ("CU", "Sở Cũ", "", None, None, "TACH"),
        ("TACH", "Sở Tách Ra", "", SPRING, None, ""),
    )
    with database.reading() as db:
        ids = {body.code: body.id for body in agencies.all_on(db, SPRING)}
        assert agencies.predecessors(db) == {ids["TACH"]: [(ids["CU"], SPRING)]}


def test_a_successor_takes_the_code_that_its_predecessor_had(database: Database) -> None:
    import_(
        database,
        ("NV", "Sở Nội vụ", "", None, EVE, "NV"),
        ("NV", "Sở Nội vụ", "", SPRING, None, ""),
    )
    with database.reading() as db:
        old, new = agencies.need(db, "NV", EVE).id, agencies.need(db, "NV", SPRING).id
        assert agencies.predecessors(db) == {new: [(old, SPRING)]}


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (("", "Không mã"), "code"),
        (("H 35", "Có dấu cách"), "code"),
        (("SỞ", "Có dấu"), "code"),
        (("x" * 33, "Quá dài"), "code"),
        (("A", ""), "name"),
        (("A", "ă" * 201), "name"),
        (("A", "Sở\x00"), "name"),
        (("A", "Sở A", "KHONG", None, None, ""), "parent"),
        (("A", "Sở A", "A", None, None, ""), "parent"),
        (("A", "Sở A", "", SPRING, EVE, ""), "to"),
        (("A", "Sở A", "", None, EVE, "KHONG"), "successor"),
        (("A", "Sở A", "", None, EVE, "A"), "successor"),
        (("A", "Sở A", "", None, None, "SAN"), "to"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(
    database: Database, line: tuple[object, ...], column: str
) -> None:
    assert faults(database, ("SAN", "Sở Sẵn"), line) == [(3, column)]


def test_every_fault_of_a_file_is_named_at_once(database: Database) -> None:
    found = faults(database, ("A", ""), ("B C", "Sở B"), ("D", "Sở D", "X", None, None, ""))
    assert found == [(2, "name"), (3, "code"), (4, "parent")]


def test_an_empty_kind_is_named(database: Database) -> None:
    with database.writing() as db, pytest.raises(FileRefused) as refused:
        agencies.import_rows(db, [AgencyRow(2, "A", "Sở A", " ")], today=TODAY)
    assert refused.value.faults[0].column == "kind"


def test_a_line_twice_is_named_with_the_first(database: Database) -> None:
    with database.writing() as db, pytest.raises(FileRefused) as refused:
        agencies.import_rows(db, rows(("A", "Sở A"), ("A", "Sở B")), today=TODAY)
    (fault,) = refused.value.faults
    assert (fault.line, fault.column, fault.values["line"]) == (3, "code", 2)


def test_a_circle_of_parents_is_named_at_each_of_its_bodies(database: Database) -> None:
    found = faults(
        database,
        ("A", "Sở A", "B", None, None, ""),
        ("B", "Sở B", "C", None, None, ""),
        ("C", "Sở C", "A", None, None, ""),
        ("D", "Sở D", "A", None, None, ""),
    )
    assert found == [(2, "parent"), (3, "parent"), (4, "parent")]


def test_a_circle_through_bodies_that_are_kept_already_is_seen(database: Database) -> None:
    import_(database, ("A", "Sở A"), ("B", "Sở B", "A", None, None, ""))
    assert faults(database, ("A", "Sở A", "B", None, None, "")) == [(2, "parent")]


def test_a_body_set_up_later_is_not_there_yet(database: Database) -> None:
    later = date(2027, 1, 1)
    import_(database, ("T", "Tỉnh"), ("A", "Sở A", "T", later, None, ""))
    with database.reading() as db:
        assert agencies.by_code(db, "A", TODAY) is None
        assert agencies.need(db, "A", later).parent_code == "T"
        with pytest.raises(UnknownAgency):
            agencies.need(db, "A", TODAY)


def test_an_empty_to_never_opens_a_closed_body_again(database: Database) -> None:
    import_(database, ("A", "Sở A", "", None, EVE, ""))
    assert import_(database, ("A", "Sở A")) == Imported(0, 0)
    with database.reading() as db:
        assert agencies.by_code(db, "A", SPRING) is None


def test_names_come_in_composed_letters_without_stray_spaces(database: Database) -> None:
    import_(database, ("A", unicodedata.normalize("NFD", "  Sở  Nội\u200b vụ ")))
    with database.reading() as db:
        assert on(db, TODAY)["A"].name == "Sở Nội vụ"


def test_an_import_is_seen_by_every_worker(database: Database) -> None:
    with database.reading() as db:
        before = form_version.read(db)
    import_(database, ("A", "Sở A"))
    with database.reading() as db:
        assert form_version.read(db) > before


def test_the_whole_country_is_imported_in_seconds(database: Database) -> None:
    lines = [AgencyRow(2, "T", "Trung ương", "tw")]
    lines += [AgencyRow(n, f"P{n}", f"Tỉnh số {n}", "tinh", "T") for n in range(3, 37)]
    lines += [
        AgencyRow(n, f"{n:05d}", f"Xã số {n}", "xa", f"P{3 + n % 34}") for n in range(37, 3358)
    ]
    begun = time.perf_counter()
    with database.writing() as db:
        assert agencies.import_rows(db, lines, today=TODAY).new == 3356
        assert agencies.import_rows(db, lines, today=TODAY) == Imported(0, 0)
        assert len(agencies.all_on(db, TODAY)) == 3356
        ids = list(agencies.names_on(db, TODAY))
        assert len(agencies.by_ids(db, ids, TODAY)) == 3356
    assert time.perf_counter() - begun < 10
