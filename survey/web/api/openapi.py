"""The description of the interface in OpenAPI 3.1, made of what the views are served by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from survey.web import here
from survey.web.api import answers, problems, shapes
from survey.web.api.described import ROUTES, Parameter, Route
from survey.web.api.door import serves
from survey.words import N_

Object = dict[str, Any]

_HEADERS: Mapping[str, tuple[str, Object]] = {
    "ETag": (N_("Dấu của nội dung, để gửi lại trong If-None-Match"), {"type": "string"}),
    "Last-Modified": (N_("Ngày chốt số liệu"), {"type": "string"}),
    "Total-Count": (N_("Tổng số dòng"), {"type": "integer"}),
    "Link": (N_("Địa chỉ trang đầu, trước, sau, cuối (RFC 8288)"), {"type": "string"}),
    "WWW-Authenticate": (N_("Cách gửi mã truy cập"), {"type": "string"}),
}


_SENTENCES = {"title", "summary", "description"}


@serves(Route("/api/openapi.json", "openapi", N_("Bản mô tả này"), gives=None))
def describe(_asked: object) -> Response:
    """Describe the interface; everybody may read it."""
    return answers.whole(document())


def document() -> Object:
    """Return the whole description: an OpenAPI 3.1 document."""
    given = [route.gives for route in ROUTES.values() if route.gives]
    held = {inner for shape in given for inner in shapes.inside(shape)}
    schemas = {shapes.named(one): shapes.schema(one) for one in held}
    schemas["Problem"] = problems.schema()
    paths = {route.path: {"get": _operation(route)} for route in ROUTES.values()}
    found: Object = _spoken(
        {
            "openapi": "3.1.0",
            "info": {
                "title": N_("Dữ liệu khảo sát sự hài lòng"),
                "version": "1",
                "description": N_(
                    "Chỉ để đọc. Số liệu là của lần chốt gần nhất, đúng như trên các trang."
                ),
            },
            "paths": dict(sorted(paths.items())),
            "components": {
                "schemas": dict(sorted(schemas.items())),
                "headers": {name: _header(name) for name in _HEADERS},
                "responses": {kind.name: _problem(kind) for kind in problems.KINDS.values()},
                "securitySchemes": {
                    "token": {
                        "type": "http",
                        "scheme": "bearer",
                        "description": N_("Mã truy cập do người quản trị cấp"),
                    }
                },
            },
        }
    )
    return found


def _operation(route: Route) -> Object:
    asks = [_parameter(one, "path") for one in route.where]
    asks += [_parameter(one, "query") for one in route.asks]
    return {
        "operationId": route.name,
        "summary": route.says,
        "security": [{"token": [scope]} for scope in route.scopes],
        "parameters": asks,
        "responses": _responses(route),
    }


def _responses(route: Route) -> Object:
    headers = ["ETag", *(["Last-Modified"] if route.dated else [])]
    listed = ["Total-Count", "Link"] if route.listed else []
    statuses = [400, *((401, 403) if route.scopes else ()), *((404,) if route.where else ()), 503]
    return {
        "200": {
            "description": route.says,
            "headers": _named_headers(*headers, *listed),
            "content": _content(route),
        },
        "304": {
            "description": N_("Nội dung không đổi"),
            "headers": _named_headers(*headers),
        },
        **{
            str(status): {"$ref": f"#/components/responses/{problems.KINDS[status].name}"}
            for status in statuses
        },
    }


def _content(route: Route) -> Object:
    schema: Object = {"type": "object"}
    if route.gives:
        schema = {"$ref": f"#/components/schemas/{shapes.named(route.gives)}"}
    if route.listed:
        schema = {"type": "array", "items": schema}
    content: Object = {"application/json": {"schema": schema}}
    if route.tables:
        content["text/csv"] = {"schema": {"type": "string"}}
    return content


def _parameter(one: Parameter, where: str) -> Object:
    schema = one.schema
    if where == "path":
        schema = {"type": "string", "pattern": f"^{one.pattern}$"}
    return {
        "name": one.name,
        "in": where,
        "required": where == "path",
        "description": one.says,
        "schema": schema,
    }


def _problem(kind: problems.Kind) -> Object:
    found: Object = {
        "description": kind.title,
        "content": {problems.MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if kind.name in {"NoToken", "OutOfScope"}:
        found["headers"] = _named_headers("WWW-Authenticate")
    return found


def _header(name: str) -> Object:
    says, schema = _HEADERS[name]
    return {"description": says, "schema": schema}


def _named_headers(*names: str) -> Object:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _both(sentence: str) -> str:
    languages = here.place().languages
    return " · ".join(dict.fromkeys(one.gettext(sentence) for one in languages.values()))


def _spoken(value: Any) -> Any:
    """Give every sentence of the description in Vietnamese and in English."""
    if isinstance(value, list):
        return [_spoken(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _both(one) if name in _SENTENCES and isinstance(one, str) else _spoken(one)
        for name, one in value.items()
    }
