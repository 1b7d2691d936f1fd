"""A database, opened: SQLite for one machine, PostgreSQL for more.

A transaction says beforehand whether it writes. Reading sees one moment of the database and
can write nothing. Writing waits at most five seconds for its turn, and what it has done is
durable when its block ends.
"""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    PoolProxiedConnection,
    create_engine,
    event,
    make_url,
)
from sqlalchemy import exc as sa_exc

from survey.store.memory import OPTION, Memory
from survey.store.refusals import BadDatabaseUrl, Busy, Unavailable, told
from survey.store.turns import Turns

PATIENCE = 5.0  # seconds that a writer waits for its turn
_CONNECTIONS = 16  # kept open by a process; above gunicorn's eight threads
_GLANCING = 8  # of them

__all__ = ["BadDatabaseUrl", "Busy", "Connection", "Database", "Unavailable", "connect"]

T = TypeVar("T")


class Database:
    """An opened database. Safe between threads; holds no connection when a process forks."""

    def __init__(self, url: URL, engine: Engine) -> None:
        self.url = url
        self.kind = engine.dialect.name  # "sqlite" or "postgresql"
        self._engine = engine
        memory: Any = {OPTION: Memory()}
        if self.kind == "postgresql":
            self._reader = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True, **memory
            )
            self._writer = engine.execution_options(isolation_level="READ COMMITTED")
            self._outside = engine.execution_options(isolation_level="AUTOCOMMIT")
        else:
            self._reader = engine.execution_options(survey_begin="BEGIN", **memory)
            self._writer = engine.execution_options(survey_begin="BEGIN IMMEDIATE")
            self._outside = engine.execution_options(survey_begin=None)
        self._turns = Turns(PATIENCE)
        # Connections of SQLite that only glance: to borrow one from the pool costs more than
        # the glance itself.
        self._glancing: deque[PoolProxiedConnection] = deque()
        _open_databases.add(self)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one moment of the database and can write nothing.

        :raises Unavailable: if the database cannot be reached.
        """
        try:
            with self._reader.connect() as connection, connection.begin() as transaction:
                yield connection
                transaction.rollback()
        except (sa_exc.SQLAlchemyError, sqlite3.Error) as error:
            raise told(error) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose writes are durable when the block ends, or never happened.

        :raises Busy: if others were writing for five seconds on end.
        :raises Unavailable: if the database cannot be reached or its disk is full.
        """
        if self.kind == "sqlite":
            with self._turns.mine(), self._transaction() as connection:
                yield connection
        else:
            with self._transaction() as connection:
                yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` returns for a connection as `writing` yields, durable by then.

        On SQLite, works that wait for their turn share a transaction. If one of them fails, each
        is run again by itself, so a work must be harmless when it is run twice.

        :raises Busy: or Unavailable, as `writing`.
        """
        if self.kind == "sqlite":
            return cast(T, self._turns.together(work, self._transaction))
        with self._transaction() as connection:
            return work(connection)

    def glance(self, statement: str) -> Any:
        """Return the one value that a statement reads, as it stands now, in no transaction.

        For what every request asks: opening and ending a transaction would cost more than
        the reading.

        :raises Unavailable: if the database cannot be reached.
        """
        if self.kind == "postgresql":
            with self.outside() as connection:
                return connection.exec_driver_sql(statement).scalar_one()
        try:
            held = self._borrowed()
            driver: Any = held.driver_connection
            value = driver.execute(statement).fetchone()[0]
        except (sa_exc.SQLAlchemyError, sqlite3.Error) as error:
            raise told(error) from error
        # One that failed is not used again.
        if len(self._glancing) < _GLANCING:
            self._glancing.append(held)
        else:
            held.close()
        return value

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """Yield a connection outside any transaction, for what allows none (VACUUM, CLUSTER)."""
        try:
            with self._outside.connect() as connection:
                yield connection
        except (sa_exc.SQLAlchemyError, sqlite3.Error) as error:
            raise told(error) from error

    @contextmanager
    def for_bulk(self) -> Iterator[Database]:
        """Yield the same database, opened to keep many rows that were checked beforehand.

        Its commits are whole but reach the disk together, at the latest when the block ends;
        a power cut may take back the last of them, so only work that can be run again belongs
        here. What others commit meanwhile is as durable as ever. References are not looked up.
        """
        bulk = _opened(self.url, bulk=True)
        try:
            yield bulk
        finally:
            with bulk.outside() as connection:
                if bulk.kind == "sqlite":
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(FULL)")
                else:
                    connection.exec_driver_sql("SET synchronous_commit = on")
                    connection.exec_driver_sql("SELECT pg_current_xact_id()")
            bulk.dispose()

    def dispose(self) -> None:
        """Close every connection that nobody is using. The database may be used again."""
        while self._glancing:
            self._glancing.pop().close()
        self._engine.dispose()

    def _borrowed(self) -> PoolProxiedConnection:
        try:
            return self._glancing.pop()
        except IndexError:
            return self._engine.raw_connection()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._writer.connect() as connection, connection.begin():
                yield connection
        except (sa_exc.SQLAlchemyError, sqlite3.Error) as error:
            raise told(error) from error


def connect(url: str) -> Database:
    """Return the database at `url`. Opens no connection yet; an SQLite file's folder is made.

    :param url: `sqlite:///PATH` or `postgresql://…`.
    :raises BadDatabaseUrl: for anything else.
    :raises Unavailable: if the folder cannot be made.
    """
    return _opened(_parsed(url), bulk=False)


def _opened(url: URL, *, bulk: bool) -> Database:
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, _ONE_BY_ONE | (_IN_BULK if bulk else {}))
    return _postgresql(url, synchronous_commit="off" if bulk else "on")


_open_databases: weakref.WeakSet[Database] = weakref.WeakSet()


def _close_before_fork() -> None:
    """A connection that two processes hold corrupts an SQLite file and mixes up PostgreSQL's."""
    for database in list(_open_databases):
        database.dispose()


