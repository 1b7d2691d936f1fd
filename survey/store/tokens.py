"""Tokens (mã truy cập) by which other systems read a round's figures.

Of a token only the SHA-256 is kept: 256 random bits need no slow hash, and a stolen copy of the
database opens nothing. A revoked one stays, for the record.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from survey.store.keys import clean
from survey.store.tables import token
from survey.words import N_, Refusal

# indices: what the files hold. reports: also people per level and desks, which only a body's own
# page shows; a board that puts indices on a wall needs none of it.
SCOPES = ("indices", "reports")
# So that whoever finds one in a mail or in a program knows what it opens.
_MARK = "survey_"
_LONGEST_NAME = 64


class BadToken(Refusal):
    """A token cannot be made or revoked as asked; `field` says which answer is meant."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


@dataclass(frozen=True, slots=True)
class Token:
    """What is kept of a token. `agency` None: the whole province; `last` None: until revoked.

    :ivar used: the last day on which it was shown; never the moment.
    """

    id: int
    name: str
    scopes: tuple[str, ...]
    agency: int | None
    first: date
    last: date | None
    revoked: date | None
    revoked_by: str | None
    used: date | None

    def opens_on(self, day: date) -> bool:
        """Whether it is neither revoked nor run out on `day`."""
        return self.revoked is None and (self.last is None or day <= self.last)


def add(
    db: Connection,
    *,
    name: str,
    scopes: Collection[str],
    agency_id: int | None,
    last: date | None,
    today: date,
) -> tuple[Token, str]:
    """Make a token; return it with the words to be shown once, which nothing can give again.

    :param last: the last day on which it opens anything; None: it has none.
    :raises BadToken: if the name is empty, too long or taken, if no scope or an unknown one is
        asked, or if the last day is over.
    """
    plain = clean(name)
    if not 0 < len(plain) <= _LONGEST_NAME or any(sign.isspace() for sign in plain):
        raise BadToken(
            "name", N_("Tên mã truy cập phải có từ 1 đến 64 ký tự và không có khoảng trắng.")
        )
    wanted = tuple(scope for scope in SCOPES if scope in scopes)
    for unknown in sorted(set(scopes) - set(SCOPES)):
        raise BadToken("scopes", N_("Không có phạm vi “%(scope)s”."), scope=unknown)
    if not wanted:
        raise BadToken("scopes", N_("Mã truy cập phải có ít nhất một phạm vi."))
    if last is not None and last < today:
        raise BadToken("last", N_("Ngày cuối của mã truy cập đã qua."))
    if by_name(db, plain) is not None:
        raise BadToken("name", N_("Đã có mã truy cập tên “%(name)s”."), name=plain)
    words = _MARK + secrets.token_urlsafe(32)
    db.execute(
        insert(token).values(
            name=plain,
            key=_hashed(words),
            scopes=" ".join(wanted),
            agency=agency_id,
            first=today,
            last=last,
        )
    )
    made = by_name(db, plain)
    assert made is not None
    return made, words


def find(db: Connection, words: str, day: date) -> Token | None:
    """Return the token that these words are, or None if there is none or it opens nothing now."""
    key = _hashed(words)
    row = db.execute(select(token).where(token.c.key == key)).first()
    # The search is by a hash that nobody can aim; the comparison says nothing by its length.
    if row is None or not hmac.compare_digest(bytes(row.key), key):
        return None
    found = _token(row)
    return found if found.opens_on(day) else None


def by_name(db: Connection, name: str) -> Token | None:
    """Return the token of this name, also a revoked one."""
    row = db.execute(select(token).where(token.c.name == clean(name))).first()
    return _token(row) if row else None


def by_id(db: Connection, id_: int) -> Token | None:
    """Return the token with this id, or None."""
    row = db.execute(select(token).where(token.c.id == id_)).first()
    return _token(row) if row else None


def all_tokens(db: Connection) -> list[Token]:
    """Return every token, revoked ones too, by name."""
    return [_token(row) for row in db.execute(select(token).order_by(token.c.name))]


def revoke(db: Connection, name: str, *, day: date, person: str) -> Token:
    """Let a token open nothing from now on. :raises BadToken: if there is none, or it is done."""
    found = by_name(db, name)
    if found is None:
        raise BadToken("name", N_("Không có mã truy cập tên “%(name)s”."), name=name)
    if found.revoked is not None:
        raise BadToken("name", N_("Mã truy cập “%(name)s” đã bị thu hồi."), name=name)
    db.execute(update(token).where(token.c.id == found.id).values(revoked=day, revoked_by=person))
    return found


def used(db: Connection, token_id: int, day: date) -> None:
    """Note the day on which a token was last shown."""
    db.execute(update(token).where(token.c.id == token_id).values(used=day))


def _hashed(words: str) -> bytes:
    return hashlib.sha256(words.encode()).digest()


def _token(row: Row[Any]) -> Token:
    return Token(
        id=row.id,
        name=row.name,
        scopes=tuple(row.scopes.split()),
        agency=row.agency,
        first=row.first,
        last=row.last,
        revoked=row.revoked,
        revoked_by=row.revoked_by,
        used=row.used,
    )
