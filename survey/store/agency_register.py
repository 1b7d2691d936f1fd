"""Every body in memory while a file of them is read, and what changed written in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, insert, select, update

from survey.store.keys import sort_key
from survey.store.tables import agency, agency_name, succession


@dataclass(slots=True, eq=False)
class Body:
    """A body with its latest name, kind and parent. `id` None: not kept yet."""

    code: str
    first: date
    last: date | None = None
    name: str = ""
    kind: str = ""
    parent: Body | None = None
    successors: dict[Body, date] = field(default_factory=dict)
    id: int | None = None
    named: date | None = None  # the day from which it is called so
    kept: Kept | None = None

    def overlaps(self, first: date, last: date | None) -> bool:
        """Whether it lives on any day from `first` to `last` (None: without end)."""
        return (last is None or self.first <= last) and (self.last is None or first <= self.last)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database says of a body, to tell what changed."""

    last: date | None
    naming: tuple[str, str, Body | None]
    successors: dict[Body, date]


class Register:
    """The bodies by code, in the order of their days."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self._bodies: dict[str, list[Body]] = {}
        for body in bodies:
            self._put(body)

    @classmethod
    def load(cls, db: Connection) -> Register:
        """Return every body that is kept."""
        found = {
            id_: Body(code, first, last, id=id_)
            for id_, code, first, last in db.execute(
                select(agency.c.id, agency.c.code, agency.c.first, agency.c.last)
            )
        }
        for id_, day, name, kind, parent in db.execute(
            select(
                agency_name.c.agency,
                agency_name.c.first,
                agency_name.c.name,
                agency_name.c.kind,
                agency_name.c.parent,
            ).order_by(agency_name.c.first)  # the latest comes last and stays
        ):
            body = found[id_]
            body.named, body.name, body.kind = day, name, kind
            body.parent = None if parent is None else found[parent]
        for old, new, day in db.execute(
            select(succession.c.old, succession.c.new, succession.c.day)
        ):
            found[old].successors[found[new]] = day
        for body in found.values():
            body.kept = Kept(body.last, (body.name, body.kind, body.parent), dict(body.successors))
        return cls(found.values())

    def new(self, code: str, first: date) -> Body:
        """Put in a body that is not kept yet, and return it."""
        body = Body(code, first)
        self._put(body)
        return body

    def named(self, code: str) -> list[Body]:
        """Return the bodies that ever had this code, the earliest first."""
        return self._bodies.get(code, [])

    def beginning(self, code: str, first: date) -> Body | None:
        """Return the body of this code whose first day this is."""
        return next((body for body in self.named(code) if body.first == first), None)

    def living(self, code: str, day: date) -> Body | None:
        """Return the body that has this code on `day`."""
        return next((body for body in self.named(code) if body.overlaps(day, day)), None)

    def living_from(self, code: str, day: date) -> Body | None:
        """Return the first body that has this code on `day` or later."""
        return next((body for body in self.named(code) if body.overlaps(day, None)), None)

    def meant(
        self, code: str, last: date | None, today: date, *, besides: Collection[date]
    ) -> Body | None:
        """Return the body that a row means which gives no first day.

        The one that ends on `last`, else the one that lives today, else the latest; never
        one whose first day another row gives.
        """
        bodies = [body for body in self.named(code) if body.first not in besides]
        ended = [body for body in bodies if last is not None and body.last == last]
        living = [body for body in bodies if body.overlaps(today, today)]
        return next(iter([*ended, *living, *bodies[-1:]]), None)

    def write(self, db: Connection, today: date) -> tuple[int, int]:
        """Write what changed; return how many bodies are new and how many others changed."""
        every = [body for bodies in self._bodies.values() for body in bodies]
        new = [body for body in every if body.id is None]
        changed = [body for body in every if body.kept is not None and _differs(body, body.kept)]
        self._write_bodies(db, new, changed)
        _write_names(db, new, changed, today)
        _write_successions(db, [*new, *changed])
        return len(new), len(changed)

    def _write_bodies(self, db: Connection, new: list[Body], changed: list[Body]) -> None:
        if new:
            for id_, code, first in db.execute(
                insert(agency).returning(agency.c.id, agency.c.code, agency.c.first),
                [{"code": b.code, "first": b.first, "last": b.last} for b in new],
            ):
                body = self.beginning(code, first)
                assert body is not None
                body.id = id_
        moved = [b for b in changed if b.kept is not None and b.last != b.kept.last]
        _update_many(db, agency, {"id"}, [{"id": b.id, "last": b.last} for b in moved])

    def _put(self, body: Body) -> None:
        bodies = self._bodies.setdefault(body.code, [])
        bodies.append(body)
        bodies.sort(key=lambda each: each.first)


def _differs(body: Body, kept: Kept) -> bool:
    return (
        body.last != kept.last or _naming(body) != kept.naming or body.successors != kept.successors
    )


def _naming(body: Body) -> tuple[str, str, Body | None]:
    return (body.name, body.kind, body.parent)


def _write_names(db: Connection, new: list[Body], changed: list[Body], today: date) -> None:
    added: list[dict[str, Any]] = [_name_row(body, body.first) for body in new]
    mended: list[dict[str, Any]] = []
    for body in changed:
        if body.kept is None or body.named is None or _naming(body) == body.kept.naming:
            continue
        # A name that nobody has read yet, or that only the past has, is mended where it stands.
        past = body.last is not None and body.last < today
        if body.named >= today or past:
            mended.append(_name_row(body, body.named))
        else:
            added.append(_name_row(body, today))
    if added:
        db.execute(insert(agency_name), added)
    _update_many(db, agency_name, {"agency", "first"}, mended)


def _name_row(body: Body, first: date) -> dict[str, Any]:
    return {
        "agency": body.id,
        "first": first,
        "name": body.name,
        "sort_key": sort_key(body.name),
        "kind": body.kind,
        "parent": body.parent.id if body.parent else None,
    }


def _write_successions(db: Connection, bodies: list[Body]) -> None:
    added: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    for body in bodies:
        before = body.kept.successors if body.kept else {}
        for new, day in body.successors.items():
            row = {"old": body.id, "new": new.id, "day": day}
            if new not in before:
                added.append(row)
            elif before[new] != day:
                moved.append(row)
    if added:
        db.execute(insert(succession), added)
    _update_many(db, succession, {"old", "new"}, moved)


def _update_many(db: Connection, table: Table, keys: set[str], rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    db.execute(
        update(table)
        .where(and_(*(table.c[key] == bindparam(f"key_{key}") for key in sorted(keys))))
        .values({name: bindparam(f"new_{name}") for name in rows[0] if name not in keys}),
        [
            {(f"key_{k}" if k in keys else f"new_{k}"): value for k, value in row.items()}
            for row in rows
        ],
    )
