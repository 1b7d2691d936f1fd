"""A workbook: the rows with typed cells, and a sheet that says what they are."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from survey.export.meaning import MEANING, METHODS, WIDE, About
from survey.export.plain import columns_of, guarded
from survey.report.rows import IndexRow
from survey.words import N_

POINTS = {"change"}
FONT = {"font_name": "Calibri", "font_size": 11}


def to_xlsx(rows: Sequence[IndexRow], about: About, say: Callable[[str], str] = str) -> bytes:
    """Return a workbook of two sheets; its bytes depend on what is handed in alone.

    :param say: gives a Vietnamese sentence in the reader's language.
    """
    out = io.BytesIO()
    # Row by row to a scratch file: a whole province never stands in memory as cells.
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    book.set_properties(
        {"title": about.title, "created": datetime.combine(about.day, datetime.min.time())}
    )
    _figures(book, rows, say)
    _explanation(book, about, columns_of(rows), say)
    book.close()
    return out.getvalue()


def _figures(book: Any, rows: Sequence[IndexRow], say: Callable[[str], str]) -> None:
    columns = columns_of(rows)
    head = book.add_format({**FONT, "bold": True, "bottom": 1, "text_wrap": True})
    text = book.add_format(FONT)
    whole = book.add_format({**FONT, "num_format": "#,##0"})
    decimals = book.add_format({**FONT, "num_format": "0.00"})
    points = book.add_format({**FONT, "num_format": "+0.00;-0.00;0.00"})
    ranks = book.add_format({**FONT, "num_format": "+0;-0;0"})
    sheet = book.add_worksheet(say(N_("Chỉ số")))
    for at, column in enumerate(columns):
        sheet.set_column(at, at, WIDE.get(column, 12))
        sheet.write_string(0, at, column, head)
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    for line, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            value = getattr(row, column)
            if isinstance(value, str):
                if value:
                    sheet.write_string(line, at, guarded(value), text)
            elif isinstance(value, Decimal):
                sheet.write_number(line, at, value, points if column in POINTS else decimals)
            elif value is not None:
                sheet.write_number(line, at, value, ranks if column == "rank_change" else whole)


def _explanation(
    book: Any, about: About, columns: Sequence[str], say: Callable[[str], str]
) -> None:
    bold = book.add_format({**FONT, "bold": True, "valign": "top"})
    text = book.add_format({**FONT, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(say(N_("Giải thích")))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    lines = [
        (about.title, ""),
        *about.lines,
        ("", ""),
        (say(N_("Cột")), say(N_("Ý nghĩa"))),
        *((column, say(MEANING[column])) for column in columns),
        ("", ""),
        (say(N_("Cách tính")), say(N_("Ý nghĩa"))),
        *((name, say(meaning)) for name, meaning in METHODS),
        ("", ""),
        (
            say(N_("Khoảng tin cậy")),
            say(N_("Chỉ tính sai số do chọn mẫu; người trả lời tự chọn có trả lời hay không.")),
        ),
    ]
    for line, (left, right) in enumerate(lines):
        sheet.write_string(line, 0, guarded(left), bold)
        sheet.write_string(line, 1, guarded(right), text)
