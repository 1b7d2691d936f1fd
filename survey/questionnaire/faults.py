"""Why a questionnaire file is refused: every fault of it at once, each with its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from survey.words import N_, Refusal


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file.

    `line` counts from 1; 0 where the fault is of the whole file. `key` is where in the file, as
    its author writes it: ``criterion q24 · text.vi``. `message` is a Vietnamese sentence with
    named blanks that `values` fills.
    """

    line: int
    key: str
    message: str
    values: dict[str, object] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """Line and key in one.

        >>> Fault(12, "criterion q24 · text.vi", "…").where
        '12: criterion q24 · text.vi'
        """
        return ": ".join(part for part in (str(self.line or ""), self.key) if part)

    def __str__(self) -> str:
        reason = self.message % self.values if self.values else self.message
        return f"{self.where}: {reason}" if self.where else reason


class BadQuestionnaire(Refusal):
    """A file that is not a questionnaire. `faults` says everything that is to be put right."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        super().__init__(
            N_("Không dùng được mẫu phiếu “%(name)s”: có %(count)s chỗ cần sửa."),
            name=name,
            count=len(faults),
        )
        self.name = name
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.faults)])
