"""Freezing a round's figures (chốt số liệu), with the intervals that only its sheets can tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from survey import store
from survey.report import made
from survey.report.asking import ALL
from survey.report.basis import layout_of, questionnaire_of
from survey.report.counted import count_breakdowns
from survey.report.months import keep_months
from survey.report.strata_kept import keep_strata
from survey.report.weighted_kinds import keep_weighted
from survey.scoring import Layout, Method, percent, person_interval
from survey.store import Connection
from survey.store.freezes import Freeze, Interval
from survey.store.responses import COUNTED, unpack
from survey.store.rounds import Round
from survey.store.tallies import TallyRow

# agency of the desk, agency that decided, channel → records
_Sheets = dict[tuple[int, int, str], list[str]]


def freeze(
    db: Connection,
    this: Round,
    *,
    day: date,
    person: str,
    everything: bool | None = None,
    edition: int | None = None,
    decision: str | None = None,
) -> Freeze:
    """Freeze what is shown of a round and return the freeze.

    :param everything: show all that is kept. Left out: while the round is open a state is shown
        when ten more sheets have followed it; once it is closed what came late is shown where it
        makes a difference of ten (see `store.freezes`).
    :param edition: its number, where it is published, and that of the decision.
    """
    late = everything is None and this.state != "open"
    method = Method.parse(this.method)
    taken = store.freezes.take(
        db,
        this.id,
        day=day,
        person=person,
        everything=bool(everything),
        late=late,
        by_decider=method.split,
        edition=edition,
        decision=decision,
    )
    if (everything or late) and method.combination != "pooled":
        store.freezes.keep_intervals(db, this.id, taken.no, _intervals(db, this, method, taken.no))
    made.keep(db, this, taken)
    if everything or late:
        count_breakdowns(db, this, method, taken.no)
        if everything:
            keep_months(db, this, taken.no)
        keep_strata(db, this, layout_of(questionnaire_of(db, this)), taken)
    store.dossiers.keep(db, this, taken, only_last=this.state == "open")
    if everything or late:
        keep_weighted(db, this, taken)
    return taken


def close(db: Connection, this: Round, *, day: date, person: str) -> Freeze:
    """End the taking of sheets and freeze everything; return the freeze.

    :raises BadRound: if the round is not open.
    """
    store.rounds.close(db, this.id, day, person)
    return freeze(db, this, day=day, person=person, everything=True)


def _intervals(db: Connection, this: Round, method: Method, no: int) -> Iterator[Interval]:
    """Yield the intervals of means, for each body in every channel and in all of them.

    A body of which the freeze does not show all that is kept has the intervals of the freeze
    before where it shows the same as that one did, and none where it does not.
    """
    layout = layout_of(questionnaire_of(db, this))
    kept = _by_body(store.tallies.live(db, this.id, records=False))
    shown, before = (
        _by_body(store.freezes.rows(db, this.id, one, records=False)) for one in (no, no - 1)
    )
    for (body, channel, level, item), ends in store.freezes.intervals(db, this.id, no - 1).items():
        if shown.get(body) == before.get(body) != kept.get(body):
            yield Interval(body, channel, level, item, *ends)
    sheets = _counted(db, this, len(layout.places))
    bodies = {key[0] for key in sheets} | ({key[1] for key in sheets} if method.split else set())
    channels = sorted({key[2] for key in sheets})
    for body in sorted(one for one in bodies if shown.get(one) == kept.get(one)):
        of_body = [(key, some) for key, some in sheets.items() if body in key[:2]]
        for channel in (ALL, *channels):
            chosen = [(key, some) for key, some in of_body if channel in (ALL, key[2])]
            yield from _of_domain(layout, method, body, channel, chosen)


def _of_domain(
    layout: Layout,
    method: Method,
    body: int,
    channel: str,
    sheets: list[tuple[tuple[int, int, str], list[str]]],
) -> Iterator[Interval]:
    both: list[str] = []
    desk: list[str] = []
    decider: list[str] = []
    for (agency, decided_by, _channel), records in sheets:
        if agency == body and (not method.split or decided_by == body):
            both += records
        elif method.split:
            (desk if agency == body else decider).extend(records)
    found = person_interval(layout, both, method, desk=desk, decider=decider)
    for (level, item), (low, high) in found.items():
        yield Interval(body, channel, level, item, str(percent(low)), str(percent(high)))


def _by_body(rows: list[TallyRow]) -> dict[int, list[TallyRow]]:
    """Return the tallies that a body's figures may rest on: where it took in, or decided."""
    found: dict[int, list[TallyRow]] = {}
    for row in rows:
        if row.responses:
            for body in {row.agency, row.decider}:
                found.setdefault(body, []).append(row)
    return found


def _counted(db: Connection, this: Round, places: int) -> _Sheets:
    sheets: _Sheets = {}
    for rows in store.responses.stream(db, this.id):
        for agency, _desk, decider, channel, standing, _day, record in rows:
            if standing == COUNTED:
                sheets.setdefault((agency, decider, channel), []).append(
                    unpack(bytes(record), places)
                )
    return sheets
