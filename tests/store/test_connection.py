from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, make_url

from survey.store import connection, form_version
from survey.store.connection import BadDatabaseUrl, Busy, Database, Unavailable, connect


@pytest.fixture
def other(database_url: str) -> Iterator[Database]:
    """The same database, as another process would have it."""
    opened = connect(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, database_url: str) -> Iterator[Database]:
    """The database for somebody who waits a fifth of a second only."""
    monkeypatch.setattr(connection, "PATIENCE", 0.2)
    opened = connect(database_url)
    yield opened
    opened.dispose()


def setting(database: Database, name: str) -> str:
    ask = "PRAGMA" if database.kind == "sqlite" else "SHOW"
    with database.writing() as db:
        return str(db.exec_driver_sql(f"{ask} {name}").scalar())


def test_what_is_written_is_there_for_everybody_afterwards(
    database: Database, other: Database
) -> None:
    with database.writing() as db:
        form_version.bump(db)
        with other.reading() as elsewhere:
            assert form_version.read(elsewhere) == 1
    with other.reading() as elsewhere:
        assert form_version.read(elsewhere) == 2


def test_a_block_that_fails_leaves_nothing(database: Database) -> None:
    def fail_half_way() -> None:
        with database.writing() as db:
            form_version.bump(db)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with database.reading() as db:
        assert form_version.read(db) == 1


def test_reading_sees_one_moment(database: Database, other: Database) -> None:
    with database.reading() as db:
        assert form_version.read(db) == 1
        with other.writing() as elsewhere:
            form_version.bump(elsewhere)
        assert form_version.read(db) == 1


def test_reading_can_write_nothing(database: Database) -> None:
    with pytest.raises(Exception, match=r"readonly|read-only"), database.reading() as db:
        form_version.bump(db)
    with database.writing() as db:  # the same connection of the pool
        form_version.bump(db)


def test_a_second_writer_waits_for_the_first(database: Database) -> None:
    def bump_often() -> None:
        for _ in range(20):
            with database.writing() as db:
                form_version.bump(db)

    threads = [threading.Thread(target=bump_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as db:
        assert form_version.read(db) == 161


def test_a_work_of_many_threads_is_written_when_its_result_is_there(database: Database) -> None:
    def bump(db: Connection) -> int:
        form_version.bump(db)
        return form_version.read(db)

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: database.write(bump), range(40)))
    assert sorted(numbers) == list(range(2, 42))
    with database.reading() as db:
        assert form_version.read(db) == 41


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_writer_who_waited_too_long_is_told_to_try_again(
    database: Database, impatient: Database
) -> None:
    with database.writing(), pytest.raises(Busy), impatient.writing():
        pass
    with impatient.writing(), pytest.raises(Busy), impatient.writing():
        pass


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_row_that_stays_locked_is_busy(database: Database, impatient: Database) -> None:
    with database.writing() as db:
        form_version.bump(db)
        with pytest.raises(Busy), impatient.writing() as elsewhere:
            form_version.bump(elsewhere)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_sqlite_keeps_what_it_has_acknowledged(database: Database) -> None:
    assert setting(database, "journal_mode") == "wal"
    assert setting(database, "synchronous") == "2"  # FULL
    assert setting(database, "foreign_keys") == "1"
    assert setting(database, "busy_timeout") == "5000"


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_postgresql_keeps_what_it_has_acknowledged(database: Database, database_url: str) -> None:
    plain = make_url(database_url).set(drivername="postgresql")
    name = plain.database
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off'.encode())
    assert setting(database, "synchronous_commit") == "on"
    assert setting(database, "transaction_isolation") == "read committed"
    with database.reading() as db:
        assert db.exec_driver_sql("SHOW transaction_isolation").scalar() == "repeatable read"


def test_connecting_opens_nothing_yet_and_makes_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "survey.sqlite"
    connect(f"sqlite:///{file}")
    assert file.parent.is_dir()
    assert not file.exists()


@pytest.mark.parametrize(
    "url", ["", "survey.sqlite", "sqlite://", "sqlite:///:memory:", "mysql://a/b", "oracle://x"]
)
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(BadDatabaseUrl):
        connect(url)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path}")
    with pytest.raises(Unavailable), database.reading():
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable):
        connect(f"sqlite:///{tmp_path}/file/survey.sqlite")


def test_something_that_is_no_database_is_told(tmp_path: Path) -> None:
    file = tmp_path / "survey.sqlite"
    file.write_bytes(b"Not a database at all. " * 100)
    database = connect(f"sqlite:///{file}")
    with pytest.raises(Unavailable), database.reading() as db:
        form_version.read(db)


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    database = connect(f"postgresql://survey@/survey?host={tmp_path}")
    with pytest.raises(Unavailable), database.reading():
        pass


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_server_that_restarted_is_found_again(database: Database, database_url: str) -> None:
    with database.reading() as db:
        form_version.read(db)
    plain = make_url(database_url).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with database.writing() as db:
        form_version.bump(db)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_full_disk_is_told(database: Database) -> None:
    def fill() -> None:
        with database.writing() as db:
            pages = db.exec_driver_sql("PRAGMA page_count").scalar()
            db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            db.exec_driver_sql("CREATE TABLE big (x)")

    with pytest.raises(Unavailable):
        fill()


def _held(database: Database) -> str:
    """The connection that the next reader gets, as the operating system or the server knows it."""
    if database.kind == "sqlite":
        return repr(sorted(link for link in _open_files() if "survey.sqlite" in link))
    with database.reading() as db:
        return str(db.exec_driver_sql("SELECT pg_backend_pid()").scalar())


def _open_files() -> Iterator[str]:
    for file in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            yield str(file.readlink())


def test_no_connection_is_carried_into_another_process(database: Database, tmp_path: Path) -> None:
    with database.reading() as db:
        form_version.read(db)
    ours = _held(database)
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        try:
            (tmp_path / "theirs").write_text(_held(database))
            with database.writing() as db:
                form_version.bump(db)
            os._exit(0)
        except BaseException:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    assert (tmp_path / "theirs").read_text() != ours
    with database.reading() as db:
        assert form_version.read(db) == 2


def test_outside_of_transactions_the_database_can_be_vacuumed(database: Database) -> None:
    with database.reading() as db:
        form_version.read(db)
    with database.outside() as db:
        db.exec_driver_sql("VACUUM")
    with database.writing() as db:
        form_version.bump(db)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_keys_are_kept_true(database: Database) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), database.writing() as db:
        db.exec_driver_sql("INSERT INTO succession VALUES (1, 2, '2026-01-01')")


def test_the_driver_begins_nothing_of_its_own(tmp_path: Path) -> None:
    """A transaction that writes says so at its beginning, so it can never fail half-way."""
    database = connect(f"sqlite:///{tmp_path}/a.sqlite")
    with database.writing() as db:
        driver: Any = db.connection.dbapi_connection
        assert driver.isolation_level is None
        assert driver.in_transaction
    database.dispose()
