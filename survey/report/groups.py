"""Groups of bodies: those that belong to one, and named ones (cụm, khối thi đua).

Pooled and as the plain mean, both of the bodies told by themselves: groups overlap, and whoever
knows these bodies' own figures can work out no more from theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from survey import store
from survey.report.asking import ALL, CHANNELS
from survey.report.bodies import Bodies, bodies_of
from survey.report.sides import PLAIN, Shown, Side, shown
from survey.report.spreads import Spread, spread_of
from survey.report.together import is_told
from survey.scoring import Method, Score, rank
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.editions import Edition
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class Member:
    """A body in a group; its place there, None with too few sheets to be ranked."""

    body: Agency
    responses: int
    percent: Decimal | None
    place: int | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of bodies.

    :ivar pooled: of the members that are told; its share None: none is.
    :ivar left_out: members with sheets that are not told.
    :ivar members: best first; of named groups only.
    """

    code: str
    name: str
    bodies: int
    left_out: int
    pooled: Score
    spread: Spread
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a round's bodies."""

    shown: Shown
    channel: str
    responses: int
    named: tuple[GroupLine, ...]
    parents: tuple[GroupLine, ...]


def groups(db: Connection, this: Round, *, edition: Edition | None = None) -> Groups | None:
    """Return a round's groups, of the channels that rank; None before the first freeze.

    :param edition: as it was published, whatever was frozen later; None: the last freeze.
    """
    seen = shown(db, this, edition)
    if seen is None:
        return None
    method = Method.parse(this.method)
    side = Side(
        db,
        this,
        source="frozen",
        method=method,
        channels=frozenset(this.rank_channels) or None,
        records=() if method == PLAIN else None,
        no=seen.no,
    )
    bodies = bodies_of(db, this, side.counted)
    # Where bodies share sheets each of them counts its own.
    ids = {body.id for body in bodies.of_round}
    apart = [{one} for one in ids] if method.split else [ids]
    return Groups(
        shown=seen,
        channel=",".join(one for one in CHANNELS if one in this.rank_channels) or ALL,
        responses=sum(side.overall(some).responses for some in apart),
        named=tuple(_named(db, side, bodies)),
        parents=tuple(_parents(side, bodies)),
    )


def _named(db: Connection, side: Side, bodies: Bodies) -> Iterator[GroupLine]:
    present = {body.id: body for body in bodies.of_round}
    for group in store.groups.on(db, side.round.last):
        members = [present[one] for one in group.agencies if one in present]
        if members:
            yield _line(side, group.code, group.name, members, listed=True)


def _parents(side: Side, bodies: Bodies) -> Iterator[GroupLine]:
    present = {body.id: body for body in bodies.of_round}
    tops = {body.parent for body in bodies.of_round if body.parent is not None}
    for top in sorted((bodies.every[one] for one in tops), key=lambda body: body.sort_key):
        members = [present[one] for one in bodies.under(top.id) & present.keys()]
        yield _line(side, top.code, top.name, members, listed=False)


def _line(side: Side, code: str, name: str, members: list[Agency], *, listed: bool) -> GroupLine:
    told = {body.id: side.overall({body.id}) for body in members if is_told(side, body.id)}
    ranked = [one for one in told if told[one].responses >= side.round.minimum]
    places = dict(zip(ranked, rank([told[one].percent for one in ranked]), strict=True))
    lines = [
        Member(
            body,
            side.overall({body.id}).responses,
            told[body.id].percent if body.id in told else None,
            places.get(body.id),
        )
        for body in members
    ]
    lines.sort(key=lambda one: (one.place is None, one.place or 0, one.body.sort_key))
    return GroupLine(
        code=code,
        name=name,
        bodies=len(members),
        left_out=len(members) - len(told),
        pooled=side.overall(told.keys()),
        spread=spread_of(one.percent for one in lines),
        members=tuple(lines) if listed else (),
    )
