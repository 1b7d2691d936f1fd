"""What is made at a freeze and stored, beside its tallies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, select

from survey.store.responses import COUNTED, EXCLUDED
from survey.store.tables import frozen_body, frozen_figure, tally

WHOLE = 0  # stands for all bodies of the round that are told
ALL_DAYS = "all"


class Body(NamedTuple):
    """A body at a freeze: sheets it took in, counted (shown or not) and excluded; its ranks."""

    agency: int
    kept: int
    excluded: int
    rank_low: int | None
    rank_high: int | None


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


_F = frozen_figure.c
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


def bodies(db: Connection, round_id: int, no: int) -> dict[int, Body]:
    """Return what a freeze knows of each body; nothing of freezes older than this table."""
    found = db.execute(
        select(*(frozen_body.c[name] for name in Body._fields)).where(
            frozen_body.c.round == round_id, frozen_body.c.no == no
        )
    )
    return {row[0]: Body(*row) for row in found}


def body(db: Connection, round_id: int, no: int, agency: int) -> Body | None:
    """Return what a freeze knows of one body; None: nothing."""
    found = select(*(frozen_body.c[name] for name in Body._fields)).where(
        frozen_body.c.round == round_id, frozen_body.c.no == no, frozen_body.c.agency == agency
    )
    row = db.execute(found).first()
    return Body(*row) if row else None


def of_kind(db: Connection, round_id: int, no: int, kind: str) -> list[Figure]:
    """Return every figure of a kind at a freeze; of no kind: of all bodies that are told."""
    found = _FIGURES.where(_at(round_id, no), _F.agency == WHOLE, _F.kind == kind)
    return _read(db, found.where(_F.span == ALL_DAYS))


def overall_of_kinds(db: Connection, round_id: int, no: int) -> dict[str, Figure]:
    """Return kind → its overall index at a freeze; under no kind that of all that are told."""
    found = _FIGURES.where(_at(round_id, no), _F.agency == WHOLE, _F.span == ALL_DAYS)
    return {one.kind: one for one in _read(db, found.where(_F.level == "overall"))}


def overall_of_bodies(db: Connection, round_id: int, no: int) -> dict[int, Figure]:
    """Return body → its overall index at a freeze."""
    found = _FIGURES.where(_at(round_id, no), _F.agency != WHOLE, _F.span == ALL_DAYS)
    return {one.agency: one for one in _read(db, found)}


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


def _at(round_id: int, no: int) -> ColumnElement[bool]:
    return and_(_F.round == round_id, _F.no == no)


def _read(db: Connection, asked: Select[Any]) -> list[Figure]:
    return [Figure(*row) for row in db.execute(asked)]
