"""Hiding what tells who wrote a comment: numbers of telephones, papers, vehicles and dossiers.

A comment is masked before it is stored; what was hidden is kept nowhere. Names of people are
not looked for. One pass from left to right: what must stay (days, hours, money, years, official
hotlines) is recognised first, so that it is never taken for a number of somebody.
"""

from __future__ import annotations

import re
import unicodedata

HIDDEN = "[đã che]"

# Between two digits of one number people write these, and phones add invisible signs.
_GAP = r"[\s.\-–—()_]{0,3}"
_INVISIBLE = dict.fromkeys([0x00AD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
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
    # 1900 1234, 18001096: hotlines of offices
    r"1[89]00[\s.]?\d{2}[\s.]?\d{2}(?:\d\d)?(?![\s.]?\d)",
)
_HIDES = (
    # ten.toi@gmail.com, ten toi (at) gmail.com
    r"[\w.+%\-]+\s?(?:@|\(at\)|\[at\])\s?[\w\-]+(?:\.[\w\-]+)*",
    # H35.12-240311-0001, 000.00.12.H35-241105-0012
    r"(?:\d{2,3}\.){0,4}[a-z]\d\d(?:\.\d{1,3})*\s?[-–—./ ]\s?\d{6}\s?[-–—./ ]\s?\d{3,6}",
    # 25A-123.45, 29-B1 123.45, 30K1 12345, 51LD 1234
    r"\d\d\s?[-–.]?\s?[a-zđ]{1,2}\d?\s?[-–.\s]?\s?\d{3}[.\s]\d\d(?!\d)",
    r"\d\d[-–.]?[a-zđ]{1,2}\d?[-–.]?\d{4,5}(?!\w)",
    r"\d\d[-–.\s]?[a-zđ]{1,2}\d[-–.\s]\s?\d{4,5}(?!\w)",
    rf"\d\d\s?[-–.]?\s?(?-i:[A-ZĐ]{{1,2}})\s?[-–.]?\s?(?!{_YEAR}(?!\d))\d{{4,5}}(?!\w)",
    r"\d\d[a-gijln-z]\s\d{5}(?!\w)",
    # 0912 345 678, (0213) 3876.543, +84 912-345-678
    rf"(?:\+\s?\(?84\)?|\(84\)|84|\(?[0o])(?:{_GAP}0)?{_GAP}[2-9](?:{_GAP}\d){{8,9}}(?!\d)",
    r"0\d{2,3}/\d{3}/\d{3,4}(?!\d)",
    # 012345678901, 012 345 678 901, 0123.4567.8901, 123 456 789
    r"0(?:[\s.\-]?\d){11}(?!\d)",
    r"\d{3}(?:[\s.\-]\d{3}){2,3}(?![.\-]?\d)",
    r"\d{4}(?:[\s.\-]\d{4}){2}(?!\d)",
    r"\d{6}[\s.\-]\d{6}(?!\d)",
    # whatever else runs so long: accounts, cards, certificates, B1234567
    r"[a-z]{0,3}\d{7,}",
)
# After these words any number of four digits and more is somebody's.
_NAMED = (
    r"(?P<named>(?:hồ sơ|biên nhận|phiếu hẹn|cmnd|cmt|cccd|căn cước(?: công dân)?|hộ chiếu"
    r"|tài khoản|stk|biển số|sđt|đt|zalo)(?:\s?(?:số|mã|là|của tôi))*\s?[:.\-]?\s?)"
    rf"(?!{_YEAR}(?![\-/]?\d)|\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]|\d+(?:[.,]\d{{3}})*\s?(?:đồng|đ|vnđ|nghìn|ngàn)(?!\w))"
    r"(?=[\w./\-]*\d)(?=(?:[a-z./\-]*\d){4})[\w/\-]+(?:\.[\w/\-]+)*"
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
    places = 0

    def hide(found: re.Match[str]) -> str:
        nonlocal places
        if found["stays"] is not None:
            return found[0]
        places += 1
        return (found["named"] or "") + HIDDEN

    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return _PATTERN.sub(hide, plain), places
