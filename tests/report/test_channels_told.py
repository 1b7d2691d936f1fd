"""Channels, desks and cross-tabs beside one another: none tells what another leaves out."""

from __future__ import annotations

import random

import pytest

from survey import report, store
from survey.report import AgencyReport
from survey.store import Connection, Database
from survey.store.rounds import Round
from tests.audit.test_crosstabs import drawn
from tests.report.scene import answered, found, furnish, opened


def closed(db: Connection, this: Round) -> Round:
    report.close(db, this, day=this.last, person="x")
    return store.rounds.need(db, this.code)


def page(db: Connection, this: Round, code: str, channel: str) -> AgencyReport:
    seen = report.agency_report(db, this, code, channel=channel)
    assert seen is not None
    return seen


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_three_sheets_by_a_channel_that_does_not_rank_follow_from_no_desk_and_no_cross_tab(
    database: Database,
) -> None:
    chance = random.Random(3)
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        furnish(db, "A 1 Quầy 1", "A 2 Quầy 2", "B 1 Quầy 1", officers="3")
        this = opened(db, rank_channels=("code",), minimum=5)
        for code, desk in (("A", "1"), ("A", "2"), ("B", "1")):
            answered(db, this, code, drawn(chance, 40), desk=desk, channel="code")
        answered(db, this, "A", drawn(chance, 3), desk="1", channel="paper")
        this = closed(db, this)
        whole, ranked = (page(db, this, "A", channel) for channel in ("all", "code"))
        tables = [report.crosstab(db, this, by=by, agency="A") for by in ("gender", "month")]
        kind = report.crosstab(db, this, by="gender", kind="Sở, ban, ngành")
    assert ranked.overall.row.percent is not None
    assert (whole.overall.row.responses, whole.overall.row.hidden) == (83, "complement")
    assert [entry.row.hidden for entry in whole.desks] == ["complement", "complement"]
    assert [entry.row.hidden for entry in ranked.desks] == ["", ""] or not ranked.desks
    for table in tables:
        assert not any(table.total)
        assert not any(score for one in table.categories for score in one.scores)
    assert kind.left_out == 1
    assert kind.total[0] is not None
    assert kind.total[0].responses == 40
    assert not whole.trend.by_month


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_channel_of_one_officer_is_neither_told_nor_ranked(database: Database) -> None:
    chance = random.Random(4)
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        for code, officers in zip("ABC", "123", strict=True):
            furnish(db, f"{code} 1 Quầy 1", officers=officers)
        furnish(db, "A 2 Quầy 2", "A 3 Quầy 3", officers="2")
        this = opened(db, rank_channels=("code",), minimum=5)
        for code in "ABC":
            answered(db, this, code, drawn(chance, 30), desk="1", channel="code")
        # Three of another desk do not hide the thirty.
        answered(db, this, "A", drawn(chance, 3), desk="2", channel="code")
        for desk in "23":
            answered(db, this, "A", drawn(chance, 30), desk=desk, channel="poster")
        this = closed(db, this)
        seen = {channel: page(db, this, "A", channel) for channel in ("all", "code", "poster")}
        ranking = report.ranking(db, this)
    assert ranking is not None
    ranks = {entry.row.agency: entry.row for entry in ranking.entries}
    assert (ranks["A"].rank, ranks["A"].hidden) == (None, "complement")
    assert {ranks[code].rank for code in "BC"} == {1, 2}
    assert {ranks[code].of for code in "BC"} == {2}
    assert ranking.whole.responses == 60
    told = {channel for channel, one in seen.items() if one.overall.row.percent is not None}
    # All less those by poster would be those by code.
    assert told == {"all"}
    assert {entry.row.hidden for entry in seen["all"].desks} >= {"officers"}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_closing_left_out_is_not_told_when_late_sheets_join_it(database: Database) -> None:
    chance = random.Random(5)
    with database.writing() as db:
        found(db, "A Sở A")
        furnish(db, "A 1 Quầy 1", "A 2 Quầy 2", "A 3 Quầy 3", officers="3")
        this = opened(db, minimum=5)
        for desk, channel, people in (("1", "code", 30), ("2", "kiosk", 20), ("3", "paper", 3)):
            answered(db, this, "A", drawn(chance, people), desk=desk, channel=channel)
        this = closed(db, this)
        answered(db, this, "A", drawn(chance, 12), desk="3", channel="paper")
        report.freeze(db, this, day=this.last, person="x")
        channels = {one: page(db, this, "A", one) for one in ("all", "code", "kiosk", "paper")}
        table = report.crosstab(db, this, by="gender", agency="A")
    # The cross-tabs' fifty-three less thirty and twenty, which have not moved, would be three.
    assert table.total[0] is not None
    assert table.total[0].responses == 53
    assert channels["all"].overall.row.responses == 65
    told = {one for one, seen in channels.items() if seen.overall.row.percent is not None}
    assert told == {"all", "code"}
    hidden = {entry.row.group: entry.row.hidden for entry in channels["all"].desks}
    assert hidden == {"1": "", "2": "complement", "3": "complement"}
