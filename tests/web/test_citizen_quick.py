"""The quick form: one question before the whole form, counted once and tied to nothing."""

from __future__ import annotations

import gzip
import re
import threading

import html5lib
import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from survey.web import here
from tests.citizens import Citizen
from tests.people import plain
from tests.scene import opened, province
from tests.web.asked import COUNTED, asked, counted, sheets
from tests.web.conftest import MakeApp

QUESTION = "Nói chung, Ông/Bà hài lòng thế nào về lần làm thủ tục này?"
LARGEST_FIRST_LOAD = 8_000  # bytes on the wire, headers and all


@pytest.fixture
def poster(app: Flask) -> str:
    """The code of a desk where a round with the question is open."""
    return asked(app)


@pytest.fixture
def citizen(app: Flask, poster: str) -> Citizen:
    """Somebody with the question of that desk open."""
    return Citizen(app).scans(poster)


# ------------------------------------------------------------------ the page


def test_a_poster_asks_one_question_with_five_buttons_that_send(citizen: Citizen) -> None:
    page = citizen.page
    assert page is not None
    words = plain(page.text).replace("\u00a0", " ")
    order = ["Xã Mường 1 Quầy 1", QUESTION, "Không hỏi tên, không bắt buộc",
             "1 Rất không hài lòng", "5 Rất hài lòng", "Trả lời đủ 16 câu",
             "công bố số liệu chung", "Trang thật không hỏi mật khẩu",
             "English"]  # fmt: skip
    body = words.index(order[0])
    places = [words.index(one, body) for one in order]
    assert places == sorted(places)
    root = html5lib.parse(page.text, namespaceHTMLElements=False)
    buttons = [(one.get("name"), one.get("value")) for one in root.iter("button")]
    assert buttons == [("muc", str(level)) for level in range(1, 6)]
    assert not list(root.iter("input"))[2:], "id and token, and nothing else"


def test_the_page_is_short_and_held_by_the_browser_alone(make_app: MakeApp) -> None:
    app = make_app(office="Sở Nội vụ tỉnh Lai Châu", synthetic=True)
    code = asked(app)
    for language in ("", "?lang=en"):
        answer = Citizen(app).browser.get(
            f"/p/{code}{language}", headers={"Accept-Encoding": "gzip"}
        )
        assert len(str(answer.headers).encode()) + len(answer.data) <= LARGEST_FIRST_LOAD
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize(
    "office", ["", "Sở Nội vụ", "Ủy ban nhân dân phường Tân Phong, tỉnh Lai Châu", "Sở " * 17]
)
def test_the_notice_has_at_most_sixty_words(make_app: MakeApp, office: str) -> None:
    app = make_app(office=office.strip())
    page = Citizen(app).scans(asked(app)).page
    assert page is not None
    before, after = re.findall(r'<p class="note">(.*?)</p>', page.text, re.S)
    assert 30 <= len(plain(before + after).split()) <= 60
    assert len(plain(before).split()) <= 20, "all five faces stay on the first screen"
    assert (office in plain(after)) is (len(office.split()) <= 20)


def test_a_page_is_drawn_once_and_each_has_an_id_of_its_own(app: Flask, poster: str) -> None:
    hidden = re.compile(rb'name="_id" value="([0-9a-f]{32})"')
    browser = Citizen(app).browser
    small = browser.get(f"/p/{poster}", headers={"Accept-Encoding": "gzip"})
    large = browser.get(f"/p/{poster}", headers={"Accept-Encoding": "gzip;q=0"})
    ids = hidden.findall(gzip.decompress(small.data)) + hidden.findall(large.data)
    assert len(set(ids)) == len(ids) == 2


def test_english_keeps_to_english(app: Flask, poster: str) -> None:
    citizen = Citizen(app).scans(poster, language="en")
    citizen.reads("All in all, how satisfied are you", "Tiếng Việt")
    assert citizen.action == f"/p/{poster}?nhanh&lang=en"
    page = citizen.sends(muc=5)
    assert page.request.args["lang"] == "en"
    assert f'href="/p/{poster}?day-du&amp;lang=en"' in page.text
    citizen.opens(f"/p/{poster}?day-du&lang=en")
    citizen.reads("How satisfied are you with the service here?")


