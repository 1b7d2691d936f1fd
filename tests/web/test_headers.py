"""What every answer says to the browser."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from survey.web import headers
from tests.people import Person, Staff

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.mark.parametrize("path", ["/dang-nhap", "/healthz", "/khong-co", "/mot-cua", "/static/x"])
def test_every_answer_carries_the_headers(app: Flask, path: str) -> None:
    answer = app.test_client().get(path, buffered=True)
    for name in headers.ALWAYS:
        assert name in answer.headers, name
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_pages_of_staff_are_never_stored(admin: Staff) -> None:
    for path in ("/dang-nhap", "/quan-tri/dot", "/quan-tri/khong-co"):
        answer = admin.browser.get(path)
        assert answer.headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_for_ever_under_a_name_of_their_own(app: Flask) -> None:
    page = Person(app).opens("/dang-nhap")
    found = re.findall(r'href="(/static/[0-9a-f]{12}/[^"]+)"', page.text)
    assert any(path.endswith("staff.css") for path in found)
    for path in found:
        answer = app.test_client().get(path, buffered=True)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers


def test_the_style_sheet_names_only_files_that_are_there(app: Flask) -> None:
    page = Person(app).opens("/dang-nhap")
    (sheet,) = re.findall(r'href="(/static/[^"]+/)staff\.css"', page.text)
    css = app.test_client().get(f"{sheet}staff.css", buffered=True).text
    named = re.findall(r"url\(([^)]+)\)", css)
    assert named
    for name in named:
        assert app.test_client().get(sheet + name, buffered=True).status_code == 200, name


def test_a_citizen_gets_no_cookie(app: Flask) -> None:
    for path in ("/", "/khong-co", "/kiem-tra", "/p/KFS2MR", "/healthz"):
        assert "Set-Cookie" not in app.test_client().get(f"{path}?lang=en").headers, path


def test_the_language_of_staff_is_kept_and_a_citizens_is_not(app: Flask) -> None:
    staff = Person(app)
    staff.opens("/dang-nhap?lang=en")
    page = staff.opens("/dang-nhap")
    assert '<html lang="en">' in page.text
    assert '<html lang="vi">' in staff.opens("/khong-co", 404).text
    assert '<html lang="vi">' in staff.opens("/dang-nhap?lang=vi").text


def test_what_the_browser_likes_is_not_asked(app: Flask) -> None:
    page = app.test_client().get("/dang-nhap", headers={"Accept-Language": "en"})
    assert '<html lang="vi">' in page.text


def test_alive_and_ready_say_so(app: Flask) -> None:
    assert app.test_client().get("/healthz").text == "ok\n"
    assert app.test_client().get("/readyz").text == "ready\n"
