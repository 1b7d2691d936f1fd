"""The body of what a citizen sent: from bytes to fields or to a text, or a refusal.

Read by hand: the questionnaire's own reader judges the answers, and a form library would take
longer over one sheet than everything else together.
"""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from werkzeug import Request
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    RequestEntityTooLarge,
    UnsupportedMediaType,
)

FORM = "application/x-www-form-urlencoded"
TEXT = "text/plain"
_MOST_FIELDS = 400  # the longest questionnaire has about a hundred

Fields = dict[str, list[str]]


def fields_of(request: Request) -> Fields:
    """Return the fields of a sent form: name → its values, in the order they came.

    :raises UnsupportedMediaType: 415, if it is not a form as a browser encodes it.
    :raises RequestEntityTooLarge: 413, over the application's largest body.
    :raises BadRequest: 400, if it is not UTF-8 or holds more fields than any form of ours.
    """
    return read(_sent(request, FORM))


def text_of(request: Request) -> str:
    """Return a text that was sent alone.

    :raises HTTPException: as `fields_of`.
    """
    try:
        return _sent(request, TEXT).decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest from None


def read(body: bytes) -> Fields:
    """Return the fields that a body holds.

    :raises BadRequest: as `fields_of`.

    >>> read(b"q24=5&q25=&comment=T%E1%BB%91t+l%E1%BA%AFm")
    {'q24': ['5'], 'q25': [''], 'comment': ['Tốt lắm']}
    """
    pairs = body.split(b"&") if body else []
    if len(pairs) > _MOST_FIELDS:
        raise BadRequest
    fields: Fields = {}
    try:
        for pair in pairs:
            name, _, value = pair.partition(b"=")
            fields.setdefault(_text(name), []).append(_text(value))
    except UnicodeDecodeError:
        raise BadRequest from None
    return fields


def _text(part: bytes) -> str:
    if b"+" in part:
        part = part.replace(b"+", b" ")
    return (unquote_to_bytes(part) if b"%" in part else part).decode("utf-8")


def _sent(request: Request, kind: str) -> bytes:
    if request.mimetype != kind:
        raise UnsupportedMediaType
    try:
        sent = request.get_data(cache=False)
    except HTTPException:
        raise
    except Exception:  # a cut line, chunks that are none: each server has its own errors for it
        raise BadRequest from None
    if request.content_length is None and len(sent) >= (request.max_content_length or 0):
        # A body that does not say its length is cut there, without a word.
        raise RequestEntityTooLarge
    return sent
