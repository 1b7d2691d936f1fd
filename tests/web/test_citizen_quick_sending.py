"""What comes back from the page with the quick question when something about it is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from survey.store import desks, rounds
from survey.store.connection import Busy, Unavailable
from survey.web import here
from survey.web.citizen import quick
from tests.citizens import Citizen
from tests.people import Clock
from tests.scene import opened
from tests.web.asked import COUNTED, asked, counted, sheets

QUESTION = "Nói chung, Ông/Bà hài lòng thế nào về lần làm thủ tục này?"
EXPIRED = "Trang mở đã lâu. Xin chọn lại một mức."
TODAY = date(2026, 11, 23)


@pytest.fixture
def poster(app: Flask) -> str:
    """The code of a desk where a round with the question is open."""
    return asked(app)


@pytest.fixture
def citizen(app: Flask, poster: str) -> Citizen:
    """Somebody with the question of that desk open."""
    return Citizen(app).scans(poster)


# ------------------------------------------------------------------ something is missing


@pytest.mark.parametrize("level", [None, "", "0", "6", "9", "năm"])
def test_without_a_level_the_page_comes_back_with_a_sentence(
    app: Flask, citizen: Citizen, level: str | None
) -> None:
    given = dict(citizen.fields)
    fields = given if level is None else {**given, "muc": [level]}
    citizen.posts(citizen.action, fields, 422)
    citizen.reads("Lỗi:", "Chưa ghi nhận được câu trả lời", "Xin chọn một trong năm mức.", QUESTION)
    assert citizen.fields == given, "the same id, and no younger token"
    citizen.sends(muc=3)
    assert counted(app) == [(3, 1)]


def test_fields_that_the_page_does_not_send_are_refused(app: Flask, citizen: Citizen) -> None:
    for more in ({"q24": ["5"]}, {"muc": ["4", "5"]}, {"_id": citizen.fields["_id"] * 2}):
        Citizen(app).posts(citizen.action, {**citizen.fields, "muc": ["4"], **more}, 400)
    assert counted(app) == []


# ------------------------------------------------------------------ tokens


def test_neither_kind_of_form_takes_the_others_token(
    app: Flask, citizen: Citizen, poster: str
) -> None:
    fast = dict(citizen.fields)
    citizen.opens(f"/p/{poster}?day-du")
    slow = {name: citizen.fields[name] for name in ("_id", "_token")}
    citizen.posts(f"/p/{poster}?gui", {**fast, "q24": ["4"]}, 422)
    assert citizen.fields["_id"] != fast["_id"]
    citizen.posts(f"/p/{poster}?nhanh", {**slow, "muc": ["4"]}, 422)
    citizen.reads(EXPIRED)
    assert citizen.fields["_id"] != slow["_id"]
    assert (counted(app), sheets(app)) == ([], 0)


@pytest.mark.parametrize("change", ["id", "token", "no id", "no token", "nonsense"])
def test_a_token_that_is_not_ours_gives_a_new_id(app: Flask, citizen: Citizen, change: str) -> None:
    old = dict(citizen.fields)
    if change == "nonsense":
        citizen.fields |= {"_id": ["x"], "_token": ["…"]}
    elif change.startswith("no "):
        del citizen.fields[f"_{change[3:]}"]
    else:
        citizen.fields[f"_{change}"] = ["0" * 32]
    citizen.sends(status=422, muc=4)
    citizen.reads(EXPIRED)
    assert citizen.fields["_id"] not in ([], old["_id"], ["0" * 32])
    citizen.sends(muc=4)
    assert counted(app) == [(4, 1)]


def test_a_token_of_another_desk_is_not_ours(app: Flask, citizen: Citizen) -> None:
    with here.place(app).database.reading() as db:
        other = desks.list_desks(db, TODAY)[1]
    citizen.sends(f"/p/{other.poster_code}?nhanh", status=422, muc=4)
    citizen.reads("Quầy 2", EXPIRED)


def test_an_old_page_comes_back_under_the_same_id_with_a_fresh_token(
    app: Flask, citizen: Citizen, watch: Clock
) -> None:
    id, token = citizen.fields["_id"], citizen.fields["_token"]
    watch.moves(hours=25)
    citizen.sends(status=422, muc=4)
    citizen.reads(EXPIRED)
    assert citizen.fields["_id"] == id
    assert citizen.fields["_token"] != token
    citizen.sends(muc=4)
    assert counted(app) == [(4, 1)]


def test_an_old_page_that_was_counted_says_so(app: Flask, citizen: Citizen, watch: Clock) -> None:
    fields, path = {**citizen.fields, "muc": ["4"]}, citizen.action
    citizen.sends(muc=4)
    watch.moves(hours=25)
    citizen.posts(path, fields)
    citizen.follows()
    citizen.reads(COUNTED)
    assert counted(app) == [(4, 1)]


def test_a_round_that_ended_takes_what_was_opened_in_it_and_nothing_later(
    app: Flask, citizen: Citizen, watch: Clock
) -> None:
    late = Citizen(app).scans(citizen.action.split("?")[0].removeprefix("/p/"))
    with here.place(app).database.writing() as db:
        rounds.close(db, rounds.need(db, "2026").id, TODAY, "an")
    watch.moves(hours=24)
    late.sends(status=422, muc="")
    citizen.sends(muc=5)
    citizen.reads(COUNTED, "Ông/Bà có thể đóng trang này.").reads_nothing_of("Trả lời thêm")
    assert counted(app) == [(5, 1)]
    watch.moves(hours=1)
    late.sends(status=422, muc=1)
    late.reads("Hiện không có đợt khảo sát")
    assert counted(app) == [(5, 1)]


def test_a_poster_that_was_replaced_meanwhile_still_thanks(
    app: Flask, citizen: Citizen, poster: str
) -> None:
    with here.place(app).database.writing() as db:
        found = desks.by_poster(db, poster, TODAY)
        assert found is not None
        desks.replace_poster(db, found.desk.id, TODAY)
    citizen.sends(muc=5)
    citizen.reads(COUNTED).reads_nothing_of("Trả lời thêm")
    assert counted(app) == [(5, 1)]


def test_an_old_page_leads_to_the_form_of_a_round_without_the_question(
    app: Flask, citizen: Citizen, watch: Clock, poster: str
) -> None:
    with here.place(app).database.writing() as db:
        rounds.close(db, rounds.need(db, "2026").id, TODAY, "an")
        opened(db, "sau", title="Đợt sau")
    watch.moves(hours=25)
    page = citizen.sends(muc=4)
    assert page.request.path == f"/p/{poster}"
    citizen.reads("16 câu ngắn")


# ------------------------------------------------------------------ when it cannot be kept


@pytest.mark.parametrize(
    ("failure", "status", "said"),
    [
        (Busy(), 503, "Hệ thống đang bận, câu trả lời chưa được ghi nhận."),
        (Unavailable(reason="x"), 503, "Xin chờ một phút rồi bấm Gửi phiếu."),
        (RuntimeError("of the test"), 500, "Chưa rõ câu trả lời đã được ghi nhận hay chưa."),
    ],
)
def test_what_could_not_be_counted_waits_on_the_page_with_its_level(
    app: Flask,
    citizen: Citizen,
    monkeypatch: pytest.MonkeyPatch,
    failure: Exception,
    status: int,
    said: str,
) -> None:
    app.logger.disabled = True

    def fails(*_: object, **__: object) -> bool:
        raise failure

    with monkeypatch.context() as broken:
        broken.setattr(quick, "keep", fails)
        answer = citizen.sends(status=status, muc=4)
    citizen.reads("Chưa ghi nhận được câu trả lời", said)
    assert ("Retry-After" in answer.headers) is (status == 503)
    assert citizen.fields["muc"] == ["4"]
    citizen.sends()
    citizen.reads(COUNTED)
    assert counted(app) == [(4, 1)]


def test_codes_that_nobody_has_are_told_as_such(app: Flask, citizen: Citizen) -> None:
    for path in ("/p/000000/da-ghi", "/p/x/da-ghi"):
        Citizen(app).opens(path, 404)
    Citizen(app).posts("/p/000000?nhanh", {**citizen.fields, "muc": ["4"]}, 404)
    assert counted(app) == []
