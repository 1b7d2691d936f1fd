from __future__ import annotations

from survey.store import comments, tables
from survey.store.comments import Comment
from survey.store.connection import Database
from survey.store.keys import fold
from tests import scene


def said(database: Database, *texts: str) -> int:
    this, counters = scene.made(database)
    with database.writing() as db:
        for number, text in enumerate(texts, 1):
            agency = counters[0 if number % 2 else -1].agency_id
            id_, week = number.to_bytes(16, "big"), f"2026-W{46 + number}"
            comments.add(db, Comment(id_, this.id, agency, week, text, fold(text)))
    return this.id


def test_a_comment_is_found_by_its_week_and_body(database: Database) -> None:
    round_id = said(database, "Chờ lâu", "Rất tốt", "Cảm ơn")

    with database.reading() as db:
        all_ = comments.read(db, round_id, through="2026-W49")
        assert [one.text for one in all_] == ["Chờ lâu", "Rất tốt", "Cảm ơn"]
        early = comments.read(db, round_id, through="2026-W48")
        assert [one.text for one in early] == ["Chờ lâu", "Rất tốt"]
        of_one = {"through": "2026-W49", "agency_ids": [all_[1].agency]}
        assert comments.read(db, round_id, **of_one) == [all_[1]]  # type: ignore[arg-type]
        assert comments.count(db, round_id, **of_one) == 1  # type: ignore[arg-type]


def test_searching_forgives_accents_and_takes_signs_as_they_are(database: Database) -> None:
    round_id = said(database, "Chờ lâu", "Hòa nhã", "Đúng 100%")

    with database.reading() as db:

        def found(words: str) -> list[str]:
            hits = comments.read(db, round_id, through="2026-W53", words=fold(words))
            return [one.text for one in hits]

        assert found("cho LAU") == ["Chờ lâu"]
        assert found("hoà") == ["Hòa nhã"]
        assert found("đung 100") == ["Đúng 100%"]
        assert comments.read(db, round_id, through="2026-W53", words="%") == []
        assert comments.count(db, round_id, through="2026-W53", words="lau") == 1


def test_pages_follow_the_random_ids(database: Database) -> None:
    round_id = said(database, "a", "b", "c")

    with database.reading() as db:
        first = comments.read(db, round_id, through="2026-W53", most=2)
        rest = comments.read(db, round_id, through="2026-W53", most=2, after=first[-1].id)
    assert [one.text for one in first + rest] == ["a", "b", "c"]


def test_the_life_of_a_comment_is_rows(database: Database) -> None:
    said(database, "a")
    id_ = (1).to_bytes(16, "big")

    with database.writing() as db:
        assert comments.state_of(db, id_) is None
        comments.step(db, id_, "shown", day=scene.TODAY, person="an")
        comments.step(db, id_, "hidden", day=scene.TODAY, person="bình", reason="tên người")
        assert comments.state_of(db, id_) == "hidden"


def test_a_comment_has_no_room_for_a_desk_a_day_or_a_sheet() -> None:
    assert [column.name for column in tables.comment.columns] == [
        "id",
        "round",
        "agency",
        "week",
        "text",
        "search_key",
    ]
