"""What is told of some people by categories: the shape that every cross-tab is made in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.report.guarding import Cell
from survey.scoring import Score

# The overall index, then the factors; None where one is left out.
Row = tuple[Score | None, ...]


@dataclass(frozen=True, slots=True)
class Tabled:
    """A row for all together and one a category. `left_out`: of whom nothing is in the figures."""

    total: Row
    rows: tuple[Row, ...]
    left_out: int = 0

    def without_figures(self) -> Tabled:
        """Return the same table with everything left out."""
        return nothing(len(self.total), len(self.rows), self.left_out)


def shown(scores: Sequence[Score], level: int, place: Sequence[int]) -> Row:
    """Return the indices of a category that is left out as far as `level` (see `guarding`)."""
    return tuple(one if level < at else None for one, at in zip(scores, place, strict=True))


def nothing(indices: int, categories: int, left_out: int = 0) -> Tabled:
    """Return a table in which everything is left out."""
    row: Row = (None,) * indices
    return Tabled(row, (row,) * categories, left_out)


def cell(score: Score) -> Cell:
    """Return what stands behind an index."""
    return score.responses, score.satisfied, score.answers


def untold(cells: Sequence[Cell], parts: Sequence[Sequence[int]], few: int) -> set[int]:
    """Return the factors that a body's own page does not tell, numbered as `cells` from 1.

    Those that few people answered; beside one of them another of its part (see `covering.within`).

    >>> sorted(untold([(40, 9, 99), (40, 3, 33), (3, 3, 3), (30, 3, 30)], [(1, 2, 3)], 5))
    [2, 3]
    """
    found: set[int] = set()
    for part in parts:
        gone = {at for at in part if 0 < cells[at][0] < few}
        rest = [at for at in part if cells[at][0] >= few]
        found |= gone
        if gone and rest:
            found.add(min(rest, key=lambda at: cells[at][0]))
    return found
