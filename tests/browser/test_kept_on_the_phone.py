"""A finished sheet on the phone, until it is sent: exactly once, whatever the line does."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, Response, expect

from survey.web import here
from tests.browser.conftest import Site
from tests.browser.keeping import (
    keeps_nothing,
    kept,
    left_waiting,
    opens,
    receipt,
    sends,
    ticks,
    waits,
)
from tests.browser.patience import until
from tests.browser.slow_line import Line
from tests.chromium import FLAGS

# ------------------------------------------------------------------ a finished one


def test_a_sheet_finished_without_signal_is_sent_when_it_returns(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    ticks(page)
    smartphone.set_offline(True)
    sends(page)
    waits(page)
    assert "tự gửi khi có mạng" in page.locator(".wait").inner_text()
    assert [one["done"] for one in kept(page)] == [1]
    smartphone.set_offline(False)
    assert receipt(page)
    assert kept(page) == []
    assert site.kept() == 1


def test_an_answer_that_was_lost_on_its_way_makes_no_second_sheet(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    ticks(page)
    stands_still(page)
    line.swallow_answers()
    sends(page)
    until(page, lambda: site.kept() == 1, "the sheet is kept")
    line.cut()
    waits(page)
    line.mend()
    page.get_by_role("button", name="Thử gửi ngay").click()
    receipt(page)
    assert site.kept() == 1


def test_the_page_of_a_portal_is_no_acknowledgement(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
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
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    ticks(page)
    forged = '<body data-survey><output id="receipt">000G-40R4-0M30-E209-K</output>'
    page.route("**/p/*?gui", lambda route: route.fulfill(body=forged, content_type="text/html"))
    sends(page)
    waits(page)
    page.unroute("**/p/*?gui")
    receipt(page)
    assert site.kept() == 1


def test_it_is_tried_again_after_1_2_4_and_at_most_300_seconds(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    ticks(page)
    tried: list[str] = []
    page.on("requestfailed", lambda request: tried.append(request.method))
    stands_still(page)
    line.cut()
    sends(page)
    waits(page)
    until(page, lambda: len(tried) == 1, "the first try has failed")
    for nth, pause in enumerate((1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300), start=1):
        page.clock.run_for(pause * 1000 - 10)
        page.wait_for_timeout(50)
        assert len(tried) == nth, f"before {pause} s"
        page.clock.run_for(10)
        until(page, lambda nth=nth: len(tried) > nth, f"another try after {pause} s")  # type: ignore[misc]
        assert len(tried) == nth + 1
    assert set(tried) == {"POST"}
    line.mend()
    page.clock.run_for(300_000)
    receipt(page)
    assert site.kept() == 1


def test_a_sheet_left_waiting_is_sent_from_the_next_page(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    left_waiting(smartphone, line, site).close()
    line.mend()
    page = opens(smartphone, line, site)
    note = page.get_by_role("status").get_by_role("link", name="Phiếu trước đã được nhận.")
    note.click()
    assert receipt(page)
    assert site.kept() == 1
    assert kept(page) == []


def test_a_page_opened_without_signal_sends_what_waits(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
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
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    ticks(page)
    sends(page)
    receipt(page)
    opens(smartphone, line, site)
    held = page.evaluate(
        """async () => { const found = [];
        for (const name of await caches.keys())
            for (const one of await (await caches.open(name)).keys())
                found.push(new URL(one.url).pathname);
        return found; }"""
    )
    assert held == ["/mat-mang"]


def test_an_expired_sheet_is_sent_once_more_by_itself(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    id = page.locator("[name=_id]").input_value()
    ticks(page)
    here.place(site.app).now.moves(hours=26)  # type: ignore[attr-defined]
    answers: list[Response] = []
    page.on("response", lambda got: answers.append(got))
    sends(page)
    receipt(page)
    assert [one.status for one in answers if one.request.method == "POST"] == [422, 303]
    assert site.kept() == 1
    assert id


def test_another_answer_under_the_same_id_ends_the_matter(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    ticks(page)
    sends(page)
    receipt(page)
    page.go_back()
    page.evaluate("location.hash = '#p1'")
    ticks(page, "1")
    sends(page)
    page.get_by_role("heading", name="Phiếu này đã gửi trước đó").wait_for()
    keeps_nothing(page)
    assert site.kept() == 1


def test_while_it_is_sent_the_button_says_so_and_takes_no_second_tap(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    ticks(page)
    line.swallow_answers()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    with page.expect_request(lambda request: request.method == "POST"):
        sends(page)
    button = page.get_by_role("button", name="Đang gửi…")
    expect(button).to_have_attribute("aria-live", "polite")
    button.click()
    button.click()
    page.wait_for_timeout(300)
    assert sent.count("POST") == 1


def test_a_browser_that_keeps_nothing_sends_all_the_same(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    smartphone.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined})")
    page = opens(smartphone, line, site)
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

    smartphone = started()
    left_waiting(smartphone, line, site)
    kill(str(tmp_path / "phone"))
    line.mend()
    assert site.kept() == 0

    smartphone = started()
    page = opens(smartphone, line, site)
    page.get_by_role("link", name="Phiếu trước đã được nhận.").wait_for()
    assert site.kept() == 1
    page.reload()
    assert kept(page) == []
    smartphone.close()


def stands_still(page: Page) -> None:
    """Stop the clock of a page: what it does later, it does when the test moves the clock."""
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)


def kill(profile: str) -> None:
    """Kill every process of the browser that uses a profile, at once and without a word."""
    while running := using(profile):
        for one in running:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        time.sleep(0.02)


def using(profile: str) -> list[int]:
    """The processes that were started for a profile and are not gone."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and profile.encode() in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
    return [one for one in found if one != os.getpid()]
