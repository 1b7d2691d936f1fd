"""Finished dossiers (số hồ sơ đã giải quyết) of a body in a field and month, from a file.

All or nothing. A file says all there is of the bodies and months that it names: what was entered
of these before is replaced, so that a field which was renamed is not counted twice.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select

from survey.store.agencies import Agency, names_on
from survey.store.keys import clean, is_printable
from survey.store.tables import agency as agency_
from survey.store.tables import transactions
from survey.words import N_, Fault, FileRefused

LONGEST_FIELD = 80
MOST = 100_000_000  # dossiers in a line: more is a slip of the keyboard
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class TransactionRow:
    """One line of a file, as text. `month` is YYYY-MM; an empty `field`: not told by field."""

    line: int
    agency: str
    field: str
    month: str
    finished: str


@dataclass(frozen=True, slots=True)
class Imported:
    """How many lines are new, say another number than before, and how many are no more."""

    new: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True)
class Finished:
    """One entry. `month` is its first day."""

    agency: str
    field: str
    month: date
    finished: int


@dataclass(frozen=True, slots=True)
class OfBody:
    """A body's dossiers by field, and of how many months they were entered."""

    by_field: dict[str, int]
    months: int


def import_rows(db: Connection, rows: Sequence[TransactionRow]) -> Imported:
    """Keep every row, or none.

    :raises FileRefused: with line and column of what must be mended.
    """
    file = _File.of(db)
    for row in rows:
        file.take(_cleaned(row))
    if file.faults:
        raise FileRefused(file.faults[:_MOST_FAULTS], len(file.faults))
    before = {
        key: value for key, value in _kept(db).items() if (key[0], key[2]) in file.months_named()
    }
    _replace(db, before, file.found)
    same = before.keys() & file.found.keys()
    return Imported(
        new=len(file.found) - len(same),
        changed=sum(before[key] != file.found[key] for key in same),
        gone=len(before) - len(same),
    )


def entered(db: Connection, code: str | None = None) -> list[Finished]:
    """Return what was entered, ordered by body, field and month.

    :param code: of the bodies that bear or bore this code alone.
    """
    found = select(
        agency_.c.code, transactions.c.field, transactions.c.month, transactions.c.finished
    ).join(agency_, agency_.c.id == transactions.c.agency)
    if code is not None:
        found = found.where(agency_.c.code == code)
    return sorted(
        (Finished(*row) for row in db.execute(found)),
        key=lambda one: (one.agency, one.field, one.month),
    )


def within(first: date, last: date) -> ColumnElement[bool]:
    """Return the condition of an entry's month to have one of these days."""
    return (transactions.c.month >= first.replace(day=1)) & (transactions.c.month <= last)


def by_body(db: Connection, first: date, last: date) -> dict[int, OfBody]:
    """Return what bodies finished in the months that have one of these days."""
    asked = within(first, last)
    body, of = transactions.c.agency, transactions.c.field
    months = func.count(transactions.c.month.distinct())
    found = {
        id_: OfBody({}, entered)
        for id_, entered in db.execute(select(body, months).where(asked).group_by(body))
    }
    finished = select(body, of, func.sum(transactions.c.finished)).where(asked)
    for id_, name, number in db.execute(finished.group_by(body, of)):
        found[id_].by_field[name] = int(number)
    return found


def months_between(first: date, last: date) -> list[date]:
    """Return the first day of every month that has one of these days.

    >>> [str(month) for month in months_between(date(2025, 12, 30), date(2026, 1, 2))]
    ['2025-12-01', '2026-01-01']
    """
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(start, start + count)]


_Key = tuple[int, str, date]


