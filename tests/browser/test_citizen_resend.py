"""Back, twice, again: however often a sheet is sent from one opened form, it is one sheet.

In a browser that keeps whole pages for Back, and in one that fetches them from its cache, as
the views inside other applications do.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, Site

SEND = "main > form > section:last-of-type > button"
RECEIVED = "Đã nhận phiếu. Cảm ơn Ông/Bà!"

pytestmark = pytest.mark.parametrize("keeps_pages", [True, False], ids=["bfcache", "no bfcache"])


def sent(page: Page) -> str:
    """Tick one level, send, and return the receipt."""
    page.check('input[name=q24][value="4"]')
    page.click(SEND)
    return receipt(page)


def back(page: Page) -> None:
    """Go back; a page that was kept whole is there without having been loaded."""
    page.go_back(wait_until="commit")
    page.wait_for_selector(SEND)


def receipt(page: Page) -> str:
    assert page.locator("h1").inner_text() == RECEIVED
    return page.locator("#receipt").text_content() or ""


def test_back_brings_the_same_form_with_its_ticks(
    phone: OpenPage, site: Site, keeps_pages: bool
) -> None:
    page = phone(keeps_pages=keeps_pages)
    id = page.locator("[name=_id]").get_attribute("value")
    page.evaluate("window.whole = true")
    first = sent(page)
    back(page)
    assert page.evaluate("window.whole === true") is keeps_pages
    assert page.locator("[name=_id]").get_attribute("value") == id
    assert page.locator('input[name=q24][value="4"]').is_checked()
    page.click(SEND)
    assert receipt(page) == first
    assert site.kept() == 1


def test_back_and_another_answer_changes_nothing(
    phone: OpenPage, site: Site, keeps_pages: bool
) -> None:
    page = phone(keeps_pages=keeps_pages)
    sent(page)
    back(page)
    page.check('input[name=q24][value="1"]')
    page.click(SEND)
    assert page.locator("h1").inner_text() == "Phiếu này đã gửi trước đó"
    assert site.kept() == 1


def test_a_double_tap_is_one_sheet(phone: OpenPage, site: Site, keeps_pages: bool) -> None:
    page = phone(keeps_pages=keeps_pages)
    page.check('input[name=q24][value="4"]')
    page.dblclick(SEND)
    page.wait_for_url("**/da-nhan**")
    receipt(page)
    assert site.kept() == 1


def test_the_receipt_can_be_loaded_again(phone: OpenPage, site: Site, keeps_pages: bool) -> None:
    page = phone(keeps_pages=keeps_pages)
    first = sent(page)
    page.reload()
    assert receipt(page) == first
    back(page)
    page.go_forward(wait_until="commit")
    assert receipt(page) == first
    assert site.kept() == 1


def test_a_sheet_put_right_is_one_sheet(phone: OpenPage, site: Site, keeps_pages: bool) -> None:
    page = phone(keeps_pages=keeps_pages)
    page.click(SEND)
    assert page.title().startswith("Lỗi: ")
    first = sent(page)
    page.reload()
    assert receipt(page) == first
    assert site.kept() == 1


def test_another_sheet_is_asked_for_by_its_link(
    phone: OpenPage, site: Site, keeps_pages: bool
) -> None:
    page = phone(keeps_pages=keeps_pages)
    first = sent(page)
    page.get_by_role("link", name="Gửi phiếu khác").click()
    assert not page.locator('input[name=q24][value="4"]').is_checked()
    assert sent(page) != first
    assert site.kept() == 2
