"""How any room refuses: a Vietnamese sentence with blanks, given in the reader's language."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


def N_(message: str) -> str:  # noqa: N802 - the customary name, known to the extraction of messages
    """Mark a sentence for the catalogues and leave it as it is."""
    return message


class Refusal(Exception):  # noqa: N818 - nothing went wrong with the program
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

    def __reduce__(self) -> tuple[object, ...]:
        # A refusal may come from another process; its own words do not rebuild every kind of it.
        return _refused_elsewhere, (type(self), self.message, dict(self.values))


def why(error: OSError) -> Refusal:
    """Return what a system's error means, to stand in a sentence about a file or an address.

    >>> str(why(FileNotFoundError(errno.ENOENT, "No such file or directory")))
    'không có tệp hoặc thư mục này'
    """
    message = _REASONS.get(error.errno or 0)
    return Refusal(message) if message else Refusal("%(error)s", error=error.strerror or error)


_REASONS = {
    errno.ENOENT: N_("không có tệp hoặc thư mục này"),
    errno.EACCES: N_("không có quyền"),
    errno.EPERM: N_("không có quyền"),
    errno.EISDIR: N_("đây là thư mục"),
    errno.ENOTDIR: N_("đường dẫn đi qua một tệp, không phải thư mục"),
    errno.EEXIST: N_("đã có tệp mang tên này"),
    errno.ENOSPC: N_("hết chỗ trên đĩa"),
    errno.EROFS: N_("ổ đĩa chỉ cho đọc"),
    errno.EADDRINUSE: N_("đang có chương trình khác dùng"),
    errno.EADDRNOTAVAIL: N_("máy này không có địa chỉ đó"),
}


def _refused_elsewhere(kind: type[Refusal], message: str, values: dict[str, object]) -> Refusal:
    refusal = kind.__new__(kind)
    Refusal.__init__(refusal, message, **values)
    return refusal


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
