"""The slides of a round: a cover, the rankings, a body each, the method. Not how they look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from survey.booklet import decided, saying
from survey.booklet.contents import Contents
from survey.booklet.entries import Printed
from survey.booklet.figures import printed
from survey.booklet.saying import VI
from survey.report import AgencyReport, CriterionLine, Scoreboard
from survey.report.sentence import (
    headline,
    said_change,
    said_rank,
    said_rank_change,
    said_value,
    sentence,
    title,
)

LINES = 10  # bodies on one slide, to be read from the back of a hall
ENDS = 3  # criteria named as lowest and as highest
MADE_UP = "Số liệu giả định để dùng thử"


@dataclass(frozen=True, slots=True)
class RankingSlide:
    """A stretch of a ranking; `number` of `of` for its kind. `rows` and `kind` as printed."""

    kind: Printed
    rows: list[Printed]
    number: int
    of: int

    @property
    def title(self) -> str:
        """The heading, with its part where there are several."""
        part = f" ({self.number}/{self.of})" if self.of > 1 else ""
        return f"Xếp hạng: {self.kind['name']}{part}"

    @property
    def ends(self) -> str:
        """What the whole ranking ends with, of which this may be a part; empty without ranks."""
        ends = self.kind["ends"]
        if ends is None:
            return ""
        (low, lowest), (high, highest) = ends["lowest"], ends["highest"]
        return (
            f"Trung bình {ends['mean']} ({ends['count']} đơn vị); thấp nhất {lowest} ({low}); "
            f"cao nhất {highest} ({high})"
        )


@dataclass(frozen=True, slots=True)
class TableSlide:
    """A table of short texts.

    :ivar numbers: columns that end at the right; `key` is the bold one.
    :ivar said: the same as sentences to be read aloud.
    """

    title: str
    heads: tuple[str, ...]
    rows: list[list[str]]
    foot: str
    numbers: frozenset[int]
    key: int
    widths: tuple[float, ...]
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BodySlide:
    """One body. `said` is what is read aloud, empty where its figure is not told."""

    body: Printed
    report: AgencyReport
    said: str
    lowest: list[CriterionLine]
    highest: list[CriterionLine]

    @property
    def told(self) -> bool:
        """Whether there is a figure to show."""
        return bool(self.body["overall"]["told"])

    @property
    def sheets(self) -> str:
        """What came in, what of it counts and what does not."""
        place, valid = self.body["place"], self.body["overall"]["responses"]
        return f"Phiếu thu về {place['received']}, hợp lệ {valid}, loại {place['excluded']}"


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides in their order; `data` is as printed."""

    data: Printed
    board: TableSlide | None
    rankings: list[RankingSlide]
    groups: list[TableSlide]
    bodies: list[BodySlide]
    method: list[str]


def deck(found: Contents, *, office: str, synthetic: bool) -> Deck:
    """Return the slides of what was gathered."""
    data = printed(found, office=office, synthetic=synthetic)
    rankings = [] if found.one else [one for kind in data["kinds"] for one in _rankings(kind)]
    bodies = [
        _body(found, report, body)
        for report, body in zip(found.bodies, data["bodies"], strict=True)
    ]
    board = None if found.one or found.board is None else _board(found.board, decided.board(found))
    groups = [] if data["groups"] is None else list(_groups(data))
    return Deck(data, board, rankings, groups, bodies, list(_method(found, data)))


def _board(found: Scoreboard, foot: str) -> TableSlide:
    rows = [
        [
            title(one, VI),
            saying.NONE if one.value is None else said_value(one.value, one.index, VI),
            said_change(one, VI) or saying.NONE,
            saying.NONE if one.rank is None else said_rank(one.rank, one.of),
            said_rank_change(one, VI) or saying.NONE,
        ]
        for one in found.entered
    ]
    return TableSlide(
        headline(found, VI, found.entered[0].name),
        ("Chỉ số", "Kết quả", "So với năm trước", "Thứ hạng", "Thứ bậc"),
        rows,
        foot,
        frozenset({1, 3}),
        1,
        (5.1, 1.5, 2.6, 1.2, 1.7),
        tuple(sentence(one, VI) for one in found.entered),
    )


