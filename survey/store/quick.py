"""The one overall question of a quick form (câu hỏi nhanh): people by level, and nobody's answer.

An answer is a number that grows by one. Which form it came from is noted apart, without round,
desk or level, and only for as long as that form could come again.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, delete, func, literal_column, select
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from survey.store.prepared import Prepared, adding
from survey.store.tables import desk, quick, quick_spent

LEVELS = 5
_LIFE = timedelta(days=1)  # a token lives 24 hours: what came today can come again tomorrow

_SPEND = Prepared(
    insert_or_not(quick_spent)
    .values(id=bindparam("id"), day=bindparam("day"))
    .on_conflict_do_nothing()
)
_SPENT = Prepared(select(literal_column("1")).where(quick_spent.c.id == bindparam("id")))
_COUNT = adding(quick, "people")


def add(db: Connection, id_: bytes, *, round_id: int, desk_id: int, day: date, level: int) -> bool:
    """Count one answer. Return False, and count nothing, if this form came before.

    The database decides, not a look beforehand: see `responses.add`.

    :param id_: 16 random bytes, drawn when the form was shown.
    :param level: 1 to 5.
    """
    at = day.isoformat()
    if _SPEND.run(db, {"id": id_, "day": at}) == 0:
        return False
    where = {"round": round_id, "desk": desk_id, "day": at, "level": level}
    _COUNT.run(db, {**where, "people": 1})
    return True


def is_spent(db: Connection, id_: bytes) -> bool:
    """Whether the form with this id came before, as far as that is still known."""
    return _SPENT.first(db, {"id": id_}) is not None


def people(db: Connection, round_id: int, agency_id: int) -> tuple[int, ...]:
    """Return how many people chose each level, from 1 to 5, at the desks of a body."""
    rows = db.execute(
        select(quick.c.level, func.sum(quick.c.people))
        .join(desk, desk.c.id == quick.c.desk)
        .where(quick.c.round == round_id, desk.c.agency == agency_id)
        .group_by(quick.c.level)
    )
    found = {level: int(many) for level, many in rows}
    return tuple(found.get(level, 0) for level in range(1, LEVELS + 1))


def forget(db: Connection, today: date) -> None:
    """Delete the ids of forms that can come no more."""
    db.execute(delete(quick_spent).where(quick_spent.c.day < today - _LIFE))
