"""Files from which an office works out its units' sibling indices: DDCI, TT 01/2018, QĐ 766.

Units are compared and ranked within their kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from survey import scoring, store
from survey.intake.scoreboard import FIRST_YEAR, LAST_YEAR, body_in_years
from survey.intake.tables import Line
from survey.scoring import QD766, TT01_CRITERIA, TT01_MOST, YEARLY, Ddci, Indicator, percent, rank
from survey.store import Connection
from survey.store.scoreboard import Key, Published, Written
from survey.words import N_, Fault, FileRefused, Refusal

TT01_COLUMNS = tuple(f"c{number}" for number in range(1, TT01_CRITERIA + 1))
# What each file must have, and what it may.
COLUMNS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ddci": (("component", "indicator", "body", "value"), ("weight", "better")),
    "tt01": (("body", *TT01_COLUMNS), ("total", "band")),
    "qd766": (("body", *QD766), ("total",)),
}

_NUMBER = re.compile(r"-?[0-9]{1,12}([.,][0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Computed:
    """What was worked out for one unit. `parts`: its components, rounded; `total` None: none."""

    body: int
    code: str
    kind: str
    parts: Mapping[str, Decimal]
    total: Decimal | None
    band: str = ""
    rank: int | None = None
    of: int | None = None


def compute(db: Connection, index: str, lines: Sequence[Line], year: int) -> list[Computed]:
    """Return an index of every unit that a file names, in the order of the file.

    :param index: one of `COLUMNS`.
    :raises FileRefused: with line and column of what must be mended.
    """
    file = _File(_units(db, year))
    found = {"ddci": _ddci, "tt01": _tt01, "qd766": _qd766}[index](file, lines)
    if file.faults:
        raise FileRefused(sorted(file.faults, key=lambda fault: fault.line))
    return ranked(found)


def of_units(db: Connection, found: Mapping[str, Ddci], year: int) -> list[Computed]:
    """Return DDCI by code as it goes onto the scoreboard, ranked within each kind."""
    units = _units(db, year)
    return ranked(
        [_computed(code, unit, one) for code, one in found.items() if (unit := units(code))]
    )


def ranked(found: Sequence[Computed]) -> list[Computed]:
    """Return them with their ranks within each kind; one without a total has none."""
    places: dict[int, tuple[int, int]] = {}
    for kind in {one.kind for one in found}:
        some = [one for one in found if one.kind == kind and one.total is not None]
        ranks = rank([one.total for one in some])
        places |= {
            one.body: (place, len(some))
            for one, place in zip(some, ranks, strict=True)
            if place is not None
        }
    return [
        replace(one, rank=places[one.body][0], of=places[one.body][1])
        if one.body in places
        else one
        for one in found
    ]


def keep(db: Connection, index: str, year: int, found: Sequence[Computed], source: str) -> Written:
    """Put what was worked out on the scoreboard; targets and places in sets stay as they are."""
    there = {one.key: one for one in store.scoreboard.figures(db, years=(year,))}
    figures = []
    for one in found:
        if one.total is not None:
            key = Key(year, index, one.body)
            figures.append(
                replace(
                    there.get(key, Published(key)),
                    value=one.total,
                    rank=one.rank,
                    of=one.of,
                    unranked=False,
                    group=one.band,
                    source=source,
                )
            )
    return store.scoreboard.write(db, figures)


@dataclass(slots=True)
class _File:
    units: Callable[[str], tuple[int, str] | None]
    faults: list[Fault] = field(default_factory=list)
    _lines: dict[tuple[object, ...], int] = field(default_factory=dict)

    def unit(self, line: Line, *, beside: tuple[str, ...] = ()) -> tuple[int, str] | None:
        """Return the (id, kind) of a line's unit, each once beside the same cells."""
        found = self.units(line["body"])
        if found is None:
            message = N_("không có đơn vị mã “%(code)s” trong năm này")
            self.fault(line, "body", message, code=line["body"])
            return None
        first = self._lines.setdefault((found[0], *beside), line.number)
        if first != line.number:
            self.fault(line, "body", N_("trùng với dòng %(line)s"), line=first)
            return None
        return found

    def number(self, line: Line, column: str, most: int | None = None) -> Decimal | None:
        text = line[column]
        if not _NUMBER.fullmatch(text):
            self.fault(line, column, N_("phải là một số"))
            return None
        value = Decimal(text.replace(",", "."))
        if most is not None and not 0 <= value <= most:
            message = N_("phải là số từ 0 đến %(most)s")
            self.fault(line, column, message, most=most)
            return None
        return value

    def check_total(self, line: Line, total: Decimal) -> None:
        """A total that the file gives must be the sum of its parts."""
        if line["total"] and self.number(line, "total") not in (None, total):
            self.fault(line, "total", N_("các phần cộng lại là %(total)s"), total=total)

    def fault(self, at: Line, column: str, message: str, **values: object) -> None:
        self.faults.append(Fault(at.number, column, message, values))


