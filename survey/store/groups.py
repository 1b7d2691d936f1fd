"""Named groups of bodies beside their kind (cụm, khối thi đua), each membership with its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from survey.store.agencies import CODE, SINCE_EVER, by_code, names_on
from survey.store.editions import Edition
from survey.store.keys import clean, is_printable, sort_key
from survey.store.tables import agency_group, edition_group
from survey.words import N_, Fault, FileRefused

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of a file of groups: a body in a group. `first` None: since ever."""

    line: int
    group: str
    name: str
    agency: str
    first: date | None = None
    to: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group as of a day: its code, its name, and its bodies by id."""

    code: str
    name: str
    agencies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    faults: list[Fault] = field(default_factory=list)
    rows: list[dict[str, object]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    seen: dict[tuple[str, int, date], int] = field(default_factory=dict)


def import_rows(db: Connection, rows: Sequence[GroupRow], *, today: date) -> int:
    """Put these rows in the place of all memberships of the groups they name; or none of them.

    Returns how many groups the file has.

    :raises FileRefused: with line and column of what must be mended.
    """
    kept = _Kept()
    for row in rows:
        _take(db, kept, row, today)
    if kept.faults:
        raise FileRefused(kept.faults)
    db.execute(delete(agency_group).where(agency_group.c.code.in_(sorted(kept.names))))
    if kept.rows:
        db.execute(insert(agency_group), kept.rows)
    return len(kept.names)


def on(db: Connection, day: date) -> list[Group]:
    """Return the groups of a day, in Vietnamese order, with the bodies that are in them then."""
    return _groups(db, _on(day), day)


def keep(db: Connection, of: Edition, day: date) -> None:
    """Keep the groups of a day with an edition, so that no later file moves what it says."""
    rows = [
        {"round": of.round, "edition": of.no, "code": code, "name": name, "agency": agency}
        for code, name, agency in {(row.code, row.name, row.agency) for row in db.execute(_on(day))}
    ]
    if rows:
        db.execute(insert(edition_group), rows)


def of_edition(db: Connection, of: Edition, day: date) -> list[Group]:
    """Return the groups that were kept with an edition, in the order of `on`."""
    kept = select(edition_group.c.code, edition_group.c.name, edition_group.c.agency).where(
        edition_group.c.round == of.round, edition_group.c.edition == of.no
    )
    return _groups(db, kept, day)


def _on(day: date) -> Select[Any]:
    return (
        select(agency_group.c.code, agency_group.c.name, agency_group.c.agency)
        .where(agency_group.c.first <= day)
        .where(agency_group.c.last.is_(None) | (agency_group.c.last >= day))
    )


def _groups(db: Connection, asked: Select[Any], day: date) -> list[Group]:
    found = db.execute(asked).all()
    names = {code: name for code, name, _ in found}
    keys = {one.id: one.sort_key for one in names_on(db, day).values()} if found else {}
    return [
        Group(
            code,
            names[code],
            tuple(sorted({row[2] for row in found if row[0] == code}, key=lambda id_: keys[id_])),
        )
        for code in sorted(names, key=lambda code: (sort_key(names[code]), code))
    ]


def _take(db: Connection, kept: _Kept, row: GroupRow, today: date) -> None:
    code, name, first = clean(row.group), clean(row.name), row.first or SINCE_EVER
    body = by_code(db, clean(row.agency), max(first, min(row.to or today, today)))

    def fault(column: str, message: str, **values: object) -> None:
        kept.faults.append(Fault(row.line, column, message, values))

    if not CODE.fullmatch(code):
        fault("group", N_("mã gồm 1 đến 32 chữ cái không dấu, chữ số hoặc . _ -"))
    elif kept.names.setdefault(code, name) != name:
        fault("name", N_("nhóm này đã có tên khác: “%(name)s”"), name=kept.names[code])
    if not name:
        fault("name", N_("còn trống"))
    elif len(name) > LONGEST_NAME:
        fault("name", N_("dài quá %(longest)s ký tự"), longest=LONGEST_NAME)
    elif not is_printable(name):
        fault("name", N_("có ký tự không in được"))
    if row.first and row.to and row.first > row.to:
        fault("to", N_("ngày cuối trước ngày đầu"))
    if body is None:
        fault("agency", N_("không có đơn vị mã “%(code)s” trong những ngày này"), code=row.agency)
        return
    line = kept.seen.setdefault((code, body.id, first), row.line)
    if line != row.line:
        fault("agency", N_("trùng với dòng %(line)s"), line=line)
    kept.rows.append(
        {"code": code, "agency": body.id, "first": first, "last": row.to, "name": name}
    )
