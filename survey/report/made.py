"""What a page could not make in time, made when a round is frozen: ranks, kinds, the whole.

What is told of several bodies is made of those told by themselves, so that it gives away nothing
of the others, however the bodies are put together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from survey import store
from survey.report.answered import answered
from survey.report.asking import FEW
from survey.report.before import ranked_by_kind
from survey.report.bodies import Bodies, bodies_of, stamp
from survey.report.intervals import alike_of
from survey.report.sides import Side, official
from survey.report.together import (
    criteria_of_told,
    is_told,
    scores_of_told,
)
from survey.scoring import Score, rank, rank_intervals
from survey.store import Connection
from survey.store.freezes import Freeze
from survey.store.frozen import ALL_DAYS, WHOLE, Body, Figure, Kind
from survey.store.rounds import Round


def seed_of(no: int, day: date) -> int:
    """Return the seed with which a freeze draws ranks again: its day and number.

    >>> seed_of(3, date(2026, 11, 22))
    20261122003
    """
    return int(f"{day:%Y%m%d}") * 1_000 + no


def keep(db: Connection, this: Round, taken: Freeze) -> None:
    """Make and store what belongs to a freeze that was just taken."""
    side = official(db, this)
    bodies = bodies_of(db, this, side.counted)
    every = _of_all_channels(db, side)
    store.frozen.keep_bodies(db, this.id, taken.no, _bodies(db, side, bodies, taken))
    members = {body.id for body in bodies.of_round}
    figures = [figure(one) for one in scores_of_told(side, members).values()]
    kinds = []
    for kind, some in bodies.kinds().items():
        ids = {body.id for body in some}
        scores = {**scores_of_told(side, ids), **criteria_of_told(side, ids)}
        figures += [figure(one, kind=kind) for one in scores.values()]
        counted = ids & side.counted
        kinds.append(Kind(kind, stamp(counted), answered(every, counted).packed()))
    store.frozen.keep_kinds(db, this.id, taken.no, kinds)
    figures += [
        figure(side.overall({body}), body, hidden=not is_told(side, body)) for body in members
    ]
    store.frozen.keep_figures(db, this.id, taken.no, figures)


def _of_all_channels(db: Connection, side: Side) -> Side:
    if side.channels is None:
        return side
    return Side(db, side.round, source="frozen", method=side.method, channels=None, records=None)


def _bodies(db: Connection, side: Side, bodies: Bodies, taken: Freeze) -> Iterator[Body]:
    places: dict[int, _Place] = {}
    seed = seed_of(taken.no, taken.day)
    for ranked in ranked_by_kind(side, bodies.of_round, hide=FEW):
        places |= _places(ranked, seed)
    of_kind = Counter(body.kind for body in bodies.of_round if body.id in places)
    of = {body.id: of_kind[body.kind] for body in bodies.of_round}
    sheets = store.frozen.taken_in(db, side.round.id)
    # Also those of which nothing is shown yet.
    for body in sorted(of.keys() | sheets.keys()):
        place = places.get(body, _Place(None, None, None, None))
        yield Body(
            body,
            *sheets.get(body, (0, 0)),
            place.low,
            place.high,
            side.taken_in(body),
            place.rank,
            of.get(body, 0),
            place.alike,
        )


class _Place(NamedTuple):
    """Where a ranked body stands, between which ranks chance leaves it, how many are like it."""

    low: int | None
    high: int | None
    rank: int | None
    alike: int | None


def _places(ranked: list[tuple[int, Score]], seed: int) -> dict[int, _Place]:
    drawn = [
        (one.share, one.interval)
        for _, one in ranked
        if one.share is not None and one.interval is not None
    ]
    found: Sequence[tuple[int | None, int | None]] = [(None, None)] * len(ranked)
    # Means of an open round have no intervals, and so their ranks have none either.
    if len(drawn) == len(ranked):
        found = rank_intervals(drawn, seed=seed)
    ranks = rank([one.percent for _, one in ranked])
    alike = alike_of([one for _, one in ranked])
    return {
        body: _Place(*ends, at, many)
        for (body, _), ends, at, many in zip(ranked, found, ranks, alike, strict=True)
    }


def figure(
    one: Score, body: int = WHOLE, *, kind: str = "", span: str = ALL_DAYS, hidden: bool = False
) -> Figure:
    """Return an index as it is stored: of a body or of several, over all days or in a month."""
    ends = (None, None, None) if hidden else (one.percent, one.low, one.high)
    texts = (None if end is None else str(end) for end in ends)
    return Figure(body, kind, span, one.level, one.id, one.responses, *texts)
