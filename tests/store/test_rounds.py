from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event

from survey.store import desks, form_version, rounds
from survey.store.connection import Database
from survey.store.rounds import BadRound, NoSuchRound, Overlap
from tests import scene


def agency_of(database: Database, code: str) -> int:
    with database.reading() as db:
        return next(
            desk.agency_id for desk in desks.list_desks(db, scene.TODAY) if desk.agency_code == code
        )


def test_a_round_is_read_back_as_it_was_opened(database: Database) -> None:
    with database.writing() as db:
        scene.province(db)
        made = scene.opened(db, title="Đợt cuối năm", agencies=["X1"], rank_channels=["poster"])

    with database.reading() as db:
        found = rounds.need(db, "2026")
        assert found == made == rounds.by_id(db, made.id) == rounds.all_rounds(db)[0]
    assert (found.title, found.state, found.frame) == ("Đợt cuối năm", "open", "desk")
    assert (found.family, found.rank_channels) == ("sipas-2023-service", ("poster",))
    x1, x2 = agency_of(database, "X1"), agency_of(database, "X2")
    assert (found.covers(x1), found.covers(x2)) == (True, False)


def test_a_round_over_everybody_covers_bodies_that_come_later(database: Database) -> None:
    made, _ = scene.made(database)

    assert made.agencies is None
    assert made.covers(999)


def test_a_poster_asks_a_round_on_its_days_only(database: Database) -> None:
    made, _ = scene.made(database)
    x1 = agency_of(database, "X1")

    with database.reading() as db:
        asked = {
            day: rounds.asked(db, x1, day)
            for day in (date(2026, 11, 1), scene.FIRST, scene.LAST, date(2027, 1, 1))
        }
        assert [day for day, found in asked.items() if found] == [scene.FIRST, scene.LAST]
        assert rounds.next_for(db, x1, date(2026, 11, 1)) == made
        assert rounds.next_for(db, x1, scene.FIRST) is None


def test_a_closed_round_is_asked_no_longer(database: Database) -> None:
    made, _ = scene.made(database)
    x1 = agency_of(database, "X1")

    with database.writing() as db:
        before = form_version.read(db)
        rounds.close(db, made.id, scene.TODAY, "bình")
        assert form_version.read(db) > before
        assert rounds.asked(db, x1, scene.TODAY) is None
        assert rounds.need(db, "2026").state == "closed"
        assert rounds.steps(db, made.id) == [
            ("open", scene.FIRST, "an"),
            ("closed", scene.TODAY, "bình"),
        ]


def test_a_round_never_goes_back(database: Database) -> None:
    made, _ = scene.made(database)
    with database.writing() as db:
        rounds.close(db, made.id, scene.TODAY, "an")

    with pytest.raises(BadRound), database.writing() as db:
        rounds.close(db, made.id, scene.TODAY, "an")
    with database.reading() as db:
        assert not rounds.is_final(rounds.need(db, "2026"))


def test_a_second_round_at_a_desk_is_refused_and_named(database: Database) -> None:
    with database.writing() as db:
        scene.province(db)
        scene.opened(db, title="Quý IV", agencies=["X1"])

    with pytest.raises(Overlap) as refused, database.writing() as db:
        scene.opened(db, "b", first=scene.LAST, last=date(2027, 1, 31))

    assert refused.value.values == {
        "agency": "Xã Mường 1",
        "title": "Quý IV",
        "last": scene.LAST,
    }
    with pytest.raises(Overlap), database.writing() as db:
        scene.opened(db, "b", agencies=["X2", "X1"])
    with database.reading() as db:
        assert [found.code for found in rounds.all_rounds(db)] == ["2026"]


def test_two_rounds_over_everybody_are_refused_without_naming_a_body(database: Database) -> None:
    scene.made(database)

    with pytest.raises(Overlap) as refused, database.writing() as db:
        scene.opened(db, "b")

    assert "agency" not in refused.value.values


@pytest.mark.parametrize(
    "changed",
    [
        {"first": date(2027, 1, 1), "last": date(2027, 1, 31)},
        {"agencies": ["X2"]},
        {"frame": "household"},
    ],
    ids=["other days", "other bodies", "households"],
)
def test_a_round_that_meets_nobody_twice_may_stand_beside(
    database: Database, changed: dict[str, object]
) -> None:
    with database.writing() as db:
        scene.province(db)
        scene.opened(db, agencies=["X1"])
        scene.opened(db, "b", **changed)


def test_a_closed_round_is_in_nobodys_way(database: Database) -> None:
    made, _ = scene.made(database)

    with database.writing() as db:
        rounds.close(db, made.id, scene.TODAY, "an")
        again = scene.opened(db, "b")
        assert rounds.asked(db, agency_of(database, "X1"), scene.TODAY) == again


def test_posters_never_ask_a_household_round(database: Database) -> None:
    with database.writing() as db:
        scene.province(db)
        scene.opened(db, frame="household")
    x1 = agency_of(database, "X1")

    with database.reading() as db:
        assert rounds.asked(db, x1, scene.TODAY) is None
        assert rounds.next_for(db, x1, date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "đợt 1"},
        {"code": ""},
        {"code": "a" * 33},
        {"first": scene.LAST, "last": scene.FIRST},
        {"frame": "street"},
        {"agencies": ["X1", "X9"]},
    ],
    ids=lambda changed: str(changed),
)
def test_what_cannot_be_a_round_is_refused(database: Database, changed: dict[str, object]) -> None:
    with database.writing() as db:
        scene.province(db)
    with pytest.raises(BadRound), database.writing() as db:
        scene.opened(db, **({"code": "2026"} | changed))  # type: ignore[arg-type]
    with database.reading() as db:
        assert rounds.all_rounds(db) == []


def test_a_code_is_used_once(database: Database) -> None:
    scene.made(database)

    with pytest.raises(BadRound), database.writing() as db:
        scene.opened(db, frame="household")
    with pytest.raises(NoSuchRound), database.reading() as db:
        rounds.need(db, "2025")


def test_the_round_before_is_of_the_same_family_and_frame(database: Database) -> None:
    def days(year: int) -> dict[str, object]:
        return {"first": date(year, 11, 1), "last": date(year, 11, 30)}

    with database.writing() as db:
        scene.province(db)
        scene.opened(db, "2023", **days(2023))
        last = scene.opened(db, "2024", **days(2024))
        scene.opened(db, "home", frame="household", **days(2025))
        scene.opened(db, "full", questionnaire="sipas-2023", agencies=["X2"], **days(2025))
        this = scene.opened(db, "2026", **days(2026))

        assert rounds.previous(db, this) == last
        assert rounds.previous(db, rounds.need(db, "2023")) is None


def test_what_a_poster_asks_takes_three_statements_at_most(database: Database) -> None:
    scene.made(database)
    x1 = agency_of(database, "X1")
    said: list[str] = []

    with database.reading() as db:
        event.listen(db, "before_cursor_execute", lambda *about: said.append(about[2]))
        assert rounds.asked(db, x1, scene.TODAY)

    assert len(said) <= 3


@pytest.mark.parametrize("code", ["mo", "cach-tinh", ".", ".."])
def test_a_round_cannot_take_the_address_of_a_page(database: Database, code: str) -> None:
    with database.writing() as db:
        scene.province(db)
        with pytest.raises(BadRound) as refused:
            scene.opened(db, code)
    assert refused.value.values["code"] == code
