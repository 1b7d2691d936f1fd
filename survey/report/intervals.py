"""Which of some 95 % intervals meet one another: bodies of such do not differ clearly.

Two bodies differ clearly where their intervals do not touch. That is more careful than a test of
the difference, it can be seen on the chart, and it says "not yet" rather than "equal".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol


class Ends(Protocol):
    """What has a 95 % interval, or none."""

    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...


class Intervals:
    """Some 95 % intervals, to count how many others meet one of them."""

    def __init__(self, some: Sequence[Ends]) -> None:
        self._lows = sorted(one.low for one in some if one.low is not None)
        self._highs = sorted(one.high for one in some if one.high is not None)

    def meeting(self, one: Ends) -> int | None:
        """Return how many others meet one of these; None where it has no interval."""
        if one.low is None or one.high is None:
            return None
        return bisect_right(self._lows, one.high) - bisect_left(self._highs, one.low) - 1


def alike_of(some: Sequence[Ends]) -> list[int | None]:
    """Return of each how many of the others have an interval that meets its own.

    None for those without an interval.
    """
    every = Intervals(some)
    return [every.meeting(one) for one in some]


def touch(one: Ends, other: Ends) -> bool:
    """Whether two intervals meet: then the two bodies do not differ clearly."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low <= other.high and other.low <= one.high
