from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from survey import ledger
from survey.intake import counts, doors
from survey.intake.doors import Door
from survey.intake.keep import Conflict, Kept, keep, kept_before
from survey.store import comments, desks, responses, tallies
from survey.store.connection import Database
from tests import scene

ID = b"0123456789abcdef"
CHANCE = random.Random(3)
ONE, OTHER = scene.record(CHANCE), scene.record(CHANCE)


def door(database: Database, desk: int = 0) -> Door:
    _, counters = scene.made(database)
    with database.reading() as db:
        return doors.at(db, str(counters[desk].poster_code), scene.TODAY)


def send(database: Database, at: Door, id: bytes = ID, record: str = ONE, **more: object) -> Kept:
    return keep(database, at, id=id, record=record, day=scene.TODAY, **more)  # type: ignore[arg-type]


def how_many(database: Database, at: Door) -> tuple[int, int, int]:
    """Sheets, counted sheets, comments."""
    assert at.round is not None
    with database.reading() as db:
        return (
            responses.count(db, at.round.id),
            sum(row.responses for row in tallies.live(db, at.round.id, records=False)),
            comments.count(db, comments.Wanted(at.round.id, "9999")),
        )


def test_a_sheet_is_kept_counted_and_given_its_receipt(database: Database) -> None:
    at = door(database, desk=1)
    kept = send(database, at)

    assert kept.new
    with database.reading() as db:
        sheet = responses.existing(db, ID)
        assert sheet is not None
        assert responses.unpack(sheet.record, len(ONE)) == ONE
        assert (sheet.desk, sheet.decider, sheet.field) == (
            at.desk.id,
            at.desk.decider_id,
            "Đất đai",
        )
        assert (sheet.day, sheet.channel, sheet.test) == ("2026-11-25", "poster", None)
        found = responses.by_receipt(db, kept.receipt)
        assert found is not None
        assert (found.id, found.standing) == (ID, "counted")
        assert tallies.today(db, at.desk.agency_id, scene.TODAY) == {at.desk.id: 1}
    assert at.round is not None
    assert counts.check(database, at.round) == []


def test_the_receipt_can_be_computed_again_from_what_is_kept(database: Database) -> None:
    at = door(database)
    kept = send(database, at)

    with database.reading() as db:
        sheet = responses.existing(db, ID)
    assert sheet is not None
    said = ledger.Sheet(
        questionnaire=scene.sheet().sha256,
        round="2026",
        agency="X1",
        desk="1",
        decider="X1",
        field="",
        channel="poster",
        day=scene.TODAY,
        record=ONE,
        salt=sheet.salt,
    )
    assert ledger.receipt_of(said) == kept.receipt


def test_the_same_sheet_again_has_the_same_receipt(database: Database) -> None:
    at = door(database)
    first = send(database, at, comment="Chờ lâu")
    again = send(database, at, comment="Chờ rất lâu")
    tomorrow = keep(database, at, id=ID, record=ONE, day=date(2026, 11, 26))

    assert again == tomorrow == Kept(first.receipt, new=False)
    assert how_many(database, at) == (1, 1, 1)
    with database.reading() as db:
        assert kept_before(db, at, id=ID, record=ONE) == again
        assert kept_before(db, at, id=bytes(16), record=ONE) is None


def test_the_same_id_with_other_answers_is_a_conflict(database: Database) -> None:
    at = door(database)
    send(database, at)

    with pytest.raises(Conflict):
        send(database, at, record=OTHER)
    with database.reading() as db, pytest.raises(Conflict):
        kept_before(db, at, id=ID, record=OTHER)
    with database.reading() as db:
        elsewhere = doors.at(
            db, str(desks.list_desks(db, scene.TODAY)[-1].poster_code), scene.TODAY
        )
    with pytest.raises(Conflict):
        send(database, elsewhere)
    assert how_many(database, at) == (1, 1, 0)


def test_twenty_at_once_with_one_id_are_one_sheet(database: Database) -> None:
    at = door(database)
    with ThreadPoolExecutor(8) as people:
        kept = list(people.map(lambda _: send(database, at, comment="Tốt"), range(20)))

    assert len({one.receipt for one in kept}) == 1
    assert [one.new for one in kept].count(True) == 1
    assert how_many(database, at) == (1, 1, 1)


def test_people_at_one_desk_are_all_counted(database: Database) -> None:
    at = door(database)
    sheets = [(CHANCE.randbytes(16), scene.record(CHANCE)) for _ in range(60)]
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda one: send(database, at, *one), sheets))

    assert how_many(database, at) == (60, 60, 0)
    assert at.round is not None
    assert counts.check(database, at.round) == []


def test_of_a_comment_only_the_masked_text_is_kept(database: Database) -> None:
    at = door(database)
    kept = send(database, at, comment="  Gọi tôi 0912345678, hòa nhã  ")

    assert kept.hidden == 1
    assert at.round is not None
    with database.reading() as db:
        (said,) = comments.read(db, comments.Wanted(at.round.id, "9999"))
    assert said.text == "Gọi tôi [đã che], hòa nhã"
    assert (said.week, said.agency) == ("2026-W48", at.desk.agency_id)
    assert "hoa nha" in said.search_key
    assert said.id != ID


@pytest.mark.parametrize("comment", ["", "   ", "\n\t"])
def test_an_empty_comment_is_none(database: Database, comment: str) -> None:
    at = door(database)
    send(database, at, comment=comment)
    assert how_many(database, at) == (1, 1, 0)


def test_a_receipt_that_is_taken_is_drawn_again(database: Database) -> None:
    at = door(database)
    drawn = iter([bytes(16), bytes(16), b"1" * 16])
    send(database, at, random=lambda n: next(drawn))
    kept = send(database, at, id=bytes(16), random=lambda n: next(drawn))

    assert kept.new
    assert how_many(database, at) == (2, 2, 0)
