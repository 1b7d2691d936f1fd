"""A sheet that is sent: kept once, never lost, checked in a fixed order."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from survey import ledger, store
from survey.intake import keep as road
from survey.store import desks, responses, rounds
from survey.store.responses import Sheet
from survey.web import here
from survey.web.citizen import sending
from tests.citizens import Citizen
from tests.people import Clock
from tests.scene import made
from tests.web.conftest import SECRET, MakeApp

EXPIRED = "Trang mở đã lâu. Các câu đã chọn vẫn còn nguyên. Xin bấm Gửi phiếu lần nữa."
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def poster(app: Flask) -> str:
    """The code of a desk where a round is open."""
    _, counters = made(here.place(app).database)
    return str(counters[0].poster_code)


@pytest.fixture
def citizen(app: Flask, poster: str) -> Citizen:
    """Somebody with the form of that desk open."""
    return Citizen(app).scans(poster)


def kept(app: Flask) -> list[dict[str, Any]]:
    """Every sheet in the database."""
    with here.place(app).database.reading() as db:
        return [dict(row) for row in db.execute(text("SELECT * FROM response")).mappings()]


def sheet_of(app: Flask, id: str) -> Sheet:
    with here.place(app).database.reading() as db:
        found = responses.existing(db, bytes.fromhex(id))
    assert found is not None
    return found


def test_a_sheet_is_kept_and_its_receipt_shown(app: Flask, citizen: Citizen) -> None:
    id = citizen.fields["_id"][0]
    citizen.ticks(q24=4, q29="", visit=2, gender=1).sends()
    citizen.reads("Đã nhận phiếu. Cảm ơn Ông/Bà!", "Không cần giữ gì để nhận giấy tờ.")
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]", citizen.receipt)
    sheet = sheet_of(app, id)
    assert ledger.read_receipt(citizen.receipt) == sheet.receipt
    assert responses.unpack(sheet.record, 24) == "400006000000000020001000"
    assert sheet.channel == "poster"
    assert sheet.day == "2026-11-23"


def test_the_receipt_is_folded_away(citizen: Citizen) -> None:
    page = citizen.ticks(q24=4).sends()
    assert "<details>" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_nothing_of_the_phone_is_kept(app: Flask, citizen: Citizen) -> None:
    citizen.ticks(q24=4).sends()
    (sheet,) = kept(app)
    assert set(sheet) == {
        "id", "round", "agency", "desk", "decider", "field", "channel", "day", "test",
        "record", "salt", "receipt",
    }  # fmt: skip


def test_sending_again_brings_the_same_receipt(app: Flask, citizen: Citizen) -> None:
    fields = dict(citizen.ticks(q24=4, comment="Tốt").fields)
    path = citizen.action
    citizen.sends()
    first = citizen.receipt
    for again in (fields, {**fields, "comment": ["Khác"]}, {**fields, "comment": ["a" * 1001]}):
        citizen.posts(path, again)
        citizen.follows()
        assert citizen.receipt == first
    assert len(kept(app)) == 1
    with here.place(app).database.reading() as db:
        assert db.scalar(text("SELECT count(*) FROM comment")) == 1


def test_a_double_tap_is_one_sheet(app: Flask, citizen: Citizen) -> None:
    fields, path = citizen.ticks(q24=4).fields, citizen.action
    answers: list[TestResponse] = []

    def tap() -> None:
        answers.append(Citizen(app).posts(path, fields))

    taps = [threading.Thread(target=tap) for _ in range(4)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert len({one.location for one in answers}) == 1
    assert len(kept(app)) == 1


def test_the_same_sheet_with_other_answers_is_refused_and_the_first_stands(
    app: Flask, citizen: Citizen
) -> None:
    fields, path = citizen.ticks(q24=4).fields, citizen.action
    citizen.sends()
    for other in ({"q24": ["5"]}, {"visit": ["1"]}, {"gender": ["1"]}, {"q24": ["9"]}):
        citizen.posts(path, {**fields, **other}, status=409)
        citizen.reads("Phiếu này đã gửi trước đó", "Chúng tôi giữ câu trả lời lần đầu")
    (sheet,) = kept(app)
    assert bytes(sheet["record"]).hex().startswith("40")


def test_two_openings_are_two_sheets(app: Flask, poster: str) -> None:
    for _ in range(2):
        Citizen(app).scans(poster).ticks(q24=4).sends()
    assert len(kept(app)) == 2


# ------------------------------------------------------------------ something is missing


def test_a_sheet_without_a_level_comes_back_with_everything_on_it(
    app: Flask, citizen: Citizen
) -> None:
    id = citizen.fields["_id"]
    citizen.ticks(q24="", visit=3, age=5, comment="\nChưa ổn <b>&")
    given = {name: values for name, values in citizen.fields.items() if any(values)}
    page = citizen.sends(status=422)
    citizen.reads("Lỗi: Phiếu khảo sát", "Ông/Bà chưa chọn câu nào.")
    assert '<a href="#q24">' in page.text
    assert "<details open>" in page.text
    assert re.search(r'name="q24" value="" checked', page.text)
    back = {name: values for name, values in citizen.fields.items() if any(values)}
    assert back.keys() == given.keys()
    assert {k: v for k, v in back.items() if k != "_token"} == {
        k: v for k, v in given.items() if k != "_token"
    }
    assert citizen.fields["_id"] == id
    citizen.ticks(q31=1).sends()
    assert len(kept(app)) == 1


def test_a_wrong_answer_is_named_and_the_others_stay(citizen: Citizen) -> None:
    page = citizen.ticks(q24=5, q27=7, q30=2).sends(status=422)
    citizen.reads("Câu 4 máy chưa nhận được, các câu khác vẫn còn. Xin chọn lại câu này.")
    assert '<a href="#q27">' in page.text
    assert 'aria-describedby="q27-loi"' in page.text
    assert citizen.ticked() == {"q24": ["5"], "q30": ["2"]}
    citizen.sends()


def test_a_long_comment_comes_back_whole(citizen: Citizen) -> None:
    long = "Xin chào. " * 120
    page = citizen.ticks(q24=5, comment=long).sends(status=422)
    citizen.reads("Góp ý dài quá 1.000 ký tự. Xin viết ngắn lại")
    assert '<a href="#comment">' in page.text
    assert citizen.fields["comment"] == [long]
    citizen.ticks(comment="Ngắn thôi").sends()


def test_a_masked_comment_is_told_and_never_shown(app: Flask, citizen: Citizen) -> None:
    page = citizen.ticks(q24=1, comment="Gọi tôi số 0912 345 678").sends()
    citizen.reads("Số điện thoại, số giấy tờ trong góp ý đã được che", "1 chỗ")
    assert "0912" not in page.text
    with here.place(app).database.reading() as db:
        (said,) = db.execute(text("SELECT text FROM comment")).scalars()
    assert said == "Gọi tôi số [đã che]"


# ------------------------------------------------------------------ tokens


@pytest.mark.parametrize("change", ["id", "token", "no id", "no token", "nonsense"])
def test_a_token_that_is_not_ours_gives_a_new_id_and_keeps_the_ticks(
    app: Flask, citizen: Citizen, change: str
) -> None:
    old = dict(citizen.ticks(q24=4, comment="Tốt").fields)
    if change == "id":
        citizen.fields["_id"] = ["0" * 32]
    elif change == "token":
        token = old["_token"][0]
        citizen.fields["_token"] = [token[:-2] + ("AA" if token[-2:] != "AA" else "BB")]
    elif change == "nonsense":
        citizen.fields |= {"_id": ["x"], "_token": ["…"]}
    else:
        del citizen.fields[f"_{change[3:]}"]
    citizen.sends(status=422)
    citizen.reads(EXPIRED)
    assert citizen.fields["_id"] not in ([], old["_id"], ["0" * 32])
    assert citizen.ticked() == {"q24": ["4"], "comment": ["Tốt"]}
    citizen.sends()
    assert len(kept(app)) == 1


def test_a_token_of_another_desk_is_not_ours(app: Flask, citizen: Citizen) -> None:
    with here.place(app).database.reading() as db:
        other = desks.list_desks(db, here.place(app).now().date())[1]
    citizen.ticks(q24=4).sends(f"/p/{other.poster_code}?gui", status=422)
    citizen.reads("Quầy 2", EXPIRED)


def test_a_token_lives_a_day(citizen: Citizen, watch: Clock) -> None:
    watch.moves(hours=23, minutes=59)
    citizen.ticks(q24=4).sends()


def test_an_old_page_comes_back_under_the_same_id(
    app: Flask, citizen: Citizen, watch: Clock
) -> None:
    id, token = citizen.fields["_id"], citizen.fields["_token"]
    watch.moves(hours=25)
    page = citizen.ticks(q24=4).sends(status=422)
    citizen.reads(EXPIRED)
    assert page.text.count("Gửi phiếu</button>") == 2, "one of them stands above the questions"
    assert citizen.fields["_id"] == id
    assert citizen.fields["_token"] != token
    citizen.sends()
    assert len(kept(app)) == 1


def test_an_old_page_that_was_sent_leads_to_its_receipt(citizen: Citizen, watch: Clock) -> None:
    fields, path = dict(citizen.ticks(q24=4).fields), citizen.action
    citizen.sends()
    first = citizen.receipt
    watch.moves(days=9)
    citizen.posts(path, fields)
    citizen.follows()
    assert citizen.receipt == first


def test_a_round_that_ended_takes_what_was_opened_in_it(
    app: Flask, citizen: Citizen, watch: Clock
) -> None:
    watch.moves(days=38, hours=14)  # 31 December, 23:00
    citizen.scans(citizen.action.split("?")[0].removeprefix("/p/"))
    watch.moves(hours=24)
    citizen.ticks(q24=4).sends()
    (sheet,) = kept(app)
    assert str(sheet["day"]) == "2027-01-01"


def test_a_day_after_its_end_a_round_takes_nothing(citizen: Citizen, watch: Clock) -> None:
    watch.moves(days=38, hours=14)
    citizen.scans(citizen.action.split("?")[0].removeprefix("/p/"))
    watch.moves(hours=25)
    citizen.ticks(q24=4).sends(status=422)
    citizen.reads("Hiện không có đợt khảo sát")


def test_a_page_that_came_back_lives_no_longer_than_the_first(
    citizen: Citizen, watch: Clock
) -> None:
    """A sheet with something to mend goes round and round, but not past its round's last hour."""
    watch.moves(hours=23)
    citizen.sends(status=422)
    citizen.reads("Ông/Bà chưa chọn câu nào.")
    watch.moves(hours=2)
    citizen.ticks(q24=4).sends(status=422)
    citizen.reads(EXPIRED)


