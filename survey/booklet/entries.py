"""One figure as it is printed: its numbers as texts, its marks as shares of 1."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from survey import charts
from survey.booklet import saying
from survey.booklet.contents import Contents
from survey.booklet.saying import VI
from survey.report import Entry, IndexRow, KindIndex, Needed, Standing
from survey.scoring import Score

Printed = dict[str, Any]


WHOLE = charts.Axis(0, 100, (25, 50, 75))
# Of the width of a column of marks that a label needs; of a narrow one, beside a round's scale.
_ROOM, _NARROW_ROOM = 0.22, 0.4


def entry_of(entry: Entry, found: Contents) -> Printed:
    """Return a row of the freeze: what a line of any table may need of it."""
    row = entry.row
    return {
        "name": row.agency_name if row.level == "overall" else row.name,
        "rank": saying.rank(row),
        "place": saying.NONE if row.rank is None else str(row.rank),
        "ranked": row.rank is not None,
        "why": saying.unranked(row, found.round.minimum, found.few),
        "percent": saying.figure(row),
        "told": row.percent is not None,
        "interval": saying.interval(row),
        "responses": VI.number(row.responses),
        "previous": saying.percent(row.previous),
        "change": saying.change(entry),
        "clear": entry.change_is_clear,
        "rank_before": saying.rank_before(row),
        "moved": saying.moved(row),
        "gone": saying.gone(row, found.few),
        "compared": saying.compared(entry),
        "without": row.hidden.startswith("without:"),
    }


def standing_of(one: Standing) -> Printed:
    """Return where a body stands among the others, and what came in of it."""
    return {
        "gap": saying.NONE if one.ahead is None else VI.number(one.ahead, 2),
        "ranks": "" if one.ranks is None else "–".join(map(str, sorted(set(one.ranks)))),
        "alike": "" if not one.alike else f"{one.alike} đơn vị",
        "received": saying.received(one.received),
        "excluded": saying.excluded(one.received),
    }


def needed_of(one: Needed | None) -> Printed:
    """Return the sheets that a body needs, and of how many finished dossiers."""
    finished = None if one is None else one.finished
    return {
        "needed": saying.NONE if one is None else VI.number(one.sheets),
        "finished": saying.NONE if finished is None else VI.number(finished),
    }


def score_of(one: Score | KindIndex) -> Printed:
    """Return an index of several bodies together."""
    told = one.percent is not None
    return {
        "percent": saying.percent(one.percent) if told or not one.responses else "ẩn",
        "interval": saying.interval(one),
        "responses": VI.number(one.responses),
        "told": told,
        "marks": [at(WHOLE, value) for value in (one.low, one.percent, one.high)],
    }


def at(axis: charts.Axis, value: Decimal | None) -> float | None:
    """Return where a value stands on an axis, 0 to 1."""
    return None if value is None else share_of(axis.at(value))


def marks_of(entry: Entry, axis: charts.Axis) -> list[float | None]:
    """Return where the low end, the value, the high end and the value before stand."""
    row: IndexRow = entry.row
    return [at(axis, value) for value in (row.low, row.percent, row.high, row.previous)]


def axis_of(axis: charts.Axis, mean: Decimal | None, *, narrow: bool = False) -> Printed:
    """Return an axis: its ends, its lines with or without a label, where the mean is written."""
    labelled = _apart(axis, mean, _NARROW_ROOM if narrow else _ROOM)
    return {
        "low": axis.low,
        "high": axis.high,
        "ticks": [
            [at(axis, Decimal(tick)), tick if tick in labelled else None] for tick in axis.ticks
        ],
        "mean": None if mean is None else [at(axis, mean), VI.number(mean, 1)],
    }


def _apart(axis: charts.Axis, mean: Decimal | None, room: float) -> list[int]:
    """Return the ticks with a label: what finds room beside the others in a narrow column."""
    taken = [] if mean is None else [at(axis, mean) or 0.0]
    found = []
    for tick in axis.ticks:
        place = at(axis, Decimal(tick)) or 0.0
        if all(abs(place - other) > room for other in taken):
            taken.append(place)
            found.append(tick)
    return found


def share_of(place: str) -> float:
    """Return a place along an axis, given in percent, as a share of 1."""
    return float(place.removesuffix("%")) / 100
