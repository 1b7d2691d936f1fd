"""What may be read of comments: not before nothing can join them, and never a few of a body."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from survey import report, store, topics
from survey.report import NoComments
from survey.store import Connection, Database
from survey.store.keys import fold
from survey.store.rounds import Round
from survey.topics import keywords, known, topics_of
from tests.said import LAST, SHOWN, WEEK, all_of, begun, closed, does, published, wrote


def test_an_open_round_has_no_comments(database: Database) -> None:
    with database.writing() as db:
        this = begun(db)
        wrote(db, this, "A", ["Góp ý"] * 30, week="2026-W10")
        assert report.comments.shown_from(db, this) is None
        for readable in (report.comments.to_review, report.comments.published):
            with pytest.raises(NoComments, match="đã kết thúc"):
                readable(db, this, SHOWN)
        with pytest.raises(NoComments):
            report.comments.for_a_file(db, this, SHOWN)


def test_comments_are_read_a_week_after_the_last_could_come(database: Database) -> None:
    with database.writing() as db:
        this = closed(db, A=10)
        assert report.comments.shown_from(db, this) == SHOWN
        with pytest.raises(NoComments, match="xem được từ ngày"):
            report.comments.to_review(db, this, SHOWN - timedelta(days=1))
        assert report.comments.to_review(db, this, SHOWN).wanted.through == "2026-W47"


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 20), date(2026, 11, 29)),  # Friday: till Sunday, in the same week
        (date(2026, 11, 21), date(2026, 12, 6)),  # Saturday: till Monday, in the next
    ],
)
def test_a_form_open_at_the_end_may_come_a_day_later(
    database: Database, day: date, first: date
) -> None:
    with database.writing() as db:
        this = begun(db)
        report.close(db, this, day=day, person="x")
        assert report.comments.shown_from(db, this) == first


def test_less_than_ten_comments_are_none(database: Database) -> None:
    with database.writing() as db:
        this = closed(db, A=9)
        with pytest.raises(NoComments, match="Chưa đủ"):
            report.comments.to_review(db, this, SHOWN)
        wrote(db, this, "B", ["Góp ý"])
        assert report.comments.to_review(db, this, SHOWN)


def test_a_body_reads_its_published_comments_from_ten_on(database: Database) -> None:
    with database.writing() as db:
        this = closed(db, A=12, B=12)
        own = frozenset({store.agencies.need(db, "A", LAST).id})
        published(db, this, "A", 9)
        published(db, this, "B")
        with pytest.raises(NoComments):
            report.comments.published(db, this, SHOWN, only=own)
        ids = published(db, this, "A", 10)
        found = report.comments.published(db, this, SHOWN, only=own)
        assert [one.id for one in store.comments.read(db, found.wanted)] == ids
        assert [body.code for body in found.bodies.values()] == ["A"]


def test_what_is_flagged_or_hidden_leaves_the_body_nothing(database: Database) -> None:
    with database.writing() as db:
        this = closed(db, A=11)
        own = frozenset({store.agencies.need(db, "A", LAST).id})
        first, second, *_ = published(db, this, "A")
        does(db, "flag", first)
        found = report.comments.published(db, this, SHOWN, only=own)
        assert store.comments.count(db, found.wanted) == 10
        assert report.comments.subjects(db, found).comments == 10
        assert len(report.comments.for_a_file(db, this, SHOWN, only=own)) == 10
        does(db, "hide", second, reason="insult")
        with pytest.raises(NoComments):
            report.comments.published(db, this, SHOWN, only=own)
        with pytest.raises(NoComments):
            report.comments.for_a_file(db, this, SHOWN, only=own)


def test_a_file_names_no_body_with_fewer_than_ten(database: Database) -> None:
    with database.writing() as db:
        this = closed(db, A=12, B=12)
        published(db, this, "A")
        published(db, this, "B", 9)
        told = report.comments.for_a_file(db, this, SHOWN)
        assert {one.agency and one.agency.code for one in told} == {"A"}, "nine would be B's"
        assert {one.week for one in told} == {WEEK}
        for one in all_of(db, this, "A")[2:]:
            does(db, "undo", one.id)
        published(db, this, "B", 9)
        told = report.comments.for_a_file(db, this, SHOWN)
        assert len(told) == 11, "2 of A and 9 of B, together"
        assert {(one.agency, one.week) for one in told} == {(None, "")}
        published(db, this, "B", 10)
        told = report.comments.for_a_file(db, this, SHOWN)
        assert {one.agency and one.agency.code for one in told} == {"B"}


def test_a_body_takes_its_comments_without_the_week(database: Database) -> None:
    with database.writing() as db:
        this = closed(db, A=10)
        published(db, this, "A")
        own = frozenset({store.agencies.need(db, "A", LAST).id})
        told = report.comments.for_a_file(db, this, SHOWN, only=own)
        assert {one.week for one in told} == {""}


def test_topics_and_words_count_published_comments_from_five_on(database: Database) -> None:
    with database.writing() as db:
        this = begun(db)
        wrote(db, this, "A", ["Chờ lâu, thái độ tốt"] * 5 + ["cho lau"] * 3 + ["Trễ hẹn"] * 4)
        wrote(db, this, "A", ["Chờ lâu"])
        report.close(db, this, day=LAST, person="x")
        found = report.comments.to_review(db, this, SHOWN)
        published(db, this, "A", 9)
        with pytest.raises(NoComments):
            report.comments.subjects(db, found)
        published(db, this, "A", 12)
        told = report.comments.subjects(db, found)
    many = {topic.id: count for topic, count in told.topics}
    assert told.comments == 12, "one waits"
    assert (many["waiting"], many["manner"], many["result"], many["fees"]) == (8, 5, None, None)
    assert told.words == (("chờ lâu", 8), ("độ tốt", 5), ("thái độ", 5))


def test_counts_follow_every_act_and_are_those_of_the_texts(database: Database) -> None:
    with database.writing() as db:
        this = begun(db)
        wrote(db, this, "A", ["Chờ lâu, thái độ tốt", "cho lau", "Trễ hẹn, gọi chị Mai"] * 6)
        report.close(db, this, day=LAST, person="x")
        published(db, this, "A")
        every = [one.id for one in all_of(db, this, "A")]
        does(db, "hide", every[0], reason="insult")
        does(db, "mask", every[2], phrase="chị mai")
        does(db, "undo", every[3])
        does(db, "flag", every[4])
        kept = _subjects(db, this)
        words = [one for one in store.spoken.words(db, this.id, fewest=1) if "chị mai" in one]
        assert store.spoken.counted(db, this.id) == {topics.rule(): 15}
        store.spoken.forget(db, this.id)
        assert _subjects(db, this) == kept, "the texts say the same"
        assert words == [{"chị mai": 5}], "nothing of the one that was masked"
        # As where comments were published before there were counts.
        published(db, this, "A", 1)
        assert store.spoken.counted(db, this.id) == {topics.rule(): 16}
        does(db, "undo", *(one.id for one in all_of(db, this, "A") if one.state == "published"))
        assert list(store.spoken.words(db, this.id, fewest=1)) == []


def _subjects(db: Connection, this: Round) -> report.Subjects:
    return report.comments.subjects(db, report.comments.to_review(db, this, SHOWN))


def test_what_is_remembered_of_a_body_ends_with_the_next_step(database: Database) -> None:
    with database.writing() as db:
        this = begun(db)
        wrote(db, this, "A", ["Chờ lâu"] * 12)
        report.close(db, this, day=LAST, person="x")
        published(db, this, "A", 11)
        own = {store.agencies.need(db, "A", LAST).id}

    def told() -> tuple[int, int | None]:
        with database.reading() as db:
            found = report.comments.published(db, this, SHOWN, only=own)
            subjects = report.comments.subjects(db, found)
        return subjects.comments, {topic.id: n for topic, n in subjects.topics}["waiting"]

    assert told() == told() == (11, 11)
    with database.writing() as db:
        published(db, this, "A", 12)
    assert told() == (12, 12)


def test_counts_that_do_not_fit_the_comments_are_not_believed(database: Database) -> None:
    with database.writing() as db:
        this = closed(db, A=12)
        ids = published(db, this, "A")
        # A row that no act of a reviewer wrote.
        store.comments.step(db, ids[0], "hidden", day=SHOWN, person="x", reason="insult")
        assert store.spoken.counted(db, this.id) == {topics.rule(): 12}
        assert _subjects(db, this).comments == 11


def test_topics_are_found_with_and_without_accents_as_whole_words() -> None:
    assert topics_of(fold("THÁI ĐỘ")) == topics_of("thai do") == ("manner",)
    assert topics_of(fold("thái độc")) == ()
    assert topics_of(fold("Lệ phí cao, chờ lâu")) == ("waiting", "fees")


def test_each_topic_has_a_name_in_both_languages_and_phrases() -> None:
    for topic in known():
        assert topic.called("en") != topic.called("vi")
        assert topic.called("xx") == topic.called("vi")
        assert topic.phrases
        assert all(phrase == fold(phrase) and phrase for phrase in topic.phrases)


def test_keywords_leave_out_small_words_marks_and_what_a_full_stop_parts() -> None:
    texts = ["Tôi và ghế. Ngồi [đã che] chờ", "toi va ghe"] * 3
    assert keywords(texts, fewest=2, most=9) == []
    assert keywords(["ghế ngồi"] * 3, fewest=4, most=9) == []
