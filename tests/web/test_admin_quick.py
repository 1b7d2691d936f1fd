"""An administrator opens a round that asks the quick question first."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from survey.store import rounds
from survey.store.agencies import Agency
from survey.web import here
from tests.people import Staff
from tests.web.test_admin import opens_round

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_a_round_may_ask_a_quick_question_first(app: Flask, admin: Staff, justice: Agency) -> None:
    opens_round(admin, 422, quick="y", frame="household")
    admin.reads("Câu hỏi nhanh chỉ dùng cho đợt hỏi tại nơi giải quyết thủ tục.")
    assert admin.page is not None
    assert re.search(r'<input checked id="quick"', admin.page.text)
    opens_round(admin, quick="y")
    admin.follows()
    admin.reads("Câu hỏi nhanh Hỏi trước, tính riêng")
    admin.opens("/quan-tri/dot")
    admin.reads("Tại nơi giải quyết thủ tục; có câu hỏi nhanh")
    opens_round(admin, code="sau", first="2027-01-01", last="2027-01-31")
    admin.follows()
    admin.reads("Câu hỏi nhanh Không hỏi")
    with here.place(app).database.reading() as db:
        assert rounds.need(db, "2026-q4").quick
        assert not rounds.need(db, "sau").quick
