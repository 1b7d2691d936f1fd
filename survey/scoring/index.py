"""Indices out of tallies: every group of a questionnaire, by any method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache

from survey.scoring.errors import BadMethod
from survey.scoring.interval import Interval, Stratum, of_one_stratum, wilson
from survey.scoring.layout import Group, Layout
from survey.scoring.method import Method, Rule
from survey.scoring.tally import Sums, Tally
from survey.words import N_

# What the mean of a combination is taken over, at each level; a level not named is pooled.
_MEMBERS: Mapping[str, Mapping[str, str]] = {
    "pooled": {},
    "mean_of_criteria": {"factor": "criterion", "part": "criterion", "overall": "criterion"},
    "mean_of_factors": {"part": "factor", "overall": "factor"},
    "mean_of_parts": {"overall": "part"},
    "weighted": {"overall": "part"},
}


@dataclass(frozen=True, slots=True)
class Domain:
    """The sheets that an index speaks of.

    `both`: sheets of which every row counts. With a split method also `desk`, sheets that another
    agency decided, of which the rows about the desk count; and `decider`, sheets taken in
    elsewhere, of which the rows about the decider count.
    """

    both: Tally
    desk: Tally | None = None
    decider: Tally | None = None

    @property
    def responses(self) -> int:
        """Sheets of the domain, also those without an answer in some group."""
        parts = (self.both, self.desk, self.decider)
        return sum(part.responses for part in parts if part is not None)

    def sums(self, layout: Layout, group: Group) -> Sums:
        """Return a group's sums over all that counts."""
        total = layout.sums(self.both.record, group)
        if self.desk is not None:
            total += layout.sums(self.desk.record, group, "desk")
        if self.decider is not None:
            total += layout.sums(self.decider.record, group, "decider")
        return total


@dataclass(frozen=True)
class Score:
    """One index and what stands behind it.

    :ivar responses: people with a level in these rows; None of the others is in the index.
    :ivar satisfied: answers 4 and 5, whatever the method.
    :ivar answers: answers 1 to 5.
    :ivar share: the index as an exact share; None when nobody answered, which is not 0.
    :ivar interval: its 95 % interval as two shares; None when nobody answered, or when tallies
        cannot tell (see `people.person_interval`).
    :ivar left_out: members of a mean that nobody answered.
    :ivar variance: the share's variance over people; None where `interval` is.
    """

    level: str
    id: str
    responses: int
    satisfied: int
    answers: int
    share: Fraction | None
    interval: Interval | None
    left_out: tuple[str, ...] = ()
    variance: float | None = None

    @cached_property
    def percent(self) -> Decimal | None:
        """The index in percent, half up to two decimals."""
        return None if self.share is None else percent(self.share)

    @cached_property
    def low(self) -> Decimal | None:
        """The lower end of the interval in percent, half up to two decimals."""
        return None if self.interval is None else percent(self.interval[0])

    @cached_property
    def high(self) -> Decimal | None:
        """The upper end of the interval in percent, half up to two decimals."""
        return None if self.interval is None else percent(self.interval[1])


Scores = dict[tuple[str, str], Score]


def score(layout: Layout, domain: Domain, method: Method) -> Scores:
    """Return every index of a domain: (level, id) → Score, in the layout's order.

    :raises BadMethod: if the method's weights do not name the layout's parts.
    :raises BadCounts: if the domain was counted under another layout.
    """
    check_fits(layout, method)
    alone = {
        (group.level, group.id): pooled(
            group, domain.sums(layout, group), domain.responses, method.rule
        )
        for group in layout.groups
    }
    return {
        (group.level, group.id): combined(layout, group, method, alone) for group in layout.groups
    }


def check_fits(layout: Layout, method: Method) -> None:
    """Refuse a method whose weights are not those of the layout's parts.

    :raises BadMethod: then.
    """
    parts = {group.id for group in layout.groups if group.level == "part"}
    if method.combination == "weighted" and {part for part, _ in method.weights} != parts:
        raise BadMethod(
            N_("Cách tính “%(method)s” phải ghi quyền số của đúng các phần: %(parts)s."),
            method=str(method),
            parts=", ".join(sorted(parts)),
        )


