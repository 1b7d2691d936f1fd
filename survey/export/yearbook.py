"""The scoreboard as a workbook: the province's figures, its units', and what everything means."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from survey.export.meaning import COLUMN, EXPLAINED, MEANING, MEANS, Cell
from survey.export.sheet import Sheet, begun, explain
from survey.report import PROVINCE, YEARLY
from survey.words import N_

Row = Mapping[str, Cell]

COLUMNS = {
    "year": N_("Năm của số liệu"),
    "index": N_("Mã chỉ số, giải thích ở dưới"),
    "index_name": N_("Tên chỉ số"),
    "body": N_("Mã đơn vị; province là cả tỉnh"),
    "body_name": N_("Tên đơn vị ở ngày cuối năm đó"),
    "kind": MEANING["kind"],
    "frame": MEANING["frame"],
    "value": N_("Giá trị, đúng số chữ số thập phân đã công bố"),
    "unit": N_("Đơn vị tính: percent là %, points là điểm"),
    "scale": N_("Thang: giá trị lớn nhất có thể"),
    "change": N_("Chênh lệch so với năm liền trước: điểm phần trăm hoặc điểm"),
    "rank": N_("Thứ hạng; none: đơn vị công bố không nêu thứ hạng"),
    "of": N_("Số đơn vị được xếp hạng"),
    "rank_change": MEANING["rank_change"],
    "group": N_("Nhóm hoặc xếp loại, bằng lời"),
    "sets": N_("Thứ hạng trong các tập có tên"),
    "target": N_("Chỉ tiêu về giá trị"),
    "target_rank": N_("Chỉ tiêu về thứ hạng: xếp thứ mấy trở lên"),
    "target_of": N_("Chỉ tiêu về thứ hạng: trong bao nhiêu đơn vị"),
    "source": N_("Nguồn của số liệu"),
}
_WIDTHS = {"index_name": 48, "body_name": 34, "kind": 22, "group": 18, "sets": 34, "source": 44}
_SIGNED = ("change", "rank_change")
_TITLE = N_("Bảng tổng hợp chỉ số")
_OF_PROVINCE, _OF_UNITS = N_("Chỉ số của tỉnh"), N_("Chỉ số của đơn vị")
_OWN = N_("Chỉ số của các đợt khảo sát trong phần mềm có tệp riêng, tải ở trang của từng đợt.")
_INDEX, _SCALE, _PUBLISHED = N_("Chỉ số"), N_("Thang: %(scale)s"), N_("nơi công bố: %(publisher)s")
_OWN_FRAMES = N_("có hai nơi trả lời, không so với nhau và không so với SIPAS của Bộ Nội vụ")


def to_yearbook(rows: Sequence[Row], say: Callable[[str], str] = str) -> bytes:
    """Return figures as a workbook: a sheet of the province, one of its units.

    Its bytes depend on what is handed in alone; it bears the first day of its latest year.

    :param rows: with the columns of `COLUMNS`.
    :param say: gives a Vietnamese sentence in the reader's language.
    """
    out = io.BytesIO()
    years = [row["year"] for row in rows if isinstance(row["year"], int)]
    book = begun(out, date(max(years, default=2000), 1, 1), say(_TITLE))
    for name, of_province in ((_OF_PROVINCE, True), (_OF_UNITS, False)):
        sheet = Sheet(
            book, say(name), tuple(COLUMNS), widths=_WIDTHS, signed=_SIGNED, years=("year",)
        )
        for row in rows:
            if (row["body"] == PROVINCE) is of_province:
                sheet.add(row[column] for column in COLUMNS)
        sheet.end()
    explain(book, say(EXPLAINED), _explanation(say))
    book.close()
    return out.getvalue()


def _explanation(say: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    yield say(_TITLE), say(_OWN)
    yield "", ""
    yield say(COLUMN), say(MEANS)
    yield from ((column, say(meaning)) for column, meaning in COLUMNS.items())
    yield "", ""
    yield say(_INDEX), say(MEANS)
    for one in YEARLY.values():
        scale = "%" if one.unit == "percent" else str(one.scale)
        said = [say(one.title), say(_SCALE) % {"scale": scale}]
        if one.publisher:
            said.append(say(_PUBLISHED) % {"publisher": say(one.publisher)})
        if one.framed:
            said.append(say(_OWN_FRAMES))
        yield one.id, "; ".join(said)
