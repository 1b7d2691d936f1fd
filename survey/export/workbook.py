"""A workbook: a sheet a level with typed cells, charts, and a sheet that says what they are."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

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
    WEIGHTED,
    WEIGHTED_MEANING,
    WIDE,
    About,
    Cell,
    Table,
)
from survey.export.plain import Line, headed
from survey.export.sheet import Sheet, begun, explain
from survey.report.weighted_lines import LINE_COLUMNS, WeightedLine

_TEXT, _NUMBER = 34, 14  # letters wide, of a column of a table
SIGNED = ("change", "difference", "rank_change")


def to_xlsx(rows: Iterable[Line], about: About, say: Callable[[str], str] = str) -> bytes:
    """Return a workbook; its bytes depend on what is handed in alone.

    Weighted figures follow the rows and have a sheet of their own, where there are any.
    Numbers are numbers in Vietnamese formats; Excel shows them with the marks of its own system.

    :param say: gives a Vietnamese sentence in the reader's language.
    """
    out = io.BytesIO()
    book = begun(out, about.day, about.title)
    columns, follow = headed(rows)
    weighted: Sheet | None = None
    sheets = {level: _sheet(book, say(name), columns) for level, name in CODES["level"].items()}
    charted = Charted(book, say)
    for row in follow:
        if isinstance(row, WeightedLine):
            weighted = weighted or _sheet(book, say(WEIGHTED), LINE_COLUMNS)
            weighted.add(getattr(row, column) for column in LINE_COLUMNS)
        else:
            sheets[row.level].add(getattr(row, column) for column in columns)
            charted.see(row)
    for sheet in (*sheets.values(), *([weighted] if weighted else [])):
        sheet.end()
    charted.draw(about)
    for table in about.tables:
        _write(book, table)
    explain(book, say(EXPLAINED), _explanation(about, columns, say, weighted=weighted is not None))
    book.close()
    return out.getvalue()


def _sheet(book: Any, name: str, columns: Sequence[str]) -> Sheet:
    return Sheet(book, name, columns, widths=WIDE, signed=SIGNED)


def _write(book: Any, table: Table) -> None:
    """Add a table of bodies as a sheet."""
    widths = {
        words: _TEXT if any(_is_long(row[at]) for row in table.rows) else _NUMBER
        for at, words in enumerate(table.heads)
    }
    signed = [table.heads[at] for at in table.signed]
    sheet = Sheet(book, table.name, table.heads, widths=widths, signed=signed)
    for line, row in enumerate(table.rows):
        sheet.add(row, bold=line in table.ends)
    sheet.stand_on(table.foot)


def _is_long(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > _NUMBER


def _explanation(
    about: About, columns: Sequence[str], say: Callable[[str], str], *, weighted: bool
) -> Iterator[tuple[str, str]]:
    yield about.title, ""
    yield from about.lines
    yield "", ""
    yield say(COLUMN), say(MEANS)
    yield from ((column, say(MEANING[column])) for column in columns)
    yield "", ""
    if weighted:
        yield from _weighted(say)
    yield say(COMPUTED), say(MEANS)
    yield from ((name, say(meaning)) for name, meaning in METHODS)
    yield "", ""
    yield say(INTERVAL), say(SAMPLING)


def _weighted(say: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield what the columns of weighted figures mean, those that no other sheet has."""
    yield say(WEIGHTED), say(MEANS)
    for name in LINE_COLUMNS:
        if WEIGHTED_MEANING[name] != MEANING.get(name):
            yield name, say(WEIGHTED_MEANING[name])
    yield "", ""
