"""One published figure of a year beside the year before, and figures side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from survey.report.before import rank_change
from survey.report.spreads import Spread
from survey.scoring import YearlyIndex, change, rank
from survey.store.keys import fold
from survey.store.scoreboard import PROVINCE as THE_PROVINCE
from survey.store.scoreboard import Key, Place, Published
from survey.words import N_

Some = TypeVar("Some")

HARDLY = Decimal("0.01")  # of the scale
MANY_RANKS = 10

FRAMES = {
    "desk": N_("Chỉ số hài lòng tại nơi giải quyết thủ tục"),
    "household": N_("Chỉ số hài lòng theo khảo sát tại hộ gia đình"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of one index of one body in a year. None and empty: not told.

    :ivar code: empty for the province itself; `name` may be, where the office has not said it.
    :ivar frame: where people were asked (`desk`, `household`), of an index that says so.
    :ivar target_rank: the lowest rank that is aimed at; `target_of` among how many, where told.
    :ivar since: the earlier year that it is compared with; `previous…` are of that year.
    :ivar low: `low`, `high`, `responses` and `change_is_clear` (whether chance alone would hardly
        make the change) only of a survey round's own index.
    """

    year: int
    index: YearlyIndex
    body: int = THE_PROVINCE
    name: str = ""
    code: str = ""
    kind: str = ""
    frame: str = ""
    value: Decimal | None = None
    rank: int | None = None
    of: int | None = None
    unranked: bool = False
    group: str = ""
    places: tuple[Place, ...] = ()
    target: Decimal | None = None
    source: str = ""
    target_rank: int | None = None
    target_of: int | None = None
    since: int | None = None
    previous: Decimal | None = None
    previous_rank: int | None = None
    previous_of: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    responses: int | None = None
    change_is_clear: bool | None = None

    @property
    def is_there(self) -> bool:
        """Whether anything was entered but a target."""
        told = (self.value, self.rank, self.group or None, self.places or None)
        return self.unranked or any(one is not None for one in told)

    @property
    def change(self) -> Decimal | None:
        """What the value gained: percentage points of a percentage, points of points."""
        return change(self.value, self.previous)

    @property
    def rank_change(self) -> int | None:
        """How many ranks were gained; None where the two are not to be compared."""
        return rank_change(self._place, self._place_before, same_kind=True)

    @property
    def is_crowded(self) -> bool:
        """Whether many ranks went with hardly any change of the value: others stand very near."""
        if self.change is None or self.rank_change is None:
            return False
        hardly = abs(self.change) < self.index.scale * HARDLY
        return hardly and abs(self.rank_change) >= MANY_RANKS

    @property
    def ranked_among_others(self) -> bool:
        """Whether both years have a rank, among numbers too different to compare."""
        both = self._place is not None and self._place_before is not None
        return both and self.rank_change is None

    @property
    def meets_target(self) -> bool | None:
        """Whether the value is at least the target; None without both."""
        if self.value is None or self.target is None:
            return None
        return self.value >= self.target

    @property
    def meets_target_rank(self) -> bool | None:
        """Whether the rank is at least the one aimed at; None without both.

        None also where that was aimed at among a number too different to compare.
        """
        if self.rank is None or self.target_rank is None:
            return None
        if self.of is not None and self.target_of is not None:
            aim, place = (self.target_rank, self.target_of), (self.rank, self.of)
            if rank_change(place, aim, same_kind=True) is None:
                return None
        return self.rank <= self.target_rank

    @property
    def has_target(self) -> bool:
        """Whether a value or a rank is aimed at."""
        return self.target is not None or self.target_rank is not None

    @property
    def _place(self) -> tuple[int, int] | None:
        return None if self.rank is None or self.of is None else (self.rank, self.of)

    @property
    def _place_before(self) -> tuple[int, int] | None:
        if self.previous_rank is None or self.previous_of is None:
            return None
        return self.previous_rank, self.previous_of


