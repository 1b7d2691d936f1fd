"""What is published once a year of the province and of its units (bảng tổng hợp chỉ số)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, delete, insert, select

from survey.store.tables import scoreboard, scoreboard_place

PROVINCE = 0  # the body that is the province itself


class Key(NamedTuple):
    """What a figure is of: `id` of an index, `body` an agency's id or `PROVINCE`.

    `frame` empty: not said.
    """

    year: int
    id: str
    body: int
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A rank within a named set: 5 of 14 "tỉnh miền núi phía Bắc"."""

    among: str
    rank: int
    of: int


@dataclass(frozen=True, slots=True)
class Published:
    """One figure of a year. Each field but the key may be empty.

    :ivar value: with the decimals it was published with; `target` likewise.
    :ivar unranked: whoever publishes it gives no rank; False with `rank` None: not told here.
    :ivar group: the group it was put in, in words ("trung bình cao").
    :ivar target_rank: the lowest rank that is aimed at, `target_of` among how many.
    """

    key: Key
    value: Decimal | None = None
    rank: int | None = None
    of: int | None = None
    unranked: bool = False
    group: str = ""
    places: tuple[Place, ...] = ()
    target: Decimal | None = None
    source: str = ""
    target_rank: int | None = None
    target_of: int | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether all but the key and the source is empty."""
        return replace(self, source="") == Published(self.key)

    @property
    def is_result(self) -> bool:
        """Whether it says more than a target."""
        return not replace(self, target=None, target_rank=None, target_of=None).says_nothing


@dataclass(frozen=True, slots=True)
class Written:
    """How many figures are new, changed, and gone."""

    new: int
    changed: int
    gone: int


def write(db: Connection, given: Sequence[Published]) -> Written:
    """Keep these figures, each in place of the one of its key; others stay.

    One that says nothing takes away what is there.
    """
    there = {one.key: one for one in figures(db, years={one.key.year for one in given})}
    moved = [one for one in given if not _same(there.get(one.key), one)]
    for one in moved:
        if one.key in there:
            for table in (scoreboard_place, scoreboard):
                db.execute(delete(table).where(*(table.c[n] == v for n, v in _named(one.key))))
    kept = [one for one in moved if not one.says_nothing]
    if kept:
        db.execute(insert(scoreboard), [_row(one) for one in kept])
    if places := [row for one in kept for row in _place_rows(one)]:
        db.execute(insert(scoreboard_place), places)
    changed = sum(one.key in there for one in kept)
    return Written(len(kept) - changed, changed, len(moved) - len(kept))


def figures(
    db: Connection,
    *,
    years: Collection[int] | None = None,
    body: int | None = None,
    index: str | None = None,
) -> list[Published]:
    """Return figures by year, index, body and frame.

    Of these years, of this body, of this index; None: of all.
    """
    places: dict[Key, list[Place]] = {}
    for row in db.execute(_chosen(scoreboard_place, years, body, index)):
        places.setdefault(Key(*row[:4]), []).append(Place(row.among, row.rank, row.of))
    return [
        Published(
            key=(key := Key(*row[:4])),
            value=_decimal(row.value),
            rank=row.rank,
            of=row.of,
            unranked=bool(row.unranked),
            group=row.group or "",
            places=tuple(places.get(key, ())),
            target=_decimal(row.target),
            source=row.source or "",
            target_rank=row.target_rank,
            target_of=row.target_of,
        )
        for row in db.execute(_chosen(scoreboard, years, body, index))
    ]


def years_with_figures(db: Connection) -> set[int]:
    """Return the years of which anything was entered."""
    return set(db.scalars(select(scoreboard.c.year).distinct()))


def _chosen(
    table: Table, years: Collection[int] | None, body: int | None, index: str | None
) -> Select[Any]:
    found = select(table).order_by(*table.primary_key)
    if years is not None:
        found = found.where(table.c.year.in_(sorted(years)))
    if index is not None:
        found = found.where(table.c.index == index)
    return found if body is None else found.where(table.c.body == body)


def _same(old: Published | None, new: Published) -> bool:
    return new.says_nothing if old is None else old == new


def _named(key: Key) -> Iterable[tuple[str, object]]:
    return zip(("year", "index", "body", "frame"), key, strict=True)


def _row(one: Published) -> dict[str, object]:
    return {
        **dict(_named(one.key)),
        "value": None if one.value is None else str(one.value),
        "rank": one.rank,
        "of": one.of,
        "unranked": 1 if one.unranked else None,
        "group": one.group or None,
        "target": None if one.target is None else str(one.target),
        "source": one.source or None,
        "target_rank": one.target_rank,
        "target_of": one.target_of,
    }


def _place_rows(one: Published) -> Iterable[dict[str, object]]:
    for no, place in enumerate(one.places, 1):
        yield {
            **dict(_named(one.key)),
            "no": no,
            "among": place.among,
            "rank": place.rank,
            "of": place.of,
        }


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
