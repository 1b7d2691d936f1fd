"""What published files say, ready for a page. Nothing here knows the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from survey import export
from survey.report import Entry, IndexRow, Spread, first_kind, spread_of, touch
from survey.store.keys import sort_key

# (agency, level, id) → rows of the edition that changes are measured from
Past = Mapping[tuple[str, str, str], list[IndexRow]]


@dataclass(frozen=True, slots=True)
class Standing:
    """The bodies of one kind, best first; those with too few sheets after them.

    :ivar kinds: every kind of the edition, in the order of the bodies' codes.
    :ivar spread: of the ranked bodies' indices; its mean weighs each the same.
    :ivar pooled: all answers to the kind's bodies that are told together; None: not told.
    :ivar whole: the same of every kind.
    """

    kind: str
    kinds: tuple[str, ...]
    entries: tuple[Entry, ...]
    spread: Spread
    pooled: IndexRow | None
    whole: IndexRow | None

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
def standing(lines: str, compared: str, kind: str | None) -> Standing:
    """Return the bodies of a kind; of the first one where there is none of that name.

    :param lines: the overall rows of an edition, as it keeps them; `compared` those of the
        edition that changes are measured from, empty where there is none.
    """
    rows = export.from_csv(lines)
    together = {row.kind: row for row in rows if row.agency == export.POOLED}
    bodies = [row for row in rows if row.agency != export.POOLED]
    kinds = tuple(dict.fromkeys(row.kind for row in bodies))
    chosen = kind if kind in kinds else first_kind(kinds)
    found = sorted((row for row in bodies if row.kind == chosen), key=_place)
    before = past(export.from_csv(compared) if compared else ())
    return Standing(
        kind=chosen,
        kinds=kinds,
        entries=tuple(entry(at, row, before) for at, row in enumerate(found)),
        spread=spread_of(row.percent for row in found if row.rank is not None),
        pooled=together.get(chosen),
        whole=together.get(export.WHOLE),
    )


def spread_at(rows: Iterable[IndexRow], level: str) -> Spread:
    """Return what a body's table of one level ends with."""
    return spread_of(row.percent for row in rows if row.level == level)


def past(rows: Iterable[IndexRow]) -> Past:
    """Return the rows of an earlier edition where `entry` looks them up."""
    found: dict[tuple[str, str, str], list[IndexRow]] = {}
    for row in rows:
        found.setdefault((row.agency, row.level, row.id), []).append(row)
    return found


def entry(at: int, row: IndexRow, before: Past) -> Entry:
    """Return a row beside the interval of what it is compared with, where that was published.

    It was not where several bodies are taken together, or the figure is worked out anew by
    another method or through other channels. Then no change is called clear.
    """
    same = [
        one
        for one in before.get((row.compared_with, row.level, row.id), ())
        if one.percent == row.previous
        and (one.method, one.channel) == (row.method, row.channel)
        and one.percent is not None
    ]
    if len(same) != 1:
        return Entry(unit=at, row=row)
    return Entry(unit=at, row=row, low_before=same[0].low, high_before=same[0].high)


def _place(row: IndexRow) -> tuple[object, ...]:
    state = 0 if row.rank is not None else 1 if row.responses else 2
    return (state, row.rank or 0, sort_key(row.agency_name), row.agency)
