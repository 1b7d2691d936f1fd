"""Desks (quầy) of bodies, and the codes on their posters.

A desk has one live poster code for as long as nobody replaces it; codes of before lead to it
still, as retired ones.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from survey.ledger import draw_code
from survey.store import form_version
from survey.store.agencies import by_ids
from survey.store.desk_file import DeskRow, import_desks, new_codes
from survey.store.memory import once
from survey.store.tables import agency, desk, poster
from survey.words import N_, FileRefused, Refusal

__all__ = [
    "BadDesk",
    "Desk",
    "DeskRow",
    "Draw",
    "Poster",
    "add",
    "bodies_on",
    "by_id",
    "by_poster",
    "close",
    "draw",
    "import_rows",
    "list_desks",
    "one_officer",
    "posters_of",
    "reopen",
    "replace_poster",
]

Draw = Callable[[], str]


class BadDesk(Refusal):
    """A desk cannot be added or changed as asked; `column` says which of its cells is meant."""

    def __init__(self, column: str, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.column = column


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk as of a day. `decider_id` is the desk's own body where no other decides.

    `officers` None: not said, and counts as one. `poster_code` None: no live poster.
    """

    id: int
    agency_id: int
    agency_code: str
    agency_name: str
    code: str
    name: str
    place: str | None
    decider_id: int
    decider_code: str
    field: str | None
    officers: int | None
    first: date
    last: date | None
    poster_code: str | None

    def works_on(self, day: date) -> bool:
        """Whether `day` is one of its days."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster's code and its desk. Retired from the day `retired` on, if that is set."""

    code: str
    first: date
    retired: date | None
    replaced_by: str | None
    desk: Desk


def draw() -> str:
    """Return a fresh code, at random."""
    return draw_code(secrets.token_bytes(8))


def import_rows(
    db: Connection, rows: Iterable[DeskRow], *, today: date, draw: Draw = draw
) -> list[Desk]:
    """Keep every row, or none; return the desks that were named, by body and desk.

    A desk that is kept already gets the name, place, decider, field and officers of its row
    and keeps its poster code.

    :raises FileRefused: with line and column of what must be mended.
    """
    form_version.bump(db)
    ids = import_desks(db, list(rows), today=today, draw=draw)
    return [each for each in _desks(db, today) if each.id in ids]


def list_desks(db: Connection, day: date, agency_code: str | None = None) -> list[Desk]:
    """Return the desks that work on `day`, by body and desk; only one body's if one is named.

    The desks of a body end with it, closed or not.
    """
    conditions = [_works_on(day)]
    if agency_code is not None:
        conditions.append(agency.c.code == agency_code)
    return _desks(db, day, *conditions)


def bodies_on(db: Connection, day: date) -> set[int]:
    """Return the ids of the bodies that have a desk on `day`."""
    return set(
        db.scalars(
            select(desk.c.agency)
            .join(agency, desk.c.agency == agency.c.id)
            .where(_works_on(day))
            .distinct()
        )
    )


def by_id(db: Connection, id_: int, day: date) -> Desk | None:
    """Return the desk with this id, named as of `day`, whether or not it works then."""
    return next(iter(_desks(db, day, desk.c.id == id_)), None)


def one_officer(db: Connection) -> frozenset[int]:
    """Return the desks, open or closed, at which one officer works; not told counts as one."""

    def read() -> frozenset[int]:
        return frozenset(db.scalars(select(desk.c.id).where(func.coalesce(desk.c.officers, 1) < 2)))

    return once(db, "desks of one officer", read)


def by_poster(db: Connection, code: str, day: date) -> Poster | None:
    """Return the poster with this code and its desk as of `day`, or None."""
    row = db.execute(
        select(
            poster.c.code, poster.c.first, poster.c.retired, poster.c.replaced_by, poster.c.desk
        ).where(poster.c.code == code)
    ).first()
    if row is None:
        return None
    found = by_id(db, row.desk, day)
    assert found is not None
    return Poster(row.code, row.first, row.retired, row.replaced_by, found)


