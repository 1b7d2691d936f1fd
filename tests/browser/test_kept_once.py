"""What the phone keeps of a sheet: never sent twice, never mixed, never received in error."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from survey.store import rounds
from survey.web import here
from survey.web.citizen import sending
from tests.browser.conftest import Site
from tests.browser.keeping import (
    busy,
    has_kept,
    kept,
    left_waiting,
    opens,
    receipt,
    sends,
    ticks,
    waits,
)
from tests.browser.slow_line import Line
from tests.scene import TODAY, opened


def test_a_sheet_gone_on_with_keeps_its_id_when_back_brings_it_again(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    ticks(page)
    page = opens(smartphone, line, site)
    page.get_by_role("button", name="Tiếp tục").click()
    sends(page)
    one = receipt(page)
    page.go_back()
    page.get_by_role("button", name="Gửi phiếu").last.click()
    assert receipt(page) == one
    assert site.kept() == 1


def test_a_sheet_gone_on_with_takes_nothing_from_the_one_on_the_page(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    ticks(page)
    page = opens(smartphone, line, site)
    page.check("input[name=q25][value='1']")
    page.get_by_role("button", name="Tiếp tục").click()
    assert not page.locator("input[name=q25]:checked").count()
    page.wait_for_timeout(300)
    assert len(kept(page)) == 1


def test_a_finished_sheet_stays_finished_whatever_another_tab_makes_of_it(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    first = opens(smartphone, line, site)
    ticks(first)
    second = opens(smartphone, line, site)
    second.get_by_role("button", name="Tiếp tục").click()
    line.cut()
    sends(first)
    waits(first)
    second.check("input[name=q25][value='1']")
    second.wait_for_timeout(300)
    (finished,) = kept(second)
    assert finished["done"] == 1
    assert "q25" not in finished["body"]
    first.close()
    second.close()
    line.mend()
    page = opens(smartphone, line, site)
    page.get_by_role("link", name="Phiếu trước đã được nhận.").wait_for()
    assert site.kept() == 1


def test_what_waits_is_not_said_to_be_received_while_the_office_is_busy(
    smartphone: BrowserContext,
    line: Line,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left_waiting(smartphone, line, site).close()
    line.mend()
    with monkeypatch.context() as failing:
        failing.setattr(sending, "keep", busy)
        page = opens(smartphone, line, site)
        expect(page.locator(".news")).to_contain_text("còn chờ gửi")
    page.get_by_role("link", name="Phiếu trước đã được nhận.").wait_for()
    assert site.kept() == 1


def test_choices_of_many_are_gone_on_with(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    with here.place(site.app).database.writing() as db:
        rounds.close(db, rounds.need(db, "2026").id, TODAY, "an")
        opened(db, "day-du", questionnaire="sipas-2023", quick=True)
    page = smartphone.new_page()
    page.goto(f"{line.url}/p/{site.poster}?day-du#p2")
    page.check("input[name=c2][value='1']")
    page.check("input[name=c2][value='2']")
    has_kept(page, "c2=1&c2=2")
    page.goto(f"{line.url}/p/{site.poster}?day-du&x")
    page.get_by_role("button", name="Tiếp tục").click()
    assert page.locator("input[name=c2]:checked").count() == 2


def test_a_store_that_hangs_stops_no_sheet(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    smartphone.add_init_script("IDBFactory.prototype.open = () => ({})")
    page = opens(smartphone, line, site)
    page.check("input[name=q24][value='4']")
    sends(page)
    receipt(page)
