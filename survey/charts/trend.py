"""A figure over time: dots, the lines of their intervals, and what joins neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from survey.charts.axis import Axis, Timed, axis_over

_LABELS = 12  # as many stand beside one another on a phone


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one moment stands. `y` is None where there is no figure; then the line has a gap.

    :ivar joined: (x, y) of the moment before, if that has a figure.
    :ivar labelled: whether there is room for its name.
    """

    at: int
    x: str
    y: str | None
    low: str | None
    high: str | None
    joined: tuple[str, str] | None
    labelled: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """An upright axis and the marks along time."""

    axis: Axis
    marks: tuple[Mark, ...]

    def level(self, value: Decimal | float) -> str:
        """Return where a value stands from the top."""
        return _upright(self.axis, value)


def trend_of(points: Sequence[Timed]) -> Trend:
    """Return where a series stands.

    >>> from types import SimpleNamespace as Point
    >>> one = Point(percent=Decimal(80), low=None, high=None)
    >>> trend_of([one, one]).marks[1].joined
    ('25.00%', '50.00%')
    """
    ends = [end for one in points for end in (one.percent, one.low, one.high) if end is not None]
    axis = axis_over(ends)
    every = -(-len(points) // _LABELS) if points else 1
    marks: list[Mark] = []
    for at, one in enumerate(points):
        before = marks[-1] if marks else None
        x = f"{100 * (at + 0.5) / len(points):.2f}%"
        marks.append(
            Mark(
                at=at,
                x=x,
                y=_at(axis, one.percent),
                low=_at(axis, one.low),
                high=_at(axis, one.high),
                joined=(before.x, before.y) if before and before.y and one.percent else None,
                labelled=(len(points) - 1 - at) % every == 0,
            )
        )
    return Trend(axis, tuple(marks))


def _at(axis: Axis, value: Decimal | None) -> str | None:
    return None if value is None else _upright(axis, value)


def _upright(axis: Axis, value: Decimal | float) -> str:
    return f"{100 - float(axis.at(value).removesuffix('%')):.2f}%"
