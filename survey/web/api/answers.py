"""Answers with what a program needs to ask again cheaply, and to read a long list by pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from importlib.metadata import version
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.http import http_date

from survey import clock, store
from survey.report.telling import Lines
from survey.store import Connection
from survey.web import here
from survey.web.api import shapes

# Kept by whoever asked and by nobody between; never used again without asking.
_KEPT = "private, no-cache"

Line = TypeVar("Line")


def state_tag(db: Connection, *parts: object) -> str:
    """Return a tag that moves whenever figures may read otherwise, without working them out.

    They follow from the freezes, from what administrators say of bodies, desks, rounds and
    questionnaires, from this program, and from what is asked by whom (`parts`).
    """
    stands = (_program(), store.freezes.count(db), store.form_version.read(db), request.path)
    return _tag(repr((*stands, *parts)).encode())


def unchanged(tag: str) -> bool:
    """Whether whoever asks has this already.

    Only the tag is asked: days are too coarse to tell two freezes of one day apart, so
    If-Modified-Since is answered as if it had not been sent.
    """
    return request.if_none_match.contains(tag)


def not_modified(tag: str, day: date | None = None) -> Response:
    """Return the answer to somebody who has it already."""
    return _headed(Response(status=304), tag, day)


def text(value: object) -> bytes:
    """Return a value of `shapes`, or a list of them, as JSON."""
    return f"{shapes.text(value)}\n".encode()


def whole(value: object) -> Response:
    """Answer with a value that is quickly told; its tag is of its bytes."""
    data = text(value)
    tag = _tag(data)
    return not_modified(tag) if unchanged(tag) else kept(data, tag=tag)


def kept(
    data: bytes | Iterable[bytes],
    *,
    tag: str,
    day: date | None = None,
    media: str = "application/json",
) -> Response:
    """Answer with these bytes, or with pieces of them as they are made.

    :param day: of the freeze, for Last-Modified.
    """
    return _headed(Response(data, content_type=media), tag, day)


def page(lines: Sequence[Line], asked: Mapping[str, Any]) -> Sequence[Line]:
    """Return the lines of the page that is asked for; without a limit, all that follow."""
    first, many = asked["offset"], asked["limit"]
    return lines[first : None if many is None else first + many]


def listed(
    lines: Lines[Line],
    asked: Mapping[str, Any],
    write: Callable[[Iterable[Line]], Iterable[bytes]],
    *,
    tag: str,
    day: date,
    media: str,
) -> Response:
    """Answer with the page of a freeze's lines that is asked for, as they are made."""
    some = write(lines.page(asked["offset"], asked["limit"]))
    return paged(kept(some, tag=tag, day=day, media=media), len(lines), asked)


def paged(given: Response, total: int, asked: Mapping[str, Any]) -> Response:
    """Say with a page how many lines there are in all, and where its neighbours are (RFC 8288)."""
    given.headers["Total-Count"] = str(total)
    first, many = asked["offset"], asked["limit"]
    if many is None:
        return given
    pages = {"first": 0, "last": max(total - 1, 0) // many * many}
    if first > 0:
        pages["prev"] = max(first - many, 0)
    if first + many < total:
        pages["next"] = first + many
    links = (f'<{_address(at)}>; rel="{name}"' for name, at in pages.items())
    given.headers["Link"] = ", ".join(links)
    return given


def _address(offset: int) -> str:
    query = urlencode({**request.args.to_dict(), "offset": offset})
    return f"{request.path}?{query}"


def _headed(given: Response, tag: str, day: date | None) -> Response:
    given.set_etag(tag)
    given.headers["Cache-Control"] = _KEPT
    given.headers["Content-Language"] = here.language().code
    if day is not None:
        given.headers["Last-Modified"] = http_date(datetime.combine(day, time(), clock.OFFICE))
    return given


def _tag(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


@cache
def _program() -> str:
    return version("survey")
