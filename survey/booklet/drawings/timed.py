"""A figure over time: dots with their intervals, the figure above, what it stands on below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from survey import charts
from survey.booklet.drawings.frame import PAD, WIDE
from survey.booklet.entries import share_of

_HIGH, _LEFT = 300, 72  # of the drawing; where it begins


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: its name and a line under it, and the figure in words above its dot."""

    name: str
    under: str
    said: str
    percent: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None


def timeline(moments: Sequence[Moment]) -> tuple[str, int]:
    """Return a series as a drawing, and how high it is."""
    placed = charts.trend_of(moments)
    drawn = "".join(
        f'<line class="g" x1="{_LEFT}" x2="{WIDE - PAD}" y1="{_y(placed.level(tick))}" '
        f'y2="{_y(placed.level(tick))}"/>'
        f'<text class="s" x="{_LEFT - 10}" y="{_y(placed.level(tick)) + 5:.1f}" '
        f'text-anchor="end">{tick}</text>'
        for tick in (placed.axis.low, *placed.axis.ticks, placed.axis.high)
    )
    drawn += "".join(_lines(one) for one in placed.marks)  # under every dot
    return drawn + "".join(_dot(moments[one.at], one) for one in placed.marks), _HIGH + 56


def _lines(mark: charts.Mark) -> str:
    at, drawn = _x(mark.x), ""
    if mark.joined:
        x, y = mark.joined
        drawn += f'<line class="i" x1="{_x(x)}" x2="{at}" y1="{_y(y)}" y2="{_y(mark.y)}"/>'
    if mark.low and mark.high:
        drawn += f'<line class="r" x1="{at}" x2="{at}" y1="{_y(mark.low)}" y2="{_y(mark.high)}"/>'
    return drawn


def _dot(moment: Moment, mark: charts.Mark) -> str:
    at = _x(mark.x)
    drawn = f'<circle class="d above" cx="{at}" cy="{_y(mark.y)}" r="6"/>' if mark.y else ""
    if mark.labelled:
        drawn += _said("s", at, _HIGH + 24, moment.name) + _said("s", at, _HIGH + 44, moment.under)
        if mark.y:
            drawn += _said("b", at, round(_y(mark.high or mark.y) - 10, 1), moment.said)
    return drawn


def _said(style: str, at: float, y: float, words: str) -> str:
    return f'<text class="{style}" x="{at}" y="{y}" text-anchor="middle">{escape(words)}</text>'


def _x(place: str) -> float:
    return round(_LEFT + (WIDE - PAD - _LEFT) * share_of(place), 1)


def _y(place: str | None) -> float:
    # Room above the highest mark for its figure.
    return round(24 + (_HIGH - 24) * share_of(place or "0%"), 1)
