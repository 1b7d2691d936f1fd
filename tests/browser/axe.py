"""What axe finds on a page: every rule on every element, and contrast once for each look.

To work out what lies behind a text takes axe longer than all else together, and a table says the
same of each of its cells. Texts whose own style and that of everything around them are the same
have the same contrast: two of each kind are looked at.
"""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_MARKED = "data-looked-at"
_TIMES = 2

_LOOKS_ONCE = """([mark, times]) => {
    const own = new Map(), around = new Map(), seen = new Map();
    const facts = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize",
        "fontWeight", "textShadow", "webkitTextStroke", "position", "zIndex", "display",
        "visibility", "overflow", "clipPath", "filter", "mixBlendMode"];
    const told = (one, part) => {
        const style = getComputedStyle(one, part);
        if (part && style.content === "none") return "";
        return facts.map(fact => style[fact]).join();
    };
    const of = (one, known, tell) => {
        if (!known.has(one)) known.set(one, tell(one));
        return known.get(one);
    };
    const looks = one => of(one, own, () => told(one) + told(one, ":before") + told(one, ":after"));
    const placed = one => getComputedStyle(one).position !== "static";
    const over = one => [...one.children].filter(placed).map(looks).join();
    const kind = one => one
        ? of(one, around, () => [looks(one), over(one), kind(one.parentElement)].join("|")) : "";
    for (const one of document.querySelectorAll("body, body *")) {
        one.removeAttribute(mark);
        const words = [...one.childNodes].filter(part => part.nodeType === 3)
            .map(part => part.data.trim()).join("");
        const field = one.matches("input, select, textarea, button");
        if (!words && !field) continue;
        const look = [one.localName, one.type, words.length > 1, one.getClientRects().length > 0,
            !!one.closest(":disabled, [aria-disabled=true]"), kind(one)].join("|");
        seen.set(look, (seen.get(look) || 0) + 1);
        if (seen.get(look) <= times) one.setAttribute(mark, "");
    }
    return seen.size; }"""
_RUN = """async ([options, mark]) => {
    const contrast = ["color-contrast", "color-contrast-enhanced"];
    axe.configure({ rules: contrast.map(id => ({ id, selector: `[${mark}]` })) });
    const { violations } = await axe.run(options);
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]); }"""


def found(page: Page, options: dict[str, object]) -> list[tuple[str, list[str]]]:
    """The rules that a page breaks, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(_LOOKS_ONCE, [_MARKED, _TIMES])
    told: list[tuple[str, list[str]]] = page.evaluate(_RUN, [options, _MARKED])
    return told
