"""CSV for spreadsheets and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal

from survey.report.rows import COLUMNS, GROUP_COLUMNS, IndexRow
from survey.report.weighted import WEIGHTED_COLUMNS, WeightedRow

# What a spreadsheet may take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns_of(rows: Sequence[IndexRow]) -> tuple[str, ...]:
    """Return the names of the columns: the public ones, and the group's where rows are grouped.

    Then those of the weighted figures, where rows have them.
    """
    first = rows[0] if rows else None
    grouped = first is not None and first.group is not None
    columns = (*COLUMNS, *GROUP_COLUMNS) if grouped else COLUMNS
    return (*columns, *WEIGHTED_COLUMNS) if isinstance(first, WeightedRow) else columns


def guarded(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula.

    >>> guarded("=1+1"), guarded("Sở Y tế")
    ("'=1+1", 'Sở Y tế')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def to_csv(rows: Sequence[IndexRow]) -> bytes:
    """Return UTF-8 with a byte order mark, RFC 4180: commas, CRLF, decimals with a dot.

    Numbers stay numbers, also negative ones; empty where there is none.
    """
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    columns = columns_of(rows)
    lines.writerow(columns)
    for row in rows:
        lines.writerow([_cell(getattr(row, column)) for column in columns])
    return out.getvalue().encode("utf-8-sig")


def to_json(rows: Sequence[IndexRow]) -> bytes:
    """Return an array of objects, a row a line: numbers as numbers, null where there is none."""
    columns = columns_of(rows)
    objects = [
        "{" + ",".join(f'"{name}":{_value(getattr(row, name))}' for name in columns) + "}"
        for row in rows
    ]
    inside = ",\n".join(objects)
    return (f"[\n{inside}\n]\n" if objects else "[]\n").encode()


def _cell(value: str | int | Decimal | None) -> str:
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else str(value)


def _value(value: str | int | Decimal | None) -> str:
    # A decimal keeps its two places, which a float would lose.
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
