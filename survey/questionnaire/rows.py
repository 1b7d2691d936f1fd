"""Rows of a file (paper sheets, earlier systems) and the records that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import getitem, itemgetter

from survey.questionnaire.questions import Asked
from survey.questionnaire.whole import Questionnaire
from survey.words import N_, Refusal

RowReader = Callable[[Sequence[str]], str]

_OUT_OF_RANGE = N_("“%(found)s” không đúng: phải là số từ 1 đến %(most)s, hoặc để trống")
_NOT_A_BOX = N_("“%(found)s” không đúng: phải là 1, hoặc để trống")
_NOTHING_ANSWERED = N_("dòng này không có tiêu chí nào được chọn mức 1 đến 5")


@dataclass(frozen=True, slots=True)
class RowFault:
    """One cell that cannot be taken; `column` is empty where the fault is of the whole row."""

    column: str
    message: str
    values: dict[str, object] = field(default_factory=dict)


class BadRow(Refusal):
    """A row that is not a sheet. `faults` names every cell of it that is wrong."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        super().__init__(faults[0].message, **faults[0].values)
        self.faults = tuple(faults)


class UnknownColumns(Refusal):
    """Columns that the questionnaire does not have, or has once and the file twice."""

    def __init__(self, columns: Sequence[str], code: str) -> None:
        super().__init__(
            N_("Mẫu phiếu %(code)s không có cột “%(columns)s”, hoặc cột ấy có hai lần."),
            code=code,
            columns=", ".join(columns),
        )
        self.columns = tuple(columns)


def row_reader(questionnaire: Questionnaire, columns: Sequence[str]) -> RowReader:
    """Return a function from the cells of a row, in the order of `columns`, to its record.

    A criterion's cell holds 1 to 5, 6 for the sixth choice, or nothing; an extra's or a
    demographic's its option's number or nothing; a box (``c2_1``) 1 or nothing. Columns that
    are left out are untouched. The function raises `BadRow`; it takes about 3 µs a row.

    :raises UnknownColumns: if a column is none of the questionnaire's, or comes twice.
    """
    return _row_reader(questionnaire, tuple(columns))


def read_row(
    questionnaire: Questionnaire, cells: Mapping[str, str]
) -> tuple[str, tuple[RowFault, ...]]:
    """Return the record of one row, column → cell, and what is wrong with it.

    :raises UnknownColumns: if a column is none of the questionnaire's.
    """
    reader = row_reader(questionnaire, tuple(cells))
    try:
        return reader(tuple(cells.values())), ()
    except BadRow as bad:
        return "0" * questionnaire.digits, bad.faults


@lru_cache(maxsize=64)
def _row_reader(questionnaire: Questionnaire, columns: tuple[str, ...]) -> RowReader:
    known = set(questionnaire.columns)
    strange = [
        column for at, column in enumerate(columns) if column not in known or column in columns[:at]
    ]
    if strange:
        raise UnknownColumns(strange, questionnaire.code)
    asked = [questionnaire.asked(questionnaire.place_of(column)) for column in columns]
    digit_of = [_digits(one) for one in asked]
    width = len(columns)
    # Columns that the file lacks take the "0" that stands behind the last cell.
    source = {column: at for at, column in enumerate(columns)}
    pick = itemgetter(*(source.get(column, width) for column in questionnaire.columns))
    criteria = len(questionnaire.criteria)

    def read(cells: Sequence[str]) -> str:
        try:
            digits = list(map(getitem, digit_of, cells))
        except KeyError:
            digits = _patiently(asked, digit_of, cells)
        if len(digits) != width or len(cells) != width:
            raise ValueError(f"{len(cells)} cells, {width} columns")
        digits.append("0")
        record = "".join(pick(digits))
        if not record[:criteria].strip("06"):
            raise BadRow([RowFault("", _NOTHING_ANSWERED)])
        return record

    return read


def _digits(asked: Asked) -> dict[str, str]:
    most = len(asked.options) + (asked.skip is not None)
    return {"": "0", **{str(value): f"{value:x}" for value in range(1, most + 1)}}


def _patiently(
    asked: Sequence[Asked], digit_of: Sequence[Mapping[str, str]], cells: Sequence[str]
) -> list[str]:
    """Read cells with blanks around them, or name every cell that is wrong."""
    digits: list[str] = []
    faults: list[RowFault] = []
    for one, known, cell in zip(asked, digit_of, cells, strict=False):
        digit = known.get(cell.strip())
        if digit is not None:
            digits.append(digit)
        elif one.many is not None:
            faults.append(RowFault(one.id, _NOT_A_BOX, {"found": cell}))
        else:
            values: dict[str, object] = {"found": cell, "most": len(known) - 1}
            faults.append(RowFault(one.id, _OUT_OF_RANGE, values))
    if faults:
        raise BadRow(faults)
    return digits
