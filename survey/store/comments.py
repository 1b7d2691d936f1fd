"""Comments (góp ý): masked words, tied to no sheet, desk, channel or day.

What was written is never stored, only the masked text. What is done with a comment later is
a row with a state, a day and a person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from survey.store.keys import fold
from survey.store.memory import remembered
from survey.store.prepared import Prepared
from survey.store.tables import comment, comment_step

WAITING = "waiting"  # nobody has said anything of it, or what was said is taken back
PUBLISHED = "published"
HIDDEN = "hidden"
FLAGGED = "flagged"  # it speaks of a breach: the auditor's, and nobody else's to read
SEEN = "seen"  # the auditor has read it
MASKED = "masked"  # more of its text was hidden; it stays where it was
STATES = (WAITING, PUBLISHED, HIDDEN, FLAGGED, SEEN)

_ADD = Prepared(
    insert(comment).values({column.name: bindparam(column.name) for column in comment.columns})
)


def _latest(column: ColumnElement[Any]) -> Any:
    """What a comment's last step says, but for masking, which moves it nowhere."""
    return (
        select(column)
        .where(comment_step.c.comment == comment.c.id, comment_step.c.state != MASKED)
        .order_by(comment_step.c.no.desc())
        .limit(1)
        .scalar_subquery()
    )


_STATE: ColumnElement[str] = func.coalesce(_latest(comment_step.c.state), WAITING)
_ONLY_GROW = (comment, comment_step)
_JUDGED = (*comment.columns, _STATE, _latest(comment_step.c.reason))


class Comment(NamedTuple):
    """A masked comment. `week` is an ISO week such as 2026-W47; `search_key` is its folded text."""

    id: bytes
    round: int
    agency: int
    week: str
    text: str
    search_key: str


class Judged(NamedTuple):
    """A comment, the state it has come to, and the reason given for that."""

    id: bytes
    round: int
    agency: int
    week: str
    text: str
    search_key: str
    state: str
    reason: str | None


class Wanted(NamedTuple):
    """Which comments of a round are meant.

    :ivar through: the last ISO week that is told.
    :ivar agency_ids: of these bodies; None: of all.
    :ivar states: that have come to one of these; None: to any.
    :ivar words: a folded search text; every comment that holds it, all for "".
    :ivar phrases: folded; comments that hold one of them as whole words; none at all: every one.
    """

    round: int
    through: str
    agency_ids: Collection[int] | None = None
    states: Collection[str] | None = None
    words: str = ""
    phrases: Collection[str] = ()


def week_of(day: date) -> str:
    """Return the ISO week of a day.

    >>> week_of(date(2027, 1, 1))
    '2026-W53'
    """
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def add(db: Connection, said: Comment) -> None:
    """Keep a masked comment under a random id of its own."""
    _ADD.run(db, said._asdict())


def read(db: Connection, wanted: Wanted, *, most: int | None = None, skip: int = 0) -> list[Judged]:
    """Return the comments that are wanted, in the order of their random ids."""
    found = _chosen(select(*_JUDGED), wanted)
    found = found.order_by(comment.c.id).limit(most).offset(skip)
    return [Judged._make(row) for row in db.execute(found)]


def count(db: Connection, wanted: Wanted) -> int:
    """Return how many comments are wanted."""
    many = select(func.count()).select_from(comment)
    return int(db.scalar(_chosen(many, wanted)) or 0)


def moment(db: Connection) -> tuple[int, int]:
    """Return how many comments and steps there are: none is ever taken away.

    What is read of them all stays true while these do.
    """
    many = (select(func.count()).select_from(one).scalar_subquery() for one in _ONLY_GROW)
    comments, steps = db.execute(select(*many)).one()
    return int(comments), int(steps)


def counts(db: Connection, wanted: Wanted) -> Mapping[tuple[int, str], int]:
    """Return how many of them there are of each body in each state, where there are any."""
    asked = wanted._replace(
        agency_ids=None if wanted.agency_ids is None else frozenset(wanted.agency_ids),
        states=None if wanted.states is None else frozenset(wanted.states),
        phrases=tuple(wanted.phrases),
    )
    return remembered(db, ("comments", moment(db), asked), lambda: _counts(db, asked))


def _counts(db: Connection, wanted: Wanted) -> dict[tuple[int, str], int]:
    # By the name it has in the result: an expression with a blank is not the same one twice.
    columns = (comment.c.agency, _STATE.label("stands"), func.count())
    found = _chosen(select(*columns), wanted)
    rows = db.execute(found.group_by(comment.c.agency, "stands"))
    return {(agency, state): int(n) for agency, state, n in rows}


def judged(db: Connection, id_: bytes, *, held: bool = False) -> Judged | None:
    """Return one comment, or None.

    :param held: nobody else changes it until this transaction ends.
    """
    if held:
        db.execute(select(comment.c.id).where(comment.c.id == id_).with_for_update())
    row = db.execute(select(*_JUDGED).where(comment.c.id == id_)).first()
    return Judged._make(row) if row else None


def flagged(db: Connection) -> list[Judged]:
    """Return every comment that speaks of a breach, seen by the auditor or not yet."""
    ever = select(comment_step.c.comment).where(comment_step.c.state == FLAGGED)
    found = select(*_JUDGED).where(comment.c.id.in_(ever), _STATE.in_((FLAGGED, SEEN)))
    return [Judged._make(row) for row in db.execute(found.order_by(comment.c.id))]


def rewrite(db: Connection, id_: bytes, text: str) -> None:
    """Put a text of which more is hidden in the place of the one before, which is kept nowhere."""
    db.execute(update(comment).where(comment.c.id == id_).values(text=text, search_key=fold(text)))


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


def _chosen(found: Select[Any], wanted: Wanted) -> Select[Any]:
    found = found.where(comment.c.round == wanted.round, comment.c.week <= wanted.through)
    if wanted.agency_ids is not None:
        found = found.where(comment.c.agency.in_(sorted(wanted.agency_ids)))
    if wanted.states is not None:
        found = found.where(_STATE.in_(sorted(wanted.states)))
    if wanted.words:
        found = found.where(comment.c.search_key.contains(wanted.words, autoescape=True))
    if wanted.phrases:
        key = literal(" ") + comment.c.search_key + literal(" ")
        found = found.where(
            or_(*(key.contains(f" {one} ", autoescape=True) for one in wanted.phrases))
        )
    return found
