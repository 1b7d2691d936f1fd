"""One figure as a row: what files, the command line and the interface give out."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from math import hypot

from survey.report.covering import COMPLEMENT
from survey.scoring import Score


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One index of one body in one round; the names and the order of the fields are public.

    Percentages have two decimals; `change` is in percentage points; `rank_change` is positive
    where the body rose. None: there is none. `hidden` says why figures are left out ("few":
    too few sheets; "officers": the desk has one officer; "complement": one of those could be worked
    out from it), or which members a mean went without
    ("without:feedback"). `group` and `group_name` only where rows are grouped.
    """

    round: str
    questionnaire: str
    frame: str
    method: str
    agency: str
    agency_name: str
    kind: str
    level: str
    id: str
    name: str
    channel: str
    responses: int
    satisfied: int | None
    answers: int
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    rank: int | None
    of: int | None
    previous: Decimal | None
    change: Decimal | None
    previous_rank: int | None
    previous_of: int | None
    rank_change: int | None
    compared_with: str
    hidden: str
    group: str | None = None
    group_name: str | None = None


COLUMNS = tuple(field.name for field in fields(IndexRow))[:-2]
GROUP_COLUMNS = ("group", "group_name")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row, the body or desk it speaks of, and what the row's figure is compared with.

    `low_before` and `high_before` belong to `row.previous`; `merged` is what the bodies compared
    with were called, where that is not this body alone.
    """

    unit: int
    row: IndexRow
    low_before: Decimal | None = None
    high_before: Decimal | None = None
    merged: tuple[str, ...] = ()

    @property
    def change_is_clear(self) -> bool:
        """Whether the change is more than both intervals together leave to chance.

        False where there is nothing to compare.
        """
        row = self.row
        return is_clear(row.change, (row.low, row.high), (self.low_before, self.high_before))


Interval = tuple[Decimal | None, Decimal | None]


def is_clear(change: Decimal | None, now: Interval, before: Interval) -> bool:
    """Whether a change is more than both intervals together leave to chance.

    False where any of them is not known.

    >>> now, before = (Decimal(80), Decimal(90)), (Decimal(75), Decimal(85))
    >>> is_clear(Decimal(5), now, before), is_clear(Decimal(8), now, before)
    (False, True)
    """
    ends = (change, *now, *before)
    if any(end is None for end in ends):
        return False
    moved, low, high, low_before, high_before = (float(end) for end in ends if end is not None)
    return abs(moved) > hypot((high - low) / 2, (high_before - low_before) / 2)


def hidden_for(score: Score, *, hide: int, one_officer: bool = False, covers: bool = False) -> str:
    """Return why a score is not shown, or of what it is made without; empty for a whole one.

    :param covers: it would give away another that is not shown.
    """
    if 0 < score.responses < hide:
        return "few"
    if one_officer and hide and score.responses:
        return "officers"
    if covers and score.responses:
        return COMPLEMENT
    if score.left_out:
        return f"without:{' '.join(score.left_out)}"
    return ""


def is_hidden(reason: str) -> bool:
    """Whether the figures themselves are left out for this reason."""
    return reason in {"few", "officers", COMPLEMENT}


def covered(entry: Entry) -> Entry:
    """Return an entry without its figures, left out for the sake of another."""
    row = replace(
        entry.row,
        satisfied=None,
        percent=None,
        low=None,
        high=None,
        previous=None,
        change=None,
        compared_with="",
        hidden=COMPLEMENT,
    )
    return Entry(unit=entry.unit, row=row)
