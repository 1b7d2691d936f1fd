"""Where marks stand: percentages along an axis, as SVG attributes take them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import Protocol

STEP = 5
_APART = 13  # per cent of the width that two labels need between them


class Timed(Protocol):
    """A figure of one moment: percentages, None where there is none."""

    @property
    def percent(self) -> Decimal | None: ...
    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...


class Ranked(Timed, Protocol):
    """What stands among others."""

    @property
    def rank(self) -> int | None: ...


class Marked(Ranked, Protocol):
    """What is drawn of an index, beside what it was before."""

    @property
    def previous(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of 0 to 100 and the values that get a line.

    >>> axis = Axis(70, 95, (75, 80, 85, 90))
    >>> axis.at(Decimal("82.5")), axis.at(60)
    ('50.00%', '0.00%')
    """

    low: int
    high: int
    ticks: tuple[int, ...]

    def at(self, value: Decimal | float) -> str:
        """Return where a value stands; what lies beyond an end stands at that end."""
        return f"{self._share(value):.2f}%"

    def labels(self, mean: Decimal | None) -> list[int]:
        """Return the lines with a label: as many as find room beside one another and `mean`."""
        taken = [] if mean is None else [self._share(mean)]
        found = []
        for tick in self.ticks:
            if all(abs(self._share(tick) - other) >= _APART for other in taken):
                taken.append(self._share(tick))
                found.append(tick)
        return found

    def _share(self, value: Decimal | float) -> float:
        share = 100 * (float(value) - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 100.0)


def axis_for(rows: Iterable[Ranked], mean: Decimal | None) -> Axis:
    """Return the shortest axis in fives that holds every ranked interval and the mean.

    A body with few sheets may reach beyond it; one such would squeeze all the others.
    """
    listed = list(rows)
    rows = [row for row in listed if row.rank is not None] or listed
    ends = [end for row in rows for end in (row.low, row.high, row.percent) if end is not None]
    ends += [] if mean is None else [mean]
    return axis_over(ends)


def axis_of_one(row: Marked, mean: Decimal | None) -> Axis:
    """Return an axis on which one body, what it was before, and its kind stand with some room."""
    ends = [end for end in (row.low, row.high, row.percent, row.previous, mean) if end is not None]
    room = Decimal(STEP)
    return axis_over([min(ends) - room, max(ends) + room] if ends else [])


def axis_of_figures(figures: Iterable[Decimal | None]) -> Axis:
    """Return the shortest axis in fives that holds every figure; intervals may reach beyond it."""
    told = [one for one in figures if one is not None]
    room = Decimal(STEP)
    return axis_over([min(told) - room, max(told) + room] if told else [])


def segments(people: Sequence[int]) -> list[tuple[int, str, str]]:
    """Return (level, x, width) of the five levels side by side; nothing for nobody's level.

    >>> segments((1, 0, 0, 1, 2))
    [(1, '0.00%', '25.00%'), (4, '25.00%', '25.00%'), (5, '50.00%', '50.00%')]
    """
    total, at, found = sum(people), 0, []
    for level, count in enumerate(people, 1):
        if count:
            found.append((level, f"{100 * at / total:.2f}%", f"{100 * count / total:.2f}%"))
        at += count
    return found


def step_of(value: Decimal, steps: Sequence[int]) -> int:
    """Return the number of rising steps that a value has reached, for the wash of its cell.

    >>> step_of(Decimal("69.99"), (60, 70)), step_of(Decimal(70), (60, 70))
    (1, 2)
    """
    return bisect_right(steps, value)


def axis_over(ends: Sequence[Decimal]) -> Axis:
    """Return the shortest axis in fives that holds these percentages."""
    if not ends:
        return Axis(0, 100, (25, 50, 75))
    low = max(0, STEP * floor(min(ends) / STEP))
    high = min(100, STEP * ceil(max(ends) / STEP))
    if high == low:
        low, high = max(0, low - STEP), min(100, high + STEP)
    step = STEP if high - low <= 30 else 10 if high - low <= 60 else 20
    return Axis(low, high, tuple(range(ceil((low + 1) / step) * step, high, step)))
