"""What is weighed by finished dossiers, or asks for a sample of them, moves with a freeze alone."""

from __future__ import annotations

from datetime import date

import pytest

from survey import report, store
from survey.report import Beside
from survey.store import Connection, Database
from survey.store.migrate import downgrade, upgrade
from survey.store.rounds import Round
from tests.report.fields import finished, furnish, name_their_own
from tests.report.scene import answered, found, opened, people

ON_ONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
DAY, LATER = date(2026, 12, 31), date(2027, 1, 20)


def closed(database: Database) -> Round:
    """A: 40 sheets about land, 60 about papers, 12 about roads; a tenth of the dossiers known."""
    with database.writing() as db:
        found(db, "A Sở A")
        furnish(db, "A 1 Đất đai", "A 2 Hộ tịch", "A 3 Đường bộ")
        made = opened(db)
        answered(db, made, "A", people(10, 30), desk="1")
        answered(db, made, "A", people(54, 6), desk="2")
        answered(db, made, "A", people(6, 6), desk="3")
        finished(db, "A 300 Đất đai", "A 100 Hộ tịch", "A 10 Đường bộ")
        report.close(db, made, day=DAY, person="x")
        return store.rounds.need(db, made.code)


def page_of(db: Connection, this: Round) -> tuple[Beside | None, int]:
    """What a body's page says: its weighted index, and the sheets that it needs."""
    page = report.agency_report(db, this, "A")
    assert page is not None
    told = report.weighted_of_body(db, this, page)
    return told.overall if told else None, page.needed.sheets


def glance(db: Connection, this: Round) -> tuple[int, int, int]:
    seen = report.overview(db, this)
    assert seen is not None
    return seen.sample


def test_dossiers_that_are_entered_later_show_at_the_next_freeze_though_no_sheet_came(
    database: Database,
) -> None:
    this = closed(database)
    with database.writing() as db:
        before, sample = page_of(db, this), glance(db, this)
        finished(db, "A 3000 Đất đai", "A 9000 Hộ tịch", "A 10 Đường bộ", month="2026-06")
        assert (page_of(db, this), glance(db, this)) == (before, sample)

        report.freeze(db, this, day=LATER, person="x")

        (after, needed), (old, needed_before) = page_of(db, this), before
    assert old is not None
    assert after is not None
    assert old.figure is not None
    assert after.figure is not None
    assert (old.figure.finished, after.figure.finished) == (410, 410 + 12_010)
    assert old.figure.percent < after.figure.percent
    assert (old.day, after.day) == (DAY, LATER)
    assert (needed_before, needed) == (203, 388)


def test_an_edition_keeps_the_dossiers_it_was_published_with(database: Database) -> None:
    this = closed(database)
    with database.writing() as db:
        taken = report.freeze(db, this, day=DAY, person="x", edition=1, decision="1/QĐ")
        finished(db, "A 1 Đất đai", month="2026-06")
        report.freeze(db, this, day=LATER, person="x")
        kept = store.dossiers.of_freeze(db, this, taken.no)
        now = store.dossiers.of_freeze(db, this, taken.no + 1)
    assert [one.by_field["Đất đai"] for one in (*kept.values(), *now.values())] == [300, 301]
    assert [one.months for one in (*kept.values(), *now.values())] == [1, 2]


