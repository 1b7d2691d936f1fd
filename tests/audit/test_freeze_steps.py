"""Sixty nights of sheets as they happen to come: what two looks at a page tell of a person."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import asdict
from datetime import date, timedelta
from itertools import combinations

import pytest

from survey import report, store
from survey.store import Connection, Database
from survey.store.rounds import Round
from tests.report.scene import answered, found, furnish, opened, sheet

FIRST = date(2026, 1, 1)
DESKS = (("A", "1"), ("A", "2"), ("B", "1"))
CHANNELS = ("poster", "code")
Group = tuple[int, int, str]


def people(chance: random.Random, n: int) -> list[str]:
    return [sheet("".join(chance.choice("12345") for _ in range(16))) for _ in range(n)]


def shown(db: Connection, this: Round) -> dict[Group, tuple[int, int]]:
    """Desk and channel → people and satisfied answers of the last freeze."""
    last = store.freezes.last(db, this.id)
    assert last is not None
    found: dict[Group, tuple[int, int]] = {}
    for row in store.freezes.rows(db, this.id, last.no, records=False):
        key = row.agency, row.desk, row.channel
        n, x = found.get(key, (0, 0))
        found[key] = n + row.responses, x + row.x
    return found


def province(db: Connection, **more: object) -> Round:
    found(db, "A Sở A", "B Sở B", "S Sở S")
    furnish(db, "A 1 Quầy 1", "A 2 Quầy 2", "B 1 Quầy 1", officers="2")
    return opened(db, **more)  # type: ignore[arg-type]


def arrive(db: Connection, this: Round, chance: random.Random, most: int) -> None:
    for agency, desk in DESKS:
        for channel in CHANNELS:
            n = chance.choice([0, 0, 0, 1, 2, 3, most])
            decider = "S" if chance.random() < 0.2 else None
            answered(
                db, this, agency, people(chance, n), desk=desk, channel=channel, decider=decider
            )


def differ(states: set[int], least: int = 10) -> bool:
    return all(abs(one - other) >= least for one, other in combinations(states, 2))


@pytest.mark.parametrize("method", ["top2.pooled", "top2.pooled.split"])
@pytest.mark.parametrize("seed", [1])
def test_two_states_that_were_ever_shown_differ_by_ten_people(
    database: Database, seed: int, method: str
) -> None:
    chance = random.Random(seed)
    states: dict[Group, set[int]] = defaultdict(set)
    bodies: dict[str, set[int]] = defaultdict(set)
    live: dict[Group, set[tuple[int, int]]] = defaultdict(set)
    with database.writing() as db:
        this = province(db, method=method)
        for night in range(60):
            arrive(db, this, chance, 12)
            if night == 40:
                report.close(db, this, day=FIRST, person="x")
                this = store.rounds.need(db, this.code)
            else:
                report.freeze(db, this, day=FIRST + timedelta(days=night), person="x")
            now: dict[Group, tuple[int, int]] = {}
            for tally in store.tallies.live(db, this.id, records=False):
                key = tally.agency, tally.desk, tally.channel
                n, x = now.get(key, (0, 0))
                now[key] = n + tally.responses, x + tally.x
            told = shown(db, this)
            for key, state in now.items():
                live[key].add(state)
            for key, state in told.items():
                states[key].add(state[0])
                if method == "top2.pooled":
                    assert state in live[key]  # a state as it once stood, never a mixture
            rows = report.index_rows(db, this, source="frozen", hide=0)
            for row in rows:
                if row.level == "overall":
                    bodies[row.agency].add(row.responses)
            if night == 40:
                assert told == now  # closing shows everything
            if not method.endswith("split"):
                for code in "AB":
                    body = store.agencies.need(db, code, this.last).id
                    own = sum(n for key, (n, _) in told.items() if key[0] == body)
                    assert own in {r.responses for r in rows if r.agency == code} | {0}
    assert len(states) == 6
    assert all(len(some) > 3 for some in states.values())
    for some in (*states.values(), *(some - {0} for some in bodies.values())):
        assert differ(some), some


def test_after_closing_one_late_sheet_changes_no_figure_and_ten_do(database: Database) -> None:
    chance = random.Random(7)
    with database.writing() as db:
        this = province(db, method="top2.mean_of_factors")
        answered(db, this, "A", people(chance, 40), desk="1")
        answered(db, this, "B", people(chance, 40))
        report.close(db, this, day=FIRST, person="x")
        this = store.rounds.need(db, this.code)
        closed = report.index_rows(db, this, source="frozen")
        assert all(row.low is not None for row in closed if row.responses)

        answered(db, this, "A", people(chance, 1), desk="1")
        answered(db, this, "A", people(chance, 3), desk="2", channel="paper")
        taken = report.freeze(db, this, day=FIRST, person="x")
        assert taken.kept == 84
        assert report.index_rows(db, this, source="frozen") == closed
        live = {row.agency: row for row in report.index_rows(db, this, level="overall")}
        assert live["A"].responses == 44  # kept and counted all the same

        answered(db, this, "A", people(chance, 9), desk="1")
        report.freeze(db, this, day=FIRST, person="x")
        rows = report.index_rows(db, this, source="frozen")
        assert next(row.responses for row in rows if row.agency == "A") == 50
        assert [row for row in rows if row.agency == "B"] == [
            row for row in closed if row.agency == "B"
        ]


def test_whatever_comes_between_two_freezes_no_row_moves(database: Database) -> None:
    chance = random.Random(3)
    with database.writing() as db:
        before = province(db, code="2025")
        arrive(db, before, chance, 40)
        report.close(db, before, day=FIRST, person="x")
        this = opened(db, "2026")
        for _ in range(4):
            arrive(db, this, chance, 40)
            report.freeze(db, this, day=FIRST, person="x")
        told = []
        for _ in range(12):
            rows = report.index_rows(db, this, source="frozen")
            grouped = report.index_rows(db, this, source="frozen", group_by="desk")
            pages = [report.agency_report(db, this, code) for code in "AB"]
            ranked = report.ranking(db, this)
            assert ranked is not None
            seen = report.shown(db, this)
            assert seen is not None
            told.append(
                (
                    [asdict(row) for row in (*rows, *grouped)],
                    [(page.overall, page.criteria, page.desks) for page in pages if page],
                    (ranked.whole, list(ranked.entries)),
                )
            )
            assert seen.since % 5 == 0
            arrive(db, this, chance, 9)
    assert all(one == told[0] for one in told)
