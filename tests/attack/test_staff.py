"""The rooms of staff: who gets in, what their forms take, what a stolen page can do."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from survey import report
from survey.store import accounts
from survey.store.tables import account, act, session
from survey.web import gate, here
from tests.attack.ground import FORM, Ground
from tests.people import PASSWORD, Clock, Person, Staff

ON_ONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
ROOMS = {"desk": "desk", "analyst": "analyst", "admin": "admin", "auditor": "auditor"}
SAFE = {"HEAD", "OPTIONS"}


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """Every address of every room of staff: (room, method, an address that exists)."""
    found = []
    for rule in app.url_map.iter_rules():
        room = rule.endpoint.partition(".")[0]
        if room in ROOMS:
            methods = (rule.methods or set()) - SAFE
            found += [(room, method, _filled(rule)) for method in sorted(methods)]
    assert len(found) > 35, "the rooms of staff have not been found"
    return sorted(found)


def _filled(rule: Rule) -> str:
    values: dict[str, object] = {
        "form": "csv",
        "agency": "X1",
        "id_": 1,
        "code": "2026",
        "item": "q24",
        "said": "00",
        "name": "xep-hang",
        "what": "quay",
        "no": 1,
    }
    if rule.endpoint == "desk.poster":
        values["code"] = "1"
    built = rule.build({name: values[name] for name in rule.arguments})
    assert built is not None
    return built[1]


def ask(person: Person, method: str, path: str, **fields: str) -> TestResponse:
    return person.browser.open(path, method=method, base_url=person.base_url, data=fields or None)


def everybody(ground: Ground) -> dict[str, Staff]:
    """Somebody of every role, signed in."""
    body = ground.desks[0].agency_id
    return {
        "desk": Staff(ground.app, "desk", agency_id=body).signs_in(),
        "analyst": Staff(ground.app, "analyst").signs_in(),
        "admin": Staff(ground.app, "admin").signs_in(),
        "auditor": Staff(ground.app, "auditor").signs_in(),
    }


@ON_ONE
def test_every_room_lets_in_its_own_role_and_nobody_else(ground: Ground) -> None:
    staff, nobody = everybody(ground), Person(ground.app)
    with ground.unharmed():
        for room, method, path in addresses(ground.app):
            stranger = ask(nobody, method, path)
            assert stranger.status_code == (302 if method == "GET" else 401), path
            if method == "GET":
                assert stranger.location.startswith("/dang-nhap?tiep=/")
            for role, person in staff.items():
                answer = ask(person, method, path)
                if ROOMS[room] != role:
                    assert answer.status_code == 403, (role, method, path)
                    assert "Tài khoản này không mở được trang" in answer.text
                elif method == "GET":
                    assert answer.status_code in {200, 302, 303, 404, 409}, (path, answer.status)


@ON_ONE
def test_no_question_in_an_address_breaks_a_room(ground: Ground) -> None:
    staff = everybody(ground)
    with ground.database.writing() as db:
        report.freeze(db, ground.round, day=here.place(ground.app).now().date(), person="tinh")
    with ground.unharmed():
        for room, method, path in addresses(ground.app):
            for name in ("nhom", "kenh", "trang", "dot", "a", "theo", "don-vi", "nam"):
                if method == "GET":
                    answer = ask(staff[ROOMS[room]], method, f"{path}?{name}={'9' * 30}")
                    assert answer.status_code in {200, 302, 303, 404, 409}, (path, name)


@ON_ONE
def test_no_form_of_staff_is_taken_without_the_token_of_its_own_page(ground: Ground) -> None:
    staff = everybody(ground)
    other = Staff(ground.app, "admin", name="khac").signs_in()
    other.opens("/quan-tri/co-quan/them")
    foreign = other.token()
    assert foreign
    with ground.unharmed():
        posts = [each for each in addresses(ground.app) if each[1] == "POST"]
        assert len(posts) > 12
        for room, _, path in posts:
            for token in ("", "x", foreign, foreign[:-2]):
                answer = ask(staff[room], "POST", path, csrf_token=token, name="Đổi", code="Y9")
                assert answer.status_code == 400, (path, token)
                assert "Chưa nhận được biểu mẫu" in answer.text
            # A header would do for a script of ours; there is none.
            bare = staff[room].browser.post(
                path, data=b'{"name": "Y9"}', content_type=FORM, base_url=staff[room].base_url
            )
            assert bare.status_code == 400
    nobody = Person(ground.app)
    for path in ("/dang-nhap", "/dang-xuat"):
        is_not_taken = ask(nobody, "POST", path, name=other.name, password=PASSWORD)
        assert is_not_taken.status_code == 400


@ON_ONE
def test_a_form_from_elsewhere_is_not_carried_through_signing_in(ground: Ground) -> None:
    # The browser sends no cookie with it: to us it looks like a form that came too late.
    trap = Person(ground.app)
    page = ask(trap, "POST", "/quan-tri/dot/2026/ket-thuc", submit="1", reason="bẫy")
    assert page.status_code == 401
    assert "bẫy" not in page.text
    assert "b%E1%BA%ABy" not in page.text


@ON_ONE
def test_another_bodys_pages_are_not_there(ground: Ground) -> None:
    own, other = ground.desks[0], ground.desks[2]
    clerk = Staff(ground.app, "desk", agency_id=own.agency_id).signs_in()
    reader = Staff(ground.app, "analyst", agency_id=own.agency_id).signs_in()
    admin = Staff(ground.app, "admin").signs_in()
    admin.opens("/quan-tri/dot/2026")
    admin.sends("/quan-tri/dot/2026/chot")
    with ground.unharmed():
        clerk.opens("/mot-cua")
        clerk.reads_nothing_of(other.agency_name, str(other.poster_code))
        clerk.opens(f"/mot-cua/quay/{other.agency_code}/bang-ma-qr.pdf", 404)
        for path in (
            "/tong-hop/2026/{}",
            "/tong-hop/2026/{}/cau-hoi-khac",
            "/tong-hop/2026/{}/tai-ve/csv",
            "/tong-hop/2026/{}/quyen-so/tai-ve/csv",
        ):
            reader.opens(path.format(other.agency_code), 404)
            reader.opens(path.format("X9"), 404)
        reader.opens("/tong-hop/2026")
        reader.reads_nothing_of(other.agency_name)
        for form in ("csv", "json"):
            file = reader.browser.get(f"/tong-hop/2026/tai-ve/{form}", base_url=reader.base_url)
            assert own.agency_name in file.text
            assert other.agency_name not in file.text
        reader.opens("/tong-hop/2026")
        reader.sends("/tong-hop/2026/chot", 404)


ONWARD = (
    "https://example.org/quan-tri",
    "//example.org/quan-tri",
    "/\\example.org",
    "\\\\example.org",
    "/quan-tri@example.org",
    "/quan-tri.example.org",
    "http:/quan-tri",
    "javascript:alert(1)",
    "/quan-tri/\r\nSet-Cookie: a=b",
    "/%2fexample.org",
    "///example.org",
    "/dang-xuat",
    "http://[",
    "//[",
    "/quan-tri/[",
    "/quan-tri/" + "x" * 30_000,
)


@ON_ONE
def test_signing_in_leads_to_no_other_house(ground: Ground, watch: Clock) -> None:
    admin = Staff(ground.app, "admin")
    for onward in ONWARD:
        admin.signs_in(onward=onward)
        assert admin.page is not None
        goal = admin.page.location
        assert goal == "/quan-tri" or goal.startswith("/quan-tri/"), onward
        assert not set(goal) & set("\r\n\\")
        admin.opens("/quan-tri/dot")
        admin.signs_out()
        asked = admin.browser.get("/dang-nhap", query_string={"tiep": onward})
        assert asked.status_code == 200


@ON_ONE
def test_a_cookie_that_was_there_before_signing_in_is_worth_nothing_after(ground: Ground) -> None:
    admin = Staff(ground.app, "admin")
    admin.browser.set_cookie("staff", "chosen-by-somebody-else", domain="127.0.0.1")
    admin.signs_in()
    cookie = admin.browser.get_cookie("staff", domain="127.0.0.1")
    assert cookie is not None
    assert cookie.value != "chosen-by-somebody-else"
    thief = Person(ground.app)
    for stolen in (
        "chosen-by-somebody-else",
        "",
        "x" * 3000,
        cookie.value[:-1],
        cookie.value.lower(),
    ):
        thief.browser.set_cookie("staff", stolen, domain="127.0.0.1")
        thief.opens("/quan-tri/dot", 302)


@ON_ONE
def test_signing_out_and_closing_end_every_copy_of_a_cookie(ground: Ground, watch: Clock) -> None:
    admin, boss = Staff(ground.app, "admin").signs_in(), Staff(ground.app, "admin", name="sep")
    boss.signs_in()
    cookie = admin.browser.get_cookie("staff", domain="127.0.0.1")
    assert cookie is not None
    copy = Person(ground.app)
    copy.browser.set_cookie("staff", cookie.value, domain="127.0.0.1")
    copy.opens("/quan-tri/dot")
    admin.opens("/quan-tri/dot")
    admin.signs_out()
    copy.opens("/quan-tri/dot", 302)
    admin.signs_in()
    for what in ("mat-khau", "dong"):
        admin.opens("/quan-tri/dot")
        path = f"/quan-tri/tai-khoan/{admin.account.id}/{what}"
        boss.opens(path)
        boss.sends(path, password="một mật khẩu khác hẳn")
        admin.opens("/quan-tri/dot", 302)
        admin.signs_in("một mật khẩu khác hẳn", 303 if what == "mat-khau" else 422)


@ON_ONE
def test_guessing_a_password_is_slowed_in_every_spelling_of_the_name(ground: Ground) -> None:
    Staff(ground.app, "admin", name="quản.trị")
    thief = Person(ground.app)
    spellings = ("quản.trị", "QUẢN.TRỊ", "Quản.Trị", " quản.trị ", "qua\u0309n.tri\u0323")
    answered = []
    for guess in range(15):
        thief.opens("/dang-nhap")
        page = thief.browser.post(
            "/dang-nhap",
            data={
                "csrf_token": thief.token(),
                "name": spellings[guess % len(spellings)],
                "password": f"đoán {guess}",
            },
            base_url=thief.base_url,
        )
        answered.append(page.status_code)
    assert answered == [422] * 10 + [429] * 5


@ON_ONE
def test_only_signing_in_begins_a_session(ground: Ground) -> None:
    person = Person(ground.app)
    for path in ("/", "/dang-nhap", f"/p/{ground.poster}", "/quan-tri"):
        person.browser.get(path)
    with ground.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(session)) == 0
        assert db.scalar(select(func.count()).select_from(act)) == 0
        assert db.scalar(select(func.count()).select_from(account)) == 0
    assert gate.HOME.keys() == set(ROOMS.values())
    assert accounts.ROLES[:3] == ("desk", "analyst", "admin")
    assert here.is_staff_path("/quan-tri/x")
