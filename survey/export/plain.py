"""CSV for spreadsheets and JSON for programs."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice

from survey.report.rows import COLUMNS, GROUP_COLUMNS, IndexRow

# What a spreadsheet may take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

PIECE = 500  # rows that are written in one go


def columns_of(rows: Sequence[IndexRow]) -> tuple[str, ...]:
    """Return the names of the columns: the public ones, and the group's where rows are grouped."""
    grouped = bool(rows) and rows[0].group is not None
    return (*COLUMNS, *GROUP_COLUMNS) if grouped else COLUMNS


def guarded(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula.

    >>> guarded("=1+1"), guarded("Sở Y tế")
    ("'=1+1", 'Sở Y tế')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def headed(rows: Iterable[IndexRow]) -> tuple[tuple[str, ...], Iterator[IndexRow]]:
    """Return the names of the columns and the rows, of which no more than one was looked at."""
    follow = iter(rows)
    first = list(islice(follow, 1))
    return columns_of(first), chain(first, follow)


def to_csv(rows: Iterable[IndexRow]) -> bytes:
    """Return what `csv_pieces` yields, in one."""
    return b"".join(csv_pieces(rows))


def csv_pieces(rows: Iterable[IndexRow]) -> Iterator[bytes]:
    """Yield UTF-8 with a byte order mark, RFC 4180: commas, CRLF, decimals with a dot.

    Numbers stay numbers, also negative ones; empty where there is none.
    """
    columns, follow = headed(rows)
    yield codecs.BOM_UTF8 + _table([columns])
    while some := list(islice(follow, PIECE)):
        yield _table([[_cell(getattr(row, column)) for column in columns] for row in some])


def to_json(rows: Iterable[IndexRow]) -> bytes:
    """Return what `json_pieces` yields, in one."""
    return b"".join(json_pieces(rows))


def json_pieces(rows: Iterable[IndexRow]) -> Iterator[bytes]:
    """Yield an array of objects, a row a line: numbers as numbers, null where there is none."""
    columns, follow = headed(rows)
    before = "[\n"
    while some := list(islice(follow, PIECE)):
        yield (before + ",\n".join(_object(row, columns) for row in some)).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _table(lines: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode()


def _object(row: IndexRow, columns: Sequence[str]) -> str:
    return "{" + ",".join(f'"{name}":{_value(getattr(row, name))}' for name in columns) + "}"


def _cell(value: str | int | Decimal | None) -> str:
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else str(value)


def _value(value: str | int | Decimal | None) -> str:
    # A decimal keeps its two places, which a float would lose.
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
