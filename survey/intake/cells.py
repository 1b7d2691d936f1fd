"""One row of a file of sheets: which cells it must have, and what they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from survey.intake.parts import Spot
from survey.questionnaire import BadRow, Questionnaire, UnknownColumns, row_reader
from survey.store.frame import DeskOf, Frame
from survey.store.rounds import DESK, Round
from survey.words import N_, Fault, FileRefused, Refusal

CHANNELS = ("paper", "interview", "earlier")

_NEEDED = ("agency", "desk", "day", "channel")
_OPTIONAL = ("decider", "field")
_PLACE = ("agency", "desk", "channel", *_OPTIONAL)
_ID = re.compile(r"[0-9a-fA-F]{32}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_MISSING = N_("thiếu cột này")
_STRANGE = N_("mẫu phiếu của đợt không có cột này, hoặc cột này có hai lần")
_WIDTH = N_("có %(found)s ô, dòng tiêu đề có %(wanted)s")
_NO_AGENCY = N_("không có đơn vị mã “%(found)s” trong những ngày của đợt")
_NOT_COVERED = N_("đơn vị mã “%(found)s” không thuộc đợt này")
_NO_DESK = N_("đơn vị mã “%(agency)s” không có quầy mã “%(found)s”")
_HOUSEHOLD = N_("đợt khảo sát tại hộ gia đình không có quầy: xin để trống")
_BAD_DAY = N_("“%(found)s”: ngày phải có dạng 2026-11-23")
_OUTSIDE = N_("ngày %(found)s ở ngoài đợt (từ %(first)s đến %(last)s)")
_CHANNEL = N_("“%(found)s”: hình thức trả lời phải là %(known)s")
_BAD_ID = N_("“%(found)s”: phải là 32 chữ số thập lục phân, hoặc để trống")


class BadCells(Refusal):
    """A row that cannot be taken. `faults` are (column, message, values), at least one."""

    def __init__(self, *faults: tuple[str, str, dict[str, object]]) -> None:
        super().__init__(faults[0][1], **faults[0][2])
        self.faults = faults


# What a row stands for: its id (None where the file gives none), place, day and record.
Read = tuple[bytes | None, Spot, date, str]


class Cells:
    """Reads the rows below one header. Places and days are looked up once and remembered.

    :raises FileRefused: if a column is missing, unknown or there twice.
    """

    def __init__(
        self, names: Sequence[str], this: Round, questionnaire: Questionnaire, frame: Frame
    ) -> None:
        self._round = this
        self._frame = frame
        self._width = len(names)
        self.has_ids = "id" in names
        own = {*_NEEDED, *_OPTIONAL, "id"}
        asked = [at for at, name in enumerate(names) if name not in own]
        _refuse_header(names, questionnaire, [names[at] for at in asked])
        self._record = row_reader(questionnaire, [names[at] for at in asked])
        # A column that the file lacks is read from an empty cell behind the last.
        at = {name: names.index(name) if name in names else len(names) for name in own}
        self._pick = itemgetter(*asked, len(names))
        self._place = itemgetter(*(at[name] for name in _PLACE))
        self._day_at, self._id_at = at["day"], at["id"]
        self._spots: dict[tuple[str, ...], Spot | BadCells] = {}
        self._days: dict[str, date | BadCells] = {}

    def read(self, cells: list[str]) -> Read:
        """Return what a row stands for. :raises BadCells: naming every cell that is wrong."""
        if len(cells) != self._width:
            values: dict[str, object] = {"found": len(cells), "wanted": self._width}
            raise BadCells(("", _WIDTH, values))
        cells.append("")
        place, written = self._place(cells), cells[self._day_at]
        spot = self._spots.get(place) or self._new_spot(place)
        day = self._days.get(written) or self._new_day(written)
        id_ = cells[self._id_at]
        try:
            record = self._record(self._pick(cells)[:-1])
        except BadRow as bad:
            found = [(one.column, one.message, one.values) for one in bad.faults]
            raise self._all_faults(spot, day, id_, *found) from None
        if isinstance(spot, BadCells) or isinstance(day, BadCells) or not _is_id(id_):
            raise self._all_faults(spot, day, id_)
        return bytes.fromhex(id_) if id_ else None, spot, day, record

    def _all_faults(
        self,
        spot: Spot | BadCells,
        day: date | BadCells,
        id_: str,
        *more: tuple[str, str, dict[str, object]],
    ) -> BadCells:
        faults = list(spot.faults) if isinstance(spot, BadCells) else []
        faults += day.faults if isinstance(day, BadCells) else []
        if not _is_id(id_):
            faults.append(("id", _BAD_ID, {"found": id_}))
        return BadCells(*faults, *more)

    def _new_spot(self, place: tuple[str, ...]) -> Spot | BadCells:
        agency, desk, channel, decider, field = map(_plain, place)
        made: Spot | BadCells
        try:
            made = self._spot(agency, desk, channel, decider, field)
        except BadCells as bad:
            made = bad
        self._spots[place] = made
        return made

    def _spot(self, agency: str, desk: str, channel: str, decider: str, field: str) -> Spot:
        faults: list[tuple[str, str, dict[str, object]]] = []
        body = self._frame.bodies.get(agency)
        at = DeskOf(0, body or 0, body or 0, None)
        if body is None:
            faults.append(("agency", _NO_AGENCY, {"found": agency}))
        elif self._round.frame == DESK:
            found = self._frame.desks.get((agency, desk))
            if found is None:
                faults.append(("desk", _NO_DESK, {"agency": agency, "found": desk}))
            at = found or at
        elif desk:
            faults.append(("desk", _HOUSEHOLD, {}))
        if body is not None and not self._round.covers(at.agency):
            faults.append(("agency", _NOT_COVERED, {"found": agency}))
        judged = self._frame.bodies.get(decider) if decider else at.decider
        if judged is None:
            faults.append(("decider", _NO_AGENCY, {"found": decider}))
        if channel not in CHANNELS:
            known = ", ".join(CHANNELS)
            faults.append(("channel", _CHANNEL, {"found": channel, "known": known}))
        if faults or judged is None:
            raise BadCells(*faults)
        return Spot(
            agency=at.agency,
            agency_code=agency,
            desk=at.id or None,
            desk_code=desk,
            decider=judged,
            decider_code=self._frame.codes[judged],
            field=field or at.field,
            channel=channel,
            own=judged != at.decider or bool(field and field != at.field),
        )

    def _new_day(self, written: str) -> date | BadCells:
        plain = _plain(written)
        try:
            day = date.fromisoformat(plain) if _DAY.fullmatch(plain) else None
        except ValueError:
            day = None
        made: date | BadCells
        if day is None:
            made = BadCells(("day", _BAD_DAY, {"found": plain}))
        elif not self._round.first <= day <= self._round.last:
            first, last = self._round.first, self._round.last
            made = BadCells(("day", _OUTSIDE, {"found": day, "first": first, "last": last}))
        else:
            made = day
        self._days[written] = made
        return made


def _refuse_header(
    names: Sequence[str], questionnaire: Questionnaire, asked: Sequence[str]
) -> None:
    faults = [Fault(1, name, _MISSING) for name in _NEEDED if name not in names]
    known = {*_NEEDED, *_OPTIONAL, "id"}
    strange = [name for name in dict.fromkeys(names) if name in known and names.count(name) > 1]
    try:
        row_reader(questionnaire, asked)
    except UnknownColumns as unknown:
        strange += unknown.columns
    faults += [Fault(1, name, _STRANGE) for name in strange]
    if faults:
        raise FileRefused(faults)


def _is_id(cell: str) -> bool:
    return not cell or _ID.fullmatch(cell) is not None


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()
