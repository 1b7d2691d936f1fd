"""Whose turn it is to write: SQLite has one writer at a time, and one flush to the disk a commit.

Threads of one process queue here, where the next is woken at once; SQLite itself would let them
sleep and try again. What waits meanwhile is written together by the next in the queue, so that
a hall full of people costs a slow disk one flush and not one each.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection

from survey.store.refusals import Busy

Work = Callable[[Connection], Any]
Transaction = Callable[[], AbstractContextManager[Connection]]


class _Asked(NamedTuple):
    """A work that waits to be written, and what comes of it."""

    work: Work
    future: Future[Any]


class Turns:
    """The queue of one process's writers to one SQLite file; each waits `patience` seconds."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._turn = threading.Lock()
        self._waiting: deque[_Asked] = deque()

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Wait for the turn and hold it until the block ends.

        :raises Busy: if others were writing for so long on end.
        """
        if not self._turn.acquire(timeout=self._patience):
            raise Busy()
        try:
            yield
        finally:
            self._turn.release()

    def together(self, work: Work, transaction: Transaction) -> Any:
        """Have a work written, beside whatever else waits by then, and return what it returns.

        :raises Busy: as `mine`; nothing of the work is written then.
        """
        asked = _Asked(work, Future())
        self._waiting.append(asked)
        try:
            with self.mine():
                if not asked.future.done():
                    self._write(transaction)
        except Busy:
            if self._withdrawn(asked):
                raise
        return asked.future.result()

    def _withdrawn(self, asked: _Asked) -> bool:
        """Take a work back; False if somebody is writing it already."""
        try:
            self._waiting.remove(asked)
        except ValueError:
            return False
        return True

    def _write(self, transaction: Transaction) -> None:
        taken = [self._waiting.popleft() for _ in range(len(self._waiting))]
        try:
            with transaction() as db:
                results = [asked.work(db) for asked in taken]
        except Busy as busy:
            for asked in taken:
                asked.future.set_exception(busy)
        except Exception:  # one of them spoils it for all: each goes alone
            for asked in taken:
                _write_alone(asked, transaction)
        else:
            for asked, result in zip(taken, results, strict=True):
                asked.future.set_result(result)
        finally:
            for asked in taken:
                asked.future.cancel()  # nobody waits for ever, whatever happened


def _write_alone(asked: _Asked, transaction: Transaction) -> None:
    try:
        with transaction() as db:
            result = asked.work(db)
    except Exception as failure:
        asked.future.set_exception(failure)
    else:
        asked.future.set_result(result)
