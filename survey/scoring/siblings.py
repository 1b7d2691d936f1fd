"""The sibling indices that an office works out itself: DDCI, the one-stop shop's points, QĐ 766.

Formulas, sources and worked examples: METHOD.md, "The sibling indices". Everything here is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from survey.scoring.errors import BadCounts
from survey.scoring.index import percent
from survey.words import N_

# Thông tư 01/2018/TT-VPCP: nine criteria of two points; a band begins at so many points.
TT01_CRITERIA = 9
TT01_MOST = 2
BANDS = (
    (15, N_("Xuất sắc")),
    (12, N_("Tốt")),
    (9, N_("Khá")),
    (6, N_("Trung bình")),
    (0, N_("Yếu")),
)
# Quyết định 766/QĐ-TTg (2022): what each component may give.
QD766 = {"publicity": 18, "progress": 20, "digitisation": 22, "online": 22, "satisfaction": 18}

_LOW, _HIGH = 1, 10


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of DDCI: its component, whether less is better, and unit → value."""

    component: str
    name: str
    values: Mapping[str, Decimal]
    less_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Ddci:
    """What DDCI gives a unit: points of 100 and each component's mean of 1 to 10, exact.

    `total` None: the unit has no indicator of some component, named in `without`.
    """

    total: Fraction | None
    components: Mapping[str, Fraction]
    without: tuple[str, ...] = ()

    @property
    def points(self) -> Decimal | None:
        """The total, rounded half up to two decimals."""
        return None if self.total is None else percent(self.total / 100)


def rescale(values: Mapping[str, Decimal], *, less_is_better: bool = False) -> dict[str, Fraction]:
    """Return each unit's value between 1 and 10 over these units; 10 for all if they are equal.

    >>> values = {"a": Decimal(2), "b": Decimal(5), "c": Decimal(8)}
    >>> {unit: float(x) for unit, x in rescale(values, less_is_better=True).items()}
    {'a': 10.0, 'b': 5.5, 'c': 1.0}
    """
    if not values:
        return {}
    least, most = min(values.values()), max(values.values())
    if least == most:
        return dict.fromkeys(values, Fraction(_HIGH))
    scaled = {
        unit: _LOW + (_HIGH - _LOW) * Fraction(value - least) / Fraction(most - least)
        for unit, value in values.items()
    }
    if less_is_better:
        return {unit: _LOW + _HIGH - one for unit, one in scaled.items()}
    return scaled


def ddci(
    indicators: Iterable[Indicator], weights: Mapping[str, Decimal] | None = None
) -> dict[str, Ddci]:
    """Return unit → DDCI, over the units that the indicators name, in the order they come.

    :param weights: component → weight, of any sum; None: every component weighs the same.
    :raises BadCounts: if a component has no weight, or none of them weighs anything.

    An indicator that a unit lacks is left out of that unit's component.
    """
    listed = list(indicators)
    components = list(dict.fromkeys(one.component for one in listed))
    weighing = weights or dict.fromkeys(components, Decimal(1))
    if missing := [name for name in components if name not in weighing]:
        raise BadCounts(N_("Thành phần “%(name)s” chưa có quyền số."), name=missing[0])
    if min(weighing.values(), default=0) < 0 or not sum(weighing[name] for name in components):
        raise BadCounts(N_("Quyền số phải là số không âm, và không phải tất cả bằng 0."))
    scaled = [
        (one.component, rescale(one.values, less_is_better=one.less_is_better)) for one in listed
    ]
    units = dict.fromkeys(unit for one in listed for unit in one.values)
    return {unit: _of_unit(unit, components, scaled, weighing) for unit in units}


def tt01_total(criteria: Sequence[Decimal]) -> Decimal:
    """Return the points of 18 of nine criteria.

    :raises BadCounts: unless there are nine, each of 0 to 2 points.
    """
    if len(criteria) != TT01_CRITERIA or not all(0 <= one <= TT01_MOST for one in criteria):
        raise BadCounts(N_("Cần 9 tiêu chí, mỗi tiêu chí từ 0 đến 2 điểm."))
    return sum(criteria, Decimal(0))


def tt01_band(total: Decimal) -> str:
    """Return the band (xếp loại) of points of 18.

    >>> [tt01_band(Decimal(x)) for x in ("15", "14.999", "12", "9", "6", "5.999")]
    ['Xuất sắc', 'Tốt', 'Tốt', 'Khá', 'Trung bình', 'Yếu']
    """
    return next(name for least, name in BANDS if total >= least)


def qd766_total(components: Mapping[str, Decimal]) -> Decimal:
    """Return the points of 100 of the five components of `QD766`.

    :raises BadCounts: if one is missing, unknown, below 0 or above what it may give.
    """
    if components.keys() != QD766.keys():
        raise BadCounts(N_("Cần đủ 5 nhóm chỉ số của QĐ 766."))
    for name, most in QD766.items():
        if not 0 <= components[name] <= most:
            raise BadCounts(
                N_("Nhóm chỉ số “%(name)s” phải từ 0 đến %(most)s điểm."), name=name, most=most
            )
    return sum(components.values(), Decimal(0))


def _of_unit(
    unit: str,
    components: Sequence[str],
    scaled: Sequence[tuple[str, Mapping[str, Fraction]]],
    weights: Mapping[str, Decimal],
) -> Ddci:
    means: dict[str, Fraction] = {}
    for name in components:
        own = [values[unit] for component, values in scaled if component == name and unit in values]
        if own:
            means[name] = sum(own, Fraction(0)) / len(own)
    if without := tuple(name for name in components if name not in means):
        return Ddci(None, means, without)
    weighed = sum((Fraction(weights[name]) * one for name, one in means.items()), Fraction(0))
    total = sum((Fraction(weights[name]) for name in components), Fraction(0))
    return Ddci(_HIGH * weighed / total, means)
