"""What the form's script adds, for whoever sees, hears or moves otherwise: each step, the sheet
that was begun, the sheet that waits, and the page without signal, in three languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

from tests import pseudo
from tests.browser.conftest import Office
from tests.browser.keeping import has_kept
from tests.browser.reach import CITIZENS_AXE, DESK, PHONE, fits, holds, in_reach_of_a_thumb

SEEN = pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("vi", PHONE, "light"), ("en", DESK, "dark"), (pseudo.CODE, 320, "dark")],
)
STEPS = 6


def opened(office: Office, context: BrowserContext, language: str, scheme: str) -> Page:
    """The form of a desk."""
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    return office.goes(page, "/p/{poster}", language)


def finishes_without_signal(page: Page) -> None:
    """Answer, lose the signal, send, and be told that the sheet waits."""
    page.check("input[name=q24][value='4']")
    page.evaluate(f"location.hash = '#p{STEPS}'")
    page.context.set_offline(True)
    page.locator("section:visible > button:visible").click()
    page.locator(".wait h1").wait_for()


def seen(page: Page, width: int) -> None:
    """Hold what is on the screen to everything that a citizen's page owes."""
    holds(page, width, CITIZENS_AXE)
    in_reach_of_a_thumb(page)
    fits(page, 320)


@SEEN
def test_every_step_shuts_nobody_out(
    office: Office, language: str, width: int, scheme: str
) -> None:
    with office.browser.new_context() as context:
        page = opened(office, context, language, scheme)
        for number in range(1, STEPS + 1):
            page.evaluate(f"location.hash = '#p{number}'")
            page.locator(f"section:nth-of-type({number}).on").wait_for()
            assert page.locator("section:visible").count() == 1
            seen(page, width)


@SEEN
def test_a_sheet_that_was_begun_shuts_nobody_out(
    office: Office, language: str, width: int, scheme: str
) -> None:
    with office.browser.new_context() as context:
        first = opened(office, context, language, scheme)
        first.check("input[name=q24][value='4']")
        first.evaluate("location.hash = '#p2'")
        first.check("input[name=q27][value='4']")
        has_kept(first, "q27=4")
        page = opened(office, context, language, scheme)
        page.locator(".offer").wait_for()
        seen(page, width)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator("input[name=q24][value='4']").is_checked()


@SEEN
def test_a_sheet_that_waits_shuts_nobody_out(
    office: Office, language: str, width: int, scheme: str
) -> None:
    with office.browser.new_context() as context:
        page = opened(office, context, language, scheme)
        finishes_without_signal(page)
        assert page.evaluate("document.activeElement.localName") == "h1"
        assert page.locator(".wait [role=status]").is_visible()
        seen(page, width)


@SEEN
def test_the_page_without_signal_shuts_nobody_out(
    office: Office, language: str, width: int, scheme: str
) -> None:
    with office.browser.new_context() as context:
        page = opened(office, context, language, scheme)
        page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        finishes_without_signal(page)
        page.reload()
        assert page.locator("html").get_attribute("lang") == language
        page.locator(".news:not(:empty)").wait_for()
        seen(page, width)
