"""Weighted figures of what a freeze shows, line by line: for files and the interface."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from survey.report.asking import ALL, Ask, NotInRound, read_levels
from survey.report.grouping import Unit
from survey.report.index import Index
from survey.report.rows import IndexRow
from survey.report.telling import Lines
from survey.report.weighing import Beside
from survey.report.weighted import tenths
from survey.report.weighted_told import Strata, why_none
from survey.scoring import change
from survey.store import Connection
from survey.store.editions import Edition
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class WeightedLine:
    """A weighted figure beside the unweighted one, as files and the interface give it out.

    The names and the order of the fields are public. `n_eff` simple answers would leave as much
    to chance, `n_kish` sheets of equal weight would tell as much. `finished`: dossiers that it
    is weighed by, as entered until `dossiers_day` (ISO; empty: until now); `difference` in
    percentage points. `weighted_note` is `Beside.note`.
    """

    round: str
    questionnaire: str
    frame: str
    method: str
    agency: str
    agency_name: str
    kind: str
    level: str
    id: str
    name: str
    channel: str
    responses: int
    n_eff: Decimal | None
    n_kish: Decimal | None
    finished: int | None
    dossiers_day: str
    weighted_percent: Decimal | None
    weighted_low: Decimal | None
    weighted_high: Decimal | None
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    difference: Decimal | None
    weighted_note: str


LINE_COLUMNS = tuple(WeightedLine.__dataclass_fields__)
_OF_ROW = [name for name in LINE_COLUMNS if name in IndexRow.__dataclass_fields__]


class WeightedLines(Lines[WeightedLine]):
    """Lines that are worked out when they are asked for; the database is asked no more."""

    def __init__(self, db: Connection, index: Index, only: Collection[int] | None) -> None:
        super().__init__(index, only)
        this, no = index.round, index.side.no
        self._why = why_none(this)
        self._strata: Strata | None = None
        if not self._why:
            bodies = {body for unit in self.units for body in unit.members}
            asked = bodies if index.ask.agency is not None else None
            below = set(index.ask.levels) != {"overall"}
            self._strata = Strata(db, this, no, asked, index.side.layout if below else None)

    def of(self, unit: Unit) -> Iterator[WeightedLine]:
        """Yield the lines of one body."""
        (body,) = unit.members
        rows = [entry.row for entry in self.index.of(unit)]
        found = [Beside(None, self._why)] * len(rows)
        if self._strata is not None:
            found = self._strata.beside(body, rows)
        return map(_line, rows, found)


def weighted_lines(
    db: Connection,
    this: Round,
    *,
    agency: str | None = None,
    level: str = ALL,
    only: Collection[int] | None = None,
    edition: Edition | None = None,
    language: str = "vi",
) -> WeightedLines:
    """Return the figures of the last freeze, or of an edition, through the channels that rank.

    :raises NoFreeze: if there is none.
    :raises NotInRound: for an unknown body, or one that is none of `only`.
    :raises Refusal: for an unknown level.
    """
    ask = Ask(
        source="frozen",
        agency=agency,
        levels=read_levels(level),
        channels=this.ranked_by,
        edition=edition,
    )
    index = Index(db, this, ask, language=language)
    lines = WeightedLines(db, index, only)
    if agency is not None and not lines:
        raise NotInRound(this.code, agency)
    return lines


def _line(row: IndexRow, beside: Beside) -> WeightedLine:
    figure = beside.figure
    plain = {
        name: getattr(row, name) for name in WeightedLine.__dataclass_fields__ if hasattr(row, name)
    }
    return WeightedLine(
        **plain,
        n_eff=tenths(figure.n_eff) if figure else None,
        n_kish=tenths(figure.kish) if figure else None,
        finished=figure.finished if figure else None,
        dossiers_day=beside.day.isoformat() if beside.day else "",
        weighted_percent=figure.percent if figure else None,
        weighted_low=figure.low if figure else None,
        weighted_high=figure.high if figure else None,
        difference=change(figure.percent if figure else None, row.percent),
        weighted_note=beside.note,
    )
