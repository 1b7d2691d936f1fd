"""One TOML table at a time: take what is there, note what is wrong with its line, go on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches

from survey.questionnaire.faults import Fault
from survey.questionnaire.page import Page
from survey.questionnaire.texts import SOURCE, Text
from survey.words import N_

ID = re.compile(r"[a-z][a-z0-9_]{0,31}")
CODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
LONGEST = 400  # characters

# Columns of imports and exports and hidden fields of the form: no question may take their names.
RESERVED = {
    "question": frozenset(
        {"agency", "agency_name", "channel", "comment", "criterion", "day", "decider", "desk"}
        | {"factor", "field", "frame", "gui", "id", "kind", "lang", "level", "line", "name"}
        | {"overall", "part", "questionnaire", "receipt", "record", "round", "token"}
    ),
    "factor": frozenset({"overall"}),
    "part": frozenset({"overall"}),
    "scale": frozenset[str](),
}

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WRONG_TYPE = {
    str: N_("Phải là chữ trong ngoặc kép."),
    int: N_("Phải là số nguyên."),
    bool: N_("Phải là true hoặc false."),
}


class Table:
    """A table of the file. What cannot be taken is noted, and something empty comes back.

    :param name: what a fault calls the table; empty for the file itself.
    :param line: the line of its header; 0 for the file itself.
    :param inline: whether the table is a ``{ … }`` in a list, all on that line.
    """

    def __init__(
        self,
        page: Page,
        found: dict[str, object],
        name: str = "",
        line: int = 0,
        *,
        inline: bool = False,
    ) -> None:
        self.page = page
        self.name = name
        self.line = line
        self.inline = inline
        self._found = found
        self._known: set[str] = set()

    def refuse(self, key: str, message: str, /, **values: object) -> None:
        """Note that what stands under `key` will not do, and why."""
        where = " · ".join(part for part in (self.name, key) if part)
        line = self.line if self.inline else self.page.line_of(key.partition(".")[0], self.line)
        if not line and (headers := self.page.headers(key)):
            line = headers[0]
        self.page.faults.append(Fault(line or 1, where, message, values))

    def id(self, among: str) -> str:
        """Take the table's `id`, which no other of the same kind may have."""
        found = self.name_in("id")
        self.claim(among, found)
        return found

    def claim(self, among: str, id: str) -> None:
        """Note an id as taken; refuse it if it is, or if the software needs the word itself."""
        if id in RESERVED[among]:
            self.refuse("id", N_("Mã “%(id)s” phần mềm đã dùng vào việc khác."), id=id)
        taken = self.page.claimed.get((among, id))
        if id and taken is None:
            self.page.claimed[among, id] = self.name, self.line
        elif id and taken is not None:
            self.refuse(
                "id",
                N_("Mã “%(id)s” đã dùng ở %(first)s, dòng %(line)s."),
                id=id,
                first=taken[0],
                line=taken[1],
            )

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
        if default is not None and key not in self._found:
            self._known.add(key)
            return default
        found = self._take(key, str, None)
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
            self.refuse(key, N_('Phải có dạng { vi = "…", en = "…" }.'))
            return None
        return self._languages(found, f"{key}.")

    def languages(self) -> Text:
        """Take the text that stands in this very table: ``{ value = 1, vi = "…", en = "…" }``."""
        found = {key: value for key, value in self._found.items() if key not in self._known}
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
        inline = bool(self.name)
        given = self.page.elements(key, self.line) if inline else self.page.headers(key)
        if len(given) != len(found):
            given = [self.page.line_of(key, self.line)] * len(found)
        return [
            Table(self.page, one, self._name_of(key, one, number), line, inline=inline)
            for number, (one, line) in enumerate(zip(found, given, strict=True), 1)
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
            self.refuse(key, _WRONG_TYPE[kind])
            return None
        return found

    def _languages(self, found: dict[str, object], prefix: str) -> Text:
        taken: dict[str, str] = {}
        for language, value in found.items():
            key = prefix + language
            if not _LANGUAGE.fullmatch(language):
                self.refuse(key, N_("“%(key)s” không phải mã ngôn ngữ."), key=language)
            elif not isinstance(value, str):
                self.refuse(key, _WRONG_TYPE[str])
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
        elif self.page.composed and not unicodedata.is_normalized("NFC", found):
            self.refuse(key, N_("Chữ có dấu tách rời. Xin gõ lại theo Unicode dựng sẵn."))
        return found.strip()

    def _name_of(self, key: str, found: dict[str, object], number: int) -> str:
        id = found.get("id")
        own = f"{key} {id}" if isinstance(id, str) and ID.fullmatch(id) else f"{key} #{number}"
        return " · ".join(part for part in (self.name, own) if part)
