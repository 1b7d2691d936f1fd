"""Where each ranked body stands among the others: its neighbours, and whom it hardly differs from.

Two bodies differ clearly where their 95 % intervals do not touch. That is more careful than a
test of the difference, it can be seen on the chart, and it says "not yet" rather than "equal".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from survey.report.rows import Entry, IndexRow
from survey.report.sample import Received
from survey.scoring import change
from survey.store.frozen import Body

Verdict = Literal["above", "below", "unclear", ""]


@dataclass(frozen=True, slots=True)
class Standing:
    """A body among those ranked with it.

    :ivar received: its sheets in every channel.
    :ivar ranks: between which chance alone leaves its rank; None where that was not drawn.
    :ivar ahead: percentage points before the next body; `behind`: after the one before. None
        where there is none, or none that whoever asks may see.
    :ivar alike: how many others it does not differ from clearly; None without a rank.
    """

    received: Received
    ranks: tuple[int, int] | None = None
    ahead: Decimal | None = None
    behind: Decimal | None = None
    alike: int | None = None


def standings(
    entries: Sequence[Entry],
    received: Mapping[int, Received],
    known: Mapping[int, Body],
    *,
    whole: bool,
) -> dict[int, Standing]:
    """Return body → its standing.

    :param entries: those that are listed, the ranked ones first and best first.
    :param known: what the freeze knows of each body.
    :param whole: whether every body of the kind is listed.
    """
    ranked = [entry for entry in entries if entry.row.rank is not None]
    sure = [entry.row for entry in ranked]
    lows = sorted(row.low for row in sure if row.low is not None)
    highs = sorted(row.high for row in sure if row.high is not None)
    places = {entry.unit: at for at, entry in enumerate(ranked)}
    found = {}
    for entry in entries:
        at, body, row = places.get(entry.unit), known.get(entry.unit), entry.row
        ranks = ahead = behind = alike = None
        if at is not None:
            ranks = ranks_of(body)
        if at is not None and whole:
            ahead = _between(sure, at, at + 1)
            behind = _between(sure, at - 1, at)
            if row.low is not None and row.high is not None:
                apart = bisect_left(highs, row.low) + len(lows) - bisect_right(lows, row.high)
                alike = len(lows) - apart - 1
        found[entry.unit] = Standing(received[entry.unit], ranks, ahead, behind, alike)
    return found


def side_of(row: IndexRow, whole: Decimal | None) -> Verdict:
    """Return on which side of the whole a body's interval lies; empty where unranked."""
    if row.rank is None or whole is None or row.low is None or row.high is None:
        return ""
    return "above" if row.low > whole else "below" if row.high < whole else "unclear"


def ranks_of(body: Body | None) -> tuple[int, int] | None:
    """Return between which ranks chance leaves a body, if that was drawn."""
    if body is None or body.rank_low is None or body.rank_high is None:
        return None
    return body.rank_low, body.rank_high


def _between(rows: Sequence[IndexRow], first: int, second: int) -> Decimal | None:
    if first < 0 or second >= len(rows):
        return None
    return change(rows[first].percent, rows[second].percent)
