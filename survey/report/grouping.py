"""What a row speaks of: a body, one of its desks or channels, or several bodies together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from survey.report.asking import CHANNELS, Ask
from survey.report.bodies import Bodies, desks_of
from survey.report.sides import Side
from survey.store import Connection
from survey.store.agencies import Agency


@dataclass(frozen=True, slots=True)
class Unit:
    """Bodies taken together, or one desk or channel of a body, and how its rows are headed.

    `kind_of_all` is the kind of which this is every body, empty for the whole round; such a unit
    is compared with every body of that kind in the round before.
    """

    members: frozenset[int]
    agency: str = ""
    agency_name: str = ""
    kind: str = ""
    group: str | None = None
    group_name: str | None = None
    desk: int | None = None
    channel: str | None = None
    one_officer: bool = False
    kind_of_all: str | None = None


def units_of(db: Connection, ask: Ask, bodies: Bodies, side: Side) -> list[Unit]:
    """Return what is asked about, in the order of its rows."""
    wanted = [body for body in bodies.of_round if ask.agency in (None, body.code)]
    if ask.group_by == "desk":
        return [unit for body in wanted for unit in desk_units(db, body, side)]
    if ask.group_by == "channel":
        return [unit_of(body, group=name, channel=name) for body in wanted for name in CHANNELS]
    if ask.group_by == "kind":
        return [
            Unit(
                frozenset(one.id for one in members),
                kind=kind,
                group=kind,
                group_name=kind,
                kind_of_all=kind,
            )
            for kind, members in bodies.kinds().items()
            if ask.agency is None or any(one.code == ask.agency for one in members)
        ]
    if ask.group_by == "parent":
        return list(_parents(ask, bodies))
    if ask.group_by == "all":
        every = frozenset(body.id for body in bodies.of_round)
        return [Unit(every, group="all", group_name="all", kind_of_all="")]
    return [unit_of(body) for body in wanted]


def desk_units(db: Connection, body: Agency, side: Side) -> Iterator[Unit]:
    """Yield the desks of a body by code; sheets without one first, under an empty code."""
    counted = side.desks(body.id)
    whole = unit_of(body, group="")
    if 0 in counted:
        yield replace(whole, desk=0)
    for desk in desks_of(db, side.round, body, counted):
        yield replace(
            whole,
            group=desk.code,
            group_name=desk.name,
            desk=desk.id,
            # Not told: one. What a single person's work was thought of is not printed.
            one_officer=(desk.officers or 1) < 2,
        )


def unit_of(body: Agency, *, group: str | None = None, channel: str | None = None) -> Unit:
    """Return a body by itself, or one of its channels."""
    return Unit(
        frozenset({body.id}), body.code, body.name, body.kind, group, group, channel=channel
    )


def _parents(ask: Ask, bodies: Bodies) -> Iterator[Unit]:
    """Yield every body that others belong to, with all of them; then those without either."""
    present = {body.id for body in bodies.of_round}
    tops = {body.parent if body.parent is not None else body.id for body in bodies.of_round}
    for top in sorted((bodies.every[id_] for id_ in tops), key=lambda body: (body.code, body.id)):
        if ask.agency is None or top.code == ask.agency:
            yield Unit(
                frozenset(bodies.under(top.id) & present),
                group=top.code,
                group_name=top.name,
                kind=top.kind,
            )
