"""Whom a round's sheets may be about: its bodies and their desks, by the codes of its days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from survey.store.rounds import Round
from survey.store.tables import agency, desk


class DeskOf(NamedTuple):
    """A desk. `decider` is its own body's id unless it names another."""

    id: int
    agency: int
    decider: int
    field: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """`bodies` by code; `desks` by body's and desk's code; `codes` of every body by id.

    A code that two bodies bore during the round stands for the later one, and a desk's two
    codes for the desk of the latest body that has such a desk.
    """

    bodies: dict[str, int]
    desks: dict[tuple[str, str], DeskOf]
    codes: dict[int, str]


def frame_of(db: Connection, this: Round) -> Frame:
    """Return the bodies that live on a day of the round, and every desk they have or had."""
    bodies: dict[str, int] = {}
    codes: dict[int, str] = {}
    for id_, code in db.execute(
        select(agency.c.id, agency.c.code)
        .where(agency.c.first <= this.last)
        .where(or_(agency.c.last.is_(None), agency.c.last >= this.first))
        .order_by(agency.c.first)
    ):
        bodies[code] = id_
        codes[id_] = code
    desks: dict[tuple[str, str], DeskOf] = {}
    for id_, body, code, decider, field in db.execute(
        select(desk.c.id, desk.c.agency, desk.c.code, desk.c.decider, desk.c.field)
        .join(agency, agency.c.id == desk.c.agency)
        .order_by(agency.c.first)
    ):
        if body in codes:
            desks[codes[body], code] = DeskOf(id_, body, decider or body, field)
    for id_, code in db.execute(select(agency.c.id, agency.c.code)):
        codes.setdefault(id_, code)
    return Frame(bodies, desks, codes)
