"""Where each ranked body stands among the others: its neighbours, and whom it hardly differs from.

Two bodies differ clearly where their 95 % intervals do not touch. That is more careful than a
test of the difference, it can be seen on the chart, and it says "not yet" rather than "equal".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from survey.report.listed import Place
from survey.report.rows import IndexRow
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


class Standings:
    """Where each of the listed bodies stands; worked out for those that are asked for.

    :param ranked: those that are listed and ranked, best first.
    :param received: what each took in.
    :param known: what the freeze knows of each body, where its ranks are those that are shown.
    :param whole: whether every body of the kind is listed.
    """

    def __init__(
        self,
        ranked: Iterable[Place],
        received: Callable[[int], Received],
        known: Mapping[int, Body],
        *,
        whole: bool,
    ) -> None:
        self._received = received
        self._known = known
        self._whole = whole
        self._ranked = list(ranked)
        self._at = {place.body: at for at, place in enumerate(self._ranked)}
        self._intervals = Intervals(self._ranked)

    def __getitem__(self, body: int) -> Standing:
        """Return the standing of a body that is listed."""
        received, at = self._received(body), self._at.get(body)
        if at is None:
            return Standing(received)
        ranks = ranks_of(self._known.get(body))
        if not self._whole:
            return Standing(received, ranks)
        return Standing(
            received=received,
            ranks=ranks,
            ahead=_between(self._ranked, at, at + 1),
            behind=_between(self._ranked, at - 1, at),
            alike=self._intervals.meeting(self._ranked[at]),
        )


class Ends(Protocol):
    """What has a 95 % interval, or none."""

    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...


class Intervals:
    """Some 95 % intervals, to count how many others meet one of them."""

    def __init__(self, some: Sequence[Ends]) -> None:
        self._lows = sorted(one.low for one in some if one.low is not None)
        self._highs = sorted(one.high for one in some if one.high is not None)

    def meeting(self, one: Ends) -> int | None:
        """Return how many others meet one of these; None where it has no interval."""
        if one.low is None or one.high is None:
            return None
        return bisect_right(self._lows, one.high) - bisect_left(self._highs, one.low) - 1


def alike_of(some: Sequence[Ends]) -> list[int | None]:
    """Return of each how many of the others have an interval that meets its own.

    None for those without an interval.
    """
    every = Intervals(some)
    return [every.meeting(one) for one in some]


def touch(one: Ends, other: Ends) -> bool:
    """Whether two intervals meet: then the two bodies do not differ clearly."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low <= other.high and other.low <= one.high


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


def as_ranked(known: Mapping[int, Body], ranked: Iterable[Place]) -> dict[int, Body]:
    """Return what a freeze knows of the bodies that are ranked among as many as it ranked.

    More are left out of an edition than of a freeze. Ranks that were drawn with one that is left
    out would say something of it.
    """
    return {
        place.body: known[place.body]
        for place in ranked
        if place.body in known and place.of == known[place.body].of
    }


def _between(ranked: Sequence[Place], first: int, second: int) -> Decimal | None:
    if first < 0 or second >= len(ranked):
        return None
    return change(ranked[first].percent, ranked[second].percent)
