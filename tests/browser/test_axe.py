"""What axe is spared finds nothing less: a fault is found wherever on a page it is made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe
from tests.browser.reach import AXE, CITIZENS_AXE

# A table whose rows look alike, with something behind the words of their cells.
_PAGE = """<!DOCTYPE html><html lang="vi"><title>Bảng</title><style>
    body { color: #222; background: #fff } td { position: relative; z-index: 0; padding: 1em }
    i { position: absolute; inset: 0; z-index: -1; background: #fff }
</style><main><h1>Bảng</h1><label>Tên <input></label><table><tr><th>Một<th>Hai</tr>"""
_ROW = "<tr><td><i></i><span>Ba</span><td><b>Bốn</b></tr>"
_FAULTS = {
    "a text": ("span", "color: #bbb"),
    "its background": ("span", "background: #555"),
    "a background around it": ("tr", "background: #555"),
    "something behind it": ("i", "background: #444"),
    "see-through": ("tr", "opacity: .3"),
    "a colour around it": ("td", "color: #aaa"),
}


@pytest.fixture(scope="module")
def page(browsers: dict[bool, Browser]) -> Iterator[Page]:
    page = browsers[False].new_page()
    page.set_content(_PAGE + 30 * _ROW + "</table></main>")
    yield page
    page.close()


def _broken(page: Page, options: dict[str, object] = AXE) -> list[str]:
    return [rule for rule, _ in axe.found(page, options)]


@pytest.mark.parametrize("fault", _FAULTS)
@pytest.mark.parametrize("row", [2, 17, 31])
def test_a_text_that_cannot_be_read_is_found_in_any_row(page: Page, fault: str, row: int) -> None:
    assert _broken(page) == []
    what, style = _FAULTS[fault]
    sheet = page.add_style_tag(
        content=f"tr:nth-child({row}):is({what}), tr:nth-child({row}) {what} {{ {style} }}"
    )
    assert _broken(page) == ["color-contrast"]
    sheet.evaluate("one => one.remove()")


def test_citizens_are_owed_more(page: Page) -> None:
    sheet = page.add_style_tag(content="tr:nth-child(20) span { color: #6a6a6a }")
    assert _broken(page) == []
    assert _broken(page, CITIZENS_AXE) == ["color-contrast-enhanced"]
    sheet.evaluate("one => one.remove()")


def test_whatever_else_is_wrong_is_found(page: Page) -> None:
    page.evaluate("""() => {
        document.querySelector("label").replaceWith(document.querySelector("input"));
        document.querySelector("main").append(new Image());
        document.documentElement.removeAttribute("lang"); }""")
    assert {"label", "image-alt", "html-has-lang"} <= set(_broken(page))
