"""Bodies by criteria, for a table whose cells are washed by steps (bản đồ nhiệt)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from survey import store
from survey.report.asking import FEW, LEVELS
from survey.report.basis import Shown, shown
from survey.report.bodies import bodies_of
from survey.report.kinds import KindIndex, kind_indices
from survey.report.rows import hidden_for, is_hidden
from survey.report.sample import Received, received
from survey.report.sides import Side, official
from survey.report.spreads import Spread, spread_of
from survey.report.together import covers
from survey.report.trend import point
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.frozen import Body
from survey.store.rounds import Round


class Cell(NamedTuple):
    """A criterion of a body. Its percent is None where it is hidden, or nobody answered."""

    percent: Decimal | None
    hidden: bool


class _Made(NamedTuple):
    """What a freeze shows of a body, worked out once."""

    taken_in: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A body: its sheets in every channel, its overall index as the freeze told it, its cells."""

    body: Agency
    received: Received
    percent: Decimal | None
    cells: tuple[Cell, ...]

    @property
    def percents(self) -> tuple[Decimal | None, ...]:
        """What its cells tell, in percent."""
        return tuple(one.percent for one in self.cells)

    @property
    def hidden(self) -> tuple[bool, ...]:
        """Which of its cells are hidden."""
        return tuple(one.hidden for one in self.cells)


@dataclass(frozen=True, slots=True)
class Heat:
    """The bodies of a kind, best first, some of them with their cells.

    :ivar criteria: (number in the form, name), in the order of the file.
    :ivar overall: the kind's overall index, None for who sees a part of it only.
    :ivar whole: the kind's index in each criterion, empty likewise.
    :ivar spread: of the rows that are shown, overall; `spreads`: in each criterion.
    """

    shown: Shown
    kinds: tuple[str, ...]
    kind: str
    channel: str
    criteria: tuple[tuple[str, str], ...]
    total: int
    responses: int
    rows: tuple[Row, ...]
    overall: KindIndex | None
    whole: tuple[KindIndex | None, ...]
    spread: Spread
    spreads: tuple[Spread, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The numbers of the criteria as a phone shows them before their figures."""
        return tuple(f"{ref}:" for ref, _ in self.criteria)

    @property
    def percents(self) -> tuple[Decimal | None, ...]:
        """The kind's index in each criterion, in percent."""
        return tuple(one.percent if one else None for one in self.whole)


def heat(
    db: Connection,
    this: Round,
    *,
    kind: str | None = None,
    only: Collection[int] | None = None,
    first: int = 0,
    most: int = 200,
    language: str = "vi",
) -> Heat | None:
    """Return a kind's bodies by criteria, of the channels that rank; None before the first freeze.

    :param kind: None or unknown: the kind of the first body.
    :param only: bodies to list; None: all.
    :param first: how many bodies to pass over; `most`: how many to tell.
    """
    seen = shown(db, this)
    if seen is None:
        return None
    figures = store.frozen.overall_of_bodies(db, this.id, seen.no)
    percents = {id_: point(one).percent for id_, one in figures.items()}
    bodies = bodies_of(db, this, figures)
    kinds: dict[str, list[Agency]] = {}
    for body in bodies.of_round:
        if only is None or body.id in only:
            kinds.setdefault(body.kind, []).append(body)
    chosen = kind if kind in kinds else next(iter(kinds), "")
    listed = sorted(
        kinds.get(chosen, []),
        key=lambda body: (-(percents.get(body.id) or -1), body.sort_key),
    )
    some = listed[first : first + most]
    side, rows = _rows(db, this, seen.no, some, percents)
    members = {body.id for body in bodies.of_round if body.kind == chosen}
    whole: Mapping[tuple[str, str], KindIndex] = (
        kind_indices(db, side, seen.no, chosen, members) if only is None else {}
    )
    sheet = side.questionnaire
    return Heat(
        shown=seen,
        kinds=tuple(kinds),
        kind=chosen,
        channel=this.ranking_channel,
        criteria=tuple(
            (one.ref, sheet.label("criterion", one.id, language)) for one in sheet.criteria
        ),
        total=len(listed),
        responses=sum(figures[body.id].responses for body in listed if body.id in figures),
        rows=rows,
        overall=whole.get(("overall", "overall")),
        whole=tuple(whole.get(("criterion", one.id)) for one in sheet.criteria) if whole else (),
        spread=spread_of(row.percent for row in rows),
        spreads=_spreads([row.cells for row in rows], len(sheet.criteria)),
    )


def _rows(
    db: Connection,
    this: Round,
    no: int,
    bodies: Collection[Agency],
    percents: Mapping[int, Decimal | None],
) -> tuple[Side, tuple[Row, ...]]:
    """Return the rows of bodies, and the side through which the new ones of them were seen."""
    made = _made_before(db, this, no)
    side = official(db, this, {body.id for body in bodies if body.id not in made})
    known = store.frozen.bodies(db, this.id, no)
    return side, tuple(
        _row(body, _made(side, made, body.id), known.get(body.id), percents.get(body.id))
        for body in bodies
    )


def _made_before(db: Connection, this: Round, no: int) -> dict[int, _Made]:
    """Return body → what pages have told of it; it is added to, body by body."""
    # A desk of one officer is not told by itself, and may become one between two pages.
    return store.remembered(db, ("cells", this.id, no, store.desks.one_officer(db)), dict)


def _made(side: Side, before: dict[int, _Made], body: int) -> _Made:
    if body not in before:
        before[body] = _Made(side.taken_in(body), _cells(side, body))
    return before[body]


def _row(body: Agency, made: _Made, known: Body | None, percent: Decimal | None) -> Row:
    return Row(body, received(made.taken_in, known), percent, made.cells)


def _cells(side: Side, body: int) -> tuple[Cell, ...]:
    scores = side.criteria({body})
    people = side.people({body}, levels=LEVELS)
    covering = covers(side, {body}, people)
    cells = []
    for key, one in scores.items():
        hidden = is_hidden(hidden_for(one, hide=FEW, covers=key in covering))
        cells.append(Cell(None if hidden else one.percent, hidden))
    return tuple(cells)


def _spreads(rows: Sequence[tuple[Cell, ...]], criteria: int) -> tuple[Spread, ...]:
    return tuple(spread_of(cells[at].percent for cells in rows) for at in range(criteria))
