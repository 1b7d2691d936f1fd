"""Provisional figures: who may explain what until when, and the answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from survey import report, store
from survey.report import BadExplanation, NotThere
from survey.store import Connection, Database
from survey.store.rounds import BadRound, Round
from tests.report.scene import answered, found, opened, people

DAY = date(2026, 12, 31)
UNTIL = DAY + timedelta(days=10)


def provisional(db: Connection) -> Round:
    found(db, "A Sở A", "B Sở B")
    this = opened(db)
    answered(db, this, "A", people(10, 20))
    answered(db, this, "B", people(3))
    report.close(db, this, day=DAY, person="x")
    report.provisional(db, store.rounds.need(db, "2026"), until=UNTIL, day=DAY, person="quan.tri")
    return store.rounds.need(db, "2026")


def body(db: Connection, code: str) -> int:
    return store.agencies.need(db, code, DAY).id


def says(db: Connection, code: str, item: str, text: str = "Thiếu ghế.", day: date = UNTIL) -> None:
    this = store.rounds.need(db, "2026")
    report.explain(db, this, agency=body(db, code), item=item, text=text, day=day, person="can.bo")


def answers(db: Connection, code: str, item: str, text: str = "Đã ghi nhận.") -> None:
    this = store.rounds.need(db, "2026")
    who = body(db, code)
    report.answer(db, this, agency=who, item=item, text=text, day=UNTIL, person="tong.hop")


def test_what_bodies_explain_and_what_they_are_answered_goes_into_the_annex(
    database: Database,
) -> None:
    with database.writing() as db:
        this = provisional(db)
        assert (this.state, store.rounds.until(db, this.id)) == ("provisional", UNTIL)
        assert report.explained(db, this) == []
        says(db, "B", "q25")
        says(db, "A", "q31", "  Hai dòng:\r\nmột, hai. \n")
        says(db, "A", "q24", "x" * 2000)
        answers(db, "A", "q31", "Đồng ý.")
        assert store.explanations.waiting(db, this.id) == 2
        annex = report.explained(db, this)
        assert [(one.row.agency, one.row.id) for one in annex] == [
            ("A", "q24"),
            ("A", "q31"),
            ("B", "q25"),
        ]
        told = annex[1].said
        assert told is not None
        assert (told.text, told.person, told.day) == ("Hai dòng:\nmột, hai.", "can.bo", UNTIL)
        assert (told.answer, told.answered_by) == ("Đồng ý.", "tong.hop")
        assert (annex[1].ref, str(annex[1].row.percent)) == ("31", "33.33")
        assert annex[2].row.hidden == "few"
        assert annex[2].said is not None
        assert annex[2].said.answer is None
        own = report.explained(db, this, body=store.agencies.need(db, "A", DAY))
        assert len(own) == 16
        assert sum(one.said is not None for one in own) == 2


def test_each_criterion_is_explained_once_and_answered_once(database: Database) -> None:
    with database.writing() as db:
        this = provisional(db)
        says(db, "A", "q24", "Lần một.")
        with pytest.raises(BadExplanation, match="đã có giải trình"):
            says(db, "A", "q24", "Lần hai.")
        answers(db, "A", "q24")
        for item in ("q24", "q25"):
            with pytest.raises(BadExplanation, match="đã có người trả lời"):
                answers(db, "A", item)
        (only,) = report.explained(db, this)
        assert only.said is not None
        assert only.said.text == "Lần một."


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_nothing_is_explained_too_late_too_long_or_in_no_words(database: Database) -> None:
    with database.writing() as db:
        provisional(db)
        with pytest.raises(BadExplanation, match="hết hạn"):
            says(db, "A", "q24", day=UNTIL + timedelta(days=1))
        with pytest.raises(NotThere, match="q99"):
            says(db, "A", "q99")
        for text in ("", " \r\n "):
            with pytest.raises(BadExplanation, match="Xin ghi nội dung"):
                says(db, "A", "q24", text)
        with pytest.raises(BadExplanation, match="2001 ký tự"):
            says(db, "A", "q24", "x" * 2001)
        says(db, "A", "q24")
        with pytest.raises(BadExplanation, match="Xin ghi nội dung"):
            answers(db, "A", "q24", " ")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_before_closing_and_after_publishing_nobody_explains(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        with pytest.raises(BadRound, match="đã kết thúc thu phiếu"):
            report.provisional(db, this, until=UNTIL, day=DAY, person="x")
        report.close(db, this, day=DAY, person="x")
        this = store.rounds.need(db, "2026")
        with pytest.raises(BadExplanation, match="không nhận giải trình"):
            says(db, "A", "q24")
        with pytest.raises(BadRound, match="không được trước ngày hôm nay"):
            report.provisional(db, this, until=DAY, day=UNTIL, person="x")
        report.provisional(db, this, until=DAY, day=DAY, person="x")
        says(db, "A", "q24", day=DAY)
        store.rounds.enter(db, this.id, "published", DAY, "x")
        with pytest.raises(BadExplanation, match="không nhận giải trình"):
            says(db, "A", "q25", day=DAY)
        with pytest.raises(BadExplanation, match="không trả lời được nữa"):
            answers(db, "A", "q24")
        this = store.rounds.need(db, "2026")
        with pytest.raises(BadRound, match="chưa công bố"):
            report.provisional(db, this, until=UNTIL, day=DAY, person="x")
