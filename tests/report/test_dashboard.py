"""A round at a glance, its pace, its groups, pairs and heat map, and what pulls a body down."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import insert

from survey import report, store
from survey.scoring import Domain, Method, score
from survey.store import Connection, Database
from survey.store.groups import GroupRow
from survey.store.rounds import Round
from survey.store.tables import transactions
from tests.report.scene import LAYOUT, answered, found, opened, people, sheet

DEPARTMENTS, COMMUNES = "Sở, ban, ngành", "UBND xã, phường"


def frozen(db: Connection, this: Round, day: date = date(2026, 11, 22)) -> None:
    report.freeze(db, this, day=day, person="x", everything=True)


def finished(db: Connection, code: str, month: date, dossiers: int) -> None:
    body = store.agencies.need(db, code, date(2026, 12, 31)).id
    row = {"agency": body, "field": "Đất đai", "month": month, "finished": dossiers}
    db.execute(insert(transactions), [row])


def test_a_round_at_a_glance(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        found(db, "X Xã X", "Y Xã Y", kind=COMMUNES)
        before = opened(db, "2025")
        answered(db, before, "A", people(10, 10))
        frozen(db, before, before.last)
        this = opened(db, "2026")
        answered(db, this, "A", people(30, 10))
        answered(db, this, "B", people(20, 20), channel="paper")
        answered(db, this, "C", people(3))
        answered(db, this, "X", [sheet("555" + "2" * 13)] * 40)
        finished(db, "A", date(2026, 3, 1), 1_000)
        finished(db, "A", date(2025, 12, 1), 9_000)
        frozen(db, this)
        seen = report.overview(db, this)
    assert seen is not None
    assert seen.whole is not None
    assert (seen.whole.responses, seen.left_out) == (120, 1)
    assert (seen.whole.percent, seen.change) == (Decimal("47.92"), Decimal("-2.08"))
    assert seen.channels == (("poster", 83), ("paper", 40))
    # 1 000 dossiers need 286 sheets; three others with sheets need the minimum of 30 each.
    assert (seen.sample, seen.entered) == ((123, 286 + 3 * 30, 2), 1)
    best = seen.factors[0]
    assert (best.name, best.percent) == ("Tiếp cận dịch vụ", Decimal("75.00"))
    kinds = {line.kind: line for line in seen.kinds}
    assert kinds[COMMUNES].bodies == 1
    assert kinds[COMMUNES].spread.mean == Decimal("18.75")
    spread = kinds[DEPARTMENTS].spread
    assert [str(one) for one in spread] == ["62.50", "50.00", "75.00"]
    pooled = kinds[DEPARTMENTS].pooled
    assert pooled is not None
    # C's three would be told by the whole kind less A and B.
    assert (pooled.responses, pooled.percent) == (80, Decimal("62.50"))
    # Of the indices of the two kinds, as they are told.
    assert [str(one) for one in seen.kind_spread] == ["40.63", "18.75", "62.50"]


def test_by_another_method_the_round_before_is_scored_again(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        before = opened(db, "2025", method="mean5.pooled")
        answered(db, before, "A", people(10, 10))
        frozen(db, before, before.last)
        this = opened(db, "2026")
        answered(db, this, "A", people(30, 10))
        frozen(db, this)
        seen = report.overview(db, this)
    assert seen is not None
    assert seen.before is not None
    assert (seen.before.percent, seen.change) == (Decimal("50.00"), Decimal("25.00"))


def test_the_pace_is_told_from_the_second_week_those_short_first(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        this = opened(db, first=date(2026, 11, 2), last=date(2026, 12, 1), today=date(2026, 11, 2))
        for code, sheets in {"A": 21, "B": 12, "C": 9}.items():
            answered(db, this, code, people(sheets))
        finished(db, "A", date(2026, 11, 1), 10_000)
        assert report.pace(db, this) is None
        report.freeze(db, this, day=date(2026, 11, 8), person="x")
        early = report.pace(db, this)
        report.freeze(db, this, day=date(2026, 11, 11), person="x")
        seen = report.pace(db, this)
        own = store.agencies.need(db, "B", date(2026, 12, 1)).id
        scoped = report.pace(db, this, only={own})
    assert early is not None
    assert seen is not None
    assert scoped is not None
    assert (early.told, seen.told, seen.days, seen.of_days) == (False, True, 10, 30)
    # 10 of 30 days: three times what is there, rounded down to fives; shown or not.
    lines = [(line.body.code, line.kept, line.by_the_end, line.short) for line in seen.lines]
    assert lines == [("C", 5, 15, True), ("B", 10, 30, False), ("A", 20, 60, False)]
    assert [line.enough for line in seen.lines] == [False, True, False]
    assert (seen.short, [line.body.code for line in scoped.lines]) == (1, ["B"])


def test_groups_are_of_the_bodies_told_pooled_and_as_their_mean(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C", "D Sở D")
        found(db, "X Xã X", kind=COMMUNES, parent="D")
        this = opened(db)
        answered(db, this, "A", people(90, 10))
        answered(db, this, "B", people(10, 10))
        answered(db, this, "C", people(2))
        answered(db, this, "X", people(10, 30))
        rows = [GroupRow(2 + at, "k1", "Khối 1", code) for at, code in enumerate("ABCD")]
        store.groups.import_rows(db, rows, today=date(2026, 1, 1))
        frozen(db, this)
        seen = report.groups(db, this)
    assert seen is not None
    (named,), (parent,) = seen.named, seen.parents
    assert (named.name, named.bodies, named.left_out) == ("Khối 1", 3, 1)
    assert (named.pooled.percent, named.spread.mean) == (Decimal("83.33"), Decimal("70.00"))
    members = [(one.body.code, one.place, one.percent) for one in named.members]
    assert members == [("A", 1, Decimal("90.00")), ("B", None, Decimal("50.00")), ("C", None, None)]
    first, second, third = named.members
    assert first.low is not None
    assert first.high is not None
    assert first.low < 90 < first.high
    assert second.low is not None
    assert third.low is None, "what is left out has no interval either"
    assert (parent.name, parent.pooled.percent) == ("Sở D", Decimal("25.00"))


def test_pairs_and_the_heat_map_tell_what_the_pages_of_the_bodies_tell(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        this = opened(db)
        answered(db, this, "A", people(60, 20))
        answered(db, this, "B", people(8, 12))
        answered(db, this, "B", [sheet("55")] * 3)
        answered(db, this, "C", [*people(4), *[sheet("5")] * 20])
        frozen(db, this)
        pages = {code: report.agency_report(db, this, code) for code in "ABC"}
        pair, hidden = (report.pair(db, this, *codes) for codes in (("A", "B"), ("A", "C")))
        heat = report.heat(db, this)
    assert pair is not None
    assert hidden is not None
    assert heat is not None
    assert (pair.lines[0].apart, pair.lines[0].clear) == (Decimal("33.90"), True)
    assert hidden.lines[-1].apart is None
    for code, page in pages.items():
        assert page is not None
        told = [line.entry.row.percent for line in page.criteria]
        (row,) = [row for row in heat.rows if row.body.code == code]
        assert [cell.percent for cell in row.cells] == told
        assert row.percent == page.overall.row.percent
        if code != "A":
            lines = (pair if code == "B" else hidden).lines
            assert [line.other.percent for line in lines[-16:]] == told
    assert [row.body.code for row in heat.rows] == ["C", "A", "B"]
    last = heat.whole[-1]
    # C's four answers are in no figure of the kind.
    assert last is not None
    assert (last.responses, last.percent) == (100, Decimal("68.00"))
    assert heat.spreads[-1].highest == Decimal("75.00")


@pytest.mark.parametrize("method", ["top2.pooled", "top2.mean_of_factors"])
def test_what_pulls_a_body_down_costs_what_sheets_at_the_kinds_level_would_bring(
    database: Database, method: str
) -> None:
    slow = sheet("5" * 11 + "2" + "5" * 4)  # the last factor but one begins with it
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        this = opened(db, method=method)
        answered(db, this, "A", [*[sheet("5" * 16)] * 20, *[slow] * 20])
        answered(db, this, "B", people(40))
        frozen(db, this)
        page = report.agency_report(db, this, "A")
        other = report.agency_report(db, this, "B")
    assert page is not None
    assert other is not None
    (pull,) = page.pulls
    # The kind has 60 of 80 pleased with it, so A would have 30 of 40.
    assert (pull.of_kind, pull.entry.row.percent) == (Decimal("75.00"), Decimal("50.00"))
    changed = LAYOUT.count([*[sheet("5" * 16)] * 30, *[slow] * 10])
    then = score(LAYOUT, Domain(changed), Method.parse(method))["overall", "overall"].percent
    assert then is not None
    assert pull.gain == then - (page.overall.row.percent or 0)
    assert other.pulls == ()


def test_neighbours_and_those_that_hardly_differ(database: Database) -> None:
    with database.writing() as db:
        found(db, *(f"{code} Sở {code}" for code in "ABCD"))
        this = opened(db)
        for code, pleased in {"A": 95, "B": 60, "C": 58, "D": 58}.items():
            answered(db, this, code, people(pleased, 100 - pleased))
        frozen(db, this)
        seen = report.ranking(db, this)
        assert seen is not None
        own = {entry.unit for entry in seen.entries if entry.row.agency == "B"}
        scoped = report.ranking(db, this, only=own)
        page = report.agency_report(db, this, "B")
    assert scoped is not None
    assert page is not None
    found_ = [seen.standings[entry.unit] for entry in seen.entries]
    assert [one.ahead for one in found_] == [Decimal(35), Decimal(2), Decimal(0), None]
    assert [one.behind for one in found_] == [None, Decimal(35), Decimal(2), Decimal(0)]
    assert [one.alike for one in found_] == [0, 2, 2, 2]
    assert [str(one) for one in seen.spread] == ["67.75", "58.00", "95.00"]
    # Whoever sees one body only is not told its neighbours' indices by the differences.
    (mine,) = (scoped.standings[entry.unit] for entry in scoped.entries)
    assert (mine.ahead, mine.behind, mine.alike) == (None, None, None)
    assert mine.ranks == found_[1].ranks == page.ranks
    assert (page.alike, page.verdict) == (2, "unclear")
