"""What may be told of the strata of a freeze: hidden wherever the unweighted are, and more.

Beside the unweighted index of a body a weighted one may tell its strata apart, as two equations
do two unknowns. So it is told only where the strata tell nothing that is left out elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from survey import store
from survey.report.apart import gone_desks, is_plain, pieces_of, tells
from survey.report.asking import FEW, LEVELS
from survey.report.counts import OVERALL
from survey.report.covering import Key, within
from survey.report.rows import IndexRow
from survey.report.strata import is_weighable
from survey.report.strata_frozen import Tallies, frozen_tallies
from survey.report.weighing import Beside, Why, sums_of, weighing_of
from survey.scoring import Layout, Method
from survey.store import Connection
from survey.store.rounds import Round
from survey.store.strata import Stratum

HIDDEN = Beside(None, "complement")


class Strata:
    """The weighted figures of a freeze that may be told.

    :param bodies: whose figures are asked for; None: all.
    :param layout: where other levels than the overall index are asked for.
    """

    def __init__(
        self,
        db: Connection,
        this: Round,
        no: int,
        bodies: Collection[int] | None = None,
        layout: Layout | None = None,
    ) -> None:
        rows = store.strata.rows(db, this.id, no, bodies)
        self._rows: dict[int, list[Stratum]] = {}
        for row in rows:
            self._rows.setdefault(row.agency, []).append(row)
        self._layout = layout
        self._tallies: Tallies = frozen_tallies(db, this, no, layout, rows) if layout else {}
        self._weighing = weighing_of(
            this,
            rows,
            store.dossiers.of_freeze(db, this, no, bodies),
            store.dossiers.day(db, this.id, no),
            below=sums_of(layout, Method.parse(this.method).rule, self._tallies, LEVELS)
            if layout
            else None,
        )
        self._one_officer = store.desks.one_officer(db)
        self.bodies = frozenset(self._rows)

    @property
    def is_entered(self) -> bool:
        """Whether finished dossiers of any of the bodies were entered."""
        return any(map(self._weighing.is_entered, self.bodies))

    def beside(self, body: int, rows: Sequence[IndexRow]) -> list[Beside]:
        """Return the weighted figures beside rows of a body."""
        if body not in self._rows:
            return [Beside(None, "sheets")] * len(rows)
        if not self._weighing.is_entered(body):
            return [Beside(None, "dossiers")] * len(rows)
        told = self._keys(body)
        return [self._beside(body, row, told) for row in rows]

    def of_kind(self, members: Collection[int], untold: Collection[int], people: int) -> Beside:
        """Return the weighted index of bodies together.

        It must tell nothing that the bodies' own figures do not, whatever dossiers are entered
        later. So those that are not told are not in it, as they are not in the unweighted one,
        and those whose strata are not told stand as one stratum each.
        """
        inside = [body for body in members if body in self._rows and body not in untold]
        entered = [body for body in inside if self._weighing.is_entered(body)]
        whole = {body for body in entered if not self._tells(body)}
        return self._weighing.of(inside, people=people, whole=whole)

    def _beside(self, body: int, row: IndexRow, told: Collection[Key]) -> Beside:
        if row.percent is None:
            return HIDDEN if row.hidden else Beside(None, "sheets")
        key = row.level, row.id
        found = self._weighing.of({body}, key, people=row.responses)
        return found if found.figure is None or key in told else HIDDEN

    def _tells(self, body: int) -> bool:
        rows = self._rows[body]
        # Most bodies are: a province's ranking asks of all.
        if is_plain(rows, self._one_officer):
            return True
        return tells(rows, self._weighing.numbers(body), self._one_officer)

    def _keys(self, body: int) -> set[Key]:
        """Return the (level, id) of a body that may be told."""
        if not self._tells(body):
            return set()
        if self._layout is None:
            return {OVERALL}
        rows = self._rows[body]
        number_of = pieces_of(rows, self._weighing.numbers(body))
        people: dict[tuple[int, int], Counter[Key]] = {}
        sizes: Counter[int] = Counter()
        for row in rows:
            sizes[row.desk] += row.responses
        gone = gone_desks(sizes, self._one_officer)
        for row in rows:
            tally = self._tallies.get((body, row.desk, row.field))
            if tally is None:
                return {OVERALL}
            at = -1 if row.desk in gone else row.desk, number_of[row.desk, row.field]
            of_piece = people.setdefault(at, Counter())
            of_piece.update(self._layout.people(tally.record, LEVELS))
        return keys_told(self._layout, people)


def keys_told(layout: Layout, people: Mapping[tuple[int, int], Mapping[Key, int]]) -> set[Key]:
    """Return the (level, id) that may be known of every stratum by itself, beside shown desks.

    Of each at least five people of every piece answered, or the body has one stratum alone; and
    none that is left out is what the others leave of the index above it.

    :param people: (desk, stratum) → (level, id) → people with an answer.
    """
    every = {(group.level, group.id) for group in layout.groups}
    if len({stratum for _, stratum in people}) < 2:
        return every
    answered = {key for of in people.values() for key, n in of.items() if n}
    # Nobody in one piece is no few people; but it cannot cover what few people of it said.
    least = {key: max(min(of.get(key, 0) for of in people.values()), 1) for key in answered}
    few = {key for key, n in least.items() if n < FEW}
    return every - few - within(layout, least, FEW)


def why_none(this: Round) -> Why:
    """Return why a freeze has no weighted figures at all; empty: it may have."""
    if not is_weighable(Method.parse(this.method)):
        return "method"
    return "open" if this.state == "open" else ""


def untold(db: Connection, this: Round, no: int) -> set[int]:
    """Return the bodies of which the freeze does not tell the overall index."""
    figures = store.frozen.overall_of_bodies(db, this.id, no)
    return {body for body, one in figures.items() if one.responses and one.percent is None}
