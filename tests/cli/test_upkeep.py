"""survey tally check, survey tally rebuild, survey tidy"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from survey import store
from tests.cli.console import Console, rows_of


@pytest.fixture
def answered(province: Console) -> Console:
    province.opens_round("D1")
    file = province.paper(("S1", "1", 5), ("S1", "1", 2), ("X1", "1", 4))
    province.types("responses", "import", file, "--round", "D1")
    return province


def tampers(console: Console, statement: str) -> None:
    database = store.connect(console.environment["SURVEY_DATABASE_URL"])
    with database.writing() as db:
        assert db.execute(text(statement)).rowcount
    database.dispose()


def percents(console: Console) -> list[str]:
    rows = rows_of(console.types("index", "D1", "--level", "overall"))
    return [row["percent"] for row in rows]


def test_counts_that_agree_with_the_sheets_pass(answered: Console) -> None:
    assert "D1" in answered.types("tally", "check").stdout
    assert "3 phiếu" in answered.types("tally", "rebuild").stdout
    answered.types("tally", "check", "--round", "D1")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tally SET x = x + 1 WHERE channel = 'paper'",
        "UPDATE tally SET responses = responses + 1",
        "DELETE FROM tally",
        "UPDATE tally SET standing = 'excluded'",
        "DELETE FROM response",
    ],
)
def test_a_tampered_count_is_found_and_mended(answered: Console, statement: str) -> None:
    tampers(answered, statement)
    found = answered.types("tally", "check", status=1)
    assert "D1" in found.stderr
    assert "S1" in found.stderr
    answered.types("tally", "rebuild")
    answered.types("tally", "check")


def test_mending_gives_the_figures_of_before(answered: Console) -> None:
    before = percents(answered)
    tampers(answered, "DELETE FROM tally")
    assert percents(answered) != before
    answered.types("tally", "rebuild", "--round", "D1")
    assert percents(answered) == before


def test_a_round_whose_sheets_have_expired_is_passed_over(answered: Console) -> None:
    tampers(answered, "DELETE FROM response")
    database = store.connect(answered.environment["SURVEY_DATABASE_URL"])
    with database.writing() as db:
        this = store.rounds.need(db, "D1")
        store.rounds.enter(db, this.id, "final", answered.today, "test")
    database.dispose()
    before = percents(answered)
    assert "hết hạn lưu" in answered.types("tally", "check").stdout
    assert "hết hạn lưu" in answered.types("tally", "rebuild").stdout
    assert percents(answered) == before


def test_an_unknown_round_is_refused(answered: Console) -> None:
    answered.types("tally", "check", "--round", "D9", status=1)
    answered.types("tally", "rebuild", "--round", "D9", status=1)


def test_tidying_changes_no_figure(answered: Console) -> None:
    before = percents(answered)
    answered.types("tidy")
    answered.types("tidy")
    assert percents(answered) == before
    answered.types("tally", "check")