@dataclass(slots=True)
class _File:
    bodies: dict[str, list[Agency]]
    faults: list[Fault] = field(default_factory=list)
    found: dict[_Key, int] = field(default_factory=dict)
    _lines: dict[_Key, int] = field(default_factory=dict)

    @classmethod
    def of(cls, db: Connection) -> _File:
        bodies: dict[str, list[Agency]] = {}
        for body in names_on(db, date.max).values():
            bodies.setdefault(body.code, []).append(body)
        return cls(bodies)

    def take(self, row: TransactionRow) -> None:
        """Note the row, or what must be mended in it."""
        month = self._month(row)
        finished = self._finished(row)
        self._check_field(row)
        body = self._body(row, month)
        if body is None or month is None or finished is None:
            return
        key = body.id, row.field, month
        line = self._lines.setdefault(key, row.line)
        if line != row.line:
            self._fault(row, "", N_("trùng với dòng %(line)s"), line=line)
        self.found[key] = finished

    def months_named(self) -> set[tuple[int, date]]:
        """Return the bodies and months that the file speaks of."""
        return {(body, month) for body, _, month in self.found}

    def _month(self, row: TransactionRow) -> date | None:
        match = _MONTH.fullmatch(row.month)
        if match and int(match[1]) >= 1900 and 1 <= int(match[2]) <= 12:
            return date(int(match[1]), int(match[2]), 1)
        self._fault(row, "month", N_("tháng phải có dạng 2026-11"))
        return None

    def _finished(self, row: TransactionRow) -> int | None:
        if row.finished.isascii() and row.finished.isdigit() and len(row.finished) < 10:
            number = int(row.finished)
            if number <= MOST:
                return number
        message = N_("cần một số nguyên từ 0 đến %(most)s, không có dấu chấm, dấu phẩy")
        self._fault(row, "finished", message, most=MOST)
        return None

    def _check_field(self, row: TransactionRow) -> None:
        if len(row.field) > LONGEST_FIELD:
            self._fault(row, "field", N_("dài quá %(longest)s ký tự"), longest=LONGEST_FIELD)
        if not is_printable(row.field):
            self._fault(row, "field", N_("có ký tự không in được"))

    def _body(self, row: TransactionRow, month: date | None) -> Agency | None:
        """Return the body that had this code in the month, of two in turn the later one."""
        if not row.agency:
            self._fault(row, "agency", N_("còn trống"))
            return None
        named = self.bodies.get(row.agency, [])
        if month is None:
            living = named
        else:
            end = month.replace(day=monthrange(month.year, month.month)[1])
            living = [one for one in named if one.first <= end and (one.last or end) >= month]
        if not living:
            message = N_("không có đơn vị mã “%(code)s” trong tháng này")
            self._fault(row, "agency", message, code=row.agency)
            return None
        return max(living, key=lambda one: one.first)

    def _fault(self, row: TransactionRow, column: str, message: str, **values: object) -> None:
        self.faults.append(Fault(row.line, column, message, values))


def _cleaned(row: TransactionRow) -> TransactionRow:
    return replace(
        row,
        agency=clean(row.agency),
        field=clean(row.field),
        month=row.month.strip(),
        finished=row.finished.strip(),
    )


def _kept(db: Connection) -> dict[_Key, int]:
    return {(body, of, month): n for body, of, month, n in db.execute(select(transactions))}


def _replace(db: Connection, before: dict[_Key, int], now: dict[_Key, int]) -> None:
    if stale := list(_rows(before)):
        db.execute(
            delete(transactions).where(
                transactions.c.agency == bindparam("of_agency"),
                transactions.c.field == bindparam("of_field"),
                transactions.c.month == bindparam("of_month"),
            ),
            [{f"of_{name}": row[name] for name in ("agency", "field", "month")} for row in stale],
        )
    if fresh := list(_rows(now)):
        db.execute(insert(transactions), fresh)


def _rows(entries: dict[_Key, int]) -> Iterator[dict[str, object]]:
    for body, of, month in sorted(entries):
        finished = entries[body, of, month]
        yield {"agency": body, "field": of, "month": month, "finished": finished}
