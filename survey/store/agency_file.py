"""Many bodies at once, from a file: all or nothing, and again as often as one likes.

What the file says is held against what is kept, in memory; then come a few statements with
many rows each. Importing again changes names, kinds, parents and last days; it never removes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from survey.store import form_version
from survey.store.agency_register import Body, Register
from survey.store.keys import clean, is_printable
from survey.words import N_, Fault, FileRefused

CODE = re.compile(r"[A-Za-z0-9._-]{1,32}")
SINCE_EVER = date(1900, 1, 1)
LONGEST_NAME = 200
LONGEST_KIND = 60
_MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One line of a file of bodies.

    `first` None: the living body of this code, or a new one since ever. `to` None: as it is.
    `successor`: the codes that take over its work, separated by spaces.
    """

    line: int
    code: str
    name: str
    kind: str
    parent: str = ""
    first: date | None = None
    to: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many bodies are new, and of how many others something changed."""

    new: int
    changed: int


def import_rows(db: Connection, rows: Sequence[AgencyRow], *, today: date) -> Imported:
    """Keep every row, or none. A change of name, kind or parent holds from `today` on.

    :raises FileRefused: with line and column of what must be mended.
    """
    form_version.bump(db)
    file = _File(Register.load(db), today)
    for row in rows:
        file.take(_cleaned(row))
    file.check()
    if file.faults:
        faults = sorted(file.faults, key=lambda fault: fault.line)
        raise FileRefused(faults[:_MOST_FAULTS], len(faults))
    return Imported(*file.register.write(db, today))


def _cleaned(row: AgencyRow) -> AgencyRow:
    return replace(
        row,
        code=clean(row.code),
        name=clean(row.name),
        kind=clean(row.kind),
        parent=clean(row.parent),
        successor=clean(row.successor),
    )


@dataclass(slots=True)
class _File:
    register: Register
    today: date
    faults: list[Fault] = field(default_factory=list)
    rows: list[AgencyRow] = field(default_factory=list)
    _lines: dict[str, dict[date | None, int]] = field(default_factory=dict)

    def take(self, row: AgencyRow) -> None:
        """Note the row, or what is wrong with it by itself."""
        before = len(self.faults)
        if not CODE.fullmatch(row.code):
            self._fault(row, "code", N_("mã gồm 1 đến 32 chữ cái không dấu, chữ số hoặc . _ -"))
        self._check_text(row, "name", row.name, LONGEST_NAME)
        self._check_text(row, "kind", row.kind, LONGEST_KIND)
        if row.first and row.to and row.first > row.to:
            self._fault(row, "to", N_("ngày cuối trước ngày đầu"))
        line = self._lines.setdefault(row.code, {}).setdefault(row.first, row.line)
        if line != row.line:
            self._fault(row, "code", N_("trùng với dòng %(line)s"), line=line)
        if len(self.faults) == before:
            self.rows.append(row)

    def check(self) -> None:
        """Find each row's body, then what the rows say of one another."""
        bodies = [(row, self._body(row)) for row in self.rows]
        for row, body in bodies:
            self._check_days(row, body)
        for row, body in bodies:
            self._set_parent(row, body)
            self._set_successors(row, body)
        self._check_circles(bodies)

    def _body(self, row: AgencyRow) -> Body:
        """Find or make the row's body and give it what the row says."""
        if row.first is not None:
            body = self.register.beginning(row.code, row.first)
        else:
            # The file may speak of other bodies of this code too, naming their first days.
            others = {first for first in self._lines[row.code] if first is not None}
            body = self.register.meant(row.code, row.to, self.today, besides=others)
        if body is None:
            body = self.register.new(row.code, row.first or SINCE_EVER)
        if row.to is not None:
            body.last = row.to
        body.name, body.kind = row.name, row.kind
        return body

    def _check_days(self, row: AgencyRow, body: Body) -> None:
        if body.last is not None and body.last < body.first:
            self._fault(row, "to", N_("ngày cuối trước ngày đầu (%(first)s)"), first=body.first)
        for other in self.register.named(body.code):
            if other is not body and other.overlaps(body.first, body.last):
                self._fault(
                    row,
                    "code" if row.first is None else "from",
                    N_("mã này còn là của “%(name)s” (từ %(first)s) trong những ngày đó"),
                    name=other.name,
                    first=other.first,
                )
                return

    def _set_parent(self, row: AgencyRow, body: Body) -> None:
        body.parent = None
        if not row.parent:
            return
        day = max(body.first, min(body.last or self.today, self.today))
        body.parent = self.register.living(row.parent, day) or next(
            (b for b in self.register.named(row.parent) if b.overlaps(body.first, body.last)), None
        )
        if body.parent is None:
            message = N_("không có đơn vị mã “%(code)s” trong những ngày này")
            self._fault(row, "parent", message, code=row.parent)

    def _set_successors(self, row: AgencyRow, body: Body) -> None:
        for code in row.successor.split():
            if body.last is not None:
                day = body.last + timedelta(days=1)
                new = self.register.living_from(code, day)
            else:  # it lives on, and another was split off
                new = self.register.living_from(code, body.first + timedelta(days=1))
                day = new.first if new else self.today
                if new is not None and new.first <= body.first:
                    self._fault(
                        row, "to", N_("cần ngày cuối, vì có đơn vị kế thừa “%(code)s”"), code=code
                    )
                    continue
            if new is None or new is body:
                self._fault(
                    row,
                    "successor",
                    N_("không có đơn vị mã “%(code)s” sau ngày cuối của đơn vị này"),
                    code=code,
                )
                continue
            body.successors[new] = day

    def _check_circles(self, bodies: Sequence[tuple[AgencyRow, Body]]) -> None:
        """Walk up from each row's body: whoever comes back to it is inside a circle."""
        clear: set[Body] = set()
        for row, body in bodies:
            seen = {body}
            above = body.parent
            while above is not None and above not in seen and above not in clear:
                seen.add(above)
                above = above.parent
            if above is body:
                self._fault(row, "parent", N_("đơn vị này trực thuộc chính nó, theo vòng tròn"))
            elif above is None or above in clear:
                clear |= seen

    def _check_text(self, row: AgencyRow, column: str, text: str, longest: int) -> None:
        if not text:
            self._fault(row, column, N_("còn trống"))
        elif len(text) > longest:
            self._fault(row, column, N_("dài quá %(longest)s ký tự"), longest=longest)
        elif not is_printable(text):
            self._fault(row, column, N_("có ký tự không in được"))

    def _fault(self, row: AgencyRow, column: str, message: str, **values: object) -> None:
        self.faults.append(Fault(row.line, column, message, values))
