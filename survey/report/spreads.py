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


def spread_of(percents: Iterable[Decimal | None]) -> Spread:
    """Return the spread of figures as they are shown, so that a reader can work it out.

    >>> [str(one) for one in spread_of([Decimal("50.00"), None, Decimal("66.67")])]
    ['58.34', '50.00', '66.67']
    """
    known = [one for one in percents if one is not None]
    if not known:
        return Spread(None, None, None)
    mean = Fraction(sum(known)) / len(known) / 100
    return Spread(percent(mean), min(known), max(known))
