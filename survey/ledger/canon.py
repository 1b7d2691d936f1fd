"""The canonical bytes of a response, its salted leaf and its receipt.

Every field stands behind its own length, so no two sheets, however their texts are cut,
have the same bytes (CVE-2025-68113 shows what happens without). The salt is what keeps a
leaf from giving the answers away: a short sheet has few possible records, and a hash
without salt could be tried for all of them. The response's id and its comment leave no trace
here: with the first a leaf could be tied to a phone, with the second to a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

FORM = "survey response 1"  # a change of fields or of their order is a new form
SALT_BYTES = 16
_RECEIPT_BYTES = 10
_LEAF = b"\x00"  # RFC 6962: leaves and inner nodes never share an input


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a response says, and nothing of how or by whom it was sent.

    `questionnaire` is the SHA-256 of its file in hexadecimal; `round`, `agency`, `desk` and
    `decider` are codes; `desk` and `field` are empty where there is none; `day` is the day
    kept with the response; `record` is one hexadecimal digit a place; `salt` is 16 random
    bytes; `test` marks a sheet of a test poster, which never counts.
    """

    questionnaire: str
    round: str
    agency: str
    desk: str
    decider: str
    field: str
    channel: str
    day: date
    record: str
    salt: bytes
    test: bool = False


def canonical(sheet: Sheet) -> bytes:
    """Return the bytes that stand for this sheet alone.

    >>> day = date(2026, 11, 23)
    >>> sheet = Sheet("ab", "2026", "H35.9", "1", "H35.9", "", "poster", day, "54", bytes(16))
    >>> canonical(sheet)[:27]
    b'\\x00\\x00\\x00\\x11survey response 1\\x00\\x00\\x00\\x02ab'
    """
    place = place_of(
        sheet.questionnaire,
        sheet.round,
        sheet.agency,
        sheet.desk,
        sheet.decider,
        sheet.field,
        sheet.channel,
    )
    return _canonical(place, sheet.day.isoformat(), sheet.record, sheet.salt, test=sheet.test)


def leaf_of(sheet: Sheet) -> bytes:
    """Return the 32 bytes that the seal will hold for this sheet.

    :raises ValueError: if the salt has not 16 bytes, for then the leaf would tell the answers.
    """
    if len(sheet.salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(sheet.salt)}")
    return sha256(_LEAF + canonical(sheet)).digest()


def receipt_of(sheet: Sheet) -> bytes:
    """Return the first ten bytes of the leaf: 80 bits, so that guessing is void."""
    return leaf_of(sheet)[:_RECEIPT_BYTES]


@lru_cache(maxsize=1024)
def place_of(
    questionnaire: str,
    round: str,
    agency: str,
    desk: str,
    decider: str,
    field: str,
    channel: str,
) -> bytes:
    """Return the bytes that the sheets of one desk begin with; the arguments are as in `Sheet`."""
    fields = (FORM, questionnaire, round, agency, desk, decider, field, channel)
    return b"".join(_part(field.encode()) for field in fields)


def receipt_at(place: bytes, day: str, record: str, salt: bytes) -> bytes:
    """Return the receipt of a counted sheet whose place was worked out before: for many sheets.

    :param place: what `place_of` gave; `day` is ISO text.

    >>> day = date(2026, 11, 23)
    >>> sheet = Sheet("ab", "2026", "H35.9", "1", "H35.9", "", "paper", day, "54", bytes(16))
    >>> place = place_of("ab", "2026", "H35.9", "1", "H35.9", "", "paper")
    >>> receipt_at(place, "2026-11-23", "54", bytes(16)) == receipt_of(sheet)
    True
    """
    return sha256(_LEAF + _canonical(place, day, record, salt)).digest()[:_RECEIPT_BYTES]


def _canonical(place: bytes, day: str, record: str, salt: bytes, *, test: bool = False) -> bytes:
    parts = (day.encode(), record.encode(), b"test" if test else b"", salt)
    return place + b"".join(map(_part, parts))


def _part(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content
