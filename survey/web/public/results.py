"""What a published file says, ready for a page. Nothing here knows the database."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from survey import export
from survey.report import Entry, IndexRow, first_kind, spread_of, touch
from survey.store.keys import sort_key


@dataclass(frozen=True, slots=True)
class Standing:
    """The bodies of one kind, best first; those with too few sheets after them.

    :ivar kinds: every kind of the edition, in the order of the bodies' codes.
    :ivar mean: of the ranked bodies' indices, each weighing the same; None: none is ranked.
    """

    kind: str
    kinds: tuple[str, ...]
    entries: tuple[Entry, ...]
    mean: Decimal | None

    @property
    def ranked(self) -> list[IndexRow]:
        """The rows with a rank, best first."""
        return [entry.row for entry in self.entries if entry.row.rank is not None]

    @property
    def responses(self) -> int:
        """Sheets of all these bodies."""
        return sum(entry.row.responses for entry in self.entries)

    @property
    def alike(self) -> int:
        """How many ranked bodies do not differ clearly from the first."""
        first, *others = self.ranked
        return sum(touch(first, other) for other in others)


@lru_cache(maxsize=4)
def standing(lines: str, kind: str | None) -> Standing:
    """Return the bodies of a kind; of the first one where there is none of that name.

    :param lines: the overall rows of an edition, as it keeps them.
    """
    rows = export.from_csv(lines)
    kinds = tuple(dict.fromkeys(row.kind for row in rows))
    chosen = kind if kind in kinds else first_kind(kinds)
    found = sorted((row for row in rows if row.kind == chosen), key=_place)
    percents = [row.percent for row in found if row.rank is not None and row.percent is not None]
    return Standing(
        kind=chosen,
        kinds=kinds,
        entries=tuple(Entry(unit=at, row=row) for at, row in enumerate(found)),
        mean=spread_of(percents).mean,
    )


def _place(row: IndexRow) -> tuple[object, ...]:
    state = 0 if row.rank is not None else 1 if row.responses else 2
    return (state, row.rank or 0, sort_key(row.agency_name), row.agency)
