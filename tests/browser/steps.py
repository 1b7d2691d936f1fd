"""Going through a form a step at a time, as its script lets people do."""

from __future__ import annotations

from playwright.sync_api import Page


def turn(page: Page, label: str = "Tiếp") -> None:
    """Go on or back, and wait until the step is there: an address changes before its page does."""
    link = page.locator("section:visible .go a", has_text=label)
    step = int((link.get_attribute("href") or "").removeprefix("#p"))
    link.click()
    page.locator(f"section:nth-of-type({step}).on").wait_for()
