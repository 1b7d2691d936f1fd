"""Tallies against the sheets they count: counted anew, or compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from survey.intake.layouts import count, layout_of, questionnaire_of
from survey.scoring import Tally
from survey.store import responses, rounds, tallies
from survey.store.agencies import Agency, names_on
from survey.store.connection import Connection, Database
from survey.store.rounds import Round
from survey.store.tallies import DayKey, Key, TallyRow
from survey.words import N_, Refusal

_CHUNK = 20_000  # rows fetched at a time
_HELD = 500_000  # records held until they are counted; some 30 MB

# Agency, desk, decider, channel, standing → packed records.
_Piles = dict[tuple[Any, ...], list[bytes]]


class Finished(Refusal):
    """The sheets of a final round may be gone; its tallies are all that is left."""

    def __init__(self) -> None:
        super().__init__(N_("Đợt này đã hết hạn lưu phiếu, chỉ còn số đếm: không đếm lại được."))


class Difference(Refusal):
    """A tally is not what the sheets give."""


def rebuild(
    database: Database, this: Round, progress: Callable[[int], None] = lambda more: None
) -> int:
    """Count every sheet of a round anew and put its tallies and day counts right.

    Return how many sheets there are. The counting sees one moment of the database and keeps
    nobody waiting; only what was wrong is then moved. Not to be run twice at once.

    :param progress: told how many sheets further the counting is.
    :raises Finished: if the round is final.
    """
    counted, kept, days, _ = _both(database, this, progress)
    wrong: dict[Key, tuple[TallyRow | None, TallyRow | None]] = {}
    for key in _differing(counted, kept):
        given = counted.get(key)
        row = TallyRow(*key, *given.plain, given.record) if given else None
        wrong[key] = kept.get(key), row
    if wrong or days:
        with database.writing() as db:
            tallies.correct(db, this.id, wrong, days)
    return sum(tally.responses for tally in counted.values())


def check(
    database: Database, this: Round, progress: Callable[[int], None] = lambda more: None
) -> list[Difference]:
    """Return every tally of a round that its sheets do not give, in one moment of the database.

    :raises Finished: if the round is final.
    """
    counted, kept, days, names = _both(database, this, progress)
    found = []
    for key in _differing(counted, kept):
        given, stands = counted.get(key), kept.get(key)
        found.append(
            Difference(
                N_(
                    "Đơn vị %(agency)s, quầy %(desk)s, cơ quan giải quyết %(decider)s, "
                    "%(channel)s, %(standing)s: số đếm ghi %(kept)s phiếu, đếm lại được "
                    "%(given)s phiếu; hoặc số phiếu khớp mà từng mức lệch."
                ),
                agency=names[key.agency].code,
                desk=key.desk,
                decider=names[key.decider].code,
                channel=key.channel,
                standing=key.standing,
                kept=stands.responses if stands else 0,
                given=given.responses if given else 0,
            )
        )
    if days:
        found.append(Difference(N_("Số phiếu từng ngày lệch ở %(days)s chỗ."), days=len(days)))
    return found


class _Both(NamedTuple):
    """What sheets give and what is kept, in one moment of the database.

    :ivar days: what the day counts miss; `names`: bodies by id, on the round's last day.
    """

    counted: dict[Key, Tally]
    kept: dict[Key, TallyRow]
    days: dict[DayKey, int]
    names: Mapping[int, Agency]


def _both(database: Database, this: Round, progress: Callable[[int], None]) -> _Both:
    if rounds.is_final(this):
        raise Finished()
    with ThreadPoolExecutor(1) as beside:
        days = beside.submit(_wrong_days, database, this)
        with database.reading() as db:
            counted, kept = _counted(db, this, progress), _kept(db, this)
            names = names_on(db, this.last)
        return _Both(counted, kept, days.result(), names)


def _wrong_days(database: Database, this: Round) -> dict[DayKey, int]:
    """Compare the days in a moment of their own: both sides of it come from one statement."""
    with database.reading() as db:
        return tallies.wrong_days(db, this.id)


def _kept(db: Connection, this: Round) -> dict[Key, TallyRow]:
    return {Key(*row[:5]): row for row in tallies.live(db, this.id, records=True, standing=None)}


def _differing(counted: Mapping[Key, Tally], kept: Mapping[Key, TallyRow]) -> list[Key]:
    """Return the keys whose tally is not what the sheets give, in order."""
    found = []
    for key in sorted(counted.keys() | kept.keys()):
        given, stands = counted.get(key), kept.get(key)
        if given is None or stands is None:
            # An empty tally is what is left when its last sheet was excluded.
            if given is not None or (stands is not None and any(stands[5:11])):
                found.append(key)
        elif (*given.plain, given.record) != (*stands[5:11], stands.record):
            found.append(key)
    return found


def _counted(db: Connection, this: Round, progress: Callable[[int], None]) -> dict[Key, Tally]:
    """Count the sheets of a round by tally. Memory holds a part of them at a time."""
    questionnaire = questionnaire_of(db, this.questionnaire)
    layout, digits = layout_of(questionnaire), questionnaire.digits
    total: dict[Key, Tally] = {}
    for piles in _piles(db, this, progress):
        for values, pile in piles.items():
            key = Key(*values)
            counted = count(layout, [packed.hex()[:digits] for packed in pile])
            total[key] = total[key] + counted if key in total else counted
    return total


def _piles(db: Connection, this: Round, progress: Callable[[int], None]) -> Iterator[_Piles]:
    """Yield packed records by tally, as many at a time as may be held."""
    piles: _Piles = defaultdict(list)
    held = 0
    for rows in responses.stream(db, this.id, chunk=_CHUNK):
        for agency, desk, decider, channel, standing, _day, packed in rows:
            piles[agency, desk, decider, channel, standing].append(packed)
        held += len(rows)
        progress(len(rows))
        if held >= _HELD:
            yield piles
            piles, held = defaultdict(list), 0
    yield piles
