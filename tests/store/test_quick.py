from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from survey.store import quick, tidy
from survey.store.connection import Connection, Database
from survey.store.desks import Desk
from survey.store.rounds import Round
from tests import scene

DAY = scene.TODAY
NEXT = DAY + timedelta(days=1)
ID, OTHER = b"\x01" * 16, b"\x02" * 16


@pytest.fixture
def asked(database: Database) -> tuple[Round, list[Desk]]:
    """A round that asks the quick question, and the desks: X1 has two, X2 two."""
    with database.writing() as db:
        counters = scene.province(db)
        return scene.opened(db, quick=True), counters


def said(db: Connection, id_: bytes, at: Desk, this: Round, level: int, day: date = DAY) -> bool:
    return quick.add(db, id_, round_id=this.id, desk_id=at.id, day=day, level=level)


def rows(database: Database, table: str) -> list[tuple[Any, ...]]:
    with database.reading() as db:
        return [tuple(row) for row in db.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1")]


def test_people_are_counted_by_level_over_the_desks_of_a_body(
    database: Database, asked: tuple[Round, list[Desk]]
) -> None:
    this, desks = asked
    answers = [(0, 5, DAY), (0, 5, DAY), (0, 5, NEXT), (1, 1, DAY), (2, 3, DAY)]
    with database.writing() as db:
        for number, (at, level, day) in enumerate(answers):
            assert said(db, bytes([number]) * 16, desks[at], this, level, day)
    with database.reading() as db:
        assert quick.people(db, this.id, desks[0].agency_id) == (1, 0, 0, 0, 3)
        assert quick.people(db, this.id, desks[2].agency_id) == (0, 0, 1, 0, 0)
        assert quick.people(db, this.id + 1, desks[0].agency_id) == (0, 0, 0, 0, 0)


def test_a_form_that_came_before_counts_no_more(
    database: Database, asked: tuple[Round, list[Desk]]
) -> None:
    this, desks = asked
    with database.writing() as db:
        assert not quick.is_spent(db, ID)
        assert said(db, ID, desks[0], this, 4)
        assert quick.is_spent(db, ID)
        assert not quick.is_spent(db, OTHER)
        for level, at, day in ((4, 0, DAY), (1, 0, DAY), (4, 2, DAY), (4, 0, NEXT)):
            assert not said(db, ID, desks[at], this, level, day)
        assert quick.people(db, this.id, desks[0].agency_id) == (0, 0, 0, 1, 0)


def test_what_is_noted_of_a_form_says_neither_where_nor_what(
    database: Database, asked: tuple[Round, list[Desk]]
) -> None:
    this, desks = asked
    with database.writing() as db:
        said(db, ID, desks[0], this, 2)
    ((id_, day),) = rows(database, "quick_spent")
    assert (bytes(id_), str(day)) == (ID, DAY.isoformat())
    ((round_id, desk_id, counted, level, people),) = rows(database, "quick")
    assert (round_id, desk_id, level, people) == (this.id, desks[0].id, 2, 1)
    assert str(counted) == DAY.isoformat()


def test_tidying_forgets_a_form_once_it_can_come_no_more_and_no_answer(
    database: Database, asked: tuple[Round, list[Desk]]
) -> None:
    this, desks = asked
    with database.writing() as db:
        said(db, ID, desks[0], this, 5, DAY)
        said(db, OTHER, desks[0], this, 5, NEXT)
    for day, known in ((DAY, 2), (NEXT, 2), (NEXT + timedelta(days=1), 1), (date(2027, 6, 1), 0)):
        tidy.tidy(database, day)
        assert len(rows(database, "quick_spent")) == known, day
        with database.reading() as db:
            assert quick.people(db, this.id, desks[0].agency_id) == (0, 0, 0, 0, 2)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_after_tidying_no_form_can_be_laid_beside_its_level(
    database: Database, asked: tuple[Round, list[Desk]]
) -> None:
    this, desks = asked
    for number in range(10):
        with database.writing() as db:
            said(db, bytes([99 - number]) * 16, desks[0], this, number % 5 + 1)
    joined = "SELECT count(*) FROM quick JOIN quick_spent ON quick.xmin = quick_spent.xmin"
    with database.reading() as db:
        assert db.exec_driver_sql(joined).scalar_one() == 5  # so there is something to hide

    tidy.tidy(database, DAY)

    with database.reading() as db:
        written = "SELECT xmin::text FROM quick UNION SELECT xmin::text FROM quick_spent"
        assert len(db.exec_driver_sql(written).all()) == 1
        ids = db.exec_driver_sql("SELECT id FROM quick_spent ORDER BY ctid").scalars().all()
    assert [bytes(one) for one in ids] == sorted(bytes(one) for one in ids)
