"""Each kind and the whole round in an edition: of the bodies that it tells by themselves.

Only where an index adds up over bodies: then whoever reads the bodies' own lines can work these
out, and nothing else from them, whichever lines they are subtracted from. A mean of factors does
not add up: beside a body with two factors left out it would be a second equation for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from survey.report.asking import PUBLIC
from survey.report.bodies import bodies_of
from survey.report.rows import IndexRow
from survey.report.sides import PLAIN, Side
from survey.scoring import Method
from survey.store import Connection
from survey.store.editions import Edition
from survey.store.rounds import Round


def adds_up(method: Method) -> bool:
    """Whether the index of several bodies is what adding up theirs gives."""
    return method.combination == "pooled" and not method.split


def pooled_rows(
    db: Connection, this: Round, rows: Sequence[IndexRow], edition: Edition
) -> Iterator[IndexRow]:
    """Yield the overall index of each kind, then of the whole: rows without an agency.

    :param rows: the bodies' rows of the edition, in the order of the file.
    """
    method = Method.parse(this.method)
    if not adds_up(method):
        return
    side = Side(
        db,
        this,
        source="frozen",
        method=method,
        channels=this.ranked_by,
        records=() if method == PLAIN else None,
        no=edition.freeze,
        few=PUBLIC,
    )
    overall = [row for row in rows if row.level == "overall"]
    told: dict[str, set[int]] = {}
    for body, row in zip(bodies_of(db, this, side.counted).of_round, overall, strict=True):
        if row.percent is not None:
            told.setdefault(row.kind, set()).add(body.id)
    for kind, members in told.items():
        yield _row(side, overall[0], kind, members)
    if told:
        yield _row(side, overall[0], "", set().union(*told.values()))


def _row(side: Side, like: IndexRow, kind: str, members: Collection[int]) -> IndexRow:
    score = side.overall(members)
    return replace(
        like,
        agency="",
        agency_name="",
        kind=kind,
        responses=score.responses,
        satisfied=score.satisfied,
        answers=score.answers,
        percent=score.percent,
        low=score.low,
        high=score.high,
        rank=None,
        of=None,
        previous=None,
        change=None,
        previous_rank=None,
        previous_of=None,
        rank_change=None,
        compared_with="",
        hidden="",
    )
