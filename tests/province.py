"""The demo's province with a small share of its sheets, for tests of pages and figures."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from survey import demo
from survey.store.connection import Database, connect
from tests import conftest as databases

TODAY = date(2026, 11, 23)
SHARE = 0.1  # of the demo's sheets
_numbers = count(1)


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the province, to be copied."""
    file = tmp_path_factory.mktemp("province") / "survey.sqlite"
    _furnish(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def furnished_template(postgres: str) -> Iterator[str]:
    """The name of a PostgreSQL database with the province, to be copied."""
    name = f"survey_province_{os.getpid()}"
    with databases.new_database(postgres, name) as url:
        _furnish(url)
        yield name


@pytest.fixture
def lai_chau_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of this test's own with the province, as it stood on `TODAY`."""
    if engine == "sqlite":
        file = tmp_path / "province.sqlite"
        shutil.copyfile(request.getfixturevalue("furnished_file"), file)
        yield f"sqlite:///{file}"
        return
    server = request.getfixturevalue("postgres")
    template = request.getfixturevalue("furnished_template")
    with databases.new_database(server, f"{template}_{next(_numbers)}", template) as url:
        yield url


@pytest.fixture
def lai_chau(lai_chau_url: str) -> Iterator[Database]:
    """That database, connected: rounds 2024 and 2025 closed, 2026 open and frozen."""
    opened = connect(lai_chau_url)
    yield opened
    opened.dispose()


def _furnish(url: str) -> None:
    database = connect(url)
    demo.furnish(database, today=TODAY, share=SHARE)
    database.dispose()
