"""The page of the questions outside the index, and of who answered."""

from __future__ import annotations

import pytest
from flask import Flask

from survey import report, store
from survey.store.rounds import Round
from survey.web import here
from tests.people import Staff
from tests.report.scene import PLACES, SERVICE, answered, found, opened


def sheets(visit: int, people: int) -> list[str]:
    digits = ["5"] + ["0"] * (PLACES - 1)
    digits[SERVICE.place_of("visit")] = str(visit)
    return ["".join(digits)] * people


@pytest.fixture
def asked(app: Flask) -> Round:
    """Two bodies of one kind, frozen: 40 people and 10."""
    with here.place(app).database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        this = opened(db)
        answered(db, this, "A", sheets(1, 30) + sheets(2, 10))
        answered(db, this, "B", sheets(1, 10))
        report.close(db, this, day=this.last, person="x")
    return this


def test_a_body_has_shares_with_what_they_stand_on(app: Flask, asked: Round) -> None:
    analyst = Staff(app, "analyst").signs_in()
    analyst.opens("/tong-hop/2026/A")
    assert 'href="/tong-hop/2026/A/cau-hoi-khac"' in analyst.opens("/tong-hop/2026/A").text
    analyst.opens("/tong-hop/2026/A/cau-hoi-khac")
    analyst.reads(
        "Câu hỏi ngoài chỉ số: Sở A",
        "40 phiếu",
        "Mọi hình thức trả lời",
        "Cách tính: tỷ lệ người chọn trên số người trả lời từng câu",
        "Số liệu chốt ngày",
        "Hôm nay Ông/Bà đến để làm gì?",
        "40 người trả lời · Bỏ trống: 0",
        "Nộp hồ sơ 75,00 59,81–85,81 30 80,00",
        "Ai đã trả lời",
    )


def test_a_kind_has_the_shares_of_its_bodies_together(app: Flask, asked: Round) -> None:
    analyst = Staff(app, "analyst").signs_in()
    assert "/tong-hop/2026/cau-hoi-khac" in analyst.opens("/tong-hop/2026").text
    analyst.opens("/tong-hop/2026/cau-hoi-khac")
    analyst.reads("50 phiếu", "Nộp hồ sơ 80,00")


def test_an_analyst_of_one_body_sees_no_other(app: Flask, asked: Round) -> None:
    with here.place(app).database.reading() as db:
        own = store.agencies.need(db, "B", asked.last)
    analyst = Staff(app, "analyst", agency_id=own.id).signs_in()
    analyst.opens("/tong-hop/2026/B/cau-hoi-khac")
    analyst.opens("/tong-hop/2026/A/cau-hoi-khac", 404)
    analyst.opens("/tong-hop/2026/X/cau-hoi-khac", 404)


def test_before_the_first_freeze_the_ranking_says_why(app: Flask) -> None:
    with here.place(app).database.writing() as db:
        found(db, "A Sở A")
        opened(db)
    analyst = Staff(app, "analyst").signs_in()
    analyst.opens("/tong-hop/2026/cau-hoi-khac", 303)
    analyst.follows()
    analyst.reads("Đợt này chưa chốt số liệu")
