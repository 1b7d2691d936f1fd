"""The settings of the environment and the database they name, opened for one command."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager

from survey import clock, store
from survey.settings import Settings
from survey.store import Connection, Database
from survey.words import N_, Refusal


class NotUpgraded(Refusal):
    """The database is empty or of an earlier version."""


def settings() -> Settings:
    """Return what SURVEY_* says."""
    return Settings.from_env(os.environ)


@contextmanager
def opened() -> Iterator[Database]:
    """Yield the database, migrated.

    :raises NotUpgraded: if `survey upgrade` has not been run on it.
    """
    database = store.connect(settings().database_url)
    try:
        with database.reading() as db:
            if store.migrate.pending(db):
                raise NotUpgraded(N_("Cơ sở dữ liệu chưa được nâng cấp. Xin chạy: survey upgrade"))
        yield database
    finally:
        database.dispose()


def noted(db: Connection, what: str, subject: str, detail: str | None = None) -> None:
    """Write down, in the transaction of the act itself, that the operator did it."""
    store.acts.note(
        db, at=clock.now(), person=operator(), what=what, subject=subject, detail=detail
    )


def operator() -> str:
    """Return the name under which this command's acts are written down."""
    try:
        return f"lệnh:{getpass.getuser()}"
    except (KeyError, OSError):
        return "lệnh"
