"""Files of what an office keeps lists of: bodies, desks, named groups, finished dossiers.

Each is read line by line and kept all or not at all, from the command line as from a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from survey import store
from survey.intake.tables import Line, day
from survey.store import Connection
from survey.store.agencies import AgencyRow, Imported
from survey.store.desks import Desk, DeskRow
from survey.store.groups import GroupRow
from survey.store.transactions import TransactionRow
from survey.words import Fault, FileRefused

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Register(Generic[Done]):
    """The columns that a file must and may have, and how its lines are kept.

    :ivar act: what bringing such a file in is called in the log of what staff did.
    :ivar keep: (connection, lines, today) → what came of it; raises FileRefused.
    """

    act: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    keep: Callable[[Connection, Sequence[Line], date], Done]


def _agencies(db: Connection, lines: Sequence[Line], today: date) -> Imported:
    faults: list[Fault] = []
    rows = [
        AgencyRow(
            line=line.number,
            code=line["code"],
            name=line["name"],
            kind=line["kind"],
            parent=line["parent"],
            first=day(line, "from", faults),
            to=day(line, "to", faults),
            successor=line["successor"],
        )
        for line in lines
    ]
    if faults:
        raise FileRefused(faults)
    return store.agencies.import_rows(db, rows, today=today)


def _desks(db: Connection, lines: Sequence[Line], today: date) -> list[Desk]:
    columns = (*DESKS.needed, *DESKS.optional)
    rows = [DeskRow(line.number, **{name: line[name] for name in columns}) for line in lines]
    return store.desks.import_rows(db, rows, today=today)


def _groups(db: Connection, lines: Sequence[Line], today: date) -> int:
    faults: list[Fault] = []
    rows = [
        GroupRow(
            line=line.number,
            group=line["group"],
            name=line["name"],
            agency=line["agency"],
            first=day(line, "from", faults),
            to=day(line, "to", faults),
        )
        for line in lines
    ]
    if faults:
        raise FileRefused(faults)
    return store.groups.import_rows(db, rows, today=today)


def _transactions(
    db: Connection, lines: Sequence[Line], _today: date
) -> store.transactions.Imported:
    rows = [
        TransactionRow(line.number, *(line[column] for column in TRANSACTIONS.needed))
        for line in lines
    ]
    return store.transactions.import_rows(db, rows)


AGENCIES = Register(
    "agencies.import",
    ("code", "name", "kind", "parent"),
    ("from", "to", "successor"),
    _agencies,
)
DESKS = Register(
    "desks.import",
    ("agency", "desk", "name"),
    ("place", "decider", "field", "officers"),
    _desks,
)
GROUPS = Register("groups.import", ("group", "name", "agency"), ("from", "to"), _groups)
TRANSACTIONS = Register(
    "transactions.import", ("agency", "field", "month", "finished"), (), _transactions
)
