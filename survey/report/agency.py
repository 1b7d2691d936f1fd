"""One body in one round: everything that its page shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from survey import store
from survey.report.asking import Ask, read_channels
from survey.report.basis import Shown, shown
from survey.report.before import holds, official_ranks
from survey.report.covering import Key
from survey.report.index import Index
from survey.report.intervals import touch
from survey.report.kinds import KindIndex, among, kind_indices
from survey.report.pulls import Pull, pulls
from survey.report.rows import Entry, is_hidden
from survey.report.sample import Needed, Received, needed, received
from survey.report.scope import gives_away
from survey.report.sides import Side
from survey.report.spreads import Spread, spread_of
from survey.report.standing import Verdict, ranks_of, side_of
from survey.report.trend import Trend, trend
from survey.scoring import Domain
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.frozen import Body
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion: its figure, people per level 1 to 5, the sixth choice, and untouched.

    The people are None where the figure is hidden.
    """

    entry: Entry
    factor: str
    ref: str
    levels: tuple[int, ...] | None
    skipped: int | None
    blank: int | None


@dataclass(frozen=True, slots=True)
class AgencyReport:
    """What is said of one body.

    :ivar kind: (level, id) → the index of all bodies of the same kind together.
    :ivar pulls: the criteria under their kind's, those that cost the overall index most first.
    :ivar alike: how many bodies of its kind it does not differ from clearly; None: no rank.
    :ivar ranks: between which chance leaves its rank; None where that was not drawn.
    :ivar received: its sheets in every channel; `needed`: those it needs.
    :ivar trend: of its overall index, by the channels that the round ranks by.
    :ivar desks: overall rows of its desks, in the order of their codes.
    :ivar before: title of the round compared with; empty: there is none.
    """

    round: Round
    shown: Shown
    body: Agency
    channel: str
    method: str
    overall: Entry
    parts: tuple[Entry, ...]
    factors: tuple[Entry, ...]
    criteria: tuple[CriterionLine, ...]
    kind: Mapping[Key, KindIndex]
    desks: tuple[Entry, ...]
    before: str
    pulls: tuple[Pull, ...]
    alike: int | None
    ranks: tuple[int, int] | None
    received: Received
    needed: Needed
    trend: Trend

    @property
    def desk_spread(self) -> Spread:
        """What the table of desks ends with."""
        return spread_of(entry.row.percent for entry in self.desks)

    @property
    def factor_spread(self) -> Spread:
        """What the table of factors ends with."""
        return spread_of(entry.row.percent for entry in self.factors)

    @property
    def criterion_spread(self) -> Spread:
        """What the table of criteria ends with."""
        return spread_of(line.entry.row.percent for line in self.criteria)

    @property
    def pull_spread(self) -> Spread:
        """What the table of criteria that cost the index most ends with, in percentage points."""
        return spread_of(pull.gain for pull in self.pulls)

    def by_factor(self) -> list[tuple[str, list[CriterionLine]]]:
        """Return (factor, its criteria), in the order of the file."""
        return [
            (factor, list(lines))
            for factor, lines in groupby(self.criteria, key=lambda line: line.factor)
        ]

    def of_kind(self, entry: Entry) -> KindIndex | None:
        """Return the same index over the kind; None where that is this body alone, or hidden."""
        return among(self.kind, entry)

    @property
    def verdict(self) -> Verdict:
        """On which side of its kind a ranked body's interval lies; empty where unranked."""
        whole = self.of_kind(self.overall)
        return side_of(self.overall.row, whole.percent if whole else None)

    def away(self, entry: Entry) -> bool:
        """Whether an index lies clearly above or below that of its kind."""
        mean, row = self.of_kind(entry), entry.row
        if mean is None or mean.percent is None or row.low is None or row.high is None:
            return False
        return row.low > mean.percent or row.high < mean.percent


@dataclass(frozen=True, slots=True)
class Around:
    """What is told of a body that its own sheets do not say. As in `AgencyReport`.

    :ivar known: what the freeze knows of it; `ranked`: the same, where its ranks hold.
    """

    kind: Mapping[Key, KindIndex]
    known: Body | None
    ranked: Body | None
    alike: int | None
    needed: Needed
    trend: Trend


