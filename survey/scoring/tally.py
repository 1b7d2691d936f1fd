"""Tallies: what a set of sheets adds up to. Adding two is adding the sets.

The record of a tally is a row of lanes, each an unsigned 64-bit number, little endian, so two
records are added as two whole numbers. Which lane holds what is the layout's to say.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from survey.scoring.errors import BadCounts
from survey.words import N_

LANE = 8  # bytes


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over people, in one group of criteria and one choice of its rows.

    Of one person, in those rows: x answers 4 and 5, y answers 1 to 5, s the sum of their levels.
    `n` is the number of people with y > 0; xx is Σx², xy is Σxy, and so on.

    >>> Sums(n=1, x=2, y=3, xx=4, yy=9, xy=6, s=11, ss=121, sy=33) + NO_SUMS
    Sums(n=1, x=2, y=3, xx=4, yy=9, xy=6, s=11, ss=121, sy=33)
    """

    n: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int
    s: int
    ss: int
    sy: int

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.n + other.n,
            self.x + other.x,
            self.y + other.y,
            self.xx + other.xx,
            self.yy + other.yy,
            self.xy + other.xy,
            self.s + other.s,
            self.ss + other.ss,
            self.sy + other.sy,
        )


NO_SUMS = Sums(0, 0, 0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a set of sheets: plain sums of the overall index, and the record of the rest.

    `responses` counts the sheets; x, y, xx, yy, xy are as in `Sums`, over every scored criterion.

    :raises BadCounts: when two tallies of different layouts are added or subtracted, or when
        more is taken away than is there.
    """

    responses: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int
    record: bytes

    def __add__(self, other: Tally) -> Tally:
        return self.with_all([other])

    def with_all(self, others: Sequence[Tally]) -> Tally:
        """Return this tally and the others together, each record read once."""
        if not others:
            return self
        width, total = len(self.record), int.from_bytes(self.record, "little")
        for other in others:
            self._width_with(other)
            total += int.from_bytes(other.record, "little")
        every = (self, *others)
        return Tally(
            responses=sum([one.responses for one in every]),
            x=sum([one.x for one in every]),
            y=sum([one.y for one in every]),
            xx=sum([one.xx for one in every]),
            yy=sum([one.yy for one in every]),
            xy=sum([one.xy for one in every]),
            record=total.to_bytes(width, "little"),
        )

    def __sub__(self, other: Tally) -> Tally:
        width = self._width_with(other)
        mine, theirs = (*self.plain, *self.lanes), (*other.plain, *other.lanes)
        # Lane by lane first: one lane below zero would borrow from its neighbour unseen.
        if any(a < b for a, b in zip(mine, theirs, strict=True)):
            raise BadCounts(N_("Số phiếu bớt đi nhiều hơn số phiếu đang có."))
        rest = int.from_bytes(self.record, "little") - int.from_bytes(other.record, "little")
        return Tally(
            self.responses - other.responses,
            self.x - other.x,
            self.y - other.y,
            self.xx - other.xx,
            self.yy - other.yy,
            self.xy - other.xy,
            rest.to_bytes(width, "little"),
        )

    @property
    def plain(self) -> tuple[int, int, int, int, int, int]:
        """The six plain sums: responses, x, y, xx, yy, xy."""
        return self.responses, self.x, self.y, self.xx, self.yy, self.xy

    @property
    def lanes(self) -> tuple[int, ...]:
        """The record as whole numbers."""
        return struct.unpack(f"<{len(self.record) // LANE}Q", self.record)

    def _width_with(self, other: Tally) -> int:
        if len(self.record) != len(other.record):
            raise BadCounts(N_("Không cộng được số liệu của hai mẫu phiếu khác nhau."))
        return len(self.record)
