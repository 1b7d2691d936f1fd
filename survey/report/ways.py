"""By what a round's figures may be broken down (phân tổ), and the order of the categories."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from survey.questionnaire import Questionnaire
from survey.store.rounds import Round

MONTH = "month"
DESK = "desk"
CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Way:
    """One question beside the criteria, or the months: its categories stand together.

    :ivar kind: extra, demographic or month.
    :ivar place: of the question in a record; None: the months.
    :ivar first: number of the first category; one for each of `names`, and behind them the people
        who left the question blank.
    :ivar names: of the categories: numbers of options, or months as YYYY-MM.
    """

    id: str
    kind: str
    place: int | None
    first: int
    names: tuple[str, ...]

    @property
    def options(self) -> int:
        """How many categories there are beside the blank."""
        return len(self.names)

    @property
    def categories(self) -> range:
        """The numbers of its categories."""
        return range(self.first, self.first + self.options + (self.place is not None))


def ways_of(sheet: Questionnaire, this: Round) -> tuple[Way, ...]:
    """Return what the sheets of a round tell, in the order of the file; the months last."""
    asked = [
        (at, one)
        for at, one in enumerate(sheet.asked_places)
        if one.kind in ("extra", "demographic")
    ]
    firsts = list(accumulate((len(one.options) + 1 for _, one in asked), initial=0))
    found = [
        Way(one.id, one.kind, at, first, tuple(str(n) for n in range(1, len(one.options) + 1)))
        for (at, one), first in zip(asked, firsts, strict=False)
    ]
    return (*found, Way(MONTH, MONTH, None, firsts[-1], tuple(months_of(this))))


def months_of(this: Round) -> list[str]:
    """Return the months of a round, YYYY-MM.

    >>> from datetime import date
    >>> from types import SimpleNamespace
    >>> months_of(SimpleNamespace(first=date(2026, 11, 5), last=date(2027, 1, 2)))
    ['2026-11', '2026-12', '2027-01']
    """
    first, last = (12 * day.year + day.month - 1 for day in (this.first, this.last))
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(first, last + 1)]
