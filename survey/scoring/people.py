"""Intervals that need the people themselves.

The mean of several indices depends on how the same person answered in each, which no tally keeps.
So these are worked out from the sheets, once, when figures are frozen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import fsum

from survey.scoring.counting import DIGITS
from survey.scoring.index import Domain, Score, score, weights, worth
from survey.scoring.interval import Interval, effective_n, wilson
from survey.scoring.layout import LEVELS, Group, Layout, Rows
from survey.scoring.method import Method

Key = tuple[str, str]
_Tables = list[dict[str, float]]


def person_interval(
    layout: Layout,
    records: Iterable[str],
    method: Method,
    *,
    desk: Iterable[str] = (),
    decider: Iterable[str] = (),
) -> dict[Key, Interval]:
    """Return (level, id) → 95 % interval, as shares, of the indices whose tallies cannot tell it.

    Those are means of two or more answered members. Each person adds the linearised
    z = Σ wₘ·(xₘ - rₘ·yₘ)/Σyₘ over the members m; v = n/(n - 1)·Σz², n being all sheets of the
    domain; then Wilson's interval by the effective n.

    :param records: sheets of which every row counts; `desk` and `decider` as in `Domain`, for a
        split method.

    Source: Woodruff (1971), JASA 66(334), 411-414.

    :raises BadMethod: if the method's weights do not name the layout's parts.
    :raises BadCounts: if a record is not one of this layout.
    """
    people: dict[Rows, Counter[str]] = {
        "all": Counter(records),
        "desk": Counter(desk),
        "decider": Counter(decider),
    }
    tallies = {rows: layout.count(sheets.elements()) for rows, sheets in people.items()}
    domain = Domain(tallies["all"], tallies["desk"], tallies["decider"])
    scores = score(layout, domain, method)
    single = score(layout, domain, Method(rule=method.rule))
    unknown = [one for one in scores.values() if one.share is not None and one.interval is None]
    return {
        (one.level, one.id): _interval(
            one,
            people,
            _contributions(layout, layout.group(one.level, one.id), method, single),
            domain.responses,
        )
        for one in unknown
    }


def _interval(
    one: Score, people: Mapping[Rows, Counter[str]], adds: Mapping[Rows, _Tables], n: int
) -> Interval:
    assert one.share is not None
    squares = fsum(
        count * sum([table[digit] for table, digit in zip(adds[rows], sheet, strict=False)]) ** 2
        for rows, sheets in people.items()
        for sheet, count in sheets.items()
    )
    variance = squares * n / (n - 1) if n > 1 else 0.0
    return wilson(one.share, effective_n(one.share, variance, one.responses))


def _contributions(
    layout: Layout, group: Group, method: Method, single: Mapping[Key, Score]
) -> dict[Rows, _Tables]:
    """Return what each digit of a sheet adds to its person's z, in sheets of each kind."""
    answered = [
        (member, one.share, one.answers, weight)
        for member, weight in weights(layout, group, method)
        if (one := single[member.level, member.id]).share is not None
    ]
    total = sum(weight for _, _, _, weight in answered)
    tables = [dict.fromkeys(DIGITS, 0.0) for _ in range(max(group.places) + 1)]
    for member, share, answers, weight in answered:
        for place in member.places:
            for level in range(1, LEVELS + 1):
                away = worth(level, method.rule) - share
                tables[place][str(level)] += float(weight / total * away / answers)
    nothing = dict.fromkeys(DIGITS, 0.0)
    about = [place in layout.decider for place in range(len(tables))]
    return {
        "all": tables,
        "desk": [nothing if it else table for table, it in zip(tables, about, strict=True)],
        "decider": [table if it else nothing for table, it in zip(tables, about, strict=True)],
    }
