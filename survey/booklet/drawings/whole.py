"""Charts of a whole round or of one body: its factors, and how it moved."""

from __future__ import annotations

from survey import charts
from survey.booklet import saying
from survey.booklet.drawings.frame import (
    LAST,
    PAD,
    VALUE,
    WIDE,
    Drawn,
    bar,
    grid,
    lined,
    said_of,
    scale,
    svg_of,
    words,
)
from survey.booklet.entries import share_of
from survey.booklet.saying import VI
from survey.report import Overview, Shown
from survey.report.trend import Point, Trend
from survey.store.rounds import Round

_TICKS = [(0.0, 0), (0.25, None), (0.5, 50), (0.75, None), (1.0, 100)]
_HIGH, _LEFT = 300, 72  # of the drawing over time; where it begins


def factors_of_round(this: Round, found: Overview, *, synthetic: bool = False) -> str:
    """Return the factors of a whole round, best first."""
    heads = [("Chỉ số, %", VALUE), ("Khoảng tin cậy 95%", LAST)]
    lines = [words("", heads, scale(_TICKS, None))]
    for one in found.factors:
        drawn = grid(_TICKS) + bar(one.percent, one.low, one.high)
        numbers = [(saying.percent(one.percent), VALUE), (_span(one), LAST)]
        lines.append(words(one.name, numbers, drawn))
    responses = found.whole.responses if found.whole else 0
    foot = saying.stands_on(this.method, responses, found.channel, found.shown.day)
    title = f"{this.title}: từng yếu tố, từ tốt nhất"
    return svg_of(Drawn(title, said_of(this), foot, *lined(lines)), synthetic=synthetic)


def over_time(
    this: Round, name: str, series: Trend, seen: Shown, channel: str, *, synthetic: bool = False
) -> str:
    """Return an index over time: dots with their intervals, the figure above, the sheets below."""
    placed = charts.trend_of(series.points)
    lines = (placed.axis.low, *placed.axis.ticks, placed.axis.high)
    drawn = "".join(
        f'<line class="g" x1="{_LEFT}" x2="{WIDE - PAD}" y1="{_y(placed.level(tick))}" '
        f'y2="{_y(placed.level(tick))}"/>'
        f'<text class="s" x="{_LEFT - 10}" y="{_y(placed.level(tick)) + 5:.1f}" '
        f'text-anchor="end">{tick}</text>'
        for tick in lines
    )
    for mark in placed.marks:
        drawn += _moment(series, series.points[mark.at], mark)
    foot = saying.stands_on(this.method, _sheets(series), channel, seen.day)
    way = "chỉ số theo tháng" if series.by_month else "chỉ số qua các lần chốt số liệu"
    said = f"{said_of(this)}. Vạch đứng: khoảng tin cậy 95%; số dưới cùng: số phiếu"
    title = f"{name}: {way}"
    return svg_of(Drawn(title, said, foot, drawn, _HIGH + 56), synthetic=synthetic)


def _moment(series: Trend, point: Point, mark: charts.Mark) -> str:
    at = _x(mark.x)
    drawn = ""
    if mark.joined:
        x, y = mark.joined
        drawn += f'<line class="i" x1="{_x(x)}" x2="{at}" y1="{_y(y)}" y2="{_y(mark.y)}"/>'
    if mark.low and mark.high:
        drawn += f'<line class="r" x1="{at}" x2="{at}" y1="{_y(mark.low)}" y2="{_y(mark.high)}"/>'
    if mark.y:
        drawn += f'<circle class="d above" cx="{at}" cy="{_y(mark.y)}" r="6"/>'
    if mark.labelled and point.day is not None:
        day = point.day
        name = f"{day.month}/{day.year}" if series.by_month else f"{day.day}/{day.month}"
        drawn += _below(at, 24, name) + _below(at, 44, VI.number(point.responses))
        if mark.y:
            top = _y(mark.high or mark.y) - 10
            drawn += f'<text class="b" x="{at}" y="{top:.1f}" text-anchor="middle">'
            drawn += f"{saying.percent(point.percent)}</text>"
    return drawn


def _below(at: float, y: int, said: str) -> str:
    return f'<text class="s" x="{at}" y="{_HIGH + y}" text-anchor="middle">{said}</text>'


def _sheets(series: Trend) -> int:
    """Return how many sheets are drawn: months are apart, a freeze holds the ones before it."""
    counts = [one.responses for one in series.points]
    return sum(counts) if series.by_month else counts[-1] if counts else 0


def _span(one: Point) -> str:
    if one.low is None or one.high is None:
        return saying.NONE
    return f"{VI.number(one.low, 2)}–{VI.number(one.high, 2)}"


def _x(place: str) -> float:
    return round(_LEFT + (WIDE - PAD - _LEFT) * share_of(place), 1)


def _y(place: str | None) -> float:
    # Room above the highest mark for its figure.
    return round(24 + (_HIGH - 24) * share_of(place or "0%"), 1)
