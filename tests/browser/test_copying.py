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
    office.goes(page, path, "vi")
    sentence = page.locator(".quote").first.text_content()
    button = page.locator(".quote + button").first
    button.click()
    expect(button).to_have_text("Đã chép")
    assert page.evaluate("navigator.clipboard.readText()") == (sentence or "").strip()
    page.close()
