"""What comments speak of: topics on pages of their own, on a body's page, and as a picture."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from survey import report
from survey.store.rounds import Round
from survey.web import here
from tests.report.scene import furnish
from tests.said import LAST, begun, published, wrote
from tests.web.commented import TWELVE, of_body, reviewer


def test_topics_count_published_comments(app: Flask, commented: Round) -> None:
    person = reviewer(app)
    person.opens("/tong-hop/2026/gop-y/chu-de")
    person.reads("Chưa đủ góp ý đã công bố")
    with here.place(app).database.writing() as db:
        published(db, commented, "A")
    person.opens("/tong-hop/2026/gop-y/chu-de")
    person.reads("12 góp ý đã công bố", "Thái độ, giao tiếp của cán bộ dưới 5", "Từ ngữ hay gặp")
    person.opens("/tong-hop/2026/gop-y/chu-de?don-vi=A")
    person.reads("12 góp ý đã công bố")
    person.opens("/tong-hop/2026/gop-y/chu-de?don-vi=B")
    person.reads("Chưa đủ góp ý đã công bố")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_topics_are_a_picture_for_whom_the_page_is(app: Flask, commented: Round) -> None:
    picture = "/tong-hop/2026/gop-y/chu-de/bieu-do.svg"
    judge, of_a, of_b = reviewer(app), of_body(app, "A"), of_body(app, "B")
    judge.opens(picture, 404)
    with here.place(app).database.writing() as db:
        published(db, commented, "A")
    for page, whose in (("chu-de", "2026"), ("chu-de?don-vi=A", "Sở A"), ("../A", "Sở A")):
        shown_on = judge.opens(f"/tong-hop/2026/gop-y/{page}".replace("/gop-y/..", "")).text
        (link,) = re.findall(r'href="([^"]*/gop-y/chu-de/bieu-do.svg[^"]*)"', shown_on)
        drawn = judge.opens(link)
        assert f"{whose}: góp ý theo chủ đề" in drawn.text
        assert "12 góp ý đã công bố" in drawn.text
        assert "dưới 5" in drawn.text
    assert drawn.headers["Content-Disposition"].endswith('filename="chu-de-gop-y-2026-A.svg"')
    assert "Sở A: góp ý theo chủ đề" in of_a.opens(picture).text
    judge.opens(f"{picture}?don-vi=B", 404)
    judge.opens(picture.replace("svg", "gif"), 404)
    of_b.opens(picture, 404)
    of_b.opens(f"{picture}?don-vi=A", 404)


def test_a_bodys_page_ends_with_what_its_published_comments_speak_of(
    app: Flask, commented: Round
) -> None:
    judge, body = reviewer(app), of_body(app, "A")
    for person in (judge, body):
        person.opens("/tong-hop/2026/A")
        person.reads("Góp ý theo chủ đề", "Chưa đủ góp ý đã công bố")
    with here.place(app).database.writing() as db:
        published(db, commented, "A", 10)
        published(db, commented, "B", 9)
    for person in (judge, body):
        person.opens("/tong-hop/2026/A")
        person.reads("10 góp ý đã công bố", "Thái độ, giao tiếp của cán bộ dưới 5", "Đọc góp ý")
        person.reads_nothing_of("12 góp ý", "thai do", "tuần 46")
    judge.opens("/tong-hop/2026/B")
    judge.reads("Chưa đủ góp ý đã công bố").reads_nothing_of("9 góp ý")
    body.opens("/tong-hop/2026/B", 404)


def test_a_bodys_page_of_an_open_round_says_when_comments_come(
    app: Flask, on_the_day: None
) -> None:
    with here.place(app).database.writing() as db:
        round_ = begun(db)
        furnish(db, "A 1 Quầy")
        wrote(db, round_, "A", TWELVE)
        report.freeze(db, round_, day=LAST, person="x")
    person = reviewer(app)
    person.opens("/tong-hop/2026/A")
    person.reads("Góp ý chỉ xem được khi đợt đã kết thúc thu phiếu").reads_nothing_of("thai do")
