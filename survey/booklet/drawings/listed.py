"""Charts of what a report holds: a kind's ranking, a body's factors and criteria."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from survey.booklet import saying
from survey.booklet.contents import Contents
from survey.booklet.drawings.frame import (
    LAST,
    MARKS,
    NAME,
    PERCENTS,
    VALUE,
    Drawn,
    grid,
    lined,
    said_of,
    scale,
    svg_of,
    upright,
    words,
    x,
)
from survey.booklet.entries import Printed
from survey.booklet.figures import printed

OF_KIND, OF_BODY = ("xep-hang",), ("yeu-to", "tieu-chi")


def to_svg(found: Contents, name: str, *, synthetic: bool = False) -> str:
    """Return a chart of what was gathered: of its first kind, or of its first body.

    :param name: one of `OF_KIND` or `OF_BODY`.
    """
    data = printed(found, office="", synthetic=synthetic)
    draw: Callable[[Printed], tuple[str, str, list[str]]] = {
        "xep-hang": _ranking,
        "yeu-to": _factors,
        "tieu-chi": _criteria,
    }[name]
    title, foot, lines = draw(data)
    state = f"{data['mark']}." if found.edition else saying.inside(found.round)
    drawn = Drawn(title, said_of(found.round), state, foot, *lined(lines))
    return svg_of(drawn, synthetic=synthetic)


def _ranking(data: Printed) -> tuple[str, str, list[str]]:
    kind = data["kinds"][0]
    head = scale(kind["axis"]["ticks"], kind["axis"]["mean"])
    lines = [words("", [("Chỉ số, %", VALUE), ("Khoảng tin cậy 95%", LAST)], head)]
    for row in kind["rows"]:
        name = f"{row['place']}. {row['name']}" if row["ranked"] else row["name"]
        name += f" · {row['why']}" if row["why"] else ""
        low, value, high, _ = row["marks"]
        drawn = grid(kind["axis"]["ticks"])
        if kind["mean"] is not None:
            drawn += upright("m", kind["mean"])
        if low is not None and high is not None:
            drawn += f'<line class="i" x1="{x(low)}" x2="{x(high)}" y1="-5" y2="-5"/>'
        if value is not None:
            drawn += f'<circle class="d {row["side"]}" cx="{x(value)}" cy="-5" r="6"/>'
        lines.append(words(name, [(row["percent"], VALUE), (row["interval"], LAST)], drawn))
    return f"Xếp hạng: {kind['name']}", kind["foot"], lines


def _factors(data: Printed) -> tuple[str, str, list[str]]:
    body = data["bodies"][0]
    heads = [("Chỉ số, %", VALUE), ("Cả nhóm, %", LAST)]
    lines = [words("", heads, scale(PERCENTS, None))]
    for one in body["factors"]:
        _, value, _, _ = one["marks"]
        drawn = grid(PERCENTS)
        if value is not None:
            drawn += (
                f'<rect class="l3" x="{NAME}" y="-14" width="{MARKS * value:.1f}" height="18"/>'
            )
        if one["tick"] is not None:
            at = x(one["tick"])
            drawn += f'<line class="r" stroke-width="3" x1="{at}" x2="{at}" y1="-19" y2="9"/>'
        numbers = [(one["percent"], VALUE), (one["kind"], LAST)]
        lines.append(words(one["name"], numbers, drawn))
    return f"{body['name']}: từng yếu tố", body["foot"], lines


def _criteria(data: Printed) -> tuple[str, str, list[str]]:
    body = data["bodies"][0]
    key = "".join(
        f'<rect class="l{at} e" x="{175 * at}" y="-12" width="14" height="14"/>'
        f'<text class="s" x="{175 * at + 20}">{at + 1} {escape(words)}</text>'
        for at, words in enumerate(data["levels"])
    )
    heads = [("Chỉ số, %", VALUE), ("Trả lời", LAST)]
    lines = [key, words("", heads, scale([(0.0, 0), (0.5, 50), (1.0, 100)], None))]
    for factor, rows in body["groups"]:
        lines.append(f'<text class="b">{escape(factor)}</text>')
        for row in rows:
            bars = "".join(
                f'<rect class="l{level} e" x="{x(left)}" y="-14" '
                f'width="{MARKS * width:.1f}" height="18"/>'
                for level, left, width in row["bars"]
            )
            numbers = [(row["percent"], VALUE), (row["answers"], LAST)]
            lines.append(words(f"{row['ref']}. {row['name']}", numbers, bars))
    return f"{body['name']}: từng tiêu chí, năm mức", body["foot"], lines
