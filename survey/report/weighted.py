"""Weighted figures (có quyền số) beside the unweighted: by finished dossiers of body and field.

Only of a closed round, and of bodies whose finished dossiers were entered; else there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from operator import add
from typing import Literal

from survey import store
from survey.report import strata
from survey.report.asking import ALL, Ask, NotThere, read_channels, read_grouping, read_levels
from survey.report.counts import OVERALL
from survey.report.grouping import units_of
from survey.report.index import Index
from survey.report.rows import IndexRow
from survey.report.strata import is_weighable, official
from survey.scoring import Cell, Method, Weighted, join_small, weigh
from survey.scoring.index import by_rule
from survey.scoring.tally import NO_SUMS
from survey.store import Connection
from survey.store.rounds import Round, is_final
from survey.store.strata import Stratum
from survey.store.transactions import months_between
from survey.words import N_

# Why there is no weighted figure.
Why = Literal["", "open", "method", "dossiers", "sheets", "complement"]
Key = tuple[str, str]
# n, answered, x, y, xx, yy, xy as in `Cell`.
Sheets = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A weighted figure, or why there is none.

    :ivar why: "open": the round is not closed; "method": it does not pool, or splits;
        "dossiers": finished dossiers were not entered, for a body or one of the group;
        "sheets": nobody answered, or sheets were counted that the strata do not have;
        "complement": it would give away figures that are left out.
    :ivar months: of how many months of the round dossiers were entered, and how many it has.
    """

    figure: Weighted | None
    why: Why = ""
    months: tuple[int, int] = (0, 0)

    @property
    def note(self) -> str:
        """What must be known of it, for programs: `joined:2 beyond:1 months:2/3`, or why not."""
        if self.figure is None:
            return self.why
        entered, of = self.months
        said = {
            f"joined:{self.figure.joined}": self.figure.joined,
            f"beyond:{self.figure.beyond}": self.figure.beyond,
            f"months:{entered}/{of}": entered < of,
        }
        return " ".join(note for note, holds in said.items() if holds)


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


class Weighing:
    """A round's strata and dossiers, ready to be put together for any set of its bodies.

    :param sums: (level, id) → body → field → its sheets.
    :param scale: what an answer is worth is x / scale.
    """

    def __init__(
        self,
        db: Connection,
        this: Round,
        sums: Mapping[Key, Mapping[int, Mapping[str, Sheets]]],
        *,
        scale: int,
    ) -> None:
        self._months = len(months_between(this.first, this.last))
        self._dossiers = store.transactions.by_body(db, this.first, this.last)
        self._sums = sums
        self._scale = scale
        self._known: dict[tuple[int, Key], list[Cell]] = {}

    def of(self, members: Collection[int], key: Key = OVERALL, *, people: int) -> Beside:
        """Return the weighted index of bodies together.

        :param people: who stand behind the unweighted one; none is told of other sheets.
        """
        sums = self._sums.get(key, {})
        answered = [body for body in members if body in sums]
        if not answered:
            return Beside(None, "sheets")
        if not all(map(self.is_entered, answered)):
            return Beside(None, "dossiers")
        cells = [
            cell for body in members if self.is_entered(body) for cell in self.cells(body, key)
        ]
        figure = weigh(join_small(cells), scale=self._scale)
        if figure is None or figure.sheets != people:
            return Beside(None, "sheets")
        entered = min(self._dossiers[body].months for body in answered)
        return Beside(figure, "", (entered, self._months))

    def is_entered(self, body: int) -> bool:
        """Whether finished dossiers of a body were entered, more than none."""
        of = self._dossiers.get(body)
        return of is not None and any(of.by_field.values())

    def stratum_of(self, body: int, field: str) -> str:
        """Return the field whose dossiers a body's sheets about `field` belong to."""
        return stratum_of(field, self._dossiers[body].by_field)

    def cells(self, body: int, key: Key = OVERALL) -> list[Cell]:
        """Return the strata of a body whose dossiers were entered, the small ones joined."""
        if (body, key) not in self._known:
            self._known[body, key] = self._cells(body, key)
        return self._known[body, key]

    def _cells(self, body: int, key: Key) -> list[Cell]:
        finished = self._dossiers[body].by_field
        found: dict[str, Sheets] = {}
        for field, sheets in self._sums[key].get(body, {}).items():
            _put(found, stratum_of(field, finished), sheets)
        return join_small(
            Cell(((body, field),), finished.get(field, 0), *found.get(field, ()))
            for field in finished.keys() | found.keys()
        )


def stratum_of(field: str, fields: Collection[str]) -> str:
    """Return the field whose dossiers a sheet's field belongs to.

    Its own, whatever the capitals; else those that were entered without a field.

    >>> stratum_of("Đất đai", {"đất đai": 5}), stratum_of("Hộ tịch", {"": 9})
    ('đất đai', '')
    """
    if field in fields:
        return field
    same = sorted(one for one in fields if one.casefold() == field.casefold())
    return same[0] if same else "" if "" in fields else field


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
    layout, rule, channels = index.side.layout, index.method.rule, index.ask.channels
    if is_final(this):
        same = str(index.method) == this.method and channels == official(this)
        last = store.freezes.last(db, this.id)
        kept = store.strata.rows(db, this.id, last.no) if last and same else []
        return frozen_weighing(db, this, kept)
    tallies = strata.count(db, this, layout, channels)
    sums: dict[Key, dict[int, dict[str, Sheets]]] = {}
    scale = 1
    for (body, _desk, field), tally in sorted(tallies.items()):
        if body not in bodies:
            continue
        for group in layout.groups:
            if group.level not in index.ask.levels:
                continue
            of = layout.sums(tally.record, group)
            x, xx, xy, scale = by_rule(of, rule)
            sheets = (tally.responses, of.n, x, of.y, xx, of.yy, xy)
            of_key = sums.setdefault((group.level, group.id), {})
            _put(of_key.setdefault(body, {}), field, sheets)
    return Weighing(db, this, sums, scale=scale)


def frozen_weighing(db: Connection, this: Round, rows: Iterable[Stratum]) -> Weighing:
    """Return the strata of a freeze, ready for overall indices."""
    sums: dict[int, dict[str, Sheets]] = {}
    for row in rows:
        # Whoever is counted has answered one of all the rows at least.
        _put(sums.setdefault(row.agency, {}), row.field, (row.responses, *row[3:]))
    scale = by_rule(NO_SUMS, Method.parse(this.method).rule)[3]
    return Weighing(db, this, {OVERALL: sums}, scale=scale)


def _put(fields: dict[str, Sheets], field: str, sheets: Sheets) -> None:
    old = fields.get(field)
    fields[field] = tuple(map(add, old, sheets)) if old else sheets
