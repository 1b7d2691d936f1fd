"""What a province's own survey rounds say on the scoreboard: their last freeze, with its frame.

A round of a place of service and one of households are never one series, and neither stands in
one row with the ministry's SIPAS.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from survey.report.asking import Ask
from survey.report.basis import Shown, shown
from survey.report.grouping import unit_of
from survey.report.index import Index
from survey.report.rows import Entry
from survey.report.spreads import spread_of
from survey.report.together import overall_of
from survey.report.yearly import Figure, Table, by_kind, table
from survey.scoring import OWN, YEARLY, Score
from survey.store import Connection
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class OwnRound:
    """A round by its last freeze: the whole, and the best of its ranked bodies by kind.

    :ivar whole: all bodies together; its share None where that is not told.
    """

    province: str
    round: Round
    shown: Shown
    channel: str
    method: str
    whole: Score
    tables: tuple[Table, ...]

    @property
    def figure(self) -> Figure:
        """The whole as a figure of the province."""
        return Figure(
            year=self.round.last.year,
            index=YEARLY[OWN],
            name=self.province,
            frame=self.round.frame,
            value=self.whole.percent,
            low=self.whole.low,
            high=self.whole.high,
            responses=self.whole.responses,
        )


def own_rounds(
    db: Connection,
    rounds: Sequence[Round],
    *,
    province: str,
    only: Collection[int] | None,
    language: str,
    best: int,
) -> tuple[OwnRound, ...]:
    """Return those of the rounds that were ever frozen, the first of the year first.

    :param best: bodies of a kind with a lower rank than this are left to the round's ranking.
    """
    found = []
    for this in sorted(rounds, key=lambda one: (one.last, one.code)):
        seen = shown(db, this)
        if seen is not None:
            found.append(_own(db, this, seen, province, only, language, best))
    return tuple(found)


def _own(
    db: Connection,
    this: Round,
    seen: Shown,
    province: str,
    only: Collection[int] | None,
    language: str,
    best: int,
) -> OwnRound:
    ask = Ask(source="frozen", levels=("overall",), channels=this.ranked_by)
    index = Index(db, this, ask, language=language)
    tables = []
    for _, members in by_kind(index.bodies.kinds()):
        # To work out every body's row for the sake of a few would take as long as the ranking.
        best_ones = [
            body
            for body in members
            if (only is None or body.id in only)
            and (index.ranks.get(body.id) or (best + 1,))[0] <= best
        ]
        entries = (entry for body in best_ones for entry in index.of(unit_of(body)))
        ranked = [one for one in entries if one.row.rank is not None]
        if ranked:
            first = table([_figure(this, one) for one in ranked])
            of_ranked = None
            if only is None and not first.is_whole:
                every = (body.id for body in members if body.id in index.ranks)
                of_ranked = spread_of(index.side.overall({body}).percent for body in every)
            tables.append(replace(first, of_ranked=of_ranked))
    everybody = {body.id for body in index.bodies.of_round}
    return OwnRound(
        province,
        this,
        seen,
        ask.channel,
        str(index.method),
        overall_of(index.side, everybody),
        tuple(tables),
    )


def _figure(this: Round, entry: Entry) -> Figure:
    row = entry.row
    return Figure(
        year=this.last.year,
        index=YEARLY[OWN],
        body=entry.unit,
        name=row.agency_name,
        code=row.agency,
        kind=row.kind,
        frame=this.frame,
        value=row.percent,
        rank=row.rank,
        of=row.of,
        previous=row.previous,
        previous_rank=row.previous_rank,
        previous_of=row.previous_of,
        low=row.low,
        high=row.high,
        responses=row.responses,
        change_is_clear=entry.change_is_clear,
    )
