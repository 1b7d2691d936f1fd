"""A finished sheet on the phone, until it is sent: exactly once, whatever the line does."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright, expect

from survey.web import here
from tests.browser.conftest import Site
from tests.browser.keeping import kept, left_waiting, opens, receipt, sends, ticks, waits
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
    answers: list[int] = []
    page.on("response", lambda got: answers.append(got.status))
    sends(page)
    receipt(page)
    assert answers[:2] == [422, 303]
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
    assert kept(page) == []
    assert site.kept() == 1


def test_while_it_is_sent_the_button_says_so_and_takes_no_second_tap(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    ticks(page)
    line.swallow_answers()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    sends(page)
    button = page.get_by_role("button", name="Đang gửi…")
    expect(button).to_have_attribute("aria-live", "polite")
    button.click()
    button.click()
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


def kill(profile: str) -> None:
    """Kill every process of the browser that uses a profile, at once and without a word."""
    for entry in Path("/proc").iterdir():
        try:
            command = (entry / "cmdline").read_bytes().decode() if entry.name.isdigit() else ""
        except OSError:
            continue
        if profile in command and int(entry.name) != os.getpid():
            os.kill(int(entry.name), signal.SIGKILL)
