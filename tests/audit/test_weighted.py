"""An attack on weighted figures: beside the others they tell nothing that is left out.

The attacker knows more than the pages say: of whatever is told with weights each stratum by
itself, of every state that was ever shown, and where nobody answered.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

import pytest

from survey import report, store
from survey.report import strata
from survey.report.weighing import stratum_of
from survey.scoring import Cell, join_small
from survey.store import Connection, Database
from survey.store.rounds import Round
from tests.audit.test_small_cells import INSIDE, Known, entries, filled, hidden, secret
from tests.report.fields import finished, furnish, name_their_own
from tests.report.scene import LAYOUT, answered, found, opened

FIELDS = ("Đất đai", "Hộ tịch", "Xây dựng")
FEW = 5
SEEDS = 10
# desk, field
Atom = tuple[int, str]
# desk, field, criterion
Unknown = tuple[int, str, str]


def closed(db: Connection, chance: random.Random) -> Round:
    """A body whose desks have fields, and some sheets a field of their own."""
    found(db, "A Sở A")
    this = opened(db, minimum=1)
    for number in range(chance.randint(2, 4)):
        officers = chance.choice("22221")
        furnish(db, f"A {number} {chance.choice(FIELDS)}", officers=officers)
        n = chance.choice([3, 5, 9, 30, 30, 40])
        blanks = chance.choice([0.0, 0.1, 0.5, 0.8])
        answered(db, this, "A", filled(chance, n, blanks), desk=str(number))
    for desk in store.desks.list_desks(db, this.last, agency_code="A"):
        named = chance.choice([0, 0, 3, 7])
        name_their_own(db, this, desk.id, chance.choice(FIELDS), named)
    enter(db, chance)
    report.close(db, this, day=this.last, person="x")
    return store.rounds.need(db, this.code)


def enter(db: Connection, chance: random.Random) -> None:
    some = chance.sample([*FIELDS, ""], chance.randint(1, 4))
    finished(db, *(f"A {chance.choice([0, 10, 90, 800])} {field}".strip() for field in some))


class Body:
    """What one body's sheets say, and what of it an attacker has read."""

    def __init__(self, db: Connection, this: Round) -> None:
        self.db, self.this = db, this
        self.sheets: dict[Atom, int] = {}
        self.people: dict[Atom, dict[tuple[str, str], int]] = {}
        for (_, desk, field), tally in strata.count(db, this, LAYOUT, None).items():
            self.sheets[desk, field] = tally.responses
            self.people[desk, field] = LAYOUT.people(tally.record, report.LEVELS)
        self.known = Known()
        self.told = 0
        self.secrets: list[tuple[list[Unknown], object]] = list(self._few())

    def reads(self) -> None:
        """Read the page of the body, with what its weights tell at the worst."""
        page = report.agency_report(self.db, self.this, "A")
        assert page is not None
        every = list(self.sheets)
        for row in (entry.row for entry in entries(page)):
            self._read(every, (row.level, row.id), row)
        for entry in page.desks:
            at_desk = [atom for atom in every if atom[0] == entry.unit]
            if len(page.desks) > 1 or not secret(entry.row):
                self._read(at_desk, ("overall", "overall"), entry.row)
        self._read_desks()
        weighted = report.weighted_of_body(self.db, self.this, page)
        if weighted is None:
            return
        strata_now = self._strata()
        beside = [(page.overall.row, weighted.overall), *weighted.below]
        for row, one in beside:
            if one.figure is None:
                continue
            assert not hidden(row)
            self.told += 1
            for stratum in strata_now:
                self.known.read(self._unknowns(stratum, (row.level, row.id)))

    def _read_desks(self) -> None:
        """Read the cross-tab by desk, which tells factors."""
        desks = store.desks.list_desks(self.db, self.this.last, agency_code="A")
        ids = {one.code: one.id for one in desks}
        table = report.crosstab(self.db, self.this, by="desk", agency="A")
        for one in table.categories:
            at_desk = [atom for atom in self.sheets if atom[0] == ids[one.id]]
            for (level, id_, _), score in zip(table.indices, one.scores, strict=True):
                if score is not None:
                    self.known.read(self._unknowns(at_desk, (level, id_)))

    def _read(self, atoms: list[Atom], key: tuple[str, str], row: report.IndexRow) -> None:
        unknowns = self._unknowns(atoms, key)
        if not hidden(row):
            self.known.read(unknowns)
        elif secret(row):
            self.secrets.append((unknowns, row))

    def _strata(self) -> list[list[Atom]]:
        dossiers = store.transactions.by_body(self.db, self.this.first, self.this.last)
        ((_, of_body),) = dossiers.items()
        cells = [Cell(((1, field),), n) for field, n in of_body.by_field.items()]
        names = {}
        for atom, n in self.sheets.items():
            names[atom] = stratum_of(atom[1], of_body.by_field)
            cells.append(Cell(((1, names[atom]),), 0, n))
        together: dict[str, Cell] = {}
        for cell in cells:
            ((_, name),) = cell.names
            old = together.get(name)
            new = cell if old is None else old + cell
            together[name] = Cell(((1, name),), new.finished, new.n)
        joined = join_small(together.values())
        return [[atom for atom in names if (1, names[atom]) in cell.names] for cell in joined]

    def _unknowns(self, atoms: list[Atom], key: tuple[str, str]) -> list[Unknown]:
        return [
            (*atom, id_)
            for atom in atoms
            for id_ in INSIDE[key]
            # A place that nobody answered is known to hold nothing.
            if self.people[atom]["criterion", id_]
        ]

    def _few(self) -> Iterator[tuple[list[Unknown], object]]:
        """Yield what a few people said: at a desk about a field or two, or about one at two."""
        for many in (1, 2):
            for some in combinations(sorted(self.sheets), many):
                alike = len({desk for desk, _ in some}) == 1 or len({of for _, of in some}) == 1
                for key in INSIDE:
                    n = sum(self.people[atom][key] for atom in some)
                    if alike and 0 < n < FEW:
                        yield self._unknowns(list(some), key), (some, key, n)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_weighted_figures_of_any_dossiers_tell_nothing_that_is_left_out(
    database: Database,
) -> None:
    told = 0
    with database.writing() as db:
        for seed in range(SEEDS):
            before = db.begin_nested()
            chance = random.Random(seed)
            this = closed(db, chance)
            body = Body(db, this)
            for _ in range(3):
                body.reads()
                enter(db, chance)
                report.freeze(db, this, day=this.last, person="x")
            told += body.told
            for unknowns, what in body.secrets:
                assert not body.known.tells(unknowns), (seed, what)
            before.rollback()
    assert told > 100, told
