"""The scoreboard as a workbook: typed cells, what they mean, and the same bytes each time."""

from __future__ import annotations

import io
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from survey import export, intake, store
from survey.export.board import COLUMNS
from survey.export.yearbook import COLUMNS as SHEET
from survey.export.yearbook import to_yearbook
from survey.intake import scoreboard, tables
from survey.store import Connection
from survey.store.agencies import AgencyRow
from survey.store.connection import connect
from tests.conftest import new_database

FIGURES = """\
year,index,body,frame,value,rank,of,group,sets,target,target_rank,target_of,source
2021,sipas,province,,79.82,,,,,,,,
2022,sipas,province,,81.51,none,,,,,,,Bộ Nội vụ
2022,par-index,province,,85.97,56,63,,miền núi 12/14; lân cận 5/6,86,20,63,Bộ Nội vụ
2021,tt01,S1,,15.753,1,15,Xuất sắc,,,,,=nguồn
2022,tt01,S1,,15.5,3,15,Xuất sắc,,,,,
2022,satisfaction,S1,desk,90,,,,,,,,
"""


def filled(db: Connection) -> None:
    day = date(2026, 11, 23)
    store.agencies.import_rows(db, [AgencyRow(2, "S1", "Sở A", "Sở, ban, ngành")], today=day)
    columns = {"needed": scoreboard.NEEDED, "optional": scoreboard.OPTIONAL}
    lines = tables.parse(FIGURES.encode(), "a.csv", **columns)
    intake.scoreboard.import_lines(db, lines, today=day)


@pytest.fixture
def book(database: store.Database) -> Workbook:
    with database.writing() as db:
        filled(db)
        data = export.scoreboard(db, "xlsx", province="tỉnh Lai Châu")
    return load_workbook(io.BytesIO(data))


def cells(book: Workbook, sheet: str, line: int) -> dict[str, Any]:
    return dict(zip(SHEET, book[sheet][line], strict=True))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_numbers_are_numbers_with_their_decimals_under_a_header_that_stays(
    book: Workbook,
) -> None:
    assert book.sheetnames == ["Chỉ số của tỉnh", "Chỉ số của đơn vị", "Giải thích"]
    for name in book.sheetnames[:2]:
        assert [cell.value for cell in book[name][1]] == list(SHEET)
        assert book[name].freeze_panes == "A2"
    par = cells(book, "Chỉ số của tỉnh", 3)
    told = {name: (par[name].value, par[name].number_format) for name in ("year", "value", "rank")}
    assert told == {
        "year": (2022, "0"),
        "value": (85.97, "[$-42A]0.00"),
        "rank": (56, "[$-42A]#,##0"),
    }
    assert par["sets"].value == "miền núi 12/14; lân cận 5/6"
    assert [par[name].value for name in ("target", "target_rank", "target_of")] == [86, 20, 63]
    assert par["body_name"].value == "tỉnh Lai Châu"
    sipas = cells(book, "Chỉ số của tỉnh", 4)
    assert (sipas["change"].value, sipas["change"].number_format) == (
        1.69,
        "[$-42A]+0.00;-0.00;0.00",
    )
    assert sipas["rank"].value == "none"
    unit = [cells(book, "Chỉ số của đơn vị", line) for line in (2, 3, 4)]
    assert (unit[0]["value"].value, unit[0]["value"].number_format) == (15.753, "[$-42A]0.000")
    assert (unit[0]["source"].value, unit[0]["source"].data_type) == ("'=nguồn", "s")
    assert (unit[0]["body_name"].value, unit[0]["kind"].value) == ("Sở A", "Sở, ban, ngành")
    assert [one["index"].value for one in unit] == ["tt01", "satisfaction", "tt01"]
    assert (unit[2]["rank_change"].value, unit[2]["change"].value) == (-2, -0.253)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_column_index_and_frame_is_explained(book: Workbook) -> None:
    told = {row[0].value: row[1].value for row in book["Giải thích"].iter_rows()}
    assert set(SHEET) <= told.keys()
    assert set(COLUMNS) <= set(SHEET)
    assert "household là tại hộ gia đình" in str(told["frame"])
    assert str(told["papi"]).endswith("(PAPI); Thang: 80; nơi công bố: CECODES, UNDP")
    assert "không so với SIPAS của Bộ Nội vụ" in str(told["satisfaction"])
    assert book.properties.created == datetime(2022, 1, 1)


def test_the_same_figures_are_the_same_bytes_on_sqlite_and_postgresql(
    postgres: str, migrated_file: Path, migrated_template: str, tmp_path: Path
) -> None:
    file = tmp_path / "same.sqlite"
    shutil.copyfile(migrated_file, file)
    made = []
    with new_database(postgres, "survey_same_board", migrated_template) as url:
        for at in (f"sqlite:///{file}", url):
            database = connect(at)
            with database.writing() as db:
                filled(db)
                made += [export.scoreboard(db, "xlsx"), export.scoreboard(db, "xlsx")]
            database.dispose()
    assert len(set(made)) == 1


def test_nothing_entered_is_a_workbook_all_the_same() -> None:
    book = load_workbook(io.BytesIO(to_yearbook([])))
    assert book["Chỉ số của tỉnh"].max_row == 1
