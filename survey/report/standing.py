"""Where a ranked body stands among the others: its neighbours, whom it hardly differs from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from survey.report.before import Ranks
from survey.report.order import Order, Place
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

    :param listed: those that are listed.
    :param received: what each took in.
    :param known: what the freeze knows of each body, where its ranks are those that are shown.
    :param whole: whether every body of the kind is listed.
    """

    def __init__(
        self,
        listed: Order,
        received: Callable[[int], Received],
        known: Mapping[int, Body],
        *,
        whole: bool,
    ) -> None:
        self._received = received
        self._known = known
        self._whole = whole
        self._ranked = listed.ranked
        self._at = {place.body: at for at, place in enumerate(listed.ranked)}
        self._intervals = listed.intervals

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


def as_ranked(known: Mapping[int, Body], ranks: Ranks) -> dict[int, Body]:
    """Return what a freeze knows of the bodies that are ranked among as many as it ranked.

    More are left out of an edition than of a freeze. Ranks that were drawn with one that is left
    out would say something of it.

    :param ranks: as they are shown.
    """
    return {
        body: known[body]
        for body, (_, of) in ranks.items()
        if body in known and of == known[body].of
    }


def _between(ranked: Sequence[Place], first: int, second: int) -> Decimal | None:
    if first < 0 or second >= len(ranked):
        return None
    return change(ranked[first].percent, ranked[second].percent)
