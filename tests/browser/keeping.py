"""What somebody does with a phone that keeps their sheet, and how to see what it keeps."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Page

from survey import store
from tests.browser.conftest import Site
from tests.browser.patience import comes_true, until
from tests.browser.slow_line import Line

WAITING = "Phiếu đang chờ gửi"
KEPT = """() => new Promise(done => { const asked = indexedDB.open("phieu", 1);
    asked.onsuccess = () => { const all = asked.result.transaction("phieu")
        .objectStore("phieu").getAll();
        all.onsuccess = () => { asked.result.close(); done(all.result); }; }; })"""


def opens(phone: BrowserContext, line: Line, site: Site) -> Page:
    page = phone.new_page()
    page.goto(f"{line.url}/p/{site.poster}")
    return page


def ticks(page: Page, value: str = "4") -> None:
    """Tick a level of the first question, and wait until the phone has kept it."""
    page.check(f'input[name=q24][value="{value}"]')
    has_kept(page, f"q24={value}")


def has_kept(page: Page, field: str) -> None:
    """Wait until the phone has kept what a field says."""
    comes_true(page, f"({KEPT})().then(all => all.some(one => /{field}/.test(one.body)))")


def sends(page: Page) -> None:
    """Go to the last step and press the button."""
    page.evaluate("location.hash = '#p6'")
    page.get_by_role("button", name="Gửi phiếu").last.click()


def receipt(page: Page) -> str:
    page.wait_for_url("**/da-nhan?*")
    return page.locator("#receipt").text_content() or ""


def busy(*_: object, **__: object) -> None:
    """What a database under too much load says."""
    raise store.Busy


def keeps_nothing(page: Page) -> None:
    """Wait until the phone has nothing of any sheet."""
    until(page, lambda: kept(page) == [], "nothing is kept")


def kept(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(KEPT)
    return found


def waits(page: Page) -> None:
    """The page says that the sheet waits."""
    page.get_by_role("heading", name=WAITING).wait_for()
    assert page.locator("form").is_hidden()


def left_waiting(phone: BrowserContext, line: Line, site: Site) -> Page:
    """A page whose sheet was finished and waits for the line."""
    page = opens(phone, line, site)
    ticks(page)
    line.cut()
    sends(page)
    waits(page)
    return page
