"""The one road in: a checked sheet, or a file of them, is kept, counted and given its receipt."""

from survey.intake import (
    counts,
    doors,
    keep,
    masking,
    openings,
    quick,
    registers,
    reviewing,
    scoreboard,
    siblings,
    stream,
    tables,
)

__all__ = [
    "counts",
    "doors",
    "keep",
    "masking",
    "openings",
    "quick",
    "registers",
    "reviewing",
    "scoreboard",
    "siblings",
    "stream",
    "tables",
]
