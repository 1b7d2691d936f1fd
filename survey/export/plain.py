"""CSV for spreadsheets and JSON for programs."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from itertools import chain, islice

from survey.report.rows import COLUMNS, GROUP_COLUMNS, IndexRow
from survey.report.weighted import WEIGHTED_COLUMNS, WeightedRow
from survey.report.weighted_lines import LINE_COLUMNS, WeightedLine

# What a spreadsheet may take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_KINDS = {field.name: str(field.type) for field in fields(IndexRow)}
Line = IndexRow | WeightedLine
_quoted = json.JSONEncoder(ensure_ascii=False).encode

PIECE = 500  # rows that are written in one go


def columns_of(rows: Sequence[Line]) -> tuple[str, ...]:
    """Return the names of the columns: the public ones, and the group's where rows are grouped.

    Then those of the weighted figures, where rows have them.
    """
    first = rows[0] if rows else None
    if isinstance(first, WeightedLine):
        return LINE_COLUMNS
    grouped = first is not None and first.group is not None
    columns = (*COLUMNS, *GROUP_COLUMNS) if grouped else COLUMNS
    return (*columns, *WEIGHTED_COLUMNS) if isinstance(first, WeightedRow) else columns


def guarded(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula.

    >>> guarded("=1+1"), guarded("Sở Y tế")
    ("'=1+1", 'Sở Y tế')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def headed(rows: Iterable[Line]) -> tuple[tuple[str, ...], Iterator[Line]]:
    """Return the names of the columns and the rows, of which no more than one was looked at."""
    follow = iter(rows)
    first = list(islice(follow, 1))
    return columns_of(first), chain(first, follow)


def to_csv(rows: Iterable[IndexRow]) -> bytes:
    """Return what `csv_pieces` yields, in one."""
    return b"".join(csv_pieces(rows))


def csv_pieces(rows: Iterable[Line], columns: Sequence[str] | None = None) -> Iterator[bytes]:
    """Yield UTF-8 with a byte order mark, RFC 4180: commas, CRLF, decimals with a dot.

    Numbers stay numbers, also negative ones; empty where there is none.

    :param columns: None: as `columns_of`, of no rows those of an index.
    """
    found, follow = headed(rows)
    columns = columns or found
    yield codecs.BOM_UTF8 + _table([columns])
    while some := list(islice(follow, PIECE)):
        yield _table([[_cell(getattr(row, column)) for column in columns] for row in some])


def to_json(rows: Iterable[IndexRow]) -> bytes:
    """Return what `json_pieces` yields, in one."""
    return b"".join(json_pieces(rows))


def json_pieces(rows: Iterable[Line], columns: Sequence[str] | None = None) -> Iterator[bytes]:
    """Yield an array of objects, a row a line: numbers as numbers, null where there is none.

    :param columns: as `csv_pieces`.
    """
    found, follow = headed(rows)
    columns = columns or found
    before = "[\n"
    while some := list(islice(follow, PIECE)):
        yield (before + ",\n".join(_object(row, columns) for row in some)).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _table(lines: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode()


def _object(row: Line, columns: Sequence[str]) -> str:
    return "{" + ",".join(f'"{name}":{_value(getattr(row, name))}' for name in columns) + "}"


def from_csv(text: str) -> list[IndexRow]:
    """Return the rows of a file that `to_csv` wrote, without its byte order mark."""
    lines = csv.reader(io.StringIO(text, newline=""))
    names = next(lines, [])
    read = [_READ[_KINDS[name].partition(" ")[0]] for name in names]
    return [
        IndexRow(**{name: of(cell) for name, of, cell in zip(names, read, cells, strict=True)})  # type: ignore[arg-type]
        for cells in lines
        if cells
    ]


def csv_as_json(header: str, some: Iterable[str]) -> Iterator[bytes]:
    """Yield what `to_json` makes of the rows of a file that `to_csv` wrote.

    :param header: the line with the names of the columns.
    :param some: the lines below it, any number of whole rows at a time.
    """
    (names,) = csv.reader(io.StringIO(header, newline=""))
    texts = [_KINDS[name].startswith("str") for name in names]
    before = "[\n"
    for lines in some:
        rows = csv.reader(io.StringIO(lines, newline=""))
        objects = ["{" + ",".join(map(_member, names, texts, cells)) + "}" for cells in rows]
        yield (before + ",\n".join(objects)).encode()
        before = ",\n"
    yield b"\n]\n" if before != "[\n" else b"[]\n"


def _member(name: str, is_text: bool, cell: str) -> str:
    value = _quoted(unguarded(cell)) if is_text else cell or "null"
    return f'"{name}":{value}'


def unguarded(cell: str) -> str:
    """Return a text without the mark that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _cell(value: str | int | Decimal | None) -> str:
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else str(value)


# What a cell is read as, by the type of its column.
_READ: dict[str, Callable[[str], str | int | Decimal | None]] = {
    "str": unguarded,
    "int": lambda cell: int(cell) if cell else None,
    "Decimal": lambda cell: Decimal(cell) if cell else None,
}


def _value(value: str | int | Decimal | None) -> str:
    if value is None:
        return "null"
    # A decimal keeps its two places, which a float would lose.
    return _quoted(value) if isinstance(value, str) else str(value)
