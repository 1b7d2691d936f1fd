"""Vietnamese order and search, the same in every database.

Sorting by code point puts Đ after Z, and the collations that systems bring differ, so what is
sorted is stored beside its key. Keys are plain ASCII: SQLite compares them byte by byte of
itself, PostgreSQL with COLLATE "C".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# As Vietnamese dictionaries and registers go; f, j, w and z stand where Latin has them.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: f"{number:02d}" for number, letter in enumerate(_LETTERS, start=10)}
# ngang, huyền, hỏi, ngã, sắc, nặng
_TONE = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = "\u0306\u0302\u031b"  # breve, circumflex and horn make a letter of its own
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ`´", ""))  # Ea H'leo is found as hleo
_PIECES = re.compile(r"[0-9]+|[^\W0-9_]+")


def sort_key(text: str) -> str:
    """Return an ASCII key: comparing two keys compares the texts as Vietnamese sort them.

    Word by word: first the letters, then the tones. Digits compare as numbers and stand
    before words; capitals, hyphens and the place of a tone make no difference.

    >>> names = ["Đà Nẵng", "Dương", "Điện Biên", "Hà Nội", "Hạ Long", "Hà Giang", "Dân"]
    >>> sorted(names, key=sort_key)
    ['Dân', 'Dương', 'Đà Nẵng', 'Điện Biên', 'Hà Giang', 'Hà Nội', 'Hạ Long']
    >>> sorted(["Quận 10", "Quận 2", "Quận Ba Đình"], key=sort_key)
    ['Quận 2', 'Quận 10', 'Quận Ba Đình']
    """
    return " ".join(_word_key(word) for word in _words(text))


def fold(text: str) -> str:
    """Return what a search compares: small letters without any mark, words one space apart.

    >>> fold("Sở Xây dựng – tỉnh  ĐẮK LẮK")
    'so xay dung tinh dak lak'
    >>> fold("HÒA") == fold("hoà") == "hoa"
    True
    """
    letters = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", _plain(text))
        if not unicodedata.combining(sign)
    )
    return " ".join(_PIECES.findall(letters.replace("đ", "d")))


def clean(text: str) -> str:
    """Return a name as it is kept: NFC, no invisible signs, no spaces at its ends or in a row.

    >>> clean("  Sở\u200b  Nội vu\u0323 ")
    'Sở Nội vụ'
    """
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFC", seen).split())


def is_printable(text: str) -> bool:
    """False where a control sign or half a character stands in it; a database may refuse those."""
    return all(unicodedata.category(sign) not in {"Cc", "Cs"} for sign in text)


def _words(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W_]+", _plain(text)):
        yield from _PIECES.findall(word)


def _plain(text: str) -> str:
    # Ð is the Icelandic letter that some keyboards give for Đ.
    whole = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES))
    return whole.lower().replace("ð", "đ")


# Names of bodies repeat a few words: xã, phường, sở.
@lru_cache(maxsize=4_096)
def _word_key(word: str) -> str:
    if word.isascii() and word.isdigit():
        number = word.lstrip("0")
        # Its length first, so that 10 comes after 2; below "1", where the letters begin.
        return f"0{len(number):03d}{number}"
    letters, tone = "", "0"
    for sign in unicodedata.normalize("NFD", word):
        if sign in _TONE:
            tone = max(tone, _TONE[sign])
        elif sign in _SHAPES and letters:
            letters = letters[:-1] + unicodedata.normalize("NFC", letters[-1] + sign)
        elif not unicodedata.combining(sign):
            letters += sign
    # A foreign letter stands after all of ours. The tone counts once the letters agree.
    return "".join(_PLACE.get(letter, f"9{ord(letter):06x}") for letter in letters) + f".{tone}"
