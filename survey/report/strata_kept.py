"""What a freeze of a closed round keeps for weights: its sheets by stratum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from survey import store
from survey.report.apart import At, pieces_of, tells
from survey.report.counts import OVERALL, by_agency
from survey.report.strata import count, is_weighable
from survey.report.weighing import weighing_of
from survey.scoring import Layout, Method, Tally
from survey.scoring.index import by_rule
from survey.store import Connection
from survey.store.freezes import STEP, Freeze
from survey.store.rounds import Round
from survey.store.strata import Key, Stratum, key_of
from survey.store.transactions import OfBody


def keep_strata(db: Connection, this: Round, layout: Layout, taken: Freeze) -> None:
    """Store what a freeze of a closed round shows, by stratum.

    A body of which it does not show all that is kept has the strata of the freeze before, where
    it shows the same as that one did, and none where it does not. Nor has one of which a field
    at a desk would move by fewer than ten sheets.
    """
    method = Method.parse(this.method)
    if not is_weighable(method):
        return
    kept = by_agency(store.tallies.live(db, this.id, records=False))
    shown, before = (
        by_agency(store.freezes.rows(db, this.id, no, records=False))
        for no in (taken.no, taken.no - 1)
    )
    past = store.strata.latest(db, this.id, taken.no)
    found = {
        body: rows
        for body, (no, rows) in past.items()
        if no == taken.no - 1 and shown.get(body) == before.get(body) != kept.get(body)
    }
    counted = count(db, this, layout, this.ranked_by)
    records = store.strata.records(db, this.id, taken.no - 1)
    fresh: dict[int, list[Stratum]] = {}
    for one in _plain(layout, method, counted):
        if shown.get(one.agency) == kept.get(one.agency):
            fresh.setdefault(one.agency, []).append(one)
    for body, rows in fresh.items():
        if body not in past or _steps(past[body][1], rows):
            found[body] = rows
            records |= {key: counted[key].record for key in _mixed(rows)}
    history = _History(db, this)
    marked: list[Stratum] = []
    for body, rows in sorted(found.items()):
        apart = history.apart(*past[body]) if body in past else {}
        only = _only(apart)
        marked += [
            row._replace(apart=apart.get((row.desk, row.field), only.get(row.desk))) for row in rows
        ]
    store.strata.keep(db, this.id, taken.no, marked, records)


class _History:
    """What was told of strata by the freezes before."""

    def __init__(self, db: Connection, this: Round) -> None:
        self._db, self._this = db, this
        self._one_officer = store.desks.one_officer(db)
        self._dossiers: dict[int, Mapping[int, OfBody]] = {}

    def apart(self, no: int, rows: Sequence[Stratum]) -> Mapping[At, int | None]:
        """Return (desk, field) → the piece of its body that freezes until `no` may have told."""
        if no not in self._dossiers:
            self._dossiers[no] = store.dossiers.of_freeze(self._db, self._this, no)
        weighing = weighing_of(self._this, rows, self._dossiers[no])
        body = rows[0].agency
        if weighing.is_entered(body):
            numbers = weighing.numbers(body)
            if tells(rows, numbers, self._one_officer):
                return pieces_of(rows, numbers)
        return {(row.desk, row.field): row.apart for row in rows}


def _only(apart: Mapping[At, int | None]) -> dict[int, int | None]:
    """Return desk → its piece, of desks with one field: an administrator may rename it."""
    desks = Counter(desk for desk, _ in apart)
    return {desk: piece for (desk, _), piece in apart.items() if desks[desk] == 1}


def _mixed(rows: Sequence[Stratum]) -> Iterator[Key]:
    """Yield the strata of desks with several fields, of which no tally is kept elsewhere."""
    desks = Counter(row.desk for row in rows)
    return (key_of(row) for row in rows if desks[row.desk] > 1)


def _steps(before: Sequence[Stratum], now: Sequence[Stratum]) -> bool:
    """Whether each field of a desk has as many sheets as before, or ten more or less.

    Of a desk with several fields none may be gone: it cannot be known which sheets went where.
    """
    old, new = _by_desk(before), _by_desk(now)
    for desk in old.keys() | new.keys():
        was, is_ = old.get(desk, {}), new.get(desk, {})
        if len(was) == len(is_) == 1:
            was, is_ = {"": sum(was.values())}, {"": sum(is_.values())}
        if was.keys() - is_.keys():
            return False
        if any(0 < abs(n - was.get(field, 0)) < STEP for field, n in is_.items()):
            return False
    return True


def _by_desk(rows: Sequence[Stratum]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.desk, {})[row.field] = row.responses
    return found


def _plain(layout: Layout, method: Method, tallies: Mapping[Key, Tally]) -> Iterator[Stratum]:
    group = layout.group(*OVERALL)
    for (body, desk, field), tally in sorted(tallies.items()):
        sums = layout.sums(tally.record, group)
        x, xx, xy, _ = by_rule(sums, method.rule)
        yield Stratum(body, desk, field, tally.responses, x, sums.y, xx, sums.yy, xy)
