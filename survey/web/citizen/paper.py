"""How a citizen's page leaves: one document, its style inside, compressed, kept by nobody else."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, Response, current_app, render_template, request
from markupsafe import Markup

from survey.web import headers
from survey.web.citizen.addresses import SHARED, at, shared

_NAME = "citizen paper"
_SCRIPT = "citizen/form.min.js"  # deploy/script.py makes it of templates/citizen/script/
_SHARED_SCRIPT = "citizen/shared.js"
_OTHER = ""
_STYLES = {
    "form": ("page", "form"),
    "quick": ("page", "form", "quick"),
    _OTHER: ("page", "other"),
}
_WORTH_IT = 600  # bytes; a shorter answer is not compressed


@dataclass(frozen=True, slots=True)
class Dress:
    """A style, the script of a form, and the policy that lets a browser use these alone."""

    style: Markup
    script: Markup
    policy: str


def settle(app: Flask) -> None:
    """Make styles and script ready, without what only their authors need."""
    app.extensions[_NAME] = {
        (template, shared): _dress(app, styles, _SHARED_SCRIPT if shared else _SCRIPT)
        for template, styles in _STYLES.items()
        for shared in (False, True)
    }


def _dress(app: Flask, styles: Sequence[str], script_name: str) -> Dress:
    script = _source(app, script_name).strip()
    source = "".join(_source(app, f"citizen/{name}.css") for name in styles)
    style = re.sub(r"\s*\n\s*", "", source).strip()
    policy = headers.POLICY.replace("style-src 'self'", f"style-src {_hash(style)}")
    policy = policy.replace("font-src 'self'; img-src 'self'", "img-src data:")
    policy += (
        f"; script-src {_hash(script)}; connect-src 'self'; media-src 'self'; worker-src 'self'"
    )
    return Dress(Markup(style), Markup(script), policy.replace("; ", ";"))


def _worn(template: str) -> Dress:
    """Return the dress of a page in this request.

    On a device that many use a form has another script: what a phone keeps until it is sent, the
    next person would be offered.
    """
    every: dict[tuple[str, bool], Dress] = current_app.extensions[_NAME]
    return every[template if template in _STYLES else _OTHER, shared()]


def _source(app: Flask, name: str) -> str:
    loader = app.jinja_env.loader
    assert loader is not None
    return loader.get_source(app.jinja_env, name)[0]


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def draw(template: str, **values: object) -> str:
    """Return a page as text; a form without the line breaks between tags that nobody sees."""
    dress = _worn(template)
    text = render_template(
        f"citizen/{template}.html",
        style=dress.style,
        script=dress.script,
        shared=SHARED if shared() else "",
        at=at,
        **values,
    )
    return text.replace(">\n<", "><") if template in _STYLES else text


def page(template: str, status: int = 200, *, keep: bool = False, **values: object) -> Response:
    """Return a page as an answer.

    :param keep: True for a form: the browser may hold it, so that Back brings it as it was.
    """
    return send(draw(template, **values), template, status, keep=keep)


def send(text: str, template: str, status: int = 200, *, keep: bool) -> Response:
    """Return a page that was drawn from a template as an answer."""
    body = text.encode()
    compressed = len(body) >= _WORTH_IT and takes_gzip()
    if compressed:
        body = gzip.compress(body, 6, mtime=0)
    return leave(body, template, status, compressed=compressed, keep=keep)


def leave(
    body: bytes, template: str, status: int = 200, *, compressed: bool, keep: bool
) -> Response:
    """Return a document as an answer.

    A form is `no-cache` and never `no-store`: a browser throws away a form that it may not
    store, and Back would bring the old ticks under a new id, which is two sheets. On a device that
    many use it is thrown away, ticks and all.
    """
    keep = keep and not shared()
    sent = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", _worn(template).policy),
        ("Cache-Control", "private, no-cache" if keep else "private, no-store"),
        ("Vary", "Accept-Encoding"),
    ]
    if compressed:
        sent.append(("Content-Encoding", "gzip"))
    return Response(body, status, sent)


def echoed(typed: str, most: int) -> str:
    """Return the beginning of what was typed, without signs that nobody sees.

    >>> echoed("K7M\\x00-4\\u202eQX9", 8)
    'K7M-4Q'
    """
    return "".join(sign for sign in typed[:most] if sign.isprintable())


def takes_gzip() -> bool:
    """True if the browser of this request reads gzip."""
    said = request.headers.get("Accept-Encoding", "")
    if ";" in said:
        return request.accept_encodings["gzip"] > 0
    return "gzip" in said
