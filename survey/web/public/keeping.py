"""How long caches may keep what everybody reads, and how they ask about it afterwards."""

from __future__ import annotations

from datetime import datetime

from flask import Response, make_response, request

FRESH = 300  # seconds that a page may be shown without asking again


def kept(page: str, changed: datetime | None) -> Response:
    """Return a page that caches may keep for a while and ask about afterwards."""
    answer = make_response(page)
    answer.add_etag()
    may_keep(answer, changed)
    answer.make_conditional(request)
    return answer


def may_keep(answer: Response, changed: datetime | None) -> None:
    """Let caches keep an answer."""
    answer.headers["Cache-Control"] = f"public, max-age={FRESH}"
    answer.last_modified = changed


def open_to_all(answer: Response, name: str) -> Response:
    """Return a file of open data: to be saved under a name, and read by anybody's page."""
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