def weights(layout: Layout, group: Group, method: Method) -> tuple[tuple[Group, Fraction], ...]:
    """Return the members that a group's index is the weighted mean of; empty where it is pooled.

    The weights stand as given, not yet brought to 1 over the members that were answered.
    """
    level = _MEMBERS[method.combination].get(group.level)
    if level is None:
        return ()
    given = {part: Fraction(weight) for part, weight in method.weights}
    return tuple(
        (member, given.get(member.id, Fraction(1))) for member in layout.members(group, level)
    )


def percent(share: float | Fraction) -> Decimal:
    """Return a share in percent, half up to two decimals, as the ministry's tables are.

    >>> percent(Fraction(1, 32)), percent(Fraction(2, 3))
    (Decimal('3.13'), Decimal('66.67'))
    """
    part, whole = share.as_integer_ratio()
    return _hundredths((20_000 * part + whole) // (2 * whole))


@lru_cache(maxsize=10_001)
def _hundredths(n: int) -> Decimal:
    return Decimal(n).scaleb(-2)


def by_rule(sums: Sums, rule: Rule) -> tuple[int, int, int, int]:
    """Return Σx, Σx², Σxy and the scale a, for which the index is Σx / (a·Σy).

    top2 counts answers 4 and 5; mean5 is mean/5; mean4 is (mean - 1)/4.
    """
    if rule == "top2":
        return sums.x, sums.xx, sums.xy, 1
    if rule == "mean5":
        return sums.s, sums.ss, sums.sy, 5
    return sums.s - sums.y, sums.ss - 2 * sums.sy + sums.yy, sums.sy - sums.yy, 4


def worth(level: int, rule: Rule) -> Fraction:
    """Return what one answer is worth, between 0 and 1.

    >>> [str(worth(4, rule)) for rule in ("top2", "mean5", "mean4")]
    ['1', '4/5', '3/4']
    """
    if rule == "top2":
        return Fraction(level >= 4)
    return Fraction(level, 5) if rule == "mean5" else Fraction(level - 1, 4)


def criterion_score(id: str, sums: Sums, rule: Rule) -> Score:
    """Return the index of one criterion out of its sums, wherever these were added up.

    One answer a person, so Wilson's interval of n answers. For the mean rules this is never too
    narrow: no numbers between 0 and 1 with mean r vary by more than r(1 - r).
    """
    x, _, _, scale = by_rule(sums, rule)
    if not sums.y:
        return Score("criterion", id, 0, 0, 0, None, None)
    share = Fraction(x, scale * sums.y)
    p, q = share.numerator, share.denominator
    return Score(
        level="criterion",
        id=id,
        responses=sums.n,
        satisfied=sums.x,
        answers=sums.y,
        share=share,
        interval=wilson(share, sums.n),
        variance=p * (q - p) / (q * q * sums.n),
    )


def pooled(group: Group, sums: Sums, responses: int, rule: Rule) -> Score:
    """Return the index of a group's valid answers, thrown together.

    :param responses: sheets of the domain, also those without an answer in the group.
    """
    if group.level == "criterion":
        return criterion_score(group.id, sums, rule)
    x, xx, xy, scale = by_rule(sums, rule)
    if not sums.y:
        return Score(group.level, group.id, 0, 0, 0, None, None)
    stratum = Stratum(responses, x, sums.y, xx, sums.yy, xy)
    interval, variance = of_one_stratum(stratum, sums.n, scale=scale)
    return Score(
        level=group.level,
        id=group.id,
        responses=sums.n,
        satisfied=sums.x,
        answers=sums.y,
        share=Fraction(x, scale * sums.y),
        interval=interval,
        variance=variance,
    )


def combined(
    layout: Layout, group: Group, method: Method, alone: Mapping[tuple[str, str], Score]
) -> Score:
    """Return the index of a group as the method combines its members, of which each is pooled."""
    own = alone[group.level, group.id]
    members = [
        (alone[member.level, member.id], weight)
        for member, weight in weights(layout, group, method)
    ]
    if not members or own.share is None:
        return own
    answered = [
        (member, member.share, weight) for member, weight in members if member.share is not None
    ]
    left_out = tuple(member.id for member, _ in members if member.share is None)
    total = sum(weight for _, _, weight in answered)
    share = sum((weight * one for _, one, weight in answered), Fraction(0)) / total
    # The mean of a single member is that member, and so is what chance may have done to it.
    single = answered[0][0] if len(answered) == 1 else None
    return replace(
        own,
        share=share,
        interval=single.interval if single else None,
        variance=single.variance if single else None,
        left_out=left_out,
    )
