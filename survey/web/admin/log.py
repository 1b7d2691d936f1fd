"""Nhật ký thao tác: what staff did, the latest first. What citizens do is written nowhere."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from survey.store import acts
from survey.web import here
from survey.web.admin.door import bp
from survey.web.pages import page_of
from survey.words import N_

SHOWN = 2000
WHAT = {
    "account.add": N_("Thêm tài khoản"),
    "account.close": N_("Đóng tài khoản"),
    "account.password": N_("Đặt mật khẩu mới"),
    "account.sign_in": N_("Đăng nhập"),
    "account.sign_out": N_("Đăng xuất"),
    "account.wrong_password": N_("Nhập sai mật khẩu"),
    "agency.add": N_("Thêm cơ quan, đơn vị"),
    "agency.change": N_("Sửa cơ quan, đơn vị"),
    "agency.close": N_("Ghi ngày kết thúc hoạt động"),
    "agencies.import": N_("Nhập tệp cơ quan, đơn vị"),
    "desk.add": N_("Thêm quầy"),
    "desk.change": N_("Sửa quầy"),
    "desk.close": N_("Đóng quầy"),
    "desk.reopen": N_("Mở lại quầy"),
    "desk.poster": N_("Thay bảng mã QR"),
    "desks.import": N_("Nhập tệp quầy"),
    "groups.import": N_("Nhập tệp cụm, khối"),
    "questionnaire.add": N_("Thêm mẫu phiếu"),
    "responses.import": N_("Nhập tệp phiếu"),
    "round.open": N_("Mở đợt khảo sát"),
    "round.close": N_("Kết thúc thu phiếu"),
    "round.freeze": N_("Chốt số liệu"),
    "round.answer": N_("Trả lời giải trình"),
    "round.explain": N_("Giải trình"),
    "round.provisional": N_("Mở bước kết quả sơ bộ"),
    "round.publish": N_("Công bố kết quả"),
    "round.scale": N_("Gắn thang điểm"),
    "scoreboard.import": N_("Nhập tệp bảng tổng hợp chỉ số"),
    "scoreboard.publish": N_("Công bố bảng tổng hợp chỉ số"),
    "token.add": N_("Cấp mã truy cập"),
    "token.revoke": N_("Thu hồi mã truy cập"),
    "transactions.import": N_("Nhập tệp số hồ sơ đã giải quyết"),
    "tally.rebuild": N_("Đếm lại từ các phiếu"),
}


@bp.get("/nhat-ky")
def log() -> ResponseReturnValue:
    """Show the latest acts."""
    with here.database().reading() as db:
        found = acts.last(db, SHOWN)
    return render_template("admin/log.html", page=page_of(found), what=WHAT, section="log")
