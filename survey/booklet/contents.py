"""What a round's report says, whatever kind of file it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from survey import report
from survey.questionnaire import Questionnaire
from survey.report import (
    AgencyReport,
    Entry,
    Explained,
    Graded,
    Groups,
    KindIndex,
    Ranking,
    Scoreboard,
    Shown,
    WeightedRanking,
)
from survey.store.editions import Edition
from survey.store.published_years import YearEdition
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class Ends:
    """The foot of a table: the plain mean of the ranked bodies, and who stands where."""

    count: int
    mean: Decimal
    lowest: Entry
    highest: Entry


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of bodies.

    :ivar scores: (level, id) → the index of all its bodies together, as `AgencyReport.kind`.
    :ivar channels: channel → sheets; those without a sheet are left out.
    """

    name: str
    ranking: Ranking
    scores: Mapping[tuple[str, str], KindIndex]
    channels: Mapping[str, int]

    @property
    def ranked(self) -> list[Entry]:
        """The rows of those that have a rank, best first."""
        return [entry for entry in self.ranking.entries if entry.row.rank is not None]

    @property
    def ends(self) -> Ends | None:
        """The foot of the ranking, as the page has it; None while nobody is ranked."""
        ranked, mean = self.ranked, self.ranking.spread.mean
        if mean is None:
            return None
        return Ends(len(ranked), mean, ranked[-1], ranked[0])

    @property
    def first_and_last(self) -> tuple[Entry, Entry] | None:
        """Whom the ranking begins and ends with; None where that is not known or one alone."""
        ranked = self.ranked
        if len(ranked) < 2 or ranked[0].row.of != len(ranked):
            return None
        return ranked[0], ranked[-1]


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that a report of a round shows; `bodies` by kind, then by name.

    :ivar before: title of the round compared with; empty: there is none.
    :ivar one: whether it was asked for one body alone.
    :ivar edition: under which the figures were published; None: they were not.
    :ivar explained: what bodies said of provisional figures, by body; of those told here alone.
    :ivar board: the province's published indices of the round's year; None: none was entered.
    :ivar board_edition: under which that year was published; None: it was not.
    :ivar weighted: by kind, where finished dossiers were entered; of no edition.
    :ivar graded: the scale that is attached to the round; None: none is.
    :ivar groups: named groups of its bodies; None in what tells a part of the round only.
    """

    round: Round
    shown: Shown
    sheet: Questionnaire
    method: str
    kinds: tuple[Kind, ...]
    bodies: tuple[AgencyReport, ...]
    before: str
    one: bool
    edition: Edition | None
    explained: tuple[Explained, ...]
    board: Scoreboard | None
    board_edition: YearEdition | None
    weighted: tuple[tuple[str, WeightedRanking], ...]
    graded: Graded | None
    groups: Groups | None

    @property
    def responses(self) -> int:
        """Sheets in the figures of every kind, in every channel."""
        return sum(sum(kind.channels.values()) for kind in self.kinds)

    @property
    def few(self) -> int:
        """Sheets under which a figure is left out."""
        return report.few_for(self.edition)

    def kind_of(self, body: AgencyReport) -> Kind:
        """Return the kind that a body is of."""
        return next(kind for kind in self.kinds if kind.name == body.body.kind)

    def place_of(self, body: AgencyReport) -> Entry:
        """Return a body's row of the ranking: by the channels that rank it."""
        entries = self.kind_of(body).ranking.entries
        return next(entry for entry in entries if entry.unit == body.body.id)
