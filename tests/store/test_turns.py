from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import Connection

from survey.store import form_version
from survey.store.connection import Database
from survey.store.refusals import Busy
from survey.store.turns import Turns, Work

# PostgreSQL's writers wait for rows, not for one another.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def bump(db: Connection) -> int:
    form_version.bump(db)
    return form_version.read(db)


def fail(db: Connection) -> int:
    form_version.bump(db)
    raise ZeroDivisionError


class Desk:
    """A queue of writers to a database, whose transactions are counted."""

    def __init__(self, database: Database, patience: float = 10) -> None:
        self.turns = Turns(patience)
        self.transactions = 0
        self._database = database

    def write(self, work: Work) -> int:
        number: int = self.turns.together(work, self.transaction)
        return number

    def transaction(self) -> AbstractContextManager[Connection]:
        self.transactions += 1
        return self._database.writing()

    @contextmanager
    def while_others_write(self, *works: Work) -> Iterator[list[Future[int]]]:
        """Yield works that wait for their turn; they are done when the block ends."""
        with ThreadPoolExecutor(len(works)) as pool, self.turns.mine():
            asked = [pool.submit(self.write, work) for work in works]
            until(lambda: len(self.turns._waiting) == len(works))
            yield asked


def until(came: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not came():
        assert time.monotonic() < end
        time.sleep(0.001)


def version(database: Database) -> int:
    with database.reading() as db:
        return form_version.read(db)


def test_what_waits_for_its_turn_is_written_in_one_transaction(database: Database) -> None:
    desk = Desk(database)
    with desk.while_others_write(*[bump] * 8) as asked:
        pass
    assert sorted(one.result() for one in asked) == [2, 3, 4, 5, 6, 7, 8, 9]
    assert desk.transactions == 1
    assert version(database) == 9


def test_a_work_that_fails_spoils_nothing_for_the_others(database: Database) -> None:
    desk = Desk(database)
    with desk.while_others_write(bump, fail, bump) as asked:
        pass
    failed = [one for one in asked if one.exception()]
    assert [type(one.exception()) for one in failed] == [ZeroDivisionError]
    assert version(database) == 3


def test_who_waited_too_long_is_told_and_nothing_of_it_is_written_later(
    database: Database,
) -> None:
    desk = Desk(database, patience=0.1)
    with desk.while_others_write(bump) as asked:
        until(asked[0].done)
    assert isinstance(asked[0].exception(), Busy)
    assert desk.write(bump) == 2


def test_who_gives_up_while_it_is_being_written_gets_what_was_written(
    database: Database,
) -> None:
    desk = Desk(database, patience=0.1)
    begun, go_on = threading.Event(), threading.Event()

    def slow(db: Connection) -> int:
        begun.set()
        assert go_on.wait(10)
        return bump(db)

    with ThreadPoolExecutor(2) as pool:
        with desk.turns.mine():
            # The first of them takes both, and is at it when the other's patience ends.
            first, second = pool.submit(desk.write, slow), pool.submit(desk.write, bump)
            until(lambda: len(desk.turns._waiting) == 2)
        assert begun.wait(10)
        time.sleep(0.3)
        go_on.set()
    assert sorted([first.result(), second.result()]) == [2, 3]


def test_a_database_that_others_hold_is_asked_once_for_all(database: Database) -> None:
    class Refused(Desk):
        def transaction(self) -> AbstractContextManager[Connection]:
            self.transactions += 1
            raise Busy

    desk = Refused(database)
    with desk.while_others_write(bump, bump, bump) as asked:
        pass
    assert [type(one.exception()) for one in asked] == [Busy, Busy, Busy]
    assert desk.transactions == 1
