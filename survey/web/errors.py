"""What people read when something cannot be done: their language, what is kept, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, current_app, make_response, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from survey.store.connection import Busy, Unavailable
from survey.web import gate, here
from survey.web.api import problems
from survey.web.citizen import paper
from survey.words import N_, Refusal


@dataclass(frozen=True, slots=True)
class Page:
    """A heading: what happened. A sentence: what to do."""

    title: str
    text: str


UNREADABLE = Page(
    N_("Chưa đọc được phiếu"),
    N_("Máy chủ không đọc được phiếu này. Xin quét lại mã QR, hoặc xin phiếu giấy tại quầy."),
)
CITIZEN = {
    400: UNREADABLE,
    404: Page(
        N_("Không có trang này"),
        N_("Xin quét lại mã QR ở quầy, hoặc nhập mã quầy vào ô dưới đây."),
    ),
    405: Page(
        N_("Trang này không mở được như vậy"),
        N_("Xin quét lại mã QR ở quầy, hoặc nhập mã quầy vào ô dưới đây."),
    ),
    413: UNREADABLE,
    415: UNREADABLE,
    500: Page(
        N_("Trang gặp trục trặc"),
        N_(
            "Nếu Ông/Bà vừa gửi phiếu: chưa rõ phiếu đã được nhận hay chưa. Xin quay lại và bấm "
            "Gửi phiếu lần nữa; phiếu chỉ được tính một lần."
        ),
    ),
    503: Page(
        N_("Đang có nhiều người gửi phiếu"),
        N_("Nếu Ông/Bà vừa gửi phiếu: phiếu chưa được nhận. Xin chờ một phút rồi gửi lại."),
    ),
}
STAFF = {
    400: Page(
        N_("Chưa nhận được biểu mẫu"),
        N_("Trang đã mở từ lần đăng nhập trước hoặc gửi chưa trọn. Xin mở lại trang rồi làm lại."),
    ),
    403: Page(
        N_("Tài khoản này không mở được trang"),
        N_("Trang dành cho vai trò khác. Nếu cần dùng, xin hỏi người quản trị."),
    ),
    404: Page(
        N_("Không có trang này"),
        N_("Đường dẫn có thể đã đổi, hoặc trang thuộc đơn vị khác."),
    ),
    405: Page(N_("Trang này không mở được như vậy"), N_("Xin quay lại và dùng nút trên trang.")),
    409: Page(
        N_("Có người vừa thay đổi trước"), N_("Xin mở lại trang để xem số liệu mới rồi làm lại.")
    ),
    413: Page(N_("Nội dung gửi quá lớn"), N_("Xin rút ngắn rồi gửi lại. Chưa có gì được ghi.")),
    415: Page(
        N_("Chưa nhận được biểu mẫu"), N_("Kiểu dữ liệu gửi lên không đúng. Chưa có gì được ghi.")
    ),
    422: Page(N_("Còn chỗ cần sửa"), N_("Xin quay lại và xem các ô được báo.")),
    429: Page(N_("Thử quá nhiều lần"), N_("Xin chờ vài phút rồi thử lại.")),
    500: Page(
        N_("Trang gặp trục trặc"),
        N_("Lỗi đã được ghi lại. Xin thử lại; nếu vẫn vậy, xin báo cán bộ công nghệ thông tin."),
    ),
    503: Page(
        N_("Máy chủ đang bận"),
        N_("Chưa có gì được ghi. Xin chờ một phút rồi thử lại."),
    ),
}
_RETRY = "30"  # seconds


def answer_with(app: Flask) -> None:
    """Let every failure end in one of these pages; the framework's own words never show."""
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(CSRFError, _failed)
    app.register_error_handler(Exception, _broken)
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(Unavailable, _busy)
    app.register_error_handler(Refusal, _refused)


def _failed(failure: HTTPException) -> Response:
    status = failure.code or 500
    if status < 400 and failure.response is not None:
        # A redirect to the spelling of an address that exists.
        return make_response(failure.response)
    answer = _page(status)
    for name, value in failure.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _broken(failure: Exception) -> Response:
    # Whoever tests or develops wants to see it; so do the logs. A reader does not.
    current_app.logger.error("unexpected failure", exc_info=failure)
    if current_app.testing:
        raise failure
    return _page(InternalServerError.code)


def _busy(_refused: Busy | Unavailable) -> Response:
    answer = _page(503)
    answer.headers["Retry-After"] = _RETRY
    return answer


def _refused(refusal: Refusal) -> Response:
    """A refusal that no view has told in its place."""
    return _page(422, here.refusal(refusal))


def _page(status: int, told: str | None = None) -> Response:
    if here.is_for_programs():
        return problems.answer(status, told)
    if not here.is_staff_page():
        page = CITIZEN.get(status) or CITIZEN[400 if status < 500 else 500]
        title, text = here.gettext(page.title), told or here.gettext(page.text)
        return paper.page("failure", status, title=title, text=text)
    page = STAFF.get(status) or STAFF[400 if status < 500 else 500]
    # The database may be what failed: then nobody is looked up.
    person = gate.visitor() if status < 500 else None
    home = gate.HOME.get(person.role if person else "", "/dang-nhap")
    title, text = here.gettext(page.title), told or here.gettext(page.text)
    return make_response(
        render_template("gate/failure.html", title=title, text=text, home=home), status
    )
