"""The page of cross-tabs: from the closed round's own pages, and who may see it."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from flask import Flask

from survey import report, store
from survey.store.rounds import Round
from survey.web import here
from tests.people import Staff
from tests.report.scene import SERVICE, answered, found, furnish, opened, sheet


def people(gender: int, pleased: int, displeased: int) -> list[str]:
    """Sheets of people who said their gender, each with one answer of another mind."""
    tail = ["0"] * len(SERVICE.places[16:])
    tail[SERVICE.place_of("gender") - 16] = str(gender)
    return [sheet("5" * 15 + "1" + "".join(tail))] * pleased + [
        sheet("2" * 15 + "4" + "".join(tail))
    ] * displeased


@pytest.fixture
def closed(app: Flask) -> Round:
    """Three bodies of a kind: 40 women and 20 men, 30 women and 3 men, 10 women and 9 men."""
    with here.place(app).database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        furnish(db, "A 1 Quầy 1", "B 1 Quầy 1", "C 1 Quầy 1", officers="2")
        this = opened(db)
        answered(db, this, "A", people(2, 30, 10) + people(1, 10, 10))
        answered(db, this, "B", people(2, 15, 15) + people(1, 2, 1))
        answered(db, this, "C", people(2, 5, 5) + people(1, 5, 4))
        report.close(db, this, day=this.last, person="x")
    return this


def test_a_body_is_broken_down_with_what_the_figures_stand_on(app: Flask, closed: Round) -> None:
    analyst = Staff(app, "analyst").signs_in()
    assert "/tong-hop/2026/phan-to?don-vi=A" in analyst.opens("/tong-hop/2026/A").text
    analyst.opens("/tong-hop/2026/phan-to?don-vi=A&theo=gender")
    analyst.reads(
        "Phân tổ: Sở A",
        "60 phiếu",
        "Mọi hình thức trả lời",
        "Cách tính: hài lòng là mức 4 và mức 5",
        "Số liệu chốt ngày",
        "Chỉ số chung tất cả: 64,58% · 60 phiếu",
        "Nam 50,00",
        "Nữ 71,88",
        "Trung bình 60,94 Thấp nhất 50,00 Cao nhất 71,88",
    )
    analyst.reads_nothing_of("Không trả lời câu này")  # nobody left it out
    drawn = "/tong-hop/2026/phan-to/bieu-do.svg?theo=gender&don-vi=A"
    assert (
        drawn.replace("&", "&amp;")
        in analyst.opens("/tong-hop/2026/phan-to?don-vi=A&theo=gender").text
    )
    said = " ".join(ElementTree.fromstring(analyst.opens(drawn).text).itertext())
    assert "Sở A: phân tổ theo giới tính" in said
    assert "64,58" in said
    assert "Không trả lời câu này" not in said
    analyst.opens("/tong-hop/2026/phan-to?don-vi=A&theo=month")
    analyst.reads("Tháng 12/2026")
    analyst.opens("/tong-hop/2026/phan-to?don-vi=A&theo=desk")
    analyst.reads("Quầy 1")


def test_three_men_are_not_told_and_not_by_subtraction(app: Flask, closed: Round) -> None:
    analyst = Staff(app, "analyst").signs_in()
    analyst.opens("/tong-hop/2026/phan-to?don-vi=B&theo=gender")
    analyst.reads("Nam ẩn", "Nữ ẩn", "33 phiếu").reads_nothing_of("Trung bình")
    drawn = analyst.opens("/tong-hop/2026/phan-to/bieu-do.svg?don-vi=B&theo=gender").text
    assert drawn.count(">ẩn<") >= 4
    # Else the kind less A and C would be B.
    analyst.opens("/tong-hop/2026/phan-to?don-vi=C&theo=gender")
    analyst.reads("Nam ẩn", "Nữ ẩn", "19 phiếu")
    assert 'href="/tong-hop/2026/phan-to"' in analyst.opens("/tong-hop/2026").text
    analyst.opens("/tong-hop/2026/phan-to?nhom=Sở, ban, ngành&theo=gender")
    analyst.reads("112 phiếu", "Nam 52,73", "32 Nữ")
    analyst.opens("/tong-hop/2026/phan-to")
    analyst.reads("Phân tổ: Toàn tỉnh")


def test_the_same_can_be_taken_away(app: Flask, closed: Round) -> None:
    analyst = Staff(app, "analyst").signs_in()
    page = analyst.opens("/tong-hop/2026/phan-to?don-vi=A&theo=gender")
    assert "/tong-hop/2026/phan-to/tai-ve/xlsx?theo=gender&amp;don-vi=A" in page.text
    file = analyst.opens("/tong-hop/2026/phan-to/tai-ve/csv?don-vi=A&theo=gender")
    assert "chi-so-2026-A-gender-20261231.csv" in file.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))
    men = next(row for row in rows if (row["option"], row["level"]) == ("1", "overall"))
    assert (men["option_name"], men["responses"], men["percent"]) == ("Nam", "20", "50.00")
    ends = [(row["option"], row["percent"]) for row in rows[-18:] if row["level"] == "overall"]
    assert ends == [("mean", "60.94"), ("lowest", "50.00"), ("highest", "71.88")]
    assert analyst.opens("/tong-hop/2026/phan-to/tai-ve/xlsx?don-vi=A").data.startswith(b"PK")
    analyst.opens("/tong-hop/2026/phan-to/tai-ve/sav?don-vi=A", 404)


def test_what_is_not_there_is_not_found(app: Flask, closed: Round) -> None:
    analyst = Staff(app, "analyst").signs_in()
    for asked in ("don-vi=X", "nhom=Khác", "theo=shoes", "theo=desk"):
        analyst.opens(f"/tong-hop/2026/phan-to?{asked}", 404)


def test_an_analyst_of_one_body_sees_no_other_and_no_province(app: Flask, closed: Round) -> None:
    with here.place(app).database.reading() as db:
        own = store.agencies.need(db, "B", closed.last)
    analyst = Staff(app, "analyst", agency_id=own.id).signs_in()
    analyst.opens("/tong-hop/2026/phan-to?don-vi=B")
    analyst.opens("/tong-hop/2026/phan-to?nhom=Sở, ban, ngành")
    analyst.reads_nothing_of("Toàn tỉnh")
    analyst.opens("/tong-hop/2026/phan-to?don-vi=A", 404)
    analyst.opens("/tong-hop/2026/phan-to", 404)


def test_an_open_round_says_when_there_will_be_some(app: Flask) -> None:
    with here.place(app).database.writing() as db:
        found(db, "A Sở A")
        opened(db)
    analyst = Staff(app, "analyst").signs_in()
    analyst.opens("/tong-hop/2026/phan-to")
    analyst.reads("Chưa có số liệu phân tổ", "chỉ có khi đã kết thúc thu phiếu")
    analyst.opens("/tong-hop/2026/phan-to/tai-ve/csv", 404)
