"""Whatever is heard stops when somebody goes on to something else."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Route, expect

from tests.browser.listening.conftest import LEVELS, LISTEN, LONG, MARKS, Listens
from tests.browser.patience import comes_true, until
from tests.recorded import record


def test_pressing_again_stops(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "q24", *LEVELS, seconds=LONG)
    listener = listens()
    listener.presses("q24")
    listener.button("q24").click()
    expect(listener.button("q24")).to_have_text(LISTEN)
    listener.is_quiet()
    assert listener.fetched == ["vi/q24"]


def test_pressing_another_stops_the_first(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "q24", seconds=LONG)
    record(folder, "vi", "q25", "1")
    listener = listens()
    listener.presses("q24")
    until(listener.page, lambda: listener.fetched == ["vi/q24"], "the first is heard")
    listener.page.evaluate(MARKS)
    assert listener.hears("q25") == ["vi/q25", "vi/1"]
    expect(listener.button("q24")).to_have_text(LISTEN)
    (first, second, *_) = listener.page.evaluate("marks")
    assert first.startswith("Câu 2 trên 16 ")
    assert second == "1 Rất không hài lòng"
    listener.is_quiet()


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
    until(listener.page, lambda: bool(waiting), "the clip is asked for")
    listener.button("visit").click()
    expect(listener.button("visit")).to_have_text(LISTEN)
    waiting[0].abort("internetdisconnected")
    comes_true(listener.page, "players[0].error")
    listener.is_quiet()
    assert listener.spoken() == []


def test_a_voice_that_is_stopped_says_no_more(listens: Listens) -> None:
    listener = listens("vi-VN")
    listener.page.evaluate("window.slow = true")
    listener.presses("visit")
    listener.button("visit").click()
    expect(listener.button("visit")).to_have_text(LISTEN)
    assert listener.page.evaluate("window.cut")
    listener.is_quiet()
    assert [words for _, words in listener.spoken()] == ["Hôm nay Ông/Bà đến để làm gì?"]
