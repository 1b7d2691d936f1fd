"""A closed round by month, over all channels: what the cross-tabs by month tell, for the trend.

Another table of months beside that one, of some channels or with other months left out, would be
a second equation: whoever subtracts one from the other has the few people in between.
"""

from __future__ import annotations

from collections import defaultdict

from survey import store
from survey.report.basis import layout_of, questionnaire_of
from survey.report.bodies import bodies_of
from survey.report.breakdowns import Breakdowns
from survey.report.made import figure
from survey.report.ways import ways_of
from survey.scoring import Breakdown, Method, Score
from survey.store import Connection
from survey.store.frozen import Figure
from survey.store.rounds import Round


def keep_months(db: Connection, this: Round, no: int) -> None:
    """Store every body's overall index by month, and that of the bodies that tell it.

    Where bodies share sheets, there is none of several together. To be called when the
    cross-tabs of the freeze `no` have been counted.
    """
    sheet, method = questionnaire_of(db, this), Method.parse(this.method)
    way = ways_of(sheet, this)[-1]
    reader = Breakdown(layout_of(sheet), method)
    packed = {one.agency: one for one in store.breakdowns.read(db, this.id)}
    bodies = bodies_of(db, this, packed)
    counted = Breakdowns(db, this, bodies, way)
    of_all: dict[str, int] = defaultdict(int)
    figures: list[Figure] = []
    for body in (one for one in bodies.of_round if one.id in packed):
        sums = packed[body.id].kept(reader.size, way.categories).sums
        for month, total, row in zip(way.names, sums, counted.of_body(body).rows, strict=True):
            if one := _overall(reader, total):
                figures.append(figure(one, body.id, span=month, hidden=row[0] is None))
                if row[0] is not None and not method.split:
                    of_all[month] += total
    for month, total in sorted(of_all.items()):
        if one := _overall(reader, total):
            figures.append(figure(one, span=month))
    store.frozen.keep_figures(db, this.id, no, figures)


def _overall(reader: Breakdown, total: int) -> Score | None:
    """Return the overall index of a sum of sheets; None: nobody's."""
    one = next(iter(reader.read(total)[1].values()))
    return one if one.responses else None
