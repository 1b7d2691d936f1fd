"""A device that many people answer on, one after the other: nothing of one is left for the next."""

from __future__ import annotations

import pytest
from flask import Flask

from survey.web import here
from tests.citizens import Citizen
from tests.people import Staff
from tests.scene import made
from tests.web.asked import asked

SHARED = "?may-chung"
KEEPS = "indexedDB"  # where a phone keeps what it has not sent


@pytest.fixture
def poster(app: Flask) -> str:
    """The code of a desk where a round is open."""
    _, counters = made(here.place(app).database)
    assert counters[0].poster_code is not None
    return counters[0].poster_code


def test_its_form_keeps_nothing_and_the_device_holds_no_copy(app: Flask, poster: str) -> None:
    page = Citizen(app).opens(f"/p/{poster}{SHARED}")
    assert KEEPS not in page.text
    assert 'autocomplete="off"' in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_phone_keeps_its_sheet_all_the_same(app: Flask, poster: str) -> None:
    """Both are kept ready, neither in the place of the other."""
    for _ in range(2):
        assert KEEPS not in Citizen(app).opens(f"/p/{poster}{SHARED}").text
        assert KEEPS in Citizen(app).opens(f"/p/{poster}").text


def test_the_receipt_shows_no_code_and_leads_to_an_empty_form_for_the_next(
    app: Flask, poster: str
) -> None:
    citizen = Citizen(app)
    citizen.opens(f"/p/{poster}{SHARED}")
    first = citizen.fields["_id"]
    page = citizen.sends(q24=2)
    citizen.reads("Đã nhận phiếu. Cảm ơn Ông/Bà!")
    citizen.reads("Không cần giữ gì để nhận giấy tờ.")
    assert 'id="receipt"' not in page.text
    assert "đóng trang" not in page.text
    assert f'href="/p/{poster}{SHARED}"' in page.text
    citizen.opens(f"/p/{poster}{SHARED}")
    assert citizen.fields["_id"] != first
    assert citizen.ticked() == {}


def test_a_form_to_mend_stays_one_of_a_shared_device(app: Flask, poster: str) -> None:
    citizen = Citizen(app)
    citizen.opens(f"/p/{poster}{SHARED}")
    page = citizen.sends(status=422)
    assert KEEPS not in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert 'id="receipt"' not in citizen.sends(q24=4).text


def test_what_was_sent_before_leads_on_as_well(app: Flask, poster: str) -> None:
    citizen = Citizen(app)
    citizen.opens(f"/p/{poster}{SHARED}")
    action, fields = citizen.action, dict(citizen.fields)
    citizen.posts(action, {**fields, "q24": ["1"]})
    page = citizen.posts(action, {**fields, "q24": ["5"]}, 409)
    assert f'href="/p/{poster}{SHARED}"' in page.text


def test_the_other_language_is_of_the_same_device(app: Flask, poster: str) -> None:
    citizen = Citizen(app)
    assert f'href="/p/{poster}{SHARED}&amp;lang=en"' in citizen.opens(f"/p/{poster}{SHARED}").text
    citizen.opens(f"/p/{poster}{SHARED}&lang=en")
    assert citizen.action == f"/p/{poster}?gui&may-chung&lang=en"
    page = citizen.sends(q24=3)
    assert f'href="/p/{poster}{SHARED}&amp;lang=en"' in page.text


def test_a_code_typed_again_is_of_the_same_device(app: Flask, poster: str) -> None:
    citizen = Citizen(app)
    page = citizen.opens(f"/p/KHONGCO{SHARED}", 404)
    assert '<input type="hidden" name="may-chung">' in page.text
    answer = citizen.browser.get(f"/p?code={poster}&may-chung=")
    assert answer.headers["Location"] == f"/p/{poster}{SHARED}"


def test_the_quick_question_leads_from_one_person_to_the_next(app: Flask) -> None:
    poster = asked(app)
    citizen = Citizen(app)
    page = citizen.opens(f"/p/{poster}{SHARED}")
    assert KEEPS not in page.text
    assert f'href="/p/{poster}?day-du&amp;may-chung"' in page.text
    page = citizen.sends(muc=4)
    assert f'href="/p/{poster}?day-du&amp;may-chung"' in page.text
    assert f'href="/p/{poster}{SHARED}">Gửi phiếu khác' in page.text
    citizen.opens(f"/p/{poster}?day-du&may-chung")
    assert 'id="receipt"' not in citizen.sends(q24=4).text


def test_staff_open_it_from_the_list_of_their_desks(app: Flask) -> None:
    _, (counter, *_) = made(here.place(app).database)
    staff = Staff(app, "desk", agency_id=counter.agency_id).signs_in()
    opened = f"/p/{counter.poster_code}{SHARED}"
    assert f'href="{opened}"' in staff.opens("/mot-cua").text
    assert KEEPS not in Citizen(app).opens(opened).text