def _tt01(file: _File, lines: Sequence[Line]) -> list[Computed]:
    found = []
    for line in lines:
        unit = file.unit(line)
        points = {name: file.number(line, name, TT01_MOST) for name in TT01_COLUMNS}
        parts = {name: one for name, one in points.items() if one is not None}
        if unit is None or len(parts) < len(points):
            continue
        total = scoring.tt01_total(list(parts.values()))
        band = scoring.tt01_band(total)
        file.check_total(line, total)
        if line["band"] not in ("", band):
            file.fault(line, "band", N_("số điểm này xếp loại %(band)s"), band=band)
        value = YEARLY["tt01"].rounded(total)
        found.append(Computed(unit[0], line["body"], unit[1], parts, value, band))
    return found


def _qd766(file: _File, lines: Sequence[Line]) -> list[Computed]:
    found = []
    for line in lines:
        unit = file.unit(line)
        points = {name: file.number(line, name, most) for name, most in QD766.items()}
        parts = {name: one for name, one in points.items() if one is not None}
        if unit is None or len(parts) < len(points):
            continue
        total = scoring.qd766_total(parts)
        file.check_total(line, total)
        value = YEARLY["qd766"].rounded(total)
        found.append(Computed(unit[0], line["body"], unit[1], parts, value))
    return found


def _ddci(file: _File, lines: Sequence[Line]) -> list[Computed]:
    units: dict[str, tuple[int, str]] = {}
    weights: dict[str, Decimal] = {}
    values: dict[tuple[str, str], dict[str, Decimal]] = {}
    better: dict[tuple[str, str], str] = {}
    for line in lines:
        name = (line["component"], line["indicator"])
        for column, text in zip(("component", "indicator"), name, strict=True):
            if not text:
                file.fault(line, column, N_("còn trống"))
        if (unit := file.unit(line, beside=name)) is None:
            continue
        units.setdefault(line["body"], unit)
        _check_same(file, line, "better", better, name, line["better"] or "more")
        if better[name] not in ("more", "less"):
            file.fault(line, "better", N_("phải là more hoặc less"))
        weight = file.number(line, "weight", 1_000) if line["weight"] else Decimal(1)
        if weight is not None:
            _check_same(file, line, "weight", weights, line["component"], weight)
        values.setdefault(name, {})
        if line["value"] and (value := file.number(line, "value")) is not None:
            values[name][line["body"]] = value
    if file.faults:
        return []
    found = []
    for kind in dict.fromkeys(kind for _, kind in units.values()):
        own = {code for code, (_, of) in units.items() if of == kind}
        indicators = [
            Indicator(
                component,
                indicator,
                {code: value for code, value in told.items() if code in own},
                better[component, indicator] == "less",
            )
            for (component, indicator), told in values.items()
        ]
        scores = scoring.ddci([one for one in indicators if one.values], weights)
        nothing = Ddci(None, {})
        found += [
            _computed(code, units[code], scores.get(code, nothing)) for code in units if code in own
        ]
    return found


def _computed(code: str, unit: tuple[int, str], one: Ddci) -> Computed:
    parts = {name: percent(mean / 100) for name, mean in one.components.items()}
    return Computed(unit[0], code, unit[1], parts, one.points)


def _check_same(
    file: _File, line: Line, column: str, there: dict[Any, Any], name: object, value: object
) -> None:
    """What is said of an indicator or a component is said alike on each of its lines."""
    if there.setdefault(name, value) != value:
        file.fault(line, column, N_("khác với dòng trước: %(first)s"), first=there[name])


def _units(db: Connection, year: int) -> Callable[[str], tuple[int, str] | None]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(N_("Không có năm %(year)d."), year=year)
    bodies = store.agencies.names_on(db, date(year, 12, 31))
    of = body_in_years(db)

    def unit(code: str) -> tuple[int, str] | None:
        body = of(code, year)
        return None if body is None else (body, bodies[body].kind)

    return unit
