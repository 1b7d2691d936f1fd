"""A round's figures as rows: all in a list, or one after another, so that a whole province never
stands in memory at once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from typing import Generic, TypeVar

from survey.report.asking import (
    ALL,
    Ask,
    Source,
    few_for,
    read_channels,
    read_grouping,
    read_levels,
)
from survey.report.grouping import Unit
from survey.report.index import Index
from survey.report.rows import IndexRow
from survey.store import Connection
from survey.store.editions import Edition
from survey.store.rounds import Round


def index_rows(
    db: Connection,
    this: Round,
    *,
    source: Source = "live",
    agency: str | None = None,
    level: str = ALL,
    channel: str | None = None,
    group_by: str | None = None,
    group: str = "pooled",
    method: str | None = None,
    hide: int | None = None,
    edition: Edition | None = None,
    language: str = "vi",
) -> list[IndexRow]:
    """Return one row a body (or group), level and id, in the order of the codes and the file.

    Without grouping every body with desks or sheets in the round has rows, its own desks only.

    :param source: "live", exact and as of now, or "frozen", what was last frozen.
    :param channel: a channel, several with commas; None or "all": every channel in one.
    :param method: another method than the round's.
    :param hide: sheets under which a figure is left out; unless told, live rows hide nothing
        and those of an edition what everybody is not to see.
    :param edition: the frozen figures as they were published, not as they were frozen last.
    :raises NoFreeze: if frozen figures are asked and there are none.
    :raises Refusal: for an unknown level, channel, grouping, method, or body.
    """
    grouped_by, pooling = read_grouping(group_by, group)
    ask = Ask(
        source=source,
        agency=agency,
        levels=read_levels(level),
        channels=read_channels(channel),
        group_by=grouped_by,
        pooling=pooling,
        hide=hide if hide is not None else 0 if source == "live" else few_for(edition),
        edition=edition,
    )
    return [entry.row for entry in Index(db, this, ask, method=method, language=language).entries()]


Line = TypeVar("Line")


class Lines(ABC, Generic[Line]):
    """Lines that are worked out when they are asked for; the database is asked no more.

    Every body has one line for each index of the levels: so a page's bodies are known beforehand.
    """

    def __init__(self, index: Index, only: Collection[int] | None) -> None:
        self.index = index
        self.units = index.units(only)
        self._each = sum(group.level in index.ask.levels for group in index.side.layout.groups)

    def __len__(self) -> int:
        return len(self.units) * self._each

    def __iter__(self) -> Iterator[Line]:
        return self.page(0, None)

    def page(self, first: int, many: int | None) -> Iterator[Line]:
        """Yield `many` lines from number `first` on, counted from 0; None: all that follow."""
        end = len(self) if many is None else min(first + many, len(self))
        for at in range(first // self._each, len(self.units)):
            begin = at * self._each
            if begin >= end:
                return
            for number, line in enumerate(self.of(self.units[at]), begin):
                if first <= number < end:
                    yield line

    @abstractmethod
    def of(self, unit: Unit) -> Iterator[Line]:
        """Yield the lines of one body."""


class Rows(Lines[IndexRow]):
    """The rows of an index."""

    def of(self, unit: Unit) -> Iterator[IndexRow]:
        """Yield the rows of one body."""
        return (entry.row for entry in self.index.of(unit))


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
