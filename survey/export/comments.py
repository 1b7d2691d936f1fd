"""Published comments (góp ý) as a file: what was made known, and nothing of the rest."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from survey import report
from survey.export.charted import FONT
from survey.export.plain import guarded
from survey.export.sheet import begun
from survey.report import Published
from survey.store import Connection
from survey.store.rounds import Round
from survey.words import N_, Refusal

FORMATS = ("xlsx", "csv")
COLUMNS = ("round", "agency", "agency_name", "week", "topics", "text")
MEANING = {
    "round": N_("Mã đợt khảo sát"),
    "agency": N_("Mã đơn vị; để trống khi đơn vị có dưới 10 góp ý đã công bố"),
    "agency_name": N_("Tên đơn vị ở ngày cuối của đợt"),
    "week": N_("Tuần gửi góp ý, theo lịch ISO"),
    "topics": N_("Chủ đề, tìm theo từ ngữ có trong góp ý"),
    "text": N_("Góp ý, phần thông tin riêng đã che"),
}
_WIDE = {"agency_name": 34, "topics": 34, "text": 100}


class NotSo(Refusal):
    """Comments are no table of figures: they are written for spreadsheets only."""


def comments(
    db: Connection,
    this: Round,
    form: str,
    *,
    today: date,
    language: str = "vi",
    say: Callable[[str], str] = str,
    only: frozenset[int] | None = None,
) -> bytes:
    """Return a file of a round's published comments, in the order of their random ids.

    :param only: ids of the bodies that it is for; None: the whole round.
    :raises NotSo: if the form is none of `FORMATS`.
    :raises NoComments: as `report.comments.for_a_file`.
    """
    if form not in FORMATS:
        raise NotSo(N_("Góp ý chỉ ghi được thành tệp xlsx hoặc csv."))
    told = report.comments.for_a_file(db, this, today, only=only)
    rows = [_row(this, one, language) for one in told]
    if form == "csv":
        return _csv(rows)
    return _xlsx(rows, f"{say(N_('Góp ý đã công bố'))} – {this.title}", today, say)


def name_of_comments(this: Round, form: str, day: date) -> str:
    """Return what the file is called."""
    return f"gop-y-{this.code}-{day:%Y%m%d}.{form}"


def _row(this: Round, one: Published, language: str) -> tuple[str, ...]:
    names = [topic.called(language) for topic in report.topics.known() if topic.id in one.topics]
    code, name = (one.agency.code, one.agency.name) if one.agency else ("", "")
    cells = (this.code, code, name, one.week, "; ".join(names), one.text)
    return tuple(guarded(cell) for cell in cells)


def _csv(rows: Sequence[tuple[str, ...]]) -> bytes:
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    lines.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(
    rows: Sequence[tuple[str, ...]], title: str, day: date, say: Callable[[str], str]
) -> bytes:
    out = io.BytesIO()
    book = begun(out, day, title)
    head = book.add_format({**FONT, "bold": True, "bottom": 1, "valign": "top"})
    text = book.add_format({**FONT, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(say(N_("Góp ý")))
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, _WIDE.get(column, 12))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    _write(sheet, [COLUMNS], head)
    _write(sheet, rows, text, first=1)
    meaning = book.add_worksheet(say(N_("Giải thích")))
    meaning.set_column(0, 0, 24)
    meaning.set_column(1, 1, 90)
    lines = [
        (guarded(title), f"{day:%d/%m/%Y}"),
        *((column, say(MEANING[column])) for column in COLUMNS),
    ]
    _write(meaning, lines, text)
    book.close()
    return out.getvalue()


def _write(sheet: Any, rows: Sequence[Sequence[str]], format: Any, first: int = 0) -> None:
    for line, row in enumerate(rows, first):
        for at, cell in enumerate(row):
            sheet.write_string(line, at, cell, format)
