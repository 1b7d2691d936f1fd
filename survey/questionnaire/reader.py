"""From the bytes of a file to a questionnaire, or to everything that is wrong with the file."""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256

from survey.questionnaire.contents import contents_of
from survey.questionnaire.faults import BadQuestionnaire, Fault
from survey.questionnaire.page import Page
from survey.questionnaire.tables import Table
from survey.questionnaire.whole import Questionnaire
from survey.words import N_

LARGEST = 512 * 1024  # bytes; the full official form takes about 35 000


def read(file: bytes, name: str) -> Questionnaire:
    """Return the questionnaire that a file holds.

    :param file: TOML in UTF-8 with accents composed (NFC); a byte order mark is passed over.
    :param name: what the refusal calls the file.
    :raises BadQuestionnaire: with every fault that can be found in one reading.
    """
    text = _decoded(file, name)
    page = Page(text)
    table = Table(page, _parsed(text, name))
    contents = contents_of(table)
    if page.faults:
        raise BadQuestionnaire(name, sorted(page.faults, key=lambda fault: fault.line))
    return Questionnaire(**contents, file=file, sha256=sha256(file).hexdigest())


def _decoded(file: bytes, name: str) -> str:
    if len(file) > LARGEST:
        fault = Fault(1, "", N_("Tệp lớn quá %(most)s byte."), {"most": LARGEST})
        raise BadQuestionnaire(name, [fault])
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.count(b"\n", 0, error.start) + 1
        message = N_("Tệp không phải UTF-8. Xin lưu lại với bảng mã UTF-8.")
        raise BadQuestionnaire(name, [Fault(line, "", message)]) from None


def _parsed(text: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, column, detail = _place_in(str(error), text)
        message = N_("Sai cú pháp TOML ở cột %(column)s (%(detail)s).")
        fault = Fault(line, "", message, {"column": column, "detail": detail})
    except (RecursionError, ValueError):
        # Brackets nested a thousand deep, or a number of thousands of digits.
        fault = Fault(1, "", N_("Tệp lồng quá sâu hoặc có số quá dài."))
    raise BadQuestionnaire(name, [fault]) from None


def _place_in(message: str, text: str) -> tuple[int, int, str]:
    """Take line and column out of what tomllib says.

    >>> _place_in("Invalid value (at line 3, column 5)", "")
    (3, 5, 'Invalid value')
    >>> _place_in("Unterminated string (at end of document)", "a = 1")
    (1, 6, 'Unterminated string')
    """
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if found is None:
        return 1, 1, message
    lines = text.split("\n")
    line, column = found[1] or len(lines), found[2] or len(lines[-1]) + 1
    return int(line), int(column), message[: found.start()]
