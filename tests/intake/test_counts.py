from __future__ import annotations

import random
from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, update

from survey.intake import counts, doors
from survey.intake.counts import Finished
from survey.intake.keep import keep
from survey.scoring import Tally
from survey.store import desks, tables, tallies
from survey.store.connection import Database
from survey.store.rounds import Round
from survey.store.tallies import Key
from tests import scene


def answered(database: Database, people: int = 40) -> Round:
    this, counters = scene.made(database)
    chance = random.Random(5)
    with database.reading() as db:
        ways = [doors.at(db, str(desk.poster_code), scene.TODAY) for desk in counters]
    for _ in range(people):
        record = scene.record(chance)
        keep(database, chance.choice(ways), id=chance.randbytes(16), record=record, day=scene.TODAY)
    return this


def live(database: Database, this: Round) -> list[tallies.TallyRow]:
    with database.reading() as db:
        return tallies.live(db, this.id, records=True, standing=None)


def test_tallies_that_moved_with_the_sheets_are_what_counting_gives(database: Database) -> None:
    this = answered(database)
    before = live(database, this)
    told: list[int] = []

    assert counts.check(database, this) == []
    assert counts.rebuild(database, this, told.append) == 40
    assert sum(told) == 40
    assert live(database, this) == before
    assert counts.check(database, this) == []


def test_counting_a_chunk_at_a_time_gives_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    this = answered(database)
    monkeypatch.setattr(counts, "_CHUNK", 3)
    monkeypatch.setattr(counts, "_HELD", 7)

    assert counts.check(database, this) == []


def test_a_round_without_sheets_has_no_tallies(database: Database) -> None:
    this, _ = scene.made(database)
    assert counts.rebuild(database, this) == 0
    assert counts.check(database, this) == []


@pytest.mark.parametrize("wrong", ["sums", "record", "gone", "added", "days"])
def test_what_is_wrong_is_found_and_mended(database: Database, wrong: str) -> None:
    this = answered(database)
    before = live(database, this)
    key = Key(*before[0][:5])
    here = [tables.tally.c[name] == value for name, value in key._asdict().items()]
    with database.writing() as db:
        if wrong == "sums":
            db.execute(update(tables.tally).where(*here).values(responses=1))
        elif wrong == "record":
            flipped = bytes([before[0].record[0] ^ 1]) + before[0].record[1:]  # type: ignore[index]
            db.execute(update(tables.tally).where(*here).values(record=flipped))
        elif wrong == "gone":
            db.execute(delete(tables.tally).where(*here))
        elif wrong == "added":
            row = before[0]._replace(channel="paper")
            db.execute(insert(tables.tally).values(round=this.id, **row._asdict()))
        else:
            db.execute(update(tables.day_count).values(responses=1))

    found = counts.check(database, this)
    assert len(found) == 1
    assert str(found[0])
    if wrong != "days":
        assert found[0].values["agency"] == "X1"

    counts.rebuild(database, this)
    assert counts.check(database, this) == []
    assert live(database, this) == before


def test_what_is_sent_while_the_sheets_are_counted_stays_counted(database: Database) -> None:
    this = answered(database)
    with database.writing() as db:
        db.execute(update(tables.tally).values(responses=1))
        desk = desks.list_desks(db, scene.TODAY)[0]
        door = doors.at(db, str(desk.poster_code), scene.TODAY)
    chance = random.Random(6)

    def somebody_sends(_more: int) -> None:
        record = scene.record(chance)
        keep(database, door, id=chance.randbytes(16), record=record, day=scene.TODAY)

    assert counts.rebuild(database, this, somebody_sends) == 40
    assert counts.check(database, this) == []
    assert sum(row.responses for row in live(database, this)) == 41


def test_excluded_and_test_sheets_are_counted_apart(database: Database) -> None:
    this = answered(database)
    with database.writing() as db:
        ids = db.exec_driver_sql("SELECT id FROM response ORDER BY id").scalars().all()
        db.execute(update(tables.response).where(tables.response.c.id == ids[0]).values(test=1))
        db.execute(
            insert(tables.exclusion).values(
                response=ids[1],
                no=1,
                reason="trùng",
                day=scene.TODAY,
                proposed_by="an",
                approved_by="bình",
            )
        )
    assert counts.check(database, this)

    assert counts.rebuild(database, this) == 40

    people: dict[str, int] = {}
    for row in live(database, this):
        people[row.standing] = people.get(row.standing, 0) + row.responses
    assert people == {"counted": 38, "excluded": 1, "test": 1}
    with database.reading() as db:
        assert sum(n for _, n in tallies.days(db, this.id)) == 39
    assert counts.check(database, this) == []


def test_an_emptied_tally_is_no_difference(database: Database) -> None:
    this = answered(database)
    row = live(database, this)[0]
    nothing = Tally(0, 0, 0, 0, 0, 0, bytes(len(row.record or b"")))
    with database.writing() as db:
        key = Key(*row[:5])._replace(standing="test")
        tallies.add(db, this.id, key, tallies.Plain(*nothing.plain), nothing.record)

    assert counts.check(database, this) == []


def test_a_final_round_is_never_counted_again(database: Database) -> None:
    this = answered(database, people=1)
    over = replace(this, state="final")

    with pytest.raises(Finished):
        counts.rebuild(database, over)
    with pytest.raises(Finished):
        counts.check(database, over)