def test_a_replaced_poster_still_takes_what_was_opened_with_it(
    app: Flask, citizen: Citizen, poster: str, watch: Clock
) -> None:
    with here.place(app).database.writing() as db:
        found = desks.by_poster(db, poster, watch().date())
        assert found is not None
        desks.replace_poster(db, found.desk.id, watch().date())
    citizen.ticks(q24=4).sends()
    citizen.ticks(q24=4)
    citizen.fields["_token"] = ["1.1.aaaaaaaaaaaaaaaaaaaaaa"]
    citizen.posts(f"/p/{poster}?gui", citizen.fields, status=410)


def test_a_new_secret_still_takes_the_forms_of_the_old_one(
    make_app: MakeApp, citizen: Citizen
) -> None:
    after = make_app(secret_key="another secret of the tests", secret_key_old=SECRET)
    Citizen(after).posts(citizen.action, citizen.ticks(q24=4).fields)
    never = make_app(secret_key="another secret of the tests")
    Citizen(never).posts(citizen.action, citizen.fields, status=422)


# ------------------------------------------------------------------ what no page of ours sends


def test_what_cannot_be_read_is_refused_with_a_way_on(app: Flask, citizen: Citizen) -> None:
    path, browser = citizen.action, citizen.browser
    token = citizen.fields["_token"][0]
    id = citizen.fields["_id"][0]
    good = f"_id={id}&_token={token}&q24=4"
    for body, kind, status in (
        (good + "&q99=1", FORM, 400),
        (good + "&q24=5", FORM, 400),
        (good + f"&_id={id}", FORM, 400),
        (good + "&comment=%FF%FE", FORM, 400),
        (good + "&comment=%00", FORM, 400),
        (good + "&" + "&".join(f"x{n}=" for n in range(500)), FORM, 400),
        (good + "&comment=" + "a" * 70_000, FORM, 413),
        ('{"q24":4}', "application/json", 415),
        (good, "text/plain", 415),
    ):
        answer = browser.post(path, data=body, content_type=kind)
        assert answer.status_code == status, body[:120]
        assert "Máy chủ không đọc được phiếu này." in answer.text
    assert kept(app) == []
    assert browser.post(path, data=good, content_type=FORM).status_code == 303


