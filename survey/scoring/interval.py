"""How far chance alone may have moved a share. Wilson's interval everywhere.

Sampling error only: who chose to answer, and who was never asked, no formula here can know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from survey.scoring.errors import BadCounts
from survey.words import N_

Z95 = 1.959964

Interval = tuple[float, float]


def wilson(share: float | Fraction, n: float, z: float = Z95) -> Interval:
    """Return the Wilson score interval of a share of `n` answers, as two shares.

    `n` may be an effective number, and need not be whole.

    Source: Wilson (1927), JASA 22(158), 209-212.

    :raises BadCounts: if n is not positive or the share lies outside 0 to 1.

    >>> low, high = wilson(8 / 10, 10)
    >>> round(low, 4), round(high, 4)
    (0.4902, 0.9433)
    """
    p = float(share)
    if n <= 0 or not 0 <= p <= 1:
        raise BadCounts(N_("Không tính được khoảng tin cậy từ các số đếm này."))
    middle = p + z * z / (2 * n)
    reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


@dataclass(frozen=True, slots=True)
class Stratum:
    """The sheets of one stratum: their number, sums over people, and the population if known.

    A domain that was not stratified is one stratum. `n` counts every sheet, also those without
    an answer in the rows concerned.
    """

    n: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int
    population: int | None = None


def ratio_variance(strata: Iterable[Stratum]) -> Fraction:
    """Return the variance of r = Σx/Σy, people being the units drawn. Exact.

    Linearised: each person adds z = (x - r·y)/Σy, and a stratum of n people adds
    n/(n - 1)·Σ(z - mean z)², times 1 - n/population where that is known. A stratum of one person
    adds z². One stratum of fewer than two people tells nothing: 0.

    Source: Woodruff (1971), JASA 66(334), 411-414; the same as `svyratio` of R's survey package
    with `survey.lonely.psu = "adjust"`.

    :raises BadCounts: if nobody answered, or a stratum has more sheets than people.

    >>> ratio_variance([Stratum(n=2, x=3, y=4, xx=5, yy=8, xy=6)])
    Fraction(1, 16)
    """
    parts = tuple(strata)
    x, y = sum([part.x for part in parts]), sum([part.y for part in parts])
    if y <= 0:
        raise BadCounts(N_("Không tính được khoảng tin cậy từ các số đếm này."))
    if len(parts) == 1:
        return _of_stratum(parts[0], x, y) if parts[0].n > 1 else Fraction(0)
    return sum((_of_stratum(part, x, y) for part in parts if part.n), Fraction(0))


def effective_n(share: Fraction, variance: Fraction, people: int) -> float:
    """Return the n of simple answers that would leave as much to chance: r(1 - r)/v.

    Where v is 0 (all alike, or one sheet only) it is the number of people who answered.
    """
    if not variance:
        return float(people)
    p, q = share.numerator, share.denominator
    return (p * (q - p) * variance.denominator) / (q * q * variance.numerator)


def ratio_interval(
    n: int, x: int, y: int, xx: int, yy: int, xy: int, *, people: int | None = None
) -> Interval | None:
    """Return the 95 % interval of the share Σx/Σy of a domain of `n` sheets.

    :param people: sheets with an answer in these rows; n when not given, which is right for the
        overall index, because a sheet without any level is not kept.
    None when nobody answered.

    >>> low, high = ratio_interval(2, 3, 4, 5, 8, 6)
    >>> round(low, 4), round(high, 4)
    (0.2561, 0.9632)
    """
    if not y:
        return None
    part = Stratum(n, x, y, xx, yy, xy)
    return of_one_stratum(part, n if people is None else people)[0]


def of_one_stratum(part: Stratum, people: int, *, scale: int = 1) -> tuple[Interval, float]:
    """Return the 95 % interval and the variance of r = Σx/(scale·Σy), of a domain in one stratum.

    The very same that `wilson`, `effective_n` and `ratio_variance` make together. A ranking asks
    for thousands, and to bring each fraction to its lowest terms would take most of its time.

    :param people: sheets with an answer in these rows. Σy is not 0, and no population is known.

    >>> (low, high), variance = of_one_stratum(Stratum(n=2, x=3, y=4, xx=5, yy=8, xy=6), 2)
    >>> round(low, 4), round(high, 4), variance
    (0.2561, 0.9632, 0.0625)
    """
    n, x, y = part.n, part.x, part.y
    p, q = x, scale * y
    squares = part.xx * y * y - 2 * x * y * part.xy + x * x * part.yy
    if n < 2 or not squares:
        return wilson(p / q, people), 0.0
    above, below = n * squares, (n - 1) * y**4 * scale * scale
    return wilson(p / q, (p * (q - p) * below) / (q * q * above)), above / below


def _of_stratum(part: Stratum, x: int, y: int) -> Fraction:
    # Σ(x - r·y)² and Σ(x - r·y) with r = X/Y, times Y² and Y to stay whole.
    squares = part.xx * y * y - 2 * x * y * part.xy + x * x * part.yy
    total = part.x * y - x * part.y
    if part.n == 1:
        spread = Fraction(squares, y**4)
    else:
        spread = Fraction(part.n * squares - total * total, (part.n - 1) * y**4)
    if part.population is None:
        return spread
    if part.population < part.n:
        raise BadCounts(
            N_("Tầng có %(sheets)s phiếu nhưng chỉ có %(people)s người."),
            sheets=part.n,
            people=part.population,
        )
    return spread * (1 - Fraction(part.n, part.population))
