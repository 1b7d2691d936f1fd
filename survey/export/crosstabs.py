"""Cross-tabs as files: a row a category and index; all together first, what it ends with last."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal

from survey.export.files import UnknownFormat
from survey.export.meaning import CODES, ENDS, MEANING, Cell
from survey.export.plain import guarded
from survey.export.sheet import Sheet, begun, explain
from survey.report import BLANK, Category, Crosstab
from survey.report.ways import CHANNEL, DESK, MONTH
from survey.words import N_

FORMATS = ("xlsx", "csv", "json")

_WAYS = {
    DESK: N_("Quầy"),
    CHANNEL: N_("Hình thức trả lời"),
    MONTH: N_("Tháng trả lời"),
}
_COLUMNS = {
    **{name: MEANING[name] for name in ("round", "questionnaire", "frame", "method")},
    "agency": N_("Mã đơn vị; để trống khi là số liệu gộp"),
    "agency_name": MEANING["agency_name"],
    "kind": N_("Nhóm đơn vị; để trống khi là toàn tỉnh"),
    "by": N_("Phân tổ theo câu hỏi, quầy, hình thức trả lời hoặc tháng này"),
    "option": N_(
        "Mã của tổ; all là tất cả, blank là người không trả lời câu này; "
        "mean, lowest, highest là trung bình, thấp nhất, cao nhất của các tổ có chỉ số"
    ),
    "option_name": N_("Tên của tổ"),
    **{name: MEANING[name] for name in ("level", "id", "name")},
    "responses": MEANING["responses"],
    "percent": N_("Chỉ số, %; để trống khi chưa ai trả lời hoặc khi bị ẩn"),
    **{name: MEANING[name] for name in ("low", "high")},
    "hidden": N_("closed: ẩn để giữ kín câu trả lời của từng người"),
}
_WIDE = {"agency_name": 34, "kind": 22, "option_name": 34, "name": 48, "method": 16}
_HIDING = N_(
    "Ẩn khi dưới 5 người, khi mọi người trả lời như nhau, và khi tính ngược ra được số bị ẩn."
)


def label_of(table: Crosstab, way: str, say: Callable[[str], str]) -> str:
    """Return what a way to break down is called."""
    return say(_WAYS[way]) if way in _WAYS else dict(table.ways)[way]


def name_of(table: Crosstab, one: Category, say: Callable[[str], str]) -> str:
    """Return what a category is called."""
    if one.id == BLANK and table.by not in _WAYS:
        return say(N_("Không trả lời câu này"))
    if table.by == CHANNEL:
        return say(CODES["channel"][one.id])
    if table.by == MONTH:
        year, _, month = one.id.partition("-")
        return say(N_("Tháng %(month)s/%(year)s")) % {"month": int(month), "year": year}
    return one.text or say(N_("Không có quầy"))


def crosstab(table: Crosstab, form: str, say: Callable[[str], str] = str) -> bytes:
    """Return a cross-tab as a file of one of `FORMATS`: the same bytes for the same table.

    :param say: gives a Vietnamese sentence in the reader's language.
    :raises UnknownFormat: if there is no such kind of file.
    """
    if form == "csv":
        return _csv(table, say)
    if form == "json":
        return _json(table, say)
    if form == "xlsx":
        return _xlsx(table, say)
    raise UnknownFormat(form, FORMATS)


def _rows(table: Crosstab, say: Callable[[str], str]) -> Iterator[tuple[Cell, ...]]:
    this, body = table.round, table.body
    whose = (body.code if body else "", body.name if body else "", table.kind)
    head = (this.code, table.questionnaire, this.frame, this.method, *whose, table.by)
    every = Category("all", say(N_("Tất cả")), table.total)
    for one in (every, *table.categories):
        name = one.text if one is every else name_of(table, one, say)
        for index, score in zip(table.indices, one.scores, strict=True):
            figures: tuple[Cell, ...] = (None, None, None, None, "closed")
            if score is not None:
                figures = (score.responses, score.percent, score.low, score.high, "")
            yield (*head, one.id, name, *index, *figures)
    for at, (id_, words) in enumerate(ENDS.items()):
        for index, spread in zip(table.indices, table.spreads, strict=True):
            if spread is not None:
                yield (*head, id_, say(words), *index, None, spread[at], None, None, "")


def _csv(table: Crosstab, say: Callable[[str], str]) -> bytes:
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(_COLUMNS)
    for row in _rows(table, say):
        lines.writerow(
            ["" if one is None else guarded(one) if isinstance(one, str) else one for one in row]
        )
    return out.getvalue().encode("utf-8-sig")


def _json(table: Crosstab, say: Callable[[str], str]) -> bytes:
    objects = [
        "{"
        + ",".join(
            # A decimal keeps its two places, which a float would lose.
            f'"{name}":{one if isinstance(one, Decimal) else json.dumps(one, ensure_ascii=False)}'
            for name, one in zip(_COLUMNS, row, strict=True)
        )
        + "}"
        for row in _rows(table, say)
    ]
    return ("[\n" + ",\n".join(objects) + "\n]\n").encode()


def _xlsx(table: Crosstab, say: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    book = begun(out, table.day, table.round.title)
    sheet = Sheet(book, say(N_("Phân tổ")), tuple(_COLUMNS), widths=_WIDE)
    option = tuple(_COLUMNS).index("option")
    for row in _rows(table, say):
        sheet.add(row, bold=row[option] in ENDS)
    sheet.end()
    explain(book, say(N_("Giải thích")), _explanation(table, say))
    book.close()
    return out.getvalue()


def _explanation(table: Crosstab, say: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    frozen = say(N_("lần %(no)s, ngày %(day)s"))
    yield say(N_("Đợt")), f"{table.round.code}: {table.round.title}"
    yield say(N_("Nơi trả lời")), say(CODES["frame"][table.round.frame])
    yield say(N_("Cách tính")), table.round.method
    yield say(N_("Số liệu chốt")), frozen % {"no": table.no, "day": f"{table.day:%d/%m/%Y}"}
    yield say(N_("Ẩn số liệu")), say(_HIDING)
    yield from ((column, say(meaning)) for column, meaning in _COLUMNS.items())
