"""The released sheets as files: written as they are read, so that memory stays flat."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any, BinaryIO

from survey.export.analysis import LABEL, ExtraMissing, installed
from survey.export.charted import FONT
from survey.export.files import UnknownFormat
from survey.export.plain import guarded
from survey.export.released import Released
from survey.export.sheet import begun
from survey.words import N_

FORMATS = ("csv", "xlsx", "parquet", "sav")
_MOST_LINES = 1_048_575  # of a worksheet, below its header
_HEAD = ("row", "unit_group")
_TEXTS = {letter: str(int(letter, 16)) for letter in "abcdef"}


def write(
    found: Released, form: str, file: BinaryIO, *, day: date, say: Callable[[str], str] = str
) -> int:
    """Write the rows as one of `FORMATS`; return how many there are.

    :param day: that a workbook bears as its own.
    :raises UnknownFormat: if there is no such kind of file.
    :raises ExtraMissing: if what writes it is not installed.
    """
    check(form)
    if form == "csv":
        return _csv(found, file)
    if form == "xlsx":
        return _xlsx(found, file, day, say)
    return _analysis(found, form, file, say)


def check(form: str) -> None:
    """Refuse a kind of file that cannot be written here. :raises UnknownFormat, ExtraMissing:"""
    if form not in FORMATS:
        raise UnknownFormat(form, FORMATS)
    if not installed(form):
        raise ExtraMissing(form)


def _csv(found: Released, file: IO[bytes], *, bare: bool = False) -> int:
    """Write CSV for spreadsheets; `bare`: for programs, which know no mark and run no formulas."""
    head = ",".join((*_HEAD, *found.sheet.columns)) + "\r\n"
    file.write(head.encode("utf-8" if bare else "utf-8-sig"))
    names = {name: quoted(name if bare else guarded(name)) for name in found.groups}
    number = 0
    for stretch in found.stretches:
        lines = []
        answers = cells([record for _, record in stretch])
        for (group, _), answer in zip(stretch, answers, strict=True):
            number += 1
            lines.append(f"{number},{names[group]}{answer}\r\n")
        file.write("".join(lines).encode())
    return number


def cells(records: Sequence[str]) -> list[str]:
    """Return the answers of each record as cells, each behind a comma; untouched ones are empty.

    >>> cells(["50a", "16"])
    [',5,,10', ',1,6']
    """
    whole = "\n".join(["," + ",".join(record) for record in records])
    whole = whole.replace(",0", ",")
    for digit, number in _TEXTS.items():
        if digit in whole:
            whole = whole.replace(digit, number)
    return whole.split("\n") if records else []


def quoted(text: str) -> str:
    """Return a text as RFC 4180 wants it in a cell.

    >>> quoted('Sở "A", B')
    '"Sở ""A"", B"'
    """
    if any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def copied(made: Path, file: BinaryIO) -> None:
    """Copy a file that a library made, a piece at a time."""
    with made.open("rb") as whole:
        shutil.copyfileobj(whole, file, 1 << 20)


def _xlsx(found: Released, file: BinaryIO, day: date, say: Callable[[str], str]) -> int:
    book = begun(file, day)
    bold = book.add_format({**FONT, "bold": True, "bottom": 1})
    number, line, sheet = 0, _MOST_LINES, None
    for stretch in found.stretches:
        for group, record in stretch:
            if line == _MOST_LINES:
                sheet, line = _worksheet(book, found, bold, say), 0
            number += 1
            line += 1
            assert sheet is not None
            sheet.write_number(line, 0, number)
            sheet.write_string(line, 1, guarded(group))
            for at, digit in enumerate(record, 2):
                if digit != "0":
                    sheet.write_number(line, at, int(digit, 16))
    _explained(book, found, bold, say)
    book.close()
    return number


def _worksheet(book: Any, found: Released, bold: Any, say: Callable[[str], str]) -> Any:
    name = say(N_("Phiếu"))
    many = len(book.worksheets())
    sheet = book.add_worksheet(f"{name} {many + 1}" if many else name)
    sheet.set_column(1, 1, 22)
    for at, column in enumerate((*_HEAD, *found.sheet.columns)):
        sheet.write_string(0, at, column, bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _explained(book: Any, found: Released, bold: Any, say: Callable[[str], str]) -> None:
    sheet = book.add_worksheet(say(N_("Giải thích")))
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    for line, (column, meaning) in enumerate(_meanings(found, say)):
        sheet.write_string(line, 0, guarded(column), bold)
        sheet.write_string(line, 1, guarded(meaning))


def _meanings(found: Released, say: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    yield "row", say(N_("Số thứ tự ngẫu nhiên, không có trong cơ sở dữ liệu"))
    yield "unit_group", say(N_("Nhóm đơn vị; để trống khi nhóm có quá ít phiếu"))
    for asked in found.sheet.asked_places:
        options = [
            *(option["vi"] for option in asked.options),
            *([asked.skip["vi"]] if asked.skip else []),
        ]
        told = "; ".join(f"{value}: {text}" for value, text in enumerate(options, 1))
        yield asked.id, f"{asked.label['vi']} ({told})"


def _analysis(found: Released, form: str, file: BinaryIO, say: Callable[[str], str]) -> int:
    """Write Parquet stretch by stretch; SPSS with all rows in memory, as its library wants them."""
    import polars

    kinds: dict[str, Any] = {"row": polars.Int64, "unit_group": polars.String}
    kinds |= dict.fromkeys(found.sheet.columns, polars.Int8)
    with tempfile.TemporaryDirectory() as folder:
        text, made = Path(folder) / "rows.csv", Path(folder) / f"rows.{form}"
        with text.open("wb") as out:
            number = _csv(found, out, bare=True)
        rows = polars.scan_csv(text, schema=kinds)
        if form == "parquet":
            rows.sink_parquet(made, compression="zstd", maintain_order=True)
        else:
            _sav(rows.collect(), found, made, say)
        copied(made, file)
    return number


def _sav(frame: Any, found: Released, path: Path, say: Callable[[str], str]) -> None:
    import pyreadstat

    asked = {one.id: one for one in found.sheet.asked_places}
    pyreadstat.write_sav(
        frame,
        path,
        row_compress=True,
        column_labels=dict(_meanings_short(found, say)),
        variable_value_labels={
            id: {
                value: text["vi"]
                for value, text in enumerate((*one.options, *([one.skip] if one.skip else [])), 1)
                if len(text["vi"].encode()) <= LABEL  # cut in two it would end within a letter
            }
            for id, one in asked.items()
        },
        variable_measure={
            name: "ordinal" if name in asked and asked[name].kind == "criterion" else "nominal"
            for name in frame.columns
        },
        variable_format={name: "F8.0" for name in frame.columns if name != "unit_group"},
    )


def _meanings_short(found: Released, say: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    yield "row", say(N_("Số thứ tự ngẫu nhiên"))
    yield "unit_group", say(N_("Nhóm đơn vị"))
    for asked in found.sheet.asked_places:
        yield asked.id, asked.label["vi"]
