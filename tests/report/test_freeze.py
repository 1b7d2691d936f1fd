"""What a freeze shows, and when a round's figures may be read at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from survey import report, store
from survey.scoring import Method, percent, person_interval
from survey.store import Connection, Database
from survey.store.rounds import Round
from tests.report.scene import LAYOUT, answered, found, opened, people, sheet

DAY = date(2026, 5, 1)


def responses(db: Connection, this: Round) -> int:
    return report.index_rows(db, this, level="overall", source="frozen")[0].responses


def test_a_round_that_was_never_frozen_has_nothing_to_show(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        assert report.shown(db, this) is None
        assert report.ranking(db, this) is None
        with pytest.raises(report.NoFreeze):
            report.index_rows(db, this, source="frozen")


def test_a_state_is_shown_once_ten_more_sheets_have_followed_it(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        answered(db, this, "A", people(12))
        report.freeze(db, this, day=DAY, person="x")
        assert report.index_rows(db, this, level="overall", source="frozen") == []
        answered(db, this, "A", people(9))
        report.freeze(db, this, day=DAY, person="x")
        assert report.index_rows(db, this, level="overall", source="frozen") == []
        answered(db, this, "A", people(1))
        report.freeze(db, this, day=DAY, person="x")
        assert responses(db, this) == 12


def test_closing_shows_everything_and_a_later_freeze_too(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        answered(db, this, "A", people(12))
        report.freeze(db, this, day=DAY, person="x")
        report.close(db, this, day=DAY, person="x")
        closed = store.rounds.need(db, this.code)
        assert responses(db, closed) == 12
        answered(db, closed, "A", people(30), channel="paper")
        report.freeze(db, closed, day=DAY, person="x")
        assert responses(db, closed) == 42


def test_what_came_since_is_told_in_fives(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        answered(db, this, "A", people(12))
        report.freeze(db, this, day=DAY, person="x", everything=True)
        told = []
        for more in (0, 4, 1, 8):
            answered(db, this, "A", people(more))
            seen = report.shown(db, this)
            assert seen is not None
            told.append(seen.since)
    assert told == [0, 0, 5, 10]


def test_a_mean_has_an_interval_only_where_everything_was_frozen(database: Database) -> None:
    records = [sheet("5" * 16)] * 20 + [sheet("2" * 10 + "4" * 6)] * 15 + [sheet("3")] * 5
    name = "top2.mean_of_factors"
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db, method=name)
        answered(db, this, "A", records)
        assert report.index_rows(db, this, level="overall")[0].low is None
        report.close(db, this, day=DAY, person="x")
        row = report.index_rows(db, this, level="overall", source="frozen")[0]
        other = report.index_rows(db, this, level="overall", source="frozen", channel="poster")[0]
    expected = person_interval(LAYOUT, records, Method.parse(name))["overall", "overall"]
    assert (row.low, row.high) == tuple(percent(end) for end in expected)
    assert (other.low, other.high) == (row.low, row.high)
    assert row.percent is not None
    assert Decimal(0) < row.percent < Decimal(100)
