"""The bodies of a round, and which bodies of the round before each is compared with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from survey import store
from survey.report.asking import NotInRound
from survey.scoring import Method
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.desks import Desk
from survey.store.rounds import DESK, Round


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies of a round as its last day knows them, by code.

    `every` holds all bodies there ever were, for parents that have no desks themselves.
    """

    of_round: tuple[Agency, ...]
    every: dict[int, Agency]
    children: dict[int, list[int]]

    def under(self, top: int) -> set[int]:
        """Return the body itself and all that belong to it, at any depth."""
        return _under(top, self.children)

    def need(self, code: str, this: Round) -> Agency:
        """Return the body of this code; of two that bore it in the round, the later one.

        :raises NotInRound: if there is none.
        """
        found = [body for body in self.of_round if body.code == code]
        if not found:
            raise NotInRound(this.code, code)
        return found[-1]

    def kinds(self) -> dict[str, list[Agency]]:
        """Return the bodies of each kind; kinds in the order of their first body's code."""
        found: dict[str, list[Agency]] = {}
        for body in self.of_round:
            found.setdefault(body.kind, []).append(body)
        return found


def under(db: Connection, top: int, day: date) -> set[int]:
    """Return a body and all that belong to it on `day`, at any depth."""
    return _under(top, _children(store.agencies.names_on(db, day)))


def bodies_of(db: Connection, this: Round, counted: Collection[int]) -> Bodies:
    """Return every body with desks or sheets in the round.

    :param counted: bodies that its sheets speak of.
    """
    every = store.agencies.names_on(db, this.last)
    wanted = set(counted)
    if this.frame == DESK:
        wanted |= {
            body
            for body in store.desks.bodies_on(db, this.last)
            # The desks of a body that was merged away may never have been closed.
            if this.covers(body) and every[body].lives_on(this.last)
        }
    else:
        wanted |= this.agencies or frozenset()
    of_round = sorted((every[id_] for id_ in wanted), key=lambda body: (body.code, body.first))
    return Bodies(tuple(of_round), every, _children(every))


def stamp(ids: Iterable[int]) -> str:
    """Return what a set of bodies is known by, so that what was kept of it can be told to hold.

    >>> stamp([2, 1]) == stamp({1, 2}) != stamp([12])
    True
    """
    return blake2b(" ".join(map(str, sorted(ids))).encode(), digest_size=16).hexdigest()


def counted_in(db: Connection, this: Round, no: int, *, split: bool) -> frozenset[int]:
    """Return the bodies that a sheet of a freeze speaks of, in any channel.

    :param split: whether also of those that decided what others took in.
    """
    known = None if split else store.frozen.shown(db, this.id, no)
    if known is not None:
        return frozenset(known)
    rows = store.freezes.rows(db, this.id, no, records=False)
    found = frozenset(row.agency for row in rows)
    return found | frozenset(row.decider for row in rows) if split else found


def bodies_in(db: Connection, this: Round) -> list[Agency]:
    """Return the bodies of a round as its last freeze knows them, in Vietnamese order."""
    last = store.freezes.last(db, this.id)
    split = Method.parse(this.method).split
    counted = counted_in(db, this, last.no, split=split) if last else frozenset()
    return sorted(bodies_of(db, this, counted).of_round, key=lambda body: body.sort_key)


def body_in(db: Connection, this: Round, no: int, code: str) -> int:
    """Return the body of this code in a freeze. :raises NotInRound: as `Bodies.need`."""
    counted = counted_in(db, this, no, split=Method.parse(this.method).split)
    return bodies_of(db, this, counted).need(code, this).id


def desks_of(db: Connection, this: Round, body: Agency, counted: Collection[int]) -> list[Desk]:
    """Return the desks of a body in the round by code: those of its last day, and those counted.

    :param counted: desks with sheets, also closed ones; 0 stands for none.
    """
    found = {
        desk.id: desk
        for desk in store.desks.list_desks(db, this.last, agency_code=body.code)
        if desk.agency_id == body.id
    }
    for id_ in set(counted) - found.keys() - {0}:
        closed = store.desks.by_id(db, id_, this.last)
        if closed is not None:
            found[id_] = closed
    return sorted(found.values(), key=lambda desk: (desk.code, desk.id))


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who took over whose work between two rounds.

    :ivar first: first and last day of the round before; `until`: last day of this round, which
        knows nothing of what happened later.
    :ivar before: bodies that the round before has sheets of.
    :ivar now: bodies of this round.
    """

    predecessors: dict[int, list[tuple[int, date]]]
    first: date
    last: date
    until: date
    before: frozenset[int]
    now: frozenset[int]

    def compared(self, body: int) -> tuple[int, ...]:
        """Return the bodies of the round before whose sheets are this body's today.

        The same body, and those merged into it since; or, for a body that is new, those that it
        came from: all of them after a merger, the old one after a split.
        """
        return tuple(sorted(self._compared(body, frozenset())))

    def _compared(self, body: int, seen: frozenset[int]) -> set[int]:
        found = {body} if body in self.before else set()
        for old, day in self.predecessors.get(body, ()):
            # A living body that gave part of its work to one that was there already is
            # not that body's past.
            gave_part = old in self.now and body in self.before
            since = day > self.last or (day > self.first and old not in self.now)
            if since and day <= self.until and not gave_part and old not in seen:
                found |= self._compared(old, seen | {body})
        return found


def lineage(
    db: Connection, before: Round, this: Round, counted: frozenset[int], now: Collection[int]
) -> Lineage:
    """Return who took over from whom between two rounds; `counted` have sheets of the first."""
    return Lineage(
        store.agencies.predecessors(db),
        before.first,
        before.last,
        this.last,
        counted,
        frozenset(now),
    )


def _children(every: dict[int, Agency]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for body in every.values():
        if body.parent is not None:
            children.setdefault(body.parent, []).append(body.id)
    return children


def _under(top: int, children: dict[int, list[int]]) -> set[int]:
    found: set[int] = set()
    rest = [top]
    while rest:
        one = rest.pop()
        if one not in found:
            found.add(one)
            rest += children.get(one, ())
    return found
