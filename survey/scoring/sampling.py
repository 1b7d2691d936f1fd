"""How many sheets a round needs of those whose dossiers were finished."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from survey.scoring.errors import BadCounts
from survey.words import N_

ERROR = Decimal("0.05")


def sample_needed(finished: int, error: Decimal = ERROR) -> int:
    """Return n = N / (1 + N·e²), the next whole number.

    :param finished: dossiers finished in the period, N.
    :param error: e, a share.

    Source: the formula of the ministry's measurements of 2012-2014; Yamane (1967), Statistics.

    :raises BadCounts: if N is negative or e is not between 0 and 1.

    >>> sample_needed(10_000), sample_needed(40), sample_needed(0)
    (385, 37, 0)
    """
    if finished < 0 or not 0 < error < 1:
        raise BadCounts(N_("Không tính được số phiếu cần có từ các số này."))
    needed = Fraction(finished) / (1 + finished * Fraction(error) ** 2)
    return -(-needed.numerator // needed.denominator)
