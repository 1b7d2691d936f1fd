"""Codes made to be read aloud, printed and typed: 32 signs, the last one a check.

The check is a weighted sum over the field of 32 elements. Every place weighs differently
(powers of one primitive element, so up to 31 places), therefore one wrong sign and any two
signs changed about always show, the check sign itself included.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

# Crockford's: no I, L, O (they are 1, 1, 0) and no U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 6

# Without these no Vietnamese keyboard, Telex or VNI, turns two keys into one letter
# (AA → Â, AS → Á, DD → Đ, W → Ư), and no code spells a word.
_DRAWN = "".join(sign for sign in ALPHABET if sign not in "AEYWD")
_RANDOM_SIGNS = CODE_LENGTH - 1

_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_MEANT = {"O": "0", "I": "1", "L": "1", "Đ": "DD"}
# What was pressed when a mark appeared: circumflex, breve, horn, acute, grave, hook, tilde, dot.
_MARKS = "\u0302\u0306\u031b\u0301\u0300\u0309\u0303\u0323"
_HORN = "\u031b"
_TELEX = dict(zip(_MARKS, "=WWSFRXJ", strict=True))  # "=" repeats the letter
_VNI = dict(zip(_MARKS, "68712345", strict=True))


def draw_code(random: bytes) -> str:
    """Return the code that these random bytes stand for: five signs and a check sign.

    At least four bytes; twelve million codes. Two draws may agree: whoever keeps codes
    asks the database.

    >>> draw_code(bytes(4))
    '000000'
    >>> draw_code(b"any random bytes")
    'JSK469'
    """
    if len(random) < 4:
        raise ValueError("a code wants at least 4 random bytes")
    number = int.from_bytes(random, "big")
    while True:
        signs, rest = "", number
        for _ in range(_RANDOM_SIGNS):
            rest, digit = divmod(rest, len(_DRAWN))
            signs += _DRAWN[digit]
        if (check := check_sign(signs)) in _DRAWN:
            return signs + check
        number += 1


@lru_cache(maxsize=4096)
def read_code(typed: str) -> str | None:
    """Return the desk code that a person meant, or None where it is none.

    Case, spaces, hyphens, full-width letters and O for 0, I or L for 1 are forgiven.

    >>> read_code(" jsk-469 ")
    'JSK469'
    >>> read_code("JSK-468") is None
    True
    """
    return next((code for code in readings(typed, CODE_LENGTH) if checks(code)), None)


def is_mistyped(typed: str) -> bool:
    """True for something that has a code's length and signs, and a check sign that does not fit.

    >>> is_mistyped("JSK-468"), is_mistyped("JSK-469"), is_mistyped("xin chào")
    (True, False, False)
    """
    return read_code(typed) is None and any(readings(typed, CODE_LENGTH))


def show_code(code: str) -> str:
    """Return a code as posters print it.

    >>> show_code("JSK469")
    'JSK-469'
    """
    return f"{code[:3]}-{code[3:]}"


def check_sign(signs: str) -> str:
    """Return the sign that makes `signs` check.

    >>> check_sign("JSK46")
    '9'
    """
    return ALPHABET[_times_two(_syndrome(signs))]


def checks(signs: str) -> bool:
    """True if the last of `signs` (of the alphabet) is the check sign of those before it."""
    return _syndrome(signs) == 0


def readings(typed: str, length: int) -> Iterator[str]:
    """Give what `typed` may mean, `length` signs of the alphabet each, the likeliest first.

    A Vietnamese keyboard may have made one letter of two keys (Á of A and S in Telex, of
    A and 1 in VNI), so there can be two readings; the check sign tells which was meant.
    """
    for keyboard in (_TELEX, _VNI):
        signs = "".join(_signs(typed, keyboard))
        if len(signs) == length and all(sign in _VALUE for sign in signs):
            yield signs


def _signs(typed: str, keyboard: Mapping[str, str]) -> Iterator[str]:
    for letter in unicodedata.normalize("NFKC", typed).upper():
        plain, *marks = list(unicodedata.normalize("NFD", letter))
        if plain == "U" and _HORN in marks:
            plain = ""  # there is no U: Telex made Ư of a W alone
        sign = _MEANT.get(plain, plain)
        if not _is_between_signs(plain):
            yield sign
        # The circumflex, breve or horn was typed before the tone, whatever Unicode's order.
        for mark in sorted(marks, key=_MARKS.find):
            key = keyboard.get(mark, mark)
            yield sign if key == "=" else key


def _is_between_signs(character: str) -> bool:
    return not character or unicodedata.category(character)[0] in "ZPC" or character == "−"


def _syndrome(signs: str) -> int:
    total = 0
    for sign in signs:
        total = _times_two(total) ^ _VALUE[sign]
    return total


def _times_two(value: int) -> int:
    """Multiply by the primitive element in the field of 32 (x⁵ + x² + 1)."""
    return (value << 1) ^ (0b100101 if value & 0b10000 else 0)
