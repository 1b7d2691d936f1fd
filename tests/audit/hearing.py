"""What the pages of a freeze tell whoever sees the whole round, as sums of people's answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from survey import report, store
from survey.report import AgencyReport, Entry, KindIndex
from survey.report.own import own_rounds
from survey.report.trend import Point
from survey.scoring import Domain, Method, Score, score
from survey.store import Connection
from tests.audit.lives import (
    BODIES,
    CHANNELS,
    GROUPS,
    KINDS,
    MONTHS,
    OVERALL,
    Group,
    Life,
    Sum,
    minus,
)
from tests.report.scene import LAYOUT

Key = tuple[str, str]
Ends = tuple[Decimal | None, Decimal | None, Decimal | None]


class Hearing:
    """Every sum that pages tell at one freeze.

    :ivar told: (where it stands, the sum).
    """

    def __init__(self, db: Connection, life: Life, no: int) -> None:
        self.db, self.life, self.this = db, life, life.this
        self.state = life.state(no)
        self.no = no
        self.told: list[tuple[str, Sum]] = []
        self.official = tuple(self.this.rank_channels) or CHANNELS
        self._view = ",".join(self.this.rank_channels) or "all"
        self._pages: dict[str, dict[str, AgencyReport]] = {}
        self._known: dict[tuple[tuple[Group, ...], Key], Ends] = {}
        views = {"all": CHANNELS, self._view: self.official, **{one: (one,) for one in CHANNELS}}
        for view, channels in views.items():
            self._bodies(view, channels)
            self._kinds(view, channels)
        self._together()
        if self.this.state != "open":
            self._months()

    def hear(self, where: str, found: Sum) -> None:
        """Note a sum that is told."""
        self.told.append((where, found))

    def of(self, bodies: Collection[str], channels: Collection[str], key: Key) -> Sum:
        """Return the answers of some bodies in some channels at this freeze."""
        return self.life.sum(self.state, self.life.groups(bodies, channels), key)

    def pooled(
        self, where: str, figure: Ends | None, members: Sequence[str], view: str, key: Key = OVERALL
    ) -> None:
        """Hear a figure of bodies together; who is in it is found by trying."""
        if figure is None or figure[0] is None:
            return
        channels = CHANNELS if view == "all" else view.split(",")
        at = list(GROUPS).index(key)
        page = self._pages[view]
        told = [code for code in members if not hidden(entries(page[code])[at])]
        rest = [code for code in members if code not in told]
        for inside in subsets(told, rest):
            if self._ends(tuple(self.life.groups(inside, channels)), key) == figure:
                self.hear(f"{where} {key[1]} of {''.join(inside)}", self.of(inside, channels, key))
                return
        raise AssertionError(f"{where}: made of somebody's answers")

    def _ends(self, groups: tuple[Group, ...], key: Key) -> Ends:
        if (groups, key) not in self._known:
            records = [record for record, _ in self.life.people(self.state, groups)]
            found = score(LAYOUT, Domain(LAYOUT.count(records)), Method.parse(self.this.method))
            self._known |= {(groups, each): ends(one) for each, one in found.items()}
        return self._known[groups, key]

    def _bodies(self, view: str, channels: Collection[str]) -> None:
        self._pages[view] = {}
        for code in BODIES:
            page = report.agency_report(self.db, self.this, code, channel=view)
            assert page is not None
            self._pages[view][code] = page
            for entry in entries(page):
                if not hidden(entry):
                    key = entry.row.level, entry.row.id
                    self.hear(f"page {code} {view} {key[1]}", self.of(code, channels, key))
            for entry in page.desks:
                if not hidden(entry):
                    desk = entry.row.group
                    groups = [one for one in self.life.groups(code, channels) if one[1] == desk]
                    found = self.life.sum(self.state, groups, OVERALL)
                    self.hear(f"desk {code} {desk} {view}", found)

    def _kinds(self, view: str, channels: Collection[str]) -> None:
        for kind, members in KINDS.items():
            ranking = report.ranking(self.db, self.this, kind=kind, channel=view)
            assert ranking is not None
            for entry in ranking.entries:
                assert entry.row.percent == self._pages[view][entry.row.agency].overall.row.percent
                assert entry.row.rank is None or not hidden(entry)
            self.pooled(f"ranking {kind} {view}", ends(ranking.whole), members, view)
            for key, one in self._pages[view][members[0]].kind.items():
                self.pooled(f"kind {kind} {view}", ends(one), members, view, key)

    def _together(self) -> None:
        """Hear the round at a glance, the heat map, named groups and the scoreboard."""
        seen = report.overview(self.db, self.this)
        groups = report.groups(self.db, self.this)
        assert seen is not None
        assert groups is not None
        for one in store.frozen.of_kind(self.db, self.this.id, self.no, ""):
            figure = dec(one.percent), dec(one.low), dec(one.high)
            self.pooled("whole", figure, BODIES, self._view, (one.level, one.item))
        for line in seen.kinds:
            if line.pooled:
                self.pooled("glance", ends(line.pooled), KINDS[line.kind], self._view)
        for group in groups.named:
            codes = [one.body.code for one in group.members]
            self.pooled(f"group {group.code}", ends(group.pooled), codes, self._view)
        (own,) = own_rounds(self.db, [self.this], province="T", only=None, language="vi", best=9)
        self.pooled("scoreboard", ends(own.whole), BODIES, self._view)

    def _months(self) -> None:
        for code in BODIES:
            page = self._pages["all"][code]
            if hidden(page.overall) or not page.trend.by_month:
                continue
            for point in page.trend.points:
                if point.percent is not None:
                    assert point.day is not None
                    month = f"{point.day:%Y-%m}"
                    self.hear(f"trend {code} {month}", month_of(self.life, code, month))


def month_of(life: Life, bodies: Collection[str], month: str, key: Key = OVERALL) -> Sum:
    """Return what the people of a month answered, at closing."""
    before = MONTHS[MONTHS.index(month) - 1] if month != MONTHS[0] else ""
    groups = life.groups(bodies)
    return minus(
        life.sum(life.until(month), groups, key), life.sum(life.until(before), groups, key)
    )


def entries(page: AgencyReport) -> list[Entry]:
    """Return every row of a body's page, in the order of `GROUPS`."""
    return [page.overall, *page.parts, *page.factors, *(line.entry for line in page.criteria)]


def hidden(entry: Entry) -> bool:
    return entry.row.percent is None and entry.row.answers > 0


def subsets(always: Sequence[str], maybe: Sequence[str]) -> Iterator[list[str]]:
    """Yield the largest first."""
    for many in range(len(maybe), -1, -1):
        for some in combinations(maybe, many):
            yield sorted([*always, *some])


def ends(one: Score | KindIndex | Point) -> Ends:
    return one.percent, one.low, one.high


def dec(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
