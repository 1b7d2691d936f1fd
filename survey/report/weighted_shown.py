"""Weighted figures of what a freeze shows, for pages: hidden wherever the unweighted are, and more.

Beside the unweighted index of a body a weighted one may tell its strata apart, as two equations
do two unknowns. So it is told only where the strata tell nothing that is left out elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from survey import store
from survey.report.agency import AgencyReport
from survey.report.apart import tells
from survey.report.asking import ALL, CHANNELS
from survey.report.bodies import bodies_of
from survey.report.covering import enough
from survey.report.ranking import Ranking
from survey.report.rows import Entry
from survey.report.strata import is_weighable, official
from survey.report.weighing import Beside, frozen_weighing
from survey.scoring import Method
from survey.store import Connection
from survey.store.rounds import Round
from survey.store.strata import Stratum

_HIDDEN = Beside(None, "complement")


@dataclass(frozen=True, slots=True)
class WeightedRanking:
    """The weighted index of a kind, and of the bodies that a page lists."""

    whole: Beside
    lines: tuple[tuple[Entry, Beside], ...]


def weighted_of_body(db: Connection, this: Round, found: AgencyReport) -> Beside | None:
    """Return the weighted index of a body; None where a page has nothing to say of it."""
    told = _told(db, this, found.shown.no, found.channel, {found.body.id})
    one = told.of_body(found.overall) if told else None
    return one if one and (one.figure or one.why == "complement") else None


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
    told = _told(db, this, found.shown.no, found.channel, None)
    if told is None:
        return None
    of_bodies = tuple((entry, told.of_body(entry)) for entry in lines)
    if not any(one.figure for _, one in of_bodies):
        return None
    whole = found.whole
    if whole.share is None:
        return WeightedRanking(_HIDDEN, of_bodies)
    members = {entry.unit for entry in found.entries}
    if only is not None:
        every = bodies_of(db, this, told.bodies).of_round
        members = {body.id for body in every if body.kind == found.kind}
    untold = _untold(db, this, found.shown.no)
    return WeightedRanking(told.of_kind(members, untold, whole.responses), of_bodies)


class _Told:
    """What may be told of a freeze's strata."""

    def __init__(
        self, db: Connection, this: Round, no: int, bodies: Collection[int] | None
    ) -> None:
        self._weighing = frozen_weighing(db, this, no, bodies)
        self._one_officer = store.desks.one_officer(db)
        self._rows: dict[int, list[Stratum]] = {}
        for row in store.strata.rows(db, this.id, no, bodies):
            self._rows.setdefault(row.agency, []).append(row)
        self.bodies = frozenset(self._rows)

    @property
    def is_entered(self) -> bool:
        """Whether finished dossiers of any of the bodies were entered."""
        return any(map(self._weighing.is_entered, self.bodies))

    def of_body(self, entry: Entry) -> Beside:
        """Return the weighted index beside a body's overall row."""
        body, row = entry.unit, entry.row
        if row.percent is None:
            return _HIDDEN if row.hidden else Beside(None, "sheets")
        found = self._weighing.of({body}, people=row.responses)
        return found if found.figure is None or self._tells(body) else _HIDDEN

    def of_kind(self, members: Collection[int], untold: Collection[int], people: int) -> Beside:
        """Return the weighted index of bodies together.

        It must tell nothing that the bodies' own figures do not, whatever dossiers are entered
        later. So those whose strata are not told stand as one stratum each, and those that are
        not told themselves as one together: two or more, of five sheets or more, or none.
        """
        inside = [body for body in members if body in self._rows]
        gone = [body for body in inside if body in untold]
        if gone and not enough([self._sheets(body) for body in gone]):
            return _HIDDEN
        entered = [body for body in inside if self._weighing.is_entered(body)]
        whole = {body for body in entered if body in gone or not self._tells(body)}
        return self._weighing.of(members, people=people, whole=whole, together=gone)

    def _sheets(self, body: int) -> int:
        return sum(row.responses for row in self._rows[body])

    def _tells(self, body: int) -> bool:
        return tells(self._rows[body], self._weighing.numbers(body), self._one_officer)


def _told(
    db: Connection, this: Round, no: int, channel: str, bodies: Collection[int] | None
) -> _Told | None:
    """Return what may be told; None in an open round, and in any view but the one that ranks."""
    if this.state == "open" or channel != _view(this):
        return None
    if not is_weighable(Method.parse(this.method)):
        return None
    told = _Told(db, this, no, bodies)
    return told if told.is_entered else None


def _untold(db: Connection, this: Round, no: int) -> set[int]:
    """Return the bodies of which the freeze does not tell the overall index."""
    figures = store.frozen.overall_of_bodies(db, this.id, no)
    return {body for body, one in figures.items() if one.responses and one.percent is None}


def _view(this: Round) -> str:
    """Return the channels that rank, as a page names them."""
    channels = official(this)
    return ALL if channels is None else ",".join(one for one in CHANNELS if one in channels)
