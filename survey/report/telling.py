"""A round's shown rows, one after another: a whole province never stands in memory at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from survey.report.asking import ALL, Ask, read_channels, read_levels
from survey.report.index import Index
from survey.report.rows import IndexRow
from survey.store import Connection
from survey.store.rounds import Round


class Rows:
    """Rows that are worked out when they are asked for; the database is asked no more.

    Every body has one row for each index of the levels: so a page's bodies are known beforehand.
    """

    def __init__(self, index: Index, only: Collection[int] | None) -> None:
        self._index = index
        self._units = index.units(only)
        self._each = sum(group.level in index.ask.levels for group in index.side.layout.groups)

    def __len__(self) -> int:
        return len(self._units) * self._each

    def __iter__(self) -> Iterator[IndexRow]:
        return self.page(0, None)

    def page(self, first: int, many: int | None) -> Iterator[IndexRow]:
        """Yield `many` rows from number `first` on, counted from 0; None: all that follow."""
        end = len(self) if many is None else min(first + many, len(self))
        for at in range(first // self._each, len(self._units)):
            begin = at * self._each
            if begin >= end:
                return
            for number, row in enumerate(self._index.rows(self._units[at]), begin):
                if first <= number < end:
                    yield row


def shown_rows(
    db: Connection,
    this: Round,
    *,
    agency: str | None = None,
    level: str = ALL,
    channel: str | None = None,
    only: Collection[int] | None = None,
    language: str = "vi",
) -> Rows:
    """Return the rows of the last freeze, as `index_rows` gives them.

    :raises NoFreeze: if there is none.
    :raises Refusal: for an unknown level, channel or body.
    """
    ask = Ask(
        source="frozen",
        agency=agency,
        levels=read_levels(level),
        channels=read_channels(channel),
    )
    return Rows(Index(db, this, ask, language=language), only)
