"""Freezes (chốt số liệu): what is shown of a round, and what the next freeze may show.

A desk's tally in a channel is shown only once at least ten further sheets have followed it, so
two states that were ever shown, and the last one shown and the closed one, differ by ten people
or more: subtracting one page from another finds nobody. What was kept by a freeze and may not
be shown yet waits in the same row as `pending`.

Closing shows everything. Sheets still come afterwards, from forms that were open at the end and
from paper; a later freeze shows them at once, but only where they make a difference of ten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, delete, func, insert, or_, select, update

from survey.store import tallies
from survey.store.responses import COUNTED
from survey.store.tables import freeze, frozen_interval, frozen_kind, frozen_tally, tally
from survey.store.tallies import Key, Plain, TallyRow

STEP = 10  # sheets that must follow a state before it is shown

_NOTHING = Plain(0, 0, 0, 0, 0, 0)
# The tallies that are shown or wait together: agency, desk, channel, and where the deciders'
# figures stand apart also the decider (else 0).
_Group = tuple[int, int, str, int]
_State = Mapping[Key, TallyRow]


@dataclass(frozen=True, slots=True)
class Freeze:
    """One freeze of a round. `kept` counts the sheets counted by then, shown or not."""

    no: int
    day: date
    person: str
    kept: int
    edition: int | None
    decision: str | None


class Interval(NamedTuple):
    """A 95 % interval that no tally can give: two percentages as text. `channel` may be "all"."""

    agency: int
    channel: str
    level: str
    item: str
    low: str
    high: str


def take(
    db: Connection,
    round_id: int,
    *,
    day: date,
    person: str,
    everything: bool,
    late: bool = False,
    by_decider: bool = False,
    edition: int | None = None,
    decision: str | None = None,
) -> Freeze:
    """Store the round's next freeze and return it.

    :param everything: show all that is kept (at closing); else see the module.
    :param late: the round was closed before: show what is kept where it differs by ten people
        or more from what is shown.
    :param by_decider: the deciders of a desk have figures of their own, so they wait apart.

    The freeze before loses its records and what was pending, unless it is an edition.
    """
    before = last(db, round_id)
    now = _groups(tallies.live(db, round_id, records=True), by_decider)
    shown, pending = _states(db, round_id, before.no, by_decider) if before else ({}, {})
    everything = everything or (late and before is None)
    taken = Freeze(
        no=before.no + 1 if before else 1,
        day=day,
        person=person,
        kept=sum(_sheets(group) for group in now.values()),
        edition=edition,
        decision=decision,
    )
    rows: list[dict[str, object]] = []
    for group in sorted(now.keys() | shown.keys()):
        at_last, seen = now.get(group, {}), shown.get(group, {})
        if everything or (late and abs(_sheets(at_last) - _sheets(seen)) >= STEP):
            rows += _rows(round_id, taken.no, at_last, {})
        elif late:
            rows += _rows(round_id, taken.no, seen, {})
        else:
            rows += _rows(round_id, taken.no, *_next(seen, pending.get(group, {}), at_last))
    db.execute(insert(freeze).values(round=round_id, **asdict(taken)))
    if rows:
        db.execute(insert(frozen_tally), rows)
    if before and before.edition is None:
        _lighten(db, round_id, before.no)
    return taken


def last(db: Connection, round_id: int) -> Freeze | None:
    """Return the round's last freeze, or None before the first."""
    row = db.execute(_freezes(round_id).order_by(freeze.c.no.desc()).limit(1)).first()
    return _freeze(row) if row else None


def need(db: Connection, round_id: int, no: int) -> Freeze:
    """Return a freeze that there is."""
    return _freeze(db.execute(_freezes(round_id).where(freeze.c.no == no)).one())


def all_freezes(db: Connection, round_id: int) -> list[Freeze]:
    """Return the round's freezes in their order."""
    return [_freeze(row) for row in db.execute(_freezes(round_id).order_by(freeze.c.no))]


def count(db: Connection) -> int:
    """Return how many freezes there are of all rounds; it moves whenever what is shown does."""
    return int(db.scalar(select(func.count()).select_from(freeze)) or 0)


def rows(
    db: Connection,
    round_id: int,
    no: int,
    *,
    records: bool,
    agency_ids: Collection[int] | None = None,
    or_decided: bool = False,
) -> list[TallyRow]:
    """Return what a freeze shows, as `tallies.live` does: counted sheets, ordered by key.

    Records are None where the freeze no longer has them: any but the last and the editions.

    :param agency_ids: what these bodies took in; `or_decided`: or decided, whoever took it in.
    """
    names = [*Key._fields, *Plain._fields, *(["record"] if records else [])]
    found = (
        select(*(frozen_tally.c[name] for name in names))
        .where(frozen_tally.c.round == round_id, frozen_tally.c.no == no)
        .where(frozen_tally.c.responses > 0)
        .order_by(*frozen_tally.primary_key)
    )
    if agency_ids is not None:
        wanted = sorted(agency_ids)
        columns = [frozen_tally.c.agency, *([frozen_tally.c.decider] if or_decided else [])]
        found = found.where(or_(*(column.in_(wanted) for column in columns)))
    return [TallyRow(*row) for row in db.execute(found).all()]


