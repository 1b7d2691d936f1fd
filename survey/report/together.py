"""What is told of a whole kind of bodies: no more than leaves each body's own secrets alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from survey.report.asking import FEW
from survey.report.counts import OVERALL
from survey.report.covering import Key, enough, within
from survey.report.sides import Side
from survey.scoring import Score, Scores

_LEVELS = ("overall", "part", "factor")


def overall_of(side: Side, members: Collection[int]) -> Score:
    """Return the overall index of bodies together; without its share where that is not told.

    Where all of them less those shown would be a few people, these are not in the share; the
    responses count everybody.
    """
    found = side.overall(members)
    if 0 < found.responses < FEW or not side.tells(members):
        return replace(found, share=None, interval=None)
    gone = {body for body in members if not side.tells({body})}
    gone |= {body for body in members if 0 < side.overall({body}).responses < FEW}
    if not gone or enough([n for body in gone if (n := side.overall({body}).responses)]):
        return found
    return replace(side.overall(set(members) - gone), responses=found.responses)


def scores_of_kind(side: Side, members: Collection[int]) -> Scores:
    """Return the overall index, the parts and the factors of bodies together, in the same way.

    An index that is not told is not there.
    """
    if not side.tells(members):
        return {}
    people = {body: side.people({body}, levels=_LEVELS) for body in members}
    gone: dict[Key, dict[int, int]] = {}
    for body, own in people.items():
        if own[OVERALL]:
            for key in _left_out(side, body, own):
                if own[key]:
                    gone.setdefault(key, {})[body] = own[key]
    of: dict[frozenset[int], Scores] = {frozenset(): side.scores(members)}
    found: Scores = {}
    for key, one in of[frozenset()].items():
        if key[0] in _LEVELS and not 0 < one.responses < FEW:
            some = gone.get(key, {})
            without = frozenset() if not some or enough(some.values()) else frozenset(some)
            if without not in of:
                of[without] = side.scores(set(members) - without)
            found[key] = replace(of[without][key], responses=one.responses)
    return found


def _left_out(side: Side, body: int, people: dict[Key, int]) -> set[Key]:
    """Return the indices of a body that its own page leaves out."""
    if not side.tells({body}):
        return set(people)
    few = {key for key, n in people.items() if 0 < n < FEW}
    if side.channels is not None and side.has_few_anywhere({body}):
        return few | (people.keys() - {OVERALL})
    return few | within(side.layout, people)
