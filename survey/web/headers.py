"""What every answer says to the browser about what it may do with it."""

from __future__ import annotations

from flask import Flask, Response, request

from survey.web import here

# No script, no frame, nothing from elsewhere. Pages that need more say so themselves; staff's may
# run the scripts of this server, which stand in files.
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
STAFFS_POLICY = f"{POLICY}; script-src 'self'"
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
A_YEAR = 365 * 24 * 3600


def send_with(app: Flask) -> None:
    """Send the headers with every answer; a page's own stand."""

    @app.after_request
    def complete(answer: Response) -> Response:
        said = {name for name, _ in answer.headers}
        answer.headers.extend([header for header in ALWAYS.items() if header[0] not in said])
        if request.endpoint == "static" and answer.status_code in {200, 304}:
            # The version stands in the address, so what is there never changes.
            answer.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
        elif here.is_staff_page():
            answer.headers["Content-Security-Policy"] = STAFFS_POLICY
            answer.headers["Cache-Control"] = "no-store"
            _remember_language(answer)
        else:
            answer.headers.setdefault("Cache-Control", "no-cache")
        return answer


def _remember_language(answer: Response) -> None:
    """Keep the language that a member of staff asked for. A citizen's is never kept."""
    if (code := here.asked_language()) is not None:
        answer.set_cookie(
            here.LANGUAGE_COOKIE,
            code,
            max_age=A_YEAR,
            secure=here.settings().public_url.startswith("https:"),
            httponly=True,
            samesite="Lax",
        )
