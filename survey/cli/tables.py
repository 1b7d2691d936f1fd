"""CSV files as operators make them: UTF-8 with or without a mark, commas or semicolons, a header."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from survey.words import N_, Fault, FileRefused, Refusal


class UnreadableFile(Refusal):
    """The file is not there, or is not a CSV text in UTF-8."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number in the file (the header is 1) and its cells by column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read(path: Path, *, needed: Sequence[str], optional: Sequence[str]) -> list[Line]:
    """Return the lines of `path`, cells trimmed and in NFC; empty lines are left out.

    :raises UnreadableFile: if it cannot be read as UTF-8 text, naming the line.
    :raises FileRefused: if columns are missing, unknown or twice there, or a line is too long.
    """
    text = _text(path)
    header = text.split("\n", 1)[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[Line] = []
    faults: list[Fault] = []
    try:
        columns = [_clean(cell) for cell in next(reader, [])]
        faults += _header_faults(columns, needed, optional)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(columns):
                faults.append(
                    Fault(
                        reader.line_num,
                        "",
                        N_("dòng có %(found)s ô, đầu bảng chỉ có %(columns)s cột"),
                        {"found": len(cells), "columns": len(columns)},
                    )
                )
            pairs = zip(columns, map(_clean, cells), strict=False)
            lines.append(Line(reader.line_num, dict(pairs)))
    except csv.Error:
        raise UnreadableFile(
            N_("Tệp %(file)s: dòng %(line)s không đúng dạng CSV (dấu ngoặc kép chưa đóng?)."),
            file=path.name,
            line=reader.line_num,
        ) from None
    if faults:
        raise FileRefused(faults)
    return lines


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            N_("Không đọc được tệp %(file)s: %(reason)s."), file=path, reason=error.strerror
        ) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            N_("Tệp %(file)s: dòng %(line)s không phải UTF-8. Trong Excel, chọn “CSV UTF-8”."),
            file=path.name,
            line=data.count(b"\n", 0, error.start) + 1,
        ) from None


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()


def _header_faults(
    columns: Sequence[str], needed: Sequence[str], optional: Sequence[str]
) -> list[Fault]:
    known = {*needed, *optional}
    faults = [
        Fault(1, column, N_("thiếu cột này")) for column in needed if column not in columns
    ]
    for place, column in enumerate(columns):
        if column not in known:
            faults.append(Fault(1, column, N_("không có cột tên này")))
        elif column in columns[:place]:
            faults.append(Fault(1, column, N_("cột này có hai lần")))
    return faults
