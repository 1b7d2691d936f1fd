"""The form's token: proof that this server showed this form, where a session would need a cookie.

It covers every hidden field and everything that the sheet will be kept under. A form that was
opened in a round belongs to that round, so the token says which, and when it was issued.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

PURPOSE = "citizen form"
LIFE = 24  # hours; a token of a round's last day dies with the day after
_MAC = 16  # bytes
# Seven digits for the round: no id of a database is greater, and none could be asked for.
_TOKEN = re.compile(r"([0-9a-f]{1,7})\.([0-9a-f]{1,8})\.([A-Za-z0-9_-]{22})")


class Standing(Enum):
    """What a token turned out to be."""

    LIVE = "live"
    EXPIRED = "expired"
    FALSE = "false"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token says of itself before anything is proved: round, and hour of issue."""

    round: int
    hour: int


def form_key(
    *, round: int, desk: int, channel: str, questionnaire: str, purpose: str = PURPOSE
) -> bytes:
    """Return what the tokens of one form share, ready to be signed.

    :param questionnaire: hash of the very questionnaire that the form shows.
    :param purpose: no form takes the token of another kind of form.
    """
    return b"".join(
        _sized(part.encode()) for part in (purpose, str(round), str(desk), channel, questionnaire)
    )


def issue(key: bytes, form: bytes, *, round: int, hour: int, id: str) -> str:
    """Return the token of a form shown at `hour` with this id.

    >>> issue(b"k", b"form", round=7, hour=497000, id="x")[:8]
    '7.79568.'
    """
    return f"{round:x}.{hour:x}.{_mac(key, form, hour, id)}"


def claim(token: str) -> Claim | None:
    """Return what a token says of itself; None where it does not read as a token."""
    found = _TOKEN.fullmatch(token)
    return Claim(int(found[1], 16), int(found[2], 16)) if found else None


def standing(keys: Sequence[bytes], form: bytes, token: str, *, id: str, now: int) -> Standing:
    """Return whether a token was made by one of `keys` for this form and id, and lives.

    :param now: the hour, as at issue. A token lives at least 24 hours.
    """
    found = _TOKEN.fullmatch(token)
    if found is None:
        return Standing.FALSE
    hour = int(found[2], 16)
    if not any(hmac.compare_digest(_mac(key, form, hour, id), found[3]) for key in keys):
        return Standing.FALSE
    return Standing.LIVE if now - hour <= LIFE else Standing.EXPIRED


def _mac(key: bytes, form: bytes, hour: int, id: str) -> str:
    message = form + _sized(b"%d" % hour) + _sized(id.encode())
    digest = hmac.digest(key, message, "sha256")[:_MAC]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _sized(part: bytes) -> bytes:
    """A part with its length before it, so that no two lists of parts read alike."""
    return len(part).to_bytes(4, "big") + part
