"""Weights (quyền số): sheets brought to the finished dossiers of each body and field.

METHOD.md gives the formulas. Whole numbers go as far as they can: sheets that are all alike must
leave exactly nothing to chance, and the noise of floats would pass for a variance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import fsum, lcm

from survey.scoring.errors import BadCounts
from survey.scoring.index import percent
from survey.scoring.interval import Interval, wilson
from survey.words import N_

# A stratum of fewer sheets is joined to others: its own mean would be mostly chance, and a few
# people's answers would be multiplied.
LEAST = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """The sheets of one stratum (tầng), and the dossiers finished there.

    :ivar names: the strata that were put together here, each (id of its body, field).
    :ivar finished: dossiers finished, N.
    :ivar n: sheets, also those without an answer in the rows concerned; `answered`: those with.
    :ivar x: Σx over people, of what their answers are worth; y, xx, yy, xy as in `Sums`.
    """

    names: tuple[tuple[int, str], ...]
    finished: int
    n: int = 0
    answered: int = 0
    x: int = 0
    y: int = 0
    xx: int = 0
    yy: int = 0
    xy: int = 0

    def __add__(self, other: Cell) -> Cell:
        return Cell(
            self.names + other.names,
            self.finished + other.finished,
            self.n + other.n,
            self.answered + other.answered,
            self.x + other.x,
            self.y + other.y,
            self.xx + other.xx,
            self.yy + other.yy,
            self.xy + other.xy,
        )


@dataclass(frozen=True, slots=True)
class Weighted:
    """A weighted index and what stands behind it.

    :ivar share: exact; `interval`: its 95 % interval as two shares; `variance` of the share.
    :ivar n_eff: simple answers that would leave as much to chance: r(1 - r)/v; where v is 0, the
        people who answered.
    :ivar kish: sheets of equal weight that would tell as much as these: (Σw)²/Σw² (Kish).
    :ivar sheets: people who stand behind it; `finished`: dossiers.
    :ivar joined: strata that were put together with others; `beyond`: strata with more sheets
        than dossiers, which have no finite population correction.
    """

    share: Fraction
    interval: Interval
    variance: float
    n_eff: float
    kish: float
    sheets: int
    finished: int
    joined: int
    beyond: int

    @property
    def percent(self) -> Decimal:
        """The index in percent, half up to two decimals."""
        return percent(self.share)

    @property
    def low(self) -> Decimal:
        """The lower end of the interval in percent."""
        return percent(self.interval[0])

    @property
    def high(self) -> Decimal:
        """The upper end of the interval in percent."""
        return percent(self.interval[1])


def join_small(cells: Iterable[Cell], least: int = LEAST) -> list[Cell]:
    """Return strata that can each stand for their dossiers.

    Those with fewer than `least` sheets, or without dossiers, are put together; while these have
    too few sheets or no dossiers still, the one with the next fewest sheets joins them. Ties go
    by name. Nothing is dropped: sheets, dossiers and sums add up to the same as before.

    >>> small = [Cell(((1, name),), 100, n=n) for name, n in (("a", 40), ("b", 3), ("c", 12))]
    >>> [(cell.n, cell.finished, len(cell.names)) for cell in join_small(small)]
    [(40, 100, 1), (15, 200, 2)]
    """
    given = sorted(cells, key=lambda cell: cell.names)
    if all(cell.n >= least and cell.finished for cell in given):
        return given
    given.sort(key=lambda cell: cell.n)
    small = [cell for cell in given if cell.n < least or not cell.finished]
    rest = [cell for cell in given if cell.n >= least and cell.finished]
    while rest and (sum(c.n for c in small) < least or not any(c.finished for c in small)):
        small.append(rest.pop(0))
    joined = put_together(small)
    return sorted([*rest, joined], key=lambda cell: cell.names)


def put_together(cells: Collection[Cell]) -> Cell:
    """Return one or more strata as one."""
    ordered = sorted(cells, key=lambda cell: cell.names)
    return sum(ordered[1:], ordered[0])


def weigh(cells: Sequence[Cell], *, scale: int = 1) -> Weighted | None:
    """Return the ratio r = Σ w·x / (scale · Σ w·y) with w = finished/n in each stratum.

    v = Σ (w·n)²·(1 - n/N)·s²/n / (Σ w·y)², where s² is the variance within the stratum of
    x - r·y, n - 1 below. A stratum of one sheet among several adds (w·(x - r·y))²; a single
    stratum of one sheet tells nothing: 0. Then Wilson's interval by n_eff.

    :param cells: as `join_small` leaves them.
    :param scale: what an answer is worth is x / scale.

    Source: Holt and Smith (1979), JRSS A 142(1), 33-46, for post-strata taken as strata; Woodruff
    (1971) for the ratio; Kish (1965), Survey Sampling, 11.7. The same as `svyratio` of R's package
    survey after `postStratify`.

    :raises BadCounts: if a stratum has sheets and no dossiers, or dossiers and no sheets.

    None where nobody answered in these rows.
    """
    if not any(cell.y for cell in cells):
        return None
    for cell in cells:
        if not cell.n or not cell.finished:
            raise BadCounts(N_("Mỗi tầng cần có cả phiếu và hồ sơ đã giải quyết."))
    # Weights in whole numbers: N·(unit/n).
    unit = lcm(*(cell.n for cell in cells))
    weights = [cell.finished * (unit // cell.n) for cell in cells]
    x = sum(w * cell.x for w, cell in zip(weights, cells, strict=True))
    y = sum(w * cell.y for w, cell in zip(weights, cells, strict=True))
    share = Fraction(x, scale * y)
    # (w·spread) is in parts of unit², y in parts of unit: the parts cancel.
    added = (_added(w, cell, x, y, len(cells)) for w, cell in zip(weights, cells, strict=True))
    variance = fsum(added) / scale**2
    answered = sum(cell.answered for cell in cells)
    r = float(share)
    n_eff = r * (1 - r) / variance if variance else float(answered)
    finished = sum(cell.finished for cell in cells)
    return Weighted(
        share=share,
        interval=wilson(share, n_eff),
        variance=variance,
        n_eff=n_eff,
        kish=finished**2 / fsum(cell.finished**2 / cell.n for cell in cells),
        sheets=answered,
        finished=finished,
        joined=sum(len(cell.names) for cell in cells if len(cell.names) > 1),
        beyond=sum(cell.n > cell.finished for cell in cells),
    )


def _added(weight: int, cell: Cell, x: int, y: int, strata: int) -> float:
    """Return what a stratum adds to v. Division of two whole numbers rounds once."""
    # Σ(x - r·y)² and Σ(x - r·y) with r = X/Y, times Y² and Y to stay whole.
    squares = cell.xx * y * y - 2 * x * y * cell.xy + x * x * cell.yy
    total = cell.x * y - x * cell.y
    if cell.n > 1:
        above, below = cell.n * squares - total * total, cell.n - 1
    else:
        above, below = (squares if strata > 1 else 0), 1
    if cell.n < cell.finished:
        above, below = above * (cell.finished - cell.n), below * cell.finished
    elif cell.n == cell.finished:
        return 0.0
    return (weight * weight * above) / (below * y**4)
