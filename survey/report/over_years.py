"""The years of one body: what was published of it, and what its own survey rounds said.

Each index is a series by itself; so are rounds asked in different places, of different
questionnaires, or scored by different methods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from survey import store
from survey.report.rows import is_clear
from survey.report.trend import point
from survey.report.yearly import Figure, figure, table
from survey.scoring import YEARLY, YearlyIndex, change
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round
from survey.store.scoreboard import PROVINCE as THE_PROVINCE
from survey.store.scoreboard import Published


@dataclass(frozen=True, slots=True)
class Moment:
    """What a chart draws of one year or round; a year without a figure is a gap."""

    name: str
    percent: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """One index of one body over the years: the years that have it, the first one first.

    Each is compared with the one before it here, which need not be the year before.
    """

    index: YearlyIndex
    frame: str
    figures: tuple[Figure, ...]

    def of(self, year: int) -> Figure | None:
        """Return the figure of a year, if there is one."""
        return next((one for one in self.figures if one.year == year), None)

    @property
    def steps(self) -> tuple[Figure, ...]:
        """Those whose value and rank both can be laid beside the ones before them."""
        return tuple(
            one for one in self.figures if one.change is not None and one.rank_change is not None
        )

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every year from the first value to the last; nothing where there are not two."""
        values = {one.year: one.value for one in self.figures if one.value is not None}
        if len(values) < 2:
            return ()
        years = range(min(values), max(values) + 1)
        return tuple(Moment(str(year), values.get(year)) for year in years)


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """A body in a round by its last freeze, beside the round before it in the series.

    :ivar percent: None: not told, or nobody answered.
    :ivar places: the lowest and highest rank that chance leaves it; None: it is not ranked.
    """

    round: Round
    day: date
    responses: int
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    places: tuple[int, int] | None
    change: Decimal | None = None
    change_is_clear: bool = False


@dataclass(frozen=True, slots=True)
class OwnSeries:
    """Rounds that asked the same in the same place and are scored alike, the first one first."""

    frame: str
    method: str
    points: tuple[OwnPoint, ...]

    @property
    def moments(self) -> tuple[Moment, ...]:
        """What a chart draws of them; nothing where there are not two figures."""
        told = [one for one in self.points if one.percent is not None]
        if len(told) < 2:
            return ()
        return tuple(
            Moment(f"{one.round.last:%m/%Y}", one.percent, one.low, one.high) for one in self.points
        )


@dataclass(frozen=True, slots=True)
class Years:
    """All that is known of one body over the years.

    :ivar body: None: the province.
    :ivar before: bodies whose work it took over.
    """

    body: Agency | None
    trends: tuple[Trend, ...]
    own: tuple[OwnSeries, ...]
    before: tuple[Agency, ...]


def years_of_province(db: Connection, province: str) -> Years:
    """Return the province's published indices over the years."""
    own = store.scoreboard.figures(db, body=THE_PROVINCE)
    return Years(None, trends_of(own, name=province), (), ())


def years_of(db: Connection, code: str, year: int) -> Years | None:
    """Return the years of the body that bore a code last by the end of a year; None: none did."""
    every = store.agencies.names_on(db, date(year, 12, 31))
    bore = [one for one in every.values() if one.code == code and one.first <= date(year, 12, 31)]
    if not bore:
        return None
    body = max(bore, key=lambda one: one.first)
    told = list(_ranked(db, store.scoreboard.figures(db, body=body.id), body.id))
    trends = trends_of(told, body=body.id, name=body.name, code=body.code, kind=body.kind)
    old = {id_ for id_, _ in store.agencies.predecessors(db).get(body.id, ())}
    before = sorted((every[id_] for id_ in old), key=lambda one: one.sort_key)
    return Years(body, trends, tuple(_own(db, body.id)), tuple(before))


def trends_of(
    figures: Iterable[Published],
    *,
    body: int = THE_PROVINCE,
    name: str = "",
    code: str = "",
    kind: str = "",
) -> tuple[Trend, ...]:
    """Return a body's figures as a series an index and frame, in the order of the indices."""
    series: dict[tuple[str, str], list[Published]] = {}
    for one in figures:
        if one.is_result:
            series.setdefault((one.key.id, one.key.frame), []).append(one)
    order = list(YEARLY)
    found = []
    for id_, frame in sorted(series, key=lambda key: (order.index(key[0]), key[1])):
        past: Published | None = None
        told = []
        for now in sorted(series[id_, frame], key=lambda one: one.key.year):
            whose = {"body": body, "name": name, "code": code, "kind": kind, "frame": frame}
            told.append(figure(YEARLY[id_], now.key.year, now, past, **whose))  # type: ignore[arg-type]
            past = now
        found.append(Trend(YEARLY[id_], frame, tuple(told)))
    return tuple(found)


def _ranked(db: Connection, figures: Iterable[Published], body: int) -> Iterator[Published]:
    """Yield a unit's figures, each with the rank that its table of the year works out."""
    kinds: dict[int, dict[int, str]] = {}
    for one in figures:
        year, index = one.key.year, one.key.id
        if one.value is None or one.rank is not None or one.unranked:
            yield one
            continue
        if year not in kinds:
            named = store.agencies.names_on(db, date(year, 12, 31)).values()
            kinds[year] = {known.id: known.kind for known in named}
        beside = [
            figure(YEARLY[index], year, other, None, body=other.key.body)
            for other in store.scoreboard.figures(db, years=(year,), index=index)
            if other.key.frame == one.key.frame
            and other.key.body != THE_PROVINCE
            and kinds[year].get(other.key.body) == kinds[year].get(body)
        ]
        place = next(found for found in table(beside).figures if found.body == body)
        yield replace(one, rank=place.rank, of=place.of)


def _own(db: Connection, body: int) -> Iterator[OwnSeries]:
    series: dict[tuple[str, str, str], list[OwnPoint]] = {}
    rounds = [one for one in store.rounds.all_rounds(db) if one.state != "open"]
    for this in sorted(rounds, key=lambda one: (one.last, one.code)):
        some = series.setdefault((this.frame, this.family, this.method), [])
        if (found := _point(db, this, body)) is not None:
            some.append(_beside(found, some[-1] if some else None))
    for (frame, _, method), points in sorted(series.items()):
        if points:
            yield OwnSeries(frame, method, tuple(points))


def _point(db: Connection, this: Round, body: int) -> OwnPoint | None:
    """Return what the last freeze made of a body; None where it has no sheets in the round."""
    frozen = store.freezes.last(db, this.id)
    if frozen is None:
        return None
    made = store.frozen.by_freeze(db, this.id, body).get(frozen.no)
    if made is None or not made.responses:
        return None
    told = point(made)
    known = store.frozen.body(db, this.id, frozen.no, body)
    places = None
    if known is not None and known.rank_low is not None and known.rank_high is not None:
        places = known.rank_low, known.rank_high
    return OwnPoint(this, frozen.day, told.responses, told.percent, told.low, told.high, places)


def _beside(now: OwnPoint, past: OwnPoint | None) -> OwnPoint:
    moved = change(now.percent, past.percent) if past is not None else None
    if past is None or moved is None:
        return now
    clear = is_clear(moved, (now.low, now.high), (past.low, past.high))
    return replace(now, change=moved, change_is_clear=clear)