def agency_report(
    db: Connection,
    this: Round,
    agency: str,
    *,
    id: int | None = None,
    channel: str | None = None,
    only: Collection[int] | None = None,
    language: str = "vi",
) -> AgencyReport | None:
    """Return what the last freeze says of a body; None before the first freeze.

    :param agency: its code on the round's last day.
    :param id: which of two that bore the code in the round; None: the later one.
    :param only: what whoever asks may see; their kind is not told where it would tell another body.
    :raises NotInRound: if the round does not ask about it.
    :raises NotThere: for an unknown channel.
    """
    seen = shown(db, this)
    if seen is None:
        return None
    ask = Ask(agency=agency, channels=read_channels(channel))
    index = Index(db, this, ask, language=language)
    body = index.bodies.need(agency, this) if id is None else index.bodies.every[id]
    entries = [entry for entry in index.entries() if entry.unit == body.id]
    peers = {one.id for one in index.bodies.of_round if one.kind == body.kind}
    counted = {one for one in peers if index.side.counts(one)}
    kind = (
        {}
        if gives_away(counted, only)
        else kind_indices(db, index.side, seen.no, body.kind, peers, only)
    )
    known = store.frozen.body(db, this.id, seen.no, body.id)
    official = ask.channels == this.ranked_by
    around = Around(
        kind=kind,
        known=known,
        ranked=known if official else None,
        alike=_alike(db, index, entries[0], body, peers, known),
        needed=needed(db, this, seen.no, (body,))[body.id],
        trend=trend(db, this, body.id),
    )
    return made(index, seen, body, entries, around)


def made(
    index: Index, seen: Shown, body: Agency, entries: Sequence[Entry], around: Around
) -> AgencyReport:
    """Return what is said of a body.

    :param entries: its rows at every level, in the order of the file.
    """
    by_level = {
        level: tuple(entry for entry in entries if entry.row.level == level)
        for level in ("overall", "part", "factor", "criterion")
    }
    (overall,) = by_level["overall"]
    return AgencyReport(
        round=index.round,
        shown=seen,
        body=body,
        channel=index.ask.channel,
        method=str(index.method),
        overall=overall,
        parts=by_level["part"],
        factors=by_level["factor"],
        criteria=tuple(_criteria(index, body, by_level["criterion"])),
        kind=around.kind,
        desks=tuple(entry for entry in index.desks(body) if entry.row.group),
        before=index.past.round.title if index.past else "",
        pulls=pulls(index.side, body.id, by_level["criterion"], around.kind),
        alike=around.alike,
        ranks=ranks_of(around.ranked) if overall.row.rank else None,
        received=received(index.side.taken_in(body.id), around.known),
        needed=around.needed,
        trend=around.trend,
    )


def _alike(
    db: Connection, index: Index, entry: Entry, body: Agency, peers: set[int], known: Body | None
) -> int | None:
    """Return how many ranked bodies of the kind have an interval that meets this one's."""
    row, ask, this = entry.row, index.ask, index.round
    if row.rank is None or row.low is None or row.high is None:
        return None
    counted = {one for one in peers if index.side.counts(one)}
    shown_as_ranked = ask.channels == this.ranked_by
    if known and known.of and shown_as_ranked and holds(db, index.side, ask, counted, body.kind):
        return known.alike
    every = Side(
        db,
        this,
        source="frozen",
        method=index.method,
        channels=ask.channels,
        records=(),
        no=index.side.no,
        few=ask.few,
    )
    ranks = official_ranks(db, every, ask, index.bodies.of_round)
    return sum(touch(row, every.overall({one})) for one in peers & ranks.keys() - {body.id})


def _criteria(index: Index, body: Agency, entries: tuple[Entry, ...]) -> list[CriterionLine]:
    domain = index.side.domain({body.id})
    lines = []
    for criterion, entry in zip(index.side.questionnaire.criteria, entries, strict=True):
        people = _people(index.side, domain, index.side.questionnaire.place_of(criterion.id))
        gone = is_hidden(entry.row.hidden)
        lines.append(
            CriterionLine(
                entry=entry,
                factor=criterion.factor,
                ref=criterion.ref,
                levels=None if gone else people[:5],
                skipped=None if gone else people[5],
                blank=None if gone else people[6],
            )
        )
    return lines


def _people(side: Side, domain: Domain, place: int) -> tuple[int, ...]:
    """Return people per level, with the sixth choice, and untouched, of one place."""
    part = domain.decider if place in side.layout.decider else domain.desk
    tally = domain.both if part is None else domain.both + part
    ticked = side.layout.options(tally.record, place)
    return (*ticked, tally.responses - sum(ticked))
