"""Editions of the scoreboard of a year: what was published, as bytes that nothing later changes."""

from __future__ import annotations

import zlib
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, insert, select

from survey.store.tables import scoreboard_edition


@dataclass(frozen=True, slots=True)
class YearEdition:
    """The scoreboard of a year under a decision. `at` is when it was put up, in UTC.

    :ivar says: what changed since the edition before; None: it is the first.
    :ivar sha256: of the file's bytes, 64 hexadecimal digits.
    """

    year: int
    no: int
    decision: str
    day: date
    signatory: str
    says: str | None
    at: datetime
    person: str
    sha256: str


def add(db: Connection, made: YearEdition, file: bytes) -> None:
    """Keep an edition with its file."""
    row = asdict(made) | {"at": made.at.astimezone(UTC), "file": zlib.compress(file)}
    db.execute(insert(scoreboard_edition).values(row))


def of_year(db: Connection, year: int) -> list[YearEdition]:
    """Return the editions of a year in their order."""
    return of_all(db).get(year, [])


def of_all(db: Connection) -> dict[int, list[YearEdition]]:
    """Return year → its editions in their order, of every year that was published."""
    columns = (scoreboard_edition.c[name] for name in YearEdition.__dataclass_fields__)
    order = (scoreboard_edition.c.year, scoreboard_edition.c.no)
    found: dict[int, list[YearEdition]] = {}
    for row in db.execute(select(*columns).order_by(*order)):
        known = dict(row._mapping)
        at = known["at"]
        # SQLite hands a moment back without its zone; it was written in UTC.
        known["at"] = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        found.setdefault(row.year, []).append(YearEdition(**known))
    return found


def file(db: Connection, of: YearEdition) -> bytes:
    """Return an edition's file as it was published."""
    asked = select(scoreboard_edition.c.file).where(
        scoreboard_edition.c.year == of.year, scoreboard_edition.c.no == of.no
    )
    return zlib.decompress(db.execute(asked).scalar_one())
