"""Cross-tabs as they were counted when a round was closed, a body's at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from survey.store.tables import frozen_breakdown
from survey.store.tables import frozen_breakdown_kind as _kinds

_B = frozen_breakdown.c


class Kept(NamedTuple):
    """The sums of a body's categories, each a long number, and the months not to be told."""

    agency: int
    months: tuple[str, ...]
    sums: tuple[int, ...]


class Packed(NamedTuple):
    """The same as it stands in the database, read before it is taken apart.

    :ivar plan: how far its categories are left out, deflated; None where that was not kept.
    """

    agency: int
    months: str
    record: bytes
    plan: bytes | None = None

    def kept(self, size: int, wanted: Sequence[int] | slice) -> Kept:
        """Return the sums of some of its categories; `size` is the bytes of one sum."""
        months = tuple(filter(None, self.months.split(",")))
        return Kept(self.agency, months, _sums(self.record, size, wanted))


class OfKind(NamedTuple):
    """The sums of the bodies of a kind together, and how far they are left out.

    :ivar members: the stamp of the bodies that the kind had; of others nothing of it holds.
    """

    kind: str
    members: str
    record: bytes
    plan: bytes

    def sums(self, size: int, wanted: Sequence[int] | slice) -> tuple[int, ...]:
        """Return the sums of some categories; `size` is the bytes of one sum."""
        return _sums(self.record, size, wanted)


def keep(db: Connection, round_id: int, no: int, size: int, found: Iterable[Kept]) -> None:
    """Store what a round's sheets say for its freeze `no`; `size` is the bytes of one sum."""
    rows = [
        {
            "round": round_id,
            "no": no,
            "agency": one.agency,
            "months": ",".join(one.months),
            "record": packed(size, one.sums),
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


def read(db: Connection, round_id: int, agency: int | None = None) -> list[Packed]:
    """Return bodies in the order of their ids, or one alone if there is anything of it."""
    rows = select(*(_B[name] for name in Packed._fields)).where(_B.round == round_id)
    if agency is not None:
        rows = rows.where(_B.agency == agency)
    return [Packed._make(row) for row in db.execute(rows.order_by(_B.agency)).all()]


def keep_plans(
    db: Connection, round_id: int, of_bodies: Mapping[int, bytes], of_kinds: Iterable[OfKind]
) -> None:
    """Store how far the categories of each body and kind are left out, instead of what was."""
    db.execute(delete(_kinds).where(_kinds.c.round == round_id))
    made = [{"round": round_id, **one._asdict()} for one in of_kinds]
    if made:
        db.execute(insert(_kinds), made)
    changed = (
        update(frozen_breakdown)
        .where(_B.round == round_id, _B.agency == bindparam("body"))
        .values(plan=bindparam("made"))
    )
    if of_bodies:
        db.execute(changed, [{"body": id_, "made": plan} for id_, plan in of_bodies.items()])


def kinds(db: Connection, round_id: int) -> dict[str, OfKind]:
    """Return the kinds whose plans are kept."""
    rows = select(*(_kinds.c[name] for name in OfKind._fields)).where(_kinds.c.round == round_id)
    return {row[0]: OfKind._make(row) for row in db.execute(rows).all()}


def packed(size: int, sums: Iterable[int]) -> bytes:
    """Return sums as a record; `size` is the bytes of one."""
    return zlib.compress(b"".join(each.to_bytes(size, "little") for each in sums))


def _sums(record: bytes, size: int, wanted: Sequence[int] | slice) -> tuple[int, ...]:
    whole = zlib.decompress(record)
    places = range(*wanted.indices(len(whole) // size)) if isinstance(wanted, slice) else wanted
    return tuple(int.from_bytes(whole[at * size : (at + 1) * size], "little") for at in places)
