"""Weighted figures as files: beside the unweighted, and why where there are none."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from survey import export, report, store
from survey.scoring import weigh
from survey.store import Database
from survey.store.rounds import Round
from tests.report.fields import cell, finished, furnish, two_offices
from tests.report.scene import answered, found, opened, people

COLUMNS = (
    "round,questionnaire,frame,method,agency,agency_name,kind,level,id,name,channel,responses,"
    "n_eff,n_kish,finished,dossiers_day,weighted_percent,weighted_low,weighted_high,percent,low,"
    "high,difference,weighted_note"
)
ON_ONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def this(database: Database) -> Round:
    """Two offices, of which one has dossiers. Closed."""
    with database.writing() as db:
        made = two_offices(db, "A =Sở A", "B Sở B")
        finished(db, "A 3000 Đất đai", "A 1000 Hộ tịch")
        report.close(db, made, day=date(2026, 12, 31), person="x")
        return store.rounds.need(db, made.code)


def rows_of(database: Database, this: Round) -> list[dict[str, str]]:
    with database.reading() as db:
        text = b"".join(export.weighted(db, this, "csv")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_line_stands_beside_the_unweighted_one_or_says_why_not(
    database: Database, this: Round
) -> None:
    rows = rows_of(database, this)
    with database.reading() as db:
        plain = report.index_rows(db, this, source="frozen", level="overall")[0]
    assert len(rows) == 2 * (1 + 1 + 5 + 16)
    assert ",".join(rows[0]) == COLUMNS
    told = {(row["agency"], row["id"]): row for row in rows}
    first = told["A", "overall"]
    one = weigh([cell("a", 3000, people(10, 30)), cell("b", 1000, people(54, 6))])
    assert one is not None
    assert [first[name] for name in COLUMNS.split(",")[11:]] == [
        *("100", f"{one.n_eff:.1f}", f"{one.kish:.1f}", "4000", "2026-12-31"),
        *(str(one.percent), str(one.low), str(one.high)),
        *(str(plain.percent), str(plain.low), str(plain.high), "-22.75", "months:1/12"),
    ]
    assert first["agency_name"] == "'=Sở A"
    other = told["B", "q24"]
    assert (other["weighted_percent"], other["percent"]) == ("", "75.00")
    assert (other["difference"], other["weighted_note"]) == ("", "dossiers")


@ON_ONE
def test_json_says_the_same_with_numbers_as_numbers(database: Database, this: Round) -> None:
    with database.reading() as db:
        data = b"".join(export.weighted(db, this, "json", agency="A"))
        with pytest.raises(report.NotInRound):
            export.weighted(db, this, "json", agency="A", only=[])
        with pytest.raises(export.UnknownFormat):
            export.weighted(db, this, "xlsx")
    rows = json.loads(data)
    assert len(rows) == 23
    assert (rows[0]["weighted_percent"], rows[0]["difference"]) == (41.25, -22.75)
    assert rows[0]["finished"] == 4000


@ON_ONE
def test_a_workbook_has_a_sheet_of_them_that_is_explained(database: Database, this: Round) -> None:
    with database.reading() as db:
        book = load_workbook(io.BytesIO(export.indices(db, this, "xlsx")))
        one = load_workbook(io.BytesIO(export.indices(db, this, "xlsx", agency="A")))
        assert export.indices(db, this, "xlsx") == export.indices(db, this, "xlsx")
        plain = load_workbook(io.BytesIO(export.indices(db, this, "xlsx", agency="B")))
    assert book.sheetnames.count("Có quyền số") == 1
    assert book.sheetnames[-1] == "Giải thích"
    sheet = book["Có quyền số"]
    assert [cell.value for cell in sheet[1]] == COLUMNS.split(",")
    assert (sheet.max_row, one["Có quyền số"].max_row) == (1 + 2, 1 + 23)
    figure = sheet[2][COLUMNS.split(",").index("weighted_percent")]
    assert (figure.value, figure.data_type, figure.number_format) == (41.25, "n", "[$-42A]0.00")
    told = {row[0].value: row[1].value for row in book["Giải thích"].iter_rows()}
    assert set(COLUMNS.split(",")) <= told.keys()
    assert "Có quyền số" not in plain.sheetnames


@ON_ONE
@pytest.mark.parametrize("method", ["top2.mean_of_factors", "top2.pooled.split"])
def test_a_round_of_another_method_says_that_it_has_none(database: Database, method: str) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        furnish(db, "A 1 Đất đai")
        made = opened(db, method=method)
        answered(db, made, "A", people(10, 30))
        finished(db, "A 3000 Đất đai")
        report.freeze(db, made, day=date(2026, 12, 1), person="x", everything=True)
    assert {row["weighted_note"] for row in rows_of(database, made)} == {"method"}
