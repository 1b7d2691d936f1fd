"""What a phone shows of us where there is no signal: one page, and the worker that shows it."""

from __future__ import annotations

import hashlib

from flask import Response, render_template

from survey.web import here
from survey.web.citizen import paper


def page() -> Response:
    """Say that there is no signal, and send what waits on the phone."""
    return paper.page("offline", keep=True)


def worker() -> Response:
    """The service worker. Its bytes change when the page does: that is how a phone notices."""
    language = here.language().code
    shown = paper.draw("offline")
    script = render_template(
        "citizen/worker.js",
        version=hashlib.sha256(shown.encode()).hexdigest()[:12],
        page="/mat-mang" + ("" if language == "vi" else f"?lang={language}"),
    )
    sent = [
        ("Content-Type", "text/javascript; charset=utf-8"),
        ("Content-Security-Policy", "default-src 'none'; connect-src 'self'"),
        ("Cache-Control", "no-cache"),
    ]
    return Response(script, 200, sent)
