"""Questionnaires (mẫu phiếu) as rounds asked with them: the very bytes, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, insert, select

from survey.store import form_version
from survey.store.tables import questionnaire
from survey.words import N_, Refusal


class CodeTaken(Refusal):
    """A questionnaire with this code and other bytes is kept already."""

    def __init__(self, code: str) -> None:
        super().__init__(
            N_("Mã mẫu phiếu %(code)s đã dùng cho một văn bản khác. Xin đặt mã mới."), code=code
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A questionnaire's file, its SHA-256 in hexadecimal, and the day it came."""

    code: str
    family: str
    sha256: str
    file: bytes
    added: date


def keep(db: Connection, *, code: str, family: str, sha256: str, file: bytes, today: date) -> bool:
    """Keep a questionnaire; return False, and change nothing, if these bytes are kept already.

    :raises CodeTaken: if the code stands for other bytes.
    """
    # Before looking: whoever moves the number is alone.
    form_version.bump(db)
    if by_sha(db, sha256) is not None:
        return False
    if by_code(db, code) is not None:
        raise CodeTaken(code)
    db.execute(
        insert(questionnaire).values(
            code=code, family=family, sha256=sha256, file=file, added=today
        )
    )
    return True


def by_code(db: Connection, code: str) -> Kept | None:
    """Return the questionnaire that people call `code`, or None."""
    return _one(db, questionnaire.c.code == code)


def by_sha(db: Connection, sha256: str) -> Kept | None:
    """Return the questionnaire with this SHA-256 (64 hexadecimal digits), or None."""
    return _one(db, questionnaire.c.sha256 == sha256)


def all_kept(db: Connection) -> list[Kept]:
    """Return every questionnaire, by code."""
    rows = db.execute(_EVERY).all()
    return sorted((Kept(*row) for row in rows), key=lambda kept: kept.code)


_EVERY = select(
    questionnaire.c.code,
    questionnaire.c.family,
    questionnaire.c.sha256,
    questionnaire.c.file,
    questionnaire.c.added,
)


def _one(db: Connection, condition: ColumnElement[bool]) -> Kept | None:
    row = db.execute(_EVERY.where(condition)).first()
    return None if row is None else Kept(*row)