def test_an_unknown_poster_takes_nothing(citizen: Citizen) -> None:
    citizen.ticks(q24=4).sends("/p/000000?gui", status=404)
    citizen.sends("/p/xin-chao?gui", status=404)


# ------------------------------------------------------------------ the database fails


def test_a_busy_database_hands_the_sheet_back(
    app: Flask, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = citizen.fields["_id"]

    def busy(*_: object, **__: object) -> None:
        raise store.Busy

    with monkeypatch.context() as failing:
        failing.setattr(sending, "keep", busy)
        page = citizen.ticks(q24=4).sends(status=503)
    assert int(page.headers["Retry-After"]) > 0
    citizen.reads("phiếu chưa được nhận. Câu trả lời vẫn còn trên trang.")
    assert citizen.fields["_id"] == id
    assert citizen.ticked() == {"q24": ["4"]}
    citizen.sends()
    assert len(kept(app)) == 1


def test_a_database_that_is_gone_loses_no_answer(
    app: Flask, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise store.Unavailable("…")

    with monkeypatch.context() as failing:
        failing.setattr(type(here.place(app).database), "reading", gone)
        failing.setattr(store.form_version, "glance", gone)
        page = citizen.ticks(q24=4, comment="Tốt").sends(status=503)
    assert int(page.headers["Retry-After"]) > 0
    citizen.reads("phiếu chưa được nhận")
    assert citizen.fields["q24"] == ["4"]
    citizen.sends()
    assert len(kept(app)) == 1


def test_a_failure_in_the_middle_says_that_it_does_not_know(
    app: Flask, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(*given: Any, **named: Any) -> None:
        road.keep(*given, **named)
        raise OSError("the line was cut after the commit")

    with monkeypatch.context() as failing:
        failing.setattr(sending, "keep", torn)
        citizen.ticks(q24=4).sends(status=500)
    citizen.reads("Chưa rõ phiếu đã được nhận hay chưa.", "phiếu chỉ được tính một lần")
    citizen.sends()
    assert len(kept(app)) == 1


def test_a_closed_round_still_counts_what_was_open(app: Flask, citizen: Citizen) -> None:
    place = here.place(app)
    with place.database.writing() as db:
        rounds.close(db, rounds.need(db, "2026").id, place.now().date(), "an")
    citizen.ticks(q24=4).sends()
    assert len(kept(app)) == 1
