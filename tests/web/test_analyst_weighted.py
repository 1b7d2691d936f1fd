"""Weighted figures on an analyst's pages: beside the others, and only where there are any."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from survey import report, store
from survey.store.rounds import Round
from survey.web import here
from tests.people import Staff
from tests.report.fields import finished, furnish, two_offices
from tests.report.scene import answered, found, opened, people

RANKING, BODY = "/tong-hop/2026", "/tong-hop/2026/A"


@pytest.fixture
def closed(app: Flask) -> Round:
    """Two offices before any dossiers were entered. Closed."""
    with here.place(app).database.writing() as db:
        this = two_offices(db)
        report.close(db, this, day=date(2026, 11, 22), person="x")
        return this


def enters(app: Flask, *lines: str) -> None:
    with here.place(app).database.writing() as db:
        for month in store.transactions.months_between(date(2026, 1, 1), date(2026, 12, 31)):
            finished(db, *lines, month=f"{month:%Y-%m}")


def freezes(app: Flask, this: Round) -> None:
    with here.place(app).database.writing() as db:
        this = store.rounds.need(db, this.code)
        report.freeze(db, this, day=date(2026, 11, 24), person="x")


def test_pages_say_nothing_of_weights_until_dossiers_are_entered_and_frozen(
    app: Flask, closed: Round, analyst: Staff
) -> None:
    for path in (RANKING, BODY):
        assert "quyền số" not in analyst.opens(path).text
    enters(app, "A 300 Đất đai", "A 100 Hộ tịch")
    for path in (RANKING, BODY):
        assert "quyền số" not in analyst.opens(path).text
    freezes(app, closed)

    body, ranking = analyst.opens(BODY).text, analyst.opens(RANKING).text

    said = "Có quyền số: 41,25% (31,52–51,71); không quyền số: 64,00%."
    assert said in body
    assert "Quyền số theo 4.800 hồ sơ đã giải quyết." in body
    assert "Số hồ sơ: theo số liệu nhập đến ngày 24/11/2026." in body
    assert "Có quyền số: chưa có, vì có đơn vị chưa nhập số hồ sơ." in ranking
    assert "31,52–51,71" in ranking
    assert "−22,75" in ranking
    assert "chưa nhập số hồ sơ" in ranking
    assert "quyền số" not in analyst.opens("/tong-hop/2026/B").text
    assert "quyền số" not in analyst.opens(f"{BODY}?kenh=poster").text


def test_the_whole_kind_is_weighed_once_every_body_is_entered(
    app: Flask, closed: Round, analyst: Staff
) -> None:
    enters(app, "A 300 Đất đai", "A 100 Hộ tịch", "B 600 Xây dựng")
    freezes(app, closed)

    ranking = analyst.opens(RANKING).text

    assert "Cả nhóm. Có quyền số: 61,50%" in ranking
    assert "không quyền số: 67,14%" in ranking
    analyst.reads("Trung bình 69,50 58,13", "Thấp nhất", "Cao nhất")


def test_a_body_is_told_of_its_factors_and_both_are_files(
    app: Flask, closed: Round, analyst: Staff
) -> None:
    enters(app, "A 300 Đất đai", "A 100 Hộ tịch")
    freezes(app, closed)
    body = analyst.opens(BODY).text
    assert "Có và không quyền số: từng phần, yếu tố, tiêu chí" in body
    assert body.count("−22,75") == 1 + 5 + 16
    analyst.reads("Trung bình các tiêu chí 64,00 41,25")
    analyst.opens(RANKING)
    for path in (f"{RANKING}/quyen-so/tai-ve/csv", f"{BODY}/quyen-so/tai-ve/json"):
        given = analyst.browser.get(path, base_url=analyst.base_url)
        assert "41.25" in given.text
        assert "quyen-so-2026-" in given.headers["Content-Disposition"]
    for path in ("/tong-hop/2026/X9/quyen-so/tai-ve/csv", f"{BODY}/quyen-so/tai-ve/xlsx"):
        analyst.opens(path, 404)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_round_of_another_method_says_why_it_has_none(app: Flask, analyst: Staff) -> None:
    with here.place(app).database.writing() as db:
        found(db, "A Sở A")
        furnish(db, "A 1 Đất đai")
        this = opened(db, "2026", method="top2.mean_of_factors")
        answered(db, this, "A", people(10, 30), desk="1")
        report.close(db, this, day=date(2026, 11, 22), person="x")
    for path in (RANKING, BODY):
        assert "quyền số" not in analyst.opens(path).text
    enters(app, "A 300 Đất đai")
    freezes(app, this)
    for path in (RANKING, BODY):
        assert "Có quyền số: không tính. Đợt này lấy trung bình" in analyst.opens(path).text
