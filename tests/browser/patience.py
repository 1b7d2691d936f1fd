"""Waiting for what a page, or whoever answers it, does in its own time.

How long anything takes is the machine's affair, and no test hangs on it: each waits for the thing
itself. `PATIENCE` only says when to tell that it never came.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PATIENCE = 30  # seconds


def until(page: Page, holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds, while the browser goes on."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"it never came: {what}"
        page.wait_for_timeout(20)


def comes_true(page: Page, said: str) -> None:
    """Wait until an expression in a page is true.

    Playwright's own way asks by `eval` from the second time on, which our pages forbid.
    """
    until(page, lambda: bool(page.evaluate(f"Promise.resolve({said}).then(Boolean)")), said)


def is_whole(page: Page) -> None:
    """Wait until a page is loaded, or was brought back whole."""
    comes_true(page, "document.readyState === 'complete'")


def follows(page: Page, where: Locator) -> None:
    """Press what leads to another page, and wait until that is loaded: a press alone does not."""
    with page.expect_event("load"):
        where.click()


@contextmanager
def answers_held(app: Flask) -> Iterator[None]:
    """Let nothing that is sent be answered before the block ends."""
    ends = threading.Event()
    answer = app.wsgi_app

    def hold(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            ends.wait(PATIENCE)
        return answer(environ, start)

    with pytest.MonkeyPatch.context() as holding:
        holding.setattr(app, "wsgi_app", hold)
        try:
            yield
        finally:
            ends.set()
