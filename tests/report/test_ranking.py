"""The ranking and the page of one body, worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from survey import report
from survey.report import Ranking
from survey.store import Connection, Database
from survey.store.rounds import Round
from tests.report.scene import answered, found, furnish, opened, people, sheet


def ranking(db: Connection, this: Round, **more: object) -> Ranking:
    report.freeze(db, this, day=date(2026, 12, 31), person="x", everything=True)
    seen = report.ranking(db, this, **more)  # type: ignore[arg-type]
    assert seen is not None
    return seen


def test_the_ranked_come_first_then_those_with_few_sheets_then_the_silent(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Đà Bắc", "B Bắc Yên", "C Lai Châu", "D Sở D", "E Sở E")
        furnish(db, "D 1 Quầy 1")
        this = opened(db)
        answered(db, this, "A", people(10, 20))
        answered(db, this, "B", people(30))
        answered(db, this, "C", people(29))
        answered(db, this, "E", people(10, 20))
        seen = ranking(db, this)
    lines = [(entry.row.agency, entry.row.rank) for entry in seen.entries]
    assert lines == [("B", 1), ("A", 2), ("E", 2), ("C", None), ("D", None)]
    assert (seen.ranked, seen.short, seen.silent, seen.responses) == (3, 1, 1, 119)
    verdicts = [seen.against_whole(entry) for entry in seen.entries]
    assert verdicts == ["above", "below", "below", "", ""]


def test_a_kind_that_is_not_there_gives_the_first_and_a_scope_keeps_its_ranks(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        found(db, "X Xã X", kind="UBND xã, phường")
        this = opened(db)
        for code, pleased in {"A": 30, "B": 20, "X": 10}.items():
            answered(db, this, code, people(pleased, 30 - pleased))
        seen = ranking(db, this, kind="Huyện")
        own = {entry.unit for entry in seen.entries if entry.row.agency == "B"}
        scoped = ranking(db, this, only=own)
    assert (seen.kind, seen.kinds) == ("Sở, ban, ngành", ("Sở, ban, ngành", "UBND xã, phường"))
    assert [(entry.row.agency, entry.row.rank) for entry in scoped.entries] == [("B", 2)]
    assert scoped.kinds == ("Sở, ban, ngành",)


def test_a_change_is_clear_only_beyond_both_intervals(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        before, this = opened(db, "2025"), opened(db, "2026")
        for code, (then, now) in {"A": (20, 35), "B": (20, 22)}.items():
            answered(db, before, code, people(then, 40 - then))
            answered(db, this, code, people(now, 40 - now))
        report.freeze(db, before, day=before.last, person="x", everything=True)
        seen = ranking(db, this)
    assert [(e.row.agency, e.change_is_clear) for e in seen.entries] == [("A", True), ("B", False)]
    assert seen.before == "Năm 2025"


def test_the_page_of_a_body_tells_every_level_the_sixth_choice_and_the_blanks(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        this = opened(db)
        answered(db, this, "A", [sheet("1"), sheet("35"), sheet("45"), sheet("55"), sheet("65")])
        answered(db, this, "A", [sheet("25"), *[sheet("05")] * 2])
        answered(db, this, "B", people(3, 3))
        report.freeze(db, this, day=this.last, person="x", everything=True)
        seen = report.agency_report(db, this, "A")
    assert seen is not None
    first, second, third = seen.criteria[:3]
    assert (first.levels, first.skipped, first.blank) == ((1, 1, 1, 1, 1), 1, 2)
    assert (second.levels, second.skipped, second.blank) == ((0, 0, 0, 0, 7), 0, 1)
    assert (third.levels, third.blank) == ((0, 0, 0, 0, 0), 8)
    assert third.entry.row.percent is None
    assert [factor for factor, _ in seen.by_factor()] == [
        "access",
        "procedure",
        "staff",
        "result",
        "feedback",
    ]
    mean = seen.of_kind(seen.overall)
    assert mean is not None
    assert mean.responses == 14
    assert mean.percent == Decimal("52.78")  # 2 + 7 + 48 of 5 + 7 + 96


def test_the_mean_of_a_kind_is_not_told_when_it_tells_of_four_others(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        this = opened(db)
        answered(db, this, "A", people(30))
        answered(db, this, "B", people(4))
        report.freeze(db, this, day=this.last, person="x", everything=True)
        seen = report.agency_report(db, this, "A")
        assert seen is not None
        assert seen.of_kind(seen.overall) is None
        with pytest.raises(report.NotInRound):
            report.agency_report(db, this, "Z")
