"""Numbers in, places of marks out. PURE: what draws takes them, be it a page or a file."""

from survey.charts.axis import (
    Axis,
    Marked,
    Timed,
    axis_for,
    axis_of_figures,
    axis_of_one,
    axis_over,
    segments,
    step_of,
)
from survey.charts.strip import Strip
from survey.charts.trend import Mark, Trend, trend_of

__all__ = [
    "Axis",
    "Mark",
    "Marked",
    "Strip",
    "Timed",
    "Trend",
    "axis_for",
    "axis_of_figures",
    "axis_of_one",
    "axis_over",
    "segments",
    "step_of",
    "trend_of",
]
