"""The form with its script: a factor a screen, and the next question under the thumb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site
from tests.browser.patience import until
from tests.browser.steps import turn

OpenForm = Callable[..., Page]
OPENED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def form(site: Site, contexts: Callable[..., BrowserContext]) -> OpenForm:
    """Open the form of a desk on a phone with a touch screen, whose hour the test says."""

    def go(path: str = "", **settings: object) -> Page:
        page = contexts(**{"has_touch": True, "is_mobile": True, **settings}).new_page()
        page.clock.set_fixed_time(OPENED)
        page.goto(f"{site.url}/p/{site.poster}{path}")
        return page

    return go


def step(page: Page) -> str:
    """The heading of the one step that shows."""
    (shown,) = page.locator("section:visible h2").all_inner_texts()
    return " ".join(shown.split())


def row(page: Page, name: str, value: str) -> str:
    """The row of an answer, as a finger finds it."""
    return f'label:has(input[name="{name}"][value="{value}"])'


def rests(page: Page) -> float:
    """How far the page is scrolled, once it has come to rest."""
    return float(
        page.evaluate(
            """() => new Promise(done => { let last = -1; const look = setInterval(() => {
                if (scrollY === last) { clearInterval(look); done(scrollY); } last = scrollY;
            }, 150); })"""
        )
    )


def comes_up(page: Page, selector: str) -> None:
    """Wait until something has come to the top of the screen, and hold it to resting there."""

    def is_up() -> bool:
        box = page.locator(selector).bounding_box()
        return box is not None and 0 <= box["y"] <= 40

    until(page, is_up, f"{selector} at the top of the screen")
    rests(page)
    assert is_up()


def stands_at(page: Page, heading: str) -> None:
    """Wait until the one step that shows has this heading."""
    expect(page.locator("section:visible h2")).to_have_text(heading, use_inner_text=True)


def test_one_factor_shows_at_a_time_and_says_which(form: OpenForm) -> None:
    page = form()
    assert step(page) == "Phần 1 trên 5 Nơi làm thủ tục"
    assert page.locator("h1:visible").count() == 1
    seen = [step(page)]
    while page.locator("section:visible .next").count():
        turn(page)
        seen.append(step(page))
    assert [heading[:14] for heading in seen[:5]] == [f"Phần {n} trên 5 " for n in range(1, 6)]
    assert seen[5:] == ["Không bắt buộc Thêm vài câu"]
    assert page.locator(".bar .d").count() == 6


def test_back_of_the_browser_goes_back_one_step(form: OpenForm) -> None:
    page = form()
    first = step(page)
    turn(page)
    second = step(page)
    turn(page)
    page.go_back()
    stands_at(page, second)
    page.go_back()
    stands_at(page, first)
    page.go_forward()
    stands_at(page, second)
    turn(page, "Quay lại")
    assert step(page) == first


def test_ticks_stay_from_step_to_step_and_are_sent_together(form: OpenForm, site: Site) -> None:
    page = form()
    page.check("input[name=q24][value='4']")
    turn(page)
    page.check("input[name=q27][value='2']")
    turn(page, "Quay lại")
    assert page.locator("input[name=q24][value='4']").is_checked()
    for _ in range(5):
        turn(page)
    page.get_by_role("button", name="Gửi phiếu").click()
    page.wait_for_url("**/da-nhan?*")
    assert site.kept() == 1


def test_a_new_step_begins_at_its_heading_also_for_who_hears_it(form: OpenForm) -> None:
    page = form()
    page.locator("section:visible .next").scroll_into_view_if_needed()
    turn(page)
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert "Phần 2" in page.evaluate("document.activeElement.innerText")


def test_an_address_of_a_step_or_a_question_opens_there(form: OpenForm) -> None:
    assert step(form("#p3")).startswith("Phần 3")
    page = form("#q34")
    assert page.locator("#q34").is_visible()
    assert step(form("#p99")).startswith("Phần 1")


def test_without_its_script_the_form_is_whole(form: OpenForm) -> None:
    page = form(java_script_enabled=False)
    assert page.locator("section:visible").count() == page.locator("section").count()
    assert page.locator("fieldset:visible").count() == page.locator("fieldset").count()
    assert page.locator(".go, .bar, .wait:visible, .offer:visible, .news:visible").count() == 0


def test_a_form_with_something_to_mend_is_shown_whole(form: OpenForm) -> None:
    page = form("#p6")
    page.get_by_role("button", name="Gửi phiếu").click()
    link = page.locator(".errors a")
    link.wait_for()
    assert page.title().startswith("Lỗi: ")
    assert page.evaluate("document.activeElement.className") == "errors"
    assert page.locator("section:visible").count() == page.locator("section").count()
    link.click()
    assert page.locator("#q24").is_visible()
    page.check("input[name=q24][value='5']")
    page.get_by_role("button", name="Gửi phiếu").last.click()
    page.wait_for_url("**/da-nhan?*")


def test_a_tick_of_a_finger_brings_the_next_question_up(form: OpenForm) -> None:
    page = form()
    page.locator(row(page, "visit", "1")).tap()
    comes_up(page, "#q24 legend")
    page.locator(row(page, "q24", "4")).tap()
    comes_up(page, "#q25 legend")


def test_the_last_tick_of_a_step_brings_up_the_way_on(form: OpenForm) -> None:
    page = form("#p2")
    last = page.locator("section:visible fieldset").last
    last.locator("label").nth(3).tap()
    expect(page.locator("section:visible .next")).to_be_in_viewport(ratio=1)


def test_an_answered_question_is_passed_over(form: OpenForm) -> None:
    page = form()
    page.locator(row(page, "q25", "3")).tap()
    comes_up(page, "#q26 legend")
    page.locator("#q24 legend").scroll_into_view_if_needed()
    page.locator(row(page, "q24", "3")).tap()
    comes_up(page, "#q26 legend")


def test_the_keyboard_moves_nothing_but_the_tick(form: OpenForm) -> None:
    page = form("#p2")
    page.locator("input[name=q27]").first.focus()
    before = rests(page)
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=q27][value='2']").is_checked()
    assert rests(page) == before


def test_whoever_wants_little_motion_is_left_where_they_are(form: OpenForm) -> None:
    page = form("#p2", reduced_motion="reduce")
    before = rests(page)
    page.locator(row(page, "q27", "1")).tap()
    assert rests(page) == before


def test_a_ticked_row_pressed_again_is_emptied(form: OpenForm) -> None:
    page = form("#p2")
    page.locator(row(page, "q27", "4")).tap()
    page.clock.set_fixed_time(OPENED + timedelta(seconds=1))
    page.locator(row(page, "q27", "4")).tap()
    assert page.locator("input[name=q27]:checked").count() == 0


def test_a_trembling_finger_empties_nothing(form: OpenForm) -> None:
    page = form("#p2", reduced_motion="reduce")
    page.locator(row(page, "q27", "4")).tap()
    page.locator(row(page, "q27", "4")).tap()
    assert page.locator("input[name=q27][value='4']").is_checked()


def test_the_whole_form_goes_by_keyboard(form: OpenForm, site: Site) -> None:
    page = form()
    page.keyboard.press("Tab")
    for _ in range(200):
        on = page.evaluate("[document.activeElement.type, document.activeElement.className]")
        if on[0] == "radio":
            page.keyboard.press("Space")
        elif on[1] == "next":
            page.keyboard.press("Enter")
        elif on[0] == "submit":
            page.keyboard.press("Enter")
            break
        page.keyboard.press("Tab")
    page.wait_for_url("**/da-nhan?*")
    assert site.kept() == 1
