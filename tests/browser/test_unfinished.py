"""An unfinished sheet on the phone: offered again, gone on with, thrown away after a day."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from survey import store
from survey.web import here
from tests.browser.conftest import Site
from tests.browser.keeping import (
    busy,
    has_kept,
    keeps_nothing,
    kept,
    opens,
    receipt,
    sends,
    ticks,
)
from tests.browser.slow_line import Line


def test_what_was_ticked_is_offered_again(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    id = page.locator("[name=_id]").input_value()
    ticks(page)
    page.evaluate("location.hash = '#p6'")
    page.fill("#comment", "Cán bộ tận tình")
    page.locator("summary").click()
    page.select_option("#gender", "2")
    has_kept(page, "gender=2")
    page.close()

    page = opens(smartphone, line, site)
    assert not page.locator("input[name=q24][value='4']").is_checked()
    page.get_by_role("button", name="Tiếp tục").click()
    assert page.locator("input[name=q24][value='4']").is_checked()
    assert page.locator("#comment").input_value() == "Cán bộ tận tình"
    assert page.locator("#gender").input_value() == "2"
    assert page.locator("[name=_id]").input_value() == id
    assert page.locator(".offer").is_hidden()
    assert page.evaluate("location.hash") == "#p6"
    sends(page)
    receipt(page)
    assert site.kept() == 1
    assert kept(page) == []


def test_a_new_sheet_may_be_begun_instead(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    ticks(page)
    page.close()
    page = opens(smartphone, line, site)
    page.get_by_role("button", name="Làm phiếu mới").click()
    assert not page.locator("input[name=q24][value='4']").is_checked()
    keeps_nothing(page)
    page = opens(smartphone, line, site)
    # What the phone holds is read in turn: the page has looked for a sheet before this is told.
    assert kept(page) == []
    assert page.locator(".offer").is_hidden()


def test_a_second_tab_offers_to_go_on_with_the_first(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    first = opens(smartphone, line, site)
    ticks(first)
    second = opens(smartphone, line, site)
    second.get_by_role("button", name="Tiếp tục").click()
    sends(second)
    one = receipt(second)
    sends(first)
    assert receipt(first) == one
    assert site.kept() == 1


def test_who_changes_the_language_goes_on_with_the_same_sheet(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    id = page.locator("[name=_id]").input_value()
    ticks(page)
    page.get_by_role("link", name="English").click()
    page.get_by_role("button", name="Go on").click()
    assert page.locator("input[name=q24][value='4']").is_checked()
    assert page.locator("[name=_id]").input_value() == id


def test_a_database_that_is_gone_is_told_and_the_sheet_stays_on_the_phone(
    smartphone: BrowserContext, line: Line, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opens(smartphone, line, site)
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
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    page = opens(smartphone, line, site)
    page.evaluate("location.hash = '#p4'")
    assert kept(page) == []


def test_an_unfinished_sheet_is_thrown_away_after_a_day(
    smartphone: BrowserContext, line: Line, site: Site
) -> None:
    smartphone.clock.install()
    page = opens(smartphone, line, site)
    ticks(page)
    page.clock.fast_forward("25:00:00")
    page.reload()
    expect(page.locator(".offer")).to_be_hidden()
    keeps_nothing(page)
