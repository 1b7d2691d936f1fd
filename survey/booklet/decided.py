"""What a document says of how final it is: the decision that published it, or that none did."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from survey import report
from survey.booklet.contents import Contents
from survey.booklet.entries import Printed
from survey.booklet.saying import INSIDE, VI, figure, gone
from survey.report import Explained
from survey.scoring import Method

SHORT = 12  # digits of the file's hash on every page; the whole one stands with the method
_UNKNOWN = "□"
_LAST_LATIN = 0x24F
_VIETNAMESE = range(0x1E00, 0x1F00)
_SIGNS = frozenset("–—‘’“”„•…′″‰₫€→←≤≥≠−×")


def mark(found: Contents) -> str:
    """Return what every page says: the decision, or that nothing may leave the offices yet."""
    if found.edition is None:
        step = "Kết quả sơ bộ" if found.round.state == "provisional" else "Chưa công bố"
        return f"{step}. {INSIDE}"
    one = found.edition
    return printable(
        f"Lần công bố thứ {one.no}: Quyết định số {one.decision} ngày {VI.day_said(one.day)}, "
        f"người ký: {one.signatory} · SHA-256 {one.sha256[:SHORT]}"
    )


def board(found: Contents) -> str:
    """Return what the slide of the year's indices stands on: they have a decision of their own."""
    said, one = "Các chỉ số do cơ quan có thẩm quyền công bố.", found.board_edition
    if one is None:
        return f"{said} Bảng chỉ số của năm chưa được công bố theo quyết định."
    return printable(
        f"{said} Bảng chỉ số năm {one.year}, lần công bố thứ {one.no}: Quyết định số "
        f"{one.decision} ngày {VI.day_said(one.day)}."
    )


def published(found: Contents) -> list[str]:
    """Return what the pages of the method say of the edition; nothing where there is none."""
    return list(_published(found))


def _published(found: Contents) -> Iterator[str]:
    one = found.edition
    if one is None:
        return
    yield printable(
        f"Lần công bố thứ {one.no}, theo Quyết định số {one.decision} "
        f"ngày {VI.day_said(one.day)}, người ký: {one.signatory}."
    )
    if one.says:
        yield printable(f"Đính chính: {one.says}")
    yield (
        f"Số liệu lấy từ lần chốt đã công bố (lần {found.shown.no}, "
        f"ngày {VI.day_said(found.shown.day)}). Lần chốt sau không làm đổi báo cáo này."
    )
    yield "Kỳ trước là lần công bố của đợt trước; đợt trước chưa công bố thì không so sánh."
    yield (
        f"Báo cáo này ẩn số liệu dưới {found.few} phiếu, theo đúng tệp số liệu công bố (CSV): "
        "đơn vị, yếu tố, tiêu chí nào ẩn trong tệp thì cũng ẩn ở đây và không góp vào chỉ số của "
        "nhóm. "
        "Chỉ số có quyền số chỉ in trong báo cáo dùng nội bộ."
    )
    if not report.adds_up(Method.parse(found.method)):
        yield (
            "Cách tính của đợt không cộng được qua các đơn vị, nên chỉ số chung của nhóm và chỉ số "
            "gộp của cụm, khối không được công bố."
        )
    yield (f"Mã kiểm tra (SHA-256) của tệp: {one.sha256}")


def explanations(found: Contents) -> list[Printed]:
    """Return what bodies said of provisional figures, body after body, with the answers."""
    bodies: dict[int, Printed] = {}
    for one in found.explained:
        assert one.said is not None, "gathered are those that were explained"
        body = bodies.setdefault(
            one.said.agency, {"name": printable(one.row.agency_name), "lines": []}
        )
        body["lines"].append(_line(found, one))
    return list(bodies.values())


def _line(found: Contents, one: Explained) -> Printed:
    said, row = one.said, one.row
    assert said is not None, "gathered are those that were explained"
    told = row.percent is not None and not gone(row, found.few)
    answered = said.answer is not None and said.answered is not None
    return {
        "criterion": f"{one.ref}. {found.sheet.short('criterion', row.id, 'vi')}",
        "figure": f"{figure(row)}%" if told else gone(row, found.few) or "chưa có câu trả lời",
        "base": f"{VI.number(row.answers)} câu trả lời" if told else "",
        "day": VI.day_said(said.day),
        "text": printable(said.text).split("\n"),
        "answered": VI.day_said(said.answered) if answered and said.answered else "",
        "answer": printable(said.answer or "").split("\n") if answered else ["Chưa trả lời."],
    }


def printable(text: str) -> str:
    """Return a text with a box for what the letters of documents cannot print.

    An explanation is sent once and nobody mends it; one smiling face in it must not keep a whole
    province's report from being set.

    >>> printable("Đã sửa 😀 từ 1/6")
    'Đã sửa □ từ 1/6'
    """
    return "".join(map(_printable, unicodedata.normalize("NFC", text)))


def _printable(letter: str) -> str:
    if letter in "\n" or letter in _SIGNS:
        return letter
    if unicodedata.category(letter) in {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}:
        # Blanks of every width are blanks; what only shapes its neighbours is left out.
        return " " if unicodedata.category(letter)[0] == "Z" or letter == "\t" else ""
    known = ord(letter) <= _LAST_LATIN or ord(letter) in _VIETNAMESE
    return letter if known and letter.isprintable() else _UNKNOWN
