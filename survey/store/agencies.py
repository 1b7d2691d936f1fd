"""Bodies (cơ quan, đơn vị), each from its first to its last day, with the names of the day.

A code may be used again by a later body. Names, kinds and parents change from a day on; what
was before stays, so that an old round shows the bodies of its own last day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from survey.store.agency_file import (
    CODE,
    SINCE_EVER,
    AgencyRow,
    Imported,
    import_rows,
)
from survey.store.keys import clean, sort_key
from survey.store.memory import once
from survey.store.tables import agency, agency_name, succession
from survey.words import N_, FileRefused, Refusal

__all__ = [
    "CODE",
    "SINCE_EVER",
    "Agency",
    "AgencyRow",
    "BadAgency",
    "Imported",
    "UnknownAgency",
    "add",
    "all_on",
    "by_code",
    "by_ids",
    "change",
    "close",
    "import_rows",
    "kinds_on",
    "names_on",
    "need",
    "predecessors",
    "with_code",
]


class UnknownAgency(Refusal):
    """No body of this code lives on the day that is meant."""

    def __init__(self, code: str) -> None:
        super().__init__(N_("Không có đơn vị mã “%(code)s”."), code=code)


class BadAgency(Refusal):
    """A body cannot be added or changed as asked; `column` says which of its cells is meant."""

    def __init__(self, column: str, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.column = column


class Agency(NamedTuple):
    """A body as of a day. `parent` is an id, `last` None while no end is set."""

    id: int
    code: str
    name: str
    kind: str
    parent: int | None
    parent_code: str | None
    first: date
    last: date | None
    sort_key: str

    def lives_on(self, day: date) -> bool:
        """Whether `day` is one of its days."""
        return self.first <= day and (self.last is None or day <= self.last)


def all_on(db: Connection, day: date) -> list[Agency]:
    """Return the bodies that live on `day`, as of that day, by code."""
    return sorted(_as_of(db, day, _lives_on(day)), key=lambda body: body.code)


def by_code(db: Connection, code: str, day: date) -> Agency | None:
    """Return the body that has this code on `day`, or None."""
    return next(iter(_as_of(db, day, _lives_on(day), agency.c.code == code)), None)


def need(db: Connection, code: str, day: date) -> Agency:
    """Return the body that has this code on `day`. :raises UnknownAgency: if there is none."""
    found = by_code(db, code, day)
    if found is None:
        raise UnknownAgency(code)
    return found


def by_ids(db: Connection, ids: Collection[int], day: date) -> dict[int, Agency]:
    """Return these bodies by id, whether or not they live on `day`, named as of it.

    A body that has ended by then is named as it was at its end, one that begins later as it
    will be at its beginning.
    """
    wanted = set(ids)
    # A long list of ids would pass the number of values that SQLite takes in a statement.
    few = (agency.c.id.in_(sorted(wanted)),) if len(wanted) <= 500 else ()
    return {body.id: body for body in _as_of(db, day, *few) if body.id in wanted}


def names_on(db: Connection, day: date) -> dict[int, Agency]:
    """Return every body there ever was by id, named as `by_ids` does."""
    return {body.id: body for body in _as_of(db, day)}


def with_code(db: Connection, code: str) -> set[int]:
    """Return the ids of every body that ever bore a code."""
    return set(db.scalars(select(agency.c.id).where(agency.c.code == code)))


def kinds_on(db: Connection, day: date) -> list[str]:
    """Return the kinds of the bodies that live on `day`, each once, in Vietnamese order."""
    return sorted({body.kind for body in all_on(db, day)}, key=sort_key)


def predecessors(db: Connection) -> dict[int, list[tuple[int, date]]]:
    """Return for the id of each successor the bodies whose work it took over.

    Each with the day from which it did. A body that was split off from a living one has
    that one here; after a merger there are several.
    """
    found: dict[int, list[tuple[int, date]]] = {}
    for old, new, day in db.execute(
        select(succession.c.old, succession.c.new, succession.c.day).order_by(
            succession.c.new, succession.c.old
        )
    ):
        found.setdefault(new, []).append((old, day))
    return found


def add(
    db: Connection,
    *,
    code: str,
    name: str,
    kind: str,
    parent: str = "",
    first: date | None = None,
    today: date,
) -> Agency:
    """Add one body and return it. `first` None: since ever.

    :raises BadAgency: naming the cell, as `import_rows` would.
    """
    code, day = clean(code), max(today, first or today)
    for other in _as_of(db, day, agency.c.code == code):
        if other.lives_on(day) or other.first == first:
            message = N_("Mã này đang là mã của %(name)s (từ %(first)s).")
            raise BadAgency("code", message, name=other.name, first=other.first)
        if first is None:
            raise BadAgency("from", N_("Mã này đã dùng cho một đơn vị trước đây: cần ngày đầu."))
    row = AgencyRow(line=0, code=code, name=name, kind=kind, parent=parent, first=first)
    _import_one(db, row, today)
    return need(db, code, day)


def change(db: Connection, id_: int, *, name: str, kind: str, parent: str, today: date) -> None:
    """Give a body another name, kind or parent from `today` on.

    :raises BadAgency: naming the cell, as `import_rows` would.
    """
    body = _body(db, id_, today)
    row = AgencyRow(line=0, code=body.code, name=name, kind=kind, parent=parent, first=body.first)
    _import_one(db, row, today)


def close(
    db: Connection, id_: int, day: date, successors: Iterable[str] = (), *, today: date
) -> None:
    """Make `day` the last day of a body; `successors` are the codes that take over its work.

    :raises BadAgency: if the day is before its first, or a successor does not live after it.
    """
    body = _body(db, id_, today)
    row = AgencyRow(
        line=0,
        code=body.code,
        name=body.name,
        kind=body.kind,
        parent=body.parent_code or "",
        first=body.first,
        to=day,
        successor=" ".join(successors),
    )
    _import_one(db, row, today)


def _body(db: Connection, id_: int, day: date) -> Agency:
    found = by_ids(db, [id_], day).get(id_)
    if found is None:
        raise UnknownAgency(str(id_))
    return found


def _import_one(db: Connection, row: AgencyRow, today: date) -> None:
    try:
        import_rows(db, [row], today=today)
    except FileRefused as refused:
        fault = refused.faults[0]
        raise BadAgency(fault.column, fault.message, **fault.values) from None


def _lives_on(day: date) -> ColumnElement[bool]:
    return (agency.c.first <= day) & (agency.c.last.is_(None) | (agency.c.last >= day))


_parent = agency.alias("parent")
_NAMED = (
    select(
        agency.c.id,
        agency.c.code,
        agency_name.c.name,
        agency_name.c.kind,
        agency_name.c.parent,
        _parent.c.code.label("parent_code"),
        agency.c.first,
        agency.c.last,
        agency_name.c.sort_key,
        agency_name.c.first.label("named"),
    )
    .join(agency_name, agency_name.c.agency == agency.c.id)
    .outerjoin(_parent, _parent.c.id == agency_name.c.parent)
    .order_by(agency.c.id, agency_name.c.first)
)


def _as_of(db: Connection, day: date, *conditions: ColumnElement[bool]) -> Iterable[Agency]:
    """The names of a body come in the order of their days: the last one by `day` is its name,
    or its first one where all are later."""
    if conditions:
        rows = db.execute(_NAMED.where(*conditions)).all()
    else:
        rows = once(db, "every name", lambda: db.execute(_NAMED).all())
    found: dict[int, Agency] = {}
    for *cells, named in rows:
        if named <= day or cells[0] not in found:
            found[cells[0]] = Agency._make(cells)
    return found.values()
