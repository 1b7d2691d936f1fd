"""Every page and state of a citizen, for whoever sees, hears or moves otherwise, without a script.

Three languages, light and dark, narrow and wide each meet every page, but not every mixture of
them: what goes wrong goes wrong with one of them, and two minutes is what people will wait. The
third language is made by a program: marks on every vowel, and 40 % longer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page
from sqlalchemy import insert, select, update

from survey import ledger, store
from survey.store.tables import exclusion, response
from survey.web import here
from survey.web.citizen import sending
from tests import pseudo
from tests.browser.conftest import Office
from tests.browser.patience import follows
from tests.browser.reach import (
    CITIZENS_AXE,
    DESK,
    PHONE,
    Sleeping,
    fits,
    holds,
    in_reach_of_a_thumb,
)

SEND = "main > form > section:last-of-type > button"
NOBODYS = "000G-40R4-0M30-E209-J"
SEEN = (("vi", PHONE), ("en", DESK), (pseudo.CODE, 320))

_FOCUS_SEEN = """() => { const s = getComputedStyle(document.activeElement);
    return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 3; }"""


def looks(_office: Office, _page: Page) -> None:
    """Do nothing; what follows is what else a citizen does before a page is looked at."""


def unfolds(_office: Office, page: Page) -> None:
    page.click("summary")
    page.check('input[name=q24][value="1"]')


def sends(page: Page, what_comes: str = ".errors") -> None:
    """Press the button, and wait for what comes: a click alone does not wait for a page."""
    follows(page, page.locator(SEND))
    page.wait_for_selector(what_comes)


def sends_nothing(_office: Office, page: Page) -> None:
    sends(page)


def says_too_much(_office: Office, page: Page) -> None:
    page.fill("#comment", "Dài quá. " * 130)
    page.check('input[name=q25][value="4"]')
    sends(page)


def sends_what_nobody_offered(_office: Office, page: Page) -> None:
    page.evaluate("document.querySelector('[name=q26]').value = '9'")
    page.check('input[name=q26][value="9"]')
    sends(page)


def comes_back_next_day(office: Office, page: Page) -> None:
    page.check('input[name=q25][value="4"]')
    office.clock.moves(hours=25)
    sends(page)
    office.clock.moves(hours=-25)


def gets_a_receipt(_office: Office, page: Page) -> None:
    page.check('input[name=q24][value="5"]')
    page.fill("#comment", "Xin gọi lại 0912 345 678.")
    sends(page, ".done")


def unfolds_the_receipt(office: Office, page: Page) -> None:
    gets_a_receipt(office, page)
    page.click("summary")


def changes_an_answer(office: Office, page: Page) -> None:
    gets_a_receipt(office, page)
    page.go_back()
    page.check('input[name=q24][value="1"]')
    sends(page, "[role=status]")


def sends_again_changed(_office: Office, page: Page) -> None:
    """Send one form from two windows: Back would bring an empty one."""
    page.check('input[name=q24][value="5"]')
    with page.expect_popup() as another:
        page.evaluate("document.forms[0].target = '_blank'")
        page.click(SEND)
    another.value.wait_for_selector(".done")
    another.value.close()
    page.evaluate("document.forms[0].target = ''")
    page.check('input[name=q24][value="1"]')
    sends(page, "[role=status]")


def asks_about_a_receipt(office: Office, page: Page) -> bytes:
    gets_a_receipt(office, page)
    said = (page.locator("#receipt").text_content() or "").strip()
    page.click("summary")
    follows(page, page.locator("details a"))
    page.fill("#ma", said)
    follows(page, page.locator("main button"))
    page.wait_for_selector("#status")
    return ledger.read_receipt(said)


def is_counted(office: Office, page: Page) -> None:
    asks_about_a_receipt(office, page)


def is_excluded(office: Office, page: Page) -> None:
    receipt = asks_about_a_receipt(office, page)
    with here.place(office.app).database.writing() as db:
        one = db.scalar(select(response.c.id).where(response.c.receipt == receipt))
        reason = "Nhiều phiếu giống nhau gửi từ một máy trong vài phút"
        why = {"reason": reason, "proposed_by": "an", "approved_by": "bình"}
        db.execute(insert(exclusion).values(response=one, no=1, day=date(2026, 11, 12), **why))
    page.reload()


def is_a_test(office: Office, page: Page) -> None:
    receipt = asks_about_a_receipt(office, page)
    with here.place(office.app).database.writing() as db:
        db.execute(update(response).where(response.c.receipt == receipt).values(test=1))
    page.reload()


def comes_when_nothing_is_asked(office: Office, page: Page) -> None:
    office.clock.moves(days=60)
    page.reload()
    office.clock.moves(days=-60)


def busy(*_: object, **__: object) -> None:
    """What a database under too much load says."""
    raise store.Busy


def comes_in_a_crowd(_office: Office, page: Page) -> None:
    page.check('input[name=q25][value="4"]')
    with pytest.MonkeyPatch.context() as failing:
        failing.setattr(sending, "keep", busy)
        sends(page)


def comes_when_nothing_answers(office: Office, page: Page) -> None:
    page.check('input[name=q25][value="4"]')
    with pytest.MonkeyPatch.context() as failing:
        failing.setattr(type(here.place(office.app).database), "reading", busy)
        failing.setattr(store.form_version, "glance", busy)
        sends(page)


Acts = Callable[[Office, Page], None]
PAGES: dict[str, tuple[str, Acts]] = {
    "start": ("/", looks),
    "form": ("/p/{poster}", unfolds),
    "form, long names": ("/p/{long}", looks),
    "form, nothing chosen": ("/p/{poster}", sends_nothing),
    "form, comment too long": ("/p/{poster}", says_too_much),
    "form, bad answer": ("/p/{poster}", sends_what_nobody_offered),
    "form, expired": ("/p/{poster}", comes_back_next_day),
    "form, not kept": ("/p/{poster}", comes_in_a_crowd),
    "form, nothing answers": ("/p/{poster}", comes_when_nothing_answers),
    "receipt": ("/p/{long}", gets_a_receipt),
    "receipt, unfolded": ("/p/{poster}", unfolds_the_receipt),
    "sent twice": ("/p/{poster}", changes_an_answer),
    "no round": ("/p/{poster}", comes_when_nothing_is_asked),
    "shared device": ("/p/{poster}?may-chung", unfolds),
    "shared device, nothing chosen": ("/p/{poster}?may-chung", sends_nothing),
    "shared device, receipt": ("/p/{long}?may-chung", gets_a_receipt),
    "shared device, sent twice": ("/p/{poster}?may-chung", sends_again_changed),
    "retired": ("/p/{retired}", looks),
    "unknown": ("/p/000000", looks),
    "mistyped": ("/p?code=K7", looks),
    "check": ("/kiem-tra", looks),
    "check, counted": ("/p/{poster}", is_counted),
    "check, excluded": ("/p/{poster}", is_excluded),
    "check, test": ("/p/{poster}", is_a_test),
    "check, unknown": (f"/kiem-tra?ma={NOBODYS}", looks),
    "check, mistyped": ("/kiem-tra?ma=1", looks),
    "no such page": ("/khong-co", looks),
    "failure": ("/that-bai", looks),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_citizens_page_shuts_nobody_out(office: Office, name: str) -> None:
    path, acts = PAGES[name]
    with office.browser.new_context(service_workers="block") as context:
        page = context.new_page()
        scripts = Sleeping(page)
        dark = list(PAGES).index(name) % 2
        for language, width in SEEN:
            page.emulate_media(color_scheme="dark" if dark == (width == PHONE) else "light")
            page.set_viewport_size({"width": width, "height": 640})
            office.goes(page, path, language)
            acts(office, page)
            assert page.evaluate("document.documentElement.lang") == language
            in_reach_of_a_thumb(page)
            fits(page, width)
            # The program's language moves what stands where, and no role, name or colour.
            if language != pseudo.CODE:
                with scripts.awake():
                    holds(page, width, CITIZENS_AXE)
        fits(page, 320)


def test_the_whole_form_is_filled_in_and_sent_without_a_pointer(office: Office) -> None:
    with office.browser.new_context(java_script_enabled=False) as context:
        page = office.goes(context.new_page(), "/p/{poster}", "vi")
        met = _walked(page)
        assert page.locator("h1").inner_text() == "Đã nhận phiếu. Cảm ơn Ông/Bà!"
        assert met.count("radio") >= 16 + 1
        assert {"textarea", "summary", "select-one", "submit"} <= set(met)
        while page.evaluate("document.activeElement.localName") != "summary":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator("#receipt").is_visible()


def _walked(page: Page) -> list[str]:
    """Go through a form by keys to its button; return the kinds of controls that were met."""
    met: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        kind = str(page.evaluate("(e => e.type || e.localName)(document.activeElement)"))
        assert page.evaluate(_FOCUS_SEEN), f"nobody sees that the {kind} has the focus"
        met.append(kind)
        if kind == "radio":
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
        elif kind == "textarea":
            page.keyboard.type("Ghế hơi ít.")
        elif kind == "select-one":
            page.keyboard.press("ArrowDown")
        elif kind in {"summary", "submit"}:
            page.keyboard.press("Enter")
        if kind == "submit":
            page.wait_for_url("**/da-nhan**")
            return met
    raise AssertionError(f"the button was never met: {met}")
