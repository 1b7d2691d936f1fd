"""Drivers that read as people: what a member of staff does with a browser."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any, Self

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey import clock, passwords
from survey.store import accounts
from survey.web import here
from tests.pages import check_page

PASSWORD = "một mật khẩu đủ dài"
HASH = passwords.hash_new(PASSWORD)


class Clock:
    """The office's clock, moved by hand."""

    def __init__(self, moment: datetime | None = None) -> None:
        self.moment = moment or datetime(2026, 11, 23, 9, 0, tzinfo=clock.OFFICE)

    def __call__(self) -> datetime:
        return self.moment

    def moves(self, **by: float) -> None:
        self.moment += timedelta(**by)


class Person:
    """Somebody with a browser. Every page they open is held to what it owes its reader."""

    def __init__(self, app: Flask, base_url: str = "http://127.0.0.1:8000") -> None:
        self.app = app
        self.base_url = base_url
        self.browser: FlaskClient = app.test_client()
        self.page: TestResponse | None = None

    def opens(self, path: str, status: int = 200) -> TestResponse:
        """Fetch a page and check it."""
        return self._seen(self.browser.get(path, base_url=self.base_url), status)

    def sends(self, path: str, status: int = 303, **fields: Any) -> TestResponse:
        """Post a form with the token of the page that is open."""
        form = {"csrf_token": self.token(), **fields}
        return self._seen(self.browser.post(path, data=form, base_url=self.base_url), status)

    def follows(self) -> TestResponse:
        """Go where the last answer leads."""
        assert self.page is not None
        assert self.page.location, self.page.status
        return self.opens(self.page.location)

    def token(self) -> str:
        """Return the token of the open page's form."""
        assert self.page is not None, "open a page first"
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.page.text)
        return unescape(found[1]) if found else ""

    def reads(self, *words: str) -> Self:
        """Hold the open page to these words."""
        assert self.page is not None
        text = plain(self.page.text)
        for one in words:
            assert one in text, f"{one!r} is not on the page:\n{text}"
        return self

    def reads_nothing_of(self, *words: str) -> Self:
        """Hold the open page to be without these words."""
        assert self.page is not None
        text = plain(self.page.text)
        for one in words:
            assert one not in text, f"{one!r} is on the page"
        return self

    def _seen(self, page: TestResponse, status: int) -> TestResponse:
        self.page = page
        assert page.status_code == status, f"{page.status}\n{plain(page.text)[:2000]}"
        if page.mimetype == "text/html" and page.status_code not in {301, 302, 303, 308}:
            found = re.search(r'<html lang="([^"]+)"', page.text)
            check_page(page.text, language=found[1] if found else "vi")
        return page


class Staff(Person):
    """A member of staff, with an account of their own."""

    def __init__(
        self,
        app: Flask,
        role: str,
        *,
        agency_id: int | None = None,
        name: str | None = None,
        base_url: str = "http://127.0.0.1:8000",
    ) -> None:
        super().__init__(app, base_url)
        self.name = name or f"{role}.{agency_id or 'tinh'}"
        place = here.place(app)
        with place.database.writing() as db:
            self.account = accounts.add(
                db,
                name=self.name,
                password_hash=HASH,
                role=role,
                agency_id=agency_id,
                today=place.now().date(),
            )

    def signs_in(self, password: str = PASSWORD, status: int = 303, **fields: str) -> Self:
        """Open the sign-in page and send name and password."""
        self.opens("/dang-nhap")
        self.sends("/dang-nhap", status, name=self.name, password=password, **fields)
        return self

    def signs_out(self) -> Self:
        """Press the button that every page of staff has."""
        self.sends("/dang-xuat")
        return self


def plain(text: str) -> str:
    """Return the words of a page as they are read, in one line."""
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text))).strip()
