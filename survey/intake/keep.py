"""Keeping one checked sheet: durable when this returns, and never twice."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from survey import ledger
from survey.intake.doors import Door
from survey.intake.layouts import layout_of
from survey.intake.masking import mask
from survey.ledger.canon import SALT_BYTES
from survey.scoring import Tally
from survey.store import comments, responses, tallies
from survey.store.connection import Connection, Database
from survey.store.keys import fold
from survey.store.responses import Sheet
from survey.store.tallies import Key, Plain
from survey.words import N_, Refusal

# Two salts that give the same 80 bits have never been met; a third draw is for the proof's sake.
_DRAWS = 3


class Conflict(Refusal):
    """A sheet with this id is kept already and says something else. The first stands."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Phiếu này đã gửi trước đó. Chúng tôi giữ câu trả lời lần đầu; "
                "thay đổi sau khi gửi không được tính."
            )
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet is kept. `new` False: it was before. `hidden` places of its comment were masked."""

    receipt: bytes
    new: bool
    hidden: int = 0


def keep(
    database: Database,
    door: Door,
    *,
    id: bytes,
    record: str,
    comment: str = "",
    day: date,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Kept:
    """Keep a sheet that came through a door, count it, and return its receipt.

    :param id: 16 random bytes, drawn when the form was shown.
    :param record: one hexadecimal digit a place, checked against the door's questionnaire.
    :param comment: as it was written; only what is left after masking is stored, apart from
        the sheet. Sent again with the same sheet it is neither compared nor kept.
    :raises Conflict: if another sheet is kept under this id.
    :raises Busy: or Unavailable, if it could not be kept.
    """
    assert door.round is not None
    assert door.questionnaire is not None
    counted = layout_of(door.questionnaire).one(record)
    masked, hidden = mask(comment.strip()) if comment else ("", 0)

    def write(db: Connection) -> Kept | Sheet:
        for _ in range(_DRAWS):
            sheet = _sheet(door, id, record, day, random(SALT_BYTES))
            if responses.add(db, sheet):
                _count(db, sheet, counted)
                if masked:
                    _say(db, sheet, day, masked, random(16))
                return Kept(sheet.receipt, new=True, hidden=hidden)
            if (before := responses.existing(db, id)) is not None:
                return before
        raise RuntimeError("three receipts in a row were taken: the source of randomness is broken")

    kept = database.write(write)
    return kept if isinstance(kept, Kept) else _known(kept, door, record)


def kept_before(db: Connection, door: Door, *, id: bytes, record: str) -> Kept | None:
    """Return what `keep` would for an id that is kept already; None where it is free.

    :raises Conflict: if another sheet is kept under it.
    """
    before = responses.existing(db, id)
    return None if before is None else _known(before, door, record)


def _sheet(door: Door, id: bytes, record: str, day: date, salt: bytes) -> Sheet:
    assert door.round is not None
    assert door.questionnaire is not None
    desk = door.desk
    receipt = ledger.receipt_of(
        ledger.Sheet(
            questionnaire=door.questionnaire.sha256,
            round=door.round.code,
            agency=desk.agency_code,
            desk=desk.code,
            decider=desk.decider_code,
            field=desk.field or "",
            channel=door.channel,
            day=day,
            record=record,
            salt=salt,
        )
    )
    return Sheet(
        id=id,
        round=door.round.id,
        agency=desk.agency_id,
        desk=desk.id,
        decider=desk.decider_id,
        field=desk.field,
        channel=door.channel,
        day=day.isoformat(),
        test=None,
        record=responses.pack(record),
        salt=salt,
        receipt=receipt,
    )


def _known(before: Sheet, door: Door, record: str) -> Kept:
    assert door.round is not None
    said = (before.round, before.desk, before.record)
    if said != (door.round.id, door.desk.id, responses.pack(record)):
        raise Conflict()
    return Kept(before.receipt, new=False)


def _count(db: Connection, sheet: Sheet, counted: Tally) -> None:
    desk = sheet.desk or 0
    key = Key(sheet.agency, desk, sheet.decider, sheet.channel)
    tallies.add(db, sheet.round, key, Plain(*counted.plain), counted.record)
    tallies.count_day(db, sheet.round, sheet.agency, desk, sheet.channel, sheet.day)


def _say(db: Connection, sheet: Sheet, day: date, masked: str, id: bytes) -> None:
    """Nothing here leads to the sheet: an id of its own, no desk, the week instead of the day."""
    comments.add(
        db,
        comments.Comment(
            id=id,
            round=sheet.round,
            agency=sheet.agency,
            week=comments.week_of(day),
            text=masked,
            search_key=fold(masked),
        ),
    )
