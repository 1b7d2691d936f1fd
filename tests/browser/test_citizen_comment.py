"""The box for a comment: what is said beside it, and what will be kept, told before it is sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.reach import CITIZENS_AXE, PHONE, holds, in_reach_of_a_thumb

SAID = "Gọi tôi 0912 345 678,\nchờ từ 7h30 ngày 12/11/2026. <b>Mong</b> sửa."
KEPT = "Gọi tôi [đã che],\nchờ từ 7h30 ngày 12/11/2026. <b>Mong</b> sửa."


def writes(page: Page, text: str) -> None:
    """Write into the box and leave it."""
    page.fill("#comment", text)
    page.locator("#comment").blur()


def shown(page: Page) -> Page:
    """Go on to the step that holds the box."""
    page.evaluate("location.hash = 'comment'")
    expect(page.locator("#comment")).to_be_visible()
    return page


def test_what_will_be_kept_is_told_before_sending(phone: OpenPage, site: Site) -> None:
    page = shown(phone(java_script_enabled=True))
    kept = page.get_by_role("status").and_(page.locator("#kept"))
    expect(kept).to_have_text("")
    writes(page, SAID)
    expect(kept).to_have_text(f"Góp ý sẽ được lưu như sau:\n{KEPT}", use_inner_text=True)
    assert page.locator("#kept *").count() == 0
    assert page.locator("#comment").input_value() == SAID
    assert site.kept() == 0


@pytest.mark.parametrize("seen", ["light", "dark"])
def test_what_is_told_on_a_form_that_came_back_shuts_nobody_out(
    phone: OpenPage, site: Site, seen: str
) -> None:
    for language in ("vi", "en"):
        path = f"/p/{site.poster}?lang={language}"
        page = shown(phone(path, java_script_enabled=True, color_scheme=seen))
        page.locator("form button:not([type])").last.click()
        expect(page.locator(".errors")).to_be_visible()
        writes(page, SAID)
        expect(page.locator("#kept")).to_contain_text("[đã che]")
        in_reach_of_a_thumb(page)
        holds(page, PHONE, CITIZENS_AXE)


def test_it_is_told_while_a_person_is_still_in_the_box(phone: OpenPage) -> None:
    page = shown(phone(java_script_enabled=True))
    page.locator("#comment").press_sequentially("Xe 25A-123.45")
    expect(page.locator("#kept")).to_contain_text("Xe [đã che]")


def test_where_nothing_is_hidden_nothing_is_told(phone: OpenPage) -> None:
    page = shown(phone(java_script_enabled=True))
    writes(page, SAID)
    expect(page.locator("#kept")).to_contain_text("[đã che]")
    with page.expect_response("**/che"):
        writes(page, "Chờ 45 phút.")
    expect(page.locator("#kept")).to_have_text("")


def test_words_alone_are_not_asked_about(phone: OpenPage) -> None:
    page = shown(phone(java_script_enabled=True))
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    writes(page, "Cán bộ hòa nhã.")
    page.clock.run_for(1_500)
    page.wait_for_timeout(100)
    assert [url for url in asked if url.endswith("/che")] == []
    expect(page.locator("#kept")).to_have_text("")


def test_without_an_answer_nothing_is_told_and_sending_goes_on(phone: OpenPage, site: Site) -> None:
    page = phone(java_script_enabled=True)
    faults: list[object] = []
    page.on("pageerror", lambda fault: faults.append(fault))
    page.route("**/che", lambda route: route.abort())
    page.check('input[name=q24][value="4"]')
    writes(shown(page), SAID)
    page.wait_for_timeout(500)
    expect(page.locator("#kept")).to_have_text("")
    page.locator("form button:not([type])").last.click()
    page.wait_for_url("**/da-nhan**")
    assert faults == []
    assert site.kept() == 1


def test_a_comment_gets_no_personal_reply_and_the_channel_that_gives_one_is_named(
    phone: OpenPage,
) -> None:
    page = phone()
    below = page.locator("#kept + p")
    expect(below).to_contain_text(
        "Góp ý ở đây không được trả lời riêng. Muốn được trả lời, xin gửi"
    )
    expect(below.get_by_role("link")).to_have_attribute("href", "https://dichvucong.gov.vn")
    box, line = page.locator("#comment").bounding_box(), below.bounding_box()
    assert box is not None
    assert line is not None
    assert line["y"] >= box["y"] + box["height"]
    expect(page.locator("#comment-note")).to_have_text(
        "Xin đừng ghi tên người, số điện thoại, số hồ sơ."
    )
