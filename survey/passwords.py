"""Passwords of staff: argon2id within 19 MiB, one at a time in a process."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from survey.words import N_, Refusal

SHORTEST = 10  # characters
LONGEST = 256  # characters; more only costs time

# OWASP's second choice for argon2id: 19 MiB, two passes, one lane. The library's own default
# takes 64 MiB, and eight people who sign in at once would need half a gigabyte.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)

T = TypeVar("T")

# Of a password nobody has. An account that does not exist costs as long as a wrong password.
_NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1"
    "$4KbDLOe/tNxAovHdfJuEoQ$sYZ1IAVQmouuTXMohNEau4FcsR+fdNHAGHzQ4SdvSBc"
)


class BadPassword(Refusal):
    """A new password that is not taken, and why."""


def check_new(password: str) -> None:
    """Refuse a new password that is too short or too long.

    :raises BadPassword: under 10 or over 256 characters, as a person counts them.
    """
    length = len(unicodedata.normalize("NFC", password))
    if length < SHORTEST:
        raise BadPassword(N_("Mật khẩu phải có ít nhất %(shortest)s ký tự."), shortest=SHORTEST)
    if length > LONGEST:
        raise BadPassword(N_("Mật khẩu dài quá %(longest)s ký tự."), longest=LONGEST)


def hash_new(password: str) -> str:
    """Return what is kept of a new password: an argon2id string with its own salt.

    :raises BadPassword: see `check_new`.
    """
    check_new(password)
    return _alone(lambda: _HASHER.hash(_bytes(password)))


def fits(kept: str | None, password: str) -> bool:
    """True if `password` is the one `kept` was made of. Takes as long when it is not.

    :param kept: the string of `hash_new`; None for an account that does not exist.
    """
    if len(password) > LONGEST:
        password = ""
    try:
        return _alone(lambda: _HASHER.verify(_NOBODY if kept is None else kept, _bytes(password)))
    except (VerificationError, InvalidHashError):
        return False


def _alone(work: Callable[[], T]) -> T:
    """Do it in the one thread that hashes: each thread keeps the memory that it once took."""
    return _thread(os.getpid()).submit(work).result()


@cache
def _thread(process: int) -> ThreadPoolExecutor:
    """The thread of this process; one made before a fork is not there after it."""
    return ThreadPoolExecutor(1, "passwords")


def _bytes(password: str) -> bytes:
    # One keyboard sends ế as one character, another as three: the same password to a person.
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
