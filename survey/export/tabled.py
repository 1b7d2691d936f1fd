"""A table of bodies as a sheet of a workbook: typed cells under a head that stays."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from survey.export.charted import A4, DECIMALS, FONT, VIETNAMESE
from survey.export.meaning import Table
from survey.export.plain import guarded

_TEXT, _NUMBER = 34, 14  # letters wide


def write_table(book: Any, table: Table) -> None:
    """Add a sheet; what it stands on is said below its rows."""
    sheet = book.add_worksheet(table.name)
    head = book.add_format({**FONT, "bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    styles = [_Styles(book, {}), _Styles(book, {"bold": True})]
    for at, words in enumerate(table.heads):
        texts = any(isinstance(row[at], str) and len(str(row[at])) > _NUMBER for row in table.rows)
        sheet.set_column(at, at, _TEXT if texts else _NUMBER)
        sheet.write_string(0, at, guarded(words), head)
    for line, row in enumerate(table.rows):
        style = styles[line in table.ends]
        for at, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    sheet.write_string(line + 1, at, guarded(value), style.text)
            elif value is not None:
                signed = at in table.signed
                sheet.write_number(line + 1, at, value, style.of(value, signed=signed))
    for line, words in enumerate(table.foot, len(table.rows) + 2):
        sheet.write_string(line, 0, guarded(words), styles[0].text)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


class _Styles:
    """The formats of a row."""

    def __init__(self, book: Any, more: dict[str, object]) -> None:
        self.text = book.add_format({**FONT, **more})
        self._whole = book.add_format({**FONT, **more, "num_format": f"{VIETNAMESE}#,##0"})
        self._decimals = book.add_format({**FONT, **more, "num_format": DECIMALS})
        points = f"{VIETNAMESE}+0.00;-0.00;0.00"
        self._points = book.add_format({**FONT, **more, "num_format": points})

    def of(self, value: int | Decimal, *, signed: bool) -> Any:
        """Return the format of a number."""
        if isinstance(value, Decimal):
            return self._points if signed else self._decimals
        return self._whole
