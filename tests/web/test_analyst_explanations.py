"""A body explains its provisional figures on a page of its own; analysts of all answer there."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from survey import report, store
from survey.store.agencies import Agency
from survey.web import here
from tests.people import Clock, Staff
from tests.report.scene import answered, found, opened, people

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

UNTIL = date(2026, 11, 25)
TEXT = "Thiếu ghế chờ.\r\nĐã mua thêm trong tháng 11."


@pytest.fixture
def justice_department(app: Flask) -> Agency:
    """Sở Tư pháp, with a centre under it and another department, provisional until Wednesday."""
    with here.place(app).database.writing() as db:
        found(db, "TP Sở Tư pháp", "XD Sở Xây dựng")
        found(db, "TN Trung tâm Trợ giúp pháp lý", parent="TP")
        this = opened(db)
        for code in ("TP", "XD", "TN"):
            answered(db, this, code, people(20, 20))
        day = here.place(app).now().date()
        report.close(db, this, day=day, person="x")
        this = store.rounds.need(db, "2026")
        report.provisional(db, this, until=UNTIL, day=day, person="x")
        return store.agencies.need(db, "TP", this.last)


def test_a_body_explains_and_is_answered(app: Flask, justice_department: Agency) -> None:
    own = Staff(app, "analyst", agency_id=justice_department.id).signs_in()
    own.opens("/tong-hop/2026/giai-trinh", 303)
    own.follows()
    own.reads("Giải trình kết quả sơ bộ: Sở Tư pháp", "đến hết ngày 25/11/2026", "50,00")
    own.opens("/tong-hop/2026/TP/giai-trinh/q24")
    own.reads("khoảng tin cậy 95%:", "Gửi giải trình")
    own.sends("/tong-hop/2026/TP/giai-trinh/q24", text=TEXT)
    own.follows()
    own.reads("Đã nhận giải trình.", "Thiếu ghế chờ.", "chưa trả lời")
    own.opens("/tong-hop/2026/TP/giai-trinh/q24")
    own.reads("Cán bộ tổng hợp của tỉnh chưa trả lời.").reads_nothing_of("Gửi giải trình")

    whole = Staff(app, "analyst").signs_in()
    whole.opens("/tong-hop/2026/giai-trinh")
    whole.reads("Sở Tư pháp", "Thiếu ghế chờ.", "Trả lời")
    whole.opens("/tong-hop/2026/TP/giai-trinh/q24")
    whole.sends("/tong-hop/2026/TP/giai-trinh/q24", text="Đã ghi nhận.")
    whole.opens("/tong-hop/2026/TP/giai-trinh/q24")
    whole.reads("Đã ghi nhận.", f"ngày 23/11/2026, {whole.name} ghi")
    whole.reads_nothing_of("Gửi câu trả lời")
    own.opens("/tong-hop/2026/TP/giai-trinh")
    own.reads("Đã ghi nhận.")
    with here.place(app).database.reading() as db:
        acts = [(act.what, act.detail) for act in store.acts.last(db, 20)]
    assert ("round.explain", "TP q24") in acts
    assert ("round.answer", "TP q24") in acts


def test_what_was_typed_is_still_there_when_it_cannot_be_taken(
    app: Flask, watch: Clock, justice_department: Agency
) -> None:
    own = Staff(app, "analyst", agency_id=justice_department.id).signs_in()
    path = "/tong-hop/2026/TP/giai-trinh/q24"
    own.opens(path)
    own.sends(path, 422, text=" ")
    own.reads("Xin ghi nội dung rồi gửi.")
    own.sends(path, 422, text="x" * 2001)
    own.reads("Nội dung dài 2.001 ký tự, tối đa 2.000.", "x" * 2001)
    own.sends(path, text="Lần một.")
    own.opens("/tong-hop/2026/TP/giai-trinh/q25")
    own.sends(path, 422, text="Lần hai.")
    own.reads("Tiêu chí này đã có giải trình", "Lần hai.", "Lần một.")
    watch.moves(days=3)
    own.signs_in()
    own.opens("/tong-hop/2026/TP/giai-trinh/q25")
    own.reads_nothing_of("Gửi giải trình")
    own.sends("/tong-hop/2026/TP/giai-trinh/q25", 422, text="Muộn một ngày.")
    own.reads("Đã hết hạn gửi giải trình ngày 25/11/2026.", "Muộn một ngày.")


def test_nobody_explains_for_another_body(app: Flask, justice_department: Agency) -> None:
    own = Staff(app, "analyst", agency_id=justice_department.id).signs_in()
    own.opens("/tong-hop/2026/XD/giai-trinh", 404)
    own.opens("/tong-hop/2026/XD/giai-trinh/q24", 404)
    own.opens("/tong-hop/2026/TP/giai-trinh/q24")
    own.sends("/tong-hop/2026/XD/giai-trinh/q24", 404, text="Hộ sở khác.")
    # A centre under it is seen, and speaks for itself.
    own.opens("/tong-hop/2026/TN/giai-trinh")
    own.reads_nothing_of("mỗi tiêu chí giải trình được một lần")
    own.opens("/tong-hop/2026/TP/giai-trinh/q24")
    own.sends("/tong-hop/2026/TN/giai-trinh/q24", 403, text="Hộ trung tâm.")
    whole = Staff(app, "analyst").signs_in()
    whole.opens("/tong-hop/2026/TP/giai-trinh/q24")
    whole.reads("Tiêu chí này chưa có giải trình.").reads_nothing_of("Gửi")
    whole.sends("/tong-hop/2026/TP/giai-trinh/q24", 422, text="Trả lời cho không ai.")
    for path in ("TP/giai-trinh/q99", "KHONG/giai-trinh"):
        whole.opens(f"/tong-hop/2026/{path}", 404)
    with here.place(app).database.reading() as db:
        assert report.explained(db, store.rounds.need(db, "2026")) == []


def test_before_the_step_the_page_says_what_opens_it(app: Flask) -> None:
    with here.place(app).database.writing() as db:
        found(db, "TP Sở Tư pháp")
        this = opened(db)
        answered(db, this, "TP", people(20))
        report.close(db, this, day=this.last, person="x")
    whole = Staff(app, "analyst").signs_in()
    for path in ("giai-trinh", "TP/giai-trinh"):
        whole.opens(f"/tong-hop/2026/{path}")
        whole.reads("Đợt này chưa lấy giải trình")
