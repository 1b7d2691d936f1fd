"""CSV files that operators name on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from survey import clock
from survey.cli.opened import noted, opened
from survey.intake.registers import Register
from survey.intake.tables import Line, UnreadableFile, parse
from survey.words import N_, why

LARGEST = 50 * 1024 * 1024  # bytes; a province's desks take about one hundredth

Done = TypeVar("Done")

__all__ = ["LARGEST", "Line", "UnreadableFile", "bring_in", "read"]


def bring_in(path: Path, register: Register[Done]) -> Done:
    """Keep all of a file or nothing, write down who did it, and return what came of it.

    :raises UnreadableFile: and FileRefused, as `read` and what keeps the lines.
    """
    lines = read(path, needed=register.needed, optional=register.optional)
    with opened() as database, database.writing() as db:
        done = register.keep(db, lines, clock.today())
        noted(db, register.act, path.name)
    return done


def read(path: Path, *, needed: Sequence[str], optional: Sequence[str]) -> list[Line]:
    """Return the rows of `path`, cells trimmed and in NFC; empty rows are left out.

    :raises UnreadableFile: if it cannot be read as CSV text in UTF-8, naming the line.
    :raises FileRefused: if columns are missing, unknown or twice there, or a row is too long.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableFile(
            N_("Không đọc được tệp %(file)s: %(reason)s."), file=path, reason=why(error)
        ) from None
    if len(data) > LARGEST:
        raise UnreadableFile(
            N_("Tệp %(file)s lớn quá %(most)s byte."), file=path.name, most=LARGEST
        )
    return parse(data, path.name, needed=needed, optional=optional)
