"""One round seen from one side: through its live or frozen counts, some channels, one method."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from survey import store
from survey.questionnaire import Questionnaire, read
from survey.report.asking import ALL, Source
from survey.scoring import (
    Domain,
    Group,
    Layout,
    Method,
    Place,
    Score,
    Scores,
    Stratum,
    Tally,
    check_fits,
    effective_n,
    gather,
    mean_of_units,
    ratio_variance,
    score,
    wilson,
)
from survey.store import Connection
from survey.store.rounds import Round
from survey.store.tallies import TallyRow
from survey.words import N_, Refusal

OVERALL = ("overall", "overall")
STEP = 5  # how finely pages say what came since the freeze
# The method that the plain sums of a tally answer without its record.
PLAIN = Method()


class NoFreeze(Refusal):
    """A round whose figures were never frozen has nothing to show yet."""

    def __init__(self, round_code: str) -> None:
        super().__init__(
            N_("Đợt %(round)s chưa chốt số liệu lần nào, nên chưa có số liệu để xem."),
            round=round_code,
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """The freeze that pages show. `since`: sheets kept after it, rounded down to fives."""

    no: int
    day: date
    since: int
    any_since: bool


def shown(db: Connection, this: Round) -> Shown | None:
    """Return what is shown of a round, or None before its first freeze."""
    last = store.freezes.last(db, this.id)
    if last is None:
        return None
    since = store.freezes.since(db, this.id)
    return Shown(last.no, last.day, since - since % STEP, since > 0)


def questionnaire_of(db: Connection, this: Round) -> Questionnaire:
    """Return the very questionnaire that the round asks with."""
    kept = store.questionnaires.by_sha(db, this.questionnaire)
    assert kept is not None, "a round's questionnaire stands in the database"
    return _read(kept.file, kept.code)


@lru_cache(maxsize=32)
def layout_of(sheet: Questionnaire) -> Layout:
    """Return the order of this questionnaire's records and tallies."""
    return Layout(
        [Place(*place) for place in sheet.places],
        [Group(*group) for group in sheet.groups],
        sheet.decider_places,
    )


@lru_cache(maxsize=32)
def _read(file: bytes, code: str) -> Questionnaire:
    return read(file, f"{code}.toml")


class Side:
    """A round's counts, ready to be scored for any set of its bodies.

    :param records: bodies whose every index will be asked, None for all of them; with none at
        all, only overall indices are, and where the method allows no record is read.
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
    ) -> None:
        self.round = this
        self.source = source
        self.method = method
        self.channels = channels
        self.questionnaire = questionnaire_of(db, this)
        self.layout = layout_of(self.questionnaire)
        check_fits(self.layout, method)
        self._no = 0
        if source == "frozen":
            last = store.freezes.last(db, this.id)
            if last is None:
                raise NoFreeze(this.code)
            self._no = last.no
        self._intervals = self._stored(db)
        plain_is_enough = method == PLAIN and records is not None
        every = self._read(db, records=not plain_is_enough, only=None)
        self.counted = frozenset(row.agency for row in every) | (
            frozenset(row.decider for row in every) if method.split else frozenset()
        )
        """Bodies that a sheet speaks of, in any channel."""
        self._plain = _by_agency(self._of_channels(every))
        self._full = self._plain
        if plain_is_enough:
            found = self._read(db, records=True, only=records) if records else []
            self._full = _by_agency(self._of_channels(found))
        self._known: dict[int, Score] = {}
        self._decided = _by_decider(self._full) if method.split else {}

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

    def scores_in(self, channel: str, members: Collection[int]) -> Scores:
        """Return every index of these bodies in one channel alone."""
        return self._scored(self.domain(members, channel=channel), members, channel)

    def mean(self, units: dict[str, int]) -> Scores:
        """Return the plain means over bodies (code → body), each weighing the same."""
        return mean_of_units({code: self.scores({body}) for code, body in units.items()})

    def domain(
        self, members: Collection[int], *, desk: int | None = None, channel: str | None = None
    ) -> Domain:
        """Return the sheets that an index of these bodies, or of one desk, speaks of.

        With a split method a desk answers for the rows about desks of every sheet it took, and
        for those about the decider where its own agency decided.
        """
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
                (row.agency, row.decider, _tally(row))
                for row in found
                if (desk is None or row.desk == desk)
                and (channel is None or row.channel == channel)
            ],
            members,
            split=self.method.split,
        )

    def desks(self, body: int) -> set[int]:
        """Return the desks of a body with sheets in these channels (0: none)."""
        return {row.desk for row in self._full.get(body, ())}

    def _overall(self, members: Collection[int]) -> Score:
        if self.method == PLAIN:
            return plain_score(row for body in members for row in self._plain.get(body, ()))
        return self._scored(self.domain(members), members, ALL)[OVERALL]

    def _read(
        self, db: Connection, *, records: bool, only: Collection[int] | None
    ) -> list[TallyRow]:
        if self.source == "live":
            return store.tallies.live(db, self.round.id, records=records, agency_ids=only)
        return store.freezes.rows(db, self.round.id, self._no, records=records, agency_ids=only)

    def _stored(self, db: Connection) -> dict[tuple[int, str, str, str], tuple[str, str]]:
        """Intervals that were computed from the sheets when everything was frozen."""
        if not self._no or str(self.method) != self.round.method:
            return {}
        return store.freezes.intervals(db, self.round.id, self._no)

    def _of_channels(self, rows: Iterable[TallyRow]) -> list[TallyRow]:
        return [row for row in rows if self.channels is None or row.channel in self.channels]

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


def plain_score(rows: Iterable[TallyRow]) -> Score:
    """Return the overall index by the default method out of plain sums alone.

    The same as `score` gives for it, because no sheet without a level is kept.
    """
    n = x = y = xx = yy = xy = 0
    for row in rows:
        n += row.responses
        x += row.x
        y += row.y
        xx += row.xx
        yy += row.yy
        xy += row.xy
    if not y:
        return Score(*OVERALL, n, x, y, None, None)
    share = Fraction(x, y)
    variance = ratio_variance([Stratum(n, x, y, xx, yy, xy)])
    interval = wilson(share, effective_n(share, variance, n))
    return Score(*OVERALL, n, x, y, share, interval, variance=float(variance))


def _tally(row: TallyRow) -> Tally:
    assert row.record is not None, "the last freeze and the live counts have records"
    return Tally(row.responses, row.x, row.y, row.xx, row.yy, row.xy, bytes(row.record))


def _by_agency(rows: Iterable[TallyRow]) -> dict[int, list[TallyRow]]:
    found: dict[int, list[TallyRow]] = {}
    for row in rows:
        found.setdefault(row.agency, []).append(row)
    return found


def _by_decider(rows: dict[int, list[TallyRow]]) -> dict[int, list[TallyRow]]:
    found: dict[int, list[TallyRow]] = {}
    for some in rows.values():
        for row in some:
            if row.decider != row.agency:
                found.setdefault(row.decider, []).append(row)
    return found
