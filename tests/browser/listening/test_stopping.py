"""Whatever is heard stops when somebody goes on to something else."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Route, expect

from tests.browser.listening.conftest import LEVELS, LISTEN, LONG, Listens
from tests.recorded import record


def test_pressing_again_stops(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "q24", *LEVELS, seconds=LONG)
    listener = listens()
    listener.presses("q24")
    listener.button("q24").click()
    expect(listener.button("q24")).to_have_text(LISTEN)
    listener.is_quiet()
    assert len(listener.fetched) < 3


def test_pressing_another_stops_the_first(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "q24", "1", seconds=LONG)
    record(folder, "vi", "q25")
    listener = listens()
    listener.presses("q24")
    listener.button("q25").click()
    expect(listener.button("q24")).to_have_text(LISTEN)
    expect(listener.page.locator("#q24 .heard")).to_have_count(0)
    expect(listener.page.locator("#q25 .heard")).to_have_text("1Rất không hài lòng")
    expect(listener.button("q25")).to_have_text(LISTEN)
    assert listener.fetched == ["vi/q24", "vi/q25", "vi/1"]


def test_going_on_to_the_next_step_stops(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "q24", *LEVELS, seconds=LONG)
    listener = listens()
    listener.presses("q24")
    listener.page.get_by_role("link", name="Tiếp", exact=True).click()
    expect(listener.button("q24")).to_be_hidden()
    listener.is_quiet()


def test_choosing_another_language_stops(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "q24", *LEVELS, seconds=LONG)
    record(folder, "hmn", "q24", name="Mông")
    listener = listens()
    listener.presses("q24")
    listener.chooses("Mông")
    expect(listener.button("q24")).to_have_text(LISTEN)
    listener.is_quiet()


def test_sending_stops_also_while_the_sheet_waits(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "q24", *LEVELS, seconds=LONG)
    listener = listens()
    listener.page.check('input[name=q24][value="4"]')
    listener.page.route("**/p/*?gui", lambda route: route.abort("internetdisconnected"))
    listener.presses("q24")
    listener.page.evaluate("document.querySelector('form[method=post]').requestSubmit()")
    listener.is_quiet()


def test_a_clip_that_fails_after_it_was_stopped_is_not_read(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "visit")
    listener = listens("vi-VN")
    waiting: list[Route] = []
    listener.page.route("**/vi/visit", lambda route: waiting.append(route))
    listener.presses("visit")
    listener.button("visit").click()
    expect(listener.button("visit")).to_have_text(LISTEN)
    listener.page.wait_for_timeout(100)
    for route in waiting:
        route.abort("internetdisconnected")
    assert waiting
    listener.is_quiet()
    assert listener.spoken() == []


def test_a_voice_that_is_stopped_says_no_more(listens: Listens) -> None:
    listener = listens("vi-VN")
    listener.page.evaluate("window.pace = 400")
    listener.presses("visit")
    listener.button("visit").click()
    expect(listener.button("visit")).to_have_text(LISTEN)
    assert listener.page.evaluate("window.cut")
    listener.is_quiet()
    assert [words for _, words in listener.spoken()] == ["Hôm nay Ông/Bà đến để làm gì?"]
