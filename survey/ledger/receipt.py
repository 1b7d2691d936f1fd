"""The receipt (mã phiếu): ten bytes that a person can read aloud and type."""

from __future__ import annotations

from survey.ledger.codes import ALPHABET, check_sign, checks, readings
from survey.words import N_, Refusal

BYTES = 10
_SIGNS = 16  # of 5 bits each
_GROUP = 4


class Mistyped(Refusal):
    """What was typed is no receipt: a sign is wrong, missing or too many."""


def show_receipt(receipt: bytes) -> str:
    """Return the receipt as it is shown: 16 signs in fours, then a check sign.

    >>> show_receipt(bytes(range(10)))
    '000G-40R4-0M30-E209-J'
    """
    if len(receipt) != BYTES:
        raise ValueError(f"a receipt has {BYTES} bytes, not {len(receipt)}")
    number = int.from_bytes(receipt, "big")
    signs = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(_SIGNS)))
    signs += check_sign(signs)
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def read_receipt(typed: str) -> bytes:
    """Return the ten bytes of a receipt as a person typed it.

    Case, spaces, hyphens, full-width letters and O for 0, I or L for 1 are forgiven.

    :raises Mistyped: if no receipt reads like that.

    >>> read_receipt("oo0g 40r4 om3o e2o9 j") == bytes(range(10))
    True
    """
    for signs in readings(typed, _SIGNS + 1):
        if checks(signs):
            number = 0
            for sign in signs[:_SIGNS]:
                number = number << 5 | ALPHABET.index(sign)
            return number.to_bytes(BYTES, "big")
    raise Mistyped(N_("Mã phiếu gõ chưa đúng ở một ký tự nào đó. Xin gõ lại."))
