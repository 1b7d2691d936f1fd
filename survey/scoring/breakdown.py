"""Cross-tabs (phân tổ): sums over people by what else their sheets say, each sheet read once.

What a sheet adds is one long number of fields of 40 bits: in the lowest 1 for the sheet itself,
then seven for every index. The numbers of a category's sheets are simply added up. A province's
cross-tabs are so counted in one pass, at the cost of one addition a sheet and question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from survey.scoring.counting import DIGITS, HALF, HALF_MASK, MASK
from survey.scoring.counting import FIELD as SMALL
from survey.scoring.index import Scores, combined, pooled
from survey.scoring.layout import Group, Layout, Rows
from survey.scoring.method import Method
from survey.scoring.tally import Sums

FIELD = 40  # bits; a person adds less than 2**16 to any field
_MASK = (1 << FIELD) - 1
# Of one person in a group: answered or not, y valid answers and y², x satisfied ones, then u, u²
# and u·y, where u is x for top2 and the sum of levels for the rules of means.
_FIELDS = 7
_ALSO: Mapping[str, tuple[str, ...]] = {
    "mean_of_criteria": ("criterion",),
    "mean_of_parts": ("part",),
    "weighted": ("part",),
}


class _Memo(dict[str, tuple[int, int]]):
    """What a stretch of a record comes to: the fields it adds; y, x, s of each composed group."""

    def __init__(self, breakdown: Breakdown, group: Group, at: int) -> None:
        super().__init__()
        self._of, self._group, self._at = breakdown, group, at
        self.start = min(group.places)
        self.stop = max(group.places) + 1

    def __missing__(self, text: str) -> tuple[int, int]:
        small = self._of.answers(self._group, text, self.start)
        packed = self._of.packed(small) << self._of.bits(self._at)
        self[text] = found = (packed, self._of.composed(self._group, small))
        return found


class Breakdown:
    """Reads records of a layout, and the sums of a category, for one method.

    :ivar groups: the indices that a cross-tab tells: overall, then the factors.
    :ivar kept: those whose fields are added up: also what a mean is taken over.
    :ivar levels: whether u of the fields is the sum of levels, and not the satisfied answers.

    A category's sum is one number; adding two is adding the people.
    """

    def __init__(self, layout: Layout, method: Method) -> None:
        self._layout = layout
        self._method = method
        self.levels = method.rule != "top2"
        self.groups = tuple(one for one in layout.groups if one.level in ("overall", "factor"))
        levels = ("overall", "factor", *_ALSO.get(method.combination, ()))
        self.kept = tuple(one for one in layout.groups if one.level in levels)
        self._told = [self.bits(self.kept.index(one)) for one in self.groups]
        self._whole = tuple(one for one in self.kept if one.level in ("overall", "part"))
        self.size = (FIELD * (1 + _FIELDS * len(self.kept)) + 7) // 8
        """Bytes of a category's sum."""
        self._pieces = {rows: self._memos(rows) for rows in ("all", "desk", "decider")}
        self._of_whole: list[dict[int, int]] = [{} for _ in self._whole]

    def adds(self, record: str, rows: Rows = "all") -> int:
        """Return what one sheet adds, by all its rows or those about the desk or the decider.

        >>> from survey.scoring import Group, Layout, Method, Place
        >>> groups = [Group("overall", "overall", (0, 1)), Group("factor", "f", (0, 1))]
        >>> two = Breakdown(Layout([Place("a", 5), Place("b", 5)], groups, ()), Method())
        >>> sheets, scores = two.read(two.adds("52") + two.adds("40"))
        >>> sheets, scores["factor", "f"].satisfied, scores["factor", "f"].answers
        (2, 2, 3)
        """
        total = 1
        small = 0
        for memo in self._pieces[rows]:
            packed, answers = memo[record[memo.start : memo.stop]]
            total += packed
            small += answers
        for at, known in enumerate(self._of_whole):
            one = small >> HALF * at & HALF_MASK
            if one not in known:
                known[one] = self.packed(one) << self.bits(self.kept.index(self._whole[at]))
            total += known[one]
        return total

    def read(self, total: int) -> tuple[int, Scores]:
        """Return a category's sheets, and its indices with their intervals."""
        sheets = total & _MASK
        alone = {
            (group.level, group.id): pooled(
                group, self._sums(total >> self.bits(at)), sheets, self._method.rule
            )
            for at, group in enumerate(self.kept)
        }
        return sheets, {
            (group.level, group.id): combined(self._layout, group, self._method, alone)
            for group in self.groups
        }

    def total(self, sheets: int, fields: Sequence[Sequence[int]]) -> int:
        """Return a category's sum: its sheets, and n, y, Σy², x, u, Σu², Σuy of each of `kept`."""
        total = sheets
        for at, seven in enumerate(fields):
            total += sum(value << self.bits(at) + FIELD * nth for nth, value in enumerate(seven))
        return total

    def counts(self, total: int) -> list[tuple[int, int, int]]:
        """Return (people, satisfied answers, answers) of each of `groups`."""
        found = []
        for bits in self._told:
            of = total >> bits
            found.append((of & _MASK, of >> 3 * FIELD & _MASK, of >> FIELD & _MASK))
        return found

    def bits(self, at: int) -> int:
        """Return where the fields of a group begin."""
        return FIELD * (1 + _FIELDS * at)

    def answers(self, group: Group, text: str, start: int) -> int:
        """Return y, x and s of a stretch of a record, each in ten bits."""
        found = 0
        for place in group.places:
            level = DIGITS[text[place - start]]
            if 1 <= level <= 5:
                found += 1 | (level >= 4) << SMALL | level << 2 * SMALL
        return found

    def packed(self, small: int) -> int:
        """Return the fields of a person with these y, x and s."""
        y, x, s = small & MASK, small >> SMALL & MASK, small >> 2 * SMALL
        u = s if self.levels else x
        fields = (int(y > 0), y, y * y, x, u, u * u, u * y)
        return sum(value << FIELD * at for at, value in enumerate(fields))

    def composed(self, group: Group, small: int) -> int:
        """Return y, x and s where the groups that a factor is in stand beside one another."""
        if group.level != "factor":
            return 0
        inside = set(group.places)
        return sum(
            small << HALF * at
            for at, whole in enumerate(self._whole)
            if inside.issubset(whole.places)
        )

    def _memos(self, rows: Rows) -> list[_Memo]:
        found = []
        for at, group in enumerate(self.kept):
            if group.level in ("overall", "part"):
                continue
            places = tuple(
                place
                for place in group.places
                if rows == "all" or (rows == "decider") == (place in self._layout.decider)
            )
            if places:
                found.append(_Memo(self, Group(group.level, group.id, places), at))
        return found

    def _sums(self, fields: int) -> Sums:
        n, y, yy, x, u, uu, uy = (fields >> FIELD * at & _MASK for at in range(_FIELDS))
        if self.levels:
            return Sums(n=n, x=x, y=y, xx=0, yy=yy, xy=0, s=u, ss=uu, sy=uy)
        return Sums(n=n, x=x, y=y, xx=uu, yy=yy, xy=uy, s=0, ss=0, sy=0)
