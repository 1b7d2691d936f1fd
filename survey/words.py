"""How any room refuses: a Vietnamese sentence with named blanks, which the edge gives in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


def N_(message: str) -> str:  # noqa: N802 - the customary name, known to the extraction of messages
    """Mark a sentence for the catalogues and leave it as it is."""
    return message


class Refusal(Exception):
    """Something that a person asked for cannot be done, and why.

    `message` is a Vietnamese sentence with named blanks; `values` fills them.

    >>> str(Refusal(N_("Không có đơn vị mã “%(code)s”."), code="H35.9"))
    'Không có đơn vị mã “H35.9”.'
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


@dataclass(frozen=True, slots=True)
class Fault:
    """One place in a file that must be mended: line (1 = the header), column, and why.

    An empty column means the whole line.
    """

    line: int
    column: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


class FileRefused(Refusal):
    """A file was read to its end and nothing of it was kept.

    `faults` holds the first places to mend; `count` says how many there are in all. A file that
    is not a table has another word for a place in it than a column.
    """

    place = N_("Dòng %(line)d, cột “%(column)s”: %(fault)s")
    whole_line = N_("Dòng %(line)d: %(fault)s")

    def __init__(self, faults: Sequence[Fault], count: int | None = None) -> None:
        self.faults = tuple(faults)
        self.count = len(self.faults) if count is None else count
        super().__init__(
            N_("Chưa nhập được tệp; không dòng nào được ghi. Có %(count)s chỗ cần sửa."),
            count=self.count,
        )
