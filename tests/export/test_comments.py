"""Files of published comments: what stands in them, and nothing that runs as a formula."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from survey import export, report, store
from survey.store import Database
from survey.store.rounds import Round
from tests.said import LAST, SHOWN, all_of, begun, does, published, wrote

HARMFUL = ["=1+1", "+84", "-2", "@x", "Chờ lâu,\nthái độ “tốt”"]


@pytest.fixture
def this(database: Database) -> Round:
    """A closed round with twelve comments of A, of which eleven are published."""
    with database.writing() as db:
        made = begun(db)
        wrote(db, made, "A", [*HARMFUL, *(f"Góp ý {n}" for n in range(7))])
        report.close(db, made, day=LAST, person="x")
        published(db, made, "A")
        does(db, "flag", all_of(db, made, "A")[-1].id)
        return store.rounds.need(db, made.code)


def file(database: Database, this: Round, form: str, **more: str) -> bytes:
    with database.reading() as db:
        return export.comments(db, this, form, today=SHOWN, **more)  # type: ignore[arg-type]


def test_a_csv_holds_what_is_published_and_no_formula(database: Database, this: Round) -> None:
    text = file(database, this, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["round", "agency", "agency_name", "week", "topics", "text"]
    assert len(rows) == 12
    assert [row[5] for row in rows[1:6]] == ["'=1+1", "'+84", "'-2", "'@x", HARMFUL[4]]
    assert rows[5][:5] == [
        "2026",
        "A",
        "Sở A",
        "2026-W46",
        "Thái độ, giao tiếp của cán bộ; Chờ đợi, đi lại nhiều lần",
    ]


def test_a_workbook_holds_texts_and_says_what_its_columns_are(
    database: Database, this: Round
) -> None:
    book = load_workbook(io.BytesIO(file(database, this, "xlsx")))
    sheet, meaning = book.worksheets
    assert (sheet.title, meaning.title) == ("Góp ý", "Giải thích")
    assert (sheet.max_row, sheet.freeze_panes) == (12, "A2")
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} == {"s"}
    assert sheet["F2"].value == "'=1+1"
    assert [row[0].value for row in meaning.iter_rows(min_row=2)] == list(export.COMMENT_COLUMNS)
    assert book.properties.created == datetime(2026, 11, 29)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_same_comments_are_the_same_bytes(database: Database, this: Round, form: str) -> None:
    assert file(database, this, form) == file(database, this, form)
    assert b"Manner of staff" in file(database, this, "csv", language="en")


def test_comments_are_no_table_of_figures(database: Database, this: Round) -> None:
    with pytest.raises(export.NotSo):
        file(database, this, "parquet")
