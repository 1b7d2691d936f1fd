"""Strata of a round with the finished dossiers that they stand for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import add
from typing import Literal

from survey.report.counts import OVERALL
from survey.scoring import Cell, Layout, Method, Tally, Weighted, join_small, put_together, weigh
from survey.scoring.index import by_rule
from survey.scoring.method import Rule
from survey.scoring.tally import NO_SUMS
from survey.store.rounds import Round
from survey.store.strata import Key as At
from survey.store.strata import Stratum
from survey.store.transactions import OfBody, months_between

# Why there is no weighted figure.
Why = Literal["", "open", "method", "dossiers", "sheets", "complement"]
Key = tuple[str, str]
# n, answered, x, y, xx, yy, xy as in `Cell`.
Sheets = tuple[int, ...]
# (level, id) → body → field → its sheets
Sums = Mapping[Key, Mapping[int, Mapping[str, Sheets]]]


@dataclass(frozen=True, slots=True)
class Beside:
    """A weighted figure, or why there is none.

    :ivar why: "open": the round is not closed; "method": it does not pool, or splits;
        "dossiers": finished dossiers were not entered, for a body or one of the group;
        "sheets": nobody answered, or sheets were counted that the strata do not have;
        "complement": it would give away figures that are left out.
    :ivar months: of how many months of the round dossiers were entered, and how many it has.
    :ivar day: until when they were entered; None: until now.
    """

    figure: Weighted | None
    why: Why = ""
    months: tuple[int, int] = (0, 0)
    day: date | None = None

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


class Weighing:
    """A round's strata and dossiers, ready to be put together for any set of its bodies.

    :param dossiers: by body; `day`: until when they were entered, None: until now.
    """

    def __init__(
        self,
        this: Round,
        sums: Sums,
        dossiers: Mapping[int, OfBody],
        *,
        method: Method | None = None,
        day: date | None = None,
    ) -> None:
        self._months = len(months_between(this.first, this.last))
        self._dossiers = dossiers
        self._day = day
        self._sums = sums
        # What an answer is worth is x / scale.
        self._scale = by_rule(NO_SUMS, (method or Method.parse(this.method)).rule)[3]
        self._known: dict[tuple[int, Key], list[Cell]] = {}

    def of(
        self,
        members: Collection[int],
        key: Key = OVERALL,
        *,
        people: int,
        whole: Collection[int] = (),
    ) -> Beside:
        """Return the weighted index of bodies together.

        :param people: who stand behind the unweighted one; none is told of other sheets.
        :param whole: bodies that stand as one stratum each.
        """
        sums = self._sums.get(key, {})
        answered = [body for body in members if body in sums]
        if not answered:
            return Beside(None, "sheets")
        if not all(map(self.is_entered, answered)):
            return Beside(None, "dossiers")
        cells: list[Cell] = []
        for body in members:
            if self.is_entered(body):
                own = self.cells(body, key)
                cells += [put_together(own)] if body in whole else own
        # Of one body they are joined as they are.
        figure = weigh(join_small(cells) if len(members) > 1 else cells, scale=self._scale)
        if figure is None or figure.sheets != people:
            return Beside(None, "sheets")
        entered = min(self._dossiers[body].months for body in answered)
        return Beside(figure, "", (entered, self._months), self._day)

    def is_entered(self, body: int) -> bool:
        """Whether finished dossiers of a body were entered, more than none."""
        of = self._dossiers.get(body)
        return of is not None and any(of.by_field.values())

    def numbers(self, body: int) -> dict[str, int]:
        """Return field → number of the stratum that a body's sheets about it lie in."""
        finished = self._dossiers[body].by_field
        at = {field: no for no, cell in enumerate(self.cells(body)) for _, field in cell.names}
        return {field: at[stratum_of(field, finished)] for field in self._sums[OVERALL][body]}

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


def weighing_of(
    this: Round,
    rows: Iterable[Stratum],
    dossiers: Mapping[int, OfBody],
    day: date | None = None,
    *,
    below: Sums | None = None,
) -> Weighing:
    """Return strata that a freeze kept, with dossiers.

    :param below: their sums for other levels than the overall index; None: for this alone.
    """
    sums: dict[int, dict[str, Sheets]] = {}
    for row in rows:
        # Whoever is counted has answered one of all the rows at least.
        plain = (row.x, row.y, row.xx, row.yy, row.xy)
        _put(sums.setdefault(row.agency, {}), row.field, (row.responses, row.responses, *plain))
    return Weighing(this, {**(below or {}), OVERALL: sums}, dossiers, day=day)


def sums_of(
    layout: Layout, rule: Rule, tallies: Mapping[At, Tally], levels: Collection[str]
) -> Sums:
    """Return (level, id) → body → field → its sheets, for the indices of these levels."""
    sums: dict[Key, dict[int, dict[str, Sheets]]] = {}
    for (body, _desk, field), tally in sorted(tallies.items()):
        for group in layout.groups:
            if group.level in levels:
                of = layout.sums(tally.record, group)
                x, xx, xy, _ = by_rule(of, rule)
                sheets = (tally.responses, of.n, x, of.y, xx, of.yy, xy)
                of_key = sums.setdefault((group.level, group.id), {})
                _put(of_key.setdefault(body, {}), field, sheets)
    return sums


def _put(fields: dict[str, Sheets], field: str, sheets: Sheets) -> None:
    old = fields.get(field)
    fields[field] = tuple(map(add, old, sheets)) if old else sheets
