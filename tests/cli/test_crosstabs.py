"""survey crosstab, survey archive, survey export --what responses"""

from __future__ import annotations

import csv
import io

import pytest

from tests.cli.console import Console, rows_of


@pytest.fixture
def closed(province: Console) -> Console:
    """A closed round with forty sheets at S1."""
    province.opens_round("D1")
    file = province.paper(*[("S1", "1", 5 if at % 3 else 2) for at in range(40)])
    province.types("responses", "import", file, "--round", "D1")
    province.types("round", "close", "D1")
    return province


def test_a_closed_round_is_broken_down_in_both_ways(closed: Console) -> None:
    file = closed.folder / "d1.parquet"
    said = closed.types("archive", "D1", "--out", file).stdout
    assert "40 phiếu" in said
    assert "Tệp này không ẩn gì" in said
    told = rows_of(closed.types("crosstab", "D1", "--by", "channel", "--agency", "S1"))
    exact = rows_of(
        closed.types("crosstab", "D1", "--by", "channel", "--agency", "S1", "--archive", file)
    )
    assert [(row["option"], row["percent"]) for row in told if row["level"] == "overall"] == [
        ("all", "65.00"),
        ("paper", "65.00"),
    ]
    assert told == exact


def test_an_open_round_and_an_unknown_way_are_refused(province: Console) -> None:
    province.opens_round("D1")
    refused = province.types("crosstab", "D1", "--by", "gender", status=1)
    assert "chỉ có khi đã kết thúc thu phiếu" in refused.stderr


def test_what_there_is_to_break_down_by_is_named(closed: Console) -> None:
    refused = closed.types("crosstab", "D1", "--by", "shoes", status=1)
    assert "gender, age, education, occupation" in refused.stderr
    gone = closed.types("crosstab", "D1", "--archive", closed.folder / "no.parquet", status=1)
    assert "no.parquet" in gone.stderr


def test_single_sheets_are_written_only_where_it_is_switched_on(closed: Console) -> None:
    out = closed.folder / "sheets.csv"
    words = ("export", "D1", "--what", "responses", "--format", "csv", "--out", out)
    assert "SURVEY_OPEN_DATA" in closed.types(*words, status=1).stderr
    assert not out.exists()
    closed.environment["SURVEY_OPEN_DATA"] = "1"
    assert "40 phiếu" in closed.types(*words).stdout
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"), newline="")))
    assert len(rows) == 40
    assert not {"agency", "desk", "day", "channel", "id"} & set(rows[0])
    first = out.read_bytes()
    closed.types(*words)
    assert out.read_bytes() == first
    json = ("export", "D1", "--what", "responses", "--format", "json", "--out", out)
    assert "csv, xlsx, parquet, sav" in closed.types(*json, status=1).stderr
