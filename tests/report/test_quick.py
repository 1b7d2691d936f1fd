"""The one overall question in reports: apart from every index, and never moving by one person."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from survey import export, report, store
from survey.report.quick import QuickReport, quick_report
from survey.store.connection import Connection, Database
from survey.store.rounds import Round
from tests.report import scene
from tests.report.asked import province, said

ENDED = date(2026, 11, 23)
SHOWN = ENDED + timedelta(days=2)


def told(db: Connection, this: Round, agency: str, today: date) -> QuickReport | None:
    body = store.agencies.need(db, agency, this.last)
    return quick_report(db, store.rounds.need(db, this.code), body, today=today)


def test_people_are_told_by_level_once_no_answer_can_come_any_more(database: Database) -> None:
    with database.writing() as db:
        this = province(db)
        said(db, this, "A", "1", 5, 5, 5, 5, 4, 4, 1)
        said(db, this, "A", "2", 5, 3, 3)
        said(db, this, "B", "1", *[5] * 30)
        open_yet = told(db, this, "A", this.last)
        report.close(db, this, day=ENDED, person="x")
        days = [told(db, this, "A", ENDED + timedelta(days=by)) for by in range(3)]
    assert open_yet is not None
    assert (open_yet.since, open_yet.settled, open_yet.people) == (None, False, None)
    shown = [(one.since, one.settled, one.people) for one in days if one]
    assert shown == [
        (SHOWN, False, None),
        (SHOWN, False, None),
        (SHOWN, True, (1, 0, 2, 2, 5)),
    ]
    assert open_yet.text == "Nói chung, Ông/Bà hài lòng thế nào về lần làm thủ tục này?"


def test_a_round_that_is_closed_long_after_its_last_day_waits_no_longer(database: Database) -> None:
    with database.writing() as db:
        this = province(db, last=ENDED)
        said(db, this, "A", "1", *[4] * 10)
        report.close(db, this, day=ENDED + timedelta(days=9), person="x")
        found = told(db, this, "A", ENDED + timedelta(days=9))
    assert found is not None
    assert (found.since, found.people) == (SHOWN, (0, 0, 0, 10, 0))


def test_of_fewer_than_ten_people_nothing_is_told(database: Database) -> None:
    with database.writing() as db:
        this = province(db)
        said(db, this, "A", "1", *[5] * 9)
        report.close(db, this, day=ENDED, person="x")
        few, none = told(db, this, "A", SHOWN), told(db, this, "B", SHOWN)
    assert few is not None
    assert few.settled
    assert few == none, "nine and nobody look alike"


def test_a_round_without_the_question_tells_nothing(database: Database) -> None:
    with database.writing() as db:
        this = province(db, quick=False)
        report.close(db, this, day=ENDED, person="x")
        assert told(db, this, "A", SHOWN) is None


def test_no_index_and_no_file_knows_of_the_question(database: Database) -> None:
    with database.writing() as db:
        this = province(db)
        scene.answered(db, this, "A", scene.people(30, 10))
        report.close(db, this, day=ENDED, person="x")
        before = [asdict(row) for row in report.index_rows(db, this)]
        files = [export.indices(db, this, form, say=str) for form in ("csv", "json")]
        said(db, this, "A", "1", *[1] * 200)
        assert [asdict(row) for row in report.index_rows(db, this)] == before
        assert [export.indices(db, this, form, say=str) for form in ("csv", "json")] == files
