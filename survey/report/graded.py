"""A round's indices held against the scale that is attached to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from survey import store
from survey.scoring import Scale, read_scale
from survey.store import Connection
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class Graded:
    """A scale, the stamp of its file, and the day from which it holds."""

    scale: Scale
    stamp: str
    day: date


def graded(db: Connection, this: Round) -> Graded | None:
    """Return the scale of a round; None where none is attached."""
    found = store.scales.of_round(db, this.id)
    return Graded(_read(found.file), found.sha256[:12], found.day) if found else None


@lru_cache(maxsize=32)
def _read(file: bytes) -> Scale:
    return read_scale(file)
