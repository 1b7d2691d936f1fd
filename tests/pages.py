"""What every page owes its reader, held against each HTML page that any test opens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib

# Words that only a framework would have put on a Vietnamese page.
_FRAMEWORK = re.compile(
    r"\b(Not Found|Forbidden|Bad Request|Method Not Allowed|Internal Server Error|Unauthorized"
    r"|This field is required|Invalid (?:value|input|choice)|Not a valid|CSRF|Traceback"
    r"|is required|None|True|False|Undefined|undefined|null)\b"
)
# A blank that nobody filled, and marks of templates that were never rendered.
_UNFILLED = re.compile(r"%\(\w+\)[sd]|\{\{|\{%|%s\b")
_LABELLED = {"input", "select", "textarea"}
_HEARD_OTHERWISE = {"hidden", "submit", "button"}
# Drawn anew for every page or test, and alike to its reader: what a token holds, a poster's code,
# a receipt.
_DRAWN = re.compile(
    r'(?<= value=")[\w.-]{16,}(?=")|(?<=/p/)[0-9A-Z]{6}\b|\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b'
)
_sound: set[bytes] = set()


def check_page(text: str, *, language: str = "vi") -> None:
    """Raise AssertionError where a page owes something: form, title, language, ids, labels, words.

    A page that differs from one held to this before in nothing but what is drawn is sound too.

    :param language: what the page must say it is in; its text is read for strange words only
        where that is Vietnamese.
    """
    seen = sha256(f"{language}\n{_DRAWN.sub('', text)}".encode()).digest()
    if seen not in _sound:
        _check(text, language)
        _sound.add(seen)


def _check(text: str, language: str) -> None:
    page = _parsed(text)
    title = "".join(page.itertext_of("title")).strip()
    assert title, "the page has no title"
    assert page.root.get("lang") == language, f"lang is {page.root.get('lang')!r}"
    doubled = [id_ for id_, n in Counter(page.ids()).items() if n > 1]
    assert not doubled, f"ids used twice: {doubled}"
    page.check_references()
    page.check_labels()
    page.check_headings()
    strange = [one.tag for one in page.root.iter() if one.get("style") is not None]
    assert not strange, f"style attributes: {strange}"
    acting = [k for one in page.root.iter() for k in one.attrib if str(k).startswith("on")]
    assert not acting, f"script in attributes: {acting}"
    said = page.said()
    assert not (found := _UNFILLED.search(said)), f"an unfilled blank: {found and found[0]}"
    if language == "vi":
        assert not (found := _FRAMEWORK.search(said)), f"not for readers: {found and found[0]}"


class Page:
    """A parsed page."""

    def __init__(self, root: Element) -> None:
        self.root = root

    def itertext_of(self, tag: str) -> Iterator[str]:
        for one in self.root.iter(tag):
            yield from one.itertext()

    def ids(self) -> list[str]:
        return [id_ for one in self.root.iter() if (id_ := one.get("id")) is not None]

    def check_references(self) -> None:
        """What a label, a hint or a link on the page points to is there."""
        ids = set(self.ids())
        for one in self.root.iter():
            for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
                for id_ in (one.get(name) or "").split():
                    assert id_ in ids, f"{name}={id_!r} points nowhere"
            link = one.get("href") or ""
            if link.startswith("#") and len(link) > 1:
                assert link[1:] in ids, f"href={link!r} points nowhere"

    def check_labels(self) -> None:
        """Every control is called something, and every button and link."""
        targets = {one.get("for") for one in self.root.iter("label")}
        inside = {id(inner) for label in self.root.iter("label") for inner in label.iter()}
        for one in self.root.iter():
            if one.tag in _LABELLED and one.get("type") not in _HEARD_OTHERWISE:
                named = one.get("aria-label") or one.get("aria-labelledby")
                assert named or id(one) in inside or one.get("id") in targets, (
                    f"no label: {one.tag} {dict(one.attrib)}"
                )
            if one.tag in {"button", "a", "legend", "label", "th"}:
                words = "".join(one.itertext()).strip()
                assert words or one.get("aria-label"), f"empty {one.tag}: {dict(one.attrib)}"

    def check_headings(self) -> None:
        """One h1, and no level skipped on the way down; what is hidden as yet does not count."""
        hidden = {
            id(inner)
            for one in self.root.iter()
            if one.get("hidden") is not None
            for inner in one.iter()
        }
        levels = [
            int(one.tag[1])
            for one in self.root.iter()
            if re.fullmatch(r"h[1-6]", str(one.tag)) and id(one) not in hidden
        ]
        assert levels.count(1) == 1, f"{levels.count(1)} h1"
        for above, below in pairwise(levels):
            assert below <= above + 1, f"h{below} under h{above}"

    def said(self) -> str:
        """The words that are read, and the attributes that are heard."""
        heard = [
            one.get(name) or ""
            for one in self.root.iter()
            for name in ("aria-label", "title", "alt", "placeholder", "data-label")
        ]
        quiet = {
            id(inner)
            for tag in ("style", "script", "code")
            for one in self.root.iter(tag)
            for inner in one.iter()
        }
        words = [
            part
            for one in self.root.iter()
            for part in ((one.text if id(one) not in quiet else None), one.tail)
            if part
        ]
        return " ".join([*words, *heard])


def _parsed(text: str) -> Page:
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("etree"), strict=False, namespaceHTMLElements=False
    )
    root = parser.parse(text)
    faults = [
        f"line {where[0]}: {code} {values}"
        for where, code, values in parser.errors
        if code not in _TOLERATED
    ]
    assert not faults, "not well-formed: " + "; ".join(faults[:5])
    return Page(root)


_TOLERATED: frozenset[str] = frozenset()
