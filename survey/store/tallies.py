"""Counts that move with every sheet, so that no page ever counts sheets.

A tally belongs to a round, agency, desk (0 for none), decider, channel and standing. Its plain
sums are columns, so a ranking reads no record; the record is a row of 64-bit little-endian
lanes whose meaning belongs to the scoring. Rows are locked in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    func,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from survey.store.prepared import Prepared, adding
from survey.store.responses import COUNTED
from survey.store.tables import day_count, response, tally


class Key(NamedTuple):
    """Whose count a tally is, within a round. `desk` 0: no desk."""

    agency: int
    desk: int
    decider: int
    channel: str
    standing: str = COUNTED


class Plain(NamedTuple):
    """The plain sums of the overall index: x satisfied, y valid answers of one person."""

    responses: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int


class TallyRow(NamedTuple):
    """A tally: its key, its plain sums, its record (None where it was not asked for)."""

    agency: int
    desk: int
    decider: int
    channel: str
    standing: str
    responses: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int
    record: bytes | None = None


# Agency, desk (0 for none), channel, day as ISO text.
DayKey = tuple[int, int, str, str]


def add_records(one: bytes, other: bytes, less: bytes = b"") -> bytes:
    """Return the record of both together, without `less`: lanes are added as whole numbers.

    >>> add_records((1).to_bytes(8, "little"), (2).to_bytes(8, "little"))[0]
    3
    """
    both = int.from_bytes(one, "little") + int.from_bytes(other, "little")
    rest = both - int.from_bytes(less, "little") if less else both
    return rest.to_bytes(max(len(one), len(other)), "little")


_KEY = ("round", *Key._fields)
_AT = [tally.c[name] == bindparam(f"k_{name}") for name in _KEY]
_READ = Prepared(select(tally.c.record).where(*_AT))
_LOCK = Prepared(select(tally.c.record).where(*_AT).with_for_update())
_MOVE = Prepared(
    tally.update()
    .where(*_AT)
    .values(
        {name: tally.c[name] + bindparam(f"by_{name}") for name in Plain._fields}
        | {"record": bindparam("new_record")}
    )
)
_BEGIN = Prepared(
    insert_or_not(tally)
    .values({column.name: bindparam(column.name) for column in tally.columns})
    .on_conflict_do_nothing()
)
_COUNT_DAY = adding(day_count, "responses")


def add(
    db: Connection, round_id: int, key: Key, sums: Plain, record: bytes, less: bytes = b""
) -> None:
    """Add sums and a record to one tally, which begins here if there is none.

    :param less: a record to take away at the same time.
    """
    at: dict[str, object] = {"k_round": round_id}
    at |= {f"k_{name}": value for name, value in zip(Key._fields, key, strict=True)}
    # The write lock of SQLite is on the whole database and already ours.
    locked = _READ if db.dialect.name == "sqlite" else _LOCK
    old = locked.first(db, at)
    if old is None:
        row = {"round": round_id, **key._asdict(), **sums._asdict(), "record": record}
        if _BEGIN.run(db, row) == 1:
            return
        old = locked.first(db, at)  # another transaction began it in between
        assert old is not None
    at |= {f"by_{name}": value for name, value in zip(Plain._fields, sums, strict=True)}
    at["new_record"] = add_records(old[0], record, less)
    _MOVE.run(db, at)


def add_all(db: Connection, round_id: int, sums: Mapping[Key, tuple[Plain, bytes]]) -> None:
    """Add to many tallies, in the order of their keys, so that no two writers wait in a ring."""
    for key in sorted(sums):
        plain, record = sums[key]
        add(db, round_id, key, plain, record)


def count_day(
    db: Connection, round_id: int, agency: int, desk: int, channel: str, day: str, n: int = 1
) -> None:
    """Add `n` sheets to a desk's and channel's day (ISO text; the day kept with the sheet)."""
    row = {"round": round_id, "agency": agency, "desk": desk, "channel": channel, "day": day}
    _COUNT_DAY.run(db, {**row, "responses": n})


def count_days(db: Connection, round_id: int, days: Mapping[DayKey, int]) -> None:
    """Add sheets to many days."""
    _COUNT_DAY.run_rows(db, [(round_id, *key, n) for key, n in sorted(days.items())])


def live(
    db: Connection,
    round_id: int,
    *,
    records: bool,
    standing: str | None = COUNTED,
    agency_ids: Collection[int] | None = None,
) -> list[TallyRow]:
    """Return the round's tallies as they stand now, ordered by key.

    :param records: without them no record is read; a province of 3 000 bodies takes some ms.
    :param standing: counted, excluded or test; None for all.
    """
    rows = _select(records).where(tally.c.round == round_id).order_by(*tally.primary_key)
    if standing is not None:
        rows = rows.where(tally.c.standing == standing)
    if agency_ids is not None:
        rows = rows.where(tally.c.agency.in_(sorted(agency_ids)))
    return [TallyRow(*row) for row in db.execute(rows).all()]


def correct(
    db: Connection,
    round_id: int,
    wrong: Mapping[Key, tuple[TallyRow | None, TallyRow | None]],
    days: Mapping[DayKey, int],
) -> None:
    """Put tallies right by as much as they were wrong when the sheets were counted.

    :param wrong: what a tally was then, and what the sheets gave; None: there was none.
    :param days: by how much to move the day counts.

    What people sent in between has been added to the tallies meanwhile, and stays added.
    """
    for key in sorted(wrong):
        was, given = wrong[key]
        _correct(db, round_id, key, was, given)
    count_days(db, round_id, days)
    db.execute(delete(tally).where(tally.c.round == round_id, tally.c.responses == 0))
    db.execute(delete(day_count).where(day_count.c.round == round_id, day_count.c.responses == 0))


def _correct(
    db: Connection, round_id: int, key: Key, was: TallyRow | None, given: TallyRow | None
) -> None:
    before = Plain(*was[5:11]) if was else Plain(0, 0, 0, 0, 0, 0)
    after = Plain(*given[5:11]) if given else Plain(0, 0, 0, 0, 0, 0)
    sums = Plain(*(new - old for new, old in zip(after, before, strict=True)))
    record = given.record if given and given.record else b""
    add(db, round_id, key, sums, record, less=was.record if was and was.record else b"")


def wrong_days(db: Connection, round_id: int) -> dict[DayKey, int]:
    """Return by how many sheets each day count that is wrong falls short of the sheets kept.

    Sheets of test posters belong to no day. The database compares: a province has as many
    days of desks as it has sheets.
    """
    desk = func.coalesce(response.c.desk, 0).label("desk")
    kept = (
        select(response.c.agency, desk, response.c.channel, response.c.day, func.count().label("n"))
        .where(response.c.round == round_id, response.c.test.is_(None))
        .group_by(response.c.agency, desk, response.c.channel, response.c.day)
    )
    counted = select(
        day_count.c.agency,
        day_count.c.desk,
        day_count.c.channel,
        day_count.c.day,
        (-day_count.c.responses).label("n"),
    ).where(day_count.c.round == round_id)
    both = union_all(kept, counted).subquery()
    key = (both.c.agency, both.c.desk, both.c.channel, both.c.day)
    rows = db.execute(
        select(*key, func.sum(both.c.n)).group_by(*key).having(func.sum(both.c.n) != 0)
    )
    return {(agency, at, channel, day.isoformat()): int(n) for agency, at, channel, day, n in rows}


def today(
    db: Connection, agency_id: int, day: date, rounds: Collection[int] | None = None
) -> dict[int, int]:
    """Return desk → sheets kept on `day`, for the desks of a body that have any."""
    rows = (
        select(day_count.c.desk, func.sum(day_count.c.responses))
        .where(day_count.c.agency == agency_id, day_count.c.day == day)
        .group_by(day_count.c.desk)
    )
    if rounds is not None:
        rows = rows.where(day_count.c.round.in_(sorted(rounds)))
    return {desk: int(n) for desk, n in db.execute(rows)}


def days(
    db: Connection, round_id: int, agency_ids: Collection[int] | None = None
) -> list[tuple[date, int]]:
    """Return (day, sheets) of a round, every day that has any, in order."""
    rows = (
        select(day_count.c.day, func.sum(day_count.c.responses))
        .where(day_count.c.round == round_id)
        .group_by(day_count.c.day)
        .order_by(day_count.c.day)
    )
    if agency_ids is not None:
        rows = rows.where(day_count.c.agency.in_(sorted(agency_ids)))
    return [(day, int(n)) for day, n in db.execute(rows)]


def _select(records: bool) -> Select[Any]:
    names = [*Key._fields, *Plain._fields, *(["record"] if records else [])]
    return select(*(tally.c[name] for name in names))
