"""A sentence for the conference is taken with one press."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Office


@pytest.mark.parametrize("path", ["/tong-hop/2025/H35.11", "/tong-hop/bang-chi-so?nam=2022"])
def test_a_press_copies_the_sentence_and_says_so(office: Office, path: str) -> None:
    context = office.signed["analyst"]
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.clock.install()
    office.goes(page, path, "vi")
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)
    sentence = page.locator(".quote").first.text_content()
    button = page.locator(".quote + button").first
    before = button.text_content() or ""
    button.click()
    expect(button).to_have_text("Đã chép")
    assert page.evaluate("navigator.clipboard.readText()") == (sentence or "").strip()
    page.clock.run_for(4_000)
    expect(button).to_have_text(before)
    page.close()
