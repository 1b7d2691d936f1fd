"""A workbook: a sheet a level with typed cells, charts, and a sheet that says what they are."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

import xlsxwriter

from survey.export.charted import Charted
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
from survey.export.plain import headed
from survey.export.sheet import Sheet, explain
from survey.report.rows import IndexRow

SIGNED = ("change", "rank_change")


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
    sheets = {
        level: Sheet(book, say(name), columns, widths=WIDE, signed=SIGNED)
        for level, name in CODES["level"].items()
    }
    charted = Charted(book, say)
    for row in follow:
        sheets[row.level].add(getattr(row, column) for column in columns)
        charted.see(row)
    for sheet in sheets.values():
        sheet.end()
    charted.draw(about)
    explain(book, say(EXPLAINED), _explanation(about, columns, say))
    book.close()
    return out.getvalue()


def _explanation(
    about: About, columns: Sequence[str], say: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    yield about.title, ""
    yield from about.lines
    yield "", ""
    yield say(COLUMN), say(MEANS)
    yield from ((column, say(MEANING[column])) for column in columns)
    yield "", ""
    yield say(COMPUTED), say(MEANS)
    yield from ((name, say(meaning)) for name, meaning in METHODS)
    yield "", ""
    yield say(INTERVAL), say(SAMPLING)
