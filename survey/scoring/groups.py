"""Above the agency: groups of agencies, ranks, and what changed since the last round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from survey.scoring.errors import BadCounts
from survey.scoring.index import Domain, Score, Scores
from survey.scoring.interval import Interval, effective_n, wilson
from survey.scoring.tally import Tally
from survey.words import N_

Agency = TypeVar("Agency")


def gather(
    zero: Tally,
    rows: Iterable[tuple[Agency, Agency, Tally]],
    members: Collection[Agency],
    *,
    split: bool = False,
) -> Domain:
    """Return the domain of one agency, or of several taken together (`pooled`).

    :param zero: the layout's empty tally.
    :param rows: (agency of the desk, agency that decided, tally) of the round.
    :param split: the desk answers for its rows, and the decider for its own. Otherwise the
        desk's agency answers for all of them.

    A sheet that one member took in and another decided counts once, with every row.
    """
    both: list[Tally] = []
    desk: list[Tally] = []
    decider: list[Tally] = []
    for at, decided_by, tally in rows:
        if at in members and (not split or decided_by in members):
            both.append(tally)
        elif split and at in members:
            desk.append(tally)
        elif split and decided_by in members:
            decider.append(tally)
    if not split:
        return Domain(_joined(zero, both))
    return Domain(_joined(zero, both), _joined(zero, desk), _joined(zero, decider))


def _joined(zero: Tally, tallies: list[Tally]) -> Tally:
    """Return tallies together; most domains are a single one, which is its own sum."""
    return tallies[0].with_all(tallies[1:]) if tallies else zero


def pool(domains: Iterable[Domain]) -> Domain:
    """Return several domains that share no sheet as one (`pooled`).

    With a split method agencies may share a sheet, one having taken it in and the other decided
    it; there `gather` counts it once.

    :raises BadCounts: if there is none, or they were counted under different layouts.
    """
    whole = list(domains)
    if not whole:
        raise BadCounts(N_("Nhóm này không có đơn vị nào."))
    return Domain(
        both=_total([one.both for one in whole]),
        desk=_total_or_none([one.desk for one in whole]),
        decider=_total_or_none([one.decider for one in whole]),
    )


def mean_of_units(units: Mapping[str, Scores]) -> Scores:
    """Return the plain means of the units' indices (`mean_of_units`), each unit weighing the same.

    :param units: unit code → its scores, all of one layout and method.

    A unit where nobody answered is left out, and named. Units are independent: v = Σv/m², and a
    unit of one response adds (r - mean)²/m² for want of a variance of its own. Where a unit's
    interval is unknown, so is the mean's.

    :raises BadCounts: if the units do not have the same indices.
    """
    keys = {tuple(scores) for scores in units.values()}
    if len(keys) > 1:
        raise BadCounts(N_("Không cộng được số liệu của hai mẫu phiếu khác nhau."))
    return {
        key: _mean(key, {code: scores[key] for code, scores in units.items()})
        for key in (next(iter(keys)) if keys else ())
    }


def rank(percents: Sequence[Decimal | None]) -> list[int | None]:
    """Return the rank of each rounded index, the highest first; None for None.

    Equal indices share a rank, and the next rank is skipped.

    >>> rank([Decimal("80.00"), Decimal("91.20"), None, Decimal("80.00"), Decimal("79.99")])
    [2, 1, None, 2, 4]
    """
    ordered = sorted((one for one in percents if one is not None), reverse=True)
    place: dict[Decimal, int] = {}
    for at, one in enumerate(ordered, 1):
        place.setdefault(one, at)
    return [None if one is None else place[one] for one in percents]


def change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Return the difference of two rounded indices, in percentage points; None without both.

    >>> change(Decimal("82.66"), Decimal("80.08"))
    Decimal('2.58')
    """
    return None if now is None or before is None else now - before


def _total(tallies: Sequence[Tally]) -> Tally:
    return tallies[0].with_all(tallies[1:])


def _total_or_none(tallies: Iterable[Tally | None]) -> Tally | None:
    known = [tally for tally in tallies if tally is not None]
    return _total(known) if known else None


def _mean(key: tuple[str, str], units: Mapping[str, Score]) -> Score:
    answered = [one for one in units.values() if one.share is not None]
    shares = [one.share for one in answered if one.share is not None]
    share = _sum(shares) / len(shares) if shares else None
    people = sum(one.responses for one in answered)
    interval: Interval | None = None
    variance: float | None = None
    if share is not None and all(one.interval is not None for one in answered):
        variance = sum(_own_variance(one, share) for one in answered) / len(answered) ** 2
        interval = wilson(share, effective_n(share, Fraction(variance), people))
    return Score(
        level=key[0],
        id=key[1],
        responses=people,
        satisfied=sum(one.satisfied for one in answered),
        answers=sum(one.answers for one in answered),
        share=share,
        interval=interval,
        left_out=tuple(code for code, one in units.items() if one.share is None) if shares else (),
        variance=variance,
    )


def _own_variance(unit: Score, mean: Fraction) -> float:
    if unit.responses > 1 and unit.variance is not None:
        return unit.variance
    return float((unit.share - mean) ** 2) if unit.share is not None else 0.0


def _sum(shares: Sequence[Fraction]) -> Fraction:
    # By halves: with thousands of different denominators a running sum would drag
    # its huge common denominator through every step.
    if len(shares) == 1:
        return shares[0]
    middle = len(shares) // 2
    return _sum(shares[:middle]) + _sum(shares[middle:])
