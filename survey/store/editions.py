"""Editions (lần công bố): what was published of a round, as bytes that nothing later changes.

A figure is worked out once, when it is published. What was kept of it then is what is shown,
whatever is imported, renamed, frozen or programmed differently afterwards.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, insert, select

from survey.store.tables import edition, edition_part


@dataclass(frozen=True, slots=True)
class Edition:
    """A freeze under a decision. `at` is when it was put up, in UTC.

    :ivar decision: number of the decision; `day`: of the decision; `signatory`: who signed it.
    :ivar says: what changed since the edition before; None: it is the first.
    :ivar sha256: of the whole file's bytes, 64 hexadecimal digits.
    :ivar compared_round: and `compared_edition`: what changes are measured from; None: nothing.
    """

    round: int
    no: int
    freeze: int
    decision: str
    day: date
    signatory: str
    says: str | None
    at: datetime
    person: str
    sha256: str
    compared_round: int | None
    compared_edition: int | None


class Part(NamedTuple):
    """One body's lines of the file: that of its overall index, and all below it."""

    agency: str
    kind: str
    overall: str
    below: str


def add(db: Connection, made: Edition, header: str, parts: Iterable[Part]) -> None:
    """Keep an edition with its file: the names of the columns, then the lines in their order."""
    db.execute(insert(edition).values(asdict(made) | {"at": made.at.astimezone(UTC)}))
    rows = [
        {
            "round": made.round,
            "edition": made.no,
            "place": place,
            "agency": part.agency,
            "kind": part.kind,
            "overall": part.overall,
            "below": zlib.compress(part.below.encode()),
        }
        for place, part in enumerate((Part("", "", header, ""), *parts))
    ]
    db.execute(insert(edition_part), rows)


def of_round(db: Connection, round_id: int) -> list[Edition]:
    """Return the editions of a round in their order."""
    found = _editions().where(edition.c.round == round_id).order_by(edition.c.no)
    return [_edition(row) for row in db.execute(found)]


def last(db: Connection, round_id: int) -> Edition | None:
    """Return the edition that holds today; None: the round was never published."""
    found = of_round(db, round_id)
    return found[-1] if found else None


def need(db: Connection, round_id: int, no: int) -> Edition:
    """Return an edition that there is. :raises LookupError: if there is none."""
    for found in of_round(db, round_id):
        if found.no == no:
            return found
    raise LookupError(f"round {round_id} has no edition {no}")


def of_all(db: Connection) -> dict[int, list[Edition]]:
    """Return round → its editions in their order, of every round that was published."""
    found: dict[int, list[Edition]] = {}
    for row in db.execute(_editions().order_by(edition.c.round, edition.c.no)):
        found.setdefault(row.round, []).append(_edition(row))
    return found


def header(db: Connection, of: Edition) -> str:
    """Return the line with the names of the columns."""
    return next(iter(_lines(db, of, 0, 0)))[1]


def overalls(db: Connection, of: Edition) -> list[tuple[str, str]]:
    """Return (kind, line of the overall index), body after body."""
    return _lines(db, of, 1, None)


def part(db: Connection, of: Edition, agency: str) -> Part | None:
    """Return the lines of the body of this code; of two that bore it in the round, the later."""
    found = _parts(of).where(edition_part.c.agency == agency, edition_part.c.place > 0)
    row = db.execute(found.order_by(edition_part.c.place.desc()).limit(1)).first()
    return _part(row) if row else None


def parts(db: Connection, of: Edition) -> Iterator[Part]:
    """Return the lines of the whole file, body after body, without the names of the columns.

    They are unpacked one by one, also after the connection is given back.
    """
    found = _parts(of).where(edition_part.c.place > 0).order_by(edition_part.c.place)
    return map(_part, db.execute(found).all())


def _lines(db: Connection, of: Edition, first: int, last: int | None) -> list[tuple[str, str]]:
    found = (
        select(edition_part.c.kind, edition_part.c.overall)
        .where(edition_part.c.round == of.round, edition_part.c.edition == of.no)
        .where(edition_part.c.place >= first)
        .order_by(edition_part.c.place)
    )
    if last is not None:
        found = found.where(edition_part.c.place <= last)
    return [(row.kind, row.overall) for row in db.execute(found)]


def _editions() -> Select[Any]:
    return select(*(edition.c[name] for name in Edition.__dataclass_fields__))


def _parts(of: Edition) -> Select[Any]:
    columns = ("agency", "kind", "overall", "below")
    return select(*(edition_part.c[name] for name in columns)).where(
        edition_part.c.round == of.round, edition_part.c.edition == of.no
    )


def _edition(row: Row[Any]) -> Edition:
    found = dict(row._mapping)
    at = found["at"]
    # SQLite hands a moment back without its zone; it was written in UTC.
    found["at"] = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return Edition(**found)


def _part(row: Row[Any]) -> Part:
    return Part(row.agency, row.kind, row.overall, zlib.decompress(row.below).decode())
