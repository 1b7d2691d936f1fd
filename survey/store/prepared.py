"""Statements of the hot road: written in Core, turned into the driver's own text once a dialect.

Keeping a sheet takes three or four statements. Core spends most of its time on finding the
compiled text again and on wrapping rows; a prepared statement goes to SQLite's driver with a
plain tuple. Days go in as ISO text, for SQLite keeps them so and PostgreSQL reads them so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, bindparam
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.expression import ClauseElement

Row = tuple[Any, ...]

_BINDS = 12_000  # values in one statement of SQLite; it takes 32 766 since 2020


class Prepared:
    """One Core statement whose binds are all named. Texts are made once for each dialect."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._texts: dict[str, tuple[str, tuple[str, ...]]] = {}

    def run(self, db: Connection, values: Mapping[str, object]) -> int:
        """Carry the statement out; return how many rows it touched."""
        text, binds = self._bound(db, values)
        if db.dialect.name == "sqlite":
            return int(_sqlite(db).execute(text, binds).rowcount)
        return db.exec_driver_sql(text, binds).rowcount

    def run_rows(self, db: Connection, rows: Sequence[Row]) -> int:
        """Carry it out once a row; each row holds its values in the statement's own order.

        Return how many rows of the database were touched in all.
        """
        if not rows:
            return 0
        text, order = self._text(db)
        if db.dialect.name != "sqlite":
            return db.exec_driver_sql(text, list(rows)).rowcount
        # Many rows a statement: less to and fro, and other threads go on while SQLite works.
        one = f"({', '.join('?' * len(order))})"
        before, _, after = text.partition(f"VALUES {one}")
        touched, at_once = 0, _BINDS // len(order)
        for at in range(0, len(rows), at_once):
            some = rows[at : at + at_once]
            many = f"{before}VALUES {', '.join([one] * len(some))}{after}"
            touched += _sqlite(db).execute(many, list(chain.from_iterable(some))).rowcount
        return touched

    def first(self, db: Connection, values: Mapping[str, object]) -> Row | None:
        """Return the first row as a plain tuple of the driver's, or None."""
        text, binds = self._bound(db, values)
        if db.dialect.name == "sqlite":
            found: Row | None = _sqlite(db).execute(text, binds).fetchone()
            return found
        row = db.exec_driver_sql(text, binds).first()
        return None if row is None else tuple(row)

    def stream(
        self, db: Connection, values: Mapping[str, object], chunk: int = 10_000
    ) -> Iterator[list[Row]]:
        """Yield the rows in lists of at most `chunk`; memory holds no more of them."""
        text, binds = self._bound(db, values)
        if db.dialect.name == "sqlite":
            cursor = _sqlite(db).execute(text, binds)
            while rows := cursor.fetchmany(chunk):
                yield rows
            return
        streaming = {"stream_results": True, "max_row_buffer": chunk}
        result = db.exec_driver_sql(text, binds, execution_options=streaming)
        for some in result.partitions(chunk):
            yield list(some)

    def _bound(self, db: Connection, values: Mapping[str, object]) -> tuple[str, Row]:
        text, order = self._text(db)
        return text, tuple([values[name] for name in order])

    def _text(self, db: Connection) -> tuple[str, tuple[str, ...]]:
        name = db.dialect.name
        if name not in self._texts:
            made: Any = type(db.dialect)
            compiled: Any = self._statement.compile(
                dialect=made(paramstyle="qmark" if name == "sqlite" else "format")
            )
            self._texts[name] = str(compiled), tuple(compiled.positiontup or ())
        return self._texts[name]


def adding(table: Table, count: str) -> Prepared:
    """Return the statement that keeps a row, or adds its `count` to the row with its key."""
    row = insert(table).values({column.name: bindparam(column.name) for column in table.columns})
    more = {count: table.c[count] + row.excluded[count]}
    return Prepared(row.on_conflict_do_update(index_elements=list(table.primary_key), set_=more))


def _sqlite(db: Connection) -> Any:
    """SQLite's own connection: asked directly, a statement takes a third of the time."""
    return db.connection.driver_connection
