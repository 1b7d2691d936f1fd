"""A round at a glance: its index, who answered how, the factors, and how it moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from survey import store
from survey.report.answered import Answered
from survey.report.asking import CHANNELS, channel_of
from survey.report.basis import Shown, questionnaire_of, shown
from survey.report.bodies import Bodies, bodies_of, counted_in
from survey.report.counts import OVERALL
from survey.report.sample import Received, all_received, needed
from survey.report.sides import Side
from survey.report.spreads import Spread, spread_of
from survey.report.together import scores_of_told
from survey.report.trend import Point, Trend, point, trend
from survey.scoring import BadMethod, Method, change
from survey.store import Connection
from survey.store.frozen import Body, Figure
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class KindLine:
    """The bodies of a kind: pooled (None: not told), and the spread of those ranked."""

    kind: str
    bodies: int
    pooled: Point | None
    spread: Spread


@dataclass(frozen=True, slots=True)
class Overview:
    """What is said of a whole round.

    :ivar whole: None before any body is told. `before`: the same of the round before.
    :ivar left_out: bodies with sheets that are not in the whole, being not told themselves.
    :ivar sample: (sheets, sheets needed, bodies that have what they need); `entered`: bodies
        whose finished dossiers are known.
    """

    shown: Shown
    channel: str
    whole: Point | None
    before: Point | None
    before_title: str
    left_out: int
    bodies: int
    channels: tuple[tuple[str, int], ...]
    received: Received
    sample: tuple[int, int, int]
    entered: int
    factors: tuple[Point, ...]
    kinds: tuple[KindLine, ...]
    trend: Trend

    @property
    def change(self) -> Decimal | None:
        """Percentage points since the round before."""
        return change(
            self.whole.percent if self.whole else None,
            self.before.percent if self.before else None,
        )

    @property
    def factor_spread(self) -> Spread:
        """What the table of factors ends with."""
        return spread_of(one.percent for one in self.factors)

    @property
    def kind_spread(self) -> Spread:
        """What the table of kinds ends with: of their pooled indices that are told."""
        return spread_of(line.pooled.percent for line in self.kinds if line.pooled)


def overview(db: Connection, this: Round, *, language: str = "vi") -> Overview | None:
    """Return what the last freeze says of a round; None before the first.

    Of the channels that the round ranks by; people by channel are of all of them. Everything was
    made at the freeze, so the page's cost follows neither sheets nor criteria.
    """
    seen = shown(db, this)
    if seen is None:
        return None
    split = Method.parse(this.method).split
    bodies = bodies_of(db, this, counted_in(db, this, seen.no, split=split))
    figures = store.frozen.overall_of_bodies(db, this.id, seen.no)
    known = store.frozen.bodies(db, this.id, seen.no)
    key = "sheets", this.id, seen.no
    people, taken_in = store.remembered(db, key, lambda: _sheets(db, this, seen.no, known))
    need = needed(db, this, seen.no, bodies.of_round)
    past = store.rounds.previous(db, this)
    every = store.frozen.of_kind(db, this.id, seen.no, "")
    return Overview(
        shown=seen,
        channel=channel_of(this.ranked_by),
        whole=_overall(every),
        before=_as_now(db, past, this) if past else None,
        before_title=past.title if past else "",
        left_out=sum(one.responses > 0 and one.percent is None for one in figures.values()),
        bodies=len(bodies.of_round),
        channels=tuple((name, people[name]) for name in CHANNELS if people[name]),
        received=all_received(known, people.total()),
        sample=(
            people.total(),
            sum(one.sheets for one in need.values()),
            sum(taken_in.get(body, 0) >= one.sheets for body, one in need.items()),
        ),
        entered=sum(one.finished is not None for one in need.values()),
        factors=_factors(db, this, every, language),
        kinds=tuple(_kinds(db, this, seen.no, bodies, figures)),
        trend=trend(db, this),
    )


def _sheets(
    db: Connection, this: Round, no: int, known: Mapping[int, Body]
) -> tuple[Counter[str], dict[int, int]]:
    """Return channel → sheets that a freeze shows, and body → sheets it took in."""
    people: Counter[str] = Counter()
    taken_in = {id_: one.shown for id_, one in known.items() if one.shown is not None}
    kinds = store.frozen.kinds(db, this.id, no)
    if kinds and len(taken_in) == len(known):
        for kind in kinds.values():
            people.update(Answered.unpacked(kind.record).channels)
        return people, taken_in
    taken_in = {}
    for row in store.freezes.rows(db, this.id, no, records=False):
        people[row.channel] += row.responses
        taken_in[row.agency] = taken_in.get(row.agency, 0) + row.responses
    return people, taken_in


def _overall(found: list[Figure]) -> Point | None:
    return next((point(one) for one in found if one.level == "overall"), None)


def _factors(db: Connection, this: Round, found: list[Figure], language: str) -> tuple[Point, ...]:
    """Return the factors, best first."""
    sheet = questionnaire_of(db, this)
    factors = [
        point(one, name=sheet.label("factor", one.item, language))
        for one in found
        if one.level == "factor"
    ]
    return tuple(sorted(factors, key=lambda one: (-(one.percent or 0), one.name)))


def _as_now(db: Connection, past: Round, this: Round) -> Point | None:
    """Return the overall index of the round before, scored as this one is; None: not shown."""
    last = store.freezes.last(db, past.id)
    if last is None:
        return None
    if past.method == this.method and past.ranked_by == this.ranked_by:
        stored = _overall(store.frozen.of_kind(db, past.id, last.no, ""))
        if stored is not None:
            return stored
    try:
        side = Side(
            db,
            past,
            source="frozen",
            method=Method.parse(this.method),
            channels=this.ranked_by,
            records=None,
        )
    except BadMethod:
        return None
    found = scores_of_told(side, side.counted).get(OVERALL)
    return Point(found.responses, found.percent, found.low, found.high) if found else None


def _kinds(
    db: Connection, this: Round, no: int, bodies: Bodies, figures: Mapping[int, Figure]
) -> Iterator[KindLine]:
    pooled = store.frozen.overall_of_kinds(db, this.id, no)
    for kind, members in bodies.kinds().items():
        known = [figures[body.id] for body in members if body.id in figures]
        own = [
            None if one.percent is None else Decimal(one.percent)
            for one in known
            if one.responses >= this.minimum
        ]
        whole = point(pooled[kind]) if kind in pooled else None
        yield KindLine(kind, len(members), whole, spread_of(own))
