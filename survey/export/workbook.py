"""A workbook: the rows with typed cells, and a sheet that says what they are."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from survey.export.plain import columns_of, guarded
from survey.report.rows import IndexRow
from survey.words import N_

WIDE = {"name": 48, "agency_name": 34, "kind": 22, "group_name": 34, "method": 16}
POINTS = {"change"}
FONT = {"font_name": "Calibri", "font_size": 11}

MEANING = {
    "round": N_("Mã đợt khảo sát"),
    "questionnaire": N_("Mã mẫu phiếu"),
    "frame": N_("Nơi trả lời: desk là tại nơi giải quyết thủ tục, household là tại hộ gia đình"),
    "method": N_("Cách tính (xem dưới)"),
    "agency": N_("Mã đơn vị"),
    "agency_name": N_("Tên đơn vị ở ngày cuối của đợt"),
    "kind": N_("Nhóm đơn vị"),
    "level": N_(
        "Cấp: overall là chỉ số chung, part là phần, factor là yếu tố, criterion là tiêu chí"
    ),
    "id": N_("Mã của chỉ số trong mẫu phiếu"),
    "name": N_("Tên của chỉ số"),
    "channel": N_("Hình thức trả lời; all là mọi hình thức"),
    "responses": N_("Số phiếu có chọn ít nhất một mức trong các tiêu chí của dòng này"),
    "satisfied": N_("Số câu trả lời ở mức 4 và mức 5"),
    "answers": N_("Số câu trả lời ở mức 1 đến mức 5"),
    "percent": N_("Chỉ số, %; để trống khi chưa có phiếu"),
    "low": N_("Khoảng tin cậy 95%: đầu dưới, %"),
    "high": N_("Khoảng tin cậy 95%: đầu trên, %"),
    "rank": N_("Thứ hạng trong nhóm đơn vị; để trống khi chưa đủ số phiếu tối thiểu"),
    "of": N_("Số đơn vị được xếp hạng trong nhóm"),
    "previous": N_("Chỉ số kỳ trước, tính lại theo cách tính của đợt này, %"),
    "change": N_("Chênh lệch so với kỳ trước, điểm phần trăm"),
    "previous_rank": N_("Thứ hạng kỳ trước"),
    "previous_of": N_("Số đơn vị được xếp hạng kỳ trước"),
    "rank_change": N_(
        "Số bậc tăng (số dương) hoặc giảm; để trống khi không so sánh trực tiếp được"
    ),
    "compared_with": N_("Mã các đơn vị của kỳ trước được đem so sánh"),
    "hidden": N_(
        "few: ẩn vì ít phiếu; officers: ẩn vì quầy có một cán bộ; "
        "complement: ẩn vì tính ngược ra được số liệu bị ẩn khác; "
        "without: chỉ số không tính các mục nêu sau, vì chưa ai trả lời"
    ),
    "group": N_("Mã của quầy hoặc của nhóm được gộp"),
    "group_name": N_("Tên của quầy hoặc của nhóm được gộp"),
}
METHODS = (
    ("top2", N_("Tỷ lệ câu trả lời ở mức 4 và mức 5")),
    ("mean5", N_("100 × điểm trung bình / 5")),
    ("mean4", N_("100 × (điểm trung bình − 1) / 4")),
    ("pooled", N_("Gộp mọi câu trả lời của các tiêu chí")),
    ("mean_of_criteria", N_("Trung bình cộng các tiêu chí")),
    ("mean_of_factors", N_("Trung bình cộng các yếu tố")),
    ("mean_of_parts", N_("Trung bình cộng các phần")),
    ("weighted", N_("Trung bình các phần theo quyền số đã ghi")),
    ("split", N_("Tiêu chí về giải quyết hồ sơ tính cho cơ quan giải quyết")),
)


@dataclass(frozen=True, slots=True)
class About:
    """What the rows stand on, in the reader's language.

    `day`: of the freeze, and the date that the file bears.
    """

    title: str
    day: date
    lines: tuple[tuple[str, str], ...] = field(default=())


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
