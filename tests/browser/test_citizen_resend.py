"""Back, twice, again: however often a sheet is sent from one opened form, it is one sheet.

In a browser that keeps whole pages for Back, and in one that fetches them from its cache, as
the views inside other applications do; with the form's script and without.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.patience import answers_held, is_whole

SEND = "main > form > section:last-of-type > button"
RECEIVED = "Đã nhận phiếu. Cảm ơn Ông/Bà!"

pytestmark = [
    pytest.mark.parametrize("keeps_pages", [True, False], ids=["bfcache", "no bfcache"]),
    pytest.mark.parametrize("script", [True, False], ids=["script", "no script"]),
]


def ticks(page: Page, value: str) -> None:
    page.evaluate("location.hash = '#p1'")
    page.check(f'input[name=q24][value="{value}"]')


def presses(page: Page) -> None:
    """Go to the end of the form and press its button."""
    page.evaluate("location.hash = '#p6'")
    page.click(SEND)


def sent(page: Page) -> str:
    """Tick one level, send, and return the receipt."""
    ticks(page, "4")
    presses(page)
    return receipt(page)


def back(page: Page) -> None:
    """Go back; a page that was kept whole is there without having been loaded."""
    page.go_back(wait_until="commit")
    page.wait_for_selector(SEND, state="attached")
    is_whole(page)


def receipt(page: Page) -> str:
    page.wait_for_url("**/da-nhan?*", wait_until="commit")
    expect(page.locator("h1")).to_have_text(RECEIVED)
    return page.locator("#receipt").text_content() or ""


def test_back_brings_the_same_form_with_its_ticks(
    phone: OpenPage, site: Site, keeps_pages: bool, script: bool
) -> None:
    page = phone(keeps_pages=keeps_pages, java_script_enabled=script)
    id = page.locator("[name=_id]").get_attribute("value")
    page.evaluate("window.whole = true")
    first = sent(page)
    back(page)
    assert page.evaluate("window.whole === true") is keeps_pages
    assert page.locator("[name=_id]").get_attribute("value") == id
    assert page.locator('input[name=q24][value="4"]').is_checked()
    presses(page)
    assert receipt(page) == first
    assert site.kept() == 1


def test_back_and_another_answer_changes_nothing(
    phone: OpenPage, site: Site, keeps_pages: bool, script: bool
) -> None:
    page = phone(keeps_pages=keeps_pages, java_script_enabled=script)
    sent(page)
    back(page)
    ticks(page, "1")
    presses(page)
    page.get_by_role("heading", name="Phiếu này đã gửi trước đó").wait_for()
    assert site.kept() == 1


def test_a_double_tap_is_one_sheet(
    phone: OpenPage, site: Site, keeps_pages: bool, script: bool
) -> None:
    page = phone(keeps_pages=keeps_pages, java_script_enabled=script)
    ticks(page, "4")
    page.evaluate("location.hash = '#p6'")
    # The first is not answered before the second tap, which would be one on the next page.
    with answers_held(site.app):
        page.dblclick(SEND)
    # The first sending is given up for the second: only the page that comes at last is waited for.
    page.get_by_role("heading", name=RECEIVED).wait_for()
    receipt(page)
    assert site.kept() == 1


def test_the_receipt_can_be_loaded_again(
    phone: OpenPage, site: Site, keeps_pages: bool, script: bool
) -> None:
    page = phone(keeps_pages=keeps_pages, java_script_enabled=script)
    first = sent(page)
    page.reload()
    assert receipt(page) == first
    back(page)
    page.go_forward(wait_until="commit")
    assert receipt(page) == first
    assert site.kept() == 1


def test_a_sheet_put_right_is_one_sheet(
    phone: OpenPage, site: Site, keeps_pages: bool, script: bool
) -> None:
    page = phone(keeps_pages=keeps_pages, java_script_enabled=script)
    presses(page)
    page.wait_for_selector(".errors")
    is_whole(page)
    assert page.title().startswith("Lỗi: ")
    first = sent(page)
    page.reload()
    assert receipt(page) == first
    assert site.kept() == 1


def test_another_sheet_is_asked_for_by_its_link(
    phone: OpenPage, site: Site, keeps_pages: bool, script: bool
) -> None:
    page = phone(keeps_pages=keeps_pages, java_script_enabled=script)
    first = sent(page)
    page.get_by_role("link", name="Gửi phiếu khác").click()
    assert not page.locator('input[name=q24][value="4"]').is_checked()
    assert sent(page) != first
    assert site.kept() == 2
