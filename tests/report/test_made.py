"""What a freeze makes: the whole of those told, months, ranks, and what came in of each body."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from survey import report, store
from survey.report.trend import trend
from survey.scoring import Domain, Method, rank_intervals, score
from survey.store import Connection, Database
from survey.store.agencies import Agency
from survey.store.frozen import Figure
from survey.store.responses import EXCLUDED
from survey.store.rounds import Round
from survey.store.tallies import Key, Plain
from tests.report.scene import LAYOUT, PLEASED, answered, found, opened, people, sheet

DAY = date(2026, 11, 22)


def frozen(db: Connection, this: Round, **more: object) -> int:
    taken = report.freeze(db, this, day=DAY, person="x", **{"everything": True, **more})  # type: ignore[arg-type]
    return taken.no


def overall(figures: list[Figure]) -> Figure:
    return next(one for one in figures if one.level == "overall")


def body(db: Connection, code: str) -> Agency:
    return store.agencies.need(db, code, DAY)


def exclude(db: Connection, this: Round, code: str, sheets: int) -> None:
    tally = LAYOUT.count([PLEASED] * sheets)
    key = Key(body(db, code).id, 0, body(db, code).id, "poster", EXCLUDED)
    store.tallies.add(db, this.id, key, Plain(*tally.plain), tally.record)


def test_the_whole_is_of_those_told_by_themselves_and_a_factor_of_those_that_tell_it(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C", "D Sở D")
        this = opened(db)
        answered(db, this, "A", people(30, 10))
        answered(db, this, "B", people(10, 10))
        # C and D are five and more together; yet one of them may move by itself.
        answered(db, this, "C", people(4))
        answered(db, this, "D", people(3))
        answered(db, this, "D", [sheet("5")] * 2)
        no = frozen(db, this)
        whole = store.frozen.of_kind(db, this.id, no, "")
        kind = store.frozen.of_kind(db, this.id, no, "Sở, ban, ngành")
        bodies = store.frozen.overall_of_bodies(db, this.id, no)
        d = body(db, "D").id
    assert (overall(whole).responses, overall(whole).percent) == (65, "68.32")
    by_item = {one.item: (one.responses, one.percent) for one in whole}
    assert by_item["feedback"] == (60, "66.67")
    # D hides access beside the factors that three people answered.
    assert by_item["access"] == (60, "66.67")
    assert {one.level for one in whole} == {"overall", "part", "factor"}
    assert (overall(kind).responses, overall(kind).percent) == (65, "68.32")
    assert sum(one.level == "criterion" for one in kind) == 16
    assert next(one for one in kind if one.item == "q39").responses == 60
    assert sum(one.percent is None for one in bodies.values()) == 1
    assert bodies[d].percent == "100.00"


def test_ranks_are_drawn_with_the_seed_of_the_freeze(database: Database) -> None:
    with database.writing() as db:
        found(db, *(f"S{at} Sở {at}" for at in range(6)))
        found(db, "X Xã X", kind="UBND xã, phường")
        this = opened(db)
        for at in range(6):
            answered(db, this, f"S{at}", people(20 + 3 * at, 20 - 3 * at))
        answered(db, this, "X", people(10))
        no = frozen(db, this)
        known = store.frozen.bodies(db, this.id, no)
        seen = report.ranking(db, this)
        assert seen is not None
        worst_first = [entry.unit for entry in reversed(seen.entries)]
        x = body(db, "X").id
    assert report.seed_of(no, DAY) == 20261122001
    assert (known[x].rank_low, known[x].rank_high) == (None, None)
    drawn = []
    for at in range(6):
        sheets = LAYOUT.count(people(20 + 3 * at, 20 - 3 * at))
        whole = score(LAYOUT, Domain(sheets), Method())["overall", "overall"]
        assert whole.share is not None
        assert whole.interval is not None
        drawn.append((whole.share, whole.interval))
    ranks = [(known[unit].rank_low, known[unit].rank_high) for unit in worst_first]
    assert ranks == rank_intervals(drawn, seed=20261122001)


def test_excluded_sheets_are_told_in_fives_and_none_as_none(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        this = opened(db)
        for code in "ABC":
            answered(db, this, code, people(40))
        exclude(db, this, "B", 4)
        exclude(db, this, "C", 13)
        no = frozen(db, this)
        known = store.frozen.bodies(db, this.id, no)
        seen = report.ranking(db, this)
        assert seen is not None
        told = {e.row.agency: seen.standings[e.unit].received for e in seen.entries}
    assert sorted((one.kept, one.excluded) for one in known.values()) == [
        (40, 0),
        (40, 4),
        (40, 13),
    ]
    assert {code: (one.excluded, one.received) for code, one in told.items()} == {
        "A": (0, 40),
        "B": (None, 41),
        "C": (10, 50),
    }


def test_months_are_told_at_closing_and_a_small_one_takes_another_with_it(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C", "D Sở D")
        this = opened(db)
        days = {10: (20, 20), 11: (6, 3), 12: (3, 0)}
        for month, (pleased, displeased) in days.items():
            in_month = dated(this, date(2026, month, 5))
            answered(db, in_month, "A", people(pleased, displeased))
            answered(db, in_month, "B", people(12, month - 9))
            answered(db, in_month, "D", people(20, month))
        answered(db, this, "C", people(2))
        assert trend(db, this).points == ()
        report.close(db, this, day=date(2026, 12, 31), person="x")
        this = store.rounds.need(db, this.code)
        whole, a, b, c = (
            trend(db, this, body(db, code).id if code else 0) for code in ("", *"ABC")
        )
        table = report.crosstab(db, this, by="month", agency="B")
    assert whole.by_month
    assert [one.day for one in whole.points] == [date(2026, month, 1) for month in days]
    assert [(one.responses, one.percent) for one in a.points] == [
        (40, Decimal("50.00")),
        (9, None),
        (3, None),
    ]
    # December takes November with it at A, and the months of B: the cross-tab tells the kind's.
    assert [one.percent for one in b.points] == [Decimal("92.31"), None, None]
    told = [one.scores[0] for one in table.categories[-3:]]
    assert [one.percent if one else None for one in told] == [one.percent for one in b.points]
    assert [(one.responses, str(one.percent)) for one in whole.points] == [
        (83, "62.65"),
        (31, "64.52"),
        (32, "62.50"),
    ]
    assert [one.percent for one in c.points] == [None]


def test_a_month_is_left_out_of_the_trend_where_a_freeze_would_give_away_its_last_days(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        # What is frozen after forty sheets is shown when thirty more have come.
        for day, sheets in (("2026-10-20", 20), ("2026-10-31", 3), ("2026-11-30", 15)):
            in_month = dated(this, date.fromisoformat(day))
            answered(db, in_month, "A", people(sheets, sheets))
            report.freeze(db, this, day=date.fromisoformat(day), person="x")
        shown = report.index_rows(db, this, source="frozen", agency="A", level="overall")
        report.close(db, this, day=date(2026, 12, 31), person="x")
        months = trend(db, store.rounds.need(db, this.code), body(db, "A").id)
    assert shown[0].responses == 40
    assert [(one.responses, one.percent) for one in months.points] == [(46, None), (30, None)]


def test_months_are_of_all_channels_whichever_rank(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db, rank_channels=("code",))
        for month in (10, 11):
            in_month = dated(this, date(2026, month, 5))
            answered(db, in_month, "A", people(20, 10), channel="code")
            # Less the month by code these three would be told.
            answered(db, in_month, "A", people(3 if month == 10 else 9), channel="paper")
        report.close(db, this, day=date(2026, 12, 31), person="x")
        months = trend(db, store.rounds.need(db, this.code), body(db, "A").id)
    assert [(one.responses, str(one.percent)) for one in months.points] == [
        (33, "69.70"),
        (39, "74.36"),
    ]


def test_an_open_round_moves_from_freeze_to_freeze(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        this = opened(db)
        for pleased in (30, 0):
            answered(db, this, "A", people(pleased, 10))
            answered(db, this, "B", people(3))
            frozen(db, this)
        whole, b = trend(db, this), trend(db, this, body(db, "B").id)
    points = [(one.no, one.responses, str(one.percent)) for one in whole.points]
    assert points == [(1, 40, "75.00"), (2, 56, "64.29")]
    assert [(one.responses, one.percent) for one in b.points] == [(3, None), (6, Decimal(100))]


@pytest.mark.parametrize(
    ("method", "of_all"), [("top2.mean_of_factors", "70.00"), ("mean5.pooled.split", "82.00")]
)
def test_other_methods_have_their_own_whole_and_no_rank_without_an_interval(
    database: Database, method: str, of_all: str
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        this = opened(db, method=method)
        answered(db, this, "A", people(30, 10))
        answered(db, this, "B", people(20, 20), decider="A")
        frozen(db, this, everything=None)
        answered(db, this, "A", people(10))
        answered(db, this, "B", people(10), decider="A")
        no = frozen(db, this, everything=None)
        while_open = store.frozen.bodies(db, this.id, no)
        taken = report.close(db, this, day=date(2026, 12, 31), person="x")
        closed = store.frozen.bodies(db, this.id, taken.no)
        whole = overall(store.frozen.of_kind(db, this.id, taken.no, ""))
        months = trend(db, store.rounds.need(db, this.code))
    assert [one.rank_low is None for one in while_open.values()] == ["mean_of" in method] * 2
    assert all(one.rank_low for one in closed.values())
    assert (whole.responses, whole.percent) == (100, of_all)
    # Bodies that share sheets have no months together.
    assert months.by_month is not method.endswith("split")
    assert (months.points[-1].responses, str(months.points[-1].percent)) == (100, of_all)


def dated(this: Round, day: date) -> Round:
    """The same round, for sheets that are kept on a day of their own."""
    return replace(this, last=day)
