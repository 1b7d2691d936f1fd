"""Writing the parts of an import: at once for a short file, in a process of its own for a long one.

Half of the work on a sheet is reading and hashing, half is the database's. Two processes do
both at the same time; threads would not, since each keeps the other waiting for its turn.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import Counter
from collections.abc import Sequence
from multiprocessing.connection import Connection as Pipe
from time import monotonic
from types import TracebackType
from typing import NamedTuple, Protocol

from survey.intake.layouts import count, layout_of
from survey.questionnaire import Questionnaire
from survey.store import responses, rounds, tallies
from survey.store.connection import Database, connect
from survey.store.responses import Sheet
from survey.store.rounds import Round
from survey.store.tallies import DayKey, Key, Plain
from survey.words import N_, Refusal

Sums = dict[Key, tuple[Plain, bytes]]


class Closed(Refusal):
    """A published round takes no more sheets."""

    def __init__(self) -> None:
        super().__init__(N_("Đợt này đã công bố kết quả, không nhận thêm phiếu."))


class Part(NamedTuple):
    """Sheets for one transaction, what they add to the tallies, and to the days of desks."""

    sheets: list[Sheet]
    sums: Sums
    days: Counter[DayKey]


class Done(NamedTuple):
    """What became of a part: sheets that were new, that were known; seconds of write lock."""

    new: int
    known: int
    seconds: float


class Writer(Protocol):
    """Takes parts in turn. `put` returns what became of a part put before, if any is done."""

    def put(self, part: Part) -> Done | None: ...

    def rest(self) -> list[Done]: ...


class Here:
    """Writes each part at once, in this process."""

    def __init__(self, database: Database, this: Round, questionnaire: Questionnaire) -> None:
        self._about = database, this, questionnaire

    def put(self, part: Part) -> Done | None:
        return write(*self._about, part)

    def rest(self) -> list[Done]:
        return []


class Beside:
    """Writes parts in a process of its own while this one makes the next.

    Used as a context. When it is left early the part that is being written is finished, and
    no other is begun.
    """

    def __init__(self, database: Database, this: Round, questionnaire: Questionnaire) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        url = database.url.render_as_string(hide_password=False)
        self._process = context.Process(target=_work, args=(theirs, url, this, questionnaire))
        self._process.start()
        theirs.close()
        self._due = 0

    def __enter__(self) -> Beside:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pipe.close()
        self._process.join()

    def put(self, part: Part) -> Done | None:
        # Named tuples would travel at a third of the speed of plain ones.
        self._pipe.send((list(map(tuple, part.sheets)), part.sums, part.days))
        self._due += 1
        return self._take() if self._due > 1 else None

    def rest(self) -> list[Done]:
        return [self._take() for _ in range(self._due)]

    def _take(self) -> Done:
        told: Done | Refusal = self._pipe.recv()
        self._due -= 1
        if isinstance(told, Refusal):
            raise told
        return told


def write(database: Database, this: Round, questionnaire: Questionnaire, part: Part) -> Done:
    """Keep one part in one transaction.

    :raises Closed: if the round has been published.
    """
    sheets, sums, days = part
    with database.writing() as db:
        since = monotonic()
        now = rounds.by_id(db, this.id)
        if now is None or now.state in ("published", "final"):
            raise Closed()
        new = responses.add_many(db, sheets)
        if len(new) < len(sheets):
            # Some were known: their counts stand already.
            sums, days = counts_of([one for one in sheets if one.id in new], questionnaire)
        tallies.add_all(db, this.id, sums)
        tallies.count_days(db, this.id, days)
    return Done(len(new), len(sheets) - len(new), monotonic() - since)


def counts_of(
    sheets: Sequence[Sheet], questionnaire: Questionnaire
) -> tuple[Sums, Counter[DayKey]]:
    """Return what sheets add to each tally, and to each day of a desk and channel."""
    records: dict[Key, list[str]] = {}
    days: Counter[DayKey] = Counter()
    for one in sheets:
        desk = one.desk or 0
        key = Key(one.agency, desk, one.decider, one.channel)
        records.setdefault(key, []).append(responses.unpack(one.record, questionnaire.digits))
        days[one.agency, desk, one.channel, one.day] += 1
    return sums_of(records, questionnaire), days


def sums_of(records: dict[Key, list[str]], questionnaire: Questionnaire) -> Sums:
    """Return the sums of each pile of records."""
    layout = layout_of(questionnaire)
    counted = {key: count(layout, pile) for key, pile in records.items()}
    return {key: (Plain(*tally.plain), tally.record) for key, tally in counted.items()}


def _work(pipe: Pipe, url: str, this: Round, questionnaire: Questionnaire) -> None:
    """Write what comes through the pipe until it is closed."""
    # Ctrl+C is for the process that reads; this one finishes the part it has in hand.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # rows refer to nothing that refers to them
    database = connect(url)
    with database.for_bulk() as bulk:
        while True:
            try:
                rows, sums, days = pipe.recv()
            except EOFError:
                break
            try:
                part = Part(list(map(Sheet._make, rows)), sums, days)
                pipe.send(write(bulk, this, questionnaire, part))
            except Refusal as refusal:
                pipe.send(refusal)
                break
            except BrokenPipeError:
                break
    database.dispose()
