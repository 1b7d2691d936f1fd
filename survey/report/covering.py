"""What else is left out, so that no figure that is left out can be told from those around it.

A figure that fewer than five people stand behind is left out; but where it alone is, the total
less the others gives it away. So some others are left out too (`COMPLEMENT`), as few as will do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from survey.report.asking import FEW
from survey.scoring import Layout

COMPLEMENT = "complement"
Key = tuple[str, str]
_BELOW = {"overall": "part", "part": "factor", "factor": "criterion"}


def enough(sizes: Collection[int], few: int = FEW) -> bool:
    """Whether parts of these sizes may be told together: two or more, `few` people or more."""
    return len(sizes) > 1 and sum(sizes) >= few


def beside(
    sizes: Sequence[int],
    gone: Collection[int],
    alone: Collection[int] = (),
    few: int = FEW,
) -> set[int]:
    """Return which parts of a total are left out beside those that are, the smallest first.

    :param sizes: people behind each part; no person stands behind two.
    :param gone: numbers of the parts left out for themselves.
    :param alone: those of them that would be told by a remainder mostly their own, such as a
        desk of one officer.

    >>> sorted(beside([40, 3, 12, 30], {1}))
    [2]
    >>> beside([40, 3, 12, 4], {1, 3})
    set()
    >>> sorted(beside([40, 3, 12, 4], {1, 3}, few=10))
    [2]
    """
    out = {at for at in gone if sizes[at]}
    if not out or _is_covered(sizes, out, alone, few):
        return set()
    rest = [at for at, size in enumerate(sizes) if size and at not in out]
    added = set()
    # Of equal ones the first: the sort keeps their order.
    for at in sorted(rest, key=sizes.__getitem__):
        added.add(at)
        out.add(at)
        if _is_covered(sizes, out, alone, few):
            break
    return added


def _is_covered(
    sizes: Sequence[int], out: Collection[int], alone: Collection[int], few: int
) -> bool:
    total = sum([sizes[at] for at in out])
    apart = all(total - sizes[at] >= few for at in alone if at in out)
    return apart and enough([sizes[at] for at in out], few)


def within(layout: Layout, people: Mapping[Key, int], few: int = FEW) -> set[Key]:
    """Return which indices of some people are left out beside those with few answers.

    An index is the sum of those below it, and the same people stand behind several. So beside
    one with few people, another of five or more is left out; and below an index that is left
    out beside another, one of its own, lest the others add up to it.

    :param people: (level, id) → people with an answer there. Criteria may be missing.
    """
    out: set[Key] = set()
    if not any(0 < n < few for n in people.values()):
        return out
    for group in layout.groups:
        key = group.level, group.id
        below = [
            (one.level, one.id)
            for one in layout.members(group, _BELOW.get(group.level, ""))
            if people.get((one.level, one.id))
        ]
        if people.get(key, 0) < few:
            continue
        gone = [one for one in below if people[one] < few or one in out]
        if (gone or key in out) and not any(people[one] >= few for one in gone):
            rest = [one for one in below if one not in gone]
            out |= set(rest and [min(rest, key=lambda one: people[one])])
    return out


def views(
    sizes: Mapping[str, int],
    official: Collection[str],
    few: int = FEW,
    lonely: Collection[frozenset[str]] = (),
) -> list[frozenset[str]]:
    """Return the sets of channels of which a figure may be told, of one body or group.

    Asked for are those that the round ranks by, all of them together, and each alone, the
    largest first; one is told unless together with those before it gives away a few people, or
    channels that are `lonely`.

    :param sizes: channel → people.

    >>> [sorted(view) for view in views({"poster": 60, "code": 40, "paper": 3}, ())]
    [['code', 'paper', 'poster'], ['poster']]
    """
    present = sorted((name for name in sizes if sizes[name]), key=lambda name: (-sizes[name], name))
    small = [name for name in present if sizes[name] < few]
    secret = [
        *lonely,
        *(some for some in _subsets(small, few - 1) if sum(sizes[name] for name in some) < few),
    ]
    asked = [frozenset(official) & set(present), frozenset(present), *map(_single, present)]
    told: list[frozenset[str]] = []
    for view in asked:
        if view and view not in told and not _tells([*told, view], secret, present):
            told.append(view)
    return told


def views_of(
    pieces: Mapping[tuple[int, str], int],
    official: Collection[str],
    alone: Collection[int],
    few: int = FEW,
) -> list[frozenset[str]] | None:
    """Return the sets of channels of which a figure may be told, as `views`; None: every set.

    :param pieces: (desk, channel) → people.
    :param alone: desks of one officer; of a body with a single desk none counts.
    """
    sizes: dict[str, int] = {}
    for (_, name), n in pieces.items():
        sizes[name] = sizes.get(name, 0) + n
    desks = {desk for desk, _ in pieces}
    own = desks & set(alone) if len(desks) > 1 else set()
    lonely = lonely_channels(pieces, own, few) if own else set()
    if not lonely and not any(0 < n < few for n in sizes.values()):
        return None
    return views(sizes, official, few, lonely)


def lonely_channels(
    sizes: Mapping[tuple[int, str], int], alone: Collection[int], few: int = FEW
) -> set[frozenset[str]]:
    """Return the sets of channels whose figures would be those of a desk of one officer.

    There nearly nobody came to another desk, or only to desks that are told: these can be taken
    away. All channels together are none of them: how a body leaves out desks sees to that.

    :param sizes: (desk, channel) → people of a body.
    :param alone: desks of one officer.

    >>> lonely_channels({(1, "code"): 20, (2, "code"): 3, (2, "poster"): 30}, {1})
    {frozenset({'code'})}
    """
    by_desk: dict[int, dict[str, int]] = {}
    for (desk, name), n in sizes.items():
        if n:
            by_desk.setdefault(desk, {})[name] = n
    told = told_desks({desk: sum(own.values()) for desk, own in by_desk.items()}, alone)
    channels = sorted(set().union(*by_desk.values()))
    found = set()
    for some in _subsets(channels, len(channels) - 1):
        inside = {
            desk: sum(n for name, n in own.items() if name in some)
            for desk, own in by_desk.items()
            if not (desk in told and own.keys() <= some)
        }
        total = sum(inside.values())
        if any(inside.get(desk) and total - inside[desk] < few for desk in alone):
            found.add(some)
    return found


def told_desks(sizes: Mapping[int, int], alone: Collection[int], few: int = FEW) -> set[int]:
    """Return the desks of a body that its page tells. :param sizes: desk → people."""
    desks = sorted(desk for desk in sizes if sizes[desk])
    people = [sizes[desk] for desk in desks]
    own = {at for at, desk in enumerate(desks) if desk in alone}
    gone = own | {at for at, size in enumerate(people) if size < few}
    gone |= beside(people, gone, own, few)
    return {desk for at, desk in enumerate(desks) if at not in gone}


def _subsets(names: Sequence[str], most: int) -> Iterator[frozenset[str]]:
    """Yield every choice of one name up to `most`."""
    for many in range(1, min(len(names), most) + 1):
        yield from map(frozenset, combinations(names, many))


def _single(name: str) -> frozenset[str]:
    return frozenset({name})


def _tells(
    told: Iterable[frozenset[str]], secret: Iterable[frozenset[str]], names: Sequence[str]
) -> bool:
    """Whether any secret set is a sum or difference of told ones: lies in their span."""
    base: list[list[Fraction]] = []
    for view in told:
        rest = _reduced(_vector(view, names), base)
        if any(rest):
            base.append(rest)
    return any(not any(_reduced(_vector(one, names), base)) for one in secret)


def _vector(view: frozenset[str], names: Sequence[str]) -> list[Fraction]:
    return [Fraction(name in view) for name in names]


def _reduced(vector: list[Fraction], base: Iterable[list[Fraction]]) -> list[Fraction]:
    for one in base:
        at = next(place for place, value in enumerate(one) if value)
        times = vector[at] / one[at]
        vector = [a - times * b for a, b in zip(vector, one, strict=True)]
    return vector
