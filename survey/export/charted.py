"""The sheet of charts in a workbook: native ones, each beside the numbers that it draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from survey.export.meaning import CHARTED, CHARTS, About
from survey.export.plain import guarded
from survey.report.rows import IndexRow

A4 = 9
FONT = {"font_name": "Calibri", "font_size": 11}
VIETNAMESE = "[$-42A]"  # the language of a number's marks, for programs that ask the file
DECIMALS = f"{VIETNAMESE}0.00"
COLOUR = "#A9B8E4"  # light: the interval's line is seen on it, also in greyscale
SHOWN = ("percent", "low", "high")
BAR, AROUND, LINE, WIDTH = 22, 110, 20, 860  # pixels: a bar, title and axis, a row of cells
# More bars than this are no picture any more; the sheets of levels have the numbers.
MOST = 120


class Charted:
    """Bars of every kind's bodies, best first; of one body alone, of its factors."""

    def __init__(self, book: Any, say: Callable[[str], str]) -> None:
        self._book, self._say = book, say
        self._sheet = book.add_worksheet(say(CHARTS))
        self._bodies: list[IndexRow] = []
        self._factors: list[IndexRow] = []

    def see(self, row: IndexRow) -> None:
        """Keep what a chart will need of a row."""
        if row.level == "overall":
            self._bodies.append(row)
        elif row.level == "factor" and len(self._bodies) == 1:
            self._factors.append(row)

    def draw(self, about: About) -> None:
        """Write the numbers and put a chart beside each table of them."""
        self._sheet.set_column(0, 0, 48)
        self._sheet.set_column(4, 5, 14)
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.fit_to_pages(1, 0)
        text = self._book.add_format(FONT)
        bold = self._book.add_format({**FONT, "bold": True})
        self._sheet.write_string(0, 0, guarded(about.title), bold)
        lines = [f"{left}: {right}" for left, right in about.lines]
        lines.append(self._say(CHARTED))
        for line, told in enumerate(lines, 1):
            self._sheet.write_string(line, 0, guarded(told), text)
        at = len(lines) + 2
        for title, names, rows in self._charts():
            at = self._chart(at, title, names, rows)

    def _charts(self) -> list[tuple[str, list[str], list[IndexRow]]]:
        """Return (title, what each bar is called, rows) of every chart, where there are bars."""
        if len(self._bodies) == 1:
            rows = [row for row in self._factors if row.percent is not None]
            names = [_named(row.name, row) for row in rows]
            found = [(self._bodies[0].agency_name, names, rows)]
        else:
            found = []
            for kind in dict.fromkeys(row.kind for row in self._bodies):
                rows = [row for row in self._bodies if row.kind == kind and row.percent is not None]
                rows.sort(key=lambda row: (-(row.percent or 0), row.agency))
                found.append((kind, [_named(row.agency_name, row) for row in rows], rows))
        return [one for one in found if 0 < len(one[2]) <= MOST]

    def _chart(self, at: int, title: str, names: Sequence[str], rows: Sequence[IndexRow]) -> int:
        """Write a table from line `at` on and its chart; return the line where the next begins."""
        bold = self._book.add_format({**FONT, "bold": True, "bottom": 1})
        text = self._book.add_format(FONT)
        decimals = self._book.add_format({**FONT, "num_format": DECIMALS})
        right = self._book.add_format({**FONT, "bold": True, "bottom": 1, "align": "right"})
        self._sheet.write_string(at, 0, guarded(title), bold)
        for column, head in enumerate((*SHOWN, "percent − low", "high − percent"), 1):
            self._sheet.write_string(at, column, head, right)
        for line, (name, row) in enumerate(zip(names, rows, strict=True), at + 1):
            self._sheet.write_string(line, 0, guarded(name), text)
            for column, head in enumerate(SHOWN, 1):
                value = getattr(row, head)
                if value is not None:
                    self._sheet.write_number(line, column, value, decimals)
            for column, reach in enumerate(_reaches(row), 4):
                self._sheet.write_number(line, column, reach, decimals)
        height = AROUND + BAR * len(rows)
        chart = self._bars(at + 1, names, rows)
        # By its cell: a title with an exclamation mark may be taken for a reference itself.
        cell = [self._sheet.get_name(), at, 0]
        chart.set_title({"name": cell, "data": [title], "name_font": {"size": 12}})
        chart.set_size({"width": WIDTH, "height": height})
        self._sheet.insert_chart(at, 7, chart, {"description": title})
        return at + 2 + max(len(rows) + 1, -(-height // LINE))

    def _bars(self, first: int, names: Sequence[str], rows: Sequence[IndexRow]) -> Any:
        last, sheet = first + len(rows) - 1, self._sheet.get_name()
        chart = self._book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, 1, last, 1],
                # Programs that do not work a file out again show what is kept here.
                "categories_data": names,
                "values_data": [float(row.percent or 0) for row in rows],
                "fill": {"color": COLOUR},
                "gap": 60,
                "data_labels": {
                    "value": True,
                    "num_format": DECIMALS,
                    "position": "inside_base",
                },
                "x_error_bars": {
                    "type": "custom",
                    "minus_values": _cells(sheet, "E", first, last),
                    "minus_data": [_reaches(row)[0] for row in rows],
                    "plus_values": _cells(sheet, "F", first, last),
                    "plus_data": [_reaches(row)[1] for row in rows],
                },
            }
        )
        chart.set_legend({"none": True})
        lines = {"visible": True, "line": {"color": "#D0D0D0"}}
        chart.set_x_axis({"min": 0, "max": 100, "num_format": "0", "major_gridlines": lines})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        return chart


def _named(name: str, row: IndexRow) -> str:
    return f"{name} ({row.responses})"


def _reaches(row: IndexRow) -> tuple[float, float]:
    """Return how far the interval goes below and above the index; zeros where there is none."""
    if row.percent is None or row.low is None or row.high is None:
        return 0.0, 0.0
    return float(row.percent - row.low), float(row.high - row.percent)


def _cells(sheet: str, column: str, first: int, last: int) -> str:
    quoted = sheet.replace("'", "''")
    return f"='{quoted}'!${column}${first + 1}:${column}${last + 1}"
