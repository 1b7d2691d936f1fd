"""Weighted figures of what a freeze shows, for pages: hidden wherever the unweighted are, and more.

Beside the unweighted index of a body a weighted one may tell its strata apart, as two equations
do two unknowns. So it is told only where the strata tell nothing that is left out elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from survey import store
from survey.report.agency import AgencyReport
from survey.report.asking import ALL, CHANNELS, FEW
from survey.report.bodies import bodies_of
from survey.report.covering import beside, enough
from survey.report.ranking import Ranking
from survey.report.rows import Entry
from survey.report.strata import is_weighable, official
from survey.report.weighted import Beside, Weighing, frozen_weighing
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
    members -= _untold(db, this, found.shown.no)
    return WeightedRanking(told.of_kind(members, whole.responses), of_bodies)


class _Told:
    """What may be told of a freeze's strata."""

    def __init__(self, db: Connection, this: Round, rows: Sequence[Stratum]) -> None:
        self._weighing: Weighing = frozen_weighing(db, this, rows)
        self._one_officer = store.desks.one_officer(db)
        self._rows: dict[int, list[Stratum]] = {}
        for row in rows:
            self._rows.setdefault(row.agency, []).append(row)
        self.bodies = frozenset(self._rows)

    def of_body(self, entry: Entry) -> Beside:
        """Return the weighted index beside a body's overall row."""
        body, row = entry.unit, entry.row
        if row.percent is None:
            return _HIDDEN if row.hidden else Beside(None, "sheets")
        found = self._weighing.of({body}, people=row.responses)
        return found if found.figure is None or self._tells(body) else _HIDDEN

    def of_kind(self, members: Collection[int], people: int) -> Beside:
        """Return the weighted index of bodies together.

        Two or more bodies that are not told stand in it, of five sheets or more, or none.
        """
        found = self._weighing.of(members, people=people)
        if found.figure is None:
            return found
        sheets = {body: self._sheets(body) for body in members if body in self._rows}
        gone = [n for body, n in sheets.items() if n < FEW or not self._tells(body)]
        return _HIDDEN if gone and not enough(gone) else found

    def _sheets(self, body: int) -> int:
        return sum(row.responses for row in self._rows[body])

    def _tells(self, body: int) -> bool:
        """Whether the strata of a body may be known, each by itself."""
        cells = self._weighing.cells(body)
        if len(cells) < 2:
            return True
        at = {field: number for number, cell in enumerate(cells) for _, field in cell.names}
        sizes: Counter[int] = Counter()
        pieces: Counter[tuple[int, int]] = Counter()
        for row in self._rows[body]:
            stratum = at[self._weighing.stratum_of(body, row.field)]
            sizes[row.desk] += row.responses
            pieces[row.desk, stratum] += row.responses
        return are_tellable(pieces, self._gone(sizes))

    def _gone(self, sizes: Counter[int]) -> set[int]:
        """Return the desks that are not told, as a body's page leaves them out."""
        if min(sizes.values()) >= FEW and self._one_officer.isdisjoint(sizes):
            return set()
        desks = sorted(sizes)
        alone = {at for at, desk in enumerate(desks) if desk in self._one_officer}
        few = {at for at, desk in enumerate(desks) if sizes[desk] < FEW}
        also = beside([sizes[desk] for desk in desks], few | alone, alone)
        return {desks[at] for at in few | alone | also}


def are_tellable(pieces: Mapping[tuple[int, int], int], gone: Collection[int]) -> bool:
    """Whether strata may be known beside the desks that are shown, and the sum of all.

    Desks that are left out must all lie in one stratum, for their sum is known anyway; and no
    stratum may cut a few people off a desk.

    :param pieces: (desk, stratum) → people.
    :param gone: the desks that are left out.

    >>> are_tellable({(1, 0): 40, (2, 1): 9, (3, 1): 3}, {2, 3})
    True
    >>> are_tellable({(1, 0): 40, (2, 1): 9, (3, 0): 3}, {2, 3})
    False
    """
    if len({stratum for desk, stratum in pieces if desk in gone}) > 1:
        return False
    return all(n >= FEW for (desk, _), n in pieces.items() if desk not in gone)


def _told(
    db: Connection, this: Round, no: int, channel: str, bodies: Collection[int] | None
) -> _Told | None:
    """Return what may be told; None in an open round, and in any view but the one that ranks."""
    if this.state == "open" or channel != _view(this):
        return None
    if not is_weighable(Method.parse(this.method)):
        return None
    if not store.transactions.is_any(db, this.first, this.last):
        return None
    rows = store.strata.rows(db, this.id, no, bodies)
    return _Told(db, this, rows) if rows else None


def _untold(db: Connection, this: Round, no: int) -> set[int]:
    """Return the bodies that are not in the unweighted index of their kind either."""
    figures = store.frozen.overall_of_bodies(db, this.id, no)
    return {body for body, one in figures.items() if one.responses and one.percent is None}


def _view(this: Round) -> str:
    """Return the channels that rank, as a page names them."""
    channels = official(this)
    return ALL if channels is None else ",".join(one for one in CHANNELS if one in channels)
