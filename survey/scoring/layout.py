"""What stands where: in a sheet's record, and in the record of a tally.

A sheet's record holds one hexadecimal digit a place: 0 untouched, 1..k the options, k + 1 the
sixth choice ("Không rõ"). A tally's record holds, in this order,

* for every place: people per option 1..k, then people who took the sixth choice;
* for every multiple-choice question: people who ticked any of its boxes;
* for the overall index, every part and every factor, three times (all rows, the rows about the
  desk, the rows about the decider): the nine numbers of `Sums`.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from survey.scoring.counting import FEW, Counting
from survey.scoring.errors import BadCounts
from survey.scoring.tally import LANE, NO_SUMS, Sums, Tally
from survey.words import N_

Rows = Literal["all", "desk", "decider"]

LEVELS = 5
SUMS = 9
_ROWS: tuple[Rows, ...] = ("all", "desk", "decider")
# More would not fit the 10 bits in which counting.py adds up a person's levels.
MOST_CRITERIA = 200


@dataclass(frozen=True, slots=True)
class Place:
    """One digit of a sheet. `many` names the multiple-choice question of which it is one box."""

    id: str
    options: int
    many: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria that share an index. `places` are the numbers of their places, from 0.

    `level` is overall, part, factor or criterion.
    """

    level: str
    id: str
    places: tuple[int, ...]