os.register_at_fork(before=_close_before_fork)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except sa_exc.ArgumentError:
        raise BadDatabaseUrl() from None
    if parsed.drivername == "postgres":
        parsed = parsed.set(drivername="postgresql")
    if parsed.drivername in {"postgresql", "postgresql+psycopg"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return parsed
    raise BadDatabaseUrl()


# PRAGMAs of SQLite.
_ONE_BY_ONE = {
    "journal_mode": "WAL",  # readers and the writer do not wait for each other
    "synchronous": "FULL",  # a commit is on the disk before it is acknowledged
    "foreign_keys": "ON",
    "temp_store": "MEMORY",
    "journal_size_limit": "67108864",  # a big import leaves no big file behind
}
# Random ids touch pages all over the file: hold them, and write each back once for many parts.
_IN_BULK = {
    "synchronous": "NORMAL",
    "foreign_keys": "OFF",
    "cache_size": "-262144",
    "wal_autocheckpoint": "150000",
}


def _sqlite(url: URL, pragmas: Mapping[str, str]) -> Database:
    assert url.database is not None
    try:
        Path(url.database).parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(reason=error.strerror or error) from None
    engine = create_engine(
        url,
        hide_parameters=True,  # what citizens wrote never reaches a log
        connect_args={"timeout": PATIENCE, "check_same_thread": False, "isolation_level": None},
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        pool_timeout=PATIENCE,
        pool_use_lifo=True,
    )

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}").close()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(url, engine)


def _begin_sqlite(connection: Connection) -> None:
    """Begin here, not in the driver: it would begin late and never say IMMEDIATE."""
    begin = connection.get_execution_options().get("survey_begin")
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA query_only = 1" if begin == "BEGIN" else "PRAGMA query_only = 0")
    if begin:
        driver.execute(begin)


def _postgresql(url: URL, *, synchronous_commit: str) -> Database:
    engine = create_engine(
        url,
        hide_parameters=True,  # what citizens wrote never reaches a log
        connect_args={"connect_timeout": int(PATIENCE), "application_name": "survey"},
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        pool_timeout=PATIENCE,
        pool_use_lifo=True,
        pool_pre_ping=True,
    )

    def prepare(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET synchronous_commit = {synchronous_commit}")
            cursor.execute(f"SET lock_timeout = '{int(PATIENCE * 1000)}ms'")
            cursor.execute("SET timezone = 'UTC'")
        connection.commit()

    event.listen(engine, "connect", prepare)
    return Database(url, engine)
