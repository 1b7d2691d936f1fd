"""The driver that reads as a citizen: scans a poster, ticks, sends, keeps the receipt."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any, Self
from urllib.parse import urlencode

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

from tests.people import Person

Answer = int | str | list[int]


class Citizen(Person):
    """Somebody at a desk with a phone that runs no script and keeps no cookie.

    What is sent is what a browser would send: the fields of the open page as it came, ticks
    kept on it included, and what was ticked since.
    """

    def __init__(self, app: Flask, base_url: str = "http://127.0.0.1:8000") -> None:
        super().__init__(app, base_url)
        self.browser = app.test_client(use_cookies=False)
        self.action = ""
        self.fields: dict[str, list[str]] = {}

    def scans(self, poster: str, status: int = 200, language: str = "vi") -> Self:
        """Open the form that a poster leads to."""
        self.opens(f"/p/{poster}" + ("" if language == "vi" else f"?lang={language}"), status)
        return self

    def ticks(self, **answers: Answer) -> Self:
        """Choose answers by field; "" is the sixth choice. Words are written with `comment=`."""
        for name, answer in answers.items():
            chosen = answer if isinstance(answer, list) else [answer]
            self.fields[name] = [str(one) for one in chosen]
        return self

    def sends(self, path: str = "", status: int = 303, **fields: Any) -> TestResponse:
        """Press the button; on success open the page that it leads to."""
        self.ticks(**fields)
        answer = self.posts(path or self.action, self.fields, status)
        return self.follows() if status == 303 else answer

    def posts(self, path: str, fields: dict[str, list[str]], status: int = 303) -> TestResponse:
        """Send a form as a browser encodes it."""
        answer = self.browser.post(
            path,
            data=urlencode(fields, doseq=True),
            content_type="application/x-www-form-urlencoded",
            base_url=self.base_url,
        )
        return self._seen(answer, status)

    @property
    def receipt(self) -> str:
        """The receipt on the open page."""
        return self._text_of("receipt")

    @property
    def standing(self) -> str:
        """What the open page of /kiem-tra says of a receipt, for programs."""
        assert self.page is not None
        for one in html5lib.parse(self.page.text, namespaceHTMLElements=False).iter("output"):
            if one.get("id") == "status":
                return str(one.get("data-status"))
        return ""

    def ticked(self) -> dict[str, list[str]]:
        """Return what is ticked or written on the open page, without id and token."""
        assert self.page is not None
        return {
            name: values
            for name, values in form_of(self.page.text)[1].items()
            if not name.startswith("_") and any(values)
        }

    def _seen(self, page: TestResponse, status: int) -> TestResponse:
        super()._seen(page, status)
        if page.mimetype == "text/html" and 'method="post"' in page.text:
            self.action, self.fields = form_of(page.text)
        return page

    def _text_of(self, id: str) -> str:
        assert self.page is not None
        for one in html5lib.parse(self.page.text, namespaceHTMLElements=False).iter():
            if one.get("id") == id:
                return "".join(one.itertext()).strip()
        raise AssertionError(f"no #{id} on the page")


def form_of(text: str) -> tuple[str, dict[str, list[str]]]:
    """Return a page's one form as a browser would send it untouched: its action and fields."""
    forms = _Forms(text).found
    assert len(forms) == 1, f"{len(forms)} forms"
    return forms[0]


class _Forms(HTMLParser):
    """The forms of a well-formed page that are posted; of their buttons nobody has pressed one."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, list[str]]]] = []
        self._fields: dict[str, list[str]] | None = None  # of the form that is open
        self._open = ""  # the textarea or select that is
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form" and has.get("method") == "post":
            self._fields = {}
            self.found.append((has.get("action") or "", self._fields))
        elif self._fields is not None and (name := has.get("name")) and tag != "button":
            if tag in {"textarea", "select"}:
                self._open = name
                self._fields[name] = [""]
            elif has.get("type") not in {"radio", "checkbox"} or "checked" in has:
                self._fields.setdefault(name, []).append(has.get("value") or "")
        elif self._fields is not None and tag == "option" and "selected" in has:
            self._fields[self._open] = [has.get("value") or ""]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._fields is not None and self.lasttag == "textarea" and self._open:
            self._fields[self._open] = [data.removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None
        elif tag in {"textarea", "select"}:
            self._open = ""
