"""Questions that no index holds: the share of each option."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from survey.scoring.index import percent
from survey.scoring.interval import wilson


@dataclass(frozen=True, slots=True)
class OptionShare:
    """The people who chose an option, and their share in percent with its 95 % interval.

    The figures are None where nobody answered the question.
    """

    people: int
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None


def option_share(people: int, n: int) -> OptionShare:
    """Return the share of an option among `n` people who answered the question.

    :raises BadCounts: if more chose the option than answered.

    >>> one = option_share(8, 10)
    >>> print(one.percent, one.low, one.high)
    80.00 49.02 94.33
    """
    if not n:
        return OptionShare(people, None, None, None)
    share = Fraction(people, n)
    low, high = wilson(share, n)
    return OptionShare(people, percent(share), percent(low), percent(high))
