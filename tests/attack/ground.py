"""What is attacked: a small province with a round that has sheets, and how harm would show."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from survey import questionnaire
from survey.intake import counts, doors
from survey.intake.keep import keep
from survey.store import rounds
from survey.store.connection import Database
from survey.store.desks import Desk
from survey.store.rounds import Round
from survey.store.tables import metadata
from survey.web import here
from tests import scene
from tests.citizens import Citizen
from tests.pages import check_page

FORM = "application/x-www-form-urlencoded"
# Tables that an attempt of staff to get in may rightly write to.
ASIDE = frozenset({"session", "act"})

Rows = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Ground:
    """An application on a database with sheets; `desks` are X1/1, X1/2, X2/1, X2/2."""

    app: Flask
    round: Round
    desks: list[Desk]

    @property
    def database(self) -> Database:
        return here.place(self.app).database

    @property
    def poster(self) -> str:
        """The code on the first desk's poster."""
        return str(self.desks[0].poster_code)

    def citizen(self, desk: int = 0) -> Citizen:
        """Somebody with the form of a desk open."""
        return Citizen(self.app).scans(str(self.desks[desk].poster_code))

    @contextmanager
    def unharmed(self) -> Iterator[None]:
        """Hold the block to leave every table as it was, and tallies that fit the sheets."""
        before = everything(self.database)
        yield
        after = everything(self.database)
        assert {name for name in before if before[name] != after[name]} == set()
        self.counts_fit()

    def counts_fit(self) -> None:
        """Hold the tallies to what the sheets give."""
        with self.database.reading() as db:
            this = rounds.need(db, self.round.code)
        assert counts.check(self.database, this) == []

    def kept(self) -> int:
        """How many sheets there are."""
        return len(everything(self.database)["response"])


def made(app: Flask) -> Ground:
    """Found the province, open its round and let three people answer, one with a comment."""
    this, counters = scene.made(here.place(app).database)
    database, day = here.place(app).database, here.place(app).now().date()
    for desk, level in ((0, 5), (0, 2), (2, 4)):
        with database.reading() as db:
            door = doors.at(db, str(counters[desk].poster_code), day)
        record = questionnaire.from_values(scene.sheet(), {"q24": level, "q30": level})
        id = secrets.token_bytes(16)
        keep(database, door, id=id, record=record, comment="Ghế hơi ít.", day=day)
    return Ground(app, this, counters)


def everything(database: Database) -> Rows:
    """Every row of every table that holds what citizens said or what they are asked."""
    with database.reading() as db:
        return {
            table.name: sorted(repr(tuple(map(_plain, row))) for row in db.execute(select(table)))
            for table in metadata.sorted_tables
            if table.name not in ASIDE
        }


def is_clear(answer: TestResponse, *statuses: int, language: str = "vi") -> None:
    """Hold an answer to be a refusal that a citizen can read: one of these, or any 4xx."""
    where = answer.request.path[:80] if answer.request else ""
    assert answer.status_code in (statuses or range(400, 500)), f"{answer.status} {where}"
    assert answer.mimetype == "text/html", f"{answer.mimetype} {where}"
    assert "Set-Cookie" not in answer.headers
    if answer.request is None or answer.request.method != "HEAD":
        check_page(answer.text, language=language)


def _plain(cell: object) -> object:
    return bytes(cell) if isinstance(cell, memoryview | bytearray) else cell
