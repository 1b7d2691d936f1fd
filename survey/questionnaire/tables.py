"""One TOML table at a time: take what is there, note what is wrong with its line, go on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches

from survey.questionnaire.faults import Fault
from survey.questionnaire.texts import SOURCE, Text
from survey.words import N_

ID = re.compile(r"[a-z][a-z0-9_]{0,31}")
CODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
LONGEST = 400

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TYPES = {str: N_("chữ trong ngoặc kép"), int: N_("số nguyên"), bool: N_("true hoặc false")}


class Page:
    """The file's lines, and the faults found so far."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.faults: list[Fault] = []

    def headers(self, name: str) -> list[int]:
        """Return the lines of ``[name]`` or ``[[name]]``, from 1."""
        header = re.compile(rf"\s*\[\[?\s*{re.escape(name)}\s*\]\]?\s*(#.*)?")
        return [number for number, line in enumerate(self.lines, 1) if header.fullmatch(line)]

    def line_of(self, key: str, after: int) -> int:
        """Return the line that gives `key` in the table whose header is line `after`; else it."""
        given = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*[=.]")
        for number, line in enumerate(self.lines[after:], after + 1):
            if line.lstrip().startswith("[") and re.match(r"\s*\[\[?[\w .\"-]+\]", line):
                break
            if given.match(line):
                return number
        return after


