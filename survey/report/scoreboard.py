"""The scoreboard of a year (bảng tổng hợp chỉ số): the province's indices, and its units'."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from survey import store
from survey.report.over_years import Trend, trends_of
from survey.report.own import OwnRound, own_rounds
from survey.report.yearly import FRAMES, Figure, Table, by_kind, figure, table
from survey.scoring import PROVINCE, YEARLY, YearlyIndex
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.scoreboard import PROVINCE as THE_PROVINCE
from survey.store.scoreboard import Key, Published

BEST = 10  # bodies of a kind from a survey round; its ranking has a page of its own


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """What is known of a year.

    :ivar years: every year with a figure, the latest first.
    :ivar province: every index that a province has, those not entered too (`is_there`).
    :ivar tables: the units' published figures, by index and kind.
    :ivar rounds: survey rounds that ended in the year, each with its frame and best bodies.
    :ivar trends: the province's indices over the years.
    """

    year: int
    years: tuple[int, ...]
    province: tuple[Figure, ...]
    tables: tuple[Table, ...]
    rounds: tuple[OwnRound, ...]
    trends: tuple[Trend, ...]

    @property
    def entered(self) -> tuple[Figure, ...]:
        """The province's figures that are there."""
        return tuple(one for one in self.province if one.is_there)

    @property
    def by_index(self) -> tuple[tuple[Table, ...], ...]:
        """The tables that say more than who is first, those of one index together."""
        told = [table for table in self.tables if table.values or len(table.lines) > 1]
        groups = groupby(told, key=lambda table: (table.index.id, table.frame))
        return tuple(tuple(tables) for _, tables in groups)

    @property
    def crowded(self) -> tuple[Figure, ...]:
        """The province's figures whose ranks moved far for a change of hardly anything."""
        now = (trend.of(self.year) for trend in self.trends)
        return tuple(one for one in now if one is not None and one.is_crowded)

    @property
    def moved(self) -> tuple[int, int, int]:
        """How many of the province's ranks rose, fell, and stayed."""
        moves = [one.rank_change for one in self.province if one.rank_change is not None]
        return sum(m > 0 for m in moves), sum(m < 0 for m in moves), moves.count(0)


def scoreboard(
    db: Connection,
    year: int | None = None,
    *,
    province: str = "",
    only: Collection[int] | None = None,
    with_rounds: bool = True,
    language: str = "vi",
) -> Scoreboard | None:
    """Return the scoreboard of a year; None where nothing was ever entered nor surveyed.

    :param year: None, or one without figures: the latest that has any.
    :param province: what the province is called ("tỉnh Lai Châu").
    :param only: ids of units to list; ranks are still among all.
    :param with_rounds: whether rounds that have ended stand beside what was entered: their last
        freeze, with the inner threshold. A public page shows its editions itself.
    """
    own = {one.key: one for one in store.scoreboard.figures(db, body=THE_PROVINCE)}
    rounds = [one for one in store.rounds.all_rounds(db) if with_rounds and one.state != "open"]
    entered = store.scoreboard.years_with_figures(db)
    years = sorted(entered | {one.last.year for one in rounds}, reverse=True)
    if not years:
        return None
    told = [key.year for key in own if own[key].is_result]
    chosen = year if year in years else max(told, default=years[0])
    beside = store.scoreboard.figures(db, years=(chosen - 1, chosen))
    bodies = store.agencies.names_on(db, date(chosen, 12, 31))
    return Scoreboard(
        chosen,
        tuple(years),
        tuple(_of_province(own, chosen, province)),
        tuple(_tables({one.key: one for one in beside}, chosen, bodies, only)),
        own_rounds(
            db,
            [one for one in rounds if one.last.year == chosen],
            province=province,
            only=only,
            language=language,
            best=BEST,
        ),
        trends_of(own.values(), name=province),
    )


def laid_out(year: int, figures: Sequence[Figure]) -> Scoreboard:
    """Return the scoreboard that figures make by themselves, those of units in their tables."""
    kinds: dict[tuple[str, str], dict[str, list[Figure]]] = {}
    for one in figures:
        if one.code:
            some = kinds.setdefault((one.index.id, one.frame), {})
            some.setdefault(one.kind, []).append(one)
    tables = [
        table(some)
        for index in YEARLY
        for frame in ("", *FRAMES)
        for _, some in by_kind(kinds.get((index, frame), {}))
    ]
    province = tuple(one for one in figures if not one.code)
    return Scoreboard(year, (year,), province, tuple(tables), (), ())


def _of_province(figures: dict[Key, Published], year: int, province: str) -> Iterable[Figure]:
    for index in _indices(PROVINCE):
        frames = {key.frame for key in figures if key[:3] == (year, index.id, THE_PROVINCE)}
        if not frames and index.framed:
            continue  # an office without a survey of its own lacks nothing
        for frame in sorted(frames or {""}):
            key = Key(year, index.id, THE_PROVINCE, frame)
            now, before = figures.get(key), figures.get(key._replace(year=year - 1))
            yield figure(index, year, now, before, name=province, frame=frame)


def _tables(
    figures: dict[Key, Published],
    year: int,
    bodies: dict[int, Agency],
    only: Collection[int] | None,
) -> Iterable[Table]:
    found: dict[tuple[str, str, str], list[Figure]] = {}
    for key in figures:
        body = bodies.get(key.body)
        if key.year != year or body is None:
            continue
        before = figures.get(key._replace(year=year - 1))
        one = figure(
            YEARLY[key.id],
            year,
            figures[key],
            before,
            body=body.id,
            name=body.name,
            code=body.code,
            kind=body.kind,
            frame=key.frame,
        )
        found.setdefault((key.id, key.frame, body.kind), []).append(one)
    for index in YEARLY:
        for frame in ("", *FRAMES):
            kinds = {key[2]: some for key, some in found.items() if key[:2] == (index, frame)}
            for _, some in by_kind(kinds):
                if (listed := table(some).of(only)).lines:
                    yield listed


def _indices(whose: str) -> list[YearlyIndex]:
    return [index for index in YEARLY.values() if whose in index.of]
