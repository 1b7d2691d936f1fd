"""How a page shows that it is genuine: what it never asks for, and where a false poster leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import html5lib
import pytest
from flask import Flask

from survey.store import desks
from survey.web import here
from tests.citizens import Citizen
from tests.scene import made
from tests.web.conftest import MakeApp

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

OFFICIAL = "https://dichvucong.gov.vn/p/phan-anh"
NOBODYS = "000G-40R4-0M30-E209-J"
GENUINE = (
    "Trang thật không hỏi mật khẩu, mã OTP, VNeID, tài khoản ngân hàng; không bắt cài ứng dụng; "
    "không thu tiền."
)
# Typed on a citizen's page: a desk's code, a sheet's code, and the comment.
TYPED = {"code", "ma", "comment"}
INSTALLED = re.compile(r"manifest|beforeinstallprompt|play\.google|apps\.apple|itunes|\.apk", re.I)


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """An office that has named its official channel."""
    return make_app(office="Sở Nội vụ", feedback_url=OFFICIAL)


@pytest.fixture
def posters(app: Flask) -> list[str]:
    """The codes of a live poster and of one that has been replaced."""
    place = here.place(app)
    _, counters = made(place.database)
    retired = str(counters[1].poster_code)
    with place.database.writing() as db:
        desks.replace_poster(db, counters[1].id, place.now().date())
    return [str(counters[0].poster_code), retired]


def every_page(app: Flask, posters: list[str], language: str) -> Iterator[tuple[str, str]]:
    """Give the pages that a poster can lead to: (what it is, its text)."""
    live, retired = posters
    for path, status in (
        ("/", 200),
        ("/p?code=K7", 404),
        ("/p/000000", 404),
        (f"/p/{retired}", 410),
        (f"/kiem-tra?ma={NOBODYS}", 200),
        ("/kiem-tra", 200),
        ("/khong-co", 404),
        ("/mat-mang", 200),
    ):
        more = "&" if "?" in path else "?"
        yield path, Citizen(app).opens(f"{path}{more}lang={language}", status).text
    citizen = Citizen(app).scans(live, language=language)
    assert citizen.page is not None
    yield "form", citizen.page.text
    fields, path = dict(citizen.fields), citizen.action
    yield "nothing chosen", citizen.sends(status=422).text
    yield "receipt", citizen.ticks(q24=5).sends().text
    yield "sent before", citizen.posts(path, fields | {"q24": ["1"]}, 409).text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_asks_to_sign_in_to_pay_or_to_install(
    app: Flask, posters: list[str], language: str
) -> None:
    for name, text in every_page(app, posters, language):
        root = html5lib.parse(text, namespaceHTMLElements=False)
        typed = [
            one
            for one in root.iter()
            if one.tag in {"input", "textarea"}
            and one.get("type") not in {"hidden", "radio", "checkbox"}
        ]
        assert {one.get("name") for one in typed} <= TYPED, name
        assert {one.get("type") for one in typed} <= {"text", None}, name
        assert not INSTALLED.search(text), name
        for one in root.iter():
            for attribute in ("href", "src", "action", "formaction", "srcset", "data"):
                where = urlsplit(one.get(attribute) or "")
                there = one.get(attribute) == OFFICIAL or where.scheme == "data"
                assert there or not (where.scheme or where.netloc), (name, one.get(attribute))
        assert "http-equiv" not in text, name


def test_the_pages_where_people_arrive_say_what_is_never_asked(
    app: Flask, posters: list[str]
) -> None:
    for path, status in (("/", 200), ("/p/000000", 404), (f"/p/{posters[0]}", 200)):
        citizen = Citizen(app)
        citizen.opens(path, status)
        citizen.reads(GENUINE)


def test_a_poster_that_is_none_of_ours_says_so_and_sends_people_to_the_desk(
    app: Flask, posters: list[str]
) -> None:
    for path, status, told in (
        ("/p/000000", 404, "Không có mã quầy này"),
        ("/p?code=K7M-4QX", 404, "Không có mã quầy này"),
        ("/p/xin-chao", 404, "Không có mã quầy này"),
        (f"/p/{posters[1]}", 410, "Bảng mã QR này không dùng nữa"),
    ):
        citizen = Citizen(app)
        page = citizen.opens(path, status)
        citizen.reads(told, "hoặc hỏi cán bộ ở quầy.")
        assert "Location" not in page.headers
        assert 'method="post"' not in page.text
