"""Statements of the hot road: written in Core, turned into the driver's own text once a dialect.

Keeping a sheet takes four statements. Core spends most of its time on finding the compiled
text again and on wrapping rows; a prepared statement goes to the driver with a plain tuple.
Days are handed in and come back as ISO text where the driver would need a converter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.sql.expression import ClauseElement

Row = tuple[Any, ...]


class Prepared:
    """One Core statement whose binds are all named. Texts are made once for each dialect."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._texts: dict[str, tuple[str, tuple[str, ...]]] = {}

    def run(self, db: Connection, values: Mapping[str, object]) -> int:
        """Carry the statement out; return how many rows it touched."""
        text, order = self._text(db)
        return db.exec_driver_sql(text, tuple([values[name] for name in order])).rowcount

    def run_rows(self, db: Connection, rows: Sequence[Row]) -> None:
        """Carry it out once a row; each row holds its values in the statement's own order."""
        if rows:
            db.exec_driver_sql(self._text(db)[0], list(rows))

    def first(self, db: Connection, values: Mapping[str, object]) -> Row | None:
        """Return the first row as a plain tuple, or None."""
        text, order = self._text(db)
        result = db.exec_driver_sql(text, tuple([values[name] for name in order]))
        row = result.cursor.fetchone() if result.cursor is not None else None
        result.close()
        return tuple(row) if row is not None else None

    def all(self, db: Connection, values: Mapping[str, object]) -> list[Row]:
        """Return every row as a plain tuple of the driver's."""
        text, order = self._text(db)
        result = db.exec_driver_sql(text, tuple([values[name] for name in order]))
        rows: list[Row] = list(result.cursor.fetchall()) if result.cursor is not None else []
        result.close()
        return rows

    def stream(
        self, db: Connection, values: Mapping[str, object], chunk: int = 10_000
    ) -> Iterator[list[Row]]:
        """Yield the rows in lists of at most `chunk`, read through a server-side cursor."""
        text, order = self._text(db)
        streaming = db.execution_options(stream_results=True)
        result = streaming.exec_driver_sql(text, tuple([values[name] for name in order]))
        try:
            while result.cursor is not None and (rows := result.cursor.fetchmany(chunk)):
                yield list(rows)
        finally:
            result.close()
            db.execution_options(stream_results=False)

    def _text(self, db: Connection) -> tuple[str, tuple[str, ...]]:
        name = db.dialect.name
        if name not in self._texts:
            made: Any = type(db.dialect)
            dialect = made(paramstyle="qmark" if name == "sqlite" else "format")
            compiled = self._statement.compile(dialect=dialect)
            self._texts[name] = (str(compiled), tuple(compiled.positiontup or ()))  # type: ignore[attr-defined]
        return self._texts[name]
