"""A CSV file of sheets, read to its end and checked; what was read waits in scratch files."""

from __future__ import annotations

import csv
import hmac
import io
import pickle
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

from survey.intake.cells import BadCells, Cells, Read
from survey.intake.parts import Given, Spot
from survey.questionnaire import Questionnaire
from survey.store.frame import Frame
from survey.store.rounds import Round
from survey.words import N_, Fault, FileRefused

SHOWN_FAULTS = 50

_STEP = 2_000  # rows between two words about progress
# A scratch file for each range of ids. The database keeps sheets in the order of their ids: those
# that come range by range fall on pages that lie together, and each is written less often.
_PILES = 32
_BATCH = 4_000  # rows put into a scratch file at a time

_NOT_UTF8 = N_("tệp phải được lưu dạng “CSV UTF-8”")
_NOT_CSV = N_("không đọc được dòng này: thừa hoặc thiếu dấu nháy kép")
_EMPTY = N_("tệp không có dòng tiêu đề")
_TWICE = N_("đã có dòng khác trong tệp mang id này")

Line = tuple[int, Read | BadCells]


class Rows:
    """A file of sheets for one round; memory does not grow with its length, except by sixteen
    bytes and their keeping a row where rows bring ids, which must differ.

    Used as a context: the scratch files have no name and are gone when the context ends.

    :param seed: a secret of this file and round, from which a row without id takes its own: the
        same file read again gives the same ids.
    """

    def __init__(
        self, file: Path, this: Round, questionnaire: Questionnaire, frame: Frame, seed: bytes
    ) -> None:
        self._file = file
        self._seed = seed
        self._round = this
        self._questionnaire = questionnaire
        self._frame = frame
        self._count = 0

    def __enter__(self) -> Rows:
        self._piles = [_Pile() for _ in range(_PILES)]
        return self

    def __exit__(self, *_: object) -> None:
        for pile in self._piles:
            pile.close()

    def check(self, progress: Callable[[int], None]) -> int:
        """Read the whole file and return how many sheets it has.

        :param progress: told how many bytes further the reading is.
        :raises FileRefused: with every fault counted and the first of them named.
        """
        faults: list[Fault] = []
        count = 0
        ids: set[bytes] = set()
        for line, found in self._lines(progress):
            if isinstance(found, BadCells):
                count += len(found.faults)
                if len(faults) < SHOWN_FAULTS:
                    faults += [Fault(line, *fault) for fault in found.faults]
                continue
            if found[0] is not None:
                if found[0] in ids:
                    count += 1
                    faults += [Fault(line, "id", _TWICE)] if len(faults) < SHOWN_FAULTS else []
                ids.add(found[0])
            self._put(line, *found)
        if count:
            raise FileRefused(faults[:SHOWN_FAULTS], count)
        return self._count

    def sheets(self, progress: Callable[[int], None]) -> Iterator[Given]:
        """Yield the sheets of a file that was checked, range by range of their ids.

        :param progress: told how many bytes of the file further the work is.
        """
        size, told = self._file.stat().st_size, 0
        every = chain.from_iterable(map(_Pile.take, self._piles))
        for done, given in enumerate(every, 1):
            yield given
            if done % _STEP == 0 or done == self._count:
                progress(size * done // self._count - told)
                told = size * done // self._count

    def _put(self, line: int, id: bytes | None, spot: Spot, day: date, record: str) -> None:
        if id is None:
            id = hmac.digest(self._seed, line.to_bytes(8, "big"), "sha256")[:16]
        self._piles[id[0] * _PILES >> 8].put((id, spot, day, record))
        self._count += 1

    def _lines(self, progress: Callable[[int], None]) -> Iterator[Line]:
        line = 1
        with self._file.open("rb") as raw:
            text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
            try:
                header = text.readline()
                delimiter = _delimiter(header)
                cells = Cells(_names(header, delimiter), *self._about())
                reader = csv.reader(text, delimiter=delimiter, strict=True)
                at = 0
                for number, row in enumerate(reader):
                    line = reader.line_num + 1
                    if number % _STEP == 0:
                        here = raw.tell()
                        progress(here - at)
                        at = here
                    if not any(row):
                        continue
                    try:
                        yield line, cells.read(row)
                    except BadCells as bad:
                        yield line, bad
                progress(raw.tell() - at)
            except UnicodeDecodeError:
                yield _undecodable(self._file), BadCells(("", _NOT_UTF8, {}))
            except csv.Error:
                yield line + 1, BadCells(("", _NOT_CSV, {}))

    def _about(self) -> tuple[Round, Questionnaire, Frame]:
        return self._round, self._questionnaire, self._frame


class _Pile:
    """Sheets that wait in a scratch file."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the rows
        self._batches = 0
        # Plain tuples go in and out three times as fast as named ones.
        self._last: list[tuple[bytes, Spot, date, str]] = []

    def put(self, given: tuple[bytes, Spot, date, str]) -> None:
        self._last.append(given)
        if len(self._last) == _BATCH:
            pickle.dump(self._last, self._file, protocol=5)
            self._batches += 1
            self._last = []

    def take(self) -> Iterator[Given]:
        """Yield what was put, each once."""
        self._file.seek(0)
        for _ in range(self._batches):
            yield from map(Given._make, pickle.load(self._file))
        yield from map(Given._make, self._last)

    def close(self) -> None:
        self._file.close()


def _delimiter(header: str) -> str:
    """Excel writes a semicolon where the comma is the decimal sign, as in Vietnam."""
    return max(",;\t", key=header.count)


def _names(header: str, delimiter: str) -> list[str]:
    if not header.strip():
        raise FileRefused([Fault(1, "", _EMPTY)])
    (names,) = csv.reader([header], delimiter=delimiter, strict=True)
    return [unicodedata.normalize("NFC", name).strip() for name in names]


def _undecodable(file: Path) -> int:
    """Return the first line that is not UTF-8."""
    with file.open("rb") as raw:
        for number, line in enumerate(raw, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 1
