"""The whole way of a citizen in a language that nobody has translated by hand.

The names of office, agency and desks, the questions and the reasons are in that language too: a
word of another on any page was written past the catalogues.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from survey import store
from survey.intake import openings
from survey.settings import Settings
from survey.store import agencies, desks, rounds
from survey.store.tables import exclusion, response
from survey.web import create_app, here
from survey.web.citizen import quick, sending
from tests import pseudo
from tests.attack.ground import FORM
from tests.citizens import Citizen
from tests.people import Clock
from tests.pseudo import CODE, marked
from tests.scene import FIRST, LAST
from tests.web.conftest import SECRET

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

NOBODYS = "000G-40R4-0M30-E209-J"


class Stranger(Citizen):
    """Somebody who reads the third language only."""

    def goes(self, path: str, status: int = 200) -> TestResponse:
        return self.opens(f"{path}{'&' if '?' in path else '?'}lang={CODE}", status)

    def _seen(self, page: TestResponse, status: int) -> TestResponse:
        super()._seen(page, status)
        if page.mimetype == "text/html" and page.status_code != 303:
            assert f'<html lang="{CODE}"' in page.text, page.request.path
            foreign = [word for text in pseudo.said(page.text) for word in pseudo.bare(text)]
            assert foreign == [], f"{page.request.path}: {foreign}"
        return page


@pytest.fixture
def app(database_url: str, watch: Clock) -> Iterator[Flask]:
    """An office of the third language."""
    settings = Settings(
        database_url=database_url,
        secret_key=SECRET,
        office=marked("Sở Nội vụ"),
        feedback_url="https://dichvucong.gov.vn",
        synthetic=True,
    )
    made = create_app(settings, languages=pseudo.languages(), now=watch)
    made.testing = True
    yield made
    here.place(made).database.dispose()


@pytest.fixture
def posters(app: Flask) -> list[str]:
    """The codes of two desks; a round of this month and one of the next ask there."""
    with here.place(app).database.writing() as db:
        body = agencies.AgencyRow(2, "X1", marked("Xã Mường Kim"), marked("xã"))
        agencies.import_rows(db, [body], today=FIRST)
        rows = [desks.DeskRow(2, "X1", n, marked(f"Quầy {n}")) for n in ("1", "2")]
        counters = desks.import_rows(db, rows, today=FIRST)
        openings.add_questionnaire(db, pseudo.questionnaire(), today=FIRST)
        for code, first in (("2026", FIRST), ("2027", LAST + timedelta(days=10))):
            openings.open_round(
                db,
                code=code,
                questionnaire=pseudo.questionnaire().code,
                first=first,
                last=first + (LAST - FIRST),
                today=FIRST,
                person="an",
            )
    return [str(desk.poster_code) for desk in counters]


@pytest.fixture
def stranger(app: Flask, posters: list[str]) -> Stranger:
    """Somebody with the form of the first desk open."""
    citizen = Stranger(app)
    citizen.goes(f"/p/{posters[0]}")
    return citizen


def test_pages_that_lead_to_a_form(app: Flask, posters: list[str], watch: Clock) -> None:
    stranger = Stranger(app)
    for path, status in (
        ("/", 200),
        ("/p", 404),
        ("/p?code=K7", 404),
        ("/p/000000", 404),
        ("/khong-co", 404),
        (f"/p/{posters[0]}", 200),
        (f"/p/{posters[1].lower()}", 200),
        ("/mat-mang", 200),
    ):
        stranger.goes(path, status)
    with here.place(app).database.writing() as db:
        found = desks.by_poster(db, posters[1], watch().date())
        assert found is not None
        desks.replace_poster(db, found.desk.id, watch().date())
    stranger.goes(f"/p/{posters[1]}", 410)
    watch.moves(days=42)
    stranger.goes(f"/p/{posters[0]}")
    stranger.reads("10/01/2027")
    with here.place(app).database.writing() as db:
        for code in ("2026", "2027"):
            rounds.close(db, rounds.need(db, code).id, watch().date(), "an")
    stranger.goes(f"/p/{posters[0]}")


def test_a_sheet_with_everything_wrong_and_then_right(stranger: Stranger, watch: Clock) -> None:
    stranger.sends(status=422)
    stranger.ticks(comment="0" * 1001, q27="9", visit="9").sends(status=422)
    stranger.ticks(comment="0912345678", q27="4", visit="1")
    watch.moves(hours=26)
    stranger.sends(status=422)
    fields, path = dict(stranger.fields), stranger.action
    assert f"lang={CODE}" in path
    stranger.sends()
    receipt, page = stranger.receipt, stranger.page
    assert page is not None
    stranger.posts(path, fields | {"q27": ["1"]}, 409)
    stranger.goes(f"{page.request.path}?ma={NOBODYS}")
    stranger.goes(f"/kiem-tra?ma={receipt}")
    assert stranger.standing == "counted"


def test_every_answer_about_a_receipt(app: Flask, stranger: Stranger) -> None:
    stranger.ticks(q24=3).sends()
    receipt = stranger.receipt
    stranger.goes("/kiem-tra")
    for typed, standing in ((NOBODYS, "unknown"), ("123", "mistyped"), (receipt, "counted")):
        stranger.goes(f"/kiem-tra?ma={typed}")
        assert stranger.standing == standing
    database = here.place(app).database
    with database.writing() as db:
        db.execute(response.update().values(test=1))
    stranger.goes(f"/kiem-tra?ma={receipt}")
    assert stranger.standing == "test"
    with database.writing() as db:
        db.execute(response.update().values(test=None))
        db.execute(
            insert(exclusion).values(
                response=db.scalar(select(response.c.id)),
                no=1,
                reason=marked("trả lời hộ"),
                day=date(2026, 11, 12),
                proposed_by="an",
                approved_by="bình",
            )
        )
    stranger.goes(f"/kiem-tra?ma={receipt}")
    assert stranger.standing == "excluded"


def test_the_quick_question(app: Flask, posters: list[str], watch: Clock) -> None:
    with here.place(app).database.writing() as db:
        rounds.close(db, rounds.need(db, "2026").id, watch().date(), "an")
        openings.open_round(
            db,
            code="nhanh",
            questionnaire=pseudo.questionnaire().code,
            first=FIRST,
            last=LAST,
            today=FIRST,
            person="an",
            quick=True,
        )
    stranger = Stranger(app)
    stranger.goes(f"/p/{posters[0]}")
    fields, path = stranger.fields | {"muc": ["4"]}, stranger.action
    assert quick.LEVEL == "muc"
    stranger.posts(path, fields | {"muc": ["9"]}, 422)
    stranger.posts(path, fields)
    stranger.follows()
    stranger.posts(path, fields | {"muc": ["1"]})
    stranger.follows()
    stranger.goes(f"/p/{posters[0]}?day-du")
    stranger.ticks(q24=3).sends()


def test_failures(app: Flask, stranger: Stranger, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise store.Busy

    def torn(*_: object, **__: object) -> None:
        raise RuntimeError("of the test")

    with monkeypatch.context() as failing:
        failing.setattr(sending, "keep", busy)
        stranger.ticks(q24=4, comment="5").sends(status=503)
    with monkeypatch.context() as failing:
        failing.setattr(sending, "keep", torn)
        stranger.sends(status=500)
    with monkeypatch.context() as failing:
        failing.setattr(type(here.place(app).database), "reading", busy)
        failing.setattr(store.form_version, "glance", busy)
        stranger.sends(status=503)
        stranger.goes(f"/kiem-tra?ma={NOBODYS}", 503)
    path = stranger.action
    for body, kind, status in ((b"x=1", "text/plain", 415), (b"x=1", FORM, 400)):
        answer = stranger.browser.post(path, data=body, content_type=kind)
        stranger._seen(answer, status)
    stranger._seen(stranger.browser.post(path, data=b"a" * 70_000, content_type=FORM), 413)
    stranger._seen(stranger.browser.delete(f"/kiem-tra?lang={CODE}"), 405)
    app.testing = False
    app.logger.disabled = True
    monkeypatch.setattr(sending, "_came", torn)
    stranger.sends(status=500)
