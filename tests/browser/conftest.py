"""A real browser and a real server between which nothing is made up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from sqlalchemy import text
from werkzeug.serving import make_server

from survey import store
from survey.intake import openings
from survey.settings import Settings
from survey.store import accounts, agencies, desks
from survey.web import create_app, here
from tests import pseudo
from tests.browser.patience import PATIENCE
from tests.browser.slow_line import Line, slow_line
from tests.chromium import FLAGS, PHONE
from tests.people import HASH, PASSWORD, Clock
from tests.province import TODAY
from tests.scene import LONG, LONG_DESK, made


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

# As long as everything else is waited for; Playwright expects within five seconds.
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def browsers(chromium: str, playwright: Playwright) -> Iterator[dict[bool, Browser]]:
    """Two browsers: one that keeps whole pages for Back, one (as in Zalo) that does not."""
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
        opened.append(context)
        return context

    yield new
    for one in opened:
        one.close()


@pytest.fixture
def line(site: Site) -> Iterator[Line]:
    """A quick line to the site, that can be cut."""
    port = int(site.url.rpartition(":")[2])
    with slow_line(port, rate=100_000_000, delay=0, loss=0) as laid:
        yield laid


@pytest.fixture
def phone(site: Site, contexts: Callable[..., BrowserContext]) -> OpenPage:
    """Open a page of the site on a phone that runs no script, unless asked otherwise."""

    def go(path: str = "", **settings: object) -> Page:
        page = contexts(**{"java_script_enabled": False, **settings}).new_page()
        page.goto(site.url + (path or f"/p/{site.poster}"))
        return page

    return go


@pytest.fixture
def smartphone(contexts: Callable[..., BrowserContext]) -> BrowserContext:
    """A phone whose browser runs scripts, and keeps what it has kept from page to page."""
    return contexts()


class SignedIn(dict[str, BrowserContext]):
    """A window of each role, signed in when it is first wanted."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url

    def __missing__(self, role: str) -> BrowserContext:
        self[role] = _signed(self._browser, self._url, role)
        return self[role]


@dataclass(frozen=True, slots=True)
class Office:
    """A served province, and whoever works there, signed in."""

    app: Flask
    url: str
    clock: Clock
    poster: str
    retired: str
    long: str
    ids: dict[str, int]
    browser: Browser
    signed: SignedIn

    def goes(self, page: Page, path: str, language: str) -> Page:
        """Open a page of the office in a language."""
        named = path.format(**self.ids, poster=self.poster, retired=self.retired, long=self.long)
        page.goto(f"{self.url}{named}{'&' if '?' in named else '?'}lang={language}")
        return page


@pytest.fixture(scope="module")
def office(
    furnished_file: Path, browsers: dict[bool, Browser], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """The demo's province, a body with very long names, and a round without any figures."""
    app, clock = _app(furnished_file, tmp_path_factory.mktemp("office") / "survey.sqlite")
    with here.place(app).database.writing() as db:
        rows = [agencies.AgencyRow(2, "L1", LONG, "Sở, ban, ngành")]
        agencies.import_rows(db, rows, today=TODAY)
        (long,) = desks.import_rows(db, [desks.DeskRow(2, "L1", "1", LONG_DESK)], today=TODAY)
        bodies = {body.code: body.id for body in agencies.all_on(db, TODAY)}
        counters = desks.list_desks(db, TODAY, agency_code="H35.11")
        retired = str(counters[-1].poster_code)
        desks.replace_poster(db, counters[-1].id, TODAY)
        openings.open_round(
            db,
            code="ho-gia-dinh",
            questionnaire="sipas-2023-service",
            first=TODAY,
            last=TODAY,
            today=TODAY,
            person="an",
            frame="household",
        )
        _hire(db, "desk", bodies["H35.11"])
        _hire(db, "analyst")
        _hire(db, "auditor")
        ids = {"body": bodies["L1"], "desk": long.id, "account": _hire(db, "admin")}
    with served(app) as url:
        browser = browsers[False]
        signed = SignedIn(browser, url)
        yield Office(
            app,
            url,
            clock,
            str(counters[0].poster_code),
            retired,
            str(long.poster_code),
            ids,
            browser,
            signed,
        )
        for context in signed.values():
            context.close()


@pytest.fixture(scope="module")
def bare(
    migrated_file: Path, browsers: dict[bool, Browser], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """An installation on its first day: nothing but accounts."""
    app, clock = _app(migrated_file, tmp_path_factory.mktemp("bare") / "survey.sqlite")
    with here.place(app).database.writing() as db:
        for role in ("analyst", "admin"):
            _hire(db, role)
    with served(app) as url:
        browser = browsers[False]
        signed = SignedIn(browser, url)
        yield Office(app, url, clock, "", "", "", {}, browser, signed)
        for context in signed.values():
            context.close()


def _app(database: Path, copy: Path) -> tuple[Flask, Clock]:
    copyfile(database, copy)
    clock = Clock()
    settings = Settings(
        database_url=f"sqlite:///{copy}",
        secret_key="a secret of the tests",
        office="Sở Nội vụ tỉnh Lai Châu",
        feedback_url="https://dichvucong.gov.vn",
        synthetic=True,
    )
    app = create_app(settings, languages=pseudo.languages(), now=clock)

    def fail() -> str:
        raise RuntimeError("of the test")

    app.logger.disabled = True
    app.add_url_rule("/that-bai", "citizen_fails", fail)
    app.add_url_rule("/mot-cua/that-bai", "staff_fails", fail)
    return app, clock


def _hire(db: store.Connection, role: str, agency: int | None = None) -> int:
    return accounts.add(
        db, name=role, password_hash=HASH, role=role, agency_id=agency, today=TODAY
    ).id


def _signed(browser: Browser, url: str, role: str) -> BrowserContext:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{url}/dang-nhap")
    page.fill("#name", role)
    page.fill("#password", PASSWORD)
    page.click(".sign button")
    page.wait_for_url(lambda now: not now.endswith("/dang-nhap"))
    page.close()
    return context
