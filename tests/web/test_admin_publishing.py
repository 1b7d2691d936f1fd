"""An administrator takes a round through its last steps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from survey import report, store
from survey.web import here
from tests.people import Clock, Person, Staff
from tests.report.scene import answered, found, opened, people

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

DECREE: dict[str, Any] = {
    "decision": "77/QĐ-UBND",
    "day": "2026-11-20",
    "signatory": "Lê Văn B",
    "says": "",
}


@pytest.fixture
def closed(app: Flask) -> None:
    """A round whose sheets are in."""
    with here.place(app).database.writing() as db:
        found(db, "TP Sở Tư pháp")
        this = opened(db)
        answered(db, this, "TP", people(30, 10))
        report.close(db, this, day=date(2026, 11, 20), person="x")


@pytest.mark.usefixtures("closed")
def test_a_round_becomes_provisional_then_published_then_corrected(
    app: Flask, admin: Staff, watch: Clock, somebody: Person
) -> None:
    admin.opens("/quan-tri/dot/2026")
    admin.reads("Lấy giải trình", "Công bố")
    admin.opens("/quan-tri/dot/2026/so-bo")
    admin.sends("/quan-tri/dot/2026/so-bo", 422, until="2026-11-22")
    admin.reads("Ngày cuối nhận giải trình không được trước ngày hôm nay.")
    admin.sends("/quan-tri/dot/2026/so-bo", until="2026-11-24")
    admin.follows()
    admin.reads("Các đơn vị giải trình được đến hết ngày 24/11/2026.", "Kết quả sơ bộ")
    admin.reads_nothing_of("Lấy giải trình", "Công bố")
    admin.reads("Các đơn vị còn được giải trình đến hết ngày 24/11/2026.")

    admin.opens("/quan-tri/dot/2026/cong-bo")
    admin.sends("/quan-tri/dot/2026/cong-bo", 422, **DECREE)
    admin.reads("Các đơn vị còn được giải trình đến hết ngày 24/11/2026.")
    assert 'value="77/QĐ-UBND"' in str(admin.page and admin.page.text)
    admin.sends("/quan-tri/dot/2026/cong-bo", 422, **DECREE | {"day": "", "decision": ""})
    admin.reads("Còn 2 chỗ cần sửa")
    somebody.opens("/ket-qua/2026", 404)
    watch.moves(days=2)
    admin.signs_in()
    admin.opens("/quan-tri/dot/2026/cong-bo")
    admin.sends("/quan-tri/dot/2026/cong-bo", **DECREE)
    admin.follows()
    admin.reads("Đã công bố lần thứ 1 của đợt “Năm 2026”.", "Đã công bố", "Đính chính")
    somebody.opens("/ket-qua/2026")
    somebody.reads("Quyết định số 77/QĐ-UBND ngày 20/11/2026, người ký: Lê Văn B", "75,00%")

    admin.opens("/quan-tri/dot/2026/cong-bo")
    admin.reads("Đây sẽ là lần công bố thứ 2.")
    admin.sends("/quan-tri/dot/2026/cong-bo", 422, **DECREE)
    admin.reads("Lần công bố sau phải ghi rõ đính chính điều gì.")
    admin.sends("/quan-tri/dot/2026/cong-bo", **DECREE | {"says": "Sửa số quyết định."})
    with here.place(app).database.reading() as db:
        acts = [(act.what, act.detail) for act in store.acts.last(db, 9)]
    assert acts[0] == ("round.publish", "2")
    admin.opens("/quan-tri/nhat-ky")
    admin.reads("Công bố kết quả", "Mở bước kết quả sơ bộ")


def test_an_open_round_is_not_published(app: Flask, admin: Staff) -> None:
    with here.place(app).database.writing() as db:
        found(db, "TP Sở Tư pháp")
        opened(db)
    admin.opens("/quan-tri/dot/2026")
    admin.reads_nothing_of("Công bố", "Lấy giải trình")
    steps: dict[str, dict[str, Any]] = {"so-bo": {"until": "2026-12-01"}, "cong-bo": DECREE}
    for step, fields in steps.items():
        admin.opens(f"/quan-tri/dot/2026/{step}")
        admin.sends(f"/quan-tri/dot/2026/{step}", 422, **fields)
        admin.opens(f"/quan-tri/dot/KHONG/{step}", 404)
