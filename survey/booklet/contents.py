"""What a round's report says, gathered once for every kind of file.

Its figures are those of the last freeze; of a published round those of the freeze that was
published, so that no later one changes a document that bears the decision. Such a document is
handed out: it hides what the published file hides, and says no more of whom that leaves out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from survey import report, store
from survey.questionnaire import Questionnaire
from survey.report import (
    CHANNELS,
    AgencyReport,
    Entry,
    Explained,
    Graded,
    Groups,
    KindIndex,
    NoFreeze,
    NotInRound,
    Ranking,
    Scoreboard,
    Shown,
    WeightedRanking,
)
from survey.store import Connection
from survey.store.editions import Edition
from survey.store.rounds import Round
from survey.words import N_, Refusal


class NothingToTell(Refusal):
    """A freeze without a body that may be told."""


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
    def ends(self) -> Ends | None:
        """The foot of the ranking, as the page has it; None while nobody is ranked."""
        ranked = [entry for entry in self.ranking.entries if entry.row.rank is not None]
        mean = self.ranking.spread.mean
        if mean is None:
            return None
        return Ends(len(ranked), mean, ranked[-1], ranked[0])

    @property
    def first_and_last(self) -> tuple[Entry, Entry] | None:
        """Whom the ranking begins and ends with; None where that is not known or one alone."""
        ranked = [entry for entry in self.ranking.entries if entry.row.rank is not None]
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


def gather(
    db: Connection,
    this: Round,
    *,
    agency: str | None = None,
    kind: str | None = None,
    channel: str | None = None,
    only: Collection[int] | None = None,
    province: str = "",
) -> Contents:
    """Return what the last freeze says of a round, or its last edition.

    :param agency: code of the one body that it is about.
    :param kind: one kind alone, without its bodies' own figures.
    :param channel: sheets of these channels alone, which no edition tells by themselves.
    :param only: bodies that whoever asks may see; None: all.
    :param province: what the province is called, for its published indices.
    :raises NoFreeze: before the first freeze.
    :raises NotInRound: if the round does not ask about the body, or it is none of `only`.
    :raises NothingToTell: if the freeze has no body that is asked for.
    """
    edition = store.editions.last(db, this.id) if channel is None else None
    seen = report.shown(db, this, edition)
    if seen is None:
        raise NoFreeze(this.code)
    if agency is not None:
        only = {_needed(db, this, seen.no, agency, only)}
    first = report.ranking(db, this, kind=kind, channel=channel, only=only, edition=edition)
    assert first is not None, "there is a freeze"
    if not first.kinds:
        raise NothingToTell(
            N_("Số liệu đã chốt của đợt %(round)s chưa có đơn vị nào để báo cáo."), round=this.code
        )
    names = sorted(first.kinds, key=lambda name: (name != first.kind, name))
    others = names[1:] if kind is None else []
    rankings = [first, *_rankings(db, this, others, channel, only, edition)]
    own = rankings if kind is None else []
    bodies = list(_bodies(db, this, own, channel, only, edition))
    sizes = _sizes(db, this, edition)
    return Contents(
        round=this,
        shown=seen,
        sheet=report.questionnaire_of(db, this),
        method=first.method,
        kinds=tuple(
            Kind(
                ranking.kind,
                ranking,
                next((one.kind for one in bodies if one.body.kind == ranking.kind), {}),
                _together(sizes, ranking),
            )
            for ranking in rankings
        ),
        bodies=tuple(bodies),
        before=first.before,
        one=agency is not None,
        edition=edition,
        explained=_explained(db, this, bodies, edition),
        board=_board(db, this, province),
        # Which strata may be told is worked out at a freeze, from five people on.
        weighted=() if edition else tuple(_weighted(db, this, own, only)),
        graded=report.graded(db, this),
        groups=report.groups(db, this, edition=edition) if only is None and kind is None else None,
    )


def _weighted(
    db: Connection, this: Round, rankings: Iterable[Ranking], only: Collection[int] | None
) -> Iterator[tuple[str, WeightedRanking]]:
    for ranking in rankings:
        found = report.weighted_ranking(db, this, ranking, ranking.entries, only=only)
        if found is not None:
            yield ranking.kind, found


def _board(db: Connection, this: Round, province: str) -> Scoreboard | None:
    """Return the scoreboard of the year that the round ended in; None where it tells nothing."""
    # The round's own figures are what all this is about; they need no second place.
    found = report.scoreboard(db, this.last.year, province=province, with_rounds=False)
    if found is None or found.year != this.last.year or not found.entered:
        return None
    return found


def _needed(db: Connection, this: Round, no: int, agency: str, only: Collection[int] | None) -> int:
    found = report.body_in(db, this, no, agency)
    if only is not None and found not in only:
        raise NotInRound(this.code, agency)
    return found


def _rankings(
    db: Connection,
    this: Round,
    kinds: Iterable[str],
    channel: str | None,
    only: Collection[int] | None,
    edition: Edition | None,
) -> Iterator[Ranking]:
    for kind in kinds:
        found = report.ranking(db, this, kind=kind, channel=channel, only=only, edition=edition)
        assert found is not None, "there is a freeze"
        yield found


def _bodies(
    db: Connection,
    this: Round,
    rankings: Sequence[Ranking],
    channel: str | None,
    only: Collection[int] | None,
    edition: Edition | None,
) -> Iterator[AgencyReport]:
    """Yield what is said of the bodies of some rankings, those of one by name."""
    entries = [entry for ranking in rankings for entry in ranking.entries]
    found = (
        _bodies_now(db, this, entries, channel, only)
        if edition is None
        else report.published_reports(db, this, edition, {entry.unit for entry in entries})
    )
    places = {ranking.kind: place for place, ranking in enumerate(rankings)}
    yield from sorted(
        found, key=lambda one: (places[one.body.kind], one.body.sort_key, one.body.code)
    )


def _bodies_now(
    db: Connection,
    this: Round,
    entries: Iterable[Entry],
    channel: str | None,
    only: Collection[int] | None,
) -> Iterator[AgencyReport]:
    for entry in entries:
        found = report.agency_report(
            db, this, entry.row.agency, id=entry.unit, channel=channel, only=only
        )
        assert found is not None, "there is a freeze"
        yield found


def _explained(
    db: Connection, this: Round, bodies: Iterable[AgencyReport], edition: Edition | None
) -> tuple[Explained, ...]:
    told = {body.body.id for body in bodies}
    found = report.explained(db, this, edition=edition) if told else []
    return tuple(one for one in found if one.said is not None and one.said.agency in told)


def _sizes(db: Connection, this: Round, edition: Edition | None) -> dict[tuple[str, str], int]:
    """Return (body's code, channel) → sheets. Counts are told of everybody."""
    rows = report.index_rows(
        db, this, source="frozen", level="overall", group_by="channel", edition=edition
    )
    sizes: Counter[tuple[str, str]] = Counter()
    for row in rows:
        sizes[row.agency, row.channel] += row.responses
    return sizes


def _together(sizes: Mapping[tuple[str, str], int], ranking: Ranking) -> dict[str, int]:
    codes = {entry.row.agency for entry in ranking.entries}
    found = {channel: sum(sizes.get((code, channel), 0) for code in codes) for channel in CHANNELS}
    return {channel: n for channel, n in found.items() if n}
