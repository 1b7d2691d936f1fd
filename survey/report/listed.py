"""The rows of a ranking in their order; a row is made when it is asked for.

A province lists three thousand bodies and a page shows some of them: all are put in order, and
only those shown are told in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from survey.report.grouping import unit_of
from survey.report.index import Index
from survey.report.order import Place
from survey.report.rows import Entry


class Listed(Sequence[Entry]):
    """Rows of bodies.

    :ivar places: of each row, in the same order.
    """

    def __init__(self, index: Index, places: Sequence[Place]) -> None:
        self._index = index
        self.places = places
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

    def _row(self, place: Place) -> Entry:
        if place.body not in self._made:
            unit = unit_of(self._index.bodies.every[place.body])
            (self._made[place.body],) = self._index.of(unit)
        return self._made[place.body]
