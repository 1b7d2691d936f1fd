"""Somebody who adds and subtracts what a published file tells of a body."""

from __future__ import annotations

import random
from datetime import datetime

import pytest

from survey import clock, export, report, store
from survey.report import PUBLIC, IndexRow
from survey.store import Database
from tests.report.scene import SERVICE, answered, found, opened, sheet
from tests.report.subtracting import rank

NOON = datetime(2026, 12, 31, 12, tzinfo=clock.OFFICE)
BODIES = [f"B{number:02}" for number in range(60)]
ABOVE = {criterion.id: criterion.factor for criterion in SERVICE.criteria}
PARTS = {factor.id: factor.part for factor in SERVICE.factors}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_nothing_of_under_ten_people_follows_from_the_rest(database: Database) -> None:
    chance = random.Random(10)
    with database.writing() as db:
        found(db, *(f"{code} Sở {code}" for code in BODIES))
        this = opened(db)
        for code in BODIES:
            answered(db, this, code, sheets(chance))
        report.close(db, this, day=this.last, person="x")
        edition = export.publish(
            db,
            store.rounds.need(db, "2026"),
            decision="1",
            day=this.last,
            signatory="A",
            at=NOON,
            person="x",
        )
        told = [export.rows_of(db, edition, code) for code in BODIES]
        together = export.from_csv(export.overall_lines(db, edition))[len(BODIES) :]
    few = covered = 0
    for rows in told:
        few += sum(0 < row.responses < PUBLIC for row in rows)
        covered += sum(row.hidden == "complement" for row in rows)
        nothing_follows(rows)
    assert [row.kind for row in together] == ["Sở, ban, ngành", ""]
    for row in together:
        adds_up(row, [rows[0] for rows in told])
    assert few > 100
    assert 20 < covered < few


def sheets(chance: random.Random) -> list[str]:
    """Some sheets of one body; each body leaves criteria of its own mostly blank."""
    blank = {at for at in range(16) if chance.random() < 0.25}
    return [
        sheet("4" + "".join(level(chance, 0.85 if at in blank else 0.05) for at in range(1, 16)))
        for _ in range(chance.choice([6, 12, 20, 60]))
    ]


def level(chance: random.Random, blank: float) -> str:
    return "0" if chance.random() < blank else chance.choice("12345")


def nothing_follows(rows: list[IndexRow]) -> None:
    """Every row that is left out is an unknown; each that has parts is their sum."""
    unknown = [(row.level, row.id) for row in rows if row.answers and row.satisfied is None]
    if not unknown:
        return
    sums = [
        [(above(*key) == (row.level, row.id)) - (key == (row.level, row.id)) for key in unknown]
        for row in rows
        if row.level != "criterion"
    ]
    known = rank(sums)
    for row in rows:
        if 0 < row.responses < PUBLIC:
            alone = [int(key == (row.level, row.id)) for key in unknown]
            assert rank([*sums, alone]) > known, row


def adds_up(together: IndexRow, bodies: list[IndexRow]) -> None:
    """A row of several bodies is the sum of those told, which everybody can work out."""
    told = [row for row in bodies if row.percent is not None]
    assert len(told) < len(bodies)
    sums = [sum(getattr(row, name) for row in told) for name in ("responses", "answers")]
    assert [together.responses, together.answers] == sums
    assert together.satisfied == sum(row.satisfied or 0 for row in told)


def above(level: str, id_: str) -> tuple[str, str] | None:
    return {
        "criterion": ("factor", ABOVE.get(id_, "")),
        "factor": ("part", PARTS.get(id_, "")),
        "part": ("overall", "overall"),
    }.get(level)
