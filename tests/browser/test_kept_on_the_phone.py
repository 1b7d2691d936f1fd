"""What the phone keeps of a sheet, until it is sent: exactly once, whatever the line does."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from survey import store
from survey.web import here
from tests.browser.conftest import Site
from tests.browser.slow_line import Line
from tests.chromium import FLAGS

WAITING = "Phiếu đang chờ gửi"
KEPT = """() => new Promise(done => { const asked = indexedDB.open("phieu", 1);
    asked.onsuccess = () => { const all = asked.result.transaction("phieu")
        .objectStore("phieu").getAll();
        all.onsuccess = () => { asked.result.close(); done(all.result); }; }; })"""


@pytest.fixture
def phone(contexts: Callable[..., BrowserContext]) -> BrowserContext:
    """A phone whose browser runs scripts."""
    return contexts()


def opens(phone: BrowserContext, line: Line, site: Site) -> Page:
    page = phone.new_page()
    page.goto(f"{line.url}/p/{site.poster}")
    return page


def ticks(page: Page, value: str = "4") -> None:
    """Tick a level of the first question, and wait until the phone has kept it."""
    page.check(f'input[name=q24][value="{value}"]')
    page.wait_for_function(f"({KEPT})().then(all => all.some(one => /q24={value}/.test(one.body)))")


def sends(page: Page) -> None:
    """Go to the last step and press the button."""
    page.evaluate("location.hash = '#p6'")
    page.get_by_role("button", name="Gửi phiếu").last.click()


def receipt(page: Page) -> str:
    page.wait_for_url("**/da-nhan?*")
    return page.locator("#receipt").text_content() or ""


def busy(*_: object, **__: object) -> None:
    """What a database under too much load says."""
    raise store.Busy


def kept(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(KEPT)
    return found


def waits(page: Page) -> None:
    """The page says that the sheet waits."""
    page.get_by_role("heading", name=WAITING).wait_for()
    assert page.locator("form").is_hidden()


def left_waiting(phone: BrowserContext, line: Line, site: Site) -> Page:
    """A page whose sheet was finished and waits for the line."""
    page = opens(phone, line, site)
    ticks(page)
    line.cut()
    sends(page)
    waits(page)
    return page


# ------------------------------------------------------------------ an unfinished sheet


def test_what_was_ticked_is_offered_again(phone: BrowserContext, line: Line, site: Site) -> None:
    page = opens(phone, line, site)
    id = page.locator("[name=_id]").input_value()
    ticks(page)
    page.evaluate("location.hash = '#p6'")
    page.fill("#comment", "Cán bộ tận tình")
    page.locator("summary").click()
    page.select_option("#gender", "2")
    page.close()

    page = opens(phone, line, site)
    assert not page.locator("input[name=q24][value='4']").is_checked()
    page.get_by_role("button", name="Tiếp tục").click()
    assert page.locator("input[name=q24][value='4']").is_checked()
    assert page.locator("#comment").input_value() == "Cán bộ tận tình"
    assert page.locator("#gender").input_value() == "2"
    assert page.locator("[name=_id]").input_value() == id
    assert page.locator(".offer").is_hidden()
    assert page.url.endswith("#p6")
    sends(page)
    receipt(page)
    assert site.kept() == 1
    assert kept(page) == []


def test_a_new_sheet_may_be_begun_instead(phone: BrowserContext, line: Line, site: Site) -> None:
    page = opens(phone, line, site)
    ticks(page)
    page.close()
    page = opens(phone, line, site)
    page.get_by_role("button", name="Làm phiếu mới").click()
    assert not page.locator("input[name=q24][value='4']").is_checked()
    page = opens(phone, line, site)
    assert page.locator(".offer").is_hidden()


def test_a_second_tab_offers_to_go_on_with_the_first(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    first = opens(phone, line, site)
    ticks(first)
    second = opens(phone, line, site)
    second.get_by_role("button", name="Tiếp tục").click()
    sends(second)
    one = receipt(second)
    sends(first)
    assert receipt(first) == one
    assert site.kept() == 1


def test_who_changes_the_language_goes_on_with_the_same_sheet(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    id = page.locator("[name=_id]").input_value()
    ticks(page)
    page.get_by_role("link", name="English").click()
    page.get_by_role("button", name="Go on").click()
    assert page.locator("input[name=q24][value='4']").is_checked()
    assert page.locator("[name=_id]").input_value() == id


def test_a_database_that_is_gone_is_told_and_the_sheet_stays_on_the_phone(
    phone: BrowserContext, line: Line, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opens(phone, line, site)
    ticks(page)
    with monkeypatch.context() as failing:
        failing.setattr(type(here.place(site.app).database), "reading", busy)
        failing.setattr(store.form_version, "glance", busy)
        sends(page)
        page.locator(".errors h1").wait_for()
    assert page.evaluate("document.activeElement.className") == "errors"
    assert [one["done"] for one in kept(page)] == [1]
    page.get_by_role("button", name="Gửi phiếu").click()
    receipt(page)
    assert site.kept() == 1


def test_nothing_is_kept_where_nothing_was_ticked(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    page.evaluate("location.hash = '#p4'")
    assert kept(page) == []


def test_an_unfinished_sheet_is_thrown_away_after_a_day(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    phone.clock.install()
    page = opens(phone, line, site)
    ticks(page)
    page.clock.fast_forward("25:00:00")
    page.reload()
    expect(page.locator(".offer")).to_be_hidden()
    page.wait_for_function(f"({KEPT})().then(all => all.length === 0)")


# ------------------------------------------------------------------ a finished one


def test_a_sheet_finished_without_signal_is_sent_when_it_returns(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    ticks(page)
    phone.set_offline(True)
    sends(page)
    waits(page)
    assert "tự gửi khi có mạng" in page.locator(".wait").inner_text()
    assert [one["done"] for one in kept(page)] == [1]
    phone.set_offline(False)
    assert receipt(page)
    assert kept(page) == []
    assert site.kept() == 1


def test_an_answer_that_was_lost_on_its_way_makes_no_second_sheet(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    ticks(page)
    line.swallow_answers()
    sends(page)
    page.wait_for_timeout(500)
    assert site.kept() == 1
    line.cut()
    waits(page)
    line.mend()
    page.get_by_role("button", name="Thử gửi ngay").click()
    receipt(page)
    assert site.kept() == 1


def test_the_page_of_a_portal_is_no_acknowledgement(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    ticks(page)
    line.portal()
    sends(page)
    waits(page)
    assert [one["done"] for one in kept(page)] == [1]
    assert site.kept() == 0
    line.mend()
    receipt(page)
    assert site.kept() == 1


def test_a_page_whose_receipt_does_not_check_is_no_acknowledgement(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    ticks(page)
    forged = '<body data-survey><output id="receipt">000G-40R4-0M30-E209-K</output>'
    page.route("**/p/*?gui", lambda route: route.fulfill(body=forged, content_type="text/html"))
    sends(page)
    waits(page)
    page.unroute("**/p/*?gui")
    receipt(page)
    assert site.kept() == 1


def test_it_is_tried_again_after_1_2_4_and_at_most_300_seconds(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    ticks(page)
    tried: list[str] = []
    page.on("requestfailed", lambda request: tried.append(request.method))
    page.clock.install()
    line.cut()
    sends(page)
    waits(page)
    for pause in (1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300):
        before = len(tried)
        page.clock.run_for(pause * 1000 - 500)
        page.wait_for_timeout(50)
        assert len(tried) == before, f"before {pause} s"
        page.clock.run_for(500)
        page.wait_for_timeout(150)
        assert len(tried) == before + 1, f"after {pause} s"
    assert set(tried) == {"POST"}
    line.mend()
    page.clock.run_for(300_000)
    receipt(page)
    assert site.kept() == 1


def test_a_sheet_left_waiting_is_sent_from_the_next_page(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    left_waiting(phone, line, site).close()
    line.mend()
    page = opens(phone, line, site)
    note = page.get_by_role("status").get_by_role("link", name="Phiếu trước đã được nhận.")
    note.click()
    assert receipt(page)
    assert site.kept() == 1
    assert kept(page) == []


def test_a_page_opened_without_signal_sends_what_waits(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    ticks(page)
    line.cut()
    sends(page)
    waits(page)
    page.reload()
    assert page.title() == "Điện thoại đang mất mạng"
    expect(page.get_by_role("status")).to_contain_text("còn chờ gửi")
    line.mend()
    page.get_by_role("link", name="Phiếu trước đã được nhận.").wait_for()
    assert site.kept() == 1


def test_the_worker_keeps_nothing_but_its_own_page(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    ticks(page)
    sends(page)
    receipt(page)
    opens(phone, line, site)
    held = page.evaluate(
        """async () => { const found = [];
        for (const name of await caches.keys())
            for (const one of await (await caches.open(name)).keys())
                found.push(new URL(one.url).pathname);
        return found; }"""
    )
    assert held == ["/mat-mang"]


def test_an_expired_sheet_is_sent_once_more_by_itself(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    id = page.locator("[name=_id]").input_value()
    ticks(page)
    here.place(site.app).now.moves(hours=26)  # type: ignore[attr-defined]
    answers: list[int] = []
    page.on("response", lambda got: answers.append(got.status))
    sends(page)
    receipt(page)
    assert answers[:2] == [422, 303]
    assert site.kept() == 1
    assert id


def test_another_answer_under_the_same_id_ends_the_matter(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    ticks(page)
    sends(page)
    receipt(page)
    page.go_back()
    page.evaluate("location.hash = '#p1'")
    ticks(page, "1")
    sends(page)
    page.get_by_role("heading", name="Phiếu này đã gửi trước đó").wait_for()
    assert kept(page) == []
    assert site.kept() == 1


def test_while_it_is_sent_the_button_says_so_and_takes_no_second_tap(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(phone, line, site)
    ticks(page)
    line.swallow_answers()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    sends(page)
    button = page.get_by_role("button", name="Đang gửi…")
    button.click()
    button.click()
    assert sent.count("POST") == 1


def test_a_browser_that_keeps_nothing_sends_all_the_same(
    phone: BrowserContext, line: Line, site: Site
) -> None:
    phone.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined})")
    page = opens(phone, line, site)
    page.check("input[name=q24][value='4']")
    line.cut()
    sends(page)
    waits(page)
    line.mend()
    receipt(page)
    assert site.kept() == 1


def test_a_browser_that_was_killed_sends_what_waited(
    playwright: Playwright, chromium: str, line: Line, site: Site, tmp_path: Path
) -> None:
    def started() -> BrowserContext:
        return playwright.chromium.launch_persistent_context(
            str(tmp_path / "phone"), executable_path=chromium, args=FLAGS
        )

    phone = started()
    left_waiting(phone, line, site)
    kill(str(tmp_path / "phone"))
    line.mend()
    assert site.kept() == 0

    phone = started()
    page = opens(phone, line, site)
    page.get_by_role("link", name="Phiếu trước đã được nhận.").wait_for()
    assert site.kept() == 1
    page.reload()
    assert kept(page) == []
    phone.close()


def kill(profile: str) -> None:
    """Kill every process of the browser that uses a profile, at once and without a word."""
    for entry in Path("/proc").iterdir():
        try:
            command = (entry / "cmdline").read_bytes().decode() if entry.name.isdigit() else ""
        except OSError:
            continue
        if profile in command and int(entry.name) != os.getpid():
            os.kill(int(entry.name), signal.SIGKILL)
