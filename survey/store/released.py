"""The file of a round's sheets that was made for an edition: made once, never changed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, insert, select

from survey.store.tables import released


def keep(
    db: Connection, round_id: int, edition: int, groups: Sequence[str], parts: Iterable[bytes]
) -> None:
    """Keep the names of the unit groups, and stretches of rows in their order."""
    named = json.dumps(list(groups), ensure_ascii=False).encode()
    for part, rows in enumerate([named, *parts]):
        packed = zlib.compress(rows, 1)
        db.execute(insert(released).values(round=round_id, edition=edition, part=part, rows=packed))


def groups(db: Connection, round_id: int, edition: int) -> list[str] | None:
    """Return the names of the unit groups; None: the file has not been made."""
    found = _part(db, round_id, edition, 0)
    return None if found is None else [str(name) for name in json.loads(found)]


def parts(db: Connection, round_id: int, edition: int) -> Iterator[bytes]:
    """Yield the stretches of rows in their order, one in memory at a time."""
    part = 1
    while (rows := _part(db, round_id, edition, part)) is not None:
        yield rows
        part += 1


def _part(db: Connection, round_id: int, edition: int, part: int) -> bytes | None:
    found = db.scalar(
        select(released.c.rows).where(
            released.c.round == round_id,
            released.c.edition == edition,
            released.c.part == part,
        )
    )
    return None if found is None else zlib.decompress(found)
