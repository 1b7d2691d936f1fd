"""The bodies of a kind in their order, and what follows from all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from survey.report.before import Ranks
from survey.report.intervals import Intervals
from survey.report.sides import Side
from survey.report.spreads import Spread, spread_of
from survey.report.together import is_told, overall_of
from survey.scoring import Score
from survey.store import Connection, remembered
from survey.store.agencies import Agency


class Place(NamedTuple):
    """A body and what puts it in its place; the figures are None where its row has none."""

    body: int
    responses: int
    rank: int | None
    of: int | None
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Order:
    """Bodies best first; those with too few sheets after them, then the unanswered.

    :ivar ranked: the places of those that have a rank; `intervals`: theirs.
    :ivar told: those of which sheets speak and the overall index is told.
    :ivar whole: the overall index of those that are told, together.
    :ivar spread: of those that have a rank.
    :ivar reach: the lowest and the highest end of what is drawn of them; empty: nothing is.
    """

    places: tuple[Place, ...]
    ranked: tuple[Place, ...]
    intervals: Intervals
    spread: Spread
    reach: tuple[Decimal, ...]
    told: frozenset[int]
    whole: Score

    def of(self, bodies: Collection[int]) -> Order:
        """Return the order of some of them; what is told of all together stays theirs."""
        places = tuple(one for one in self.places if one.body in bodies)
        return replace(self, **_listed(places))


def order_of(db: Connection, side: Side, ranks: Ranks, bodies: Collection[Agency]) -> Order:
    """Return the order of these bodies, worked out once for what a freeze shows of a kind.

    :param bodies: all of a kind, so that their ranks hang on nothing but them.
    :param ranks: among them, by the channels that rank or by those of this side.
    """
    ranks = {body.id: ranks[body.id] for body in bodies if body.id in ranks}
    if side.key is None:
        return _ordered(side, ranks, bodies)
    # What bodies are called and of which kind they are may change between two pages.
    key: Hashable = ("order", side.key, tuple(ranks.items()), tuple(bodies))
    return remembered(db, key, lambda: _ordered(side, ranks, bodies))


def _ordered(side: Side, ranks: Ranks, bodies: Collection[Agency]) -> Order:
    keys = {body.id: body.sort_key for body in bodies}
    told = {body for body in keys if is_told(side, body)}
    found = (_place(side, ranks, body, told=body in told) for body in keys)
    places = tuple(sorted(found, key=lambda one: (*_group(one), keys[one.body])))
    return Order(
        **_listed(places),
        told=frozenset(one.body for one in places if one.responses and one.body in told),
        whole=overall_of(side, keys),
    )


def _place(side: Side, ranks: Ranks, body: int, *, told: bool) -> Place:
    score = side.overall({body})
    if not told:
        return Place(body, score.responses, None, None, None, None, None)
    rank, of = ranks.get(body, (None, None))
    return Place(body, score.responses, rank, of, score.percent, score.low, score.high)


def _listed(places: tuple[Place, ...]) -> dict[str, Any]:
    ranked = tuple(one for one in places if one.rank is not None)
    # A body with few sheets may reach beyond: one such would squeeze all the others.
    drawn = (end for one in ranked or places for end in (one.low, one.high, one.percent))
    ends = sorted(end for end in drawn if end is not None)
    return {
        "places": places,
        "ranked": ranked,
        "intervals": Intervals(ranked),
        "spread": spread_of(one.percent for one in ranked),
        "reach": (ends[0], ends[-1]) if ends else (),
    }


def _group(place: Place) -> tuple[int, int]:
    if place.rank is not None:
        return 0, place.rank
    return 1 if place.responses else 2, 0
