"""Who is let in where, for how long, and what is kept of the browser that was."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from survey.store import accounts, acts
from survey.store.agencies import Agency
from survey.store.tables import session
from survey.web import gate, here
from tests.people import PASSWORD, Clock, Person, Staff
from tests.web.conftest import MakeApp

OPEN_ROOMS = {"citizen", "gate", "health", "public", "public.years"}


def test_every_room_of_staff_has_a_lock(app: Flask) -> None:
    for name in set(app.blueprints) - OPEN_ROOMS:
        within = name.split(".")  # a room within a room stands behind its lock
        doors = [".".join(within[:many]) for many in range(1, len(within) + 1)]
        checks = [check for door in doors for check in app.before_request_funcs.get(door, [])]
        assert [check for check in checks if getattr(check, "roles", ())], f"{name} has no lock"


@pytest.mark.parametrize("path", ["/mot-cua", "/quan-tri/dot", "/quan-tri/nhat-ky"])
def test_a_page_of_staff_asks_to_sign_in_and_then_opens(app: Flask, path: str) -> None:
    page = Person(app).opens(path, 302)
    assert page.location.startswith("/dang-nhap?tiep=/")


def test_the_right_password_opens_the_page_that_was_asked_for(app: Flask) -> None:
    admin = Staff(app, "admin")
    admin.opens("/dang-nhap?tiep=/quan-tri/nhat-ky?trang=1")
    admin.sends("/dang-nhap", name=admin.name, password=PASSWORD, onward="/quan-tri/nhat-ky")
    assert admin.page is not None
    assert admin.page.location == "/quan-tri/nhat-ky"
    admin.follows()
    admin.reads("Nhật ký thao tác", "Đăng nhập")


@pytest.mark.parametrize(
    "onward", ["https://example.org/quan-tri", "//example.org", "/\\example.org", "/tong-hop", ""]
)
def test_signing_in_leads_nowhere_else(app: Flask, onward: str) -> None:
    admin = Staff(app, "admin").signs_in(onward=onward)
    assert admin.page is not None
    assert admin.page.location == "/quan-tri"


@pytest.mark.parametrize(("name", "password"), [("admin.tinh", "sai"), ("không.có", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_sound_the_same(
    app: Flask, name: str, password: str
) -> None:
    Staff(app, "admin")
    somebody = Person(app)
    somebody.opens("/dang-nhap")
    somebody.sends("/dang-nhap", 422, name=name, password=password)
    somebody.reads("Tên đăng nhập hoặc mật khẩu chưa đúng.")
    somebody.opens("/quan-tri/dot", 302)


def test_guessing_is_slowed_down_and_only_for_that_name(app: Flask, watch: Clock) -> None:
    admin, other = Staff(app, "admin"), Staff(app, "admin", name="khac")
    for _ in range(10):
        admin.signs_in("sai mật khẩu", 422)
    admin.signs_in(PASSWORD, 429)
    admin.reads("Đã thử sai nhiều lần. Xin chờ 15 phút rồi thử lại.")
    assert admin.page is not None
    assert admin.page.headers["Retry-After"] == "900"
    other.signs_in()
    watch.moves(minutes=16)
    admin.signs_in()


def test_the_database_holds_no_cookie_but_its_hash(app: Flask) -> None:
    admin = Staff(app, "admin").signs_in()
    cookie = admin.browser.get_cookie("staff", domain="127.0.0.1")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Strict"
    with here.place(app).database.reading() as db:
        (key,) = db.scalars(select(session.c.key))
    assert key == hashlib.sha256(cookie.value.encode()).digest()


def test_over_https_the_cookies_are_secure_and_of_this_host_alone(make_app: MakeApp) -> None:
    app = make_app(public_url="https://khaosat.example.vn")
    admin = Staff(app, "admin", base_url="https://khaosat.example.vn").signs_in()
    assert admin.page is not None
    sent = admin.page.headers.getlist("Set-Cookie")
    staff = next(one for one in sent if one.startswith("__Host-staff="))
    assert "Secure" in staff
    assert "HttpOnly" in staff
    assert "SameSite=Strict" in staff
    assert "Path=/" in staff
    assert "Domain" not in staff
    admin.opens("/quan-tri/dot")


def test_signing_out_ends_the_session_in_the_database_too(app: Flask) -> None:
    admin = Staff(app, "admin").signs_in()
    cookie = admin.browser.get_cookie("staff", domain="127.0.0.1")
    assert cookie is not None
    admin.opens("/quan-tri/dot")
    admin.signs_out()
    thief = Person(app)
    thief.browser.set_cookie("staff", cookie.value, domain="127.0.0.1")
    thief.opens("/quan-tri/dot", 302)


def test_closing_an_account_signs_its_browsers_out(app: Flask, watch: Clock) -> None:
    admin = Staff(app, "admin").signs_in()
    admin.opens("/quan-tri/dot")
    place = here.place(app)
    with place.database.writing() as db:
        accounts.close(db, admin.account.id, watch().date())
    admin.opens("/quan-tri/dot", 302)
    admin.signs_in(status=422)


def test_an_idle_browser_is_signed_out_and_a_busy_one_is_not(app: Flask, watch: Clock) -> None:
    admin = Staff(app, "admin").signs_in()
    for _ in range(5):
        watch.moves(minutes=20)
        admin.opens("/quan-tri/dot")
    watch.moves(minutes=31)
    admin.opens("/quan-tri/dot", 302)


def test_what_was_typed_when_time_ran_out_is_kept_and_sent_on(app: Flask, watch: Clock) -> None:
    admin = Staff(app, "admin").signs_in()
    admin.opens("/quan-tri/co-quan/them")
    watch.moves(hours=2)
    typed: dict[str, Any] = {
        "name": "Sở “Nội vụ” & khác",
        "code": "H35.7",
        "kind": "Sở",
        "first": "",
    }
    page = admin.sends("/quan-tri/co-quan/them", 401, **typed)
    admin.reads("Đã hết thời gian đăng nhập.", "những gì đang nhập vẫn còn")
    hidden: dict[str, Any] = dict(fields_of(page.text))
    admin.sends("/dang-nhap", 200, **hidden, name=admin.name, password=PASSWORD)
    assert admin.page is not None
    kept: dict[str, Any] = dict(fields_of(admin.page.text))
    assert {name: kept[name] for name in typed} == typed
    admin.sends("/quan-tri/co-quan/them", 303, **kept)
    admin.follows()
    admin.reads("Sở “Nội vụ” & khác")


def test_a_form_without_its_token_changes_nothing(admin: Staff) -> None:
    admin.sends("/quan-tri/co-quan/them", 400, csrf_token="", name="x", code="x", kind="x")
    admin.reads("Chưa nhận được biểu mẫu")
    admin.opens("/quan-tri/co-quan")
    admin.reads("Chưa có đơn vị nào")


def test_a_token_of_before_signing_in_is_void_afterwards(app: Flask) -> None:
    admin = Staff(app, "admin")
    admin.opens("/dang-nhap")
    before = admin.token()
    admin.sends("/dang-nhap", name=admin.name, password=PASSWORD)
    admin.sends("/quan-tri/co-quan/them", 400, csrf_token=before, name="x", code="x", kind="x")


def test_each_role_has_its_own_rooms(app: Flask, justice: Agency) -> None:
    desk = Staff(app, "desk", agency_id=justice.id).signs_in()
    desk.opens("/mot-cua")
    desk.opens("/quan-tri/dot", 403)
    desk.reads("Tài khoản này không mở được trang")
    admin = Staff(app, "admin").signs_in()
    admin.opens("/mot-cua", 403)
    auditor = Staff(app, "auditor").signs_in()
    for path in ("/mot-cua", "/tong-hop", "/quan-tri"):
        auditor.opens(path, 403)
    admin.opens("/giam-sat", 403)
    assert gate.HOME.keys() == {"desk", "analyst", "admin", "auditor"}


def test_signing_in_and_out_is_written_down(app: Flask) -> None:
    admin = Staff(app, "admin").signs_in("sai mật khẩu", 422).signs_in()
    admin.opens("/quan-tri/dot")
    admin.signs_out()
    with here.place(app).database.reading() as db:
        found = [(act.person, act.what) for act in acts.last(db, 10)]
    assert found == [
        (admin.name, "account.sign_out"),
        (admin.name, "account.sign_in"),
        (admin.name, "account.wrong_password"),
    ]


def fields_of(text: str) -> list[tuple[str, str]]:
    """Return the hidden fields of a page's main form, without the token."""
    main = text[text.index("<main") :]
    found = []
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", main):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and name[1] != "csrf_token":
            found.append((unescape(name[1]), unescape(value[1])))
    return found
