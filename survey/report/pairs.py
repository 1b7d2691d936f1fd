"""Two bodies of a round side by side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from survey.report.agency import AgencyReport, agency_report
from survey.report.rows import IndexRow
from survey.scoring import change
from survey.store import Connection
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class PairLine:
    """One index of both. `apart` is the first less the second, in percentage points."""

    one: IndexRow
    other: IndexRow

    @property
    def apart(self) -> Decimal | None:
        """None where either is not told."""
        return change(self.one.percent, self.other.percent)

    @property
    def clear(self) -> bool:
        """Whether their intervals do not touch."""
        ends = (self.one.low, self.one.high, self.other.low, self.other.high)
        if any(end is None for end in ends):
            return False
        low, high, low_other, high_other = (end for end in ends if end is not None)
        return low > high_other or high < low_other


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bodies, and every index of both: overall, parts, factors, criteria."""

    one: AgencyReport
    other: AgencyReport
    lines: tuple[PairLine, ...]


def pair(
    db: Connection,
    this: Round,
    one: str,
    other: str,
    *,
    channel: str | None = None,
    language: str = "vi",
) -> Pair | None:
    """Return two bodies side by side; None before the first freeze.

    :raises NotInRound: if the round does not ask about either.
    :raises NotThere: for an unknown channel.
    """
    found = [
        agency_report(db, this, code, channel=channel, language=language) for code in (one, other)
    ]
    first, second = found
    if first is None or second is None:
        return None
    rows = zip(_rows(first), _rows(second), strict=True)
    return Pair(first, second, tuple(PairLine(*both) for both in rows))


def _rows(found: AgencyReport) -> list[IndexRow]:
    parts = found.parts if len(found.parts) > 1 else ()
    entries = [found.overall, *parts, *found.factors, *(line.entry for line in found.criteria)]
    return [entry.row for entry in entries]
