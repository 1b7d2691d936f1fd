"""The door to the database. No other room imports SQLAlchemy."""

from survey.store import (
    accounts,
    acts,
    agencies,
    comments,
    desks,
    form_version,
    freezes,
    keys,
    migrate,
    questionnaires,
    quick,
    responses,
    rounds,
    strata,
    tallies,
    tidy,
    transactions,
)
from survey.store.connection import Connection, Database, connect
from survey.store.refusals import BadDatabaseUrl, Busy, Unavailable

__all__ = [
    "BadDatabaseUrl",
    "Busy",
    "Connection",
    "Database",
    "Unavailable",
    "accounts",
    "acts",
    "agencies",
    "comments",
    "connect",
    "desks",
    "form_version",
    "freezes",
    "keys",
    "migrate",
    "questionnaires",
    "quick",
    "responses",
    "rounds",
    "strata",
    "tallies",
    "tidy",
    "transactions",
]
