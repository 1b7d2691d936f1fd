"""How many sheets each body will have by the last day of an open round, at this pace."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from survey import store
from survey.report.asking import STEP
from survey.report.basis import Shown, shown
from survey.report.bodies import bodies_of
from survey.report.sample import Needed, Received, needed, received
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round

FIRST_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """A body: sheets taken in by the freeze, rounded down to fives, and by the last day."""

    body: Agency
    received: Received
    by_the_end: int
    needed: Needed
    minimum: int

    @property
    def kept(self) -> int:
        """Those of them that count."""
        return self.received.valid

    @property
    def short(self) -> bool:
        """Whether it will not have the sheets without which it is not ranked."""
        return self.by_the_end < self.minimum

    @property
    def enough(self) -> bool:
        """Whether it will have the sheets that it needs."""
        return self.by_the_end >= max(self.needed.sheets, self.minimum)


@dataclass(frozen=True, slots=True)
class Pace:
    """Every body, those that will be short first, the fewest sheets first.

    :ivar since: the day from which this is said; `told`: whether the freeze is that late.
    """

    shown: Shown
    since: date
    days: int
    of_days: int
    kinds: tuple[str, ...]
    kind: str
    lines: tuple[Line, ...]

    @property
    def told(self) -> bool:
        """Whether a week has gone by, so that there is a pace."""
        return self.shown.day >= self.since

    @property
    def short(self) -> int:
        """How many bodies will be short."""
        return sum(line.short for line in self.lines)


def pace(
    db: Connection, this: Round, *, kind: str | None = None, only: Collection[int] | None = None
) -> Pace | None:
    """Return the pace of a round's bodies as of its last freeze; None before the first.

    :param kind: None or unknown: every kind.
    :param only: bodies to list; None: all.
    """
    seen = shown(db, this)
    if seen is None:
        return None
    known = store.frozen.bodies(db, this.id, seen.no)
    bodies = bodies_of(db, this, known)
    listed = [body for body in bodies.of_round if only is None or body.id in only]
    kinds = tuple(dict.fromkeys(body.kind for body in listed))
    days = min(max((seen.day - this.first).days + 1, 1), (this.last - this.first).days + 1)
    of_days = (this.last - this.first).days + 1
    need = needed(db, this, seen.no, bodies.of_round)
    lines = []
    for body in listed:
        if kind not in kinds or body.kind == kind:
            kept = known[body.id].kept if body.id in known else 0
            kept -= kept % STEP
            end = kept * of_days // days
            came = received(kept, known.get(body.id))
            lines.append(Line(body, came, end, need[body.id], this.minimum))
    lines.sort(key=lambda line: (not line.short, line.by_the_end, line.body.sort_key))
    return Pace(
        shown=seen,
        since=this.first + FIRST_WEEK,
        days=days,
        of_days=of_days,
        kinds=kinds,
        kind=kind if kind in kinds and kind else "",
        lines=tuple(lines),
    )
