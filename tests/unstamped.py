"""Files without the one thing in them that follows the clock."""

from __future__ import annotations

STAMP = slice(92, 109)  # in the header of a .sav: the day and the moment it was made


def unstamped(form: str, data: bytes) -> bytes:
    """Return a file's bytes, those of an SPSS file without the stamp of its making."""
    return data[: STAMP.start] + data[STAMP.stop :] if form == "sav" else data
