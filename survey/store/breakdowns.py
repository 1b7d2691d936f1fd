"""Cross-tabs as they were counted when a round was closed, a body's at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from survey.store.tables import frozen_breakdown


class Kept(NamedTuple):
    """The sums of a body's categories, each a long number, and the months not to be told."""

    agency: int
    months: tuple[str, ...]
    sums: tuple[int, ...]


class Packed(NamedTuple):
    """The same as it stands in the database, read before it is taken apart."""

    agency: int
    months: str
    record: bytes

    def kept(self, size: int, wanted: Sequence[int] | slice) -> Kept:
        """Return the sums of some of its categories; `size` is the bytes of one sum."""
        whole = zlib.decompress(self.record)
        places = range(*wanted.indices(len(whole) // size)) if isinstance(wanted, slice) else wanted
        sums = tuple(int.from_bytes(whole[at * size : (at + 1) * size], "little") for at in places)
        return Kept(self.agency, tuple(filter(None, self.months.split(","))), sums)


def keep(db: Connection, round_id: int, no: int, size: int, found: Iterable[Kept]) -> None:
    """Store what a round's sheets say for its freeze `no`; `size` is the bytes of one sum."""
    rows = [
        {
            "round": round_id,
            "no": no,
            "agency": one.agency,
            "months": ",".join(one.months),
            "record": zlib.compress(b"".join(each.to_bytes(size, "little") for each in one.sums)),
        }
        for one in found
    ]
    if rows:
        db.execute(insert(frozen_breakdown), rows)


def made(db: Connection, round_id: int) -> int | None:
    """Return the number of the freeze for which they were counted; None: not yet."""
    no: int | None = db.scalar(
        select(frozen_breakdown.c.no).where(frozen_breakdown.c.round == round_id).limit(1)
    )
    return no


def read(db: Connection, round_id: int) -> list[Packed]:
    """Return bodies in the order of their ids."""
    rows = (
        select(frozen_breakdown.c.agency, frozen_breakdown.c.months, frozen_breakdown.c.record)
        .where(frozen_breakdown.c.round == round_id)
        .order_by(frozen_breakdown.c.agency)
    )
    return [Packed(*row) for row in db.execute(rows).all()]
