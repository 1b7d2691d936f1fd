"""A tablet that many people answer on: the next one finds nothing of the one before."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.test_citizen_resend import SEND, back, ticks


@pytest.mark.parametrize("keeps_pages", [True, False], ids=["bfcache", "no bfcache"])
def test_back_and_a_new_form_show_nothing_of_the_person_before(
    phone: OpenPage, site: Site, keeps_pages: bool
) -> None:
    path = f"/p/{site.poster}?may-chung"
    page = phone(path, keeps_pages=keeps_pages, java_script_enabled=True)
    ticks(page, "1")
    page.fill("#comment", "Chờ lâu quá")
    page.click(SEND)
    page.wait_for_url("**/da-nhan?*")
    back(page)
    # What was kept whole hides itself until a new form is in its place.
    expect(page.locator("fieldset").first).to_be_visible()
    expect(page.locator(":checked[value='1']")).to_have_count(0)
    expect(page.locator("#comment")).to_have_value("")
    page.goto(f"{site.url}{path}")
    assert page.locator(":checked[value='1']").count() == 0
    assert page.evaluate("indexedDB.databases()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistration()") is None
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert site.kept() == 1


def test_an_unfinished_sheet_is_not_offered_to_the_next(phone: OpenPage, site: Site) -> None:
    path = f"/p/{site.poster}?may-chung"
    page = phone(path, java_script_enabled=True)
    ticks(page, "1")
    page.reload()
    assert page.locator(":checked[value='1']").count() == 0
    assert not page.locator(".offer").is_visible()