@ON_ONE
def test_an_open_round_keeps_those_of_its_last_freeze_alone(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        furnish(db, "A 1 Đất đai")
        this = opened(db)
        answered(db, this, "A", people(30, 10))
        finished(db, "A 900 Đất đai")
        for no in (1, 2):
            report.freeze(db, this, day=DAY, person="x")
            assert [len(store.dossiers.of_freeze(db, this, at)) for at in range(1, no + 1)] == [
                *[0] * (no - 1),
                1,
            ]
        finished(db, "A 90 Đất đai")
        pace = report.pace(db, this)
    assert pace is not None
    assert [line.needed.finished for line in pace.lines] == [900]


def test_a_freeze_of_an_earlier_version_shows_what_is_entered_until_the_next(
    database: Database,
) -> None:
    this = closed(database)
    with database.reading() as db:
        before, _ = page_of(db, this)
    downgrade(database, "0008")
    upgrade(database)
    with database.writing() as db:
        told, _ = page_of(db, this)
        assert before is not None
        assert told is not None
        assert (told.figure, told.day) == (before.figure, None)
        finished(db, "A 900 Đất đai", month="2026-06")
        moved, _ = page_of(db, this)
        assert moved is not None
        assert moved.figure != told.figure
        report.freeze(db, this, day=LATER, person="x")
        kept = page_of(db, this)
        finished(db, "A 1 Đất đai", month="2026-06")
        assert page_of(db, this) == kept


# ------------------------------------------------------------ other dossiers, other equations


def one_desk(db: Connection, roads: int) -> Round:
    """A: a desk with 20 sheets about land, so many about roads, 9 about water; another with 30."""
    found(db, "A Sở A")
    furnish(db, "A 1 Đất đai", "A 2 Hộ tịch")
    this = opened(db)
    answered(db, this, "A", people(18, 11 + roads), desk="1")
    answered(db, this, "A", people(10, 20), desk="2")
    at = store.desks.list_desks(db, this.last, agency_code="A")[0].id
    name_their_own(db, this, at, "Thủy lợi", 9 + roads)
    name_their_own(db, this, at, "Đường bộ", roads)
    return this


@ON_ONE
@pytest.mark.parametrize("roads", [3, 5])
def test_strata_are_not_joined_another_way_where_both_ways_together_tell_a_few_people(
    database: Database, roads: int
) -> None:
    """Roads go with water, and then with land: land with roads, less land, is three people."""
    with database.writing() as db:
        this = one_desk(db, roads)
        finished(db, "A 90 Đất đai", "A 90 Hộ tịch", "A 90 Thủy lợi", "A 0 Đường bộ")
        report.close(db, this, day=DAY, person="x")
        this = store.rounds.need(db, this.code)
        first, _ = page_of(db, this)
        finished(db, "A 90", "A 90 Hộ tịch", "A 90 Thủy lợi")
        report.freeze(db, this, day=LATER, person="x")
        second, _ = page_of(db, this)
        finished(db, "A 90 Đất đai", "A 90 Hộ tịch", "A 90 Thủy lợi", "A 0 Đường bộ")
        report.freeze(db, this, day=LATER, person="x")
        third, _ = page_of(db, this)
    assert first is not None
    assert first.figure is not None
    assert second is not None
    assert second.why == ("complement" if roads == 3 else "")
    assert third is not None
    assert third.figure == first.figure, "a state that was not told takes nothing from later ones"


@ON_ONE
def test_a_field_of_a_desk_moves_by_ten_sheets_or_the_body_has_none(database: Database) -> None:
    for named, is_told in ((1, False), (10, True)):
        with database.writing() as db:
            code = f"2026-{named}"
            if named == 1:
                found(db, "A Sở A")
                furnish(db, "A 1 Đất đai", "A 2 Hộ tịch")
                finished(db, "A 900 Đất đai", "A 90 Hộ tịch")
            this = opened(db, code)
            answered(db, this, "A", people(20, 25), desk="1")
            answered(db, this, "A", people(30, 15), desk="2")
            at = store.desks.list_desks(db, this.last, agency_code="A")[0].id
            name_their_own(db, this, at, "Hộ tịch", 7)
            report.close(db, this, day=DAY, person="x")
            this = store.rounds.need(db, code)
            assert page_of(db, this)[0] is not None
            answered(db, this, "A", people(10 * (named > 1), 10), desk="1")
            name_their_own(db, this, at, "Hộ tịch", 7 + named)
            report.freeze(db, this, day=LATER, person="x")
            told, _ = page_of(db, this)
        assert (told is not None) is is_told


@ON_ONE
def test_a_desk_that_is_given_another_field_still_holds_the_sheets_that_were_told(
    database: Database,
) -> None:
    """Two desks of one officer, in one stratum before and after: nobody learns anything."""
    with database.writing() as db:
        found(db, "A Sở A")
        furnish(db, "A 1 Đất đai", "A 2 Hộ tịch", officers="1")
        this = opened(db)
        answered(db, this, "A", people(20, 20), desk="1")
        answered(db, this, "A", people(30, 25), desk="2")
        finished(db, "A 900")
        report.close(db, this, day=DAY, person="x")
        this = store.rounds.need(db, this.code)
        furnish(db, "A 2 Đường bộ", officers="1")
        report.freeze(db, this, day=LATER, person="x")
        told, _ = page_of(db, this)
        finished(db, "A 900 Đất đai", "A 90 Đường bộ")
        report.freeze(db, this, day=LATER, person="x")
        apart, _ = page_of(db, this)
    assert told is not None
    assert told.figure is not None
    assert apart == Beside(None, "complement")


@ON_ONE
def test_bodies_that_are_not_told_do_not_move_their_kind(database: Database) -> None:
    """Else one that mends its dossiers would be what the kind moved by."""
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        furnish(db, "A 1 Đất đai", "B 1 Đất đai", "C 1 Đất đai")
        this = opened(db)
        for agency, sheets in (("A", people(20, 20)), ("B", people(3)), ("C", people(1, 3))):
            answered(db, this, agency, sheets)
        told = []
        report.close(db, this, day=DAY, person="x")
        this = store.rounds.need(db, this.code)
        for few, others in ((10, 90), (90, 10), (90, 90)):
            finished(db, "A 900 Đất đai", f"B {few} Đất đai", f"C {others} Đất đai")
            report.freeze(db, this, day=LATER, person="x")
            page = report.ranking(db, this)
            assert page is not None
            weighted = report.weighted_ranking(db, this, page, page.entries)
            assert weighted is not None
            told.append(weighted.whole.figure)
    assert told[0] is not None
    assert told[0] == told[1] == told[2]
    assert told[0].sheets == 40, "of A alone"
