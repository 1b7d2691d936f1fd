"""How a report says its figures. It is a Vietnamese document whatever language a reader's pages
are in, as the posters are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from survey.booklet.contents import Contents
from survey.export.meaning import CODES, COMBINATIONS, RULES, SPLIT
from survey.language import Language
from survey.report import FRAMES, Entry, IndexRow, KindIndex, Received, Standing, Verdict
from survey.scoring import Method, Score
from survey.store.rounds import Round

VI = Language("vi")
HIDDEN = CODES["hidden"]
NONE = "–"
INSIDE = "Dùng nội bộ"
VERDICTS: dict[Verdict, str] = {
    "above": "trên",
    "unclear": "chưa rõ",
    "below": "dưới",
    "": NONE,
}


def frame(this: Round) -> str:
    """Return what is measured."""
    return FRAMES[this.frame]


def method(name: str) -> str:
    """Return a method in words."""
    found = Method.parse(name)
    said = [RULES[found.rule], COMBINATIONS[found.combination], *([SPLIT] if found.split else [])]
    return ", ".join(said)


def channels(names: Iterable[str]) -> str:
    """Return what channels are called, in a list that begins small.

    >>> channels(["poster", "paper"])
    'quét mã tại quầy, phiếu giấy'
    """
    return ", ".join(within(CODES["channel"][one]) for one in names)


def within(words: str) -> str:
    """Return what begins a line as it stands within one."""
    return words[0].lower() + words[1:]


def state(this: Round) -> str:
    """Return how final the figures are, and whom they are for; empty once they are published."""
    if this.state == "open":
        return f"Đợt còn đang thu phiếu; đây chưa phải kết quả cuối cùng. {INSIDE}."
    if this.state == "provisional":
        return f"Kết quả sơ bộ, chưa công bố. {INSIDE}."
    return "" if this.state == "published" else f"Chưa công bố. {INSIDE}."


def inside(this: Round) -> str:
    """Return the same of figures that no decision publishes, whatever becomes of their round."""
    return state(this) or f"{INSIDE}."


def foot(found: Contents, responses: int, channel: str) -> str:
    """Return the line under every table: what its figures stand on."""
    return stands_on(found.method, responses, channel, found.shown.day)


def stands_on(name: str, responses: int, channel: str, day: date) -> str:
    """Return what figures stand on: method, sheets, channels, and the day of the freeze."""
    return (
        f"Cách tính: {method(name)}. Số phiếu hợp lệ: {VI.number(responses)}. "
        f"Hình thức: {channels(channel.split(','))}. "
        f"Số liệu chốt ngày {VI.day_said(day)}."
    )


def percent(value: Decimal | None) -> str:
    """Return a percentage without its sign, as a table has it."""
    return NONE if value is None else VI.number(value, 2)


def figure(row: IndexRow) -> str:
    """Return an index as a table has it: the number, or a word where it is left out."""
    return "ẩn" if row.hidden in HIDDEN else percent(row.percent)


def interval(one: IndexRow | Score | KindIndex) -> str:
    """Return both ends of an interval."""
    if one.low is None or one.high is None:
        return NONE
    return f"{VI.number(one.low, 2)}–{VI.number(one.high, 2)}"


def gone(row: IndexRow, few: int) -> str:
    """Return why a figure is left out; empty where it is not.

    :param few: sheets under which it is.
    """
    return f"ẩn, dưới {few} phiếu" if row.hidden == "few" else HIDDEN.get(row.hidden, "")


def unranked(row: IndexRow, minimum: int, few: int) -> str:
    """Return why a body has no rank; empty where it has one."""
    if row.rank is not None:
        return ""
    if not row.responses:
        return "chưa có phiếu"
    if row.responses < minimum:
        return f"chưa đủ số phiếu để xếp hạng ({row.responses}/{minimum})"
    return gone(row, few) or "không xếp hạng"


def received(found: Received) -> str:
    """Return how many sheets came in: exact only where none is left out."""
    exact = found.excluded == 0
    return VI.number(found.received) if exact else f"từ {VI.number(found.received)}"


def excluded(found: Received) -> str:
    """Return how many sheets are left out, in fives."""
    if found.excluded is None:
        return "dưới 5"
    return f"từ {VI.number(found.excluded)}" if found.excluded else "0"


def change(entry: Entry) -> str:
    """Return a change in percentage points."""
    return VI.points(entry.row.change)


def rank(row: IndexRow) -> str:
    """Return a rank among how many."""
    return NONE if row.rank is None else f"{row.rank}/{row.of}"


def rank_before(row: IndexRow) -> str:
    """Return the rank of the round before."""
    return NONE if row.previous_rank is None else f"{row.previous_rank}/{row.previous_of}"


def moved(row: IndexRow) -> str:
    """Return the change of rank; a dash where ranks are not to be compared."""
    if row.rank_change is None or row.rank is None:
        return NONE
    if row.rank_change == 0:
        return "giữ nguyên"
    way = "tăng" if row.rank_change > 0 else "giảm"
    return f"{way} {abs(row.rank_change)} bậc"


def compared(entry: Entry) -> str:
    """Return which bodies a figure before is of, where they are not this one alone."""
    return f"kỳ trước: {'; '.join(entry.merged)}" if entry.merged else ""


def sentence(found: Contents, entry: Entry, standing: Standing) -> str:
    """Return what the office publishes of one body, to be read aloud; empty where untold."""
    row = entry.row
    if row.percent is None or row.hidden in HIDDEN:
        return ""
    said = f"{frame(found.round)} của {row.agency_name} đạt {VI.percent(row.percent)}"
    if row.low is not None:
        said += f" (khoảng tin cậy 95%: {interval(row)}%; {VI.number(row.responses)} phiếu hợp lệ)"
    if row.rank is not None:
        said += f", xếp thứ {rank(row)}"
    if standing.alike:
        said += f"; chưa khác biệt rõ với {standing.alike} đơn vị khác trong nhóm"
    return f"{said}."
