"""How an index moved: by month once a round is closed, before that from freeze to freeze.

Months of an open round would tell what is still too new to be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from survey import store
from survey.report.spreads import Spread, spread_of
from survey.store import Connection
from survey.store.frozen import WHOLE, Figure
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class Point:
    """An index that was made at a freeze.

    :ivar percent: None where it is left out or nobody answered.
    :ivar name: a factor's name, or empty.
    :ivar day: in a trend, that of a freeze, or the first of a month; `no`: the freeze's number.
    """

    responses: int
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    name: str = ""
    day: date | None = None
    no: int = 0


@dataclass(frozen=True, slots=True)
class Trend:
    """A series. `by_month`: of months, or else of freezes."""

    by_month: bool
    points: tuple[Point, ...]

    @property
    def spread(self) -> Spread:
        """What the table of months ends with."""
        return spread_of(one.percent for one in self.points)


def trend(db: Connection, this: Round, agency: int = WHOLE) -> Trend:
    """Return the overall index of a body, or of all that are told, over time.

    Months are of all channels, as the cross-tabs are; freezes of those that the round ranks by.
    """
    months = store.frozen.months(db, this.id, agency) if this.state != "open" else []
    if months:
        days = (date.fromisoformat(f"{one.span}-01") for one in months)
        found = (point(one, day=day) for one, day in zip(months, days, strict=True))
        return Trend(True, tuple(found))
    taken = {one.no: one.day for one in store.freezes.all_freezes(db, this.id)}
    series = store.frozen.by_freeze(db, this.id, agency)
    return Trend(False, tuple(point(one, day=taken[no], no=no) for no, one in series.items()))


def point(one: Figure, *, name: str = "", day: date | None = None, no: int = 0) -> Point:
    """Return a stored figure as numbers."""
    percent, low, high = (
        None if end is None else Decimal(end) for end in (one.percent, one.low, one.high)
    )
    return Point(one.responses, percent, low, high, name, day, no)
