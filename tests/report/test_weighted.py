"""Weighted figures beside the unweighted, and where there is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from survey import report, store
from survey.report import Beside, NotThere, WeightedRow
from survey.scoring import Cell, join_small, weigh
from survey.store import Connection, Database
from survey.store.desks import DeskRow
from survey.store.migrate import downgrade, upgrade
from survey.store.rounds import Round
from tests.report.fields import cell, finished, furnish, name_their_own, two_offices
from tests.report.scene import FIRST, answered, found, opened, people

DAY = date(2026, 12, 31)


@pytest.fixture
def this(database: Database) -> Round:
    """Two offices, both with dossiers. Closed."""
    with database.writing() as db:
        made = two_offices(db)
        finished(db, "A 3000 đất đai", "A 1000 Hộ tịch", "B 500 Xây dựng")
        report.close(db, made, day=DAY, person="x")
        return store.rounds.need(db, made.code)


def rows_of(db: Connection, this: Round, **asked: str) -> list[WeightedRow]:
    return report.weighted_rows(db, this, **{"level": "overall", **asked})


def of_body(db: Connection, this: Round, agency: str = "A") -> Beside | None:
    """What a body's page says."""
    page = report.agency_report(db, store.rounds.need(db, this.code), agency)
    assert page is not None
    told = report.weighted_of_body(db, store.rounds.need(db, this.code), page)
    return told.overall if told else None


def of_kind(db: Connection, this: Round) -> Beside | None:
    """What the ranking says of the whole kind."""
    page = report.ranking(db, this)
    assert page is not None
    told = report.weighted_ranking(db, this, page, page.entries)
    return told.whole if told else None


def test_each_field_counts_by_its_dossiers(database: Database, this: Round) -> None:
    with database.reading() as db:
        first, second = rows_of(db, this)
        (whole,) = rows_of(db, this, group_by="kind")
    cells = [cell("a", 3000, people(10, 30)), cell("b", 1000, people(54, 6))]
    expected = weigh(cells)
    assert expected is not None
    assert (first.percent, first.weighted_percent) == (Decimal("64.00"), Decimal("41.25"))
    assert (first.weighted_low, first.weighted_high) == (expected.low, expected.high)
    assert first.n_kish == Decimal("66.2")  # 4000² / (3000²/40 + 1000²/60)
    assert second.weighted_percent == second.percent == Decimal("75.00")
    of_all = weigh([*cells, cell("c", 500, people(30, 10))])
    assert of_all is not None
    assert (whole.weighted_percent, whole.weighted_low) == (of_all.percent, of_all.low)
    assert {first.weighted_note, whole.weighted_note} == {"months:1/12"}


def test_every_level_is_weighed(database: Database, this: Round) -> None:
    with database.reading() as db:
        rows = rows_of(db, this, level="all", agency="A")
    assert len(rows) == 1 + 1 + 5 + 16
    assert {row.weighted_percent for row in rows} == {Decimal("41.25")}
    levels = {row.level: row.n_eff for row in rows}
    # These people answer alike everywhere, so that one answer of theirs tells as much as all.
    assert levels["overall"] == levels["criterion"]


def test_pages_tell_what_the_last_freeze_shows(database: Database, this: Round) -> None:
    with database.reading() as db:
        one, whole = of_body(db, this), of_kind(db, this)
        row = rows_of(db, this)[0]
    assert one is not None
    assert one.figure is not None
    assert (one.figure.percent, one.figure.low) == (row.weighted_percent, row.weighted_low)
    assert one.months == (1, 12)
    assert whole is not None
    assert whole.figure is not None


def test_sheets_that_come_late_leave_pages_as_they_are_until_they_are_shown(
    database: Database, this: Round
) -> None:
    with database.writing() as db:
        before = of_body(db, this)
        answered(db, this, "A", people(0, 4), desk="2")
        report.freeze(db, this, day=DAY, person="x")
        assert of_body(db, this) == before
        assert rows_of(db, this)[0].weighted_percent != Decimal("41.25")
        answered(db, this, "A", people(0, 16), desk="2")
        report.freeze(db, this, day=DAY, person="x")
        after = of_body(db, this)
    assert after is not None
    assert after.figure is not None
    assert after.figure.sheets == 120


