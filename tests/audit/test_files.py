"""Files as the programs that open them read them, from both databases."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from survey import export, report, store
from survey.store import Database
from tests.audit.conftest import Twins
from tests.report.scene import answered, found, furnish, opened, people
from tests.unstamped import unstamped

NUMBERS = {
    *("responses", "satisfied", "answers", "percent", "low", "high", "rank", "of"),
    *("previous", "change", "previous_rank", "previous_of", "rank_change"),
}


@pytest.mark.parametrize("form", export.FORMATS)
@pytest.mark.parametrize("channel", [None, "poster"])
def test_both_databases_give_the_same_bytes(twins: Twins, form: str, channel: str | None) -> None:
    made = []
    for database in twins:
        with database.reading() as db:
            for code in ("2025", "2026"):
                this = store.rounds.need(db, code)
                data = export.indices(db, this, form, channel=channel)
                made.append(unstamped(form, data))
    assert made[:2] == made[2:]
    assert made[0] != made[1]


def hostile(database: Database) -> dict[str, bytes]:
    """Bodies whose names a spreadsheet may take for formulas; a fall, and a decomposed name."""
    names = [
        "=1+1",
        "+84 123",
        "-5%",
        "@SUM(A1)",
        "Sở “A”, B",
        unicodedata.normalize("NFD", "Sở Ế"),
    ]
    with database.writing() as db:
        found(db, *(f"A{at} {name}" for at, name in enumerate(names)))
        found(db, "-A9 Mã có gạch")
        furnish(db, "A0 1 Quầy 1")
        before, this = opened(db, "2025"), opened(db, "2026")
        for at in range(len(names)):
            answered(db, before, f"A{at}", people(33 + at, 7))
            answered(db, this, f"A{at}", people(31, 9 + at))
        answered(db, this, "-A9", people(3))
        for one in (before, this):
            report.close(db, one, day=date(2026, 12, 31), person="x")
    with database.reading() as db:
        return {form: export.indices(db, this, form) for form in export.FORMATS}


def test_a_spreadsheet_sees_text_as_text_and_numbers_as_numbers(database: Database) -> None:
    files = hostile(database)
    text = files["csv"].decode("utf-8")
    assert text.startswith("\ufeffround,questionnaire,")
    assert text.count("\r\n") == text.count("\n") == 1 + 7 * 23
    assert unicodedata.is_normalized("NFC", text)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    objects = json.loads(files["json"], parse_float=Decimal)
    book = load_workbook(io.BytesIO(files["xlsx"]))
    levels = book.worksheets[: len(report.LEVELS)]
    for sheet in levels:
        assert sheet.freeze_panes == "A2"
        header = [cell.value for cell in sheet[1]]
        assert header == list(rows[0]) == list(objects[0]) == list(report.COLUMNS)
    lines = [cells for sheet in levels for cells in sheet.iter_rows(min_row=2)]
    # A sheet a level: the same rows, level by level.
    rows.sort(key=lambda row: report.LEVELS.index(row["level"]))
    objects.sort(key=lambda one: report.LEVELS.index(one["level"]))
    for row, one, cells in zip(rows, objects, lines, strict=True):
        for name, cell in zip(header, cells, strict=True):
            value = one[name]
            if name in NUMBERS:
                assert value is None or isinstance(value, int | Decimal)
                assert row[name] == ("" if value is None else str(value))
                assert cell.value is None or cell.data_type == "n"
                assert cell.value == (None if value is None else float(value))
            else:
                assert isinstance(value, str)
                guarded = f"'{value}" if value.startswith(("=", "+", "-", "@")) else value
                assert row[name] == guarded == (cell.value or "")
                assert cell.value is None or cell.data_type == "s"
    overall = [one for one in objects if one["level"] == "overall"]
    assert overall[0]["agency"] == "-A9"
    assert overall[0]["percent"] is None
    assert overall[0]["hidden"] == "few"
    assert all(one["change"] < 0 for one in overall[1:])
