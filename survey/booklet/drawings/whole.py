"""Charts of a whole round or of one body: its factors, and how it moved."""

from __future__ import annotations

from survey.booklet import saying
from survey.booklet.drawings.frame import (
    LAST,
    PERCENTS,
    VALUE,
    Drawn,
    bar,
    grid,
    lined,
    said_of,
    scale,
    svg_of,
    words,
)
from survey.booklet.drawings.timed import Moment, timeline
from survey.booklet.saying import VI
from survey.report import Overview, Shown
from survey.report.trend import Point, Trend
from survey.store.rounds import Round


def factors_of_round(this: Round, found: Overview, *, synthetic: bool = False) -> str:
    """Return the factors of a whole round, best first."""
    heads = [("Chỉ số, %", VALUE), ("Khoảng tin cậy 95%", LAST)]
    lines = [words("", heads, scale(PERCENTS, None))]
    for one in found.factors:
        drawn = grid(PERCENTS) + bar(one.percent, one.low, one.high)
        numbers = [(saying.percent(one.percent), VALUE), (_span(one), LAST)]
        lines.append(words(one.name, numbers, drawn))
    responses = found.whole.responses if found.whole else 0
    foot = saying.stands_on(this.method, responses, found.channel, found.shown.day)
    title = f"{this.title}: từng yếu tố, từ tốt nhất"
    chart = Drawn(title, said_of(this), saying.inside(this), foot, *lined(lines))
    return svg_of(chart, synthetic=synthetic)


def over_time(
    this: Round, name: str, series: Trend, seen: Shown, *, synthetic: bool = False
) -> str:
    """Return an index over time: dots with their intervals, the figure above, the sheets below."""
    # As a trend is made: of months it is of all channels, of freezes of those that rank.
    channel = "all" if series.by_month else this.ranking_channel
    foot = saying.stands_on(this.method, _sheets(series), channel, seen.day)
    way = "chỉ số theo tháng" if series.by_month else "chỉ số qua các lần chốt số liệu"
    said = f"{said_of(this)}. Vạch đứng: khoảng tin cậy 95%; số dưới cùng: số phiếu"
    title = f"{name}: {way}"
    moments = [_moment(one, by_month=series.by_month) for one in series.points]
    chart = Drawn(title, said, saying.inside(this), foot, *timeline(moments))
    return svg_of(chart, synthetic=synthetic)


def _moment(point: Point, *, by_month: bool) -> Moment:
    day = point.day
    assert day is not None, "every point of a trend has its day"
    return Moment(
        f"{day.month}/{day.year}" if by_month else f"{day.day}/{day.month}",
        VI.number(point.responses),
        saying.percent(point.percent),
        point.percent,
        point.low,
        point.high,
    )


def _sheets(series: Trend) -> int:
    """Return how many sheets are drawn: months are apart, a freeze holds the ones before it."""
    counts = [one.responses for one in series.points]
    return sum(counts) if series.by_month else counts[-1] if counts else 0


def _span(one: Point) -> str:
    if one.low is None or one.high is None:
        return saying.NONE
    return f"{VI.number(one.low, 2)}–{VI.number(one.high, 2)}"