def moved(
    db: Connection,
    round_id: int,
    no: int,
    now: Mapping[int, Sequence[TallyRow]],
    *,
    agency_ids: Collection[int] | None = None,
) -> set[int]:
    """Return the bodies of which a freeze shows other numbers of sheets than these tallies.

    :param now: body → what is shown of it now. :param agency_ids: bodies to look at; None: all.
    """
    asked = select(*(frozen_tally.c[name] for name in (*Key._fields, "responses"))).where(
        frozen_tally.c.round == round_id, frozen_tally.c.no == no, frozen_tally.c.responses > 0
    )
    if agency_ids is not None:
        asked = asked.where(frozen_tally.c.agency.in_(sorted(agency_ids)))
    before: dict[int, set[tuple[Any, ...]]] = {}
    for row in db.execute(asked).all():
        before.setdefault(row.agency, set()).add(tuple(row))
    width = len(Key._fields) + 1
    return {
        body
        for body in (before.keys() | now.keys() if agency_ids is None else agency_ids)
        if before.get(body, set()) != {tuple(row[:width]) for row in now.get(body, ())}
    }


def since(db: Connection, round_id: int) -> int:
    """Return how many counted sheets came since the last freeze; all of them before the first."""
    kept = db.scalar(
        select(func.sum(tally.c.responses)).where(
            tally.c.round == round_id, tally.c.standing == COUNTED
        )
    )
    frozen = last(db, round_id)
    return max(int(kept or 0) - (frozen.kept if frozen else 0), 0)


def keep_intervals(db: Connection, round_id: int, no: int, found: Iterable[Interval]) -> None:
    """Store the intervals that were computed from the sheets for a freeze."""
    made = [{"round": round_id, "no": no, **interval._asdict()} for interval in found]
    if made:
        db.execute(insert(frozen_interval), made)


def intervals(
    db: Connection, round_id: int, no: int
) -> dict[tuple[int, str, str, str], tuple[str, str]]:
    """Return (agency, channel, level, item) → (low, high) of a freeze."""
    found = db.execute(
        select(*(frozen_interval.c[name] for name in Interval._fields)).where(
            frozen_interval.c.round == round_id, frozen_interval.c.no == no
        )
    )
    return {(row[0], row[1], row[2], row[3]): (row[4], row[5]) for row in found}


def _next(shown: _State, pending: _State, now: _State) -> tuple[_State, _State]:
    """Return what is shown next of a group, and what then waits."""
    if pending:
        if _sheets(now) - _sheets(pending) >= STEP:
            return pending, now
    elif _sheets(now) - _sheets(shown) >= STEP:
        return shown, now
    return shown, pending


def _sheets(state: _State) -> int:
    return sum(row.responses for row in state.values())


def _groups(found: Iterable[TallyRow], by_decider: bool) -> dict[_Group, dict[Key, TallyRow]]:
    groups: dict[_Group, dict[Key, TallyRow]] = {}
    for row in found:
        if row.responses:
            group = (row.agency, row.desk, row.channel, row.decider if by_decider else 0)
            groups.setdefault(group, {})[Key(*row[:5])] = row
    return groups


def _states(
    db: Connection, round_id: int, no: int, by_decider: bool
) -> tuple[dict[_Group, dict[Key, TallyRow]], dict[_Group, dict[Key, TallyRow]]]:
    """Return what a freeze shows and what waits in it, by group."""
    found = db.execute(
        select(frozen_tally).where(frozen_tally.c.round == round_id, frozen_tally.c.no == no)
    )
    shown: list[TallyRow] = []
    pending: list[TallyRow] = []
    for row in found:
        key = row[2:7]
        shown.append(TallyRow(*key, *row[7:14]))
        if row.pending_responses is not None:
            pending.append(TallyRow(*key, *row[14:21]))
    return _groups(shown, by_decider), _groups(pending, by_decider)


def _rows(round_id: int, no: int, shown: _State, pending: _State) -> list[dict[str, object]]:
    made = []
    for key in sorted(shown.keys() | pending.keys()):
        now, later = shown.get(key), pending.get(key)
        row: dict[str, object] = {"round": round_id, "no": no, **key._asdict()}
        row |= _plain(now)._asdict() | {"record": now.record if now else None}
        for name, value in zip(Plain._fields, _plain(later), strict=True):
            row[f"pending_{name}"] = value if later else None
        made.append(row | {"pending_record": later.record if later else None})
    return made


def _plain(row: TallyRow | None) -> Plain:
    return Plain(*row[5:11]) if row else _NOTHING


def _lighten(db: Connection, round_id: int, no: int) -> None:
    names = [f"pending_{name}" for name in (*Plain._fields, "record")]
    db.execute(
        update(frozen_tally)
        .where(frozen_tally.c.round == round_id, frozen_tally.c.no == no)
        .values({"record": None, **dict.fromkeys(names)})
    )
    db.execute(delete(frozen_kind).where(frozen_kind.c.round == round_id, frozen_kind.c.no == no))


def _freezes(round_id: int) -> Select[Any]:
    names = ("no", "day", "person", "kept", "edition", "decision")
    return select(*(freeze.c[name] for name in names)).where(freeze.c.round == round_id)


def _freeze(row: Row[Any]) -> Freeze:
    return Freeze(row.no, row.day, row.person, row.kept, row.edition, row.decision)
