"""A cross-tab: indices of the categories that sheets fall into, and what each index ends with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from survey.report.spreads import Spread, spread_of
from survey.report.tabled import Row
from survey.scoring import Score
from survey.store.agencies import Agency
from survey.store.rounds import Round

BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Category:
    """One row of a cross-tab.

    :ivar id: number of the option, month (YYYY-MM), desk's code, channel, or `BLANK`.
    :ivar text: the option or desk in words; empty where the id has to be said in words.
    :ivar scores: in the order of `Crosstab.indices`; None where one is left out.
    """

    id: str
    text: str
    scores: Row

    @property
    def is_nobody(self) -> bool:
        """Whether it is of those who left the question out, and nobody did."""
        overall = self.scores[0]
        return self.id == BLANK and overall is not None and not overall.responses


class ByIndex(NamedTuple):
    """One index of a cross-tab: of all together, of each category, and what these end with."""

    name: str
    total: Score | None
    scores: list[tuple[Category, Score | None]]
    spread: Spread | None


@dataclass(frozen=True, slots=True)
class Crosstab:
    """The indices of some people by one thing that their sheets tell.

    :ivar body: whose; None: of `kind`, or where that is empty of the province.
    :ivar kinds: kinds there are to choose from.
    :ivar ways: (id, label) of what there is to break down by; a label is empty where the id has
        to be said in words. `by` and `label`: the one that was asked.
    :ivar indices: (level, id, name): overall, then the factors. `total`: of all together.
    :ivar no: the freeze that all figures come from, and its `day`.
    :ivar left_out: bodies of the kind, or kinds of the province, that are not in the figures.
    """

    round: Round
    questionnaire: str
    no: int
    day: date
    body: Agency | None
    kind: str
    kinds: tuple[str, ...]
    by: str
    label: str
    ways: tuple[tuple[str, str], ...]
    indices: tuple[tuple[str, str, str], ...]
    total: Row
    categories: tuple[Category, ...]
    left_out: int

    @property
    def spreads(self) -> tuple[Spread | None, ...]:
        """What the table of each index ends with; None: not two categories of it are told.

        Only figures that the table tells are in it, so whoever reads the table could work it out:
        it gives nothing back that is left out.
        """
        told = [
            [score.percent for score in row if score is not None and score.percent is not None]
            for row in zip(*(one.scores for one in self.categories), strict=True)
        ]
        return tuple(spread_of(row) if len(row) > 1 else None for row in told)

    def by_index(self) -> Iterator[ByIndex]:
        """Yield every index, as its part of the page lists it."""
        listed = [one for one in self.categories if not one.is_nobody]
        parts = zip(self.indices, self.total, self.spreads, strict=True)
        for at, ((_, _, name), total, spread) in enumerate(parts):
            yield ByIndex(name, total, [(one, one.scores[at]) for one in listed], spread)
