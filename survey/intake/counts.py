"""Tallies against the sheets they count: counted anew, or compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from survey.intake.layouts import count, layout_of, questionnaire_of
from survey.scoring import Tally
from survey.store import responses, rounds, tallies
from survey.store.agencies import names_on
from survey.store.connection import Connection, Database
from survey.store.rounds import Round
from survey.store.tallies import Key, TallyRow
from survey.words import N_, Refusal

_CHUNK = 20_000  # rows fetched at a time
_HELD = 500_000  # records held until they are counted; some 30 MB


class Finished(Refusal):
    """The sheets of a final round may be gone; its tallies are all that is left."""

    def __init__(self) -> None:
        super().__init__(N_("Đợt này đã hết hạn lưu phiếu, chỉ còn số đếm: không đếm lại được."))


class Difference(Refusal):
    """A tally is not what the sheets give."""


def rebuild(
    database: Database, this: Round, progress: Callable[[int], None] = lambda more: None
) -> int:
    """Count every sheet of a round anew, put that in the place of its tallies and day counts.

    Return how many sheets there are. Citizens who send meanwhile wait for their turn.

    :param progress: told how many sheets further the counting is.
    :raises Finished: if the round is final.
    """
    if rounds.is_final(this):
        raise Finished()
    with database.writing() as db:
        tallies.lock(db)
        counted = _counted(db, this, progress)
        rows = [
            TallyRow(*key, *tally.plain, tally.record) for key, tally in sorted(counted.items())
        ]
        tallies.replace_all(db, this.id, rows)
    return sum(tally.responses for tally in counted.values())


def check(
    database: Database, this: Round, progress: Callable[[int], None] = lambda more: None
) -> list[Difference]:
    """Return every tally of a round that its sheets do not give, in one moment of the database.

    :raises Finished: if the round is final.
    """
    if rounds.is_final(this):
        raise Finished()
    with database.reading() as db:
        counted = _counted(db, this, progress)
        kept = {
            Key(*row[:5]): Tally(*row[5:11], row.record or b"")
            for row in tallies.live(db, this.id, records=True, standing=None)
        }
        wrong_days = tallies.days_differ(db, this.id)
        names = names_on(db, this.last)
    found = []
    for key in sorted(counted.keys() | kept.keys()):
        given, stands = counted.get(key), kept.get(key)
        # An empty tally is what is left when its last sheet was excluded.
        if given == stands or (given is None and stands is not None and not stands.responses):
            continue
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
    if wrong_days:
        found.append(Difference(N_("Số phiếu từng ngày lệch ở %(days)s chỗ."), days=wrong_days))
    return found


def _counted(db: Connection, this: Round, progress: Callable[[int], None]) -> dict[Key, Tally]:
    """Count the sheets of a round by tally. Memory holds a part of them at a time."""
    questionnaire = questionnaire_of(db, this.questionnaire)
    layout, digits = layout_of(questionnaire), questionnaire.digits
    total: dict[Key, Tally] = {}
    for piles in _piles(db, this, progress):
        for key, pile in piles.items():
            counted = count(layout, [packed.hex()[:digits] for packed in pile])
            at = Key(*key)
            total[at] = total[at] + counted if at in total else counted
    return total


def _piles(
    db: Connection, this: Round, progress: Callable[[int], None]
) -> Iterator[dict[tuple[Any, ...], list[bytes]]]:
    """Yield packed records by tally, as many at a time as may be held."""
    piles: dict[tuple[Any, ...], list[bytes]] = {}
    held = 0
    for rows in responses.stream(db, this.id, chunk=_CHUNK):
        for row in rows:
            try:
                piles[row[:5]].append(row[5])
            except KeyError:
                piles[row[:5]] = [row[5]]
        held += len(rows)
        progress(len(rows))
        if held >= _HELD:
            yield piles
            piles, held = {}, 0
    yield piles
