"""Reading and touching: sizes on every screen, at every size of text, in three languages; what a
screen reader says; colours that a reader has chosen; nothing that moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from playwright.sync_api import Browser, Page, expect

from survey.intake import openings
from survey.settings import Settings
from survey.store import agencies, desks
from survey.web import create_app, here
from tests import pseudo
from tests.browser.conftest import OpenPage, Site, served
from tests.browser.patience import follows
from tests.browser.reach import CITIZENS_AXE, Sleeping, fits, holds, in_reach_of_a_thumb
from tests.people import Clock
from tests.scene import FIRST, LAST, LONG, LONG_DESK

WIDTHS = (320, 360, 768, 1280)
LANGUAGES = ("vi", "en", pseudo.CODE)

# Text that its own box does not show; a list and a box to type in scroll.
_CUT = """() => [...document.querySelectorAll("body *")].filter(one =>
    one.clientWidth && !one.matches("input,select,textarea,svg,svg *") &&
    (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) &&
    getComputedStyle(one).overflow !== "visible").map(one => one.outerHTML.slice(0, 120))"""
_OUTSIDE = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(one => {
    const r = one.getBoundingClientRect();
    return r.width && (r.right > innerWidth + .5 || r.left < -.5);
    }).map(one => one.outerHTML.slice(0, 120))"""
_MOVES = """() => [...document.querySelectorAll("*")].filter(one => {
    const s = getComputedStyle(one);
    return s.animationName !== "none" || s.scrollBehavior !== "auto" ||
        !/^0s(, 0s)*$/.test(s.transitionDuration);
    }).map(one => one.outerHTML.slice(0, 120)).concat(document.getAnimations().map(String))"""
_FURTHER_APART = """() => ["*{line-height:1.5!important;letter-spacing:.12em!important;" +
    "word-spacing:.16em!important}", "p{margin-bottom:2em!important}"]
    .forEach(rule => document.styleSheets[0].insertRule(rule))"""


