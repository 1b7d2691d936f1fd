"""How a program is told that something cannot be done: RFC 9457, in the language it asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, request

from survey.web import here
from survey.web.api import shapes
from survey.words import N_

MEDIA = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its name in the description, its heading, and what to do."""

    name: str
    title: str
    detail: str


KINDS = {
    400: Kind(
        "BadParameter",
        N_("Tham số chưa đúng"),
        N_("Xin sửa tham số của địa chỉ rồi gọi lại."),
    ),
    401: Kind(
        "NoToken",
        N_("Cần mã truy cập"),
        N_("Xin gửi mã truy cập còn hiệu lực trong Authorization: Bearer."),
    ),
    403: Kind(
        "OutOfScope",
        N_("Mã truy cập không có phạm vi này"),
        N_("Xin hỏi người quản trị về một mã truy cập có phạm vi cần dùng."),
    ),
    404: Kind(
        "NotFound",
        N_("Không có dữ liệu này"),
        N_("Địa chỉ không có, hoặc nằm ngoài phần mã truy cập được xem."),
    ),
    405: Kind("WrongMethod", N_("Địa chỉ này chỉ để đọc"), N_("Xin gọi bằng GET hoặc HEAD.")),
    500: Kind(
        "Broken",
        N_("Máy chủ gặp trục trặc"),
        N_("Lỗi đã được ghi lại. Xin gọi lại sau; nếu vẫn vậy, xin báo người quản trị."),
    ),
    503: Kind("Busy", N_("Máy chủ đang bận"), N_("Xin chờ rồi gọi lại.")),
}


class Trouble(Exception):  # noqa: N818 - nothing went wrong with the program
    """A request that is refused. `detail` is in the reader's language already."""

    def __init__(
        self,
        status: int,
        detail: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        **members: str,
    ) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}
        self.members = members


def told(trouble: Trouble) -> Response:
    """Return the answer that tells a program of its trouble."""
    given = answer(trouble.status, trouble.detail, **trouble.members)
    given.headers.extend(trouble.headers)
    return given


def answer(status: int, detail: str | None = None, **members: str) -> Response:
    """Return what a program reads about a failure; `detail` None: what its kind always says."""
    kind = KINDS.get(status) or KINDS[400 if status < 500 else 500]
    found = {
        "type": f"{here.settings().public_url}/api/openapi.json#/components/responses/{kind.name}",
        "title": here.gettext(kind.title),
        "status": status,
        "detail": detail or here.gettext(kind.detail),
        "instance": quote(request.path),
        **members,
    }
    given = Response(shapes.text(found) + "\n", status, mimetype=MEDIA)
    given.headers["Cache-Control"] = "no-store"
    given.headers["Content-Language"] = here.language().code
    return given


def schema() -> shapes.Schema:
    """Return the JSON Schema of a problem."""
    members = {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "parameter": {"type": "string", "description": N_("Tên tham số cần sửa")},
    }
    needed = [name for name in members if name != "parameter"]
    return {"type": "object", "properties": members, "required": needed}
