from __future__ import annotations

from datetime import date

import pytest

from survey.intake import doors
from survey.intake.doors import NoSuchPoster, RetiredPoster
from survey.store import desks, rounds
from survey.store.connection import Database
from tests import scene


def test_a_poster_asks_the_round_of_its_body(database: Database) -> None:
    this, counters = scene.made(database)
    with database.reading() as db:
        found = [doors.at(db, str(desk.poster_code), scene.TODAY) for desk in counters]

    assert [door.desk for door in found] == counters
    assert {door.round for door in found} == {this}
    assert {door.questionnaire for door in found} == {scene.sheet()}
    assert found[0].questionnaire is found[1].questionnaire  # read once
    assert found[1].desk.decider_code == "S1"
    assert (found[0].channel, found[0].desk.agency_name) == ("poster", "Xã Mường 1")


def test_with_no_round_the_door_says_when_the_next_begins(database: Database) -> None:
    this, (desk, *_) = scene.made(database)
    with database.reading() as db:
        early = doors.at(db, str(desk.poster_code), date(2026, 10, 1))
        late = doors.at(db, str(desk.poster_code), date(2027, 1, 1))

    assert (early.round, early.questionnaire, early.coming) == (None, None, this)
    assert (late.round, late.coming) == (None, None)


def test_a_code_that_never_was_is_refused(database: Database) -> None:
    scene.made(database)
    with database.reading() as db, pytest.raises(NoSuchPoster):
        doors.at(db, "000000", scene.TODAY)
    with database.reading() as db, pytest.raises(NoSuchPoster):
        doors.held_open(db, "000000", 1, scene.TODAY)


def test_a_replaced_poster_says_so_and_its_open_forms_still_go_in(database: Database) -> None:
    this, (desk, *_) = scene.made(database)
    old = str(desk.poster_code)
    with database.writing() as db:
        new = desks.replace_poster(db, desk.id, scene.TODAY)

    with database.reading() as db:
        assert doors.at(db, new, scene.TODAY).round == this
        with pytest.raises(RetiredPoster):
            doors.at(db, old, scene.TODAY)
        assert doors.held_open(db, old, this.id, scene.TODAY).round == this


def test_a_closed_desk_is_a_retired_poster(database: Database) -> None:
    _, (desk, *_) = scene.made(database)
    with database.writing() as db:
        desks.close(db, desk.id, date(2026, 11, 24))

    with database.reading() as db, pytest.raises(RetiredPoster):
        doors.at(db, str(desk.poster_code), scene.TODAY)


def test_a_form_belongs_to_its_round_also_when_that_is_closed(database: Database) -> None:
    this, (desk, *_) = scene.made(database)
    with database.writing() as db:
        rounds.close(db, this.id, scene.TODAY, "an")

    with database.reading() as db:
        assert doors.at(db, str(desk.poster_code), scene.TODAY).round is None
        held = doors.held_open(db, str(desk.poster_code), this.id, scene.TODAY)
        assert held.questionnaire == scene.sheet()
        with pytest.raises(NoSuchPoster):
            doors.held_open(db, str(desk.poster_code), 99, scene.TODAY)
