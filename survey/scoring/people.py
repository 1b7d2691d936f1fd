"""Intervals that need the people themselves.

The mean of several indices depends on how the same person answered in each, which no tally keeps.
So these are worked out from the sheets, once, when figures are frozen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from math import lcm

from survey.scoring.counting import DIGITS
from survey.scoring.index import Domain, Score, Scores, score, weights, worth
from survey.scoring.interval import Interval, effective_n, wilson
from survey.scoring.layout import LEVELS, Group, Layout, Rows
from survey.scoring.method import Method

Key = tuple[str, str]
_Tables = list[dict[str, int]]


def person_interval(
    layout: Layout,
    records: Iterable[str],
    method: Method,
    *,
    desk: Iterable[str] = (),
    decider: Iterable[str] = (),
) -> dict[Key, Interval]:
    """Return (level, id) → 95 % interval, as shares, of the indices whose tallies cannot tell it.

    Those are the means of two or more answered members. Arguments and errors as `score_people`.
    """
    people = _people(records, desk, decider)
    known, scores = _scored(layout, people, method)
    return {
        key: one.interval
        for key, one in scores.items()
        if one.interval is not None and known[key].interval is None
    }


def score_people(
    layout: Layout,
    records: Iterable[str],
    method: Method,
    *,
    desk: Iterable[str] = (),
    decider: Iterable[str] = (),
) -> Scores:
    """Return every index of a domain, each with its interval and variance.

    Where tallies cannot tell them, each person adds the linearised
    z = Σ wₘ·(xₘ - rₘ·yₘ)/Σyₘ over the members m; v = n/(n - 1)·Σz², n being all sheets of the
    domain; then Wilson's interval by the effective n.

    :param records: sheets of which every row counts; `desk` and `decider` as in `Domain`, for a
        split method.

    Source: Woodruff (1971), JASA 66(334), 411-414.

    :raises BadMethod: if the method's weights do not name the layout's parts.
    :raises BadCounts: if a record is not one of this layout.
    """
    return _scored(layout, _people(records, desk, decider), method)[1]


def _people(
    records: Iterable[str], desk: Iterable[str], decider: Iterable[str]
) -> dict[Rows, Counter[str]]:
    return {"all": Counter(records), "desk": Counter(desk), "decider": Counter(decider)}


def _scored(
    layout: Layout, people: Mapping[Rows, Counter[str]], method: Method
) -> tuple[Scores, Scores]:
    """Return the scores as tallies know them, and with the rest filled in."""
    tallies = {rows: layout.count(sheets.elements()) for rows, sheets in people.items()}
    domain = Domain(tallies["all"], tallies["desk"], tallies["decider"])
    known = score(layout, domain, method)
    single = score(layout, domain, Method(rule=method.rule))
    scores = dict(known)
    for key, one in known.items():
        if one.share is not None and one.interval is None:
            adds, unit = _contributions(layout, layout.group(*key), method, single)
            variance = _variance(people, adds, unit, domain.responses)
            interval = wilson(one.share, effective_n(one.share, variance, one.responses))
            scores[key] = replace(one, interval=interval, variance=float(variance))
    return known, scores


def _variance(
    people: Mapping[Rows, Counter[str]], adds: Mapping[Rows, _Tables], unit: int, n: int
) -> Fraction:
    """Return n/(n - 1)·Σz², where `adds` gives each person's z in parts of 1/unit."""
    if n < 2:
        return Fraction(0)
    squares = sum(
        count * sum([table[digit] for table, digit in zip(adds[rows], sheet, strict=False)]) ** 2
        for rows, sheets in people.items()
        for sheet, count in sheets.items()
    )
    return Fraction(n * squares, (n - 1) * unit * unit)


def _contributions(
    layout: Layout, group: Group, method: Method, single: Mapping[Key, Score]
) -> tuple[dict[Rows, _Tables], int]:
    """Return what each digit adds to its person's z, in sheets of each kind, and the unit.

    Whole numbers, in parts of 1/unit: people who are all alike must give exactly 0, since the
    noise of floats would pass for a variance, and a tiny one for a certain figure.
    """
    answered = [
        (member, one.share, one.answers, weight)
        for member, weight in weights(layout, group, method)
        if (one := single[member.level, member.id]).share is not None
    ]
    total = sum(weight for _, _, _, weight in answered)
    parts = {
        (place, level): weight / total * (worth(level, method.rule) - share) / answers
        for member, share, answers, weight in answered
        for place in member.places
        for level in range(1, LEVELS + 1)
    }
    unit = lcm(*(part.denominator for part in parts.values()))
    tables = [dict.fromkeys(DIGITS, 0) for _ in range(max(group.places) + 1)]
    for (place, level), part in parts.items():
        tables[place][str(level)] = part.numerator * (unit // part.denominator)
    nothing = dict.fromkeys(DIGITS, 0)
    about = [place in layout.decider for place in range(len(tables))]
    return {
        "all": tables,
        "desk": [nothing if it else table for table, it in zip(tables, about, strict=True)],
        "decider": [table if it else nothing for table, it in zip(tables, about, strict=True)],
    }, unit
