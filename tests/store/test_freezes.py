from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from survey.store import freezes, tallies
from survey.store.connection import Connection, Database
from survey.store.desks import Desk
from survey.store.freezes import Freeze, Interval
from survey.store.tallies import Key, Plain
from tests import scene


def come(db: Connection, round_id: int, desk: Desk, n: int, decider: int | None = None) -> None:
    """So many people answer at a desk."""
    key = Key(desk.agency_id, desk.id, decider or desk.decider_id, "poster")
    tallies.add(db, round_id, key, Plain(n, n, n, n, n, n), n.to_bytes(8, "little"))


def take(
    db: Connection, round_id: int, everything: bool = False, edition: int | None = None
) -> Freeze:
    before = freezes.last(db, round_id)
    day = before.day + timedelta(days=1) if before else scene.TODAY
    return freezes.take(db, round_id, day=day, person="an", everything=everything, edition=edition)


def shown(db: Connection, round_id: int) -> dict[int, int]:
    """Desk → people shown by the last freeze; the record says the same."""
    last = freezes.last(db, round_id)
    assert last is not None
    found: dict[int, int] = {}
    for row in freezes.rows(db, round_id, last.no, records=True):
        assert row.record is not None
        assert row.responses == int.from_bytes(row.record, "little") == row.xy
        found[row.desk] = found.get(row.desk, 0) + row.responses
    return found


def test_what_is_shown_has_ten_more_people_behind_it(database: Database) -> None:
    this, (desk, *_) = scene.made(database)
    states = []
    with database.writing() as db:
        for people in (9, 1, 9, 1, 25, 0, 10):
            come(db, this.id, desk, people)
            take(db, this.id)
            states.append(shown(db, this.id).get(desk.id, 0))

    # Kept by then:  9, 10, 19, 20, 45, 45, 55
    assert states == [0, 0, 0, 10, 20, 20, 45]


def test_two_states_that_were_shown_differ_by_ten_people(database: Database) -> None:
    this, (desk, *_) = scene.made(database)
    states = [0]
    with database.writing() as db:
        for people in (3, 8, 2, 7, 1, 12, 4, 4, 4, 30, 9, 9):
            come(db, this.id, desk, people)
            take(db, this.id)
            states.append(shown(db, this.id).get(desk.id, 0))
        take(db, this.id, everything=True)
        states.append(shown(db, this.id)[desk.id])

    steps = [later - sooner for sooner, later in pairwise(states)]
    assert states[-1] == 93
    assert all(step == 0 or step >= 10 for step in steps)


def test_desks_wait_for_their_own_ten(database: Database) -> None:
    this, (quiet, busy, *_) = scene.made(database)
    with database.writing() as db:
        come(db, this.id, quiet, 5)
        come(db, this.id, busy, 10)
        take(db, this.id)
        come(db, this.id, quiet, 4)
        come(db, this.id, busy, 10)
        taken = take(db, this.id)

        assert shown(db, this.id) == {busy.id: 10}
        assert (taken.no, taken.kept) == (2, 29)
        assert freezes.rows(db, this.id, 2, records=False, agency_ids=[]) == []


def test_the_deciders_of_one_desk_wait_together(database: Database) -> None:
    this, (desk, *_, other) = scene.made(database)
    with database.writing() as db:
        come(db, this.id, desk, 6)
        come(db, this.id, desk, 4, decider=other.agency_id)
        take(db, this.id)
        come(db, this.id, desk, 10)
        take(db, this.id)

        rows = freezes.rows(db, this.id, 2, records=False)
        assert sorted((row.decider, row.responses) for row in rows) == sorted(
            [(desk.decider_id, 6), (other.agency_id, 4)]
        )


def test_closing_shows_everything(database: Database) -> None:
    this, (desk, other, *_) = scene.made(database)
    with database.writing() as db:
        come(db, this.id, desk, 30)
        take(db, this.id)
        come(db, this.id, other, 3)
        take(db, this.id, everything=True)

        assert shown(db, this.id) == {desk.id: 30, other.id: 3}


def test_only_what_counts_is_frozen(database: Database) -> None:
    this, (desk, *_) = scene.made(database)
    with database.writing() as db:
        key = Key(desk.agency_id, desk.id, desk.decider_id, "poster", "excluded")
        tallies.add(db, this.id, key, Plain(50, 0, 0, 0, 0, 0), bytes(8))

        assert take(db, this.id, everything=True).kept == 0
        assert freezes.rows(db, this.id, 1, records=False) == []
        assert freezes.since(db, this.id) == 0


def test_older_freezes_keep_their_sums_and_editions_their_records(database: Database) -> None:
    this, (desk, *_) = scene.made(database)
    with database.writing() as db:
        come(db, this.id, desk, 20)
        take(db, this.id, everything=True, edition=1)
        come(db, this.id, desk, 20)
        take(db, this.id, everything=True)
        come(db, this.id, desk, 20)
        take(db, this.id, everything=True)

        records = [
            [
                (row.responses, row.record is None)
                for row in freezes.rows(db, this.id, no, records=True)
            ]
            for no in (1, 2, 3)
        ]
        assert records == [[(20, False)], [(40, True)], [(60, False)]]
        assert [one.edition for one in freezes.all_freezes(db, this.id)] == [1, None, None]


def test_it_is_known_how_many_came_since(database: Database) -> None:
    this, (desk, *_) = scene.made(database)
    with database.writing() as db:
        assert freezes.last(db, this.id) is None
        come(db, this.id, desk, 7)
        assert freezes.since(db, this.id) == 7
        take(db, this.id)
        assert freezes.since(db, this.id) == 0
        come(db, this.id, desk, 2)
        assert freezes.since(db, this.id) == 2


def test_an_empty_round_may_be_frozen(database: Database) -> None:
    this, _ = scene.made(database)
    with database.writing() as db:
        assert take(db, this.id) == Freeze(1, scene.TODAY, "an", 0, None, None)
        assert take(db, this.id).day == date(2026, 11, 26)


def test_intervals_stay_with_their_freeze(database: Database) -> None:
    this, (desk, *_) = scene.made(database)
    with database.writing() as db:
        take(db, this.id, everything=True)
        freezes.keep_intervals(db, this.id, 1, [])
        freezes.keep_intervals(
            db,
            this.id,
            1,
            [Interval(desk.agency_id, "all", "overall", "overall", "81.20", "93.45")],
        )

        assert freezes.intervals(db, this.id, 1) == {
            (desk.agency_id, "all", "overall", "overall"): ("81.20", "93.45")
        }
        assert freezes.intervals(db, this.id, 2) == {}
