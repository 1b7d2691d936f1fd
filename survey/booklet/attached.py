"""What an office attached to a round: a scale that grades its indices, and groups of bodies.

Both are optional and change no index and no rank; where nothing is attached, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from survey.booklet import saying
from survey.booklet.contents import Contents
from survey.booklet.entries import Printed
from survey.booklet.saying import VI
from survey.report import Graded, GroupLine, Member, Ranking, Spread
from survey.scoring import Scale


def worth_of(graded: Graded | None, percent: Decimal | None, *, ranked: bool) -> list[str]:
    """Return what an index is on the round's scale: band, points, target; of ranked bodies only."""
    if graded is None or not ranked:
        return []
    scale, said = graded.scale, []
    if band := scale.band(percent):
        said.append(band)
    if (points := scale.points(percent)) is not None:
        said.append(f"{VI.number(points, 2)} điểm")
    if (reached := scale.reached(percent)) is not None:
        said.append("đạt chỉ tiêu" if reached else "chưa đạt chỉ tiêu")
    return said


def scale_of(graded: Graded | None) -> Printed | None:
    """Return how a scale is headed, which one it is, and what it says; None without one."""
    if graded is None:
        return None
    scale = graded.scale
    parts = [
        *(["xếp loại"] if scale.bands else []),
        *(["điểm quy đổi"] if scale.rule else []),
        *(["chỉ tiêu"] if scale.target is not None else []),
    ]
    said = ", ".join(parts)
    day = VI.day_said(graded.day)
    return {
        "head": parts[0][0].upper() + parts[0][1:],
        "rest": ", ".join(parts[1:]),
        "stamp": f"{said[0].upper()}{said[1:]} theo thang điểm {graded.stamp}, gắn ngày {day}.",
        "rules": list(_rules(scale)),
    }


def _rules(scale: Scale) -> Iterator[str]:
    if scale.bands:
        said = "; ".join(f"{name} từ {VI.percent(low)}" for name, low in scale.bands)
        yield f"Xếp loại: {said}; dưới mức thấp nhất thì không xếp loại."
    if scale.rule:
        at = "; ".join(
            f"{VI.percent(percent)} được {VI.number(points, 2)} điểm"
            for percent, points in scale.at
        )
        how = (
            "ở giữa hai mốc tính theo tỷ lệ, ngoài hai đầu giữ điểm của mốc gần nhất"
            if scale.rule == "linear"
            else "giữa hai mốc lấy điểm của mốc dưới, dưới mốc đầu được 0 điểm"
        )
        yield f"Điểm quy đổi: {at}; {how}."
    if scale.target is not None:
        yield f"Chỉ tiêu: {VI.percent(scale.target)}."
    yield "Thang điểm chỉ áp dụng cho đơn vị được xếp hạng, không làm đổi chỉ số và thứ hạng."


def graded_of(graded: Graded | None, ranking: Ranking) -> str:
    """Return how many of the ranked bodies have each band and reach the target; empty without."""
    if graded is None or not ranking.ranked:
        return ""
    percents = [one.row.percent for one in ranking.entries if one.row.rank is not None]
    scale, said = graded.scale, []
    if scale.bands:
        bands = [scale.band(percent) for percent in percents]
        counts = [(name, bands.count(name)) for name, _ in scale.bands]
        counts.append(("không xếp loại", bands.count("")))
        said.append("Xếp loại: " + ", ".join(f"{name} {n}" for name, n in counts if n) + ".")
    if scale.target is not None:
        reached = sum(bool(scale.reached(percent)) for percent in percents)
        said.append(
            f"Đạt chỉ tiêu {VI.percent(scale.target)}: {reached}/{len(percents)} đơn vị được "
            "xếp hạng."
        )
    return " ".join(said)


def groups_of(found: Contents) -> Printed | None:
    """Return the named groups, pooled and as the mean of their bodies; None without any."""
    if found.groups is None or not found.groups.named:
        return None
    named = found.groups.named
    return {
        "rows": [_group(one) for one in named],
        "lists": [
            {
                "name": one.name,
                "rows": [_member(found, member) for member in one.members],
                "ends": ends_of(one.spread),
            }
            for one in named
        ],
        "foot": saying.foot(found, found.groups.responses, found.groups.channel),
    }


def _group(one: GroupLine) -> Printed:
    return {
        "name": one.name,
        "without": f"không gồm {one.left_out} đơn vị đang ẩn" if one.left_out else "",
        "percent": saying.percent(one.pooled.percent),
        "interval": saying.interval(one.pooled),
        "ends": [saying.percent(value) for value in one.spread],
        "bodies": VI.number(one.bodies),
        "responses": VI.number(one.pooled.responses),
    }


def _member(found: Contents, one: Member) -> Printed:
    told = saying.percent(one.percent) if one.percent is not None or not one.responses else "ẩn"
    return {
        "place": saying.NONE if one.place is None else str(one.place),
        "name": one.body.name,
        "percent": told,
        "responses": VI.number(one.responses),
        "worth": worth_of(found.graded, one.percent, ranked=one.place is not None),
    }


def ends_of(*spreads: Spread) -> list[list[str]]:
    """Return what a table of bodies ends with: a word, then a figure for each of its columns."""
    words = ("Trung bình", "Thấp nhất", "Cao nhất")
    return [[word, *(saying.percent(one[at]) for one in spreads)] for at, word in enumerate(words)]


def changes_ends(found: Iterable[Spread]) -> list[list[str]]:
    """Return the same of figures, the last of which are changes."""
    *figures, change = found
    rows = ends_of(*figures)
    return [[*row, VI.points(value)] for row, value in zip(rows, change, strict=True)]
