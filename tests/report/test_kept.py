"""What a freeze keeps for pages says what is worked out without it, and is used only as long."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from survey import report, store
from survey.store import Connection, Database
from survey.store.migrate import downgrade, upgrade
from survey.store.rounds import Round
from tests.report.scene import FIRST, PLACES, SERVICE, answered, found, furnish, opened

DAY = date(2026, 12, 31)
WAYS = ("gender", "age", "visit", "month")
COMMUNE = "UBND xã, phường"
ASKED = range(SERVICE.place_of("visit"), PLACES)


def somebody(chance: random.Random) -> str:
    levels = "".join(chance.choice("1245555") for _ in range(ASKED.start))
    return levels + "".join(chance.choice("0122") for _ in ASKED)


def province(db: Connection, **more: Any) -> Round:
    """Seven bodies of two kinds, two of them small and one silent; one decided for another."""
    chance = random.Random(7)
    found(db, *(f"S{at} Sở {at}" for at in range(4)))
    found(db, "X0 Xã 0", "X1 Xã 1", "X2 Xã 2", kind=COMMUNE, parent="S0")
    furnish(db, *(f"{code} 1 Quầy 1" for code in ("S0", "S1", "S2", "S3", "X0", "X1", "X2")))
    this = opened(db, **more)
    for code, sheets in {"S0": 60, "S1": 45, "S2": 34, "S3": 3, "X0": 40, "X1": 4}.items():
        answered(db, this, code, [somebody(chance) for _ in range(sheets)])
        answered(db, this, code, [somebody(chance) for _ in range(sheets // 4)], channel="paper")
    answered(db, this, "S1", [somebody(chance) for _ in range(12)], decider="S2")
    return this


def told(db: Connection, this: Round) -> list[object]:
    """Return everything that pages say of a round out of what a freeze keeps."""
    return [
        *(report.agency_report(db, this, code, channel=channel)
          for code in ("S0", "S1", "S3", "X0", "X2") for channel in (None, "paper")),
        *(report.others_report(db, this, agency=code) for code in ("S0", "S3", "X1", "X2")),
        *(report.others_report(db, this, kind=kind) for kind in (None, COMMUNE)),
        *(report.crosstab(db, this, by=by, agency=code)
          for by in WAYS for code in ("S0", "S3", "X0", None)),
        *(report.crosstab(db, this, by=by, kind=COMMUNE) for by in WAYS),
        report.overview(db, this), report.groups(db, this), report.pair(db, this, "S0", "X0"),
    ]  # fmt: skip


@contextmanager
def before_it_was_kept(database: Database) -> Iterator[Connection]:
    """A database as an earlier version left it, and this one took it over."""
    downgrade(database, "0008")
    upgrade(database)
    with database.writing() as db:
        yield db


def test_pages_say_the_same_with_what_is_kept_and_without(database: Database) -> None:
    the_same_is_told(database)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "more",
    [{"rank_channels": ["poster"], "method": "mean4.pooled"}, {"method": "top2.pooled.split"}],
    ids=["some channels", "split"],
)
def test_so_they_do_by_other_methods(database: Database, more: dict[str, object]) -> None:
    the_same_is_told(database, **more)


def the_same_is_told(database: Database, **more: object) -> None:
    with database.writing() as db:
        this = province(db, **more)
        report.close(db, this, day=DAY, person="x")
        this = store.rounds.need(db, this.code)
        kept = told(db, this)
    with before_it_was_kept(database) as db:
        assert store.frozen.stamps(db, this.id, 1) == {}
        assert told(db, this) == kept
        report.freeze(db, this, day=DAY, person="x")
        assert store.frozen.stamps(db, this.id, 2).keys() == {"Sở, ban, ngành", COMMUNE}
        again = told(db, this)
        report.freeze(db, this, day=DAY, person="x")
        assert store.frozen.stamps(db, this.id, 2) == {}, "only the last freeze is asked for it"
    numbered = [replace(one, no=1) if isinstance(one, report.Crosstab) else one for one in again]
    unlike = [
        at
        for at, (one, other) in enumerate(zip(numbered, kept, strict=True))
        if isinstance(one, report.Crosstab) and one != other
    ]
    assert unlike == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_kept_of_a_kind_does_not_hold_for_other_bodies(database: Database) -> None:
    with database.writing() as db:
        this = province(db)
        report.close(db, this, day=FIRST, person="x")
        this = store.rounds.need(db, this.code)
        before = told(db, this)
        # Still before the round's last day, and so as the round knows it.
        found(db, "X0 Xã 0", kind="Sở, ban, ngành", day=FIRST)
        now = told(db, this)
        assert now != before
    with before_it_was_kept(database) as db:
        assert told(db, this) == now


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_a_process_remembers_says_what_is_worked_out_anew(database: Database) -> None:
    with database.writing() as db:
        this = province(db)
        report.close(db, this, day=DAY, person="x")
        this = store.rounds.need(db, this.code)

    def by_memory() -> list[object]:
        with database.reading() as db:
            told(db, this)
        with database.reading() as db:
            remembered = told(db, this)
        # Whoever writes has everything made anew.
        with database.writing() as db:
            assert told(db, this) == remembered
        return remembered

    one_officer = by_memory()
    with database.writing() as db:
        furnish(db, "S0 1 Quầy 1", "S1 1 Quầy 1", officers="3")
    several_officers = by_memory()
    with database.writing() as db:
        answered(db, this, "S0", [somebody(random.Random(3)) for _ in range(20)], channel="paper")
        report.freeze(db, this, day=DAY, person="x")
    assert one_officer != several_officers != by_memory()
