"""Sheets by body, desk and field: counted from the responses, or as a freeze kept them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from survey import store
from survey.report.counts import OVERALL, by_agency
from survey.scoring import Layout, Method, Tally
from survey.scoring.index import by_rule
from survey.store import Connection
from survey.store.freezes import Freeze
from survey.store.responses import COUNTED, unpack
from survey.store.rounds import Round
from survey.store.strata import Stratum

# body, desk (0: none), field
Key = tuple[int, int, str]


def is_weighable(method: Method) -> bool:
    """Whether a method has weighted figures: it pools, and does not part the decider's rows."""
    return method.combination == "pooled" and not method.split


def official(this: Round) -> frozenset[str] | None:
    """Return the channels that weighted figures are shown of: those that rank; None: all."""
    return frozenset(this.rank_channels) or None


def count(
    db: Connection, this: Round, layout: Layout, channels: Collection[str] | None
) -> dict[Key, Tally]:
    """Return the tally of the round's counted sheets in each stratum, read one by one.

    :param channels: None: every channel.
    """
    places = len(layout.places)
    records: dict[Key, Counter[bytes]] = {}
    for rows in store.strata.sheets(db, this.id):
        for body, desk, field, channel, standing, record in rows:
            if standing == COUNTED and (channels is None or channel in channels):
                records.setdefault((body, desk, field), Counter())[bytes(record)] += 1
    return {
        key: layout.count([unpack(one, places) for one in some.elements()])
        for key, some in records.items()
    }


def keep(db: Connection, this: Round, layout: Layout, taken: Freeze) -> None:
    """Store what a freeze of a closed round shows, by stratum.

    A body of which it does not show all that is kept has the strata of the freeze before, where
    it shows the same as that one did, and none where it does not.
    """
    method = Method.parse(this.method)
    if not is_weighable(method):
        return
    kept = by_agency(store.tallies.live(db, this.id, records=False))
    shown, before = (
        by_agency(store.freezes.rows(db, this.id, no, records=False))
        for no in (taken.no, taken.no - 1)
    )
    found = [
        row
        for row in store.strata.rows(db, this.id, taken.no - 1)
        if shown.get(row.agency) == before.get(row.agency) != kept.get(row.agency)
    ]
    found += [
        one
        for one in _plain(layout, method, count(db, this, layout, official(this)))
        if shown.get(one.agency) == kept.get(one.agency)
    ]
    store.strata.keep(db, this.id, taken.no, found)


def _plain(layout: Layout, method: Method, tallies: Mapping[Key, Tally]) -> Iterator[Stratum]:
    group = layout.group(*OVERALL)
    for (body, desk, field), tally in sorted(tallies.items()):
        sums = layout.sums(tally.record, group)
        x, xx, xy, _ = by_rule(sums, method.rule)
        yield Stratum(body, desk, field, tally.responses, x, sums.y, xx, sums.yy, xy)