def test_a_body_that_a_freeze_shows_in_part_has_none_and_its_kind_neither(
    database: Database, this: Round
) -> None:
    with database.writing() as db:
        answered(db, this, "A", people(0, 4), desk="1")
        answered(db, this, "A", people(0, 16), desk="2")
        report.freeze(db, this, day=DAY, person="x")
        assert of_body(db, this) is None
        assert of_kind(db, this) == Beside(None, "sheets")


@pytest.mark.parametrize("seen", ["AB", "A"])
def test_whoever_sees_some_bodies_is_told_the_same_of_the_kind_unless_that_tells_another(
    database: Database, this: Round, seen: str
) -> None:
    with database.reading() as db:
        only = {store.agencies.need(db, code, this.last).id for code in seen}
        page = report.ranking(db, this, only=only)
        assert page is not None
        told = report.weighted_ranking(db, this, page, page.entries, only=only)
        assert told is not None
        if len(seen) == 2:
            assert told.whole == of_kind(db, this)
        else:
            assert told.whole.figure is None
        assert {entry.row.agency for entry, _ in told.lines} == set(seen)


def test_a_round_closed_by_an_earlier_version_has_one_when_it_is_frozen_again(
    database: Database, this: Round
) -> None:
    with database.reading() as db:
        before = of_body(db, this)
    downgrade(database, "0002")
    upgrade(database)
    with database.writing() as db:
        assert of_body(db, this) is None
        report.freeze(db, this, day=DAY, person="x")
        assert of_body(db, this) == before


