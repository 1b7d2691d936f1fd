"""Failures end in pages that say what happened and what to do, in the reader's language."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from survey.store.connection import Busy, Unavailable
from survey.web import errors, here
from survey.words import N_, Refusal
from tests.pages import check_page
from tests.people import Person, Staff, plain
from tests.web.conftest import MakeApp

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

STATUSES = (400, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503)


@pytest.fixture
def failing(make_app: MakeApp) -> FlaskClient:
    """An application with two addresses at which everything fails, as asked."""
    app = make_app()
    app.testing = False

    def fail(status: int) -> str:
        raise RuntimeError("of the test") if status == 500 else abort(status)

    app.add_url_rule("/mot-cua/that-bai/<int:status>", "staff_fails", fail)
    app.add_url_rule("/that-bai/<int:status>", "citizen_fails", fail)
    return app.test_client()


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("room", ["/mot-cua/that-bai", "/that-bai"])
def test_every_failure_has_a_page(failing: FlaskClient, room: str, status: int) -> None:
    page = failing.get(f"{room}/{status}")
    assert page.status_code == status
    check_page(page.text)
    titles = errors.STAFF if room.startswith("/mot-cua") else errors.CITIZEN
    if status in titles:
        assert titles[status].title in page.text


@pytest.mark.parametrize("refusal", [Busy(), Unavailable(reason="disk full")])
def test_a_busy_or_lost_database_asks_to_try_again(make_app: MakeApp, refusal: Refusal) -> None:
    app = make_app()

    def fail() -> str:
        raise refusal

    app.add_url_rule("/tong-hop/ban", "busy", fail)
    page = app.test_client().get("/tong-hop/ban")
    assert page.status_code == 503
    assert page.headers["Retry-After"]
    check_page(page.text)
    assert "disk full" not in page.text


def test_a_refusal_that_no_view_tells_is_told(make_app: MakeApp) -> None:
    app = make_app()

    def fail() -> str:
        raise Refusal(N_("Không có đơn vị mã “%(code)s”."), code="<b>")

    app.add_url_rule("/quan-tri/tu-choi", "refuses", fail)
    page = app.test_client().get("/quan-tri/tu-choi")
    assert page.status_code == 422
    check_page(page.text)
    assert "Không có đơn vị mã “<b>”." in plain(page.text.replace("&lt;b&gt;", "&lt;b&gt;"))


def test_a_method_that_a_page_has_not_is_named(app: Flask) -> None:
    answer = app.test_client().delete("/dang-nhap")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_too_much_is_refused(admin: Staff) -> None:
    admin.opens("/quan-tri/co-quan/them")
    admin.sends("/quan-tri/co-quan/them", 413, name="x" * 70_000)
    admin.reads("Nội dung gửi quá lớn", "Chưa có gì được ghi")


def test_a_citizens_error_page_asks_for_nothing_else(somebody: Person) -> None:
    page = somebody.opens("/khong-co", 404)
    assert "/static/" not in page.text
    assert "sha256-" in page.headers["Content-Security-Policy"]
    assert 'action="/p"' in page.text


def test_not_ready_while_the_database_is_not_upgraded(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(database_url=f"sqlite:///{tmp_path / 'empty.sqlite'}")
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.text) == (503, "database not upgraded\n")
    assert app.test_client().get("/healthz").status_code == 200


def test_not_ready_while_nobody_can_write(app: Flask, database_url: str) -> None:
    here.place(app).database.dispose()
    other = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = app.test_client().get("/readyz")
    finally:
        other.close()
    assert (answer.status_code, answer.text) == (503, "database not writable\n")
