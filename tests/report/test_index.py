"""Rows of figures, worked out by hand: ranks, what is compared with what, what is hidden."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from survey import report, store
from survey.intake.openings import CHANNELS
from survey.report import IndexRow
from survey.scoring import BadMethod
from survey.store import Connection, Database
from survey.store.rounds import Round
from tests.report.scene import (
    DISPLEASED,
    PLEASED,
    answered,
    found,
    furnish,
    opened,
    people,
    sheet,
)


def overall(db: Connection, this: Round, **more: object) -> dict[str, IndexRow]:
    rows = report.index_rows(db, this, level="overall", **more)  # type: ignore[arg-type]
    return {row.group or row.agency: row for row in rows}


def test_a_row_has_the_public_columns_in_their_order() -> None:
    assert ",".join(report.COLUMNS) == (
        "round,questionnaire,frame,method,agency,agency_name,kind,level,id,name,channel,responses,"
        "satisfied,answers,percent,low,high,rank,of,previous,change,previous_rank,previous_of,"
        "rank_change,compared_with,hidden"
    )


def test_the_channels_are_those_that_a_round_may_rank_by() -> None:
    assert report.CHANNELS == CHANNELS


def test_rows_come_by_code_then_in_the_order_of_the_file(database: Database) -> None:
    with database.writing() as db:
        found(db, "B Sở B", "A Sở A")
        this = opened(db)
        answered(db, this, "B", people(1))
        answered(db, this, "A", people(1))
        rows = report.index_rows(db, this)
    ids = [row.id for row in rows if row.agency == "A"]
    assert [row.agency for row in rows] == ["A"] * 23 + ["B"] * 23
    assert ids[:7] == ["overall", "service", "access", "procedure", "staff", "result", "feedback"]
    assert ids[7:] == [f"q{number}" for number in range(24, 40)]


def test_every_body_with_a_desk_is_listed_and_nobody_answered_is_not_zero(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        furnish(db, "A 1 Quầy 1", "B 1 Quầy 1")
        this = opened(db)
        answered(db, this, "A", people(3))
        rows = overall(db, this)
    assert list(rows) == ["A", "B"]
    assert (rows["B"].responses, rows["B"].percent, rows["B"].low) == (0, None, None)
    assert (rows["A"].responses, rows["A"].satisfied, rows["A"].answers) == (3, 48, 48)


def test_equal_indices_share_a_rank_and_the_next_is_skipped(database: Database) -> None:
    with database.writing() as db:
        found(db, *(f"{code} Sở {code}" for code in "ABCD"))
        found(db, "X Xã X", kind="UBND xã, phường")
        this = opened(db)
        for code, pleased in {"A": 27, "B": 30, "C": 27, "D": 24, "X": 30}.items():
            answered(db, this, code, people(pleased, 30 - pleased))
        rows = overall(db, this)
    assert {code: (row.rank, row.of) for code, row in rows.items()} == {
        "A": (2, 4),
        "B": (1, 4),
        "C": (2, 4),
        "D": (4, 4),
        "X": (1, 1),
    }
    assert rows["A"].percent == Decimal("90.00")


def test_a_body_one_sheet_under_the_minimum_is_not_ranked(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        this = opened(db)
        answered(db, this, "A", people(29))
        answered(db, this, "B", people(30))
        rows = overall(db, this)
    assert (rows["A"].rank, rows["A"].of, rows["A"].percent) == (None, None, Decimal("100.00"))
    assert (rows["B"].rank, rows["B"].of) == (1, 1)


def test_a_rank_counts_only_the_channels_that_the_round_ranks_by(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        this = opened(db, rank_channels=("code",))
        answered(db, this, "A", people(30), channel="code")
        answered(db, this, "A", people(0, 60), channel="poster")
        answered(db, this, "B", people(15, 15), channel="code")
        every, code, poster = (
            overall(db, this, channel=channel) for channel in (None, "code", "poster")
        )
    assert (every["A"].percent, every["A"].rank, every["B"].rank) == (Decimal("33.33"), 1, 2)
    assert (code["A"].percent, code["A"].rank, code["A"].channel) == (Decimal("100.00"), 1, "code")
    assert (poster["A"].percent, poster["A"].rank) == (Decimal("0.00"), None)


def test_a_change_is_that_of_the_rounded_figures_and_a_rise_is_positive(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        before, this = opened(db, "2025"), opened(db, "2026")
        answered(db, before, "A", people(20, 10))  # 66,67
        answered(db, before, "B", people(24, 6))
        answered(db, this, "A", people(25, 5))  # 83,33
        answered(db, this, "B", people(18, 12))
        rows = overall(db, this)
    a = rows["A"]
    assert (a.previous, a.change) == (Decimal("66.67"), Decimal("16.66"))
    assert (a.rank, a.of, a.previous_rank, a.previous_of, a.rank_change) == (1, 2, 2, 2, 1)
    assert a.compared_with == "A"
    assert rows["B"].rank_change == -1


def test_another_frame_or_family_is_not_a_previous_round(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        homes = opened(db, "2025-ho", year=2025, frame="household")
        full = opened(db, "2025-day-du", year=2025, questionnaire="sipas-2023")
        this = opened(db, "2026")
        answered(db, homes, "A", people(30))
        answered(db, this, "A", people(30))
        assert full.family != this.family
        assert overall(db, this)["A"].previous is None


def test_a_merged_body_is_compared_with_all_that_it_came_from(database: Database) -> None:
    with database.writing() as db:
        found(db, "GT Sở Giao thông vận tải", "XD Sở Xây dựng", "YT Sở Y tế")
        before = opened(db, "2025")
        answered(db, before, "GT", people(10, 30))
        answered(db, before, "XD", people(35, 5))
        answered(db, before, "YT", people(40))
        old = store.agencies.need(db, "GT", date(2025, 12, 31)).id
        store.agencies.close(db, old, date(2026, 2, 28), ["XD"], today=date(2026, 3, 1))
        this = opened(db, "2026")
        answered(db, this, "XD", people(30, 10))
        answered(db, this, "YT", people(40))
        rows = overall(db, this)
    merged = rows["XD"]
    assert (merged.previous, merged.change) == (Decimal("56.25"), Decimal("18.75"))
    assert merged.compared_with == "GT XD"
    assert (merged.rank, merged.previous_rank, merged.rank_change) == (2, None, None)
    assert "GT" not in rows


def test_a_body_split_off_is_compared_with_the_old_one(database: Database) -> None:
    with database.writing() as db:
        found(db, "KHCN Sở Khoa học và Công nghệ")
        before = opened(db, "2025")
        answered(db, before, "KHCN", people(20, 20))
        found(db, "MOI Sở Chuyển đổi số", day=date(2026, 1, 1))
        old = store.agencies.need(db, "KHCN", date(2025, 12, 31)).id
        new = store.agencies.add(
            db,
            code="TT",
            name="Sở Thông tin",
            kind="Sở, ban, ngành",
            first=date(2026, 3, 1),
            today=date(2026, 3, 1),
        )
        store.agencies.close(db, old, date(2026, 2, 28), ["TT", "MOI"], today=date(2026, 3, 1))
        this = opened(db, "2026")
        answered(db, this, "TT", people(30, 10))
        answered(db, this, "MOI", people(40))
        rows = overall(db, this)
    assert new.code == "TT"
    for code, change in {"TT": "25.00", "MOI": "50.00"}.items():
        row = rows[code]
        assert (row.previous, row.change) == (Decimal("50.00"), Decimal(change))
        assert row.compared_with == "KHCN"


def test_ranks_are_not_compared_when_the_kind_or_the_number_of_ranked_changed(
    database: Database,
) -> None:
    codes = [f"S{number:02d}" for number in range(12)]
    with database.writing() as db:
        found(db, *codes, day=date(2025, 1, 1))
        before, this = opened(db, "2025"), opened(db, "2026")
        for at, code in enumerate(codes):
            answered(db, before, code, people(30 - at, at))
            if at < 11:  # eleven of twelve: less than a tenth fewer
                answered(db, this, code, people(19 + at, 11 - at))
        near = overall(db, this)["S00"]
        answered(db, this, "S11", people(1))
        body = store.agencies.need(db, "S01", date(2026, 6, 1)).id
        store.agencies.change(
            db, body, name="S01", kind="Đơn vị khác", parent="", today=date(2026, 6, 1)
        )
        far = overall(db, this)
    assert (near.rank, near.of, near.previous_of, near.rank_change) == (11, 11, 12, -10)
    assert (far["S00"].of, far["S00"].previous_of, far["S00"].rank_change) == (10, 12, None)
    assert (far["S01"].kind, far["S01"].previous_rank) == ("Đơn vị khác", 2)
    assert far["S01"].rank_change is None


def test_a_split_method_gives_the_decider_its_own_rows(database: Database) -> None:
    # q30, q34, q35, q36 judge the decider: displeased with those, pleased with the rest.
    levels = ["5"] * 16
    for number in (30, 34, 35, 36):
        levels[number - 24] = "1"
    torn = sheet("".join(levels))
    with database.writing() as db:
        found(db, "XA Xã", "SO Sở")
        this = opened(db)
        answered(db, this, "XA", [torn] * 10, decider="SO")
        whole = overall(db, this)
        split = overall(db, this, method="top2.pooled.split")
    assert list(whole) == ["XA"]
    assert whole["XA"].percent == Decimal("75.00")
    assert (split["XA"].percent, split["XA"].answers) == (Decimal("100.00"), 120)
    assert (split["SO"].percent, split["SO"].answers) == (Decimal("0.00"), 40)


def test_a_mean_says_which_members_it_went_without(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        answered(db, this, "A", [sheet("5" * 13)] * 6)
        row = overall(db, this, method="top2.mean_of_factors")["A"]
    assert (row.percent, row.hidden) == (Decimal("100.00"), "without:feedback")
    assert row.low is None


def test_a_method_that_does_not_exist_is_refused(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        with pytest.raises(BadMethod):
            report.index_rows(db, this, method="best.pooled")
        with pytest.raises(report.NotThere):
            report.index_rows(db, this, channel="pigeon")
        with pytest.raises(report.NotThere):
            report.index_rows(db, this, level="chapter")
        with pytest.raises(report.NotInRound):
            report.index_rows(db, this, agency="Z")


def test_the_operator_sees_everything_and_pages_hide_figures_under_five(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        this = opened(db, minimum=1)
        answered(db, this, "A", people(4))
        answered(db, this, "B", people(5))
        report.freeze(db, this, day=date(2026, 12, 31), person="x", everything=True)
        live, frozen = overall(db, this), overall(db, this, source="frozen")
    assert live["A"].percent == Decimal("100.00")
    hidden = frozen["A"]
    assert (hidden.percent, hidden.low, hidden.high, hidden.satisfied) == (None,) * 4
    assert (hidden.hidden, hidden.responses, hidden.rank) == ("few", 4, None)
    assert (frozen["B"].percent, frozen["B"].hidden) == (Decimal("100.00"), "")


def test_figures_hidden_before_are_not_told_by_a_change(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        before, this = opened(db, "2025"), opened(db, "2026")
        answered(db, before, "A", people(4))
        answered(db, this, "A", people(30))
        for one in (before, this):
            report.freeze(db, one, day=one.last, person="x", everything=True)
        row = overall(db, this, source="frozen")["A"]
        assert overall(db, this)["A"].previous == Decimal("100.00")
    assert (row.previous, row.change, row.compared_with) == (None, None, "")


def test_the_plain_sums_give_what_the_records_give(database: Database) -> None:
    torn = sheet("5412000653412345")
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        answered(db, this, "A", [PLEASED, DISPLEASED, torn, torn, sheet("3")])
        quick = report.index_rows(db, this, level="overall")[0]
        whole = report.index_rows(db, this)[0]
    assert quick == whole


def test_groups_are_pooled_or_the_mean_of_their_bodies(database: Database) -> None:
    with database.writing() as db:
        found(db, "T Tỉnh", kind="Tỉnh")
        found(db, "A Sở A", "B Sở B", parent="T")
        furnish(db, "A 1 Quầy 1", "A 2 Quầy 2", officers="2")
        this = opened(db)
        answered(db, this, "A", people(8, 2), desk="1")
        answered(db, this, "B", people(0, 30), channel="paper")
        pooled = overall(db, this, group_by="kind")
        mean = overall(db, this, group_by="kind", group="mean_of_units")
        parent = overall(db, this, group_by="parent")
        desks = report.index_rows(db, this, group_by="desk", level="overall", agency="A")
        channels = overall(db, this, group_by="channel", agency="B")
    assert pooled["Sở, ban, ngành"].percent == Decimal("20.00")
    assert mean["Sở, ban, ngành"].percent == Decimal("40.00")
    assert (parent["T"].percent, parent["T"].group_name) == (Decimal("20.00"), "Tỉnh")
    assert [(row.group, row.responses, row.percent) for row in desks] == [
        ("1", 10, Decimal("80.00")),
        ("2", 0, None),
    ]
    assert (channels["paper"].responses, channels["poster"].responses) == (30, 0)
    assert channels["paper"].channel == "paper"


def test_a_desk_of_one_officer_is_not_shown(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        furnish(db, "A 1 Quầy 1")
        furnish(db, "A 2 Quầy 2", officers="2")
        this = opened(db)
        answered(db, this, "A", people(9), desk="1")
        answered(db, this, "A", people(9), desk="2")
        report.freeze(db, this, day=this.last, person="x", everything=True)
        rows = overall(db, this, source="frozen", group_by="desk")
    assert (rows["1"].percent, rows["1"].hidden) == (None, "officers")
    assert (rows["2"].percent, rows["2"].hidden) == (Decimal("100.00"), "")
