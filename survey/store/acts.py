"""What staff did (nhật ký thao tác). Never what citizens did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from survey.store.tables import act


@dataclass(frozen=True, slots=True)
class Act:
    """One act: who did what to what. `at` is in UTC."""

    at: datetime
    person: str
    what: str
    subject: str
    detail: str | None


def note(
    db: Connection,
    *,
    at: datetime,
    person: str,
    what: str,
    subject: str,
    detail: str | None = None,
) -> None:
    """Write an act down. `what` is a short word such as "round.open"; `at` bears its zone."""
    db.execute(
        insert(act).values(
            at=at.astimezone(UTC), person=person, what=what, subject=subject, detail=detail
        )
    )


def last(db: Connection, n: int) -> list[Act]:
    """Return the last `n` acts, the latest first."""
    names = ("at", "person", "what", "subject", "detail")
    rows = db.execute(select(*(act.c[name] for name in names)).order_by(act.c.id.desc()).limit(n))
    return [Act(_utc(row.at), *row[1:]) for row in rows]


def _utc(moment: datetime) -> datetime:
    """SQLite hands a moment back without its zone; it was written in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
