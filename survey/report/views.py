"""Of which bodies, in which channels, a figure may be told beside all that is told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from survey.report.counts import Rows
from survey.report.covering import told_desks, views_of
from survey.store.rounds import Round
from survey.store.tallies import TallyRow


class Views:
    """Bodies seen through some channels, None for all.

    :param every: body → its tallies, of all channels.
    :param decided: body → those that it decided and another took in.
    :param at_closing: body → what the freeze at closing showed, of bodies that show another now.
    :param one_officer: desks at which one officer works.
    :param few: people that are too few to be told apart.
    """

    def __init__(
        self,
        this: Round,
        channels: frozenset[str] | None,
        every: Rows,
        decided: Rows,
        at_closing: Rows,
        *,
        one_officer: Collection[int],
        few: int,
    ) -> None:
        self._official = this.rank_channels
        self._channels = channels
        self._every, self._decided, self._at_closing = every, decided, at_closing
        self._one_officer = one_officer
        self._few = few
        self._known: dict[int, bool] = {}

    def tells(self, members: Collection[int]) -> bool:
        """Whether a figure of these bodies in these channels gives away no few people of others."""
        if len(members) != 1:
            return self._tells(members)
        (body,) = members
        if body not in self._known:
            self._known[body] = self._tells(members)
        return self._known[body]

    def desks_untold_at_closing(self, body: int) -> set[int]:
        """Return the desks that closing did not tell, of a body that shows another state since.

        None where it told nothing of the body, so that nothing can be subtracted.
        """
        sizes: Counter[int] = Counter()
        for row in self._at_closing.get(body, ()):
            sizes[row.desk] += row.responses
        if sum(sizes.values()) < self._few:
            return set()
        return sizes.keys() - told_desks(sizes, self._one_officer, self._few)

    def _tells(self, members: Collection[int]) -> bool:
        rows = [row for body in members for row in self._rows_of(body)]
        (body,) = members if len(members) == 1 else (0,)
        before = self._at_closing.get(body)
        # Most bodies are of one desk, and a province asks all of them.
        if before is None and len(rows) == 1 and not 0 < rows[0].responses < self._few:
            return True
        asked, told = self._told(rows, members)
        if told is not None and asked not in told:
            return False
        if before is None:
            return True
        # What was told at closing stands beside it, in cross-tabs and on older pages.
        asked, told = self._told(before, members)
        return not asked or not told or asked in told

    def _rows_of(self, body: int) -> list[TallyRow]:
        return [*self._every.get(body, ()), *self._decided.get(body, ())]

    def _told(
        self, rows: Collection[TallyRow], members: Collection[int]
    ) -> tuple[frozenset[str], list[frozenset[str]] | None]:
        """Return those of these channels that rows have, and the sets told; None: every set."""
        pieces: Counter[tuple[int, str]] = Counter()
        for row in rows:
            pieces[row.desk if row.agency in members else 0, row.channel] += row.responses
        present = {name for _, name in pieces}
        asked = frozenset(one for one in present if self._channels is None or one in self._channels)
        alone = self._one_officer if len(members) == 1 else set()
        return asked, views_of(pieces, self._official, alone, self._few)
