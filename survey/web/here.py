"""What a request stands on: the settings, the database, the day and the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from flask import Flask, current_app, g, has_request_context, request

from survey.language import SOURCE, Language
from survey.settings import Settings
from survey.store.connection import Database
from survey.words import Refusal

STAFF = {"dang-nhap", "dang-xuat", "mot-cua", "tong-hop", "quan-tri", "giam-sat"}
PROGRAMS = "api"
LANGUAGE_COOKIE = "lang"
_NAME = "survey"


@dataclass(frozen=True, slots=True)
class Place:
    """One running application."""

    settings: Settings
    database: Database
    languages: Mapping[str, Language]
    now: Callable[[], datetime]


def settle(app: Flask, place: Place) -> None:
    """Give an application what its requests stand on."""
    app.extensions[_NAME] = place


def place(app: Flask | None = None) -> Place:
    """Return what the application stands on."""
    found: Place = (app or current_app).extensions[_NAME]
    return found


def settings() -> Settings:
    """Return the settings."""
    return place().settings


def database() -> Database:
    """Return the database: `.reading()` and `.writing()` are its doors."""
    return place().database


def now() -> datetime:
    """Return this moment on the office's wall clock."""
    return place().now()


def today() -> date:
    """Return the office's day."""
    return now().date()


def hour() -> int:
    """Return whole hours since 1970-01-01 UTC, the grain of a form's token."""
    return int(now().astimezone(UTC).timestamp() // 3600)


def is_staff_page() -> bool:
    """True under the paths of staff, the signing in and out included."""
    return is_staff_path(request.path)


def is_for_programs() -> bool:
    """True under the path that other systems ask; they read no pages."""
    return request.path.split("/", 2)[1] == PROGRAMS


def is_staff_path(path: str) -> bool:
    """True for a path that begins with the name of a room of staff."""
    return path.split("/", 2)[1] in STAFF


def language() -> Language:
    """Return the reader's language: `?lang=`, then what a member of staff chose, then Vietnamese.

    What a browser says it likes is not asked: it would make two citizens at one desk read
    different pages, and it says who they are.
    """
    if not has_request_context():
        return place().languages[SOURCE]
    if (chosen := g.get("language")) is None:
        chosen = g.language = _chosen()
    return chosen  # type: ignore[no-any-return]


def asked_language() -> str | None:
    """Return the language that the address asks for, if there is such a language."""
    if not request.query_string:
        return None
    code = request.args.get("lang", "")
    return code if code in place().languages else None


def gettext(message: str, **values: object) -> str:
    """Return a Vietnamese sentence in the reader's language, its blanks filled."""
    return language().fill(message, values)


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """Return the form of a sentence that goes with `count`, with %(num)s and the others filled."""
    reader = language()
    blanks = {"num": count, **values}
    shown = {name: reader.shown(value) for name, value in blanks.items()}
    return reader.ngettext(singular, plural, count) % shown


def other_language(code: str) -> str:
    """Return the address of this page in another language."""
    asked = {**request.args.to_dict(flat=False), "lang": [code]}
    return f"{request.path}?{urlencode(asked, doseq=True)}"


def refusal(refused: Refusal) -> str:
    """Return why something was refused, in the reader's language."""
    return language().refusal(refused)


def _chosen() -> Language:
    languages = place().languages
    code = asked_language()
    if code is None and is_staff_page():
        code = request.cookies.get(LANGUAGE_COOKIE)
    return languages.get(code or "") or languages[SOURCE]
