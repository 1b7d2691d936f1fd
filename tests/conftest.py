"""Databases for every room's tests: empty and migrated, an SQLite and a PostgreSQL."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from survey.store import migrate
from survey.store.connection import Database, connect
from tests.postgres import NoPostgreSQLError, server

pytest_plugins = [
    "tests.alone",
    "tests.chromium",
    "tests.compiled",
    "tests.province",
    "tests.running",
    "tests.web.commented",
]

ENGINES = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let all that is skipped for want of one thing end in one line, not in a line a test."""
    report = yield
    if call.when == "setup" and report.skipped and isinstance(report.longrepr, tuple):
        report.longrepr = ("tests", 0, report.longrepr[2])
    return report


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL on which databases may be created."""
    try:
        with server() as url:
            yield url
            while _to_servers:
                _to_servers.popitem()[1].close()
    except NoPostgreSQLError as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(f"PostgreSQL: {reason}")
        pytest.skip(f"PostgreSQL: {reason}")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite database, to be copied."""
    file = tmp_path_factory.mktemp("template") / "survey.sqlite"
    migrate.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_template(postgres: str) -> Iterator[str]:
    """The name of an empty, migrated PostgreSQL database, to be copied."""
    name = f"survey_template_{os.getpid()}"
    with new_database(postgres, name) as url:
        migrate.upgrade(url)
        yield name


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Which of the two databases a test is run with; both, unless it says otherwise."""
    return str(request.param)


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of this test's own, migrated and empty."""
    if engine == "sqlite":
        file = tmp_path / "survey.sqlite"
        shutil.copyfile(request.getfixturevalue("migrated_file"), file)
        yield f"sqlite:///{file}"
        return
    server_url = request.getfixturevalue("postgres")
    template = request.getfixturevalue("migrated_template")
    with new_database(server_url, f"survey_{os.getpid()}_{next(_numbers)}", template) as url:
        yield url


@pytest.fixture
def empty_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of this test's own in which nothing was ever made."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'survey.sqlite'}"
        return
    name = f"survey_{os.getpid()}_{next(_numbers)}"
    with new_database(request.getfixturevalue("postgres"), name) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """That database, connected."""
    opened = connect(database_url)
    yield opened
    opened.dispose()


@contextmanager
def new_database(server: str, name: str, template: str = "template0") -> Iterator[str]:
    """Create a database on the server that a URL leads to; drop it at the end."""
    url = make_url(server).set(drivername="postgresql")
    ours = _to_server(url)
    ours.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy'.encode())
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        ours.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


_to_servers: dict[URL, psycopg.Connection] = {}


def _to_server(url: URL) -> psycopg.Connection:
    """Return a connection that makes and drops databases, kept as long as the server runs."""
    if url not in _to_servers:
        named = url.render_as_string(hide_password=False)
        _to_servers[url] = psycopg.connect(named, autocommit=True)
    return _to_servers[url]