def test_a_round_without_the_question_shows_its_form_at_once(app: Flask) -> None:
    with here.place(app).database.writing() as db:
        counters = province(db)
        opened(db)
    for path in ("", "?day-du"):
        Citizen(app).opens(f"/p/{counters[0].poster_code}{path}")
        Citizen(app).scans(str(counters[0].poster_code)).reads("16 câu ngắn")


# ------------------------------------------------------------------ an answer


def test_an_answer_is_counted_by_its_level_and_nowhere_else(app: Flask, citizen: Citizen) -> None:
    page = citizen.sends(muc=4)
    citizen.reads("Xin cảm ơn. Ông/Bà có thể dừng ở đây, hoặc trả lời thêm.", "Trả lời thêm 16 câu")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert counted(app) == [(4, 1)]
    assert sheets(app) == 0
    with here.place(app).database.reading() as db:
        for table in ("tally", "day_count", "comment"):
            assert db.scalar(text(f"SELECT count(*) FROM {table}")) == 0


@pytest.mark.parametrize("link", ["Trả lời đủ 16 câu", "Trả lời thêm 16 câu"])
def test_both_links_lead_to_an_ordinary_form_with_an_id_of_its_own(
    app: Flask, citizen: Citizen, poster: str, link: str
) -> None:
    first = citizen.fields["_id"]
    page = citizen.page if "đủ" in link else citizen.sends(muc=4)
    assert page is not None
    assert f'<a href="/p/{poster}?day-du">{link}</a>' in page.text
    citizen.opens(f"/p/{poster}?day-du")
    citizen.reads("16 câu ngắn", "English")
    assert citizen.page is not None
    assert f'href="/p/{poster}?day-du&amp;lang=en"' in citizen.page.text
    assert citizen.fields["_id"] != first
    citizen.ticks(q24=5).sends()
    citizen.reads("Đã nhận phiếu. Cảm ơn Ông/Bà!")
    assert sheets(app) == 1


def test_nothing_that_is_kept_ties_the_answer_to_the_sheet(app: Flask, citizen: Citizen) -> None:
    first = citizen.fields["_id"][0]
    citizen.sends(muc=1)
    citizen.opens(citizen.action.replace("nhanh", "day-du"))
    second = citizen.fields["_id"][0]
    citizen.ticks(q24=1).sends()
    with here.place(app).database.reading() as db:
        (kept,) = db.execute(text("SELECT * FROM response")).mappings()
        (spent,) = db.execute(text("SELECT * FROM quick_spent")).mappings()
        (count,) = db.execute(text("SELECT * FROM quick")).mappings()
    assert (bytes(kept["id"]).hex(), bytes(spent["id"]).hex()) == (second, first)
    assert set(spent) == {"id", "day"}
    assert set(count) == {"round", "desk", "day", "level", "people"}
    values = [value for name, value in spent.items() if name != "day"]
    assert not set(map(repr, values)) & set(map(repr, [*kept.values(), *count.values()]))


def test_sending_again_counts_nothing_and_the_first_choice_stands(
    app: Flask, citizen: Citizen
) -> None:
    fields, path = dict(citizen.fields), citizen.action
    for level in (2, 2, 5):
        citizen.posts(path, {**fields, "muc": [str(level)]})
        citizen.follows()
        citizen.reads(COUNTED)
    citizen.reads("Lần chọn đầu tiên được giữ; chọn lại không làm thay đổi.")
    citizen.posts(path, fields)  # a resend that lost its level
    citizen.follows()
    assert counted(app) == [(2, 1)]


def test_a_double_tap_counts_once(app: Flask, citizen: Citizen) -> None:
    fields, path = {**citizen.fields, "muc": ["3"]}, citizen.action
    answers: list[TestResponse] = []
    together = threading.Barrier(4)

    def tap() -> None:
        thumb = Citizen(app)
        together.wait()
        answers.append(thumb.posts(path, fields))

    taps = [threading.Thread(target=tap) for _ in range(4)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert sorted(str(one.location).partition("?")[2] for one in answers) == [
        "",
        "lai",
        "lai",
        "lai",
    ]
    assert counted(app) == [(3, 1)]


def test_two_openings_are_two_answers(app: Flask, poster: str) -> None:
    for level in (4, 5, 5):
        Citizen(app).scans(poster).sends(muc=level)
    assert counted(app) == [(4, 1), (5, 2)]
