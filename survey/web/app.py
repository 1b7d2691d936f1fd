"""The application: its rooms by person, and what every page owes its reader."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import jinja2
from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.routing import IntegerConverter, Map

from survey import clock, language, paths
from survey.language import Language
from survey.ledger import show_code
from survey.settings import Settings
from survey.store.connection import connect
from survey.web import errors, gate, headers, health, here
from survey.web.admin.views import bp as admin
from survey.web.analyst.pages import bp as analyst
from survey.web.api.views import bp as api
from survey.web.auditor.views import bp as auditor
from survey.web.citizen.views import bp as citizen
from survey.web.desk.views import bp as desk
from survey.web.public.views import bp as public

STATIC = paths.PACKAGE / "static"
# A sheet with a comment has a few kB, the longest form of staff some tens.
LARGEST_BODY = 64 * 1024


def create_app(
    settings: Settings,
    *,
    languages: Mapping[str, Language] | None = None,
    now: Callable[[], datetime] = clock.now,
) -> Flask:
    """Return the application. No connection is opened before the first request.

    :param languages: by code, the source among them; those of translations/ when left out.
    :param now: the office's clock; tests hand in their own.
    :raises BadSettings: if there is no secret.
    """
    app = Flask(
        "survey.web",
        root_path=str(Path(__file__).parent),
        static_folder=str(STATIC),
        static_url_path=f"/static/{_version(STATIC)}",
        template_folder=str(paths.shipped("templates")),
    )
    app.session_interface = _StaffSessions()
    # Tidying "//p//CODE" would be a redirect to whatever host the request names.
    app.url_map.merge_slashes = False
    app.url_map.converters["int"] = _Id
    https = settings.public_url.startswith("https:")
    prefix = "__Host-" if https else ""
    app.config.update(
        SECRET_KEY=settings.key("staff form"),
        SECRET_KEY_FALLBACKS=[old] if (old := settings.old_key("staff form")) else None,
        SESSION_COOKIE_NAME=f"{prefix}form",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
        # The gate asks for the token, on staff pages only. It lives as long as the browser's
        # session; a form left open over lunch can still be sent. No Referer is ever sent to check.
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    spoken = languages or {code: Language(code) for code in language.known()}
    here.settle(app, here.Place(settings, connect(settings.database_url), spoken, now))
    _dress(app)
    gate.guard(app, cookie=f"{prefix}staff", secure=https)
    headers.send_with(app)
    errors.answer_with(app)
    for room in (health.bp, gate.bp, citizen, public, desk, analyst, auditor, admin, api):
        app.register_blueprint(room)
    return app


class _Id(IntegerConverter):
    """A number that the databases' ids can be; a greater one leads to no page."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=2**31 - 1)


class _StaffSessions(SecureCookieSessionInterface):
    """A session for staff only: a citizen's page reads no cookie, and can set none."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if here.is_staff_path(request.path):
            return super().open_session(app, request)
        return self.make_null_session(app)


def create_app_from_environment() -> Flask:
    """Return the application that SURVEY_* describes."""
    return create_app(Settings.from_env(os.environ))


def _dress(app: Flask) -> None:
    """Give the templates their words and numbers, and make a forgotten blank an error."""
    pages = app.jinja_env
    pages.undefined = jinja2.StrictUndefined
    pages.trim_blocks = pages.lstrip_blocks = True
    pages.add_extension("jinja2.ext.i18n")
    pages.globals.update(
        _=here.gettext,
        gettext=here.gettext,
        ngettext=here.ngettext,
        language=here.language,
        other_language=here.other_language,
        settings=here.settings,
        today=here.today,
        zip=zip,
    )
    pages.filters.update(
        number=lambda value, places=None: here.language().number(value, places),
        percent=lambda value, places=2: here.language().percent(value, places),
        points=lambda value, places=2: here.language().points(value, places),
        day=lambda day: here.language().day(day),
        said=lambda day: here.language().day_said(day),
        moment=lambda moment: here.language().moment(moment.astimezone(clock.OFFICE)),
        poster_code=show_code,
    )


def _version(folder: Path) -> str:
    """Return a name for what the folder holds, so that its files may be kept for ever."""
    held = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            held.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return held.hexdigest()[:12]
