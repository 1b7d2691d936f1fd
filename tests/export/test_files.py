"""Files of figures: what spreadsheets rely on, and that the same rows are the same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from survey import export, report, store
from survey.export import About
from survey.report import IndexRow
from survey.store import Database
from survey.store.connection import connect
from survey.words import Refusal
from tests.conftest import new_database
from tests.report.scene import answered, found, furnish, opened, people
from tests.unstamped import unstamped

HEADER = (
    "round,questionnaire,frame,method,agency,agency_name,kind,level,id,name,channel,responses,"
    "satisfied,answers,percent,low,high,rank,of,previous,change,previous_rank,previous_of,"
    "rank_change,compared_with,hidden"
)
ROW = IndexRow(
    round="2026",
    questionnaire="sipas-2023-service",
    frame="desk",
    method="top2.pooled",
    agency="H35.11",
    agency_name="Sở Tư pháp, tỉnh Lai Châu",
    kind="Sở, ban, ngành",
    level="overall",
    id="overall",
    name="Chỉ số chung",
    channel="all",
    responses=612,
    satisfied=7967,
    answers=9218,
    percent=Decimal("86.40"),
    low=Decimal("84.67"),
    high=Decimal("88.14"),
    rank=4,
    of=13,
    previous=Decimal("88.34"),
    change=Decimal("-1.94"),
    previous_rank=3,
    previous_of=13,
    rank_change=-1,
    compared_with="H35.11",
    hidden="",
)
SILENT = replace(
    ROW,
    responses=0,
    satisfied=0,
    answers=0,
    percent=None,
    low=None,
    high=None,
    rank=None,
    of=None,
    previous=None,
    change=None,
    previous_rank=None,
    previous_of=None,
    rank_change=None,
)
ABOUT = About("Chỉ số hài lòng – Năm 2026", date(2026, 11, 22), (("Đợt", "2026"),))


def seed(database: Database) -> dict[str, bytes]:
    """A round of three bodies, frozen; return its files."""
    with database.writing() as db:
        found(db, "B Sở B", "A Sở A", "C =Đơn vị")
        furnish(db, "A 1 Quầy 1")
        before, this = opened(db, "2025"), opened(db, "2026")
        for one, more in ((before, 0), (this, 3)):
            answered(db, one, "A", people(30 + more, 7))
            answered(db, one, "B", people(31, 9 + more), channel="paper")
            report.freeze(db, one, day=date(2026, 11, 22), person="x", everything=True)
    with database.reading() as db:
        return {form: unstamped(form, export.indices(db, this, form)) for form in export.FORMATS}


def charts(data: bytes) -> int:
    """How many charts a workbook holds; whatever they refer to stands on the sheet of charts."""
    book = ZipFile(io.BytesIO(data))
    drawn = [book.read(name).decode() for name in book.namelist() if "/charts/chart" in name]
    for formula in re.findall(r"<c:f>(.*?)</c:f>", "".join(drawn)):
        assert formula.startswith("'Biểu đồ'!$"), formula
    return len(drawn)


def test_a_csv_file_opens_in_excel_with_its_vietnamese_whole() -> None:
    text = export.to_csv([ROW, SILENT])
    assert text.startswith(b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n")
    assert text.decode("utf-8-sig").split("\r\n")[1:] == [
        '2026,sipas-2023-service,desk,top2.pooled,H35.11,"Sở Tư pháp, tỉnh Lai Châu",'
        '"Sở, ban, ngành",overall,overall,Chỉ số chung,all,612,7967,9218,86.40,84.67,88.14,4,13,'
        "88.34,-1.94,3,13,-1,H35.11,",
        '2026,sipas-2023-service,desk,top2.pooled,H35.11,"Sở Tư pháp, tỉnh Lai Châu",'
        '"Sở, ban, ngành",overall,overall,Chỉ số chung,all,0,0,0,,,,,,,,,,,H35.11,',
        "",
    ]


def test_no_rows_still_have_a_header() -> None:
    assert export.to_csv([]).decode("utf-8-sig") == HEADER + "\r\n"
    assert json.loads(export.to_json([])) == []


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_can_start_a_formula_and_numbers_stay_numbers(sign: str) -> None:
    row = replace(ROW, agency_name=f"{sign}HYPERLINK(1)")
    (line,) = csv.DictReader(io.StringIO(export.to_csv([row]).decode("utf-8-sig"), newline=""))
    assert line["agency_name"] == f"'{sign}HYPERLINK(1)"
    assert line["change"] == "-1.94"
    sheet = load_workbook(io.BytesIO(export.to_xlsx([row], ABOUT)))["Chỉ số chung"]
    cell = sheet["F2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_json_has_numbers_as_numbers_and_null_for_nothing() -> None:
    first, second = json.loads(export.to_json([ROW, SILENT]), parse_float=Decimal)
    assert list(first) == HEADER.split(",")
    assert (first["percent"], first["change"]) == (Decimal("86.40"), Decimal("-1.94"))
    assert first["agency_name"] == "Sở Tư pháp, tỉnh Lai Châu"
    assert (second["percent"], second["responses"]) == (None, 0)


def test_grouped_rows_carry_their_group_last() -> None:
    row = replace(ROW, group="1", group_name="Quầy 1")
    assert export.to_csv([row]).decode("utf-8-sig").splitlines()[0] == f"{HEADER},group,group_name"
    assert json.loads(export.to_json([row]))[0]["group_name"] == "Quầy 1"


def test_a_workbook_has_typed_cells_a_header_that_stays_and_an_explanation() -> None:
    book = load_workbook(io.BytesIO(export.to_xlsx([ROW, SILENT], ABOUT)))
    sheet = book["Chỉ số chung"]
    assert [cell.value for cell in sheet[1]] == HEADER.split(",")
    at = {name: place for place, name in enumerate(HEADER.split(","))}
    assert sheet.freeze_panes == "A2"
    figure = sheet[2][at["percent"]]
    assert (figure.value, figure.data_type, figure.number_format) == (86.4, "n", "[$-42A]0.00")
    assert sheet[2][at["agency"]].data_type == "s"
    assert sheet[3][at["percent"]].value is None
    assert sheet[3][at["responses"]].value == 0
    told = {row[0].value: row[1].value for row in book["Giải thích"].iter_rows()}
    assert set(HEADER.split(",")) <= told.keys()
    assert told["Đợt"] == "2026"
    assert book.properties.created == datetime(2026, 11, 22)


def test_a_workbook_is_explained_in_the_language_of_its_reader() -> None:
    book = load_workbook(io.BytesIO(export.to_xlsx([ROW], ABOUT, str.upper)))
    levels = ["CHỈ SỐ CHUNG", "PHẦN", "YẾU TỐ", "TIÊU CHÍ"]
    assert book.sheetnames == [*levels, "BIỂU ĐỒ", "GIẢI THÍCH"]
    for level in levels:
        assert [cell.value for cell in book[level][1]] == HEADER.split(",")
    told = {row[0].value: row[1].value for row in book["GIẢI THÍCH"].iter_rows()}
    assert (told["rank"], told["top2"]) == (
        "THỨ HẠNG TRONG NHÓM ĐƠN VỊ; ĐỂ TRỐNG KHI CHƯA ĐỦ SỐ PHIẾU TỐI THIỂU",
        "TỶ LỆ CÂU TRẢ LỜI Ở MỨC 4 VÀ MỨC 5",
    )


def test_a_workbook_has_a_sheet_a_level_and_a_chart_a_kind() -> None:
    commune = replace(ROW, agency="X1", agency_name="=Xã", kind="Xã!A1", percent=Decimal("99.5"))
    better = replace(ROW, agency="H35.12", agency_name="Sở B", percent=Decimal("90.00"))
    part = replace(ROW, level="part", id="service")
    data = export.to_xlsx([ROW, part, better, commune, SILENT], ABOUT)
    assert charts(data) == 2
    book = load_workbook(io.BytesIO(data))
    sizes = {sheet.title: sheet.max_row - 1 for sheet in book.worksheets[:4]}
    assert sizes == {"Chỉ số chung": 4, "Phần": 1, "Yếu tố": 0, "Tiêu chí": 0}
    sheet = book["Biểu đồ"]
    told = [row[0].value for row in sheet.iter_rows()]
    first = told.index("Sở, ban, ngành")
    assert told[first + 1 : first + 4] == ["Sở B (612)", "Sở Tư pháp, tỉnh Lai Châu (612)", None]
    assert told[told.index("Xã!A1") + 1] == "'=Xã (612)"


def test_a_workbook_of_one_body_draws_its_factors() -> None:
    few = replace(ROW, level="factor", id="g2", name="Yếu tố 2", percent=None, hidden="few")
    factors = [replace(ROW, level="factor", id="g1", name="Yếu tố 1"), few]
    data = export.to_xlsx([ROW, *factors], ABOUT)
    assert charts(data) == 1
    sheet = load_workbook(io.BytesIO(data))["Biểu đồ"]
    told = [row[0].value for row in sheet.iter_rows()]
    assert told[told.index(ROW.agency_name) + 1] == "Yếu tố 1 (612)"
    assert "Yếu tố 2 (612)" not in told


def test_the_same_rows_give_the_same_workbook_whatever_the_clock_says() -> None:
    assert export.to_xlsx([ROW], ABOUT) == export.to_xlsx([ROW], ABOUT)


def test_files_are_the_same_bytes_from_sqlite_and_postgresql(
    postgres: str, migrated_template: str, migrated_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "survey.sqlite"
    shutil.copyfile(migrated_file, file)
    made = []
    with new_database(postgres, "survey_same_bytes", migrated_template) as url:
        for one in (f"sqlite:///{file}", url):
            database = connect(one)
            made.append(seed(database))
            database.dispose()
    assert made[0] == made[1]
    assert {len(data) > 500 for data in made[0].values()} == {True}


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    export.save(b"12", tmp_path / "new" / "chi-so.csv")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["chi-so.csv"]
    assert (tmp_path / "new" / "chi-so.csv").read_bytes() == b"12"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refusal, match="Chưa ghi được tệp"):
        export.save(b"12", tmp_path / "file" / "chi-so.csv")


def test_an_unknown_kind_of_file_is_refused() -> None:
    with pytest.raises(export.UnknownFormat):
        export.write([ROW], "pdf", io.BytesIO())


def test_a_workbook_ends_its_tables_of_bodies_with_mean_lowest_and_highest(
    tmp_path: Path, migrated_file: Path
) -> None:
    file = tmp_path / "survey.sqlite"
    shutil.copyfile(migrated_file, file)
    database = connect(f"sqlite:///{file}")
    with database.writing() as db:
        found(db, "A Sở A", "B =Sở B", "C Sở C")
        this = opened(db)
        for code, pleased in (("A", 90), ("B", 75), ("C", 3)):
            answered(db, this, code, people(pleased, 0 if code == "C" else 10))
        report.close(db, this, day=this.last, person="x")
        toml = 'target = 90\n[[band]]\nname = "Tốt"\nfrom = 90\n'.encode()
        store.scales.attach(db, this, toml, day=this.first, person="x")
        rows = [store.groups.GroupRow(at, "k", "Khối", one) for at, one in enumerate("ABC")]
        store.groups.import_rows(db, rows, today=this.first)
    with database.reading() as db:
        book = load_workbook(io.BytesIO(export.indices(db, this, "xlsx")))
        alone = load_workbook(io.BytesIO(export.indices(db, this, "xlsx", agency="B")))
    database.dispose()
    sheets = {sheet.title: [[c.value for c in row] for row in sheet.rows] for sheet in book}
    ranked = sheets["Xếp hạng"]
    assert ranked[1][1:4] + ranked[1][6:10] == [1, "Sở A", 90, 100, 100, 0, 1.76]
    assert ranked[2][2] == "'=Sở B"
    assert [row[-3:] for row in ranked[1:3]] == [
        ["Tốt", None, "đạt chỉ tiêu"],
        [None, None, "chưa đạt chỉ tiêu"],
    ]
    assert (ranked[3][3], ranked[3][11]) == (None, "ẩn vì ít phiếu")
    ends = [["Trung bình", 89.12], ["Thấp nhất", 88.24], ["Cao nhất", 90]]
    assert [row[2:4] for row in ranked[4:7]] == ends
    assert [row[2:4] for row in sheets["Trong cụm, khối"][4:7]] == ends
    assert sheets["Cụm, khối"][1][7:10] == [3, 1, 185]
    assert book["Xếp hạng"]["D2"].number_format == "[$-42A]0.00"
    assert alone.sheetnames[-2:] == ["Xếp hạng", "Giải thích"]
    assert "Sở A" not in {cell.value for sheet in alone for row in sheet.rows for cell in row}
