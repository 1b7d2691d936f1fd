"""One body in one round: everything that its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from survey.report.asking import FEW, Ask, read_channels
from survey.report.index import Index
from survey.report.rows import Entry, is_hidden
from survey.report.sides import Shown, Side, shown
from survey.report.together import scores_of_kind
from survey.scoring import Domain, Score, Scores
from survey.store import Connection
from survey.store.agencies import Agency
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

    :ivar kind: (level, id) → the index of all bodies of the same kind together, without criteria.
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
    kind: Scores
    desks: tuple[Entry, ...]
    before: str

    def by_factor(self) -> list[tuple[str, list[CriterionLine]]]:
        """Return (factor, its criteria), in the order of the file."""
        return [
            (factor, list(lines))
            for factor, lines in groupby(self.criteria, key=lambda line: line.factor)
        ]

    def of_kind(self, entry: Entry) -> Score | None:
        """Return the same index over the kind; None where that is this body alone, or hidden."""
        score = self.kind.get((entry.row.level, entry.row.id))
        if score is None or score.share is None:
            return None
        others = score.responses - entry.row.responses
        return score if others >= FEW else None

    def away(self, entry: Entry) -> bool:
        """Whether an index lies clearly above or below that of its kind."""
        mean, row = self.of_kind(entry), entry.row
        if mean is None or mean.percent is None or row.low is None or row.high is None:
            return False
        return row.low > mean.percent or row.high < mean.percent


def agency_report(
    db: Connection,
    this: Round,
    agency: str,
    *,
    channel: str | None = None,
    language: str = "vi",
) -> AgencyReport | None:
    """Return what the last freeze says of a body; None before the first freeze.

    :param agency: its code on the round's last day.
    :raises NotInRound: if the round does not ask about it.
    :raises NotThere: for an unknown channel.
    """
    seen = shown(db, this)
    if seen is None:
        return None
    ask = Ask(source="frozen", agency=agency, channels=read_channels(channel))
    index = Index(db, this, ask, language=language)
    body = index.bodies.need(agency, this)
    entries = [entry for entry in index.entries() if entry.unit == body.id]
    by_level = {
        level: tuple(entry for entry in entries if entry.row.level == level)
        for level in ("overall", "part", "factor", "criterion")
    }
    peers = {one.id for one in index.bodies.of_round if one.kind == body.kind}
    every = Side(
        db, this, source="frozen", method=index.method, channels=ask.channels, records=peers
    )
    return AgencyReport(
        round=this,
        shown=seen,
        body=body,
        channel=ask.channel,
        method=str(index.method),
        overall=by_level["overall"][0],
        parts=by_level["part"],
        factors=by_level["factor"],
        criteria=tuple(_criteria(index, body, by_level["criterion"])),
        kind=scores_of_kind(every, peers),
        desks=tuple(entry for entry in index.desks(body) if entry.row.group),
        before=index.past.round.title if index.past else "",
    )


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
