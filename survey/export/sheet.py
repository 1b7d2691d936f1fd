"""A sheet of a workbook: typed cells under a header that stays, to be filtered and printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

from survey.export.charted import A4, FONT, VIETNAMESE
from survey.export.meaning import Cell
from survey.export.plain import guarded


def begun(file: IO[bytes], day: date, title: str = "") -> Any:
    """Return a workbook that bears a day instead of the moment at which it is made.

    It goes row by row to scratch files: a whole province never stands in memory as cells.
    """
    import xlsxwriter  # only where a workbook is made: a web worker hardly ever makes one

    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    book.set_properties({"title": title, "created": datetime.combine(day, time.min)})
    return book


class Sheet:
    """Numbers are numbers, with as many decimals as they come with; no text starts a formula.

    :param widths: of columns, in letters; 12 where one is not named.
    :param signed: columns of differences, which bear a plus.
    :param years: columns of whole numbers that no mark parts into thousands.
    """

    def __init__(
        self,
        book: Any,
        name: str,
        columns: Sequence[str],
        *,
        widths: Mapping[str, int],
        signed: Collection[str] = (),
        years: Collection[str] = (),
    ) -> None:
        self._book = book
        self._columns = columns
        self._signed, self._years = signed, years
        self._styles: dict[tuple[str, bool], Any] = {}
        self._line = 0
        self._sheet = book.add_worksheet(name)
        head = book.add_format({**FONT, "bold": True, "bottom": 1, "text_wrap": True})
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, widths.get(column, 12))
            self._sheet.write_string(0, at, guarded(column), head)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.repeat_rows(0)

    def add(self, cells: Iterable[Cell], *, bold: bool = False) -> None:
        """Write a row below those that stand; an empty cell is left out."""
        self._line += 1
        for at, (column, value) in enumerate(zip(self._columns, cells, strict=True)):
            if isinstance(value, str):
                if value:
                    self._say(at, value, bold=bold)
            elif value is not None:
                style = self._style(self._looks(column, _places(value)), bold=bold)
                self._sheet.write_number(self._line, at, value, style)

    def end(self) -> None:
        """Let the columns be filtered."""
        if self._line:
            self._sheet.autofilter(0, 0, self._line, len(self._columns) - 1)

    def stand_on(self, lines: Iterable[str]) -> None:
        """Say below the rows what they stand on; on paper all columns are on one sheet."""
        self._line += 1
        for words in lines:
            self._line += 1
            self._say(0, words)
        self._sheet.fit_to_pages(1, 0)

    def _say(self, at: int, words: str, *, bold: bool = False) -> None:
        self._sheet.write_string(self._line, at, guarded(words), self._style("", bold=bold))

    def _style(self, looks: str, *, bold: bool) -> Any:
        """Return the format of a text, or of a number that looks like this."""
        asked = looks, bold
        if asked not in self._styles:
            number = {"num_format": looks} if looks else {}
            weight = {"bold": True} if bold else {}
            self._styles[asked] = self._book.add_format({**FONT, **number, **weight})
        return self._styles[asked]

    def _looks(self, column: str, places: int | None) -> str:
        signed = column in self._signed
        if places is None:
            return "0" if column in self._years else "+0;-0;0" if signed else f"{VIETNAMESE}#,##0"
        zeros = f"0.{'0' * places}" if places else "0"
        return VIETNAMESE + (f"+{zeros};-{zeros};{zeros}" if signed else zeros)


def _places(value: int | Decimal) -> int | None:
    """Return the decimals that a number comes with; None of a whole one."""
    if isinstance(value, int):
        return None
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int), "a figure is finite"
    return max(0, -exponent)


def explain(book: Any, name: str, lines: Iterable[tuple[str, str]]) -> None:
    """Add a sheet of words, each beside what it means."""
    bold = book.add_format({**FONT, "bold": True, "valign": "top"})
    text = book.add_format({**FONT, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for line, (left, right) in enumerate(lines):
        sheet.write_string(line, 0, guarded(left), bold)
        sheet.write_string(line, 1, guarded(right), text)
