"""Weighted figures (có quyền số) beside the unweighted: by finished dossiers of body and field.

Only of a closed round, and of bodies whose finished dossiers were entered; else there is none.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

from survey import store
from survey.report import strata
from survey.report.asking import ALL, Ask, NotThere, read_channels, read_grouping, read_levels
from survey.report.grouping import units_of
from survey.report.index import Index
from survey.report.rows import IndexRow
from survey.report.strata import is_weighable
from survey.report.weighing import Beside, Weighing, Why, sums_of, weighing_of
from survey.store import Connection
from survey.store.rounds import Round, is_final
from survey.words import N_


@dataclass(frozen=True, slots=True)
class WeightedRow(IndexRow):
    """A row of an index with its weighted figure beside it.

    `n_eff` simple answers would leave as much to chance as the weighted figure's sheets do,
    `n_kish` sheets of equal weight would tell as much. `weighted_note` is `Beside.note`.
    """

    weighted_percent: Decimal | None = None
    weighted_low: Decimal | None = None
    weighted_high: Decimal | None = None
    n_eff: Decimal | None = None
    n_kish: Decimal | None = None
    weighted_note: str = ""


WEIGHTED_COLUMNS = tuple(field.name for field in fields(WeightedRow)[len(fields(IndexRow)) :])


def weighted_rows(
    db: Connection,
    this: Round,
    *,
    agency: str | None = None,
    level: str = ALL,
    channel: str | None = None,
    group_by: str | None = None,
    group: str = "pooled",
    method: str | None = None,
    language: str = "vi",
) -> list[WeightedRow]:
    """Return the live rows of `index_rows`, which hide nothing, each with its weighted figure.

    The strata are counted from the responses; where these are gone, the last freeze has the
    overall index of the channels that rank.

    :raises NotThere: if rows by desk or by channel are asked for.
    :raises Refusal: as `index_rows`.
    """
    grouped_by, pooling = read_grouping(group_by, group)
    if grouped_by in {"desk", "channel"}:
        raise NotThere(N_("Chỉ tính có quyền số cho đơn vị hoặc cho nhiều đơn vị gộp lại."))
    ask = Ask(
        source="live",
        agency=agency,
        levels=read_levels(level),
        channels=read_channels(channel),
        group_by=grouped_by,
        pooling=pooling,
        hide=0,
    )
    index = Index(db, this, ask, method=method, language=language)
    units, entries = units_of(db, ask, index.bodies, index.side), index.entries()
    why: Why = "open" if this.state == "open" else ""
    if not is_weighable(index.method) or pooling != "pooled":
        why = "method"
    if why or not units:
        return [_row(entry.row, Beside(None, why)) for entry in entries]
    weighing = _live(db, this, index, {body for unit in units for body in unit.members})
    each = len(entries) // len(units)
    return [
        _row(row, weighing.of(units[at // each].members, (row.level, row.id), people=row.responses))
        for at, row in enumerate(entry.row for entry in entries)
    ]


def _row(row: IndexRow, beside: Beside) -> WeightedRow:
    plain, figure = asdict(row), beside.figure
    if figure is None:
        return WeightedRow(**plain, weighted_note=beside.note)
    return WeightedRow(
        **plain,
        weighted_percent=figure.percent,
        weighted_low=figure.low,
        weighted_high=figure.high,
        n_eff=tenths(figure.n_eff),
        n_kish=tenths(figure.kish),
        weighted_note=beside.note,
    )


def tenths(number: float) -> Decimal:
    """Return a number with one decimal, half up."""
    return Decimal(number).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _live(db: Connection, this: Round, index: Index, bodies: Collection[int]) -> Weighing:
    layout, method, channels = index.side.layout, index.method, index.ask.channels
    if is_final(this):
        return _kept(db, this, str(method) == this.method and channels == this.ranked_by)
    tallies = {
        key: tally
        for key, tally in strata.count(db, this, layout, channels).items()
        if key[0] in bodies
    }
    sums = sums_of(layout, method.rule, tallies, index.ask.levels)
    dossiers = store.transactions.by_body(db, this.first, this.last)
    return Weighing(this, sums, dossiers, method=method)


def _kept(db: Connection, this: Round, as_shown: bool) -> Weighing:
    """Return what the last freeze has of a round whose responses are gone."""
    last = store.freezes.last(db, this.id)
    if last is None or not as_shown:
        return Weighing(this, {}, {})
    rows = store.strata.rows(db, this.id, last.no)
    return weighing_of(this, rows, store.dossiers.of_freeze(db, this, last.no))
