"""One round seen from one side: through its live or frozen counts, some channels, one method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property

from survey import store
from survey.report.asking import ALL, CHANNELS, FEW, LEVELS, Source
from survey.report.basis import last_freeze, layout_of, questionnaire_of
from survey.report.bodies import counted_in
from survey.report.counts import OVERALL, by_decider, plain_score, tally_of
from survey.report.seen import Looking
from survey.scoring import (
    Domain,
    Method,
    Score,
    Scores,
    check_fits,
    criterion_score,
    gather,
    mean_of_units,
    score,
)
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round

# The method that the plain sums of a tally answer without its record.
PLAIN = Method()


class Side:
    """A round's counts, ready to be scored for any set of its bodies.

    :param no: of the freeze that is looked at; None: the last one.
    :param few: people that are too few to be told apart.
    :param records: bodies whose every index will be asked, None for all of them; with none at
        all, only overall indices are, and where the method allows no record is read.
    :param alone: bodies of which anything will be asked at all; None: every one. Nothing is read
        of the others. Frozen counts only.
    :ivar key: what is seen through it is remembered under this; None: it is not.
    :raises NoFreeze: if the frozen counts are asked and there are none.
    :raises BadMethod: if the method does not fit the questionnaire.
    """

    def __init__(
        self,
        db: Connection,
        this: Round,
        *,
        source: Source,
        method: Method,
        channels: frozenset[str] | None,
        records: Collection[int] | None,
        alone: Collection[int] | None = None,
        no: int | None = None,
        few: int = FEW,
    ) -> None:
        self._db = db
        self.round = this
        self.few = few
        self.source = source
        self.method = method
        self.channels = channels
        self.questionnaire = questionnaire_of(db, this)
        self.layout = layout_of(self.questionnaire)
        check_fits(self.layout, method)
        self.no = (no or last_freeze(db, this)) if source == "frozen" else 0
        self._intervals = self._stored(db)
        self._alone = alone is not None
        plain_is_enough = method == PLAIN and records is not None
        looked = Looking(db, this, self.no, method, channels, few)
        seen = looked.at(alone, records=not plain_is_enough)
        self._every, self._plain = seen.every, seen.plain
        self._views, self._known, self.key = seen.views, seen.scores, seen.key
        self._full = looked.read(records, records=True) if plain_is_enough else self._every
        self._decided = by_decider(self._full) if method.split else {}

    @cached_property
    def counted(self) -> frozenset[int]:
        """Bodies that a sheet speaks of, in any channel."""
        if self._alone:
            return counted_in(self._db, self.round, self.no, split=self.method.split)
        return frozenset(self._every) | frozenset(self._decided)

    def overall(self, members: Collection[int]) -> Score:
        """Return the overall index of these bodies together; of one body, worked out once."""
        if len(members) != 1:
            return self._overall(members)
        (body,) = members
        if body not in self._known:
            self._known[body] = self._overall(members)
        return self._known[body]

    def scores(self, members: Collection[int], *, desk: int | None = None) -> Scores:
        """Return every index of these bodies together, or of one desk of a body."""
        return self._scored(self.domain(members, desk=desk), members, ALL if desk is None else None)

    def criteria(self, members: Collection[int]) -> Scores:
        """Return the criteria of these bodies together; no method changes these."""
        domain = self.domain(members)
        return {
            (group.level, group.id): criterion_score(
                group.id, domain.sums(self.layout, group), self.method.rule
            )
            for group in self.layout.groups
            if group.level == "criterion"
        }

    def scores_in(self, channel: str, members: Collection[int]) -> Scores:
        """Return every index of these bodies in one channel alone."""
        if self.channels is not None and channel not in self.channels:
            return self._scored(Domain(self.layout.zero), members, None)
        return self._scored(self.domain(members, channel=channel), members, channel)

    def mean(self, units: Iterable[Agency]) -> Scores:
        """Return the plain means over bodies, each weighing the same; by code where it says so."""
        ordered = sorted(units, key=lambda body: (body.code, body.first))
        # By id: a body that ended and a later one of its code may both be in a round.
        codes = {str(body.id): body.code for body in ordered}
        found = mean_of_units({str(body.id): self.scores({body.id}) for body in ordered})
        return {
            key: replace(one, left_out=tuple(codes[id_] for id_ in one.left_out))
            for key, one in found.items()
        }

    def domain(
        self, members: Collection[int], *, desk: int | None = None, channel: str | None = None
    ) -> Domain:
        """Return the sheets that an index of these bodies, or of one desk, speaks of.

        Those of the channels that this side looks at, or of another `channel` alone.

        With a split method a desk answers for the rows about desks of every sheet it took, and
        for those about the decider where its own agency decided.
        """
        asked = self.channels if self.channels is not None else CHANNELS
        found = [row for body in members for row in self._full.get(body, ())]
        if desk is None:
            found += [
                row
                for body in members
                for row in self._decided.get(body, ())
                if row.agency not in members
            ]
        return gather(
            self.layout.zero,
            [
                (row.agency, row.decider, tally_of(row))
                for row in found
                if (desk is None or row.desk == desk)
                and (row.channel in asked if channel is None else row.channel == channel)
            ],
            members,
            split=self.method.split,
        )

    def desks(self, body: int) -> set[int]:
        """Return the desks of a body with sheets in any channel (0: none)."""
        return {row.desk for row in self._every.get(body, ())}

    def tells(self, members: Collection[int]) -> bool:
        """Whether a figure of these bodies in these channels gives away no few people of others."""
        return self._views.tells(members)

    def desks_untold_at_closing(self, body: int) -> set[int]:
        """Return the desks of a body that moved since closing which closing did not tell."""
        return self._views.desks_untold_at_closing(body)

    def counts(self, body: int) -> bool:
        """Whether any sheet speaks of a body."""
        return body in self.counted

    def people(
        self, members: Collection[int], *, levels: Collection[str], channel: str | None = None
    ) -> dict[tuple[str, str], int]:
        """Return (level, id) → people with an answer there, in these channels or in another."""
        domain = self.domain(members, channel=channel)
        if not self.method.split:
            return self.layout.people(domain.both.record, levels)
        return {
            (group.level, group.id): domain.sums(self.layout, group).n
            for group in self.layout.groups
            if group.level in levels
        }

    def has_few_anywhere(self, members: Collection[int]) -> bool:
        """Whether any index of these bodies has few answers in any one channel."""
        rows = [row for body in members for row in self._full.get(body, ())]
        rows += [row for body in members for row in self._decided.get(body, ())]
        return any(
            0 < n < self.few
            for channel in {row.channel for row in rows}
            for n in self.people(members, levels=LEVELS, channel=channel).values()
        )

    def taken_in(self, body: int) -> int:
        """Return the sheets that a body took in, in every channel."""
        if self._alone and body not in self._every:
            return self._sheets_of_all.get(body, 0)
        return sum(row.responses for row in self._every.get(body, ()))

    @cached_property
    def _sheets_of_all(self) -> dict[int, int]:
        known = store.frozen.shown(self._db, self.round.id, self.no)
        if known is not None:
            return known
        rows = store.freezes.rows(self._db, self.round.id, self.no, records=False)
        found: Counter[int] = Counter()
        for row in rows:
            found[row.agency] += row.responses
        return found

    def desk_sizes(self, body: int) -> dict[tuple[int, str], int]:
        """Return (desk, channel) → sheets of a body, in every channel."""
        sizes: Counter[tuple[int, str]] = Counter()
        for row in self._every.get(body, ()):
            sizes[row.desk, row.channel] += row.responses
        return dict(sizes)

    def _overall(self, members: Collection[int]) -> Score:
        if self.method == PLAIN:
            return plain_score(row for body in members for row in self._plain.get(body, ()))
        return self._scored(self.domain(members), members, ALL)[OVERALL]

    def _stored(self, db: Connection) -> dict[tuple[int, str, str, str], tuple[str, str]]:
        """Intervals that were computed from the sheets when everything was frozen."""
        if not self.no or str(self.method) != self.round.method:
            return {}
        return store.freezes.intervals(db, self.round.id, self.no)

    def _scored(self, domain: Domain, members: Collection[int], channel: str | None) -> Scores:
        found = score(self.layout, domain, self.method)
        if not self._intervals or channel is None or len(members) != 1:
            return found
        if self.channels is not None:
            channel = next(iter(self.channels)) if len(self.channels) == 1 else ""
        (body,) = members
        for (level, id_), one in found.items():
            ends = self._intervals.get((body, channel, level, id_))
            if ends is not None and one.interval is None:
                low, high = (float(end) / 100 for end in ends)
                found[level, id_] = replace(one, interval=(low, high))
        return found


def official(db: Connection, this: Round, some: Collection[int] | None = None) -> Side:
    """Return what a round ranks by, as it was last frozen, with every record.

    :param some: bodies of which anything will be asked; None: all.
    """
    return Side(
        db,
        this,
        source="frozen",
        method=Method.parse(this.method),
        channels=this.ranked_by,
        records=some,
        alone=some,
    )
