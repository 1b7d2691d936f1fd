"""Every page and state, for whoever sees, hears or moves otherwise: on a phone and on a desk.

Both languages, light and dark, narrow and wide each meet every page, but not every mixture of
them: what goes wrong goes wrong with one of the four, and a minute is what people will wait.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Office

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PHONE, DESK = 360, 1280
CITIZENS_HIT, CITIZENS_GAP, CITIZENS_TEXT, STAFFS_HIT = 60, 8, 18, 44  # px
SEND = "main > form > section:last-of-type > button"
NOBODYS = "000G-40R4-0M30-E209-J"

_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_ROWS = """() => [...document.querySelectorAll("fieldset")].map(f =>
    [...f.querySelectorAll("label")].map(l => {
        const r = l.getBoundingClientRect(); return [r.top, r.bottom]; }))"""
_SMALL_TEXT = """least => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = [];
    for (let n; (n = words.nextNode()); ) {
        const size = parseFloat(getComputedStyle(n.parentElement).fontSize);
        if (n.data.trim() && size < least) small.push(n.data.trim() + " " + size);
    }
    return small; }"""
# A link within a sentence may be as high as its line; a box or a radio is hit on its label.
_SMALL_HITS = """([what, least]) => [...document.querySelectorAll(what)]
    .map(one => [one, one.matches("[type=checkbox],[type=radio]") ? one.closest("label") : one])
    .map(([one, hit]) => [one, hit.getBoundingClientRect()])
    .filter(([one, r]) => one.type !== "hidden" && r.height && r.height < least - .5)
    .map(([one, r]) => one.outerHTML.slice(0, 120) + " " + r.height)"""
_FOCUS_SEEN = """() => { const s = getComputedStyle(document.activeElement);
    return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 3; }"""


def looks(_office: Office, _page: Page) -> None:
    """Do nothing; what follows is what else a citizen does before a page is looked at."""


def unfolds(_office: Office, page: Page) -> None:
    page.click("summary")
    page.check('input[name=q24][value="1"]')


def sends(page: Page, what_comes: str = ".errors") -> None:
    """Press the button, and wait for what comes: a click alone does not wait for a page."""
    page.click(SEND)
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
    page.click("summary")


def changes_an_answer(office: Office, page: Page) -> None:
    gets_a_receipt(office, page)
    page.go_back()
    page.check('input[name=q24][value="1"]')
    sends(page, "[role=status]")


def comes_when_nothing_is_asked(office: Office, page: Page) -> None:
    office.clock.moves(days=60)
    page.reload()
    office.clock.moves(days=-60)


Acts = Callable[[Office, Page], None]
CITIZENS_PAGES: dict[str, tuple[str, Acts]] = {
    "start": ("/", looks),
    "form": ("/p/{poster}", unfolds),
    "form, long names": ("/p/{long}", looks),
    "form, nothing chosen": ("/p/{poster}", sends_nothing),
    "form, comment too long": ("/p/{poster}", says_too_much),
    "form, bad answer": ("/p/{poster}", sends_what_nobody_offered),
    "form, expired": ("/p/{poster}", comes_back_next_day),
    "receipt": ("/p/{poster}", gets_a_receipt),
    "sent twice": ("/p/{poster}", changes_an_answer),
    "no round": ("/p/{poster}", comes_when_nothing_is_asked),
    "retired": ("/p/{retired}", looks),
    "unknown": ("/p/000000", looks),
    "mistyped": ("/p?code=K7", looks),
    "check": ("/kiem-tra", looks),
    "check, unknown": (f"/kiem-tra?ma={NOBODYS}", looks),
    "check, mistyped": ("/kiem-tra?ma=1", looks),
    "no such page": ("/khong-co", looks),
    "failure": ("/that-bai", looks),
}


@pytest.mark.parametrize("name", CITIZENS_PAGES)
def test_a_citizens_page_shuts_nobody_out(office: Office, name: str) -> None:
    path, acts = CITIZENS_PAGES[name]
    with office.browser.new_context(viewport={"width": PHONE, "height": 640}) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        dark = list(CITIZENS_PAGES).index(name) % 2
        for language, width in (("vi", PHONE), ("en", DESK)):
            page.emulate_media(color_scheme="dark" if dark == (width == PHONE) else "light")
            page.set_viewport_size({"width": width, "height": 640})
            office.goes(page, path, language)
            acts(office, page)
            _in_reach_of_a_thumb(page)
            _holds(page, width)
        _fits(page, 320)


STAFFS_PAGES = {
    "": ("/dang-nhap",),
    "desk": ("/mot-cua", "/quan-tri", "/mot-cua/khong-co", "/mot-cua/that-bai"),
    "analyst": (
        "/tong-hop",
        f"/tong-hop/2026?nhom={quote('UBND xã, phường')}",
        "/tong-hop/2025",
        "/tong-hop/2026?kenh=paper",
        "/tong-hop/ho-gia-dinh",
        "/tong-hop/2025/H35.7",
        "/tong-hop/2026/H35.2",
        "/tong-hop/cach-tinh",
    ),
    "admin": (
        "/quan-tri/dot",
        "/quan-tri/dot/2026",
        "/quan-tri/dot/2026/ket-thuc",
        "/quan-tri/co-quan",
        "/quan-tri/co-quan?q=zzz",
        "/quan-tri/co-quan/{body}",
        "/quan-tri/co-quan/{body}/ket-thuc",
        "/quan-tri/quay",
        "/quan-tri/quay/{desk}",
        "/quan-tri/tai-khoan",
        "/quan-tri/tai-khoan/{account}/mat-khau",
        "/quan-tri/tai-khoan/{account}/dong",
        "/quan-tri/nhat-ky",
    ),
}
EMPTY_PAGES = {
    "analyst": ("/tong-hop",),
    "admin": ("/quan-tri/dot", "/quan-tri/co-quan", "/quan-tri/quay"),
}
FORMS = ("dot/mo", "co-quan/them", "co-quan/{body}/quay/them", "tai-khoan/them")


def _listed(pages: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(role, path) for role, paths in pages.items() for path in paths]


@pytest.mark.parametrize(("role", "path"), _listed(STAFFS_PAGES))
def test_a_page_of_staff_shuts_nobody_out(office: Office, role: str, path: str) -> None:
    with _page(office, role) as page:
        _holds_for_staff(office, page, path)


@pytest.mark.parametrize(("role", "path"), _listed(EMPTY_PAGES))
def test_a_page_with_nothing_on_it_yet_shuts_nobody_out(bare: Office, role: str, path: str) -> None:
    with _page(bare, role) as page:
        _holds_for_staff(bare, page, path)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_staff_with_faults_shuts_nobody_out(office: Office, path: str) -> None:
    with _page(office, "admin") as page:
        for language, width in (("vi", PHONE), ("en", DESK)):
            office.goes(page, f"/quan-tri/{path}", language)
            page.click("form.form button")
            expect(page.locator(".error")).to_be_focused()
            _hit_with_a_mouse(page)
            _holds(page, width)


def test_a_refused_sign_in_shuts_nobody_out(office: Office) -> None:
    with _page(office, "") as page:
        for language, width in (("vi", PHONE), ("en", DESK)):
            office.goes(page, "/dang-nhap", language)
            page.fill("#name", "nobody")
            page.click(".sign button")
            page.wait_for_selector(".error")
            _holds(page, width)


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


def _page(office: Office, role: str) -> Page:
    """Return a window of somebody signed in; of nobody where `role` is empty."""
    context = office.signed[role] if role else office.browser.new_context()
    return context.new_page()


def _holds_for_staff(office: Office, page: Page, path: str) -> None:
    for language, width in (("vi", PHONE), ("en", DESK)):
        page.set_viewport_size({"width": width, "height": 800})
        office.goes(page, path, language)
        _hit_with_a_mouse(page)
        _holds(page, width)
    for width in (320, 768, 1024):
        _fits(page, width)


def _fits(page: Page, width: int) -> None:
    """Hold a page to the width of its screen."""
    page.set_viewport_size({"width": width, "height": 640})
    assert page.evaluate(_WIDER) <= 0, f"{page.url} is wider than {width} px"


def _holds(page: Page, width: int) -> None:
    """Hold a page to WCAG 2.2 A and AA, and to what its testers call good practice."""
    _fits(page, width)
    found = Axe().run(page, options=AXE).response["violations"]
    told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    assert not told, f"{page.url} at {width} px: {told}"


def _in_reach_of_a_thumb(page: Page) -> None:
    for group in page.evaluate(_ROWS):
        for top, end in group:
            assert end - top >= CITIZENS_HIT - 0.01
        for (_, above), (below, _) in pairwise(group):
            assert below - above >= CITIZENS_GAP - 0.01
    assert page.evaluate(_SMALL_TEXT, CITIZENS_TEXT) == []
    what = "a, button, summary, select, textarea, input[type=text]"
    assert page.evaluate(_SMALL_HITS, [what, CITIZENS_HIT]) == []


def _hit_with_a_mouse(page: Page) -> None:
    what = ":not(p, li, dd, small) > a:not(.skip), button, summary, select, textarea, input"
    assert page.evaluate(_SMALL_HITS, [what, STAFFS_HIT]) == []
