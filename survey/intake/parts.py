"""Keeping many sheets, a part at a time, so that citizens are not turned away meanwhile.

A part is one transaction: its sheets, what they add to the tallies and to the days. What can
be worked out beforehand is; the tallies are touched last and in the order of their keys.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, islice
from operator import attrgetter
from typing import NamedTuple

from survey.intake.writing import Beside, Done, Here, Part, Writer, sums_of
from survey.ledger.canon import SALT_BYTES, place_of, receipt_at
from survey.questionnaire import Questionnaire
from survey.store import responses
from survey.store.connection import Database
from survey.store.responses import Sheet
from survey.store.rounds import Round
from survey.store.tallies import DayKey, Key

# A part is made so large that the write lock is held about so long; never beyond half a second
# on a machine that does not suddenly become several times slower.
AIM = 0.4  # seconds
FIRST_PART = 1_000  # sheets
SMALLEST_PART = 200
LARGEST_PART = 24_000
# Sheets held in memory, in which those of one tally are brought together: a part then touches
# few tallies, though a file may name every desk of a province in turn.
WINDOW = 96_000


# From so many sheets on, a process of its own writes: it takes a second to start.
MANY = 50_000


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


class Keeper:
    """Keeps the sheets of one round."""

    def __init__(self, database: Database, this: Round, questionnaire: Questionnaire) -> None:
        self._about = database, this, questionnaire
        self._round = this
        self._questionnaire = questionnaire
        self._size = FIRST_PART

    def keep_all(self, sheets: Iterable[Given], *, about: int = 0) -> tuple[int, int]:
        """Keep sheets in parts; return how many were new and how many were known already.

        :param about: how many there are, if that is known: many are written by another process.
        :raises Closed: if the round has been published.
        """
        if about < MANY:
            return self._keep(sheets, Here(*self._about))
        with Beside(*self._about) as writer:
            return self._keep(sheets, writer)

    def _keep(self, sheets: Iterable[Given], writer: Writer) -> tuple[int, int]:
        new = known = 0
        for part in self._parts(sheets):
            done = writer.put(self._made(part))
            if done is not None:
                new, known = new + done.new, known + done.known
                self._learn(done)
        for done in writer.rest():
            new, known = new + done.new, known + done.known
        return new, known

    def _learn(self, done: Done) -> None:
        """Make parts as large as the clock says, but never more than doubled by a lucky one."""
        if (size := done.new + done.known) >= SMALLEST_PART:
            wanted = int(size * AIM / max(done.seconds, 0.001))
            self._size = min(max(wanted, SMALLEST_PART), 2 * self._size, LARGEST_PART)

    def _parts(self, sheets: Iterable[Given]) -> Iterator[Sequence[Given]]:
        rest = iter(sheets)
        while window := list(islice(rest, WINDOW)):
            window.sort(key=_tally_of)
            at = 0
            while part := window[at : at + self._size]:
                at += len(part)
                yield part

    def _made(self, part: Sequence[Given]) -> Part:
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
        # The store writes them in this order; sorting here costs the writer no time.
        sheets.sort()
        return Part(sheets, sums_of(records, self._questionnaire), days)

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
