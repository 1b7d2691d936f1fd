"""Hiding what tells who wrote a comment: numbers of telephones, papers, vehicles and dossiers.

A comment is masked before it is stored; what was hidden is kept nowhere. Names of people are
not looked for. One pass from left to right: what must stay (days, hours, money, years, official
hotlines) is recognised first, so that it is never taken for a number of somebody. What is looked
at is the text as a machine would have it, sign for sign: wide digits and the letter o that people
type for a nought are digits there.
"""

from __future__ import annotations

import re
import unicodedata

HIDDEN = "[đã che]"

# Between two digits of one number people write these, and phones add invisible signs.
_GAP = r"[\s.\-–—_]{0,3}"
_INVISIBLE = dict.fromkeys([0x00AD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
_WIDE = {0x3000: 0x20, **{0xFF01 + sign: 0x21 + sign for sign in range(94)}}
_FOREIGN = re.compile(r"(?![0-9])\d")
# Beside a digit, and beside no other letter: o912 345 678, 0912 34o 678, 09l2.
_LIKE_NOUGHT = re.compile(r"(?<![^\W\d_])o+(?=[\s.\-]?\d)|(?<=\d)o+(?![^\W\d_])", re.IGNORECASE)
_LIKE_ONE = re.compile(r"(?<=\d)[lI](?=\d)")
_HOUR = r"(?:[01]?\d|2[0-4])[hg:.][0-5]\d"
_YEAR = r"(?:19|20)\d\d"

_STAYS = (
    # 12/11/2026, 12-11-2026, 12.11.26, 2026-11-12
    rf"\d{{1,2}}(?P<mark>[/.\-])\d{{1,2}}(?P=mark)(?:{_YEAR}|\d\d)(?![\d]|[.\-]\d)",
    rf"{_YEAR}-\d\d-\d\d(?!\d)",
    # 7.30-11.30, 07h30 – 11h30
    rf"{_HOUR}\s?[-–]\s?{_HOUR}(?![.\d])",
    # 2024-2025, 2024, 2025, 2026
    rf"{_YEAR}(?:\s?[-–,]?\s?{_YEAR})+(?!\d)",
    # 200.000 đồng, 1200000đ, 150.000.000
    r"[1-9]\d{0,2}(?:[.,\s]\d{3})+\s?(?:đồng|đ|vnđ|vnd|nghìn|ngàn|triệu|tỷ)(?!\w)",
    r"[1-9]\d*\s?(?:đồng|đ|vnđ|vnd|nghìn|ngàn|triệu|tỷ)(?!\w)",
    r"[1-9]\d{0,2}(?:[.,]\d{3})*(?:[.,]000)+(?![.,]?\d)",
    r"[1-9]\d{3,4}000(?!\s?\d)",
    # 1900 1234, 18001096: hotlines of offices
    r"1[89]00[\s.]?\d{2}[\s.]?\d{2}(?:\d\d)?(?![\s.]?\d)",
)
_HIDES = (
    # ten.toi@gmail.com, ten toi (at) gmail.com
    r"[\w.+%\-]+\s?(?:@|\(at\)|\[at\])\s?[\w\-]+(?:\.[\w\-]+)*",
    # H35.12-240311-0001, 000.00.12.H35-241105-0012
    r"(?:\d{2,3}\.){0,4}[a-z]\d\d(?:\.\d{1,3})*\s?[-–—./ ]\s?\d{6}\s?[-–—./ ]\s?\d{3,6}",
    # 25A-123.45, 29-B1 123.45, 30K1 12345, 51LD 1234, 25aa 12345, 80-123-NG-45
    r"\d\d\s?[-–.]?\s?[a-zđ]{1,2}\d?\s?[-–.\s]?\s?\d{3}[.\s\-]\d\d(?!\d)",
    r"\d\d[-–.]?[a-zđ]{1,2}\d?[-–.]?\d{4,5}(?!\w)",
    r"\d\d[-–.\s]?[a-zđ]{1,2}\d\s?[-–.\s]\s?\d{4,5}(?!\w)",
    r"\d\d[-–.]?(?:(?!km|kg|ha|tr)[a-z]{2}|[a-gijln-z])\s?[-–.\s]\s?\d{5}(?!\w)",
    r"\d\d[-\s.]?\d{3}[-\s.]?(?:ng|nn|qt)[-\s.]?\d\d(?!\w)",
    rf"\d\d\s?[-–.]?\s?(?-i:[A-ZĐ]{{1,2}})\s?[-–.]?\s?(?!{_YEAR}(?!\d))\d{{4,5}}(?!\w)",
    # 0912 345 678, (0213) 3876.543, +84 912-345-678
    rf"(?:(?:\+\s?\(?84\)?|\(\+?84\)|(?:00)?84)(?:{_GAP}\(?0\)?)?|0){_GAP}[2-9]"
    rf"(?:{_GAP}\d){{8,9}}(?!\d)",
    rf"\(0\d{{1,4}}\)(?:{_GAP}\d){{6,9}}(?!\d)",
    r"0\d{2,3}/(?:\d{3}/\d{3,4}|\d{7,8})(?!\d)",
    # 012345678901, 012 345 678 901, 0123.4567.8901, 123 456 789
    r"0(?:[\s.\-]?\d){11}(?!\d)",
    r"\d{3}(?:[\s.\-]\d{3}){2,3}(?![.\-]?\d)",
    r"\d{4}(?:[\s.\-]\d{4}){2}(?!\d)",
    r"\d{6}[\s.\-]\d{6}(?!\d)",
    # whatever else runs so long: accounts, cards, certificates, B1234567
    r"[a-z]{0,3}\d{7,}",
)
# After these words any number of four digits and more is somebody's, unless it counts something.
_WORDS = (
    r"hồ sơ|ho so|biên nhận|bien nhan|phiếu hẹn|giấy hẹn|giay hen|giấy tiếp nhận|cmnd|cmt|cccd"
    r"|căn cước(?: công dân)?|can cuoc|hộ chiếu|ho chieu|tài khoản|stk|biển số|bien so|sđt|sdt|đt"
    r"|zalo"
)
_COUNTED = r"(?:đồng|đ|vnđ|nghìn|ngàn|bộ|cái|lượt|người|bản|tờ)(?!\w)"
_DAY_OF_MONTH = r"\d{1,2}[/.\-]\d{1,2}(?!\d|[/.\-]\d{3}(?!\d))"
_NAMED = (
    rf"(?P<named>(?:{_WORDS})(?:\s?(?:số|so|mã|ma|là|la|của tôi))*\s?[:.\-]?\s?)"
    rf"(?!{_YEAR}(?![\-/.]?\d)|{_DAY_OF_MONTH}|\d+(?:[.,]\d{{3}})*\s?{_COUNTED})"
    r"(?=(?:[a-z./\-]*\d){4})[\w/\-]+(?:\.[\w/\-]+)*"
)
_PATTERN = re.compile(
    rf"(?<!\w){_NAMED}|(?<![\w])(?:(?P<stays>\(?(?:{'|'.join(_STAYS)}))|{'|'.join(_HIDES)})"
    r"|(?P<inside>\d{7,})",
    re.IGNORECASE,
)


def mask(text: str) -> tuple[str, int]:
    """Return the text (NFC) with what tells who wrote it hidden, and how many places were.

    >>> mask("Gọi tôi số 0912.345.678 ngày 12/11/2026")
    ('Gọi tôi số [đã che] ngày 12/11/2026', 1)
    """
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    left, done, found = "", 0, places(plain)
    for start, end in found:
        left += plain[done:start] + HIDDEN
        done = end
    return left + plain[done:], len(found)


def places(text: str) -> list[tuple[int, int]]:
    """Return where in a text (NFC) `mask` would hide something: (start, end), left to right.

    >>> places("Gọi 0912.345.678")
    [(4, 16)]
    """
    return [
        (found.end("named") if found["named"] else found.start(), found.end())
        for found in _PATTERN.finditer(_as_digits(text))
        if found["stays"] is None
    ]


def _as_digits(text: str) -> str:
    """Return a text of the same length, with ASCII digits for all that is meant as one.

    >>> _as_digits("o９l２")
    '0912'
    """
    text = _FOREIGN.sub(lambda sign: str(unicodedata.digit(sign[0])), text.translate(_WIDE))
    text = _LIKE_NOUGHT.sub(lambda signs: "0" * len(signs[0]), text)
    return _LIKE_ONE.sub("1", text)
