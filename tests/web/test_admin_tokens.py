"""What an administrator does with tokens of other systems."""

from __future__ import annotations

import re

from flask import Flask

from survey import store
from survey.store.agencies import Agency
from survey.web import here
from tests.people import Staff
from tests.web.api.system import System

PATH = "/quan-tri/ma-truy-cap"


def test_a_token_is_made_shown_once_and_revoked(app: Flask, admin: Staff, justice: Agency) -> None:
    admin.opens(PATH)
    admin.reads("Chưa cấp mã truy cập nào", "OpenAPI")
    admin.opens(f"{PATH}/them")
    admin.sends(f"{PATH}/them", 422, name="hai chữ", scopes="indices")
    admin.reads("không có khoảng trắng")
    admin.sends(f"{PATH}/them", 422, name="cong", scopes="indices", agency="H35.99")
    admin.reads("Không có đơn vị mã “H35.99”.")
    admin.sends(f"{PATH}/them", 422, name="cong", scopes="indices", last="2026-11-22")
    admin.reads("Ngày cuối của mã truy cập đã qua.")
    admin.sends(f"{PATH}/them", 422, name="cong", agency="")
    admin.reads("ít nhất một phạm vi")
    fields = {"name": "cong", "scopes": ["indices", "reports"], "agency": "H35.11"}
    page = admin.sends(f"{PATH}/them", 200, **fields, last="2026-12-31")
    assert page.headers["Cache-Control"] == "no-store"
    (words,) = set(re.findall(r"survey_[\w-]{43}", page.text))
    with here.place(app).database.reading() as db:
        kept = store.tokens.find(db, words, here.place(app).now().date())
    assert kept is not None
    assert (kept.name, kept.agency) == ("cong", justice.id)
    page = admin.opens(PATH)
    admin.reads("cong", "Sở Tư pháp", "31/12/2026", "chưa dùng")
    assert words not in page.text
    admin.opens(f"{PATH}/{kept.id}/thu-hoi")
    admin.reads("Thu hồi mã truy cập cong?")
    admin.sends(f"{PATH}/{kept.id}/thu-hoi")
    admin.follows()
    admin.reads("Đã thu hồi mã truy cập cong.", "đã thu hồi 23/11/2026")
    admin.opens(f"{PATH}/{kept.id}/thu-hoi", 404)
    admin.opens("/quan-tri/nhat-ky")
    admin.reads("Cấp mã truy cập", "Thu hồi mã truy cập")


def test_the_list_says_when_a_token_was_last_used(app: Flask, admin: Staff) -> None:
    System(app, name="cong").asks("/v1/rounds")
    admin.opens(PATH)
    admin.reads("toàn tỉnh", "Dùng gần nhất", "23/11/2026").reads_nothing_of("chưa dùng")
