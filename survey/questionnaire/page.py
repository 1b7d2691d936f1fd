"""The lines of a questionnaire file: where its tables and keys stand."""

from __future__ import annotations

import re
import unicodedata

from survey.questionnaire.faults import Fault
from survey.words import N_


class Page:
    """The file's lines, and the faults found so far."""

    def __init__(self, text: str) -> None:
        self.lines = text.replace("\r\n", "\n").split("\n")
        self.faults = [
            Fault(number, "", N_("Chữ có dấu tách rời. Xin lưu lại tệp theo Unicode dựng sẵn."))
            for number, line in enumerate(self.lines, 1)
            if not unicodedata.is_normalized("NFC", line)
        ]
        # Else the same words would be named a second time, by their keys.
        self.composed = not self.faults
        # (kind of thing, id) → what it is called where it was first given, and its line.
        self.claimed: dict[tuple[str, str], tuple[str, int]] = {}

    def headers(self, name: str) -> list[int]:
        """Return the lines of ``[name]`` or ``[[name]]``, from 1."""
        header = re.compile(rf"\s*\[\[?\s*{re.escape(name)}\s*\]\]?\s*(#.*)?")
        return [number for number, line in enumerate(self.lines, 1) if header.fullmatch(line)]

    def elements(self, key: str, after: int) -> list[int]:
        """Return the lines of the ``{ … }`` of a list that gives each a line of its own."""
        found = []
        start = self.line_of(key, after)
        for number, line in enumerate(self.lines[start:], start + 1):
            if line.lstrip().startswith("]"):
                break
            if line.lstrip().startswith("{"):
                found.append(number)
        return found

    def line_of(self, key: str, after: int) -> int:
        """Return the line that gives `key` in the table whose header is line `after`; else it."""
        given = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*[=.]")
        for number, line in enumerate(self.lines[after:], after + 1):
            if line.lstrip().startswith("[") and re.match(r"\s*\[\[?[\w .\"-]+\]", line):
                break
            if given.match(line):
                return number
        return after
