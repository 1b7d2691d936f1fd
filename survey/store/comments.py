"""Comments (góp ý): masked words, tied to no sheet, desk, channel or day.

What was written is never stored, only the masked text. What is done with a comment later is
a row with a state, a day and a person.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, insert, select

from survey.store.prepared import Prepared
from survey.store.tables import comment, comment_step

_ADD = Prepared(
    insert(comment).values({column.name: bindparam(column.name) for column in comment.columns})
)


class Comment(NamedTuple):
    """A masked comment. `week` is an ISO week such as 2026-W47; `search_key` is its folded text."""

    id: bytes
    round: int
    agency: int
    week: str
    text: str
    search_key: str


def add(db: Connection, said: Comment) -> None:
    """Keep a masked comment under a random id of its own."""
    _ADD.run(db, said._asdict())


def read(
    db: Connection,
    round_id: int,
    *,
    through: str,
    agency_ids: Collection[int] | None = None,
    words: str = "",
    most: int = 100,
    after: bytes = b"",
) -> list[Comment]:
    """Return comments of weeks up to and with `through`, in the order of their random ids.

    :param words: a folded search text; every comment that holds it, all for "".
    :param most: of one page; the next begins `after` the last id of this one.
    """
    found = _chosen(select(comment), round_id, through, agency_ids, words)
    found = found.where(comment.c.id > after).order_by(comment.c.id).limit(most)
    return [Comment._make(row) for row in db.execute(found)]


def count(
    db: Connection,
    round_id: int,
    *,
    through: str,
    agency_ids: Collection[int] | None = None,
    words: str = "",
) -> int:
    """Return how many comments `read` would find on all its pages."""
    many = select(func.count()).select_from(comment)
    return int(db.scalar(_chosen(many, round_id, through, agency_ids, words)) or 0)


def step(
    db: Connection, id_: bytes, state: str, *, day: date, person: str, reason: str | None = None
) -> None:
    """Note that a comment has come to `state`."""
    no = db.scalar(select(func.max(comment_step.c.no)).where(comment_step.c.comment == id_))
    db.execute(
        insert(comment_step).values(
            comment=id_, no=(no or 0) + 1, state=state, day=day, person=person, reason=reason
        )
    )


def state_of(db: Connection, id_: bytes) -> str | None:
    """Return the state a comment has come to, or None for one that nobody has touched."""
    found: str | None = db.scalar(
        select(comment_step.c.state)
        .where(comment_step.c.comment == id_)
        .order_by(comment_step.c.no.desc())
        .limit(1)
    )
    return found


def _chosen(
    found: Select[Any],
    round_id: int,
    through: str,
    agency_ids: Collection[int] | None,
    words: str,
) -> Select[Any]:
    found = found.where(comment.c.round == round_id, comment.c.week <= through)
    if agency_ids is not None:
        found = found.where(comment.c.agency.in_(sorted(agency_ids)))
    if words:
        found = found.where(comment.c.search_key.contains(words, autoescape=True))
    return found
