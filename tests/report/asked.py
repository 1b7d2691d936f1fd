"""A round that asks the quick question, and people who answer it."""

from __future__ import annotations

import secrets

from survey import store
from survey.store.connection import Connection
from survey.store.rounds import Round
from tests.report import scene


def province(db: Connection, **more: object) -> Round:
    """Two bodies with two desks and one, and a round that asks the question."""
    scene.found(db, "A Sở A", "B Sở B")
    scene.furnish(db, "A 1 Quầy 1", "A 2 Quầy 2", "B 1 Quầy 1")
    return scene.opened(db, **{"quick": True, **more})  # type: ignore[arg-type]


def said(db: Connection, this: Round, agency: str, desk: str, *levels: int) -> None:
    """So many people choose these levels at a desk."""
    at = next(
        one.id
        for one in store.desks.list_desks(db, this.last, agency_code=agency)
        if one.code == desk
    )
    for level in levels:
        id_ = secrets.token_bytes(16)
        store.quick.add(db, id_, round_id=this.id, desk_id=at, day=this.first, level=level)
