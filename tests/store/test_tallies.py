from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from survey.store import tallies
from survey.store.connection import Database
from survey.store.tallies import Key, Plain, TallyRow
from tests import scene

ONE = Plain(1, 2, 3, 4, 5, 6)


def lanes(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(8, "little") for number in numbers)


def keys(database: Database) -> tuple[int, Key, Key]:
    this, counters = scene.made(database)
    first, *_, last = counters
    return (
        this.id,
        Key(first.agency_id, first.id, first.decider_id, "poster"),
        Key(last.agency_id, last.id, last.decider_id, "paper"),
    )


def test_what_is_added_adds_up(database: Database) -> None:
    round_id, one, other = keys(database)
    with database.writing() as db:
        tallies.add(db, round_id, one, ONE, lanes(1, 2**40))
        tallies.add(db, round_id, one, ONE, lanes(5, 7))
        tallies.add_all(db, round_id, {other: (ONE, lanes(9, 9))})

    with database.reading() as db:
        rows = tallies.live(db, round_id, records=True)
        assert rows == [
            TallyRow(*one, 2, 4, 6, 8, 10, 12, lanes(6, 2**40 + 7)),
            TallyRow(*other, *ONE, lanes(9, 9)),
        ]
        assert [row.record for row in tallies.live(db, round_id, records=False)] == [None, None]
        only = tallies.live(db, round_id, records=False, agency_ids=[other.agency])
        assert [row.channel for row in only] == ["paper"]
        assert tallies.live(db, round_id, records=False, agency_ids=[]) == []


def test_standings_are_kept_apart(database: Database) -> None:
    round_id, one, _ = keys(database)
    with database.writing() as db:
        tallies.add(db, round_id, one, ONE, lanes(1))
        tallies.add(db, round_id, one._replace(standing="excluded"), ONE, lanes(1))

    with database.reading() as db:
        assert len(tallies.live(db, round_id, records=False)) == 1
        assert len(tallies.live(db, round_id, records=False, standing="excluded")) == 1
        assert len(tallies.live(db, round_id, records=False, standing=None)) == 2


def test_people_who_send_at_once_are_all_counted(database: Database) -> None:
    round_id, one, other = keys(database)

    def send(n: int) -> None:
        with database.writing() as db:
            tallies.add_all(db, round_id, {key: (ONE, lanes(n)) for key in (other, one)})
            tallies.count_day(db, round_id, one.agency, one.desk, "poster", "2026-11-25")

    with ThreadPoolExecutor(8) as people:
        list(people.map(send, range(40)))

    with database.reading() as db:
        assert [
            (row.responses, row.record) for row in tallies.live(db, round_id, records=True)
        ] == [(40, lanes(sum(range(40))))] * 2
        assert tallies.today(db, one.agency, scene.TODAY) == {one.desk: 40}


def test_days_are_counted_by_desk_and_channel(database: Database) -> None:
    round_id, one, other = keys(database)
    with database.writing() as db:
        tallies.count_day(db, round_id, one.agency, one.desk, "poster", "2026-11-25")
        tallies.count_day(db, round_id, one.agency, one.desk, "poster", "2026-11-25", 2)
        tallies.count_days(
            db,
            round_id,
            {
                (other.agency, other.desk, "paper", "2026-11-24"): 4,
                (one.agency, one.desk, "paper", "2026-11-25"): 1,
            },
        )

    with database.reading() as db:
        assert tallies.days(db, round_id) == [(date(2026, 11, 24), 4), (scene.TODAY, 4)]
        assert tallies.days(db, round_id, [other.agency]) == [(date(2026, 11, 24), 4)]
        assert tallies.today(db, one.agency, scene.TODAY) == {one.desk: 4}
        assert tallies.today(db, one.agency, scene.TODAY, [round_id]) == {one.desk: 4}
        assert tallies.today(db, one.agency, scene.TODAY, [round_id + 1]) == {}
        assert tallies.today(db, other.agency, scene.TODAY) == {}
