"""The scale that a round's indices are held against: the very bytes of its file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from survey.store.rounds import BadRound, Round
from survey.store.tables import round_scale
from survey.words import N_

_FREE = {"open", "closed", "provisional"}


@dataclass(frozen=True, slots=True)
class Attached:
    """A scale's file, its hash, and who attached it when."""

    file: bytes
    sha256: str
    day: date
    person: str


def may_attach(this: Round) -> bool:
    """Whether a scale may be attached to a round, or changed: until its figures are published."""
    return this.state in _FREE


def attach(db: Connection, this: Round, file: bytes, *, day: date, person: str) -> Attached:
    """Attach a scale to a round in the place of the one before.

    :raises BadRound: once its figures are published.
    """
    if not may_attach(this):
        raise BadRound(N_("Đợt đã công bố thì không đổi thang điểm nữa."))
    made = Attached(file, hashlib.sha256(file).hexdigest(), day, person)
    db.execute(delete(round_scale).where(round_scale.c.round == this.id))
    db.execute(
        insert(round_scale).values(
            round=this.id, file=file, sha256=made.sha256, day=day, person=person
        )
    )
    return made


def of_round(db: Connection, round_id: int) -> Attached | None:
    """Return the scale attached to a round, or None."""
    row = db.execute(
        select(
            round_scale.c.file, round_scale.c.sha256, round_scale.c.day, round_scale.c.person
        ).where(round_scale.c.round == round_id)
    ).first()
    return Attached(bytes(row.file), row.sha256, row.day, row.person) if row else None
