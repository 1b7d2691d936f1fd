"""What is made at a freeze and stored, beside its tallies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select

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
    """An index at a freeze. `span`: "all", or a month as 2026-11. Percentages as text."""

    agency: int
    span: str
    level: str
    item: str
    responses: int
    percent: str | None
    low: str | None
    high: str | None


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


def figures(db: Connection, round_id: int, no: int, agency: int = WHOLE) -> list[Figure]:
    """Return the figures of a freeze, of one body or (WHOLE) of all that are told; by span."""
    found = select(*(frozen_figure.c[name] for name in Figure._fields)).where(
        frozen_figure.c.round == round_id,
        frozen_figure.c.no == no,
        frozen_figure.c.agency == agency,
    )
    return [Figure(*row) for row in db.execute(found.order_by(frozen_figure.c.span))]


def overall_by_freeze(db: Connection, round_id: int) -> dict[int, Figure]:
    """Return the number of each freeze → the overall index of all that are told."""
    found = db.execute(
        select(frozen_figure.c.no, *(frozen_figure.c[name] for name in Figure._fields))
        .where(frozen_figure.c.round == round_id, frozen_figure.c.agency == WHOLE)
        .where(frozen_figure.c.span == ALL_DAYS, frozen_figure.c.level == "overall")
        .order_by(frozen_figure.c.no)
    )
    return {row[0]: Figure(*row[1:]) for row in found}


def months_of(db: Connection, round_id: int, agency: int = WHOLE) -> list[Figure]:
    """Return the months of the latest freeze that has them, in their order."""
    at = (
        select(func.max(frozen_figure.c.no))
        .where(frozen_figure.c.round == round_id, frozen_figure.c.span != ALL_DAYS)
        .scalar_subquery()
    )
    found = db.execute(
        select(*(frozen_figure.c[name] for name in Figure._fields))
        .where(frozen_figure.c.round == round_id, frozen_figure.c.no == at)
        .where(frozen_figure.c.agency == agency, frozen_figure.c.span != ALL_DAYS)
        .order_by(frozen_figure.c.span)
    )
    return [Figure(*row) for row in found]


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
