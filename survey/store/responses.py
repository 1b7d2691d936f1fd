"""Sheets (phiếu) as they are kept: once, unchanged, tied to nobody.

A record comes and goes as text, one hexadecimal digit a place, and is stored as packed digits.
An odd number of places is filled up with a zero, which readers drop with `places`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, case, func, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import insert as insert_or_not
from sqlalchemy.sql.elements import BindParameter

from survey.store.prepared import Prepared, Row
from survey.store.tables import exclusion, response

COUNTED = "counted"
EXCLUDED = "excluded"
TEST = "test"

_AT_ONCE = 900  # binds in one statement that every build of SQLite takes


class Sheet(NamedTuple):
    """One row. `day` is ISO text: the day it was kept, or the Monday of its week."""

    id: bytes
    round: int
    agency: int
    desk: int | None
    decider: int
    field: str | None
    channel: str
    day: str
    test: int | None
    record: bytes
    salt: bytes
    receipt: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """What a receipt leads to. `reason` and `day` only where the sheet is excluded."""

    id: bytes
    round: int
    standing: str
    reason: str | None = None
    day: date | None = None


def pack(record: str) -> bytes:
    """Return a record's digits, two in a byte.

    >>> pack("153").hex()
    '1530'
    """
    return bytes.fromhex(record if len(record) % 2 == 0 else record + "0")


def unpack(packed: bytes, places: int) -> str:
    """Return the first `places` digits of a packed record.

    >>> unpack(pack("153"), 3)
    '153'
    """
    return packed.hex()[:places]


_ALL: dict[str, BindParameter[object]] = {
    column.name: bindparam(column.name) for column in response.columns
}
# Any conflict, also of two receipts: the caller sees from `existing` which it was.
_ADD = Prepared(insert_or_not(response).values(_ALL).on_conflict_do_nothing())
_EXISTING = Prepared(select(response).where(response.c.id == bindparam("id")))
_LAST = select(exclusion.c.response, func.max(exclusion.c.no)).group_by(exclusion.c.response)
_EXCLUDED = select(exclusion.c.response).where(
    exclusion.c.undone.is_(None), tuple_(exclusion.c.response, exclusion.c.no).in_(_LAST)
)
STANDING = case(
    (response.c.test == literal_column("1"), literal_column("'test'")),
    (response.c.id.in_(_EXCLUDED), literal_column("'excluded'")),
    else_=literal_column("'counted'"),
)
_STREAM = Prepared(
    select(
        response.c.agency,
        func.coalesce(response.c.desk, literal_column("0")),
        response.c.decider,
        response.c.channel,
        STANDING,
        response.c.day,
        response.c.record,
    ).where(response.c.round == bindparam("round"))
)


def add(db: Connection, sheet: Sheet) -> bool:
    """Keep one sheet. Return False, and write nothing, if its id or its receipt is taken.

    The database decides, not a look beforehand: a double tap sends two requests at once,
    and both would have looked and seen nothing.
    """
    return _ADD.run(db, sheet._asdict()) == 1


def existing(db: Connection, id_: bytes) -> Sheet | None:
    """Return the sheet kept under this id, or None."""
    row = _EXISTING.first(db, {"id": id_})
    if row is None:
        return None
    sheet = Sheet(*row)
    return sheet._replace(
        id=bytes(sheet.id),
        day=str(sheet.day),
        record=bytes(sheet.record),
        salt=bytes(sheet.salt),
        receipt=bytes(sheet.receipt),
    )


def by_receipt(db: Connection, receipt: bytes) -> Found | None:
    """Return what this receipt leads to, or None. Never the answers, agency or desk."""
    row = db.execute(
        select(response.c.id, response.c.round, response.c.test).where(
            response.c.receipt == receipt
        )
    ).first()
    if row is None:
        return None
    if row.test:
        return Found(row.id, row.round, TEST)
    last = db.execute(
        select(exclusion)
        .where(exclusion.c.response == row.id)
        .order_by(exclusion.c.no.desc())
        .limit(1)
    ).first()
    if last is None or last.undone:
        return Found(row.id, row.round, COUNTED)
    return Found(row.id, row.round, EXCLUDED, last.reason, last.day)


def add_many(db: Connection, sheets: Sequence[Sheet]) -> set[bytes]:
    """Keep many, whose ids differ; return the ids that are new. Those kept before stay as they are.

    They are written in the order of their ids, so that no place in a file shows. Each must
    have a salt drawn for this call: that is how what is new is told from what is known.
    """
    ordered = sorted(sheets)
    if db.dialect.name == "postgresql":
        return _add_arrays(db, ordered)
    if _ADD.run_rows(db, ordered) == len(ordered):
        return {sheet.id for sheet in ordered}
    # Every salt is fresh, so a receipt that is kept and is ours was kept just now.
    kept = _receipts(db, [sheet.id for sheet in ordered])
    return {sheet.id for sheet in ordered if kept.get(sheet.id) == sheet.receipt}


def stream(db: Connection, round_id: int, *, chunk: int = 10_000) -> Iterator[list[Row]]:
    """Yield lists of (agency, desk or 0, decider, channel, standing, day, packed record).

    Plain tuples of the driver's, in no order that tells of arrival; so a day is ISO text from
    SQLite and a date from PostgreSQL.
    """
    yield from _STREAM.stream(db, {"round": round_id}, chunk)


def count(db: Connection, round_id: int) -> int:
    """Return how many sheets of the round are kept, whatever their standing."""
    return int(db.scalar(select(func.count()).where(response.c.round == round_id)) or 0)


def _add_arrays(db: Connection, sheets: Sequence[Sheet]) -> set[bytes]:
    """One statement with an array a column: a row at a time would wait for every answer."""
    if not sheets:
        return set()
    columns = [list(column) for column in zip(*sheets, strict=True)]
    names = ", ".join(column.name for column in response.columns)
    arrays = ", ".join(
        f"%s::{column.type.compile(db.dialect).partition('(')[0]}[]" for column in response.columns
    )
    result = db.exec_driver_sql(
        f"INSERT INTO response ({names}) SELECT * FROM unnest({arrays})"
        " ON CONFLICT DO NOTHING RETURNING id",
        tuple(columns),
    )
    return {bytes(row[0]) for row in result}


def _receipts(db: Connection, ids: Sequence[bytes]) -> dict[bytes, bytes]:
    """Return id → receipt of what is kept under these ids."""
    found: dict[bytes, bytes] = {}
    for at in range(0, len(ids), _AT_ONCE):
        some = ids[at : at + _AT_ONCE]
        marks = ",".join("?" * len(some))
        rows = db.exec_driver_sql(
            f"SELECT id, receipt FROM response WHERE id IN ({marks})", tuple(some)
        )
        found.update((row[0], row[1]) for row in rows)
    return found