@dataclass(frozen=True, slots=True)
class Line:
    """A unit in its table. `behind`: by how much its value is below the next better one's."""

    figure: Figure
    behind: Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """One index of the units of one kind in a year, best first; those without a rank last.

    :ivar computed: whether the ranks were worked out here from the values.
    :ivar of_ranked: the spread of all that have a rank, where the lines are the first of them;
        None: the lines are all there are, or nothing is told of others.
    """

    index: YearlyIndex
    kind: str
    frame: str
    lines: tuple[Line, ...]
    computed: bool = False
    of_ranked: Spread | None = None

    @property
    def first(self) -> tuple[Figure, ...]:
        """Whoever has the first rank, where that is not a rank among one."""
        return tuple(one for one in self.figures if one.rank == 1 and one.of != 1)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures alone, in the same order."""
        return tuple(line.figure for line in self.lines)

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Every value that is known."""
        return tuple(one.value for one in self.figures if one.value is not None)

    @property
    def is_whole(self) -> bool:
        """Whether no unit that was ranked is missing from it."""
        return all(one.of is None or one.of <= len(self.lines) for one in self.figures)

    @property
    def spread(self) -> Spread:
        """What the table ends with: the plain mean of the values, the lowest and the highest."""
        if not self.values:
            return Spread(None, None, None)
        mean = self.index.rounded(sum(self.values, Decimal(0)) / len(self.values))
        return Spread(mean, min(self.values), max(self.values))

    def of(self, only: Collection[int] | None) -> Table:
        """Return the table with these bodies alone; nothing is said of the others' values."""
        if only is None:
            return self
        lines = []
        for above, line in zip((None, *self.lines), self.lines, strict=False):
            if line.figure.body in only:
                known = above is not None and above.figure.body in only
                lines.append(line if known else replace(line, behind=None))
        return replace(self, lines=tuple(lines))


def figure(
    index: YearlyIndex,
    year: int,
    now: Published | None,
    before: Published | None,
    *,
    body: int = THE_PROVINCE,
    name: str = "",
    code: str = "",
    kind: str = "",
    frame: str = "",
) -> Figure:
    """Return a published figure beside the one that it is compared with."""
    now = now or Published(Key(year, index.id, body, frame))
    return Figure(
        year,
        index,
        body,
        name,
        code,
        kind,
        frame,
        now.value,
        now.rank,
        now.of,
        now.unranked,
        now.group,
        now.places,
        now.target,
        now.source,
        now.target_rank,
        now.target_of,
        since=before.key.year if before else None,
        previous=before.value if before else None,
        previous_rank=before.rank if before else None,
        previous_of=before.of if before else None,
    )


def by_kind(kinds: Mapping[str, Some]) -> list[tuple[str, Some]]:
    """Return kinds and what is of them, the departments (sở) of the province first."""
    return sorted(kinds.items(), key=lambda one: (not fold(one[0]).startswith("so"), fold(one[0])))


def table(figures: Sequence[Figure]) -> Table:
    """Return figures of one index and kind as a table, the ranks worked out where none is told.

    They are only where every figure has a value and none says anything of ranks: of a part of
    the units alone a rank would be wrong.
    """
    computed = all(
        one.value is not None and one.rank is None and not one.unranked for one in figures
    )
    if computed:
        ranks = rank([one.value for one in figures])
        figures = [
            replace(one, rank=place, of=len(figures))
            for one, place in zip(figures, ranks, strict=True)
        ]
    ordered = sorted(figures, key=_by_rank)
    many = Counter(one.rank for one in ordered)
    pairs = zip([None, *ordered], ordered, strict=False)
    lines = [Line(one, _behind(one, above, many)) for above, one in pairs]
    head = ordered[0]
    return Table(head.index, head.kind, head.frame, tuple(lines), computed)


def _by_rank(one: Figure) -> tuple[object, ...]:
    value = -one.value if one.value is not None else Decimal(0)
    return (one.rank is None, one.rank or 0, one.value is None, value, one.code)


def _behind(one: Figure, above: Figure | None, many: Counter[int | None]) -> Decimal | None:
    """None at the top, where a value is not known, and where a unit between is not in the table."""
    if above is None or one.value is None or above.value is None:
        return None
    if one.rank is None or above.rank is None:
        return None
    next_rank = above.rank + many[above.rank]
    return above.value - one.value if one.rank in (above.rank, next_rank) else None
