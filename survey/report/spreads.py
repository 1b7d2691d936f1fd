"""What a table of bodies ends with: the plain mean, the lowest and the highest of those told."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from survey.scoring import percent


class Spread(NamedTuple):
    """Trung bình, thấp nhất, cao nhất, in percent; None where nothing is told."""

    mean: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None


def spread(shares: Iterable[Fraction]) -> Spread:
    """Return the spread of exact shares.

    >>> [str(one) for one in spread([Fraction(1, 2), Fraction(2, 3)])]
    ['58.33', '50.00', '66.67']
    """
    known = sorted(shares)
    if not known:
        return Spread(None, None, None)
    mean = mean_of(known)
    return Spread(percent(mean), percent(known[0]), percent(known[-1]))


def spread_of(percents: Iterable[Decimal | None]) -> Spread:
    """Return the spread of figures as they are shown; those that are not are passed over."""
    return spread(Fraction(one) / 100 for one in percents if one is not None)


def mean_of(shares: list[Fraction]) -> Fraction:
    """Return the plain mean. By halves: a running sum would drag a huge denominator along."""
    return _sum(shares) / len(shares)


def _sum(shares: list[Fraction]) -> Fraction:
    if len(shares) == 1:
        return shares[0]
    middle = len(shares) // 2
    return _sum(shares[:middle]) + _sum(shares[middle:])
