"""A person of 62 with a small phone: what is seen, touched and heard, without any script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.patience import follows, until
from tests.browser.reach import fits, in_reach_of_a_thumb

NOBODYS = "000G-40R4-0M30-E209-J"


def bottom(page: Page, selector: str) -> float:
    """How far down the screen something ends."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def sends(page: Page, **levels: str) -> Page:
    """Tick and press the button, and wait for the page that comes."""
    for name, value in levels.items():
        page.check(f'input[name={name}][value="{value}"]')
    follows(page, page.locator("main > form > section:last-of-type > button"))
    return page


def test_the_first_question_shows_without_scrolling(phone: OpenPage) -> None:
    page = phone()
    assert bottom(page, "#visit legend") <= 640
    assert bottom(page, "#visit label") <= 640


def test_a_form_is_answered_sent_and_acknowledged_without_script_or_cookie(
    phone: OpenPage, site: Site
) -> None:
    page = phone()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert asked == [f"{site.url}/p/{site.poster}"]
    page.check('input[name=q24][value="4"]')
    page.check('input[name=q24][value=""]')
    page.get_by_text("Đôi điều về Ông/Bà").click()
    page.select_option("#age", "5")
    page.fill("#comment", "Ghế hơi ít.")
    sends(page, q25="2", visit="1")
    assert page.locator("h1").inner_text() == "Đã nhận phiếu. Cảm ơn Ông/Bà!"
    assert not page.locator("#receipt").is_visible()
    page.get_by_text("Xem mã phiếu").click()
    receipt = page.locator("#receipt").inner_text()
    assert site.kept() == 1
    assert page.context.cookies() == []
    follows(page, page.get_by_role("link", name="Kiểm tra phiếu"))
    page.fill("#ma", receipt.lower())
    follows(page, page.get_by_role("button", name="Kiểm tra"))
    assert page.locator("#status").get_attribute("data-status") == "counted"


@pytest.mark.parametrize("path", ["", "/", "/kiem-tra", "/p/000000"])
def test_a_thumb_finds_every_row_and_no_text_is_small(phone: OpenPage, path: str) -> None:
    in_reach_of_a_thumb(phone(path))


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_no_page_is_wider_than_the_screen(phone: OpenPage, width: int, size: str) -> None:
    page = phone(viewport={"width": width, "height": 640})
    for path in ("", "/", "/kiem-tra?ma=" + NOBODYS):
        if path:
            page.goto(page.url.split("/p/")[0].split("/kiem")[0].rstrip("/") + path)
        fits(page, width, size)


def test_keys_tick_and_move_on(phone: OpenPage) -> None:
    page = phone()
    page.focus('input[name=q24][value="1"]')
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.locator('input[name=q24][value="4"]').is_checked()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q25"


def test_what_is_wrong_is_met_first_and_leads_to_its_place(phone: OpenPage) -> None:
    page = sends(phone())
    assert page.title().startswith("Lỗi: ")
    expect(page.locator(".errors")).to_be_focused()
    page.click(".errors a")
    top = "document.querySelector('#q24').getBoundingClientRect().top"
    until(page, lambda: 0 <= page.evaluate(top) <= 10, "the question at the top of the screen")


def test_a_form_that_only_wants_sending_again_has_its_button_on_the_first_screen(
    phone: OpenPage, site: Site
) -> None:
    page = phone()
    page.evaluate('document.querySelector("[name=_token]").value = "1.1.aaaaaaaaaaaaaaaaaaaaaa"')
    sends(page, q24="5")
    assert bottom(page, ".errors button") <= 640
    follows(page, page.locator(".errors button"))
    assert page.locator("h1").inner_text() == "Đã nhận phiếu. Cảm ơn Ông/Bà!"
    assert site.kept() == 1
