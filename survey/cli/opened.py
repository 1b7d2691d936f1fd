"""The settings of the environment and the database they name, opened for one command."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager

from survey import store
from survey.settings import Settings
from survey.store import Database
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


def operator() -> str:
    """Return the name under which this command's acts are written down."""
    try:
        return f"lệnh:{getpass.getuser()}"
    except (KeyError, OSError):
        return "lệnh"
