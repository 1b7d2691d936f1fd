"""Counting a closed round's sheets by who gave them, once: what cross-tabs are made of.

Cross-tabs never move afterwards. Ten late sheets may stand behind a new state of a desk, but of
these ten one may be a woman over sixty: the table before subtracted from the table after would
be her answers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from survey import store
from survey.questionnaire import Questionnaire
from survey.report.basis import layout_of, questionnaire_of
from survey.report.bodies import bodies_of, counted_in
from survey.report.plans import keep_plans
from survey.report.sides import Side
from survey.report.ways import Way, months_of, ways_of
from survey.scoring import Breakdown, Method
from survey.store import Connection
from survey.store.breakdowns import Kept
from survey.store.freezes import STEP
from survey.store.responses import COUNTED, unpack
from survey.store.rounds import Round
from survey.store.tallies import TallyRow

_REMEMBERED = 32_768  # sets of what people said of themselves: some 10 MB
# Body, desk, channel: where figures of an open round stand still for ten sheets.
_Group = tuple[int, int, str]


def count_breakdowns(db: Connection, this: Round, method: Method, no: int) -> None:
    """Count the sheets of the round that its freeze `no` shows, and keep what they add up to.

    What has been counted before is left as it is. A body of which the freeze does not show
    exactly the sheets that are kept is left out for good.
    """
    if store.rounds.is_final(this):
        return
    sheet = questionnaire_of(db, this)
    layout = layout_of(sheet)
    reader = Breakdown(layout, method)
    if store.breakdowns.made(db, this.id) is None:
        _count(db, this, sheet, reader, method, no)
    if not method.split:
        bodies = bodies_of(db, this, counted_in(db, this, no, split=False))
        keep_plans(db, this, bodies, layout, reader, ways_of(sheet, this))


def _count(
    db: Connection,
    this: Round,
    sheet: Questionnaire,
    reader: Breakdown,
    method: Method,
    no: int,
) -> None:
    counting = _Counting(reader, ways_of(sheet, this), months_of(this), method.split)
    places = len(sheet.places)
    for rows in store.responses.stream(db, this.id):
        for agency, desk, decider, channel, standing, day, record in rows:
            if standing == COUNTED:
                text = unpack(bytes(record), places)
                counting.add(agency, desk, decider, channel, str(day)[:7], text)
    live = _by_body(store.tallies.live(db, this.id, records=False), method.split)
    frozen = _by_body(store.freezes.rows(db, this.id, no, records=False), method.split)
    unsafe = _months_given_away(db, this, no, counting.by_month)
    side = Side(db, this, source="frozen", method=method, channels=None, records=(), no=no)
    kept = (
        Kept(body, tuple(unsafe.get(body, ())), tuple(sums))
        for body, sums in sorted(counting.sums.items())
        # Cross-tabs are of all channels: where these are not told together, no more are they.
        if side.tells({body})
        and live.get(body) == frozen.get(body)
        and counting.sheets[body] == sum(row.responses for row in frozen.get(body, ()))
    )
    store.breakdowns.keep(db, this.id, no, reader.size, kept)


class _Counting:
    """Sums by body and category, and sheets by desk, channel and month."""

    def __init__(
        self, reader: Breakdown, ways: Sequence[Way], months: Sequence[str], split: bool
    ) -> None:
        self._reader, self._split = reader, split
        spots = [way for way in ways if way.place is not None]
        self._tail = slice(spots[0].place, (spots[-1].place or 0) + 1) if spots else slice(0)
        self._bases = [way.first for way in spots]
        # Nobody's option stands behind the others.
        self._last = [way.first + way.options for way in spots]
        self._month = {month: ways[-1].first + at for at, month in enumerate(months)}
        self._months = months
        self._known: dict[str, tuple[int, ...]] = {}
        many = ways[-1].categories.stop
        self.sums: dict[int, list[int]] = defaultdict(lambda: [0] * many)
        self.sheets: Counter[int] = Counter()
        self.by_month: Counter[tuple[_Group, str]] = Counter()

    def add(
        self, agency: int, desk: int, decider: int, channel: str, month: str, record: str
    ) -> None:
        # A sheet may come a day after the last; a field of its own gives it its week's Monday.
        month = min(max(month, self._months[0]), self._months[-1])
        self.by_month[(agency, desk, channel), month] += 1
        tail = record[self._tail]
        if tail not in self._known:
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            self._known[tail] = self._categories(tail)
        categories = (*self._known[tail], self._month[month])
        if not self._split or agency == decider:
            self._into(agency, categories, self._reader.adds(record))
        else:
            self._into(agency, categories, self._reader.adds(record, "desk"))
            self._into(decider, categories, self._reader.adds(record, "decider"))

    def _categories(self, tail: str) -> tuple[int, ...]:
        return tuple(
            base + int(digit, 16) - 1 if digit != "0" else last
            for base, last, digit in zip(self._bases, self._last, tail, strict=True)
        )

    def _into(self, body: int, categories: Sequence[int], adds: int) -> None:
        sums = self.sums[body]
        self.sheets[body] += 1
        for at in categories:
            sums[at] += adds


def _by_body(rows: Iterable[TallyRow], split: bool) -> dict[int, list[TallyRow]]:
    found: dict[int, list[TallyRow]] = {}
    for row in rows:
        if row.responses:
            for body in {row.agency, row.decider} if split else {row.agency}:
                found.setdefault(body, []).append(row)
    return found


def _months_given_away(
    db: Connection, this: Round, no: int, by_month: Counter[tuple[_Group, str]]
) -> dict[int, set[str]]:
    """Return body → months that end or begin a few sheets away from a state once shown.

    A state of a desk in a channel that was shown while the round was open, less the months until
    then, would be the few sheets that lie between.
    """
    states: dict[_Group, set[int]] = defaultdict(set)
    for past in range(1, no):
        shown: Counter[_Group] = Counter()
        for row in store.freezes.rows(db, this.id, past, records=False):
            shown[row.agency, row.desk, row.channel] += row.responses
        for group, sheets in shown.items():
            states[group].add(sheets)
    found: dict[int, set[str]] = defaultdict(set)
    for body, until, apart in _edges(by_month, states, months_of(this)):
        if 0 < apart < STEP:
            found[body] |= set(until)
    return found


def _edges(
    by_month: Counter[tuple[_Group, str]],
    states: Mapping[_Group, set[int]],
    months: Sequence[str],
) -> Iterator[tuple[int, tuple[str, str], int]]:
    """Yield (body, the months beside an edge, sheets between it and the nearest states)."""
    so_far: Counter[_Group] = Counter()
    whole: Counter[_Group] = Counter()
    for (group, _), sheets in by_month.items():
        whole[group] += sheets
    once_shown = {body for body, _, _ in states}
    for month, after in pairwise(months):
        apart: Counter[int] = Counter()
        for group in whole:
            so_far[group] += by_month[group, month]
            near = {0, whole[group], *states.get(group, ())}
            apart[group[0]] += min(abs(so_far[group] - state) for state in near)
        for body in once_shown & apart.keys():
            yield body, (month, after), apart[body]
