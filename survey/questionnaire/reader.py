"""From the bytes of a file to a questionnaire, or to everything that is wrong with the file."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from hashlib import sha256

from survey.questionnaire.content import body_of
from survey.questionnaire.faults import BadQuestionnaire, Fault
from survey.questionnaire.tables import Page, Table
from survey.questionnaire.whole import Questionnaire
from survey.words import N_

LARGEST = 512 * 1024  # bytes; the full official form takes about 35 000


def read(file: bytes, name: str) -> Questionnaire:
    """Return the questionnaire that a file holds.

    :param file: TOML in UTF-8 with accents composed (NFC); a byte order mark is passed over.
    :param name: what the refusal calls the file.
    :raises BadQuestionnaire: with every fault that can be found in one reading.
    """
    page = Page(_decoded(file, name))
    table = Table(page, _parsed(page, name))
    decomposed = _decomposed(page)
    body = body_of(table)
    table.done()
    if decomposed:
        # The same words would be named a second time by their keys.
        page.faults = decomposed + [one for one in page.faults if "NFC" not in one.message]
    if page.faults or body is None:
        raise BadQuestionnaire(name, sorted(page.faults, key=lambda fault: fault.line))
    return Questionnaire(file=file, sha256=sha256(file).hexdigest(), **body)


def _decoded(file: bytes, name: str) -> str:
    if len(file) > LARGEST:
        fault = Fault(0, "", N_("Tệp lớn quá %(most)s byte."), {"most": LARGEST})
        raise BadQuestionnaire(name, [fault])
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.count(b"\n", 0, error.start) + 1
        message = N_("Tệp không phải UTF-8. Xin lưu lại với bảng mã UTF-8.")
        raise BadQuestionnaire(name, [Fault(line, "", message)]) from None


def _parsed(page: Page, name: str) -> dict[str, object]:
    try:
        return tomllib.loads("\n".join(page.lines))
    except tomllib.TOMLDecodeError as error:
        line, detail = _place_in(str(error), len(page.lines))
        fault = Fault(line, "", N_("Sai cú pháp TOML: %(detail)s."), {"detail": detail})
    except (RecursionError, ValueError):
        # Brackets nested a thousand deep, or a number of thousands of digits.
        fault = Fault(0, "", N_("Tệp lồng quá sâu hoặc có số quá dài."))
    raise BadQuestionnaire(name, [fault]) from None


def _place_in(message: str, lines: int) -> tuple[int, str]:
    """Take line and column out of tomllib's message.

    >>> _place_in("Invalid value (at line 3, column 5)", 9)
    (3, 'Invalid value')
    >>> _place_in("Unterminated string (at end of document)", 9)
    (9, 'Unterminated string')
    """
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    if found is None:
        return 0, message
    return int(found[1] or lines), message[: found.start()]


def _decomposed(page: Page) -> list[Fault]:
    message = N_("Chữ có dấu tách rời. Xin lưu lại tệp với Unicode dựng sẵn (NFC).")
    return [
        Fault(number, "", message)
        for number, line in enumerate(page.lines, 1)
        if not unicodedata.is_normalized("NFC", line)
    ]
