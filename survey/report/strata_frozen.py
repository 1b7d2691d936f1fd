"""The tallies of strata as a freeze shows them: a desk's own, or what it kept of a mixed one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from survey import store
from survey.report.counts import tally_of
from survey.scoring import Layout, Tally
from survey.store import Connection
from survey.store.rounds import Round
from survey.store.strata import Key, Stratum, key_of

Tallies = dict[Key, Tally]


def frozen_tallies(
    db: Connection, this: Round, no: int, layout: Layout, rows: Sequence[Stratum]
) -> Tallies:
    """Return (body, desk, field) → its tally at a freeze that has records.

    A stratum of which the freeze shows other sheets is left out.
    """
    desks = Counter((row.agency, row.desk) for row in rows)
    channels = this.ranked_by
    found: Tallies = {}
    bodies = {row.agency for row in rows}
    shown: dict[tuple[int, int], list[Tally]] = {}
    for one in store.freezes.rows(db, this.id, no, records=True, agency_ids=bodies):
        if channels is None or one.channel in channels:
            shown.setdefault((one.agency, one.desk), []).append(tally_of(one))
    kept = store.strata.records(db, this.id, no, bodies)
    for row in rows:
        key = key_of(row)
        if desks[row.agency, row.desk] == 1:
            tally = layout.zero.with_all(shown.get((row.agency, row.desk), []))
        elif key in kept:
            tally = layout.tally(row.responses, kept[key])
        else:
            continue
        if tally.responses == row.responses:
            found[key] = tally
    return found
