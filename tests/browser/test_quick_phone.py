"""One question and five faces, on a phone that runs no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from survey.store import agencies, desks, rounds
from survey.web import here
from tests.browser.conftest import OpenPage, Site
from tests.browser.patience import answers_held, follows, is_whole
from tests.browser.reach import CITIZENS_AXE, fits, holds, in_reach_of_a_thumb
from tests.scene import BEGAN, LONG, LONG_DESK, TODAY, opened

PHONE = {"width": 360, "height": 740}
COUNTED = "Đã ghi nhận câu trả\u00a0lời"
RECEIVED = "Đã nhận phiếu. Cảm ơn Ông/Bà!"


_ENDS = """() => [...document.querySelectorAll(".five .note, .five button")]
    .map(one => one.getBoundingClientRect().bottom)"""


@pytest.fixture
def asked(site: Site) -> Site:
    """The site with a round that asks the question first, also at a desk with very long names."""
    with here.place(site.app).database.writing() as db:
        rounds.close(db, rounds.need(db, "2026").id, TODAY, "an")
        agencies.import_rows(db, [agencies.AgencyRow(2, "L1", LONG, "sở")], today=BEGAN)
        desks.import_rows(db, [desks.DeskRow(2, "L1", "1", LONG_DESK)], today=BEGAN)
        opened(db, "nhanh", quick=True)
    return site


def long_one(site: Site) -> str:
    with here.place(site.app).database.reading() as db:
        (desk,) = desks.list_desks(db, TODAY, agency_code="L1")
    return f"/p/{desk.poster_code}"


def counted(site: Site) -> dict[int, int]:
    with here.place(site.app).database.reading() as db:
        rows = db.execute(text("SELECT level, sum(people) AS people FROM quick GROUP BY level"))
        return {row.level: row.people for row in rows}


def taps(page: Page, level: int) -> Page:
    follows(page, page.locator(f'button[value="{level}"]'))
    page.wait_for_selector(".done")
    return page


def back(page: Page) -> None:
    """Go back to the question; a page that was kept whole is there without having been loaded."""
    page.go_back(wait_until="commit")
    page.wait_for_selector(".five")
    is_whole(page)


def test_one_tap_is_an_answer_and_the_whole_form_may_follow(phone: OpenPage, asked: Site) -> None:
    page = phone(viewport=PHONE)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.reload()
    assert loaded == [f"{asked.url}/p/{asked.poster}"]
    taps(page, 4)
    assert page.locator("h1").inner_text() == COUNTED
    assert (counted(asked), asked.kept()) == ({4: 1}, 0)
    page.get_by_role("link", name="Trả lời thêm 16 câu").click()
    page.check('input[name=q24][value="5"]')
    follows(page, page.locator("main > form > section:last-of-type > button"))
    assert page.locator("h1").inner_text() == RECEIVED
    assert (counted(asked), asked.kept()) == ({4: 1}, 1)
    assert page.context.cookies() == []


def test_the_whole_form_may_be_chosen_at_once(phone: OpenPage, asked: Site) -> None:
    page = phone(viewport=PHONE)
    page.get_by_role("link", name="Trả lời đủ 16 câu").click()
    page.wait_for_selector("#q24")
    page.get_by_role("link", name="English").click()
    page.wait_for_selector("html[lang=en] #q24")
    assert counted(asked) == {}


@pytest.mark.parametrize("keeps_pages", [True, False], ids=["bfcache", "no bfcache"])
def test_however_often_it_is_tapped_it_counts_once(
    phone: OpenPage, asked: Site, keeps_pages: bool
) -> None:
    page = phone(viewport=PHONE, keeps_pages=keeps_pages)
    with answers_held(asked.app):
        page.dblclick('button[value="2"]')
    page.wait_for_selector(".done")
    page.reload()
    back(page)
    taps(page, 5)
    assert "Lần chọn đầu tiên được giữ" in page.locator("main").inner_text()
    assert counted(asked) == {2: 1}
    page.goto(f"{asked.url}/p/{asked.poster}")
    taps(page, 5)
    assert counted(asked) == {2: 1, 5: 1}


@pytest.mark.parametrize(("names", "screen"), [("short", 640), ("long", 780)])
def test_a_notice_and_five_rows_for_a_thumb_on_the_first_screen(
    phone: OpenPage, asked: Site, names: str, screen: int
) -> None:
    """Names of nine lines together leave the notice and all five only to a longer screen."""
    page = phone(long_one(asked) if names == "long" else "", viewport=PHONE)
    in_reach_of_a_thumb(page)
    ends = page.evaluate(_ENDS)
    assert len(ends) == 6
    assert ends == sorted(ends)
    assert ends[-1] <= screen


def test_keys_reach_every_level_and_answer(phone: OpenPage, asked: Site) -> None:
    page = phone(viewport=PHONE)
    for level in range(1, 6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.value") == str(level)
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    assert counted(asked) == {5: 1}


@pytest.mark.parametrize("seen", ["light", "dark"])
def test_no_page_of_it_shuts_anybody_out(phone: OpenPage, asked: Site, seen: str) -> None:
    page = phone(long_one(asked), viewport=PHONE, color_scheme=seen, java_script_enabled=True)
    for language in ("", "?lang=en"):
        page.goto(f"{asked.url}{long_one(asked)}{language}")
        _holds(page)
        page.evaluate(
            'document.querySelector("[name=_token]").value = "1.1.aaaaaaaaaaaaaaaaaaaaaa"'
        )
        follows(page, page.locator('button[value="3"]'))
        assert page.title().startswith("Error:" if language else "Lỗi:")
        expect(page.locator(".errors")).to_be_focused()
        _holds(page)
        taps(page, 3)
        _holds(page)
        page.reload()
        back(page)
        taps(page, 3)
        _holds(page)
        page.goto(f"{asked.url}{long_one(asked)}?may-chung{language.replace('?', '&')}")
        taps(page, 3)
        _holds(page)


def _holds(page: Page) -> None:
    """Hold a page to its testers, to a thumb, to a narrow screen, to large letters."""
    holds(page, PHONE["width"], CITIZENS_AXE)
    in_reach_of_a_thumb(page)
    for letters in ("200%", "100%"):
        fits(page, 320, letters)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
