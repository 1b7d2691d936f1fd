"""What an office has recorded, heard row by row; and who finds the button for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Site
from tests.browser.listening.conftest import LEVELS, LISTEN, LONG, MARKS, Listens
from tests.browser.reach import CITIZENS_AXE, PHONE, fits, holds, in_reach_of_a_thumb
from tests.recorded import record


def test_nothing_is_fetched_before_the_press_and_then_row_by_row(
    listens: Listens, folder: Path
) -> None:
    record(folder, "vi", "q24", "q24-6", *LEVELS, "6")
    listener = listens()
    listener.page.wait_for_timeout(300)
    assert listener.fetched == []
    listener.page.evaluate(MARKS)
    assert listener.hears("q24") == [f"vi/{clip}" for clip in ("q24", *LEVELS, "q24-6")]
    assert listener.page.evaluate("marks") == [
        "Câu 1 trên 16 Biển hiệu, hướng dẫn: rõ ràng, dễ thấy, dễ tìm đúng nơi cần đến",
        "1 Rất không hài lòng",
        "2 Không hài lòng",
        "3 Bình thường",
        "4 Hài lòng",
        "5 Rất hài lòng",
        "Không rõ",
    ]
    expect(listener.page.locator(".heard")).to_have_count(0)


def test_only_rated_questions_share_their_rows(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "visit", "visit-2", "visit-4", "q25", *LEVELS, "6")
    listener = listens()
    assert listener.offered() == ["visit", "q25"]
    assert listener.hears("visit") == ["vi/visit", "vi/visit-2", "vi/visit-4"]
    assert listener.hears("q25") == ["vi/q25", *(f"vi/{level}" for level in LEVELS), "vi/6"]


def test_what_is_heard_is_marked_in_any_colours(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "q24", seconds=LONG)
    listener = listens(forced_colors="active")
    listener.presses("q24")
    line = "getComputedStyle(document.querySelector('legend.heard')).outlineStyle"
    assert listener.page.evaluate(line) == "dashed"


def test_a_row_below_the_screen_comes_into_sight_while_it_is_read(
    listens: Listens, folder: Path
) -> None:
    record(folder, "vi", "visit")
    record(folder, "vi", "visit-4", seconds=LONG)
    listener = listens(viewport={"width": 360, "height": 400})
    listener.presses("visit")
    row = listener.page.locator("#visit label.heard")
    expect(row).to_have_text("Không trả lời")
    expect(row).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_form_that_can_be_heard_shuts_nobody_out(
    listens: Listens, folder: Path, scheme: str
) -> None:
    record(folder, "vi", "q24", *LEVELS, seconds=LONG)
    record(folder, "hmn", "q24", name="Mông")
    listener = listens("vi-VN", color_scheme=scheme)
    holds(listener.page, PHONE, CITIZENS_AXE)
    listener.presses("q24")
    holds(listener.page, PHONE, CITIZENS_AXE)
    in_reach_of_a_thumb(listener.page)
    fits(listener.page, 320)


def test_each_button_is_told_apart_by_its_question(listens: Listens) -> None:
    listener = listens("vi-VN")
    expect(listener.button("q25")).to_have_accessible_description(
        "Câu 2 trên 16 Ghế ngồi chờ, ghế ngồi làm thủ tục và bàn viết: đủ cho người dân"
    )


def test_without_a_script_there_is_nothing_to_press_or_choose(
    folder: Path, site: Site, contexts: Callable[..., BrowserContext]
) -> None:
    record(folder, "vi", "q24")
    record(folder, "hmn", "q24", name="Mông")
    page = contexts(java_script_enabled=False).new_page()
    page.goto(f"{site.url}/p/{site.poster}")
    expect(page.get_by_label("Nghe bằng")).to_be_hidden()
    expect(page.get_by_role("button", name=LISTEN)).to_have_count(0)
