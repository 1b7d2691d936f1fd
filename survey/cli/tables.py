"""CSV files that operators name on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from survey.intake.tables import Line, UnreadableFile, parse
from survey.words import N_, why

LARGEST = 50 * 1024 * 1024  # bytes; a province's desks take about one hundredth

__all__ = ["LARGEST", "Line", "UnreadableFile", "read"]


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
