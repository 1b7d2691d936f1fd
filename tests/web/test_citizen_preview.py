"""What a comment will look like once it is kept: told to whoever asks, and kept nowhere."""

from __future__ import annotations

import logging
import unicodedata

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from survey.web import here
from tests.attack.ground import everything
from tests.citizens import Citizen
from tests.scene import made
from tests.web.conftest import MakeApp

ON_ONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def asks(app: Flask, said: str | bytes, kind: str = "text/plain;charset=UTF-8") -> TestResponse:
    """Send a comment as the form's script does."""
    browser = app.test_client(use_cookies=False)
    return browser.post("/che", data=said, content_type=kind)


@ON_ONE
def test_a_comment_comes_back_as_it_would_be_kept(app: Flask) -> None:
    answer = asks(app, "Gọi 0912 345 678,\nthư a@b.vn. Chờ 45 phút.")
    assert answer.status_code == 200
    assert answer.text == "Gọi [đã che],\nthư [đã che]. Chờ 45 phút."
    assert answer.headers["Places-Hidden"] == "2"
    assert answer.mimetype == "text/plain"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers


@ON_ONE
def test_where_nothing_is_hidden_the_count_says_so(app: Flask) -> None:
    answer = asks(app, "  Ghế hơi ít.\r\n")
    assert (answer.text, answer.headers["Places-Hidden"]) == ("Ghế hơi ít.", "0")
    assert asks(app, "").text == ""


@ON_ONE
def test_what_it_shows_is_what_is_kept(make_app: MakeApp) -> None:
    app = make_app()
    _, counters = made(here.place(app).database)
    said = unicodedata.normalize("NFD", "Số hồ sơ: 12345, xe 25A-123.45\r\n\tchờ ５ giờ") + "\r\n"
    shown = asks(app, said)
    citizen = Citizen(app).scans(str(counters[0].poster_code))
    citizen.ticks(q24=5, comment=said).sends()
    citizen.reads(f"{shown.headers['Places-Hidden']} chỗ")
    (kept,) = everything(here.place(app).database)["comment"]
    assert repr(shown.text) in kept


@ON_ONE
def test_asking_needs_no_token_and_leaves_nothing(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    database = here.place(app).database
    before = everything(database)
    with caplog.at_level(logging.DEBUG):
        asks(app, "Gọi 0912 345 678")
        asks(app, b"\xff 0912 345 678")
        asks(app, "0912 345 678" * 100)
    assert everything(database) == before
    assert "0912" not in caplog.text


@ON_ONE
@pytest.mark.parametrize(
    ("said", "kind", "status"),
    [
        ("x" * 1000, "text/plain", 200),
        ("x" * 1001, "text/plain", 413),
        (unicodedata.normalize("NFD", "Ế" * 1000), "text/plain; charset=utf-8", 200),
        ("x" * 70_000, "text/plain", 413),
        (b"\xff\xfe", "text/plain", 400),
        ("a\x00b", "text/plain", 400),
        ("comment=a", "application/x-www-form-urlencoded", 415),
        ('{"comment": "a"}', "application/json", 415),
        ("a", "", 415),
    ],
)
def test_what_no_comment_can_be_is_refused(
    app: Flask, said: str | bytes, kind: str, status: int
) -> None:
    answer = asks(app, said, kind)
    assert answer.status_code == status
    assert ("Places-Hidden" in answer.headers) == (status == 200)


@ON_ONE
def test_it_cannot_be_fetched_by_its_address(app: Flask) -> None:
    answer = app.test_client().get("/che?comment=0912345678")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    assert "0912" not in answer.text
