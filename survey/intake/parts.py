"""Keeping many sheets, a part at a time, so that citizens are not turned away meanwhile.

A part is one transaction: its sheets, what they add to the tallies and to the days. What can
be worked out beforehand is; the tallies are touched last and in the order of their keys.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta
from itertools import groupby, islice
from operator import attrgetter
from time import monotonic
from typing import NamedTuple

from survey.intake.layouts import count, layout_of
from survey.ledger.canon import SALT_BYTES, place_of, receipt_at
from survey.questionnaire import Questionnaire
from survey.store import responses, rounds, tallies
from survey.store.connection import Database
from survey.store.responses import Sheet
from survey.store.rounds import Round
from survey.store.tallies import DayKey, Key, Plain
from survey.words import N_, Refusal

# A part is made so large that the write lock is held about so long; never beyond half a second
# on a machine that does not suddenly become several times slower.
AIM = 0.3  # seconds
FIRST_PART = 1_000  # sheets
SMALLEST_PART = 200
LARGEST_PART = 24_000
# Sheets held in memory, in which those of one tally are brought together: a part then touches
# few tallies, though a file may name every desk of a province in turn.
WINDOW = 96_000


class Closed(Refusal):
    """A published round takes no more sheets."""

    def __init__(self) -> None:
        super().__init__(N_("Đợt này đã công bố kết quả, không nhận thêm phiếu."))


class Spot(NamedTuple):
    """Where a sheet belongs. `desk` None: no desk (household). `own`: it names a decider or a
    field that is not its desk's; then only the Monday of its week is kept."""

    agency: int
    agency_code: str
    desk: int | None
    desk_code: str
    decider: int
    decider_code: str
    field: str | None
    channel: str
    own: bool = False


class Given(NamedTuple):
    """A checked sheet: 16 bytes of id, where it belongs, its day, its record."""

    id: bytes
    spot: Spot
    day: date
    record: str


_Sums = dict[Key, tuple[Plain, bytes]]


class Keeper:
    """Keeps the sheets of one round."""

    def __init__(self, database: Database, this: Round, questionnaire: Questionnaire) -> None:
        self._database = database
        self._round = this
        self._questionnaire = questionnaire
        self._layout = layout_of(questionnaire)
        self._size = FIRST_PART

    def keep_all(self, sheets: Iterable[Given]) -> tuple[int, int]:
        """Keep sheets in parts; return how many were new and how many were known already.

        The next part is made while the database writes the one before.
        """
        new = known = 0
        with ThreadPoolExecutor(1) as writer:
            writing: Future[tuple[int, int]] | None = None
            for part in self._parts(sheets):
                made = self._made(part)
                if writing is not None:
                    kept = writing.result()
                    new, known = new + kept[0], known + kept[1]
                writing = writer.submit(self._write, part, *made)
            if writing is not None:
                kept = writing.result()
                new, known = new + kept[0], known + kept[1]
        return new, known

    def _parts(self, sheets: Iterable[Given]) -> Iterator[Sequence[Given]]:
        rest = iter(sheets)
        while window := list(islice(rest, WINDOW)):
            window.sort(key=_tally_of)
            at = 0
            while part := window[at : at + self._size]:
                at += len(part)
                yield part

    def _write(
        self, part: Sequence[Given], sheets: list[Sheet], sums: _Sums, days: Counter[DayKey]
    ) -> tuple[int, int]:
        """Keep one part in one transaction; return how many of its sheets were new, and known.

        :raises Closed: if the round has been published.
        """
        with self._database.writing() as db:
            since = monotonic()
            now = rounds.by_id(db, self._round.id)
            if now is None or now.state in ("published", "final"):
                raise Closed()
            new = responses.add_many(db, sheets)
            if len(new) < len(part):
                # Some were known: their counts stand already.
                _, sums, days = self._made([one for one in part if one.id in new])
            tallies.add_all(db, self._round.id, sums)
            tallies.count_days(db, self._round.id, days)
        if len(part) == self._size:
            # What the clock says, but never more than doubled by one lucky part.
            wanted = int(self._size * AIM / max(monotonic() - since, 0.001))
            self._size = min(max(wanted, SMALLEST_PART), 2 * self._size, LARGEST_PART)
        return len(new), len(part) - len(new)

    def _made(self, part: Sequence[Given]) -> tuple[list[Sheet], _Sums, Counter[DayKey]]:
        """Return the rows of a part, what it adds to each tally, and to each day of a desk."""
        sheets: list[Sheet] = []
        records: dict[Key, list[str]] = {}
        days: Counter[DayKey] = Counter()
        for spot, run in groupby(part, key=_spot_of):
            some = list(run)
            rows = self._rows(spot, some)
            sheets += rows
            desk = spot.desk or 0
            key = Key(spot.agency, desk, spot.decider, spot.channel)
            records.setdefault(key, []).extend([one.record for one in some])
            for day, n in Counter([row.day for row in rows]).items():
                days[spot.agency, desk, spot.channel, day] += n
        sums = {}
        for key, pile in records.items():
            counted = count(self._layout, pile)
            sums[key] = Plain(*counted.plain), counted.record
        return sheets, sums, days

    def _rows(self, spot: Spot, some: Sequence[Given]) -> list[Sheet]:
        """Return the rows of sheets that belong to one place."""
        place = place_of(
            self._questionnaire.sha256,
            self._round.code,
            spot.agency_code,
            spot.desk_code,
            spot.decider_code,
            spot.field or "",
            spot.channel,
        )
        agency, _, desk, _, decider, _, field, channel, own = spot
        round_id, salts = self._round.id, os.urandom(SALT_BYTES * len(some))
        kept: dict[date, str] = {}
        made = []
        for at, (id_, _, day, record) in enumerate(some):
            if (on := kept.get(day)) is None:
                on = kept[day] = (day - timedelta(days=day.weekday()) if own else day).isoformat()
            salt = salts[at * SALT_BYTES : (at + 1) * SALT_BYTES]
            receipt = receipt_at(place, on, record, salt)
            packed = responses.pack(record)
            made.append(
                Sheet(
                    id_,
                    round_id,
                    agency,
                    desk,
                    decider,
                    field,
                    channel,
                    on,
                    None,
                    packed,
                    salt,
                    receipt,
                )
            )
        return made


_spot_of = attrgetter("spot")


def _tally_of(one: Given) -> tuple[int, int, int, str]:
    spot = one.spot
    return spot.agency, spot.desk or 0, spot.decider, spot.channel