class Layout:
    """The order of one questionnaire's records; counts its sheets and reads its tallies.

    :param groups: overall, parts, factors, then criteria; their order is kept everywhere.
    :param decider: numbers of the places that judge the agency that decided.
    :raises BadCounts: if a place has no or too many options, or a criterion not five levels.
    """

    def __init__(
        self, places: Sequence[Place], groups: Sequence[Group], decider: Collection[int]
    ) -> None:
        self.places = tuple(places)
        self.groups = tuple(groups)
        self.decider = frozenset(decider)
        self.many = tuple(dict.fromkeys(place.many for place in places if place.many is not None))
        self._refuse_nonsense()
        self._pooled = tuple(group for group in self.groups if group.level != "criterion")
        self._first_lane: list[int] = []
        lanes = 0
        for place in self.places:
            self._first_lane.append(lanes)
            lanes += place.options + 1
        self._many_lane = {many: lanes + at for at, many in enumerate(self.many)}
        lanes += len(self.many)
        self._group_lane = {
            (group.level, group.id): lanes + at * SUMS * len(_ROWS)
            for at, group in enumerate(self._pooled)
        }
        self.lanes = lanes + len(self._pooled) * SUMS * len(_ROWS)
        self._members: dict[tuple[tuple[int, ...], str], tuple[Group, ...]] = {}
        self._by_key = {(group.level, group.id): group for group in self.groups}
        self._counting = Counting(
            options=[place.options for place in self.places],
            boxes=[
                [at for at, place in enumerate(self.places) if place.many == many]
                for many in self.many
            ],
            groups=[group.places for group in self._pooled],
            decider=self.decider,
        )
        self._overall = next(
            (at for at, group in enumerate(self._pooled) if group.level == "overall"), None
        )
        self.zero = Tally(0, 0, 0, 0, 0, 0, bytes(self.lanes * LANE))

    def count(self, records: Iterable[str]) -> Tally:
        """Return the tally of many sheets.

        :raises BadCounts: if a record has another width, or a digit that its place does not know.
        """
        if isinstance(records, list) and 0 < len(records) <= FEW:
            return self.tally(len(records), self._counting.few(records))
        return self.tally(*self._counting.many(records))

    def one(self, record: str) -> Tally:
        """Return the tally of one sheet; as `count([record])`, and quicker.

        :raises BadCounts: as `count`.
        """
        return self.tally(1, self._counting.one(record))

    def tally(self, responses: int, record: bytes) -> Tally:
        """Return the tally of so many sheets that have this record together."""
        if self._overall is None:
            return Tally(responses, 0, 0, 0, 0, 0, record)
        whole = self.sums(record, self._pooled[self._overall])
        return Tally(responses, whole.x, whole.y, whole.xx, whole.yy, whole.xy, record)

    def group(self, level: str, id: str) -> Group:
        """Return the group of that level and id (KeyError if there is none)."""
        return self._by_key[level, id]

    def members(self, group: Group, level: str) -> tuple[Group, ...]:
        """Return the groups of `level` that lie within `group`, in the questionnaire's order."""
        key = group.places, level
        if key not in self._members:
            inside = frozenset(group.places)
            self._members[key] = tuple(
                one for one in self.groups if one.level == level and inside.issuperset(one.places)
            )
        return self._members[key]

    def options(self, record: bytes, place: int) -> tuple[int, ...]:
        """Return people per option 1..k of a place, then people who took the sixth choice.

        The untouched are the tally's responses less all of these.
        """
        return self._read(record, self._first_lane[place], self.places[place].options + 1)

    def any(self, record: bytes, many: str) -> int:
        """Return how many people ticked at least one box of a multiple-choice question."""
        return self._read(record, self._many_lane[many], 1)[0]

    def sums(self, record: bytes, group: Group, rows: Rows = "all") -> Sums:
        """Return the sums of a group over all its rows, or those about the desk or the decider."""
        if group.level != "criterion":
            first = self._group_lane[group.level, group.id] + SUMS * _ROWS.index(rows)
            return Sums(*self._read(record, first, SUMS))
        (place,) = group.places
        if rows != "all" and (rows == "decider") != (place in self.decider):
            return NO_SUMS
        one, two, three, four, five, _ = self.options(record, place)
        n, x = one + two + three + four + five, four + five
        s = one + 2 * two + 3 * three + 4 * four + 5 * five
        ss = one + 4 * two + 9 * three + 16 * four + 25 * five
        return Sums(n=n, x=x, y=n, xx=x, yy=n, xy=x, s=s, ss=ss, sy=s)

    def people(self, record: bytes, levels: Collection[str]) -> dict[tuple[str, str], int]:
        """Return (level, id) → people with an answer there, for the groups of these levels."""
        lanes = self._read(record, 0, self.lanes)
        found = {}
        for group in self.groups:
            if group.level not in levels:
                continue
            if group.level == "criterion":
                first = self._first_lane[group.places[0]]
                n = sum(lanes[first : first + LEVELS])
            else:
                n = lanes[self._group_lane[group.level, group.id]]
            found[group.level, group.id] = n
        return found

    def _read(self, record: bytes, first: int, lanes: int) -> tuple[int, ...]:
        if len(record) != self.lanes * LANE:
            raise BadCounts(N_("Số liệu đếm không khớp với mẫu phiếu."))
        return struct.unpack_from(f"<{lanes}Q", record, first * LANE)

    def _refuse_nonsense(self) -> None:
        for place in self.places:
            if not 1 <= place.options <= 14:
                raise BadCounts(N_("Câu “%(id)s” phải có từ 1 đến 14 lựa chọn."), id=place.id)
        scored = {at for group in self.groups for at in group.places}
        if len(scored) > MOST_CRITERIA:
            raise BadCounts(N_("Mẫu phiếu có quá %(most)s tiêu chí."), most=MOST_CRITERIA)
        for at in scored | self.decider:
            if not 0 <= at < len(self.places):
                raise BadCounts(N_("Nhóm tiêu chí nhắc đến một câu không có trong mẫu phiếu."))
        for at in scored:
            if self.places[at].options != LEVELS:
                raise BadCounts(N_("Tiêu chí “%(id)s” phải có đúng 5 mức."), id=self.places[at].id)
        for group in self.groups:
            if group.level == "criterion" and len(group.places) != 1:
                raise BadCounts(N_("Tiêu chí “%(id)s” phải là đúng một câu."), id=group.id)
