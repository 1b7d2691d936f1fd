"""A real browser and a real server between which nothing is made up."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile, which

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import text
from werkzeug.serving import make_server

from survey.settings import Settings
from survey.web import create_app, here
from tests.people import Clock
from tests.scene import made

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 360, "height": 640}


@dataclass(frozen=True, slots=True)
class Site:
    """A running server. `poster` is the code of a desk where a round is open."""

    app: Flask
    url: str
    poster: str

    def kept(self) -> int:
        """How many sheets the database holds."""
        with here.place(self.app).database.reading() as db:
            return int(db.scalar(text("SELECT count(*) FROM response")) or 0)


OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    found = os.environ.get("CHROMIUM") or which("chromium") or which("chromium-browser")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium: not on this machine")
        pytest.skip("Chromium: not on this machine")
    return found


@pytest.fixture(scope="session")
def browsers(chromium: str) -> Iterator[dict[bool, Browser]]:
    """Two browsers: one that keeps whole pages for Back, one (as in Zalo) that does not."""
    with sync_playwright() as playwright:
        keeping = playwright.chromium.launch(
            executable_path=chromium,
            args=FLAGS,
            ignore_default_args=["--disable-back-forward-cache"],
        )
        forgetting = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield {True: keeping, False: forgetting}
        keeping.close()
        forgetting.close()


@pytest.fixture
def site(migrated_file: Path, tmp_path: Path) -> Iterator[Site]:
    """The pages of a small province, served on a port of this machine."""
    file = tmp_path / "survey.sqlite"
    copyfile(migrated_file, file)
    app = create_app(
        Settings(
            database_url=f"sqlite:///{file}",
            secret_key="a secret of the tests",
            office="Sở Nội vụ",
            feedback_url="https://dichvucong.gov.vn",
            synthetic=True,
        ),
        now=Clock(),
    )
    _, counters = made(here.place(app).database)
    with served(app) as url:
        yield Site(app, url, str(counters[0].poster_code))


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on a port of this machine, and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
        here.place(app).database.dispose()


@pytest.fixture
def contexts(browsers: dict[bool, Browser]) -> Iterator[Callable[..., BrowserContext]]:
    """Make a browser's window, with settings of the test's own."""
    opened: list[BrowserContext] = []

    def new(*, keeps_pages: bool = False, **settings: object) -> BrowserContext:
        chosen = {"viewport": PHONE, **settings}
        context = browsers[keeps_pages].new_context(**chosen)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield new
    for one in opened:
        one.close()


@pytest.fixture
def phone(site: Site, contexts: Callable[..., BrowserContext]) -> OpenPage:
    """Open a page of the site on a phone that runs no script, unless asked otherwise."""

    def go(path: str = "", **settings: object) -> Page:
        page = contexts(**{"java_script_enabled": False, **settings}).new_page()
        page.goto(site.url + (path or f"/p/{site.poster}"))
        return page

    return go
