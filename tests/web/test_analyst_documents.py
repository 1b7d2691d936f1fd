"""A round as documents and its charts as files, on the pages of analysts."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

import pytest
from flask import Flask

from survey import booklet, report, store
from survey.store.rounds import Round
from survey.web import here
from tests.people import Staff
from tests.report.scene import answered, found, opened, people


@pytest.fixture
def frozen(app: Flask) -> Round:
    """Two bodies, frozen."""
    with here.place(app).database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        this = opened(db)
        answered(db, this, "A", people(30, 3))
        answered(db, this, "B", people(20, 20))
        report.close(db, this, day=this.last, person="x")
    return this


def test_an_analyst_takes_the_report_from_the_ranking(app: Flask, frozen: Round) -> None:
    analyst = Staff(app, "analyst").signs_in()
    page = analyst.opens("/tong-hop/2026").text
    for form in booklet.MEDIA:
        assert f'href="/tong-hop/2026/tai-lieu/{form}"' in page
    answer = analyst.opens("/tong-hop/2026/tai-lieu/pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="bao-cao-2026-20261231.pdf"'
    )


def test_a_body_has_slides_and_charts_of_its_own(app: Flask, frozen: Round) -> None:
    analyst = Staff(app, "analyst").signs_in()
    page = analyst.opens("/tong-hop/2026/A").text
    assert 'href="/tong-hop/2026/A/tai-lieu/html"' in page
    assert "Sở B" not in analyst.opens("/tong-hop/2026/A/tai-lieu/html").text
    assert 'href="/tong-hop/2026/A/bieu-do/tieu-chi.svg"' in page
    drawn = analyst.opens("/tong-hop/2026/A/bieu-do/tieu-chi.svg")
    assert drawn.mimetype == "image/svg+xml"
    assert "Sở A: từng tiêu chí, năm mức" in drawn.text
    ranking = analyst.opens(
        "/tong-hop/2026/bieu-do/xep-hang.svg?nhom=S%E1%BB%9F%2C%20ban%2C%20ng%C3%A0nh"
    )
    assert "90,91" in ranking.text
    assert analyst.opens("/tong-hop/2026/bieu-do/xep-hang.png").data.startswith(b"\x89PNG")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_chart_is_of_the_channel_that_its_page_is_of(app: Flask, frozen: Round) -> None:
    with here.place(app).database.writing() as db:
        answered(db, frozen, "A", people(4, 8), channel="paper")
        report.freeze(db, frozen, day=frozen.last, person="x", everything=True)
    analyst = Staff(app, "analyst").signs_in()
    for page in ("2026", "2026/A"):
        shown = analyst.opens(f"/tong-hop/{page}?kenh=paper").text
        links = re.findall(r'href="([^"]*/bieu-do/[^"]*svg[^"]*kenh=paper[^"]*)"', shown)
        assert links, page
        for link in links:
            drawn = analyst.opens(html.unescape(link)).text
            assert "Số phiếu hợp lệ: 12. Hình thức: phiếu giấy." in drawn
            assert "33,33" in drawn
    analyst.opens("/tong-hop/2026/A/bieu-do/yeu-to.svg?kenh=x", 404)


def test_an_analyst_of_one_body_takes_nothing_of_another(app: Flask, frozen: Round) -> None:
    with here.place(app).database.reading() as db:
        own = store.agencies.need(db, "B", frozen.last)
    analyst = Staff(app, "analyst", agency_id=own.id).signs_in()
    page = analyst.opens("/tong-hop/2026/tai-lieu/html").text
    assert "Sở B" in page
    assert "Sở A" not in page
    analyst.opens("/tong-hop/2026/A/tai-lieu/html", 404)
    analyst.opens("/tong-hop/2026/A/bieu-do/yeu-to.svg", 404)
    assert "Sở A" not in analyst.opens("/tong-hop/2026/bieu-do/xep-hang.svg").text


@pytest.mark.parametrize(
    "path",
    ["tai-lieu/exe", "A/tai-lieu/exe", "bieu-do/la.svg", "bieu-do/xep-hang.gif", "Z/tai-lieu/pdf"],
)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_there_is_not_is_not_found(app: Flask, frozen: Round, path: str) -> None:
    Staff(app, "analyst").signs_in().opens(f"/tong-hop/2026/{path}", 404)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_before_anything_is_shown_there_is_no_document(app: Flask) -> None:
    with here.place(app).database.writing() as db:
        found(db, "A Sở A")
        opened(db)
    analyst = Staff(app, "analyst").signs_in()
    analyst.opens("/tong-hop/2026/tai-lieu/pdf", 404)
    with here.place(app).database.writing() as db:
        report.freeze(
            db, store.rounds.need(db, "2026"), day=here.place(app).now().date(), person="x"
        )
    analyst.opens("/tong-hop/2026/tai-lieu/pdf", 422)
    analyst.reads("Số liệu đã chốt của đợt 2026 chưa có đơn vị nào để báo cáo.")


def test_every_chart_of_a_page_is_a_drawing_and_a_picture_to_take_away(
    app: Flask, frozen: Round
) -> None:
    analyst = Staff(app, "analyst").signs_in()
    taken = {}
    for page in (
        "2026",
        "2026/A",
        "2026/tong-quan",
        "2026/ban-do-nhiet",
        "2026/so-sanh?a=A&b=B",
        "2026/cau-hoi-khac",
        "2026/A/cau-hoi-khac",
    ):
        shown = analyst.opens(f"/tong-hop/{page}").text
        links = re.findall(r'href="([^"]*/bieu-do[/.][^"]*)"', shown)
        drawn = [html.unescape(link) for link in links if ".svg" in link]
        assert len(links) == 2 * len(drawn) > 0, page
        for link in drawn:
            root = ElementTree.fromstring(analyst.opens(link).text)
            taken[root.findtext("{http://www.w3.org/2000/svg}title")] = root
    said = {title: " ".join(root.itertext()) for title, root in taken.items()}
    assert "Năm 2026: chỉ số theo tháng" in said
    assert "Sở A: chỉ số theo tháng" in said
    assert "90,91" in said["Sở A – Sở B"]
    assert "50,00" in said["Sở A – Sở B"]
    assert "90,9" in said["Sở, ban, ngành: từng tiêu chí"]
    assert all("Số liệu chốt ngày 31/12/2026" in words for words in said.values())
    assert analyst.opens("/tong-hop/2026/bieu-do/dien-bien.png").data.startswith(b"\x89PNG")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_chart_of_the_whole_round_or_of_another_body_is_not_for_one_bodys_analyst(
    app: Flask, frozen: Round
) -> None:
    with here.place(app).database.reading() as db:
        own = store.agencies.need(db, "B", frozen.last)
    analyst = Staff(app, "analyst", agency_id=own.id).signs_in()
    for path in (
        "bieu-do/yeu-to.svg",
        "bieu-do/dien-bien.svg",
        "bieu-do/so-sanh.svg?a=A&b=B",
        "A/bieu-do/dien-bien.svg",
        "A/bieu-do/cau-hoi.svg?cau=helped",
        "phan-to/bieu-do.svg?don-vi=A",
        "phan-to/bieu-do.svg",
    ):
        analyst.opens(f"/tong-hop/2026/{path}", 404)
    assert "Sở A" not in analyst.opens("/tong-hop/2026/bieu-do/ban-do-nhiet.svg").text
