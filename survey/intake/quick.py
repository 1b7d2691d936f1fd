"""Keeping the answer to the one overall question of a quick form: once, and tied to nothing."""

from __future__ import annotations

from datetime import date

from survey.intake.doors import Door
from survey.store import quick
from survey.store.connection import Connection, Database


def keep(database: Database, door: Door, *, id: bytes, level: int, day: date) -> bool:
    """Count an answer that came through a door; it is durable when this returns.

    :param id: 16 random bytes, drawn when the question was shown.
    :param level: 1 to 5.
    :returns: False if this form came before: its first answer stands and nothing is counted.
    :raises Busy: or Unavailable, if it could not be kept.
    """
    assert door.round is not None
    round_id, desk_id = door.round.id, door.desk.id

    def write(db: Connection) -> bool:
        return quick.add(db, id, round_id=round_id, desk_id=desk_id, day=day, level=level)

    return database.write(write)
