from __future__ import annotations

import random
import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import insert

from survey.store import desks, responses, rounds
from survey.store.connection import Connection, Database
from survey.store.responses import Sheet, pack, unpack
from survey.store.tables import exclusion
from tests import scene


def sheet(database: Database, number: int = 1, **changed: object) -> Sheet:
    with database.reading() as db:
        this = rounds.need(db, "2026")
        desk = desks.list_desks(db, scene.TODAY)[0]
    made = Sheet(
        id=number.to_bytes(16, "big"),
        round=this.id,
        agency=desk.agency_id,
        desk=desk.id,
        decider=desk.agency_id,
        field=None,
        channel="poster",
        day="2026-11-25",
        test=None,
        record=pack("5" * 25),
        salt=bytes(16),
        receipt=number.to_bytes(10, "big"),
    )
    return made._replace(**changed)  # type: ignore[arg-type]


def exclude(db: Connection, id_: bytes, no: int = 1, undone: int | None = None) -> None:
    db.execute(
        insert(exclusion).values(
            response=id_,
            no=no,
            reason="trùng lặp",
            day=scene.TODAY,
            proposed_by="an",
            approved_by="bình",
            undone=undone,
        )
    )


def streamed(database: Database) -> list[tuple[Any, ...]]:
    with database.reading() as db:
        this = rounds.need(db, "2026")
        return [tuple(row) for rows in responses.stream(db, this.id, chunk=2) for row in rows]


def test_a_sheet_is_kept_once_and_as_it_came(database: Database) -> None:
    scene.made(database)
    first = sheet(database)

    with database.writing() as db:
        assert responses.add(db, first)
        assert not responses.add(db, first)
        assert not responses.add(db, first._replace(record=pack("1" * 25), receipt=bytes(10)))
        assert responses.existing(db, first.id) == first
        assert responses.existing(db, bytes(16)) is None
        assert responses.count(db, first.round) == 1


def test_two_sheets_never_share_a_receipt(database: Database) -> None:
    scene.made(database)
    first = sheet(database)

    with database.writing() as db:
        assert responses.add(db, first)
        assert not responses.add(db, first._replace(id=bytes(16)))
        assert responses.existing(db, bytes(16)) is None


def test_ten_at_once_with_one_id_are_one_sheet(database: Database) -> None:
    scene.made(database)
    first = sheet(database)

    def send(n: int) -> bool:
        with database.writing() as db:
            return responses.add(db, first._replace(receipt=n.to_bytes(10, "big")))

    with ThreadPoolExecutor(10) as people:
        assert sum(people.map(send, range(10))) == 1


def numbered(one: Sheet, number: int) -> Sheet:
    """A sheet like another, of its own."""
    return one._replace(id=number.to_bytes(16, "big"), receipt=number.to_bytes(10, "big"))


def salted(one: Sheet) -> Sheet:
    """The same sheet as it would be sent again: salt, and so receipt, are drawn anew."""
    return one._replace(salt=secrets.token_bytes(16), receipt=secrets.token_bytes(10))


def test_many_are_kept_and_those_known_stay_as_they_were(database: Database) -> None:
    scene.made(database)
    first = sheet(database)
    sheets = [numbered(first, n) for n in range(1, 2_001)]

    with database.writing() as db:
        assert responses.add_many(db, []) == set()
        assert len(responses.add_many(db, sheets[:1_500])) == 1_500
        changed = [salted(one._replace(record=pack("1" * 25))) for one in sheets]
        new = responses.add_many(db, changed)
        assert new == {one.id for one in sheets[1_500:]}
        assert responses.existing(db, sheets[0].id) == sheets[0]
        assert responses.add_many(db, [salted(one) for one in sheets]) == set()


def test_a_stream_tells_where_each_sheet_counts(database: Database) -> None:
    scene.made(database)
    with database.writing() as db:
        assert responses.add(db, sheet(database, 1))
        assert responses.add(db, sheet(database, 2))
        assert responses.add(db, sheet(database, 3, test=1))
        assert responses.add(db, sheet(database, 4, desk=None))
        assert responses.add(db, sheet(database, 5))
        exclude(db, (2).to_bytes(16, "big"))
        exclude(db, (5).to_bytes(16, "big"))
        exclude(db, (5).to_bytes(16, "big"), no=2, undone=1)

    rows = streamed(database)

    one = sheet(database)
    standing = sorted((row[1] == 0, str(row[4])) for row in rows)
    assert standing == [
        (False, "counted"),
        (False, "counted"),
        (False, "excluded"),
        (False, "test"),
        (True, "counted"),
    ]
    assert {(row[0], row[2], row[3], bytes(row[6]), str(row[5])) for row in rows} == {
        (one.agency, one.decider, one.channel, one.record, one.day)
    }


def test_a_receipt_leads_to_a_standing(database: Database) -> None:
    scene.made(database)
    with database.writing() as db:
        for n in (1, 2, 3, 4):
            assert responses.add(db, sheet(database, n, test=1 if n == 3 else None))
        exclude(db, (2).to_bytes(16, "big"))
        exclude(db, (4).to_bytes(16, "big"))
        exclude(db, (4).to_bytes(16, "big"), no=2, undone=1)

        def found(n: int) -> responses.Found | None:
            return responses.by_receipt(db, n.to_bytes(10, "big"))

        standings = [one.standing if (one := found(n)) else None for n in (1, 2, 3, 4, 5)]
        assert standings == ["counted", "excluded", "test", "counted", None]
        excluded = found(2)
        assert excluded is not None
        assert (excluded.reason, excluded.day) == ("trùng lặp", scene.TODAY)


def test_packing_loses_no_digit() -> None:
    chance = random.Random(1)
    for places in range(1, 60):
        digits = "".join(chance.choices("0123456789abcdef", k=places))
        assert unpack(pack(digits), places) == digits
