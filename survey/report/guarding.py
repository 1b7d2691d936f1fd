"""Cross-tabs of bodies and of their kind: what is left out so that nobody's answers are told.

A cell (a category's index, of one body) is a secret where fewer than five people stand behind it,
or where all its answers are alike. It is left out, and so are others, until no sum or difference
of what is shown gives it back: of the body's categories, of the bodies of the kind in the same
category, and of the factors that add up to the overall index.

The factors of a category are left out from the one that fewest people answered on, never one
alone; `levels` say how far: 0 nothing, k the first k factors, and one more than there are factors:
the overall index too. So whatever is left out at a level is left out for two factors or for all
that stand in the same places, and what could be added to the one and taken from the other keeps
every sum; each level is then a table of bodies by categories by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from survey.report.asking import FEW
from survey.report.crossing import bridges

# People, satisfied answers, answers: of the overall index, then of every factor.
Cell = tuple[int, int, int]
Line = Sequence[Cell]
NOTHING: Cell = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Guarded:
    """How far each category is left out: of each body, and of all together.

    :ivar place: of every index (0 the overall one) the level from which on it is left out.
    """

    place: tuple[int, ...]
    of_body: dict[int, list[int]]
    of_all: list[int]


def plus(one: Line, other: Line) -> list[Cell]:
    """Return the cells of two lines together."""
    return [(a + d, b + e, c + f) for (a, b, c), (d, e, f) in zip(one, other, strict=True)]


def secret(cell: Cell, few: int = FEW) -> bool:
    """Whether too few people stand behind a cell, or all its answers are alike.

    >>> secret((3, 2, 9)), secret((30, 90, 90)), secret((30, 88, 90)), secret((0, 0, 0))
    (True, True, False, False)
    """
    n, x, y = cell
    return n > 0 and (n < few or x in (0, y))


def guard(
    table: Mapping[int, Sequence[Line]],
    *,
    few: int = FEW,
    gone: Mapping[int, Collection[int]] | None = None,
    gone_of_all: Collection[int] = (),
    untold: Collection[int] = (),
) -> Guarded:
    """Return how far the categories of some bodies, and of all of them, are left out.

    :param table: body → a line a category; together they are all the body's sheets.
    :param gone: body → categories that are left out whole whatever stands in them.
    :param untold: factors, numbered from 1, that the bodies' own totals do not tell.
    """
    lines = list(table.values())
    totals: list[list[Cell]] = [list(line) for line in lines[0]]
    for body in lines[1:]:
        totals = [plus(one, other) for one, other in zip(totals, body, strict=True)]
    place, order = _places(totals)
    top = place[0]
    least = max((place[at] for at in untold), default=0)
    levels = {
        body: [
            top if at in (gone or {}).get(body, ()) else max(_need(line, place, order, few), least)
            for at, line in enumerate(some)
        ]
        for body, some in table.items()
    }
    whole = [
        top if at in gone_of_all else _need(line, place, order, few)
        for at, line in enumerate(totals)
    ]
    for index in (0, *reversed(order)):
        cells = {body: [line[index] for line in some] for body, some in table.items()}
        _Level(cells, [line[index] for line in totals], few).settle(levels, whole, place[index])
    if len(table) == 1:
        (whole,) = levels.values()
    return Guarded(place, levels, whole)


def _places(totals: Sequence[Line]) -> tuple[tuple[int, ...], list[int]]:
    """Return the level of each index, and the factors from the scarcest on."""
    factors = range(1, len(totals[0]))
    order = sorted(factors, key=lambda at: (sum(line[at][0] for line in totals), at))
    place = [len(factors) + 1] * len(totals[0])
    if len(factors) > 1:
        for number, at in enumerate(order, 1):
            place[at] = max(number, 2)
    return tuple(place), order


def _need(line: Line, place: Sequence[int], order: Sequence[int], few: int) -> int:
    """Return how far a category is left out for its own secrets."""
    if secret(line[0], few):
        return place[0]
    hidden = [at for at in order if secret(line[at], few)]
    if not hidden:
        return 0
    for level in count(max(place[at] for at in hidden)):
        gone = [line[at] for at in order if place[at] <= level]
        if level >= place[0] or _fine(gone, few) or len(gone) == len(order):
            return level
    raise AssertionError("a level is reached at which all factors are left out")


def _fine(cells: Sequence[Cell], few: int) -> bool:
    """Whether cells may be told together: two or more, people enough, answers that differ."""
    there = people = x = y = 0
    for n, satisfied, answers in cells:
        if n:
            there += 1
            people += n
            x += satisfied
            y += answers
    return there > 1 and people >= few and 0 < x < y


def _beside(cells: Sequence[Cell], gone: set[int], few: int) -> set[int]:
    """Return what is left out of a row or column whose total is known: the smallest further."""
    out = set(gone)
    if not out:
        return out
    rest = sorted((at for at, cell in enumerate(cells) if cell[0] and at not in out),
                  key=lambda at: (cells[at][0], at))  # fmt: skip
    while rest and not _fine([cells[at] for at in out], few):
        out.add(rest.pop(0))
    return out


class _Level:
    """The table of one index: bodies by categories, the totals of both known."""

    def __init__(
        self, cells: Mapping[int, Sequence[Cell]], totals: Sequence[Cell], few: int
    ) -> None:
        self._cells, self._totals, self._few = cells, totals, few
        # Where all are of one category the body's own page tells of that category.
        self._divided = {
            body for body, row in cells.items() if sum([cell[0] > 0 for cell in row]) > 1
        }

    def settle(self, levels: dict[int, list[int]], whole: list[int], level: int) -> None:
        """Raise levels, in place, until nothing of this index that is left out is told."""
        alone = {
            body: _beside(row, self._out(row, levels[body], level), self._few)
            for body, row in self._cells.items()
        }
        found, of_all = alone, set(range(len(whole)))
        if len(self._cells) > 1:
            told = _beside(self._totals, self._out(self._totals, whole, level), self._few)
            if (closed := self._closed(alone, told)) is not None:
                found, of_all = closed, told
            for at in of_all:
                whole[at] = max(whole[at], level)
        for body, gone in found.items():
            for at in gone:
                levels[body][at] = max(levels[body][at], level)

    @staticmethod
    def _out(row: Sequence[Cell], levels: Sequence[int], level: int) -> set[int]:
        return {at for at, cell in enumerate(row) if levels[at] >= level and cell[0]}

    def _closed(
        self, alone: Mapping[int, set[int]], of_all: set[int]
    ) -> dict[int, set[int]] | None:
        """Return what is left out so that the columns may be told too; None: there is no way."""
        columns = [{at} for at in range(len(self._totals)) if at not in of_all]
        columns += [of_all] if of_all else []
        out = {body: set(gone) for body, gone in alone.items()}
        size = -1
        while size != (size := sum(map(len, out.values()))):
            for column in columns:
                self._cover(out, column)
            for body, row in self._cells.items():
                out[body] = _beside(row, out[body], self._few)
            if size == sum(map(len, out.values())):
                for body, _column in bridges(self._unknown(out), columns):
                    out[body] |= {at for at, cell in enumerate(self._cells[body]) if cell[0]}
        if all(self._is_safe(out, column) for column in columns):
            return None if any(bridges(self._unknown(out), columns)) else out
        return None

    def _unknown(self, out: Mapping[int, set[int]]) -> dict[int, set[int]]:
        """Return what is left out, without what the body's own page tells."""
        return {body: gone for body, gone in out.items() if gone and body in self._divided}

    def _in_column(self, out: Mapping[int, set[int]], column: set[int]) -> dict[int, Cell]:
        return {
            body: self._together(body, here)
            for body, gone in out.items()
            if (here := gone & column) and body in self._divided
        }

    def _cover(self, out: dict[int, set[int]], column: set[int]) -> None:
        """Leave out of a column, in place, the smallest others beside those that are."""
        gone = self._in_column(out, column)
        if not gone or _fine(list(gone.values()), self._few):
            return
        rest = sorted(
            (cell[0], body)
            for body in self._cells
            if body not in gone
            and body in self._divided
            and (cell := self._together(body, column))[0]
        )
        for _, body in rest:
            gone[body] = self._together(body, column)
            out[body] |= {at for at in column if self._cells[body][at][0]}
            if _fine(list(gone.values()), self._few):
                return

    def _is_safe(self, out: Mapping[int, set[int]], column: set[int]) -> bool:
        gone = self._in_column(out, column)
        return not gone or _fine(list(gone.values()), self._few)

    def _together(self, body: int, column: Collection[int]) -> Cell:
        row = self._cells[body]
        n = x = y = 0
        for at in column:
            people, satisfied, answers = row[at]
            n += people
            x += satisfied
            y += answers
        return n, x, y