@pytest.fixture(scope="module")
def street(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Where the form of a desk is, in each language, with names as long as they come."""
    file = tmp_path_factory.mktemp("street") / "survey.sqlite"
    copyfile(migrated_file, file)
    settings = Settings(
        database_url=f"sqlite:///{file}",
        secret_key="a secret of the tests",
        office="Sở Nội vụ tỉnh Lai Châu",
        feedback_url="https://dichvucong.gov.vn",
        synthetic=True,
    )
    app = create_app(settings, languages=pseudo.languages(), now=Clock())
    asked = pseudo.questionnaire()
    with here.place(app).database.writing() as db:
        body = agencies.AgencyRow(2, "L1", LONG, "Sở, ban, ngành")
        agencies.import_rows(db, [body], today=FIRST)
        (desk,) = desks.import_rows(db, [desks.DeskRow(2, "L1", "1", LONG_DESK)], today=FIRST)
        openings.add_questionnaire(db, asked, today=FIRST)
        openings.open_round(
            db, code="2026", questionnaire=asked.code, first=FIRST,
            last=LAST + timedelta(days=1), today=FIRST, person="an",
        )  # fmt: skip
    with served(app) as url:
        yield {one: f"{url}/p/{desk.poster_code}?lang={one}" for one in LANGUAGES}


@pytest.fixture
def page(browsers: dict[bool, Browser]) -> Iterator[Page]:
    """A window whose pages run no script."""
    with browsers[False].new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.mark.parametrize("larger", [1, 2])
@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_and_text_are_large_on_every_screen(
    street: dict[str, str], page: Page, language: str, larger: int
) -> None:
    page.goto(street[language])
    page.click("summary")
    page.evaluate(f"document.documentElement.style.fontSize = '{larger * 100}%'")
    for width in WIDTHS:
        fits(page, width)
        in_reach_of_a_thumb(page, larger)
        assert page.evaluate(_OUTSIDE) == [], width
        assert page.evaluate(_CUT) == [], width


def test_text_further_apart_is_lost_nowhere(street: dict[str, str], page: Page) -> None:
    """WCAG 1.4.12, in the language with the tallest letters."""
    page.goto(street[pseudo.CODE])
    page.click("summary")
    page.evaluate(_FURTHER_APART)
    assert (
        page.locator("form h1").evaluate("one => getComputedStyle(one).letterSpacing") != "normal"
    )
    fits(page, 320)
    assert page.evaluate(_OUTSIDE) == []
    assert page.evaluate(_CUT) == []


def test_the_form_in_the_third_language_shuts_nobody_out(
    street: dict[str, str], browsers: dict[bool, Browser]
) -> None:
    with browsers[False].new_context(service_workers="block") as context:
        page = context.new_page()
        scripts = Sleeping(page)
        page.goto(street[pseudo.CODE])
        page.click("summary")
        assert pseudo.bare(page.locator("#q24").inner_text()) == []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            with scripts.awake():
                holds(page, 320, CITIZENS_AXE)


# ------------------------------------------------------------------------------- what is heard


def heard(page: Page) -> dict[str, list[str]]:
    """What Chromium gives a screen reader: the name of every group, and of the radios in it."""
    line = page.context.new_cdp_session(page)
    nodes = line.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    groups: dict[str, list[str]] = {}
    for node in nodes:
        if node.get("role", {}).get("value") != "radio":
            continue
        above = node
        while above["role"]["value"] not in {"group", "radiogroup"}:
            above = by_id[above["parentId"]]
        groups.setdefault(above["name"]["value"], []).append(
            node["name"]["value"].replace(" ,", ",")
        )
    return groups


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_level_is_heard_with_its_number_and_its_words(
    street: dict[str, str], page: Page, language: str
) -> None:
    page.goto(street[language])
    groups = heard(page)
    asked = pseudo.questionnaire()
    labels = [f"{level.value}, {level.label[language]}" for level in asked.levels]
    for criterion in asked.criteria:
        (name,) = [one for one in groups if one.endswith(criterion.text[language])]
        assert name.split(criterion.text[language])[0].strip().split()[1] == str(criterion.number)
        assert groups[name] == [*labels, asked.skip_of(criterion)[language]]
    assert len(groups) >= len(asked.criteria) + 3


def test_what_is_wrong_is_announced_with_links_to_its_places(
    street: dict[str, str], page: Page
) -> None:
    page.goto(street["vi"])
    page.evaluate("document.querySelector('[name=q26]').value = '9'")
    page.check('input[name=q26][value="9"]')
    page.fill("#comment", "Dài quá. " * 130)
    follows(page, page.locator("main > form > section:last-of-type > button"))
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    links = summary.get_by_role("link")
    assert [one.get_attribute("href") for one in links.all()] == ["#q26", "#comment"]
    for id in ("q26", "comment"):
        told = page.locator(f"#{id}").evaluate(
            "one => document.getElementById(one.getAttribute('aria-describedby').split(' ').pop())"
            ".textContent"
        )
        assert told in summary.inner_text()


# --------------------------------------------------------- what readers have chosen for themselves


def test_chosen_colours_keep_every_row_and_mark_what_is_ticked(
    street: dict[str, str], page: Page
) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(street["vi"])
    page.check('input[name=q24][value="3"]')
    ring = """value => { const s = getComputedStyle(document.querySelector(
        `[name=q24][value="${value}"] + b`), ":before"); return s.borderTopWidth; }"""
    assert page.evaluate(ring, "3") == "4px"
    assert page.evaluate(ring, "2") == "0px"
    row = page.locator("#q24 label").first
    assert row.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    face = "one => getComputedStyle(document.querySelector('#f3 path')).stroke"
    assert page.evaluate(face) == row.evaluate("one => getComputedStyle(one).color")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_by_itself(street: dict[str, str], page: Page, motion: str) -> None:
    page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    page.goto(street["vi"])
    page.check('input[name=q24][value="3"]')
    assert page.evaluate(_MOVES) == []


def test_whoever_wants_little_motion_is_left_where_they_are(
    street: dict[str, str], browsers: dict[bool, Browser]
) -> None:
    with browsers[False].new_context(
        viewport={"width": 360, "height": 740}, reduced_motion="reduce", service_workers="block"
    ) as context:
        page = context.new_page()
        page.goto(street["vi"])
        row = page.locator("#visit label").first
        row.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        row.click()
        page.wait_for_timeout(600)
        assert page.locator("#visit :checked").count() == 1
        assert page.evaluate("scrollY") == before
        assert page.evaluate(_MOVES) == []


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_notice_stands_on_the_first_screen(
    phone: OpenPage, site: Site, language: str, scripts: bool
) -> None:
    page = phone(f"/p/{site.poster}?lang={language}", java_script_enabled=scripts)
    box = page.locator("form .note").first.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 640
