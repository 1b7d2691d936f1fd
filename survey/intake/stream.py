"""Sheets from a file (paper, earlier systems): checked to the last row, then kept in parts.

Nothing is kept of a file with a fault. Once it is checked, each part of it is one transaction;
a run that was cut short is finished by running it again, for the same file gives the same ids.
"""

from __future__ import annotations

import gc
import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from survey.intake.layouts import questionnaire_of
from survey.intake.parts import Keeper
from survey.intake.rows import Rows
from survey.intake.writing import Closed
from survey.store.connection import Database
from survey.store.frame import frame_of
from survey.store.rounds import Round
from survey.words import N_, Refusal, why

_PASSES = 2


class NoSuchFile(Refusal):
    """The file cannot be opened."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many sheets of a file are new, and how many had been kept before."""

    new: int
    known: int


def steps(file: Path) -> int:
    """Return how far `import_file` goes: the sum of what it tells `progress`, in bytes."""
    return _PASSES * _size(file)


def import_file(
    database: Database,
    this: Round,
    file: Path,
    *,
    key: bytes,
    progress: Callable[[int], None] = lambda more: None,
) -> Imported:
    """Keep the sheets of a CSV file and return how many were new.

    Columns `agency,desk,day,channel`, then any of the questionnaire's; optional `id` (32
    hexadecimal digits), `decider`, `field`. UTF-8 with or without a mark at its beginning;
    comma, semicolon or tab.

    :param key: a secret, from which rows without an id take theirs.
    :param progress: told how many bytes further the work is, of `steps(file)`.
    :raises FileRefused: naming line and column of what is wrong; nothing is kept.
    :raises Closed: if the round is published.
    :raises NoSuchFile: if the file cannot be opened.
    """
    if this.state in ("published", "final"):
        raise Closed()
    _size(file)
    with database.reading() as db:
        questionnaire = questionnaire_of(db, this.questionnaire)
        frame = frame_of(db, this)
    seed = _seed(key, this, file)
    with Rows(file, this, questionnaire, frame, seed) as rows, _no_collector():
        sheets = rows.check(progress)
        with database.for_bulk() as bulk:
            keeper = Keeper(bulk, this, questionnaire)
            new, known = keeper.keep_all(rows.sheets(progress), about=sheets)
    return Imported(new, known)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Rows refer to nothing that refers to them, and looking for that again and again among
    some hundred thousand takes a fifth of an import."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _seed(key: bytes, this: Round, file: Path) -> bytes:
    """Return what the ids of this file's rows in this round are drawn from."""
    code = this.code.encode()
    with file.open("rb") as raw:
        digest = hashlib.file_digest(raw, "sha256").digest()
    return hmac.digest(key, len(code).to_bytes(4, "big") + code + digest, "sha256")


def _size(file: Path) -> int:
    try:
        with file.open("rb"):
            return file.stat().st_size
    except OSError as error:
        raise NoSuchFile(
            N_("Không mở được tệp %(file)s: %(reason)s."), file=file, reason=why(error)
        ) from None
