"""The one overall question: which rounds may ask it, and an answer that counts once."""

from __future__ import annotations

import threading

import pytest

from survey.intake import doors, openings, quick
from survey.questionnaire import read, shelf
from survey.store import quick as counts
from survey.store import rounds
from survey.store.connection import Connection, Database
from survey.words import Refusal
from tests import scene

ID = b"\x07" * 16


def opened(db: Connection) -> doors.Door:
    """Open a round that asks the question; return the door of its first desk."""
    desk, *_ = scene.province(db)
    scene.opened(db, quick=True)
    assert desk.poster_code is not None
    return doors.at(db, desk.poster_code, scene.TODAY)


def without_question(db: Connection) -> None:
    """Put a questionnaire on the shelf that has no quick question."""
    own = shelf.load(shelf.DEFAULT).file.decode().replace(shelf.DEFAULT, "rieng-2026", 1)
    before, _, after = own.partition("[quick]\n")
    file = (before + after.partition("\n")[2]).encode()
    openings.add_questionnaire(db, read(file, "rieng.toml"), today=scene.TODAY)


def test_a_round_remembers_whether_it_asks_the_quick_question(database: Database) -> None:
    with database.writing() as db:
        scene.province(db)
        assert scene.opened(db, quick=True).quick
        assert not scene.opened(db, "h", frame="household").quick
    with database.reading() as db:
        assert {one.code: one.quick for one in rounds.all_rounds(db)} == {"2026": True, "h": False}


def test_a_questionnaire_without_the_question_refuses_it(database: Database) -> None:
    with database.writing() as db:
        without_question(db)
    with pytest.raises(Refusal) as refused, database.writing() as db:
        scene.opened(db, questionnaire="rieng-2026", quick=True)
    assert str(refused.value) == "Mẫu phiếu rieng-2026 không có câu hỏi nhanh."


def test_a_household_round_refuses_it(database: Database) -> None:
    with pytest.raises(Refusal) as refused, database.writing() as db:
        scene.opened(db, frame="household", quick=True)
    assert "nơi giải quyết thủ tục" in str(refused.value)


def test_an_answer_is_counted_once_whatever_is_sent_again(database: Database) -> None:
    with database.writing() as db:
        door = opened(db)
    assert quick.keep(database, door, id=ID, level=4, day=scene.TODAY)
    for level in (4, 1):
        assert not quick.keep(database, door, id=ID, level=level, day=scene.TODAY)
    with database.reading() as db:
        assert door.round is not None
        assert counts.people(db, door.round.id, door.desk.agency_id) == (0, 0, 0, 1, 0)


def test_the_same_form_sent_at_one_moment_counts_once_and_others_all_count(
    database: Database,
) -> None:
    with database.writing() as db:
        door = opened(db)
    new: list[bool] = []
    together = threading.Barrier(16)

    def taps(id: bytes) -> None:
        together.wait()
        new.append(quick.keep(database, door, id=id, level=3, day=scene.TODAY))

    ids = [ID] * 8 + [bytes([number]) * 16 for number in range(100, 108)]
    everybody = [threading.Thread(target=taps, args=(id,)) for id in ids]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()
    assert sorted(new) == [False] * 7 + [True] * 9
    with database.reading() as db:
        assert door.round is not None
        assert counts.people(db, door.round.id, door.desk.agency_id) == (0, 0, 9, 0, 0)


def test_an_answer_is_never_among_the_sheets(database: Database) -> None:
    with database.writing() as db:
        door = opened(db)
    quick.keep(database, door, id=ID, level=5, day=scene.TODAY)
    with database.reading() as db:
        for table in ("response", "tally", "day_count", "comment"):
            assert db.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0
