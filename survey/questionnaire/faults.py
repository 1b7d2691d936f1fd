"""Why a questionnaire file is refused: every fault of it at once, each with its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey import words
from survey.words import N_


@dataclass(frozen=True, slots=True)
class Fault(words.Fault):
    """One fault of a file.

    `line` counts from 1, which also stands for the whole file. `column` is the key, as the
    author of the file would name it: ``criterion q24 · text.vi``.

    >>> str(Fault(12, "level #3", "Thiếu khóa “%(key)s”.", {"key": "label"}))
    '12: level #3: Thiếu khóa “label”.'
    """

    @property
    def key(self) -> str:
        """Where in the file the fault is; empty where it is not about a key."""
        return self.column

    def __str__(self) -> str:
        reason = self.message % self.values if self.values else self.message
        return ": ".join(part for part in (str(self.line), self.key, reason) if part)


class BadQuestionnaire(words.FileRefused):
    """A file that is not a questionnaire. `faults` says everything that is to be put right."""

    place = N_("Dòng %(line)d, khóa “%(column)s”: %(fault)s")

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.message = N_("Không dùng được mẫu phiếu “%(name)s”: có %(count)s chỗ cần sửa.")
        self.values = {"name": name, "count": len(faults)}

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.faults)])
