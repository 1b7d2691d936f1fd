"""Many comments are judged with the keyboard alone, and each box is heard as its comment."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Office
from tests.browser.patience import follows


def test_boxes_are_ticked_and_sent_without_a_mouse_or_a_script(office: Office) -> None:
    context = office.browser.new_context(
        java_script_enabled=False, storage_state=office.signed["analyst"].storage_state()
    )
    page = context.new_page()
    office.goes(page, "/tong-hop/2025/gop-y", "vi")
    # What narrows the list down can be seen on a wide screen too.
    expect(page.get_by_label("Tình trạng")).to_be_visible()
    follows(page, page.get_by_role("link", name="Duyệt nhiều góp ý"))
    boxes = page.get_by_role("group", name="Góp ý chờ xem").get_by_role("checkbox")
    many = boxes.count()
    one = page.get_by_role("checkbox", name="Chờ lâu quá").first
    expect(one).to_have_accessible_description(re.compile("tuần 4"))
    # Without a reason nothing is sent, and what was ticked stays ticked.
    one.check()
    page.get_by_role("button", name="Ẩn các góp ý đã chọn").click()
    expect(one).to_be_checked()
    expect(page.get_by_label("Lý do ẩn")).to_be_focused()
    one.uncheck()
    boxes.first.focus()
    page.keyboard.press("Space")
    expect(boxes.first).to_be_checked()
    for _ in range(many):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Công bố các góp ý đã chọn")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Đã công bố 1 góp ý.")
    expect(boxes).to_have_count(many - 1)
    context.close()
