"""Many desks at once, from a file: all or nothing, and again as often as one likes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from survey.store.agencies import CODE, Agency, all_on
from survey.store.keys import clean, is_printable
from survey.store.tables import desk, poster
from survey.words import N_, Fault, FileRefused

LONGEST = {"name": 120, "place": 200, "field": 80}
MOST_OFFICERS = 1000
_MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of a file of desks, as text. `decider`: the code of the body that decides what
    this desk takes in, where it is not the desk's own. Empty cells say nothing."""

    line: int
    agency: str
    desk: str
    name: str
    place: str = ""
    decider: str = ""
    field: str = ""
    officers: str = ""


def import_desks(
    db: Connection, rows: Sequence[DeskRow], *, today: date, draw: Callable[[], str]
) -> set[int]:
    """Keep every row, or none; return the ids of the desks that were named.

    :raises FileRefused: with line and column of what must be mended.
    """
    file = _File({body.code: body for body in all_on(db, today)})
    for row in rows:
        file.take(_cleaned(row))
    if file.faults:
        raise FileRefused(file.faults[:_MOST_FAULTS], len(file.faults))
    return _write(db, file.desks, today, draw)


def new_codes(db: Connection, count: int, draw: Callable[[], str]) -> list[str]:
    """Return this many codes that no poster has or ever had."""
    taken = set(db.scalars(select(poster.c.code)))
    codes: list[str] = []
    while len(codes) < count:
        if (code := draw()) not in taken:
            taken.add(code)
            codes.append(code)
    return codes


def _cleaned(row: DeskRow) -> DeskRow:
    return DeskRow(
        row.line,
        clean(row.agency),
        clean(row.desk),
        clean(row.name),
        clean(row.place),
        clean(row.decider),
        clean(row.field),
        clean(row.officers),
    )


@dataclass(slots=True)
class _File:
    bodies: dict[str, Agency]
    faults: list[Fault] = field(default_factory=list)
    desks: list[dict[str, Any]] = field(default_factory=list)
    _lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, row: DeskRow) -> None:
        """Note the row, or what must be mended in it."""
        before = len(self.faults)
        self._check_texts(row)
        line = self._lines.setdefault((row.agency, row.desk), row.line)
        if line != row.line:
            self._fault(row, "desk", N_("trùng với dòng %(line)s"), line=line)
        body = self._body(row, "agency", row.agency)
        decider = self._body(row, "decider", row.decider) if row.decider else None
        officers = self._officers(row)
        if body is None or len(self.faults) > before:
            return
        self.desks.append(
            {
                "agency": body.id,
                "code": row.desk,
                "name": row.name,
                "place": row.place or None,
                # The desk's own body decides unless another is named.
                "decider": decider.id if decider and decider.id != body.id else None,
                "field": row.field or None,
                "officers": officers,
            }
        )

    def _check_texts(self, row: DeskRow) -> None:
        if not CODE.fullmatch(row.desk):
            self._fault(row, "desk", N_("mã gồm 1 đến 32 chữ cái không dấu, chữ số hoặc . _ -"))
        if not row.name:
            self._fault(row, "name", N_("còn trống"))
        for column, longest in LONGEST.items():
            text: str = getattr(row, column)
            if len(text) > longest:
                self._fault(row, column, N_("dài quá %(longest)s ký tự"), longest=longest)
            if not is_printable(text):
                self._fault(row, column, N_("có ký tự không in được"))

    def _body(self, row: DeskRow, column: str, code: str) -> Agency | None:
        if not code:
            self._fault(row, column, N_("còn trống"))
        elif code not in self.bodies:
            self._fault(row, column, N_("không có đơn vị mã “%(code)s”"), code=code)
        return self.bodies.get(code)

    def _officers(self, row: DeskRow) -> int | None:
        if not row.officers:
            return None
        if row.officers.isascii() and row.officers.isdigit():
            officers = int(row.officers[:9])
            if 1 <= officers <= MOST_OFFICERS:
                return officers
        self._fault(row, "officers", N_("phải là số người, từ 1 đến %(most)s"), most=MOST_OFFICERS)
        return None

    def _fault(self, row: DeskRow, column: str, message: str, **values: object) -> None:
        self.faults.append(Fault(row.line, column, message, values))


def _write(
    db: Connection, desks: Sequence[dict[str, Any]], today: date, draw: Callable[[], str]
) -> set[int]:
    kept = {
        (agency, code): id_
        for id_, agency, code in db.execute(select(desk.c.id, desk.c.agency, desk.c.code))
    }
    posted = set(db.scalars(select(poster.c.desk).where(poster.c.retired.is_(None))))
    new = [each for each in desks if (each["agency"], each["code"]) not in kept]
    known = [
        {"desk_id": kept[each["agency"], each["code"]], **each}
        for each in desks
        if (each["agency"], each["code"]) in kept
    ]
    if known:
        db.execute(
            update(desk)
            .where(desk.c.id == bindparam("desk_id"))
            .values({name: bindparam(name) for name in _CHANGEABLE}),
            [{name: each[name] for name in ("desk_id", *_CHANGEABLE)} for each in known],
        )
    ids = {each["desk_id"] for each in known}
    if new:
        ids.update(
            db.scalars(
                insert(desk).returning(desk.c.id), [{**each, "first": today} for each in new]
            )
        )
    bare = sorted(ids - posted)
    codes = new_codes(db, len(bare), draw) if bare else []
    if codes:
        db.execute(
            insert(poster),
            [
                {"code": code, "desk": id_, "first": today}
                for code, id_ in zip(codes, bare, strict=True)
            ],
        )
    return ids


_CHANGEABLE = ("name", "place", "decider", "field", "officers")