def posters_of(db: Connection, desk_id: int) -> list[tuple[str, date, date | None]]:
    """Return (code, first day, retired) for each poster that a desk ever had, oldest first."""
    rows = db.execute(
        select(poster.c.code, poster.c.first, poster.c.retired).where(poster.c.desk == desk_id)
    )
    return sorted(
        ((code, first, retired) for code, first, retired in rows),
        key=lambda each: (each[1], each[2] or date.max, each[0]),
    )


def add(db: Connection, row: DeskRow, *, today: date, draw: Draw = draw) -> Desk:
    """Add one desk, or change it, and return it. :raises BadDesk: naming the cell."""
    try:
        return import_rows(db, [row], today=today, draw=draw)[0]
    except FileRefused as refused:
        fault = refused.faults[0]
        raise BadDesk(fault.column, fault.message, **fault.values) from None


def close(db: Connection, desk_id: int, day: date) -> None:
    """Make `day` a desk's last. Its code stays: it is answered with where to go instead.

    :raises BadDesk: if the desk began later.
    """
    form_version.bump(db)
    first = db.scalar(select(desk.c.first).where(desk.c.id == desk_id))
    if first is None or day < first:
        raise BadDesk("to", N_("Ngày cuối của quầy trước ngày đầu (%(first)s)."), first=first)
    db.execute(update(desk).where(desk.c.id == desk_id).values(last=day))


def reopen(db: Connection, desk_id: int) -> None:
    """Take back that a desk was closed."""
    form_version.bump(db)
    db.execute(update(desk).where(desk.c.id == desk_id).values(last=None))


def replace_poster(db: Connection, desk_id: int, today: date, *, draw: Draw = draw) -> str:
    """Retire a desk's live poster, give it a new one and return the new code."""
    form_version.bump(db)
    (code,) = new_codes(db, 1, draw)
    db.execute(insert(poster).values(code=code, desk=desk_id, first=today))
    db.execute(
        update(poster)
        .where(poster.c.desk == desk_id, poster.c.retired.is_(None), poster.c.code != code)
        .values(retired=today, replaced_by=code)
    )
    return code


def _works_on(day: date) -> ColumnElement[bool]:
    return and_(
        *(each.c.first <= day for each in (desk, agency)),
        *(or_(each.c.last.is_(None), each.c.last >= day) for each in (desk, agency)),
    )


_EVERY = (
    select(
        desk.c.id,
        desk.c.agency,
        desk.c.code,
        desk.c.name,
        desk.c.place,
        desk.c.decider,
        desk.c.field,
        desk.c.officers,
        desk.c.first,
        desk.c.last,
        poster.c.code.label("poster"),
    )
    .join(agency, desk.c.agency == agency.c.id)
    .outerjoin(poster, (poster.c.desk == desk.c.id) & poster.c.retired.is_(None))
)


def _desks(db: Connection, day: date, *conditions: ColumnElement[bool]) -> list[Desk]:
    rows = db.execute(_EVERY.where(*conditions)).all()
    wanted = {row.agency for row in rows} | {row.decider for row in rows if row.decider}
    bodies = by_ids(db, wanted, day)
    found = []
    for row in rows:
        body = bodies[row.agency]
        decider = bodies[row.decider or row.agency]
        found.append(
            Desk(
                id=row.id,
                agency_id=body.id,
                agency_code=body.code,
                agency_name=body.name,
                code=row.code,
                name=row.name,
                place=row.place,
                decider_id=decider.id,
                decider_code=decider.code,
                field=row.field,
                officers=row.officers,
                first=row.first,
                last=row.last,
                poster_code=row.poster,
            )
        )
    # In Python, where codes compare alike whatever the collation of the database.
    return sorted(found, key=lambda each: (each.agency_code, each.code, each.id))
