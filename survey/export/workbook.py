"""A workbook: a sheet a level with typed cells, charts, and a sheet that says what they are."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from survey.export.charted import A4, DECIMALS, FONT, VIETNAMESE, Charted
from survey.export.meaning import (
    CODES,
    COLUMN,
    COMPUTED,
    EXPLAINED,
    INTERVAL,
    MEANING,
    MEANS,
    METHODS,
    SAMPLING,
    WIDE,
    About,
)
from survey.export.plain import guarded, headed
from survey.export.tabled import write_table
from survey.report.rows import IndexRow

POINTS = {"change"}


def to_xlsx(rows: Iterable[IndexRow], about: About, say: Callable[[str], str] = str) -> bytes:
    """Return a workbook; its bytes depend on what is handed in alone.

    Numbers are numbers in Vietnamese formats; Excel shows them with the marks of its own system.

    :param say: gives a Vietnamese sentence in the reader's language.
    """
    out = io.BytesIO()
    # Row by row to scratch files: a whole province never stands in memory as cells.
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    book.set_properties(
        {"title": about.title, "created": datetime.combine(about.day, datetime.min.time())}
    )
    columns, follow = headed(rows)
    sheets = {level: _Sheet(book, say(name), columns) for level, name in CODES["level"].items()}
    charted = Charted(book, say)
    for row in follow:
        sheets[row.level].add(row)
        charted.see(row)
    for sheet in sheets.values():
        sheet.end()
    charted.draw(about)
    for table in about.tables:
        write_table(book, table)
    _explanation(book, about, columns, say)
    book.close()
    return out.getvalue()


class _Sheet:
    """The rows of one level, under a header that stays."""

    def __init__(self, book: Any, name: str, columns: Sequence[str]) -> None:
        self._columns = columns
        self._line = 0
        self._text = book.add_format(FONT)
        self._whole = book.add_format({**FONT, "num_format": f"{VIETNAMESE}#,##0"})
        self._decimals = book.add_format({**FONT, "num_format": DECIMALS})
        self._points = book.add_format({**FONT, "num_format": f"{VIETNAMESE}+0.00;-0.00;0.00"})
        self._ranks = book.add_format({**FONT, "num_format": "+0;-0;0"})
        self._sheet = book.add_worksheet(name)
        head = book.add_format({**FONT, "bold": True, "bottom": 1, "text_wrap": True})
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, WIDE.get(column, 12))
            self._sheet.write_string(0, at, column, head)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.repeat_rows(0)

    def add(self, row: IndexRow) -> None:
        """Write a row below those that stand."""
        self._line += 1
        for at, column in enumerate(self._columns):
            value = getattr(row, column)
            if isinstance(value, str):
                if value:
                    self._sheet.write_string(self._line, at, guarded(value), self._text)
            elif value is not None:
                self._sheet.write_number(self._line, at, value, self._format(column, value))

    def end(self) -> None:
        """Let the columns be filtered."""
        if self._line:
            self._sheet.autofilter(0, 0, self._line, len(self._columns) - 1)

    def _format(self, column: str, value: int | Decimal) -> Any:
        if isinstance(value, Decimal):
            return self._points if column in POINTS else self._decimals
        return self._ranks if column == "rank_change" else self._whole


def _explanation(
    book: Any, about: About, columns: Sequence[str], say: Callable[[str], str]
) -> None:
    bold = book.add_format({**FONT, "bold": True, "valign": "top"})
    text = book.add_format({**FONT, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(say(EXPLAINED))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    lines = [
        (about.title, ""),
        *about.lines,
        ("", ""),
        (say(COLUMN), say(MEANS)),
        *((column, say(MEANING[column])) for column in columns),
        ("", ""),
        (say(COMPUTED), say(MEANS)),
        *((name, say(meaning)) for name, meaning in METHODS),
        ("", ""),
        (say(INTERVAL), say(SAMPLING)),
    ]
    for line, (left, right) in enumerate(lines):
        sheet.write_string(line, 0, guarded(left), bold)
        sheet.write_string(line, 1, guarded(right), text)
