"""Sheets by body, desk and field, as they stand now."""

from __future__ import annotations

from collections.abc import Collection

from survey import store
from survey.report.counts import tally_of
from survey.scoring import Layout, Method, Tally
from survey.store import Connection
from survey.store.responses import COUNTED, unpack
from survey.store.rounds import Round
from survey.store.strata import Key


def is_weighable(method: Method) -> bool:
    """Whether a method has weighted figures: it pools, and does not part the decider's rows."""
    return method.combination == "pooled" and not method.split


def count(
    db: Connection, this: Round, layout: Layout, channels: Collection[str] | None
) -> dict[Key, Tally]:
    """Return the tally of the round's counted sheets in each stratum.

    A desk's tally is that of its field. Only where sheets were about another field too are they
    read one by one: a province closes a round of a million while citizens wait to write.

    :param channels: None: every channel.
    """
    mixed, fields = store.strata.mixed(db, this.id), store.strata.fields(db)
    whole: dict[Key, list[Tally]] = {}
    for row in store.tallies.live(db, this.id, records=True):
        if (row.agency, row.desk) not in mixed and (channels is None or row.channel in channels):
            key = (row.agency, row.desk, fields.get(row.desk, ""))
            whole.setdefault(key, []).append(tally_of(row))
    found = {key: layout.zero.with_all(some) for key, some in whole.items()}
    return found | (_one_by_one(db, this, layout, channels) if mixed else {})


def _one_by_one(
    db: Connection, this: Round, layout: Layout, channels: Collection[str] | None
) -> dict[Key, Tally]:
    places = len(layout.places)
    records: dict[Key, list[str]] = {}
    for rows in store.strata.sheets(db, this.id):
        for body, desk, field, channel, standing, record in rows:
            if standing == COUNTED and (channels is None or channel in channels):
                records.setdefault((body, desk, field), []).append(unpack(bytes(record), places))
    return {key: layout.count(some) for key, some in records.items()}
