"""Groups of bodies: those that belong to one, and named ones (cụm, khối thi đua).

Pooled and as the plain mean, both of the bodies told by themselves: groups overlap, and whoever
knows these bodies' own figures can work out no more from theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from survey import store
from survey.report.asking import FEW, channel_of, few_for
from survey.report.basis import Shown, shown
from survey.report.bodies import Bodies, bodies_of, counted_in
from survey.report.pooled import adds_up
from survey.report.sample import Received, received
from survey.report.sides import PLAIN, Side
from survey.report.spreads import Spread, spread_of
from survey.report.together import is_told
from survey.scoring import Method, Score, rank
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.editions import Edition
from survey.store.frozen import Body
from survey.store.rounds import Round

# Code, name, bodies.
_Group = tuple[str, str, list[Agency]]


@dataclass(frozen=True, slots=True)
class Member:
    """A body in a group; its place there, None with too few sheets to be ranked.

    :ivar received: its sheets in every channel.
    """

    body: Agency
    received: Received
    responses: int
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    place: int | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of bodies.

    :ivar pooled: of the members that are told; its share None: none is, or in an edition their
        indices do not add up to it.
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

    @staticmethod
    def spread(lines: Sequence[GroupLine]) -> Spread:
        """Return the spread of the pooled indices of several groups."""
        return spread_of(line.pooled.percent for line in lines)


def groups(db: Connection, this: Round, *, edition: Edition | None = None) -> Groups | None:
    """Return a round's groups, of the channels that rank; None before the first freeze.

    :param edition: as it was published, whatever was frozen later; None: the last freeze.
    """
    seen = shown(db, this, edition)
    if seen is None:
        return None
    split = Method.parse(this.method).split
    bodies = bodies_of(db, this, counted_in(db, this, seen.no, split=split))
    named, parents = _named(db, this, edition, bodies), _parents(bodies)
    members = {body.id for _, _, some in (*named, *parents) for body in some}
    side = _side(db, this, seen.no, members, few_for(edition))
    pools = edition is None or adds_up(side.method)
    known = store.frozen.bodies(db, this.id, seen.no)
    return Groups(
        shown=seen,
        channel=channel_of(this.ranked_by),
        responses=_responses(db, this, seen.no, {body.id for body in bodies.of_round}),
        named=tuple(_line(side, *one, known, listed=True, pools=pools) for one in named),
        parents=tuple(_line(side, *one, known, listed=False, pools=pools) for one in parents),
    )


def _side(db: Connection, this: Round, no: int, bodies: Collection[int], few: int = FEW) -> Side:
    """Return what is known of some bodies, of the channels that rank."""
    method = Method.parse(this.method)
    return Side(
        db,
        this,
        source="frozen",
        method=method,
        channels=this.ranked_by,
        records=() if method == PLAIN else None,
        alone=bodies,
        no=no,
        few=few,
    )


def _responses(db: Connection, this: Round, no: int, bodies: Collection[int]) -> int:
    """Return the sheets behind the figures of bodies; where they share some each counts its own."""
    figures = store.frozen.overall_of_bodies(db, this.id, no)
    if not figures:
        side = _side(db, this, no, bodies)
        return sum(side.overall({one}).responses for one in bodies)
    return sum(figures[one].responses for one in bodies if one in figures)


def _named(db: Connection, this: Round, edition: Edition | None, bodies: Bodies) -> list[_Group]:
    present = {body.id: body for body in bodies.of_round}
    groups = (
        store.groups.on(db, this.last)
        if edition is None
        else store.groups.of_edition(db, edition, this.last)
    )
    found = [
        (group.code, group.name, [present[one] for one in group.agencies if one in present])
        for group in groups
    ]
    return [one for one in found if one[2]]


def _parents(bodies: Bodies) -> list[_Group]:
    present = {body.id: body for body in bodies.of_round}
    tops = {body.parent for body in bodies.of_round if body.parent is not None}
    return [
        (top.code, top.name, [present[one] for one in bodies.under(top.id) & present.keys()])
        for top in sorted((bodies.every[one] for one in tops), key=lambda body: body.sort_key)
    ]


def _line(
    side: Side,
    code: str,
    name: str,
    members: list[Agency],
    known: Mapping[int, Body],
    *,
    listed: bool,
    pools: bool,
) -> GroupLine:
    told = {body.id: side.overall({body.id}) for body in members if is_told(side, body.id)}
    ranked = [one for one in told if told[one].responses >= side.round.minimum]
    places = dict(zip(ranked, rank([told[one].percent for one in ranked]), strict=True))
    lines = [_member(side, body, told.get(body.id), places, known) for body in members]
    lines.sort(key=lambda one: (one.place is None, one.place or 0, one.body.sort_key))
    pooled = side.overall(told.keys())
    return GroupLine(
        code=code,
        name=name,
        bodies=len(members),
        left_out=len(members) - len(told),
        pooled=pooled if pools else replace(pooled, share=None, interval=None),
        spread=spread_of(one.percent for one in lines),
        members=tuple(lines) if listed else (),
    )


def _member(
    side: Side,
    body: Agency,
    told: Score | None,
    places: Mapping[int, int | None],
    known: Mapping[int, Body],
) -> Member:
    return Member(
        body=body,
        received=received(side.taken_in(body.id), known.get(body.id)),
        responses=side.overall({body.id}).responses,
        percent=told.percent if told else None,
        low=told.low if told else None,
        high=told.high if told else None,
        place=places.get(body.id),
    )
