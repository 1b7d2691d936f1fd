"""A round at a glance: its index, who answered how, the factors, and how it moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from survey import store
from survey.report.asking import ALL, CHANNELS
from survey.report.bodies import Bodies, bodies_of
from survey.report.counts import OVERALL
from survey.report.sample import Received, all_received, needed
from survey.report.sides import PLAIN, Shown, Side, questionnaire_of, shown
from survey.report.spreads import spread
from survey.report.together import is_told, overall_of, scores_of_told
from survey.scoring import BadMethod, Method, Score, change
from survey.store import Connection
from survey.store.frozen import ALL_DAYS, Figure
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class Point:
    """An index of all bodies that are told, or (in a trend) of one of its months or freezes.

    :ivar name: the factor's name, or empty; `day`: a freeze's, or the first of a month.
    :ivar percent: None where it is left out or nobody answered.
    """

    responses: int
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    name: str = ""
    day: date | None = None
    no: int = 0


@dataclass(frozen=True, slots=True)
class KindLine:
    """The bodies of a kind: pooled, as the plain mean of those told, the lowest and the highest."""

    kind: str
    bodies: int
    responses: int
    pooled: Score
    mean: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What is said of a whole round.

    :ivar whole: None before any body is told. `before`: the same of the round before.
    :ivar left_out: bodies with sheets that are not in the whole, being not told themselves.
    :ivar sample: (sheets, sheets needed, bodies that have what they need); `entered`: bodies
        whose finished dossiers are known.
    :ivar by_month: whether the trend has months, or else the round's freezes.
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
    trend: tuple[Point, ...]
    by_month: bool

    @property
    def change(self) -> Decimal | None:
        """Percentage points since the round before."""
        return change(
            self.whole.percent if self.whole else None,
            self.before.percent if self.before else None,
        )


def overview(db: Connection, this: Round, *, language: str = "vi") -> Overview | None:
    """Return what the last freeze says of a round; None before the first.

    Of the channels that the round ranks by; people by channel are of all of them.
    """
    seen = shown(db, this)
    if seen is None:
        return None
    official = frozenset(this.rank_channels) or None
    method = Method.parse(this.method)
    side = Side(
        db,
        this,
        source="frozen",
        method=method,
        channels=official,
        records=() if method == PLAIN else None,
    )
    bodies = bodies_of(db, this, side.counted)
    known = store.frozen.bodies(db, this.id, seen.no)
    whole, factors = _whole(db, this, seen.no, language)
    rows = store.freezes.rows(db, this.id, seen.no, records=False)
    people: Counter[str] = Counter()
    taken_in: Counter[int] = Counter()
    for row in rows:
        people[row.channel] += row.responses
        taken_in[row.agency] += row.responses
    need = needed(db, this, bodies.of_round)
    past = store.rounds.previous(db, this)
    months = store.frozen.months_of(db, this.id) if this.state != "open" else []
    return Overview(
        shown=seen,
        channel=",".join(one for one in CHANNELS if one in this.rank_channels) or ALL,
        whole=whole,
        before=_as_now(db, past, method, official) if past else None,
        before_title=past.title if past else "",
        left_out=sum(
            side.counts(body.id) and not is_told(side, body.id) for body in bodies.of_round
        ),
        bodies=len(bodies.of_round),
        channels=tuple((name, people[name]) for name in CHANNELS if people[name]),
        received=all_received(known, people.total()),
        sample=(
            people.total(),
            sum(one.sheets for one in need.values()),
            sum(taken_in[body] >= one.sheets for body, one in need.items()),
        ),
        entered=sum(one.finished is not None for one in need.values()),
        factors=factors,
        kinds=tuple(_kinds(side, bodies)),
        trend=tuple(_months(months) if months else _freezes(db, this)),
        by_month=bool(months),
    )


def _whole(
    db: Connection, this: Round, no: int, language: str
) -> tuple[Point | None, tuple[Point, ...]]:
    """Return the overall index and the factors, best first, as the freeze made them."""
    sheet = questionnaire_of(db, this)
    found = [one for one in store.frozen.figures(db, this.id, no) if one.span == ALL_DAYS]
    factors = [
        _point(one, name=sheet.label("factor", one.item, language))
        for one in found
        if one.level == "factor"
    ]
    factors.sort(key=lambda one: (-(one.percent or 0), one.name))
    whole = next((_point(one) for one in found if one.level == "overall"), None)
    return whole, tuple(factors)


def _as_now(
    db: Connection, past: Round, method: Method, channels: frozenset[str] | None
) -> Point | None:
    """Return the overall index of the round before, scored as this one is; None: not shown."""
    last = store.freezes.last(db, past.id)
    if last is None:
        return None
    if past.method == str(method) and (frozenset(past.rank_channels) or None) == channels:
        stored = store.frozen.figures(db, past.id, last.no)
        if stored:
            return next((_point(one) for one in stored if (one.level, one.span) == _WHOLE), None)
    try:
        side = Side(db, past, source="frozen", method=method, channels=channels, records=None)
    except BadMethod:
        return None
    found = scores_of_told(side, side.counted).get(OVERALL)
    return Point(found.responses, found.percent, found.low, found.high) if found else None


_WHOLE = ("overall", ALL_DAYS)


def _kinds(side: Side, bodies: Bodies) -> list[KindLine]:
    lines = []
    for kind, members in bodies.kinds().items():
        ids = {body.id for body in members}
        pooled = overall_of(side, ids)
        told = [side.overall({body}).share for body in ids if is_told(side, body)]
        shares = [share for share in told if share is not None]
        lines.append(KindLine(kind, len(ids), pooled.responses, pooled, *spread(shares)))
    return lines


def _months(found: list[Figure]) -> list[Point]:
    return [_point(one, day=date.fromisoformat(f"{one.span}-01")) for one in found]


def _freezes(db: Connection, this: Round) -> list[Point]:
    days = {one.no: one.day for one in store.freezes.all_freezes(db, this.id)}
    found = store.frozen.overall_by_freeze(db, this.id)
    return [_point(one, day=days[no], no=no) for no, one in found.items()]


def _point(one: Figure, *, name: str = "", day: date | None = None, no: int = 0) -> Point:
    ends = (None if end is None else Decimal(end) for end in (one.percent, one.low, one.high))
    return Point(one.responses, *ends, name=name, day=day, no=no)
