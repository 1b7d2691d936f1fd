"""What is made at a freeze and stored, beside its tallies."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, insert, select

from survey.store.memory import remembered
from survey.store.responses import COUNTED, EXCLUDED
from survey.store.tables import frozen_body, frozen_figure, frozen_kind, tally

WHOLE = 0  # stands for all bodies of the round that are told
ALL_DAYS = "all"


class Body(NamedTuple):
    """A body at a freeze: sheets it took in, counted (shown or not) and excluded; its ranks.

    :ivar rank_low: and `rank_high`: between which chance leaves its rank.
    :ivar shown: sheets it took in that are shown; None in a freeze of before this was kept.
    :ivar rank: None where it is not ranked. `of`: how many of its kind are; None as `shown`.
    :ivar alike: how many of these it does not differ from clearly.
    """

    agency: int
    kept: int
    excluded: int
    rank_low: int | None
    rank_high: int | None
    shown: int | None = None
    rank: int | None = None
    of: int | None = None
    alike: int | None = None


class Kind(NamedTuple):
    """What a freeze made of the bodies of a kind together. `members`: the stamp of these."""

    kind: str
    members: str
    record: bytes


class Figure(NamedTuple):
    """An index at a freeze. Percentages as text, None where there are none.

    :ivar agency: a body, or WHOLE; `kind`: the kind of which this is the whole, else empty.
    :ivar span: "all", or a month as 2026-11.
    """

    agency: int
    kind: str
    span: str
    level: str
    item: str
    responses: int
    percent: str | None
    low: str | None
    high: str | None


_B = frozen_body.c
_BODIES = select(*(_B[name] for name in Body._fields))
_F = frozen_figure.c
_K = frozen_kind.c
_KINDS = select(*(_K[name] for name in Kind._fields))
_FIGURES = select(*(_F[name] for name in Figure._fields))


def keep_bodies(db: Connection, round_id: int, no: int, found: Iterable[Body]) -> None:
    """Store what a freeze knows of its bodies."""
    made = [{"round": round_id, "no": no, **body._asdict()} for body in found]
    if made:
        db.execute(insert(frozen_body), made)


def keep_figures(db: Connection, round_id: int, no: int, found: Iterable[Figure]) -> None:
    """Store figures that were made at a freeze."""
    made = [{"round": round_id, "no": no, **figure._asdict()} for figure in found]
    if made:
        db.execute(insert(frozen_figure), made)


def keep_kinds(db: Connection, round_id: int, no: int, found: Iterable[Kind]) -> None:
    """Store what a freeze made of kinds of bodies."""
    made = [
        {"round": round_id, "no": no, **one._asdict(), "record": zlib.compress(one.record)}
        for one in found
    ]
    if made:
        db.execute(insert(frozen_kind), made)


def bodies(db: Connection, round_id: int, no: int) -> Mapping[int, Body]:
    """Return what a freeze knows of each body; nothing of freezes older than this table."""

    def read() -> dict[int, Body]:
        found = db.execute(_BODIES.where(_B.round == round_id, _B.no == no)).all()
        return {row[0]: Body._make(row) for row in found}

    return remembered(db, ("frozen bodies", round_id, no), read)


def body(db: Connection, round_id: int, no: int, agency: int) -> Body | None:
    """Return what a freeze knows of one body, or None."""
    asked = _BODIES.where(_B.round == round_id, _B.no == no, _B.agency == agency)
    row = db.execute(asked).first()
    return Body._make(row) if row else None


def shown(db: Connection, round_id: int, no: int) -> dict[int, int] | None:
    """Return body → sheets it took in that a freeze shows, where there are any.

    None for a freeze of before this was kept.
    """
    found = {one.agency: one.shown for one in bodies(db, round_id, no).values()}
    if not found or None in found.values():
        return None
    return {agency: sheets for agency, sheets in found.items() if sheets}


def kinds(db: Connection, round_id: int, no: int) -> dict[str, Kind]:
    """Return what a freeze made of each kind of bodies."""
    rows = db.execute(_KINDS.where(_K.round == round_id, _K.no == no))
    return {one.kind: one for one in map(_kind, rows)}


def kind(db: Connection, round_id: int, no: int, name: str) -> Kind | None:
    """Return what a freeze made of one kind of bodies, or None."""
    row = db.execute(_KINDS.where(_K.round == round_id, _K.no == no, _K.kind == name)).first()
    return _kind(row) if row else None


def stamps(db: Connection, round_id: int, no: int) -> dict[str, str]:
    """Return kind → the stamp of the bodies of which a freeze made something."""
    asked = select(_K.kind, _K.members).where(_K.round == round_id, _K.no == no)
    return {row.kind: row.members for row in db.execute(asked)}


def of_kind(db: Connection, round_id: int, no: int, kind: str) -> list[Figure]:
    """Return every figure of a kind at a freeze; of no kind: of all bodies that are told."""
    found = _FIGURES.where(_at(round_id, no), _F.agency == WHOLE, _F.kind == kind)
    return _read(db, found.where(_F.span == ALL_DAYS))


def overall_of_kinds(db: Connection, round_id: int, no: int) -> dict[str, Figure]:
    """Return kind → its overall index at a freeze; under no kind that of all that are told."""
    found = _FIGURES.where(_at(round_id, no), _F.agency == WHOLE, _F.span == ALL_DAYS)
    return {one.kind: one for one in _read(db, found.where(_F.level == "overall"))}


def overall_of_bodies(db: Connection, round_id: int, no: int) -> Mapping[int, Figure]:
    """Return body → its overall index at a freeze."""

    def read() -> dict[int, Figure]:
        found = _FIGURES.where(_at(round_id, no), _F.agency != WHOLE, _F.span == ALL_DAYS)
        return {one.agency: one for one in _read(db, found)}

    return remembered(db, ("figures of bodies", round_id, no), read)


def by_freeze(db: Connection, round_id: int, agency: int = WHOLE) -> dict[int, Figure]:
    """Return the number of each freeze → the overall index of a body, or of all that are told."""
    found = db.execute(
        select(_F.no, *(_F[name] for name in Figure._fields))
        .where(_F.round == round_id, _F.agency == agency, _F.kind == "")
        .where(_F.span == ALL_DAYS, _F.level == "overall")
        .order_by(_F.no)
    )
    return {row[0]: Figure(*row[1:]) for row in found}


def months(db: Connection, round_id: int, agency: int = WHOLE) -> list[Figure]:
    """Return the months of the latest freeze that has them, in their order."""
    at = select(func.max(_F.no)).where(_F.round == round_id, _F.span != ALL_DAYS).scalar_subquery()
    found = _FIGURES.where(_F.round == round_id, _F.no == at, _F.agency == agency)
    return _read(db, found.where(_F.span != ALL_DAYS).order_by(_F.span))


def taken_in(db: Connection, round_id: int) -> dict[int, tuple[int, int]]:
    """Return body → sheets that it took in as of now, (counted, excluded)."""
    found: dict[int, tuple[int, int]] = {}
    for agency, standing, sheets in db.execute(
        select(tally.c.agency, tally.c.standing, func.sum(tally.c.responses))
        .where(tally.c.round == round_id, tally.c.standing.in_([COUNTED, EXCLUDED]))
        .group_by(tally.c.agency, tally.c.standing)
    ):
        kept, excluded = found.get(agency, (0, 0))
        if standing == COUNTED:
            kept += int(sheets)
        else:
            excluded += int(sheets)
        found[agency] = kept, excluded
    return found


def _kind(row: Row[Any]) -> Kind:
    return Kind(row.kind, row.members, zlib.decompress(row.record))


def _at(round_id: int, no: int) -> ColumnElement[bool]:
    return and_(_F.round == round_id, _F.no == no)


def _read(db: Connection, asked: Select[Any]) -> list[Figure]:
    return [Figure(*row) for row in db.execute(asked)]
