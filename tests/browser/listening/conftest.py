"""Somebody who would rather hear the questions than read them.

A headless browser has no voices. Where a test needs one, a stand-in writes down what it was
asked to read; everything else is the real thing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfile

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from survey.settings import Settings
from survey.web import create_app, here
from tests.browser.conftest import Site, served
from tests.people import Clock
from tests.scene import made

LEVELS = ("1", "2", "3", "4", "5")
LISTEN, STOP = "Nghe câu hỏi", "Dừng"
LONG = 29  # seconds; the most that a clip may hold, and over long after whatever is pressed next

_VOICES = """const spoken = window.spoken = [];
let saying;
const speech = window.speech = {
    voices: VOICES,
    getVoices: () => speech.voices,
    speak: one => {
        spoken.push([one.lang, one.text]);
        saying = [one, setTimeout(() => one.onend(), window.slow ? 6e5 : 30)];
    },
    cancel: () => {
        window.cut = true;
        if (!saying) return;
        clearTimeout(saying[1]);
        setTimeout(saying[0].onerror);
        saying = null;
    },
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""
# A player stands nowhere in the page: keep hold of each, to see whether it plays.
_PLAYERS = """window.players = [];
window.Audio = class extends Audio { constructor() { super(); players.push(this); } };"""
MARKS = """() => {
    window.marks = [];
    new MutationObserver(all => all.forEach(({ target }) => {
        if (target.classList.contains("heard")) marks.push(target.innerText.replace("\\n", " "));
    })).observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });
}"""
# What a button says from now on, until it is as it was. A short clip is over before it is seen.
SAYS = """one => {
    const before = one.textContent, said = [];
    one.says = new Promise(done => {
        setTimeout(done, 30000, "never ended");
        new MutationObserver((_, watch) => {
            said.push(one.textContent);
            if (one.textContent !== before) return;
            watch.disconnect();
            done(said);
        }).observe(one, { childList: true });
    });
}"""


@dataclass(slots=True)
class Listener:
    """Somebody with a form open. `fetched` are the clips that their phone asked for, in order."""

    page: Page
    fetched: list[str] = field(default_factory=list)

    def button(self, question: str) -> Locator:
        """The button of a question."""
        return self.page.locator(f"#{question} [type=button]")

    def presses(self, question: str) -> None:
        """Press the button of a question that is quiet."""
        self.fetched.clear()
        self.button(question).click()
        expect(self.button(question)).to_have_text(STOP)

    def hears(self, question: str) -> list[str]:
        """Press the button of a question, hear it out, and tell which clips came."""
        self.fetched.clear()
        button = self.button(question)
        button.evaluate(SAYS)
        button.click()
        assert button.evaluate("one => one.says") == [STOP, LISTEN]
        return list(self.fetched)

    def offered(self) -> list[str]:
        """The questions on the screen that can be heard."""
        shown = self.page.locator("fieldset:has(> [type=button]:visible)")
        return [str(one.get_attribute("id")) for one in shown.all()]

    def chooses(self, language: str) -> None:
        """Choose the language in which to listen."""
        self.page.get_by_label("Nghe bằng").select_option(language)

    def spoken(self) -> list[tuple[str, str]]:
        """What the phone's voice was asked to read: language and words."""
        return [(lang, words) for lang, words in self.page.evaluate("spoken")]

    def is_quiet(self) -> None:
        """Nothing is heard or marked any more, also if what was heard was just at its end."""
        expect(self.page.locator(".heard")).to_have_count(0)
        assert self.page.evaluate("players.every(one => one.paused)")
        before = list(self.fetched)
        self.page.evaluate("players.forEach(one => one.dispatchEvent(new Event('ended')))")
        self.page.wait_for_timeout(200)
        assert self.fetched == before
        assert self.page.evaluate("players.every(one => one.paused)")
        expect(self.page.locator(".heard")).to_have_count(0)
        expect(self.page.get_by_role("button", name=STOP)).to_have_count(0)


Listens = Callable[..., Listener]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The office's folder of clips, still empty."""
    (tmp_path / "nghe").mkdir()
    return tmp_path / "nghe"


@pytest.fixture
def site(migrated_file: Path, tmp_path: Path, folder: Path) -> Iterator[Site]:
    """The pages of a small province whose office has that folder."""
    file = tmp_path / "survey.sqlite"
    copyfile(migrated_file, file)
    settings = Settings(
        database_url=f"sqlite:///{file}", secret_key="a secret of the tests", clips=str(folder)
    )
    app = create_app(settings, now=Clock())
    _, counters = made(here.place(app).database)
    with served(app) as url:
        yield Site(app, url, str(counters[0].poster_code))


@pytest.fixture
def listens(site: Site, contexts: Callable[..., BrowserContext]) -> Listens:
    """Open the form on a phone with these voices; None for a phone without any."""

    def opens(*voices: str, query: str = "", **settings: object) -> Listener:
        page = contexts(**settings).new_page()
        page.add_init_script(_PLAYERS)
        if voices:
            known = [{"lang": one.strip("?"), "localService": "?" not in one} for one in voices]
            page.add_init_script(_VOICES.replace("VOICES", json.dumps(known)))
        listener = Listener(page)

        def note(url: str) -> None:
            if "/nghe/" in url:
                listener.fetched.append("/".join(url.split("/")[-2:]))

        page.on("request", lambda request: note(request.url))
        page.goto(f"{site.url}/p/{site.poster}{query}")
        page.wait_for_selector("fieldset [type=button]", state="attached")
        return listener

    return opens
