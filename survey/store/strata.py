"""Sheets by the field that they were about, as a freeze of a closed round counted them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, literal_column, select, tuple_

from survey.store.prepared import Prepared, Row
from survey.store.responses import STANDING
from survey.store.tables import desk, frozen_stratum, frozen_weighted, response

# body, desk (0: none), field (empty: none)
Key = tuple[int, int, str]


class Stratum(NamedTuple):
    """Sheets of a body's desk (0: none) in a field (empty: none), by the rule of their round.

    :ivar apart: number of the piece of its body that earlier freezes may have told apart.
    """

    agency: int
    desk: int
    field: str
    responses: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int
    apart: int | None = None


def key_of(one: Stratum) -> Key:
    """Return (body, desk, field)."""
    return one.agency, one.desk, one.field


_AT = func.coalesce(response.c.desk, literal_column("0"))
_FIELD = func.coalesce(response.c.field, desk.c.field, literal_column("''"))
_PLACED = response.outerjoin(desk, desk.c.id == response.c.desk)
_IN_ROUND = response.c.round == bindparam("round")
_MIXED = (
    select(response.c.agency, _AT)
    .select_from(_PLACED)
    .where(_IN_ROUND, response.c.field.is_distinct_from(desk.c.field))
    .where(response.c.field.is_not(None))
    .distinct()
)
_SHEETS = Prepared(
    select(response.c.agency, _AT, _FIELD, response.c.channel, STANDING, response.c.record)
    .select_from(_PLACED)
    .where(_IN_ROUND, tuple_(response.c.agency, _AT).in_(_MIXED))
)


def mixed(db: Connection, round_id: int) -> set[tuple[int, int]]:
    """Return (body, desk or 0) where sheets were about another field than their desk's."""
    return {(body, at) for body, at in db.execute(_MIXED, {"round": round_id})}


def fields(db: Connection) -> dict[int, str]:
    """Return the field of every desk that has one."""
    return {
        id_: field
        for id_, field in db.execute(select(desk.c.id, desk.c.field))
        if field is not None
    }


def sheets(db: Connection, round_id: int, *, chunk: int = 10_000) -> Iterator[list[Row]]:
    """Yield lists of (agency, desk or 0, field, channel, standing, packed record), where `mixed`.

    A sheet without a field of its own has its desk's.
    """
    yield from _SHEETS.stream(db, {"round": round_id}, chunk)


def keep(
    db: Connection, round_id: int, no: int, found: Iterable[Stratum], records: Mapping[Key, bytes]
) -> None:
    """Store what was counted for a freeze, with the records of the strata that need one."""
    made = [
        {"round": round_id, "no": no, **one._asdict(), "record": records.get(key_of(one))}
        for one in found
    ]
    if made:
        db.execute(insert(frozen_stratum), made)


def rows(
    db: Connection, round_id: int, no: int, agency_ids: Collection[int] | None = None
) -> list[Stratum]:
    """Return what a freeze counted, ordered by body, desk and field."""
    found = (
        select(*(frozen_stratum.c[name] for name in Stratum._fields))
        .where(frozen_stratum.c.round == round_id, frozen_stratum.c.no == no)
        .order_by(frozen_stratum.c.agency, frozen_stratum.c.desk, frozen_stratum.c.field)
    )
    if agency_ids is not None:
        found = found.where(frozen_stratum.c.agency.in_(sorted(agency_ids)))
    return [Stratum(*row) for row in db.execute(found).all()]


def records(
    db: Connection, round_id: int, no: int, agency_ids: Collection[int] | None = None
) -> dict[Key, bytes]:
    """Return the records that a freeze kept of strata."""
    keys = (frozen_stratum.c.agency, frozen_stratum.c.desk, frozen_stratum.c.field)
    found = select(*keys, frozen_stratum.c.record).where(
        frozen_stratum.c.round == round_id,
        frozen_stratum.c.no == no,
        frozen_stratum.c.record.is_not(None),
    )
    if agency_ids is not None:
        found = found.where(frozen_stratum.c.agency.in_(sorted(agency_ids)))
    return {(agency, at, field): bytes(record) for agency, at, field, record in db.execute(found)}


def latest(db: Connection, round_id: int, before: int) -> dict[int, tuple[int, list[Stratum]]]:
    """Return body → (number of the last freeze that counted its strata, these).

    :param before: number of the freeze before which that was.
    """
    at = (
        select(frozen_stratum.c.agency, func.max(frozen_stratum.c.no).label("no"))
        .where(frozen_stratum.c.round == round_id, frozen_stratum.c.no < before)
        .group_by(frozen_stratum.c.agency)
        .subquery()
    )
    asked = (
        select(frozen_stratum.c.no, *(frozen_stratum.c[name] for name in Stratum._fields))
        .join(at, (at.c.agency == frozen_stratum.c.agency) & (at.c.no == frozen_stratum.c.no))
        .where(frozen_stratum.c.round == round_id)
        .order_by(frozen_stratum.c.agency, frozen_stratum.c.desk, frozen_stratum.c.field)
    )
    found: dict[int, tuple[int, list[Stratum]]] = {}
    for no, *row in db.execute(asked):
        one = Stratum(*row)
        found.setdefault(one.agency, (no, []))[1].append(one)
    return found


def keep_weighted(db: Connection, round_id: int, no: int, figures: Mapping[str, str]) -> None:
    """Store the weighted index of kinds, as the report writes it.

    :param figures: by kind.
    """
    made = [
        {"round": round_id, "no": no, "kind": kind, "figure": figure}
        for kind, figure in figures.items()
    ]
    if made:
        db.execute(insert(frozen_weighted), made)


def weighted(db: Connection, round_id: int, no: int, kind: str) -> str | None:
    """Return what a freeze made of a kind; None: nothing."""
    at = frozen_weighted.c
    found: str | None = db.scalar(
        select(at.figure).where(at.round == round_id, at.no == no, at.kind == kind)
    )
    return found
