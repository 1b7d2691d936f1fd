"""A file of yearly published figures: every cell checked, kept all or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from survey import store
from survey.intake.tables import Line
from survey.scoring import PROVINCE, YEARLY, YearlyIndex
from survey.store import Connection
from survey.store.keys import clean, is_printable
from survey.store.scoreboard import Key, Place, Published, Written
from survey.words import N_, Fault, FileRefused

NEEDED = ("year", "index", "body")
OPTIONAL = (
    "frame",
    "value",
    "unit",
    "scale",
    "rank",
    "of",
    "group",
    "sets",
    "target",
    "source",
    "target_rank",
    "target_of",
)
COLUMNS = NEEDED + OPTIONAL
UNRANKED = "none"  # in the column `rank`: whoever publishes the figure gives no rank
FRAMES = ("desk", "household")

FIRST_YEAR, LAST_YEAR = 2000, 2100
_YEARS_AHEAD = 1
_LONGEST = {"group": 120, "source": 300, "sets": 600}
_FORMULA = ("=", "+", "-", "@")
_MOST_RANKS = 100_000
_MOST_FAULTS = 100
_PLACE = re.compile(r"(?P<among>.*\S)\s+(?P<rank>\d{1,6})/(?P<of>\d{1,6})", re.DOTALL)


def import_lines(db: Connection, lines: Sequence[Line], *, today: date) -> Written:
    """Keep every figure of a file, or none. The same file again changes nothing.

    A line whose figures are all empty takes away what was there.

    :raises FileRefused: with line and column of what must be mended.
    """
    file = _File(body_in_years(db), today)
    figures = [figure for line in lines if (figure := file.read(line)) is not None]
    if file.faults:
        raise FileRefused(file.faults[:_MOST_FAULTS], len(file.faults))
    return store.scoreboard.write(db, figures)


@dataclass(slots=True)
class _File:
    body: Callable[[str, int], int | None]
    today: date
    faults: list[Fault] = field(default_factory=list)
    _lines: dict[Key, int] = field(default_factory=dict)

    def read(self, line: Line) -> Published | None:
        """Return what a line says, or None and note what is wrong with it."""
        before = len(self.faults)
        key, known = self._key(line)
        if key is None or known is None:
            return None
        first = self._lines.setdefault(key, line.number)
        if first != line.number:
            self._fault(line, "index", N_("trùng với dòng %(line)s"), line=first)
        self._check_said(line, known)
        rank, of, unranked = self._rank(line)
        target_rank, target_of = self._rank_among(line, "target_rank", "target_of")
        figure = Published(
            key,
            value=self._figure(line, "value", known),
            rank=rank,
            of=of,
            unranked=unranked,
            group=self._text(line, "group"),
            places=self._places(line),
            target=self._figure(line, "target", known),
            source=self._text(line, "source"),
            target_rank=target_rank,
            target_of=target_of,
        )
        return figure if len(self.faults) == before else None

    def _key(self, line: Line) -> tuple[Key | None, YearlyIndex | None]:
        before = len(self.faults)
        year = self._year(line)
        known = YEARLY.get(line["index"])
        if known is None:
            message = N_("không có chỉ số này; có: %(known)s")
            self._fault(line, "index", message, known=", ".join(YEARLY))
        body = self._body(line, year, known)
        frame = line["frame"]
        if frame and frame not in FRAMES:
            self._fault(line, "frame", N_("phải là desk, household hoặc để trống"))
        elif frame and known is not None and not known.framed:
            self._fault(line, "frame", N_("chỉ số này không có cột đó: xin để trống"))
        if len(self.faults) > before or known is None:
            return None, None
        return Key(year, known.id, body, frame), known

    def _year(self, line: Line) -> int:
        last = self.today.year + _YEARS_AHEAD
        text = line["year"]
        year = int(text) if re.fullmatch(r"[0-9]{4}", text) else 0
        if not FIRST_YEAR <= year <= last:
            message = N_("phải là năm, từ %(first)d đến %(last)d")
            self._fault(line, "year", message, first=FIRST_YEAR, last=last)
            return 0
        return year

    def _body(self, line: Line, year: int, known: YearlyIndex | None) -> int:
        code = line["body"]
        whose = PROVINCE if code == PROVINCE else "unit"
        if known is not None and whose not in known.of:
            message = N_("chỉ số này không phải của tỉnh")
            if whose == "unit":
                message = N_("chỉ số này chỉ của tỉnh: xin ghi province")
            self._fault(line, "body", message)
        elif whose == PROVINCE:
            return store.scoreboard.PROVINCE
        elif year:
            found = self.body(code, year)
            if found is not None:
                return found
            message = N_("không có đơn vị mã “%(code)s” trong năm này")
            self._fault(line, "body", message, code=code)
        return store.scoreboard.PROVINCE

    def _figure(self, line: Line, column: str, known: YearlyIndex) -> Decimal | None:
        if not line[column]:
            return None
        value = known.read(line[column])
        if value is None:
            self._fault(
                line,
                column,
                N_("phải là số từ 0 đến %(scale)s, nhiều nhất %(places)s chữ số thập phân"),
                scale=known.scale,
                places=known.places,
            )
        return value

    def _rank(self, line: Line) -> tuple[int | None, int | None, bool]:
        if line["rank"] == UNRANKED and not line["of"]:
            return None, None, True
        return *self._rank_among(line, "rank", "of"), False

    def _rank_among(self, line: Line, column: str, among: str) -> tuple[int | None, int | None]:
        rank, of = self._count(line, column), self._count(line, among)
        if rank is not None and of is not None and rank > of:
            self._fault(line, column, N_("thứ hạng lớn hơn số đơn vị được xếp hạng"))
            return None, None
        if of is not None and not line[column]:
            self._fault(line, column, N_("có số đơn vị được xếp hạng thì cần cả thứ hạng"))
        return rank, of

    def _count(self, line: Line, column: str) -> int | None:
        text = line[column]
        if not text:
            return None
        if re.fullmatch(r"[0-9]{1,6}", text) and 1 <= int(text) <= _MOST_RANKS:
            return int(text)
        self._fault(line, column, N_("phải là số nguyên từ 1 trở lên"))
        return None

    def _places(self, line: Line) -> tuple[Place, ...]:
        found = []
        for said in filter(None, (one.strip() for one in self._text(line, "sets").split(";"))):
            place = _PLACE.fullmatch(said)
            if place is None or not 1 <= int(place["rank"]) <= int(place["of"]):
                message = N_(
                    "mỗi tập phải có dạng “tỉnh miền núi phía Bắc 5/14”, "
                    "cách nhau bằng dấu chấm phẩy"
                )
                self._fault(line, "sets", message)
                return ()
            found.append(Place(place["among"], int(place["rank"]), int(place["of"])))
        return tuple(found)

    def _text(self, line: Line, column: str) -> str:
        text = clean(line[column])
        if text[:1] == "'" and text[1:2] in _FORMULA:
            text = text[1:]  # as an exported file guards it
        if len(text) > _LONGEST[column]:
            message = N_("dài quá %(longest)s ký tự")
            self._fault(line, column, message, longest=_LONGEST[column])
        elif not is_printable(text):
            self._fault(line, column, N_("có ký tự không in được"))
        return text

    def _check_said(self, line: Line, known: YearlyIndex) -> None:
        """A file may repeat what is known of an index, not contradict it."""
        for column, right in (("unit", known.unit), ("scale", str(known.scale))):
            if line[column] not in ("", right):
                message = N_("của chỉ số này là %(right)s")
                self._fault(line, column, message, right=right)

    def _fault(self, at: Line, column: str, message: str, **values: object) -> None:
        self.faults.append(Fault(at.number, column, message, values))


def body_in_years(db: Connection) -> Callable[[str, int], int | None]:
    """Return (code, year) → the body that bore the code in the year, the last of several.

    None where there was none. The bodies are read once.
    """
    by_code: dict[str, list[tuple[date, date | None, int]]] = {}
    for one in store.agencies.names_on(db, date.max).values():
        by_code.setdefault(one.code, []).append((one.first, one.last, one.id))

    def body(code: str, year: int) -> int | None:
        begins, ends = date(year, 1, 1), date(year, 12, 31)
        living = [
            (first, id_)
            for first, last, id_ in by_code.get(code, ())
            if first <= ends and (last is None or last >= begins)
        ]
        return max(living)[1] if living else None

    return body
