"""The bodies of a ranking in their order; a row is made when it is asked for.

A province lists three thousand bodies and a page shows some of them: all are put in order, and
only those shown are told in full.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple, overload

from survey.report.grouping import unit_of
from survey.report.index import Index
from survey.report.rows import Entry
from survey.report.together import is_told


class Place(NamedTuple):
    """A body and what puts it in its place; the figures are None where its row has none."""

    body: int
    responses: int
    rank: int | None
    of: int | None
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None


class Listed(Sequence[Entry]):
    """Rows of bodies, best first; those with too few sheets after them, then the unanswered.

    :ivar places: of each row, in the same order.
    """

    def __init__(self, index: Index, bodies: Collection[int]) -> None:
        self._index = index
        self._bodies = {body.id: body for body in index.bodies.of_round if body.id in bodies}
        places = (_place(index, body) for body in self._bodies)
        keys = {id_: body.sort_key for id_, body in self._bodies.items()}
        self.places = sorted(places, key=lambda one: (*_order(one), keys[one.body]))
        self._made: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, at: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(at, slice):
            return tuple(map(self._row, self.places[at]))
        return self._row(self.places[at])

    @property
    def ranked(self) -> Iterable[Place]:
        """The places of those that have a rank."""
        return (one for one in self.places if one.rank is not None)

    def _row(self, place: Place) -> Entry:
        if place.body not in self._made:
            (self._made[place.body],) = self._index.of(unit_of(self._bodies[place.body]))
        return self._made[place.body]


def _place(index: Index, body: int) -> Place:
    score = index.side.overall({body})
    if not is_told(index.side, body):
        return Place(body, score.responses, None, None, None, None, None)
    rank, of = index.ranks.get(body, (None, None))
    return Place(body, score.responses, rank, of, score.percent, score.low, score.high)


def _order(place: Place) -> tuple[int, int]:
    if place.rank is not None:
        return 0, place.rank
    return 1 if place.responses else 2, 0
