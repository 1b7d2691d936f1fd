"""CSV tables as offices make them: UTF-8 with or without a mark; commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from survey.words import N_, Fault, FileRefused, Refusal


class UnreadableFile(Refusal):
    """The file is not there, or is not a CSV text in UTF-8."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: the line of the file where it begins (the header is 1), its cells."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def parse(data: bytes, name: str, *, needed: Sequence[str], optional: Sequence[str]) -> list[Line]:
    """Return the rows of a file of this name, cells trimmed and in NFC; empty rows are left out.

    :raises UnreadableFile: if it is not CSV text in UTF-8, naming the line.
    :raises FileRefused: if columns are missing, unknown or twice there, or a row is too long.
    """
    rows = _rows(_text(data, name), name)
    _, header = next(rows, (1, []))
    # Excel leaves empty cells behind the last column.
    columns = _without_empty_end([_clean(cell) for cell in header])
    faults = _header_faults(columns, needed, optional)
    lines: list[Line] = []
    for number, cells in rows:
        cells = _without_empty_end([_clean(cell) for cell in cells])
        if len(cells) > len(columns) and columns:
            counts = {"found": len(cells), "columns": len(columns)}
            message = N_("dòng có %(found)s ô, đầu bảng chỉ có %(columns)s cột")
            faults.append(Fault(number, "", message, counts))
        if cells:
            lines.append(Line(number, dict(zip(columns, cells, strict=False))))
    if faults:
        raise FileRefused(faults)
    return lines


def day(line: Line, column: str, faults: list[Fault]) -> date | None:
    """Return the day that a cell holds, None for an empty one; what is none is a fault."""
    if not line[column]:
        return None
    try:
        return date.fromisoformat(line[column])
    except ValueError:
        faults.append(Fault(line.number, column, N_("ngày phải có dạng 2026-11-23")))
        return None


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line where it begins; a quoted cell may go over several lines."""
    header = text.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        raise UnreadableFile(
            N_(
                "Tệp %(file)s: dòng %(line)d không đúng dạng CSV: "
                "dấu ngoặc kép chưa đóng, hoặc ô quá dài."
            ),
            file=name,
            line=begins,
        ) from None


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            N_("Tệp %(file)s: dòng %(line)d không phải UTF-8. Trong Excel, chọn “CSV UTF-8”."),
            file=name,
            line=data.count(b"\n", 0, error.start) + 1,
        ) from None


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _header_faults(
    columns: Sequence[str], needed: Sequence[str], optional: Sequence[str]
) -> list[Fault]:
    known = {*needed, *optional}
    faults = [Fault(1, column, N_("thiếu cột này")) for column in needed if column not in columns]
    for place, column in enumerate(columns):
        if column not in known:
            message = N_("không có cột tên này") if column else N_("có cột không tên")
            faults.append(Fault(1, column, message))
        elif column in columns[:place]:
            faults.append(Fault(1, column, N_("cột này có hai lần")))
    return faults
