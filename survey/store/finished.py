"""Finished dossiers (số hồ sơ đã giải quyết), as far as they were entered."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from survey.store.tables import transactions


def by_agency(db: Connection, first: date, last: date) -> dict[int, int]:
    """Return body → dossiers finished in the months that have one of these days."""
    found = db.execute(
        select(transactions.c.agency, func.sum(transactions.c.finished))
        .where(transactions.c.month >= first.replace(day=1), transactions.c.month <= last)
        .group_by(transactions.c.agency)
    )
    return {body: int(finished) for body, finished in found}
