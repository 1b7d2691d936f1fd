"""Weighted figures of what a freeze shows, for pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from survey import store
from survey.report.agency import AgencyReport
from survey.report.asking import channel_of
from survey.report.basis import layout_of, questionnaire_of
from survey.report.bodies import bodies_of
from survey.report.ranking import Ranking
from survey.report.rows import Entry, IndexRow
from survey.report.spreads import Spread, spread_of
from survey.report.weighing import Beside
from survey.report.weighted_kinds import kept_weighted
from survey.report.weighted_told import HIDDEN, Strata, untold, why_none
from survey.store import Connection
from survey.store.rounds import Round

# Of the unweighted indices, and of the weighted ones.
Spreads = tuple[Spread, Spread]


@dataclass(frozen=True, slots=True)
class WeightedRanking:
    """The weighted index of a kind, and of the bodies that a page lists."""

    whole: Beside
    lines: tuple[tuple[Entry, Beside], ...]

    @property
    def spreads(self) -> Spreads | None:
        """What the table of bodies ends with."""
        return _spreads((entry.row, one) for entry, one in self.lines)


@dataclass(frozen=True, slots=True)
class WeightedBody:
    """The weighted index of a body, and of what it is made of, each beside its row."""

    overall: Beside
    below: tuple[tuple[IndexRow, Beside], ...] = ()

    @property
    def spreads(self) -> Spreads | None:
        """What the table of parts, factors and criteria ends with: of the criteria."""
        return _spreads(one for one in self.below if one[0].level == "criterion")


def weighted_of_body(db: Connection, this: Round, found: AgencyReport) -> WeightedBody | None:
    """Return the weighted figures of a body; None where a page has nothing to say of them."""
    body, no = found.body.id, found.shown.no
    why = why_none(this)
    if why == "open" or found.channel != channel_of(this.ranked_by):
        return None
    if why:
        dossiers = store.dossiers.of_freeze(db, this, no, {body})
        return WeightedBody(Beside(None, why)) if body in dossiers else None
    told = Strata(db, this, no, {body}, layout_of(questionnaire_of(db, this)))
    if not told.is_entered:
        return None
    criteria = (line.entry for line in found.criteria)
    rows = [one.row for one in (found.overall, *found.parts, *found.factors, *criteria)]
    overall, *below = told.beside(body, rows)
    if overall.figure is None and overall.why != "complement":
        return None
    return WeightedBody(overall, tuple(zip(rows[1:], below, strict=True)))


def weighted_ranking(
    db: Connection,
    this: Round,
    found: Ranking,
    lines: Sequence[Entry],
    *,
    only: Collection[int] | None = None,
) -> WeightedRanking | None:
    """Return the weighted indices of a ranking; None where a page has nothing to say of them.

    :param lines: the bodies that the page lists.
    :param only: as the ranking was asked for.
    """
    no = found.shown.no
    why = why_none(this)
    if why == "open" or found.channel != channel_of(this.ranked_by):
        return None
    if why:
        any_entered = store.dossiers.of_freeze(db, this, no)
        return WeightedRanking(Beside(None, why), ()) if any_entered else None
    kept = kept_weighted(db, this, no, found.kind)
    told = Strata(db, this, no, None if kept is None else {entry.unit for entry in lines})
    of_bodies = tuple((entry, told.beside(entry.unit, [entry.row])[0]) for entry in lines)
    if not any(one.figure for _, one in of_bodies):
        return None
    whole = found.whole
    if whole.share is None:
        return WeightedRanking(HIDDEN, of_bodies)
    if kept is not None:
        return WeightedRanking(kept, of_bodies)
    members = {place.body for place in found.entries.places}
    if only is not None:
        every = bodies_of(db, this, told.bodies).of_round
        members = {body.id for body in every if body.kind == found.kind}
    of_kind = told.of_kind(members, untold(db, this, no), whole.responses)
    return WeightedRanking(of_kind, of_bodies)


def _spreads(lines: Iterable[tuple[IndexRow, Beside]]) -> Spreads | None:
    """Return the spreads of both columns, over the lines that tell both; None: not two do."""
    both = [(row.percent, one.figure.percent) for row, one in lines if one.figure is not None]
    if len(both) < 2:
        return None
    return spread_of(plain for plain, _ in both), spread_of(weighted for _, weighted in both)
