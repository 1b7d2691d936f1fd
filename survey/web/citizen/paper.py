"""How a citizen's page leaves: one document, its style inside, compressed, kept by nobody else."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass

from flask import Flask, Response, current_app, render_template, request
from markupsafe import Markup

from survey.web import headers, here

_NAME = "citizen paper"
_SCRIPT = "citizen/form.min.js"  # deploy/script.py makes it of templates/citizen/script/
_FORMS = ("form", "quick")
_WORTH_IT = 600  # bytes; a shorter answer is not compressed


@dataclass(frozen=True, slots=True)
class Dress:
    """A style, and the policy that lets a browser use it, the script of a form and nothing else."""

    style: Markup
    policy: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What pages are made with: the script of a form, the dress of forms, that of other pages."""

    script: Markup
    form: Dress
    other: Dress


def settle(app: Flask) -> None:
    """Make styles and script ready, without what only their authors need."""
    script = _source(app, _SCRIPT).strip()
    form, other = (_dress(app, name, script) for name in ("form", "other"))
    app.extensions[_NAME] = Paper(Markup(script), form, other)


def _dress(app: Flask, name: str, script: str) -> Dress:
    source = _source(app, "citizen/page.css") + _source(app, f"citizen/{name}.css")
    style = re.sub(r"\s*\n\s*", "", source).strip()
    policy = headers.POLICY.replace("style-src 'self'", f"style-src {_hash(style)}")
    policy = policy.replace("font-src 'self'; img-src 'self'", "img-src data:")
    policy += (
        f"; script-src {_hash(script)}; connect-src 'self'; media-src 'self'; worker-src 'self'"
    )
    return Dress(Markup(style), policy)


def paper() -> Paper:
    """Return the paper of the running application."""
    kept: Paper = current_app.extensions[_NAME]
    return kept


def _source(app: Flask, name: str) -> str:
    loader = app.jinja_env.loader
    assert loader is not None
    return loader.get_source(app.jinja_env, name)[0]


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def draw(template: str, **values: object) -> str:
    """Return a page as text; a form without the line breaks between tags that nobody sees."""
    language = here.language().code
    text = render_template(
        f"citizen/{template}.html",
        style=(paper().form if template in _FORMS else paper().other).style,
        script=paper().script,
        language_query="" if language == "vi" else f"?lang={language}",
        **values,
    )
    return text.replace(">\n<", "><") if template in _FORMS else text


def page(template: str, status: int = 200, *, keep: bool = False, **values: object) -> Response:
    """Return a page as an answer.

    :param keep: True for a form: the browser may hold it, so that Back brings it as it was.
    """
    return send(draw(template, **values), status, keep=keep, form=template in _FORMS)


def send(text: str, status: int = 200, *, keep: bool, form: bool) -> Response:
    """Return a page that was drawn as an answer."""
    body = text.encode()
    compressed = len(body) >= _WORTH_IT and takes_gzip()
    if compressed:
        body = gzip.compress(body, 6, mtime=0)
    return leave(body, status, compressed=compressed, keep=keep, form=form)


def leave(body: bytes, status: int = 200, *, compressed: bool, keep: bool, form: bool) -> Response:
    """Return a document as an answer.

    A form is `no-cache` and never `no-store`: a browser throws away a form that it may not
    store, and Back would bring the old ticks under a new id, which is two sheets.
    """
    sent = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", (paper().form if form else paper().other).policy),
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
