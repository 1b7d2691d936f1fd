"""What every page is held to, for whoever sees, hears or moves otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from playwright.sync_api import Page

from tests.browser import axe

AXE: dict[str, object] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Text at seven to one, where others are content with four and a half.
CITIZENS_AXE = {**AXE, "rules": {"color-contrast-enhanced": {"enabled": True}}}
PHONE, DESK = 360, 1280
CITIZENS_HIT, CITIZENS_GAP, CITIZENS_TEXT, STAFFS_HIT = 60, 8, 18, 44  # px

_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_ROWS = """() => [...document.querySelectorAll("fieldset")].map(f =>
    [...f.querySelectorAll("label,button[value]")].map(l => l.getBoundingClientRect())
        .filter(r => r.height).map(r => [r.top, r.bottom]))"""
_SMALL_TEXT = """least => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = [];
    for (let n; (n = words.nextNode()); ) {
        const size = parseFloat(getComputedStyle(n.parentElement).fontSize);
        if (n.data.trim() && size < least) small.push(n.data.trim() + " " + size);
    }
    return small; }"""
# A link within a sentence may be as high as its line; a box or a radio is hit on its label.
_SMALL_HITS = """([what, least]) => [...document.querySelectorAll(what)]
    .map(one => [one, one.matches("[type=checkbox],[type=radio]") ? one.closest("label") : one])
    .map(([one, hit]) => [one, hit.getBoundingClientRect()])
    .filter(([one, r]) => one.type !== "hidden" && r.height && r.height < least - .5)
    .map(([one, r]) => one.outerHTML.slice(0, 120) + " " + r.height)"""


def fits(page: Page, width: int, letters: str = "") -> None:
    """Hold a page to the width of its screen.

    :param letters: how large the reader has set all text ("200%").
    """
    page.set_viewport_size({"width": width, "height": 640})
    if letters:
        page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
    assert page.evaluate(_WIDER) <= 0, f"{page.url} is wider than {width} px"


def holds(page: Page, width: int, options: dict[str, object] = AXE) -> None:
    """Hold a page to WCAG 2.2 A and AA, and to what its testers call good practice."""
    fits(page, width)
    found = axe.found(page, options)
    assert not found, f"{page.url} at {width} px: {found}"


def in_reach_of_a_thumb(page: Page, larger: float = 1) -> None:
    """Hold a citizen's page to rows of 60 px, 8 px apart, and text of 18 px.

    :param larger: how many times larger the reader has set all text.
    """
    rows = page.evaluate(_ROWS)
    for group in rows:
        for top, end in group:
            assert end - top >= CITIZENS_HIT * larger - 0.01
        for (_, above), (below, _) in pairwise(group):
            assert below - above >= CITIZENS_GAP - 0.01
    assert page.evaluate(_SMALL_TEXT, CITIZENS_TEXT * larger) == []
    what = "a, button, summary, select, textarea, input[type=text]"
    assert page.evaluate(_SMALL_HITS, [what, CITIZENS_HIT]) == []


def hit_with_a_mouse(page: Page) -> None:
    """Hold a page of staff to controls of 44 px."""
    what = ":not(p, li, dd, small) > a:not(.skip), button, summary, select, textarea, input"
    assert page.evaluate(_SMALL_HITS, [what, STAFFS_HIT]) == []


class Sleeping:
    """A window whose pages run none of their scripts; the tests' own run while it is `awake`."""

    def __init__(self, page: Page) -> None:
        self._line = page.context.new_cdp_session(page)
        self._sleeps(True)

    @contextmanager
    def awake(self) -> Iterator[None]:
        """Let scripts run: those of the page that is open are not begun any more."""
        self._sleeps(False)
        yield
        self._sleeps(True)

    def _sleeps(self, yes: bool) -> None:
        self._line.send("Emulation.setScriptExecutionDisabled", {"value": yes})
