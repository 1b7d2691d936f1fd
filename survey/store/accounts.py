"""Staff accounts, and the browsers that are signed in to them.

A name is one whatever its case or Unicode form. A session is a row: deleting it signs out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from survey.store.tables import account, session
from survey.words import N_, Refusal

ROLES = ("desk", "analyst", "admin", "auditor")
IDLE = timedelta(minutes=30)  # without a request, a session ends
LONGEST = timedelta(hours=12)  # and it ends then however busy
_SEEN_STEP = timedelta(minutes=1)  # so that not every page of staff writes
_LONGEST_NAME = 64


class BadAccount(Refusal):
    """An account cannot be made as asked."""


class OfNoBody(BadAccount):
    """An auditor belongs to no body."""

    def __init__(self) -> None:
        super().__init__(N_("Tài khoản Giám sát không thuộc đơn vị nào."))


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff. `agency` is the body's id; only the role desk must have one."""

    id: int
    name: str
    password_hash: str
    role: str
    agency: int | None
    first: date
    closed: date | None


def one_spelling(name: str) -> str:
    """Return what all spellings of a name have in common.

    >>> one_spelling(" Hoa.LÒ ") == one_spelling("hoa.lo\u0300")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).strip().lower())


def add(
    db: Connection,
    *,
    name: str,
    password_hash: str,
    role: str,
    agency_id: int | None,
    today: date,
) -> Account:
    """Make an account and return it.

    :raises BadAccount: if the name is empty, too long or taken, if the role is none,
        if a desk's account names no body, or if an auditor's names one.
    """
    plain = one_spelling(name)
    if not 0 < len(plain) <= _LONGEST_NAME or any(sign.isspace() for sign in plain):
        raise BadAccount(N_("Tên đăng nhập phải có từ 1 đến 64 ký tự và không có khoảng trắng."))
    if role not in ROLES:
        raise BadAccount(N_("Không có vai trò “%(role)s”."), role=role)
    if role == "desk" and agency_id is None:
        raise BadAccount(N_("Tài khoản Bộ phận Một cửa phải thuộc một đơn vị."))
    if role == "auditor" and agency_id is not None:
        # Who sits in a body would read there what is said against it.
        raise OfNoBody()
    if by_name(db, plain) is not None:
        raise BadAccount(N_("Đã có tài khoản “%(name)s”."), name=plain)
    db.execute(
        insert(account).values(
            name=plain, password=password_hash, role=role, agency=agency_id, first=today
        )
    )
    made = by_name(db, plain)
    assert made is not None
    return made


def by_name(db: Connection, name: str) -> Account | None:
    """Return the account that signs in as `name`, also a closed one."""
    row = db.execute(select(account).where(account.c.name == one_spelling(name))).first()
    return _account(row) if row else None


def all_accounts(db: Connection) -> list[Account]:
    """Return every account, closed ones too, by name."""
    return [_account(row) for row in db.execute(select(account).order_by(account.c.name))]


def set_password(db: Connection, account_id: int, password_hash: str) -> None:
    """Give an account another password and sign all its browsers out."""
    db.execute(update(account).where(account.c.id == account_id).values(password=password_hash))
    end_all(db, account_id)


def close(db: Connection, account_id: int, day: date) -> None:
    """Close an account and sign all its browsers out. A closed one stays, for the record."""
    db.execute(
        update(account)
        .where(account.c.id == account_id, account.c.closed.is_(None))
        .values(closed=day)
    )
    end_all(db, account_id)


def begin(db: Connection, account_id: int, key_hash: bytes, now: datetime) -> None:
    """Sign a browser in. `key_hash` is the SHA-256 of the random key in its cookie."""
    expire(db, now)
    moment = now.astimezone(UTC)
    db.execute(insert(session).values(key=key_hash, account=account_id, since=moment, seen=moment))


def find(db: Connection, key_hash: bytes, now: datetime) -> Account | None:
    """Return who is signed in with this key, or None when the session or the account has ended."""
    row = db.execute(
        select(account)
        .join(session, session.c.account == account.c.id)
        .where(session.c.key == key_hash, account.c.closed.is_(None))
        .where(session.c.seen > now.astimezone(UTC) - IDLE)
        .where(session.c.since > now.astimezone(UTC) - LONGEST)
    ).first()
    return _account(row) if row else None


def is_due(db: Connection, key_hash: bytes, now: datetime) -> bool:
    """Whether `seen` would write: then the request needs a writing transaction."""
    last: datetime | None = db.scalar(select(session.c.seen).where(session.c.key == key_hash))
    return last is not None and _utc(last) <= now.astimezone(UTC) - _SEEN_STEP


def seen(db: Connection, key_hash: bytes, now: datetime) -> None:
    """Note that the browser is still there; at most once a minute is enough."""
    db.execute(update(session).where(session.c.key == key_hash).values(seen=now.astimezone(UTC)))


def end(db: Connection, key_hash: bytes) -> None:
    """Sign a browser out."""
    db.execute(delete(session).where(session.c.key == key_hash))


def end_all(db: Connection, account_id: int) -> None:
    """Sign out every browser of an account."""
    db.execute(delete(session).where(session.c.account == account_id))


def expire(db: Connection, now: datetime) -> None:
    """Remove the sessions that have ended by themselves."""
    moment = now.astimezone(UTC)
    db.execute(
        delete(session).where(
            (session.c.seen <= moment - IDLE) | (session.c.since <= moment - LONGEST)
        )
    )


def _utc(moment: datetime) -> datetime:
    """SQLite hands a moment back without its zone; it was written in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _account(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        password_hash=row.password,
        role=row.role,
        agency=row.agency,
        first=row.first,
        closed=row.closed,
    )
