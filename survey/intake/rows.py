"""A CSV file of sheets, read to its end and checked; what was read waits in a scratch file."""

from __future__ import annotations

import csv
import hmac
import io
import pickle
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from survey.intake.cells import BadCells, Cells, Read
from survey.intake.parts import Given
from survey.questionnaire import Questionnaire
from survey.store.frame import Frame
from survey.store.rounds import Round
from survey.words import N_, Fault, FileRefused

SHOWN_FAULTS = 50

_STEP = 2_000  # rows between two words about progress
_BATCH = 20_000  # rows put into the scratch file at a time

_NOT_UTF8 = N_("tệp phải được lưu dạng “CSV UTF-8”")
_NOT_CSV = N_("không đọc được dòng này: thừa hoặc thiếu dấu nháy kép")
_EMPTY = N_("tệp không có dòng tiêu đề")
_TWICE = N_("đã có dòng khác trong tệp mang id này")

Line = tuple[int, Read | BadCells]


class Rows:
    """A file of sheets for one round; memory does not grow with its length, except by sixteen
    bytes and their keeping a row where rows bring ids, which must differ.

    Used as a context: the scratch file has no name and is gone when the context ends.
    """

    def __init__(self, file: Path, this: Round, questionnaire: Questionnaire, frame: Frame) -> None:
        self._file = file
        self._round = this
        self._questionnaire = questionnaire
        self._frame = frame
        self._count = 0

    def __enter__(self) -> Rows:
        self._scratch = tempfile.TemporaryFile()
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.close()

    def check(self, progress: Callable[[int], None]) -> int:
        """Read the whole file and return how many sheets it has.

        :param progress: told how many bytes further the reading is.
        :raises FileRefused: with every fault counted and the first of them named.
        """
        faults: list[Fault] = []
        count = 0
        ids: set[bytes] = set()
        batch: list[tuple[int, Read]] = []
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
            batch.append((line, found))
            if len(batch) == _BATCH:
                self._put(batch)
                batch = []
        if count:
            raise FileRefused(faults[:SHOWN_FAULTS], count)
        self._put(batch)
        return self._count

    def sheets(self, progress: Callable[[int], None], seed: bytes) -> Iterator[Given]:
        """Yield the sheets of a file that was checked.

        :param progress: told how many bytes of the file further the work is.
        :param seed: a secret of this file and round, from which a row without id takes its own:
            the same file read again gives the same ids.
        """
        size, done, told = self._file.stat().st_size, 0, 0
        self._scratch.seek(0)
        while done < self._count:
            batch: list[tuple[int, Read]] = pickle.load(self._scratch)
            for line, (id_, spot, day, record) in batch:
                if id_ is None:
                    id_ = hmac.digest(seed, line.to_bytes(8, "big"), "sha256")[:16]
                yield Given(id_, spot, day, record)
                done += 1
                if done % _STEP == 0 or done == self._count:
                    progress(size * done // self._count - told)
                    told = size * done // self._count

    def _put(self, batch: list[tuple[int, Read]]) -> None:
        pickle.dump(batch, self._scratch, protocol=5)
        self._count += len(batch)

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
