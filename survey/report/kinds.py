"""The figures of a whole kind of bodies, as the freeze made them or as they are made now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from survey import store
from survey.report.asking import FEW
from survey.report.covering import Key
from survey.report.rows import Entry
from survey.report.sides import Side
from survey.report.together import criteria_of_told, scores_of_told
from survey.report.told import told
from survey.report.trend import point
from survey.store import Connection

_ASKED = 20  # of the other bodies of a kind


@dataclass(frozen=True, slots=True)
class KindIndex:
    """An index of all bodies of a kind together. `percent` None: nobody answered, or not told."""

    responses: int
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None


def among(kind: Mapping[Key, KindIndex], entry: Entry) -> KindIndex | None:
    """Return the index of a kind that a body's stands beside.

    None where nearly nobody else is in it, or it is not told.
    """
    found = kind.get((entry.row.level, entry.row.id))
    if found is None or found.percent is None:
        return None
    return found if found.responses - entry.row.responses >= FEW else None


def kind_indices(
    db: Connection,
    side: Side,
    no: int,
    kind: str,
    members: Collection[int],
    only: Collection[int] | None = None,
) -> Mapping[Key, KindIndex]:
    """Return (level, id) → the index of a kind; what is not told is not there.

    :param side: this round's frozen side, of the channels and by the method asked.
    :param only: bodies that whoever asks may see; None: all.
    :param no: the freeze that is shown. What it made is taken where the round's own method and
        ranking channels are asked; else it is made, of every sheet of the kind, and remembered.
    """
    found = _indices(db, side, no, kind, members)
    if only is None:
        return found
    gone = _given_away(db, side, set(members) - set(only))
    return {key: one for key, one in found.items() if key not in gone}


def _given_away(db: Connection, side: Side, others: Collection[int]) -> set[Key]:
    """Return the indices that fewer than two of these bodies tell: their sum would be one's own.

    The largest are asked, so that it takes no longer in a kind of thousands.
    """
    some = sorted(others, key=lambda body: (-side.taken_in(body), body))[:_ASKED]
    every = Side(
        db,
        side.round,
        source="frozen",
        method=side.method,
        channels=side.channels,
        records=some,
        no=side.no,
    )
    tell = Counter(
        key for body in some for key, one in told(every, body).items() if one.percent is not None
    )
    return {(one.level, one.id) for one in side.layout.groups if tell[one.level, one.id] < 2}


def _indices(
    db: Connection, side: Side, no: int, kind: str, members: Collection[int]
) -> Mapping[Key, KindIndex]:
    if side.channels == side.round.ranked_by and str(side.method) == side.round.method:
        stored = store.frozen.of_kind(db, side.round.id, no, kind)
        if stored:
            found = ((one, point(one)) for one in stored)
            return {
                (one.level, one.item): KindIndex(own.responses, own.percent, own.low, own.high)
                for one, own in found
            }
    # A desk of one officer is not told by itself, and may become one between two pages.
    freeze = side.round.id, side.no, store.desks.one_officer(db)
    key = ("together", freeze, str(side.method), side.channels, frozenset(members))
    return store.remembered(db, key, lambda: _made_now(db, side, members))


def _made_now(db: Connection, side: Side, members: Collection[int]) -> Mapping[Key, KindIndex]:
    every = Side(
        db,
        side.round,
        source="frozen",
        method=side.method,
        channels=side.channels,
        records=members,
        no=side.no,
    )
    return told_together(every, members)


def told_together(side: Side, members: Collection[int]) -> Mapping[Key, KindIndex]:
    """Return every index of these bodies together, each of those of which a side tells it."""
    scores = {**scores_of_told(side, members), **criteria_of_told(side, members)}
    return {
        key: KindIndex(one.responses, one.percent, one.low, one.high) for key, one in scores.items()
    }