class Table:
    """A table of the file. What cannot be taken is noted, and something empty comes back.

    :param name: what a fault calls the table; empty for the file itself.
    :param line: the line of its header; 0 for the file itself.
    """

    def __init__(self, page: Page, found: dict[str, object], name: str = "", line: int = 0) -> None:
        self.page = page
        self.name = name
        self.line = line
        self._found = found
        self._known: set[str] = set()

    def refuse(self, key: str, message: str, **values: object) -> None:
        """Note that what stands under `key` will not do, and why."""
        where = " · ".join(part for part in (self.name, key) if part)
        line = self.page.line_of(key.partition(".")[0].split(" ")[0], self.line)
        self.page.faults.append(Fault(line, where, message, values))

    def id(self, pattern: re.Pattern[str] = ID) -> str:
        """Take the table's `id`."""
        return self.name_in("id", pattern)

    def name_in(self, key: str, pattern: re.Pattern[str] = ID) -> str:
        """Take a name made of plain letters, digits and the few signs that `pattern` allows."""
        found = self.string(key)
        if found and not pattern.fullmatch(found):
            shape = (
                N_("Mã “%(id)s” chỉ được có chữ thường không dấu, số, dấu _; mở đầu bằng chữ.")
                if pattern is ID
                else N_("Mã “%(id)s” chỉ được có chữ thường không dấu, số, dấu chấm và gạch nối.")
            )
            self.refuse(key, shape, id=found)
        return found

    def string(self, key: str, default: str | None = None) -> str:
        """Take plain text that is not shown in several languages."""
        found = self._take(key, str, default)
        return self._clean(key, found) if isinstance(found, str) else ""

    def one_of(self, key: str, known: Collection[str], default: str | None = None) -> str:
        """Take one of a few words."""
        found = self.string(key, default)
        if found and found not in known:
            self.refuse(
                key,
                N_("“%(found)s” không có trong: %(known)s."),
                found=found,
                known=", ".join(known),
            )
        return found

    def whole(self, key: str, least: int, most: int) -> int:
        """Take a whole number from `least` to `most`."""
        found = self._take(key, int, None)
        if not isinstance(found, int):
            return least
        if not least <= found <= most:
            self.refuse(
                key,
                N_("Số %(found)s ngoài khoảng từ %(least)s đến %(most)s."),
                found=found,
                least=least,
                most=most,
            )
        return found

    def flag(self, key: str, default: bool) -> bool:
        """Take true or false."""
        return self._take(key, bool, default) is True

    def text(self, key: str) -> Text:
        """Take a text that people read: ``{ vi = "…", en = "…" }``; Vietnamese is a must."""
        return self.maybe_text(key, needed=True) or Text({SOURCE: ""})

    def maybe_text(self, key: str, *, needed: bool = False) -> Text | None:
        """Take a text that people read; None where the file does not give it."""
        self._known.add(key)
        found = self._found.get(key)
        if found is None:
            if needed:
                self.refuse(key, N_("Thiếu khóa “%(key)s”."), key=key)
            return None
        if not isinstance(found, dict):
            self.refuse(key, N_("Phải có dạng { vi = \"…\", en = \"…\" }."))
            return None
        return self._languages(found, f"{key}.")

    def languages(self) -> Text:
        """Take the text that stands in this very table: ``{ value = 1, vi = "…", en = "…" }``."""
        found = {
            key: value for key, value in self._found.items() if key not in self._known
        }
        self._known.update(found)
        return self._languages(found, "")

    def table(self, key: str, *, needed: bool = True) -> Table | None:
        """Take a table within; None where the file does not give it."""
        self._known.add(key)
        found = self._found.get(key)
        if found is None:
            if needed:
                self.refuse(key, N_("Thiếu bảng [%(key)s]."), key=key)
            return None
        if not isinstance(found, dict):
            self.refuse(key, N_("Phải là một bảng [%(key)s]."), key=key)
            return None
        line = next(iter(self.page.headers(key)), self.line)
        return Table(self.page, found, key, line)

    def tables(self, key: str, *, least: int = 0, most: int | None = None) -> list[Table]:
        """Take a list of tables, ``[[key]]`` or ``key = [{ … }, …]``, named by their ids."""
        self._known.add(key)
        found = self._found.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.refuse(key, N_("Phải là danh sách các bảng [[%(key)s]]."), key=key)
            return []
        if len(found) < least or (most is not None and len(found) > most):
            self.refuse(
                key,
                N_("Có %(count)s mục; cần từ %(least)s đến %(most)s mục.")
                if most is not None
                else N_("Có %(count)s mục; cần ít nhất %(least)s mục."),
                count=len(found),
                least=least,
                most=most,
            )
        headers = self.page.headers(key) if not self.name else []
        lines = headers if len(headers) == len(found) else [self._line_of(key)] * len(found)
        return [
            Table(self.page, one, self._name_of(key, one, number), line)
            for number, (one, line) in enumerate(zip(found, lines, strict=True), 1)
        ]

    def done(self) -> None:
        """Refuse every key that nobody took: a misspelt one must not be passed over in silence."""
        for key in self._found:
            if key in self._known:
                continue
            near = get_close_matches(key, sorted(self._known), 1)
            if near:
                self.refuse(
                    key,
                    N_("Không có khóa “%(key)s”. Có phải là “%(near)s”?"),
                    key=key,
                    near=near[0],
                )
            else:
                self.refuse(key, N_("Không có khóa “%(key)s” trong mẫu phiếu."), key=key)

    def _take(self, key: str, kind: type, default: object) -> object:
        self._known.add(key)
        found = self._found.get(key, default)
        if found is None:
            self.refuse(key, N_("Thiếu khóa “%(key)s”."), key=key)
        elif type(found) is not kind:
            self.refuse(key, N_("Phải là %(kind)s."), kind=_TYPES[kind])
            return None
        return found

    def _languages(self, found: dict[str, object], prefix: str) -> Text:
        taken: dict[str, str] = {}
        for language, value in found.items():
            key = prefix + language
            if not _LANGUAGE.fullmatch(language):
                self.refuse(key, N_("“%(key)s” không phải mã ngôn ngữ."), key=language)
            elif not isinstance(value, str):
                self.refuse(key, N_("Phải là %(kind)s."), kind=_TYPES[str])
            else:
                taken[language] = self._clean(key, value)
        if SOURCE not in found:
            self.refuse(f"{prefix}{SOURCE}", N_("Thiếu lời tiếng Việt (vi)."))
        return Text({SOURCE: "", **taken})

    def _clean(self, key: str, found: str) -> str:
        if not found.strip():
            self.refuse(key, N_("Lời để trống."))
        elif len(found) > LONGEST:
            self.refuse(key, N_("Lời dài quá %(most)s ký tự."), most=LONGEST)
        elif any(unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") for sign in found):
            self.refuse(key, N_("Có xuống dòng hoặc ký tự điều khiển trong lời."))
        elif not unicodedata.is_normalized("NFC", found):
            self.refuse(key, N_("Chữ có dấu tách rời (không phải Unicode dựng sẵn, NFC)."))
        return found.strip()

    def _line_of(self, key: str) -> int:
        return self.page.line_of(key, self.line)

    def _name_of(self, key: str, found: dict[str, object], number: int) -> str:
        id = found.get("id")
        own = f"{key} {id}" if isinstance(id, str) and ID.fullmatch(id) else f"{key} #{number}"
        return " · ".join(part for part in (self.name, own) if part)
