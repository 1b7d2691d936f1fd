"""The section of a body's page on the quick question: when it shows figures, and what it says."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from flask import Flask

from survey import report, store
from survey.store import rounds
from survey.web import here
from tests.people import Clock, Staff
from tests.report import scene
from tests.report.asked import province, said

CLOSED = date(2026, 11, 23)
PICTURE = "/tong-hop/2026/A/bieu-do/cau-hoi-nhanh.svg"
APART = "Câu hỏi nhanh, tính riêng, không nằm trong chỉ số"


@pytest.fixture
def analyst(app: Flask) -> Staff:
    """An analyst; of two bodies one has 13 quick answers and 40 sheets, the other 9 and none."""
    with here.place(app).database.writing() as db:
        this = province(db)
        scene.answered(db, this, "A", scene.people(30, 10))
        said(db, this, "A", "1", *[5] * 8, 4, 4, 3, 1)
        said(db, this, "A", "2", 1)
        said(db, this, "B", "1", *[5] * 9)
        report.freeze(db, this, day=CLOSED, person="x", everything=True)
    return Staff(app, "analyst").signs_in()


def closes(app: Flask) -> None:
    with here.place(app).database.writing() as db:
        report.close(db, rounds.need(db, "2026"), day=CLOSED, person="x")


def test_while_a_round_is_open_the_page_says_when_figures_come(analyst: Staff) -> None:
    analyst.opens("/tong-hop/2026/A")
    analyst.reads(APART, "Số liệu hiện khi đợt đã kết thúc thu phiếu")
    analyst.reads_nothing_of("người trả lời", "61,5")


def test_once_no_answer_can_come_the_page_shows_every_level(
    app: Flask, analyst: Staff, watch: Clock
) -> None:
    closes(app)
    assert PICTURE not in analyst.opens("/tong-hop/2026/A").text
    analyst.reads(APART, "Số liệu hiện từ ngày 25/11/2026").reads_nothing_of("61,5")
    analyst.opens(PICTURE, 404)
    watch.moves(days=2)
    assert PICTURE in analyst.signs_in().opens("/tong-hop/2026/A").text
    analyst.reads(APART, "13 người trả lời", "5. Rất hài lòng 61,5 8", "2. Không hài lòng 0,0 0")
    analyst.reads("1. Rất không hài lòng 15,4 2", "75,00")
    drawn = analyst.opens(f"{PICTURE}?lang=en").text
    assert "Sở A: câu hỏi nhanh" in drawn
    assert "61,5" in drawn


def test_of_fewer_than_ten_people_the_page_shows_nothing(
    app: Flask, analyst: Staff, watch: Clock
) -> None:
    closes(app)
    watch.moves(days=2)
    analyst.signs_in().opens("/tong-hop/2026/B")
    analyst.reads(APART, "Ẩn vì dưới 10 người trả lời.").reads_nothing_of("100,0", "9 người")
    analyst.opens(PICTURE.replace("/A/", "/B/"), 404)
    with here.place(app).database.reading() as db:
        own = store.agencies.need(db, "B", CLOSED)
    Staff(app, "analyst", agency_id=own.id).signs_in().opens(PICTURE, 404)


def test_a_file_of_the_body_has_no_row_of_it(app: Flask, analyst: Staff, watch: Clock) -> None:
    closes(app)
    watch.moves(days=2)
    page = analyst.signs_in().opens("/tong-hop/2026/A/tai-ve/csv")
    rows = csv.DictReader(io.StringIO(page.data.decode("utf-8-sig"), newline=""))
    assert {row["responses"] for row in rows} <= {"40", "0"}
    assert "Nói chung" not in page.data.decode("utf-8-sig")


def test_a_round_without_the_question_has_no_such_section(app: Flask) -> None:
    with here.place(app).database.writing() as db:
        this = province(db, quick=False)
        scene.answered(db, this, "A", scene.people(30, 10))
        report.close(db, this, day=CLOSED, person="x")
    analyst = Staff(app, "analyst").signs_in()
    analyst.opens("/tong-hop/2026/A")
    analyst.reads("75,00").reads_nothing_of("Câu hỏi nhanh")
