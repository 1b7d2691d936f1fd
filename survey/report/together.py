"""What is told of several bodies together: the sum of what they tell by themselves, and no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from survey.report.asking import LEVELS
from survey.report.counts import OVERALL
from survey.report.covering import Key, within
from survey.report.sides import Side
from survey.scoring import NO_SUMS, Score, Scores, criterion_score

_LEVELS = ("overall", "part", "factor")


def overall_of(side: Side, members: Collection[int]) -> Score:
    """Return the overall index of the bodies that are told by themselves.

    Where none is, without its share; the responses then count everybody.
    """
    found = side.overall({body for body in members if is_told(side, body)})
    if found.responses:
        return found
    return replace(side.overall(members), share=None, interval=None)


def scores_of_told(side: Side, members: Collection[int]) -> Scores:
    """Return every index but criteria, of the bodies of which the same index is told by itself.

    Whoever knows the bodies' own figures can work these out, and nothing else from them, however
    the groups of bodies overlap, in whatever channels and freezes. An index that no body tells
    is not there.
    """
    gone = _untold(side, members, _LEVELS)
    of: dict[frozenset[int], Scores] = {}
    found: Scores = {}
    for group in side.layout.groups:
        key = group.level, group.id
        without = frozenset(gone.get(key, ()))
        if key[0] not in _LEVELS:
            continue
        if without not in of:
            of[without] = side.scores(set(members) - without)
        if of[without][key].responses:
            found[key] = of[without][key]
    return found


def is_told(side: Side, body: int) -> bool:
    """Whether the overall index of a body is told, or it has none."""
    return not 0 < side.overall({body}).responses < side.few and side.tells({body})


def criteria_of_told(side: Side, members: Collection[int]) -> Scores:
    """Return the criteria of the bodies of which the same criterion is told by itself."""
    criteria = [group for group in side.layout.groups if group.level == "criterion"]
    gone = _untold(side, members, LEVELS)
    sums = {group.id: NO_SUMS for group in criteria}
    for body in members:
        if side.counts(body):
            domain = side.domain({body})
            for group in criteria:
                if body not in gone.get(("criterion", group.id), ()):
                    sums[group.id] += domain.sums(side.layout, group)
    return {
        ("criterion", id_): criterion_score(id_, one, side.method.rule)
        for id_, one in sums.items()
        if one.n
    }


def _untold(
    side: Side, members: Collection[int], levels: Collection[str]
) -> dict[Key, dict[int, int]]:
    """Return (level, id) → the bodies of which that index is not told, and their people."""
    gone: dict[Key, dict[int, int]] = {}
    for body in members:
        if not side.counts(body):
            continue
        own = side.people({body}, levels=levels)
        few = {key for key, n in own.items() if n < side.few}
        for key in few | covers(side, {body}, own):
            if own[key]:
                gone.setdefault(key, {})[body] = own[key]
    return gone


def covers(side: Side, members: Collection[int], people: Mapping[Key, int]) -> set[Key]:
    """Return the indices of bodies that would give away others that are left out.

    :param people: (level, id) → people with an answer there; it may be the overall index alone.
    """
    if not side.tells(members):
        return set(people)
    if len(people) == 1:
        return set()
    if side.channels is not None and side.has_few_anywhere(members):
        # Indices by channels is a table whose totals are shown on both sides.
        return people.keys() - {OVERALL}
    return within(side.layout, people, side.few)
