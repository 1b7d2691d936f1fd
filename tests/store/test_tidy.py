"""What the insides of the database tell before tidying, and no longer tell after it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import insert

from survey.intake import counts, doors
from survey.intake.keep import keep
from survey.store import comments, rounds, tidy
from survey.store.connection import Database
from survey.store.tables import exclusion
from tests import scene

PEOPLE = 60


def answered(database: Database) -> list[bytes]:
    """So many people answer one after the other, each with a comment; return their ids."""
    _, (desk, *_) = scene.made(database)
    chance = random.Random(2)
    ids = []
    with database.reading() as db:
        assert desk.poster_code is not None
        door = doors.at(db, desk.poster_code, scene.TODAY)
    for person in range(PEOPLE):
        ids.append(chance.randbytes(16))
        keep(
            database,
            door,
            id=ids[-1],
            record=scene.record(chance),
            comment=f"góp ý {person}",
            day=scene.TODAY,
        )
    return ids


def rows(database: Database, statement: str) -> list[tuple[object, ...]]:
    with database.reading() as db:
        return [tuple(row) for row in db.exec_driver_sql(statement)]


def tau(order: Sequence[int]) -> float:
    """Kendall's: 1 where the order is that of arrival, about 0 where it tells nothing."""
    pairs = [(a, b) for at, a in enumerate(order) for b in order[at + 1 :]]
    return sum(1 if a < b else -1 for a, b in pairs) / len(pairs)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_after_tidying_no_comment_can_be_laid_beside_its_sheet(database: Database) -> None:
    joined = "SELECT count(*) FROM comment JOIN response ON comment.xmin = response.xmin"
    transactions = (
        "SELECT count(DISTINCT xmin::text) FROM "
        "(SELECT xmin FROM response UNION ALL SELECT xmin FROM comment) AS written"
    )
    answered(database)
    assert rows(database, joined) == [(PEOPLE,)]  # so there is something to hide

    tidy.tidy(database, scene.TODAY)

    assert rows(database, transactions) == [(1,)]


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_after_tidying_rows_lie_in_no_order_of_arrival(database: Database) -> None:
    arrived = {id_: number for number, id_ in enumerate(answered(database))}

    def orders() -> list[float]:
        sheets = rows(database, "SELECT id FROM response ORDER BY ctid")
        texts = rows(database, "SELECT text FROM comment ORDER BY ctid")
        return [
            tau([arrived[bytes(id_)] for (id_,) in sheets]),  # type: ignore[call-overload]
            tau([int(str(text).rpartition(" ")[2]) for (text,) in texts]),
        ]

    assert orders() == [1, 1]

    tidy.tidy(database, scene.TODAY)

    # Twice the standard deviation of chance is 0.18 for sixty people.
    assert all(abs(order) < 0.35 for order in orders())
    ids = [row[0] for row in rows(database, "SELECT id FROM response ORDER BY ctid")]
    assert ids == sorted(ids)  # type: ignore[type-var]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_sqlite_keeps_no_row_numbers_and_no_log(database: Database) -> None:
    answered(database)
    assert database.url.database is not None
    log = Path(f"{database.url.database}-wal")
    assert log.stat().st_size > 0

    tidy.tidy(database, scene.TODAY)

    assert log.stat().st_size == 0
    for table in ("response", "comment"):
        with sqlite3.connect(database.url.database) as db, pytest.raises(sqlite3.OperationalError):
            db.execute(f"SELECT rowid FROM {table}")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_sqlites_pages_tell_no_order_of_arrival(database: Database) -> None:
    answered(database)
    tidy.tidy(database, scene.TODAY)

    assert database.url.database is not None
    inside = Path(database.url.database).read_bytes()
    places = [inside.find(f"góp ý {person}\x00".encode()[:-1] + b"gop") for person in range(PEOPLE)]
    assert min(places) > 0
    by_place = sorted(range(PEOPLE), key=places.__getitem__)
    assert abs(tau(by_place)) < 0.35


def test_tidying_changes_nothing_that_people_see(database: Database) -> None:
    first, *_ = answered(database)
    with database.writing() as db:
        db.execute(
            insert(exclusion).values(
                response=first,
                no=1,
                reason="trùng",
                day=scene.TODAY,
                proposed_by="an",
                approved_by="bình",
            )
        )
        (said, *_) = comments.read(db, comments.Wanted(1, "2026-W53"))
        comments.step(db, said.id, "published", day=scene.TODAY, person="an")
    everything = [
        "SELECT * FROM response ORDER BY id",
        "SELECT * FROM comment ORDER BY id",
        "SELECT * FROM comment_step",
        "SELECT * FROM exclusion",
        "SELECT * FROM tally",
    ]
    before = [rows(database, statement) for statement in everything]
    assert len(before[0]) == len(before[1]) == PEOPLE

    tidy.tidy(database, scene.TODAY)
    tidy.tidy(database, scene.TODAY)

    assert [rows(database, statement) for statement in everything] == before
    with database.reading() as db:
        this = rounds.need(db, "2026")
    # The excluded one stands in a tally of its own only once the exclusion moves it there.
    assert len(counts.check(database, this)) == 2
