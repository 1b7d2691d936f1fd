"""What a kind tells those who see only some of its bodies: never one other body's figure."""

from __future__ import annotations

import random
from datetime import date

import pytest

from survey import report, store
from survey.report.scope import gives_away
from survey.store import Database
from survey.store.rounds import Round
from tests.audit.test_crosstabs import drawn
from tests.report.scene import answered, found, furnish, opened, people


@pytest.mark.parametrize(
    ("only", "told"), [(None, False), ({1}, False), ({1, 2}, True), ({1, 2, 3}, False)]
)
def test_one_body_left_over_is_given_away(only: set[int] | None, told: bool) -> None:
    assert gives_away({1, 2, 3}, only) is told


@pytest.fixture
def pair(database: Database) -> Round:
    """Two bodies of a kind, and three of another, closed."""
    with database.writing() as db:
        found(db, "A Công an tỉnh", "B Thuế tỉnh", kind="Trung ương")
        found(db, "C Sở Tư pháp", "D Sở Xây dựng", "E Sở Y tế")
        furnish(db, *(f"{code} 1 Quầy 1" for code in "ABCDE"), officers="2")
        this = opened(db, "2026")
        for code, pleased in zip("ABCDE", (30, 20, 35, 25, 15), strict=True):
            answered(db, this, code, people(pleased, 40 - pleased))
        report.close(db, this, day=date(2026, 12, 31), person="x")
        return store.rounds.need(db, "2026")


def test_the_kind_of_two_is_not_told_to_one_of_them(database: Database, pair: Round) -> None:
    with database.reading() as db:
        own = {store.agencies.need(db, "A", pair.last).id}
        ranking = report.ranking(db, pair, only=own)
        body = report.agency_report(db, pair, "A", only=own)
        others = report.others_report(db, pair, agency="A", only=own)
        assert ranking is not None
        assert body is not None
        assert others is not None
        assert (ranking.whole.percent, body.of_kind(body.overall), body.pulls) == (None, None, ())
        assert all(one.of_kind is None for line in others.lines for one in line.options)
        with pytest.raises(report.NotThere):
            report.crosstab(db, pair, kind="Trung ương", only=own)


def test_it_is_told_to_whoever_sees_all_and_a_larger_kind_to_each(
    database: Database, pair: Round
) -> None:
    with database.reading() as db:
        assert report.agency_report(db, pair, "A").kind  # type: ignore[union-attr]
        own = {store.agencies.need(db, "C", pair.last).id}
        body = report.agency_report(db, pair, "C", only=own)
        ranking = report.ranking(db, pair, only=own)
        assert body is not None
        assert ranking is not None
        assert body.kind
        assert ranking.whole.percent is not None


def test_a_kind_whose_others_are_one_that_tells_and_some_that_do_not_is_not_told(
    database: Database,
) -> None:
    chance = random.Random(6)
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C", "D Sở D")
        this = opened(db, minimum=5)
        for code, people_ in {"A": 40, "B": 30, "C": 3, "D": 2}.items():
            answered(db, this, code, drawn(chance, people_))
        report.close(db, this, day=this.last, person="x")
        this = store.rounds.need(db, this.code)
        own = {store.agencies.need(db, "A", this.last).id}
        body = report.agency_report(db, this, "A", only=own)
        every = report.agency_report(db, this, "A")
        ranking = report.ranking(db, this, only=own)
        others = report.others_report(db, this, agency="A", only=own)
        table = report.crosstab(db, this, by="gender", kind="Sở, ban, ngành", only=own)
        whole = report.crosstab(db, this, by="gender", kind="Sở, ban, ngành")
    assert body is not None
    assert every is not None
    assert ranking is not None
    assert others is not None
    # Less A's forty these would be B's thirty.
    assert (every.kind["overall", "overall"].responses, body.kind) == (70, {})
    assert ranking.whole.percent is None
    assert all(one.of_kind is None for line in others.lines for one in line.options)
    assert whole.total[0] is not None
    assert not any(table.total)
    assert "channel" in dict(whole.ways)
    assert "channel" not in dict(table.ways)
