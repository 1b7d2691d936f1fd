"""Administrators: rounds, agencies, desks, accounts, and the log of what they did."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from survey.store import accounts, agencies, desks, freezes, rounds
from survey.store.agencies import Agency
from survey.web import here
from tests.people import PASSWORD, Clock, Person, Staff
from tests.web.conftest import MakeApp, desks_of

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

TODAY = date(2026, 11, 23)
ROUND: dict[str, Any] = {
    "title": "Quý IV năm 2026",
    "code": "2026-q4",
    "questionnaire": "sipas-2023-service",
    "frame": "desk",
    "first": "2026-11-01",
    "last": "2026-11-30",
    "whom": "all",
    "rule": "top2",
    "combination": "pooled",
    "minimum": "30",
}


def opens_round(admin: Staff, status: int = 303, **changed: Any) -> None:
    admin.opens("/quan-tri/dot/mo")
    admin.sends("/quan-tri/dot/mo", status, **{**ROUND, **changed})


def test_every_list_is_there_while_nothing_is(admin: Staff) -> None:
    for path, words in {
        "/quan-tri/dot": "Chưa có đợt khảo sát nào",
        "/quan-tri/co-quan": "Chưa có đơn vị nào",
        "/quan-tri/quay": "Chưa có quầy nào",
        "/quan-tri/tai-khoan": "quan.tri",
        "/quan-tri/nhat-ky": "Đăng nhập",
    }.items():
        admin.opens(path)
        admin.reads(words)


def test_a_round_is_opened_as_asked(app: Flask, admin: Staff, justice: Agency) -> None:
    opens_round(admin, rule="mean5", combination="mean_of_factors", split="y", channels=["poster"])
    admin.follows()
    admin.reads("Quý IV năm 2026", "Đang thu phiếu", "Đã mở đợt “Quý IV năm 2026”.")
    admin.reads("Điểm trung bình, mức 5 là 100", "Quét mã tại quầy", "Mọi đơn vị")
    with here.place(app).database.reading() as db:
        made = rounds.need(db, "2026-q4")
    assert made.method == "mean5.mean_of_factors.split"
    assert (made.rank_channels, made.minimum, made.agencies) == (("poster",), 30, None)
    admin.opens("/quan-tri/dot")
    admin.reads("Quý IV năm 2026", "30/11/2026")


def test_a_form_with_faults_comes_back_with_what_was_filled_in(admin: Staff) -> None:
    opens_round(admin, 422, code="", first="hôm nay", frame="household", minimum="0")
    page = admin.page
    assert page is not None
    admin.reads("Còn 3 chỗ cần sửa. Những gì đã nhập vẫn còn.", "Ô này cần được điền.")
    admin.reads("Ngày chưa đọc được. Xin chọn lại, dạng 2026-11-23.", "từ 1 trở lên")
    assert 'value="Quý IV năm 2026"' in page.text
    assert 'checked id="frame-1"' in page.text
    assert 'value="2026-11-30"' in page.text
    assert "<title>Lỗi:" in page.text
    assert 'href="#code"' in page.text


def test_a_second_open_round_is_refused_and_named(admin: Staff, justice: Agency) -> None:
    opens_round(admin)
    opens_round(admin, 422, code="khac", whom="codes", agencies=justice.code)
    admin.reads("đã có đợt “Quý IV năm 2026” đang thu phiếu đến 30/11/2026")


def test_a_round_may_ask_some_bodies(
    app: Flask, admin: Staff, justice: Agency, health: Agency
) -> None:
    opens_round(admin, whom="codes", agencies=" H35.14 ")
    opens_round(admin, code="b", whom="kinds", kinds=["Sở, ban, ngành"], first="2027-01-01",
                last="2027-01-31")  # fmt: skip
    opens_round(admin, 422, code="c", whom="codes", agencies="H35.99")
    admin.reads("H35.99")
    opens_round(admin, 422, code="c", whom="codes", agencies=" ")
    opens_round(admin, 422, code="c", whom="kinds")
    with here.place(app).database.reading() as db:
        assert rounds.need(db, "2026-q4").agencies == frozenset({health.id})
        assert rounds.need(db, "b").agencies == frozenset({justice.id, health.id})


def test_closing_asks_once_more_and_freezes(app: Flask, admin: Staff, justice: Agency) -> None:
    opens_round(admin)
    admin.opens("/quan-tri/dot/2026-q4")
    admin.sends("/quan-tri/dot/2026-q4/chot")
    admin.follows()
    admin.reads("Đã chốt số liệu lần 1")
    admin.opens("/quan-tri/dot/2026-q4/ket-thuc")
    admin.reads("Kết thúc thu phiếu đợt “Quý IV năm 2026”?", "không mở lại được")
    admin.sends("/quan-tri/dot/2026-q4/ket-thuc")
    admin.follows()
    admin.reads("Đã kết thúc thu phiếu")
    admin.sends("/quan-tri/dot/2026-q4/ket-thuc", 409)
    admin.reads("Có người vừa thay đổi trước")
    with here.place(app).database.reading() as db:
        closed = rounds.need(db, "2026-q4")
        assert closed.state == "closed"
        assert len(freezes.all_freezes(db, closed.id)) == 2


def test_a_get_changes_nothing(admin: Staff, justice: Agency) -> None:
    opens_round(admin)
    admin.opens("/quan-tri/dot/2026-q4/chot", 405)
    admin.opens("/quan-tri/dot/2026-q4/ket-thuc")
    admin.opens("/quan-tri/dot/2026-q4")
    admin.reads("Đang thu phiếu", "Chưa chốt lần nào")


def test_agencies_are_found_without_accents(admin: Staff, justice: Agency, health: Agency) -> None:
    admin.opens("/quan-tri/co-quan?q=so tu phap")
    admin.reads("Sở Tư pháp", "1 đơn vị khớp với “so tu phap”").reads_nothing_of("Sở Y tế")
    admin.opens("/quan-tri/co-quan?q=h35.14&tt=dang")
    admin.reads("Sở Y tế").reads_nothing_of("Sở Tư pháp")
    admin.opens("/quan-tri/co-quan?q=<script>")
    admin.reads("Không tìm thấy “<script>”")


def test_a_long_list_is_turned(app: Flask, admin: Staff) -> None:
    with here.place(app).database.writing() as db:
        rows = [
            agencies.AgencyRow(no, f"X{no:03}", f"Xã {no:03}", "UBND xã, phường")
            for no in range(1, 121)
        ]
        agencies.import_rows(db, rows, today=TODAY)
    admin.opens("/quan-tri/co-quan?nhom=UBND xã, phường")
    admin.reads("120 đơn vị", "Trang 1/3", "Xã 050").reads_nothing_of("Xã 051", "Trang trước")
    admin.opens("/quan-tri/co-quan?trang=3")
    admin.reads("Xã 120", "Trang trước").reads_nothing_of("Trang sau")
    admin.opens("/quan-tri/co-quan?trang=99")
    admin.opens("/quan-tri/co-quan?trang=x")


def test_an_agency_is_added_renamed_and_closed_with_a_successor(
    app: Flask, admin: Staff, justice: Agency, health: Agency, watch: Clock
) -> None:
    admin.opens("/quan-tri/co-quan/them")
    admin.sends("/quan-tri/co-quan/them", 422, name="Sở Giao thông vận tải", kind="Sở", code="")
    admin.reads("Ô này cần được điền.")
    admin.sends("/quan-tri/co-quan/them", 422, name="Sở Khác", kind="Sở", code="H35.11")
    admin.reads("Mã này đang là mã của Sở Tư pháp")
    admin.sends("/quan-tri/co-quan/them", name="Sở Giao thông", kind="Sở", code="H35.90")
    page = admin.follows()
    path = page.request.path
    admin.opens(f"{path}/sua")
    admin.sends(f"{path}/sua", name="Sở Giao thông vận tải", kind="Sở")
    admin.follows()
    admin.reads("Sở Giao thông vận tải", "có hiệu lực từ hôm nay")
    admin.opens(f"{path}/ket-thuc")
    admin.sends(f"{path}/ket-thuc", 422, to="2026-11-23", successor="H35.99")
    admin.reads("H35.99")
    admin.sends(f"{path}/ket-thuc", to="2026-11-23", successor="H35.11")
    watch.moves(days=1)
    admin.signs_in()
    admin.opens("/quan-tri/co-quan?tt=da")
    admin.reads("Sở Giao thông vận tải", "đã nhập vào Sở Tư pháp")
    admin.opens(f"/quan-tri/co-quan/{justice.id}")
    admin.reads("Kế thừa Sở Giao thông vận tải")
    admin.opens("/quan-tri/co-quan/999", 404)


def test_a_desk_is_added_changed_and_gets_a_new_poster(
    app: Flask, admin: Staff, justice: Agency, health: Agency
) -> None:
    path = f"/quan-tri/co-quan/{justice.id}/quay/them"
    admin.opens(path)
    admin.sends(path, 422, code="1", name="Trùng mã")
    admin.reads("Đơn vị đã có quầy mang mã này.")
    admin.sends(path, 422, code="3", name="Quầy 3", officers="0")
    admin.sends(path, code="3", name="Quầy 3", field="Hộ tịch", decider="H35.14", officers="2")
    page = admin.follows()
    admin.reads("Quầy 3", "hồ sơ do Sở Y tế giải quyết", "lĩnh vực Hộ tịch", "2 cán bộ")
    own = page.request.path
    made = next(desk for desk in desks_of(app, justice, TODAY) if desk.code == "3")
    admin.sends(f"{own}/bang-moi")
    admin.follows()
    admin.reads("Bảng cũ đã ngừng", "đang dùng", "ngừng từ 23/11/2026")
    with here.place(app).database.reading() as db:
        now = desks.by_id(db, made.id, TODAY)
        assert now is not None
        assert now.poster_code != made.poster_code
        old = desks.by_poster(db, made.poster_code or "", TODAY)
        assert old is not None
        assert old.replaced_by == now.poster_code
    admin.opens(f"{own}/sua")
    admin.sends(f"{own}/sua", name="Quầy số 3", field="Hộ tịch", decider="H35.14", officers="2")
    admin.follows()
    admin.reads("Quầy số 3")
    admin.sends(f"{own}/dong")
    admin.follows()
    admin.reads("ngày cuối 23/11/2026", "Mở lại quầy")
    admin.sends(f"{own}/mo-lai")
    admin.follows()
    admin.reads("Đóng quầy")
    admin.opens("/quan-tri/quay?q=quay so 3")
    admin.reads("Quầy số 3", "Sở Tư pháp")
    admin.opens("/quan-tri/quay?q=khong co")
    admin.reads("Không tìm thấy")
    admin.opens(f"/quan-tri/co-quan/{justice.id}")
    admin.reads("Quầy số 3")


def test_an_account_is_added_and_opens_its_room(app: Flask, admin: Staff, justice: Agency) -> None:
    path = "/quan-tri/tai-khoan/them"
    admin.opens(path)
    admin.sends(path, 422, name="pao.vang", role="desk", agency="", password=PASSWORD)
    admin.reads("Tài khoản Bộ phận Một cửa phải thuộc một đơn vị.")
    admin.sends(path, 422, name="pao.vang", role="desk", agency="H35.99", password=PASSWORD)
    admin.reads("Không có đơn vị mã “H35.99”.")
    admin.sends(path, 422, name="pao.vang", role="desk", agency="H35.11", password="ngắn")
    admin.reads("Mật khẩu phải có ít nhất 10 ký tự.")
    admin.sends(path, 422, name="pao.vang", role="auditor", agency="H35.11", password=PASSWORD)
    admin.reads("Tài khoản Giám sát không thuộc đơn vị nào.")
    admin.sends(path, name="pao.vang", role="desk", agency="H35.11", password=PASSWORD)
    admin.follows()
    admin.reads("pao.vang", "Sở Tư pháp", "Bộ phận Một cửa")
    clerk = Person(app)
    clerk.opens("/dang-nhap")
    clerk.sends("/dang-nhap", name="Pao.Vang", password=PASSWORD)
    clerk.follows()
    clerk.reads("Quầy của Sở Tư pháp")


def test_a_new_password_and_a_closing_sign_the_browser_out(
    app: Flask, admin: Staff, justice: Agency
) -> None:
    clerk = Staff(app, "desk", agency_id=justice.id, name="pao.vang").signs_in()
    path = f"/quan-tri/tai-khoan/{clerk.account.id}"
    admin.opens(f"{path}/mat-khau")
    admin.sends(f"{path}/mat-khau", 422, password="ngắn")
    admin.sends(f"{path}/mat-khau", password="mật khẩu thứ hai")
    clerk.opens("/mot-cua", 302)
    clerk.signs_in("mật khẩu thứ hai")
    admin.opens(f"{path}/dong")
    admin.reads("Đóng tài khoản pao.vang?")
    admin.sends(f"{path}/dong")
    clerk.opens("/mot-cua", 302)
    clerk.signs_in("mật khẩu thứ hai", 422)
    admin.opens("/quan-tri/tai-khoan")
    admin.reads("đã đóng 23/11/2026")
    admin.opens(f"{path}/dong", 404)


def test_nobody_closes_their_own_account(app: Flask, admin: Staff) -> None:
    admin.opens("/quan-tri/tai-khoan")
    admin.sends(f"/quan-tri/tai-khoan/{admin.account.id}/dong", 409)
    with here.place(app).database.reading() as db:
        kept = accounts.by_name(db, admin.name)
    assert kept is not None
    assert kept.closed is None


def test_what_was_done_is_written_down(admin: Staff, justice: Agency) -> None:
    opens_round(admin)
    admin.opens("/quan-tri/dot/2026-q4")
    admin.sends("/quan-tri/dot/2026-q4/chot")
    admin.opens(f"/quan-tri/co-quan/{justice.id}/quay/them")
    admin.sends(f"/quan-tri/co-quan/{justice.id}/quay/them", code="9", name="Quầy 9")
    admin.opens("/quan-tri/nhat-ky")
    admin.reads("Mở đợt khảo sát", "Chốt số liệu", "Thêm quầy", "H35.11 9", "23/11/2026 09:00")


def test_a_name_that_looks_like_html_stays_a_name(admin: Staff) -> None:
    admin.opens("/quan-tri/co-quan/them")
    admin.sends("/quan-tri/co-quan/them", name="<b>Sở</b>", kind="<i>", code="X1")
    page = admin.follows()
    assert "<b>Sở</b>" not in page.text
    admin.reads("<b>Sở</b>")


def test_the_demo_strip_stands_on_every_page(make_app: MakeApp) -> None:
    app = make_app(synthetic=True)
    admin = Staff(app, "admin").signs_in()
    for path, status in {"/quan-tri/dot": 200, "/quan-tri/x": 404, "/khong-co": 404}.items():
        admin.opens(path, status)
        admin.reads("ố liệu giả định")
