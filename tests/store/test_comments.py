from __future__ import annotations

from survey.store import comments, tables
from survey.store.comments import MASKED, PUBLISHED, WAITING, Comment, Wanted
from survey.store.connection import Connection, Database
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
        all_ = comments.read(db, Wanted(round_id, "2026-W49"))
        assert [one.text for one in all_] == ["Chờ lâu", "Rất tốt", "Cảm ơn"]
        early = comments.read(db, Wanted(round_id, "2026-W48"))
        assert [one.text for one in early] == ["Chờ lâu", "Rất tốt"]
        of_one = Wanted(round_id, "2026-W49", agency_ids=[all_[1].agency])
        assert comments.read(db, of_one) == [all_[1]]
        assert comments.count(db, of_one) == 1
        assert comments.counts(db, Wanted(round_id, "2026-W49")) == {
            (all_[0].agency, WAITING): 2,
            (all_[1].agency, WAITING): 1,
        }


def test_searching_forgives_accents_and_takes_signs_as_they_are(database: Database) -> None:
    round_id = said(database, "Chờ lâu", "Hòa nhã", "Đúng 100%")

    with database.reading() as db:

        def found(words: str) -> list[str]:
            hits = comments.read(db, Wanted(round_id, "2026-W53", words=fold(words)))
            return [one.text for one in hits]

        assert found("cho LAU") == ["Chờ lâu"]
        assert found("hoà") == ["Hòa nhã"]
        assert found("đung 100") == ["Đúng 100%"]
        assert comments.read(db, Wanted(round_id, "2026-W53", words="%")) == []
        assert comments.count(db, Wanted(round_id, "2026-W53", words="lau")) == 1


def test_a_phrase_is_found_as_whole_words(database: Database) -> None:
    round_id = said(database, "Lệ phí cao", "Phí", "Lệ phía sau")

    with database.reading() as db:
        hits = comments.read(db, Wanted(round_id, "2026-W53", phrases={"le phi", "khong co"}))
        assert [one.text for one in hits] == ["Lệ phí cao"]


def test_pages_follow_the_random_ids(database: Database) -> None:
    round_id = said(database, "a", "b", "c")

    with database.reading() as db:
        first = comments.read(db, Wanted(round_id, "2026-W53"), most=2)
        rest = comments.read(db, Wanted(round_id, "2026-W53"), most=2, skip=2)
    assert [one.text for one in first + rest] == ["a", "b", "c"]


def test_the_life_of_a_comment_is_rows(database: Database) -> None:
    round_id = said(database, "a", "b")
    id_ = (1).to_bytes(16, "big")

    def states(db: Connection) -> list[str]:
        return [one.state for one in comments.read(db, Wanted(round_id, "2026-W53"))]

    with database.writing() as db:
        assert states(db) == [WAITING, WAITING]
        comments.step(db, id_, PUBLISHED, day=scene.TODAY, person="an")
        comments.step(db, id_, MASKED, day=scene.TODAY, person="an")
        assert states(db) == [PUBLISHED, WAITING], "masking leaves a comment where it was"
        comments.step(db, id_, "hidden", day=scene.TODAY, person="bình", reason="insult")
        found = comments.judged(db, id_)
        assert found is not None
        assert (found.state, found.reason) == ("hidden", "insult")
        wanted = Wanted(round_id, "2026-W53")
        assert sorted(state for _body, state in comments.counts(db, wanted)) == ["hidden", WAITING]
        assert comments.count(db, wanted._replace(states=[WAITING])) == 1
        comments.step(db, id_, WAITING, day=scene.TODAY, person="an")
        assert states(db) == [WAITING, WAITING]


def test_a_rewritten_text_leaves_nothing_of_the_one_before(database: Database) -> None:
    round_id = said(database, "Chị Mai giúp")
    with database.writing() as db:
        comments.rewrite(db, (1).to_bytes(16, "big"), "[đã che] giúp")
        assert comments.read(db, Wanted(round_id, "2026-W53", words="mai")) == []
        (one,) = comments.read(db, Wanted(round_id, "2026-W53", words="giup"))
        assert one.text == "[đã che] giúp"


def test_a_comment_has_no_room_for_a_desk_a_day_or_a_sheet() -> None:
    assert [column.name for column in tables.comment.columns] == [
        "id",
        "round",
        "agency",
        "week",
        "text",
        "search_key",
    ]
