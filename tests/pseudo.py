"""A third language, made by a program: marks on every vowel, and 40 % longer.

Whatever a page shows without marks was written past the catalogues, and whatever breaks under
them has no room for a language with stacked accents and long words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from math import ceil

import html5lib

from deploy import words
from survey.language import SOURCE, Language
from survey.questionnaire import Questionnaire, read, shelf

CODE = "art"  # made up by people, says ISO 639-2
LONGER = 0.4
_RING = "\u030a"
_BLANK = re.compile(r"(%\(\w+\)[sd]|%%)")
_WORD = re.compile(r"[^\W\d_]+")
_SPELT = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_BARE = re.compile(rf"[aeiouy](?![\u0300-\u036f]*{_RING})", re.IGNORECASE)
_OF_A_FILE = re.compile(r'\bvi = "((?:[^"\\]|\\.)*)"')
# An address is the same in every language.
_ADDRESS = re.compile(r"\S*\w\.\w\S*")
_QUIET = ("script", "style", "output", "code")
_HEARD = ("aria-label", "alt", "placeholder", "title")
_FOR_PROGRAMS = ("data-status", "data-clips")


def marked(text: str) -> str:
    """Return a text in the third language, its blanks as they were.

    >>> unicodedata.normalize("NFD", marked("%(count)s câu")).count(_RING)
    4
    """
    parts = _BLANK.split(text)
    parts[::2] = [_WORD.sub(lambda word: _longer(word[0]), part) for part in parts[::2]]
    return unicodedata.normalize("NFC", "".join(parts))


def bare(text: str) -> list[str]:
    """Return the words of a text that are in another language than the third.

    >>> bare(marked("Gửi phiếu") + " khác, 127.0.0.1/kiem-tra")
    ['khác']
    """
    apart = unicodedata.normalize("NFD", _ADDRESS.sub("", text))
    found = [word for word in _SPELT.findall(apart) if _BARE.search(word)]
    return [unicodedata.normalize("NFC", word) for word in found]


def language() -> Language:
    """Return the third language, with every sentence of the product."""
    return Language(CODE, sentences=_sentences())


def languages() -> dict[str, Language]:
    """Return the product's languages and the third."""
    return {SOURCE: Language(), "en": Language("en"), CODE: language()}


def questionnaire(code: str = shelf.DEFAULT) -> Questionnaire:
    """Return a questionnaire of the shelf, under a name of its own, in the third language too."""
    file = shelf.load(code).file.decode().replace(f'"{code}"', f'"{code}-{CODE}"', 1)
    file = _OF_A_FILE.sub(lambda found: f'{found[0]}, {CODE} = "{marked(found[1])}"', file)
    return read(file.encode(), code)


def said(page: str) -> Iterator[str]:
    """Give every text of a page that is seen or heard, what is in another language aside."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    quiet = {
        id(inner)
        for one in root.iter()
        if one.tag in _QUIET or one.get("lang", CODE) != CODE or "://" in (one.get("href") or "")
        for inner in one.iter()
    }
    for one in root.iter():
        if id(one) not in quiet:
            yield one.text or ""
            for name, value in one.attrib.items():
                if name in _HEARD or (name.startswith("data-") and name not in _FOR_PROGRAMS):
                    yield value
        for inner in one:
            if id(one) not in quiet:
                yield inner.tail or ""


@cache
def _sentences() -> dict[str, tuple[str, ...]]:
    return {
        words.forms(message.id)[0]: tuple(marked(form) for form in words.forms(message.id))
        for message in words.sentences()
        if message.id
    }


def _longer(word: str) -> str:
    """Mark every vowel of a word, and say the last one some times more."""
    spelt = [(sign, unicodedata.normalize("NFD", sign)[0]) for sign in word]
    vowels = [letter for _, letter in spelt if letter.lower() in "aeiouy"]
    if not vowels:
        return word
    own = "".join(sign + _RING if letter.lower() in "aeiouy" else sign for sign, letter in spelt)
    return own + (vowels[-1] + _RING) * ceil(LONGER * len(word))
