"""One province by chance, in an SQLite and in a PostgreSQL, for all tests of this folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from survey import report, store
from survey.store import Database
from survey.store.connection import connect
from tests.audit import scattered
from tests.audit.oracle import World
from tests.conftest import new_database

Twins = tuple[Database, Database]


@pytest.fixture(scope="session")
def twins(
    postgres: str,
    migrated_template: str,
    migrated_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Twins]:
    """The same province twice, its desk rounds closed."""
    file = tmp_path_factory.mktemp("audit") / "survey.sqlite"
    shutil.copyfile(migrated_file, file)
    with new_database(postgres, f"survey_audit_{os.getpid()}", migrated_template) as url:
        made = connect(f"sqlite:///{file}"), connect(url)
        for database in made:
            scattered.made(database, 3)
            for code in ("2024", "2025", "2026"):
                with database.writing() as db:
                    this = store.rounds.need(db, code)
                    report.close(db, this, day=scattered.d("2027-01-02"), person="x")
        yield made
        for database in made:
            database.dispose()


@pytest.fixture(scope="session")
def world(twins: Twins) -> World:
    """What stands in the tables of the SQLite."""
    with twins[0].reading() as db:
        return World(lambda sql: [tuple(row) for row in db.exec_driver_sql(sql)])