def _groups(data: Printed) -> Iterator[TableSlide]:
    """Yield the groups together, then the bodies of each."""
    groups = data["groups"]
    heads = ("Cụm, khối", "Gộp, %", "Khoảng tin cậy 95%", "Trung bình", "Thấp nhất", "Cao nhất")
    rows = [
        [row["name"], row["percent"], row["interval"], *row["ends"], row["responses"]]
        for row in groups["rows"]
    ]
    numbers, widths = frozenset(range(1, 7)), (4.4, 1.2, 2.0, 1.2, 1.1, 1.1, 1.1)
    for part in _parts(rows):
        title = "Theo cụm, khối"
        yield TableSlide(title, (*heads, "Số phiếu"), part, groups["foot"], numbers, 1, widths)
    graded = "" if data["scale"] is None else data["scale"]["head"]
    for one in groups["lists"]:
        rows = [
            [row["place"], row["name"], row["percent"], row["responses"], ", ".join(row["worth"])]
            for row in one["rows"]
        ]
        ends = [["", words, figure, "", ""] for words, figure in one["ends"]]
        parts = list(_parts(rows))
        for number, part in enumerate(parts, 1):
            yield TableSlide(
                one["name"],
                ("Hạng", "Đơn vị", "Chỉ số, %", "Số phiếu", graded),
                part + (ends if number == len(parts) else []),
                groups["foot"],
                frozenset({0, 2, 3}),
                2,
                (0.8, 5.4, 1.4, 1.3, 3.2),
            )


def _parts(rows: list[list[str]]) -> Iterator[list[list[str]]]:
    """Yield as many rows as a slide holds, about as many on each."""
    of = max(1, -(-len(rows) // LINES))
    lines = -(-len(rows) // of)
    for first in range(0, len(rows), lines):
        yield rows[first : first + lines]


def _rankings(kind: Printed) -> Iterator[RankingSlide]:
    of = max(1, -(-len(kind["rows"]) // LINES))
    # Slides of about the same length: no single body on the last one.
    lines = -(-len(kind["rows"]) // of)
    for number in range(of):
        rows = kind["rows"][number * lines : (number + 1) * lines]
        yield RankingSlide(kind, rows, number + 1, of)


def _body(found: Contents, report: AgencyReport, body: Printed) -> BodySlide:
    place = found.place_of(report)
    told = [line for line in report.criteria if line.entry.row.percent is not None]
    told.sort(key=lambda line: (line.entry.row.percent or 0, line.ref))
    if len(told) < 2 * ENDS:
        told = []
    said = saying.sentence(found, place, found.kind_of(report).ranking.standings[place.unit])
    return BodySlide(body, report, said, told[:ENDS], told[::-1][:ENDS])


def _method(found: Contents, data: Printed) -> Iterator[str]:
    yield f"Cách tính: {saying.method(found.method)}."
    yield (
        f"Xếp hạng trong từng nhóm, từ {found.round.minimum} phiếu trở lên; "
        "bằng nhau thì đồng hạng."
    )
    yield (
        "Khoảng tin cậy 95%: nếu khảo sát lại nhiều lần, khoảng tính được sẽ chứa "
        "chỉ số thật trong 95% số lần."
    )
    yield (
        "Đó chỉ là sai số do chọn mẫu; người dân tự chọn có trả lời hay không. "
        "Hai đơn vị liền kề thường chưa khác biệt rõ."
    )
    yield f"Số liệu dưới {found.few} phiếu bị ẩn."
    if data["scale"] is not None:
        yield data["scale"]["stamp"]
    if found.edition is not None:
        yield f"Mã kiểm tra (SHA-256) của tệp số liệu công bố: {found.edition.sha256}"