def test_an_open_round_has_none_and_says_so(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        furnish(db, "A 1 Đất đai")
        this = opened(db)
        answered(db, this, "A", people(30, 10))
        finished(db, "A 900 Đất đai")
        report.freeze(db, this, day=DAY, person="x", everything=True)
        (row,) = rows_of(db, this)
        assert (row.weighted_percent, row.weighted_note) == (None, "open")
        assert of_body(db, this) is None
        assert of_kind(db, this) is None


def test_without_dossiers_there_is_none_never_a_guess(database: Database, this: Round) -> None:
    with database.writing() as db:
        finished(db, "B 0 Xây dựng")
        first, second = rows_of(db, this)
        (whole,) = rows_of(db, this, group_by="all")
        assert first.weighted_percent is not None
        assert (second.weighted_percent, second.weighted_note) == (None, "dossiers")
        assert (whole.weighted_percent, whole.weighted_note) == (None, "dossiers")
        report.freeze(db, this, day=DAY, person="x")
        assert of_body(db, this, "B") is None
        assert of_kind(db, this) == Beside(None, "dossiers")


@pytest.mark.parametrize("method", ["top2.mean_of_factors", "top2.pooled.split"])
def test_methods_of_means_and_of_two_agencies_have_none(
    database: Database, this: Round, method: str
) -> None:
    with database.reading() as db:
        assert {row.weighted_note for row in rows_of(db, this, method=method)} == {"method"}


def test_rows_by_desk_or_channel_are_refused(database: Database, this: Round) -> None:
    with database.reading() as db:
        for group_by in ("desk", "channel"):
            with pytest.raises(NotThere):
                rows_of(db, this, group_by=group_by)


def test_a_field_that_nobody_answered_about_is_joined_and_the_row_says_so(
    database: Database, this: Round
) -> None:
    with database.writing() as db:
        finished(db, "A 3000 Đất đai", "A 1000 Hộ tịch", "A 2000 Môi trường")
        row = rows_of(db, this, agency="A")[0]
    joined = weigh(
        join_small(
            [
                cell("a", 3000, people(10, 30)),
                cell("b", 1000, people(54, 6)),
                Cell(((1, "c"),), 2000),
            ]
        )
    )
    assert joined is not None
    assert row.weighted_percent == joined.percent
    assert row.weighted_note == "joined:2 months:1/12"


def test_dossiers_without_a_field_stand_for_every_field_that_was_not_entered(
    database: Database, this: Round
) -> None:
    with database.writing() as db:
        finished(db, "A 4000")
        row = rows_of(db, this, agency="A")[0]
    assert row.weighted_percent == row.percent == Decimal("64.00")
    assert (row.n_kish, row.weighted_note) == (Decimal("100.0"), "months:1/12")


def test_a_final_round_has_what_its_last_freeze_kept(database: Database, this: Round) -> None:
    with database.writing() as db:
        row = rows_of(db, this)[0]
        store.rounds.enter(db, this.id, "final", DAY, "x")
        final = store.rounds.need(db, this.code)
        assert rows_of(db, final)[0] == row
        assert rows_of(db, final, level="factor")[0].weighted_percent is None


# ------------------------------------------------------------------ what is not told


def test_a_weighted_index_that_would_tell_a_hidden_desk_is_hidden(database: Database) -> None:
    """Two desks, one with one officer: weighted and unweighted together are two equations."""
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        furnish(db, "A 1 Đất đai", "B 1 Đất đai", "B 2 Hộ tịch")
        furnish(db, "A 2 Hộ tịch", officers="1")
        this = opened(db)
        for agency in "AB":
            answered(db, this, agency, people(20, 5), desk="1")
            answered(db, this, agency, people(5, 20), desk="2")
        finished(
            db, *(f"{one} 900 Đất đai" for one in "AB"), *(f"{one} 90 Hộ tịch" for one in "AB")
        )
        report.close(db, this, day=DAY, person="x")
        this = store.rounds.need(db, this.code)
        assert of_body(db, this) == Beside(None, "complement")
        other = of_body(db, this, "B")
        assert other is not None
        assert other.figure is not None
        whole = of_kind(db, this)
        assert rows_of(db, this)[0].weighted_percent is not None, "the operator's hides nothing"
    # Of A the kind knows no more than A's own figure tells.
    expected = weigh(
        [
            cell("a", 990, people(25, 25)),
            cell("b", 900, people(20, 5)),
            cell("c", 90, people(5, 20)),
        ]
    )
    assert whole is not None
    assert whole.figure is not None
    assert expected is not None
    assert (whole.figure.share, whole.figure.interval) == (expected.share, expected.interval)


def test_hidden_desks_of_one_stratum_give_nothing_away(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        furnish(db, "A 1 Đất đai", "A 2 Hộ tịch")
        rows = [DeskRow(2, "A", "3", "Quầy 3", field="Hộ tịch", officers="1")]
        store.desks.import_rows(db, rows, today=FIRST)
        this = opened(db)
        answered(db, this, "A", people(20, 25), desk="1")
        answered(db, this, "A", people(9, 3), desk="2")
        answered(db, this, "A", people(3, 9), desk="3")
        finished(db, "A 900 Đất đai", "A 90 Hộ tịch")
        report.close(db, this, day=DAY, person="x")
        one = of_body(db, this)
    assert one is not None
    assert one.figure is not None


def test_a_few_people_with_a_field_of_their_own_are_not_told_apart(database: Database) -> None:
    for few, told in ((3, False), (7, True)):
        code = f"2026-{few}"
        with database.writing() as db:
            if few == 3:
                found(db, "A Sở A")
                furnish(db, "A 1 Đất đai", "A 2 Hộ tịch")
                finished(db, "A 900 Đất đai", "A 90 Hộ tịch")
            this = opened(db, code)
            answered(db, this, "A", people(20, 25), desk="1")
            answered(db, this, "A", people(30, 15), desk="2")
            at = store.desks.list_desks(db, this.last, agency_code="A")[0].id
            name_their_own(db, this, at, "Hộ tịch", few)
            report.close(db, this, day=DAY, person="x")
            one = of_body(db, this)
        assert one is not None
        assert (one.figure is not None) is told
        assert one.why == ("" if told else "complement")
    expected = weigh([cell("a", 900, people(13, 25)), cell("b", 90, [*people(7), *people(30, 15)])])
    assert one is not None
    assert one.figure is not None
    assert expected is not None
    assert (one.figure.percent, one.figure.low) == (expected.percent, expected.low)
