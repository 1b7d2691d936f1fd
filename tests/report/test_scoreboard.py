"""The scoreboard of a year: what was published, its units, its rounds, its past."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from survey import report, store
from survey.demo import province as demo
from survey.intake import scoreboard as intake
from survey.intake.tables import parse
from survey.report import Scoreboard
from survey.report.yearly import Figure, table
from survey.scoring import YEARLY
from survey.store import Connection
from survey.store.connection import Database
from tests.report.scene import answered, found, furnish, opened, people, sheet

TODAY = date(2026, 11, 23)


@pytest.fixture
def lai_chau_published(database: Database) -> Database:
    """The figures of Lai Châu that were published, as the demo has them."""
    with database.writing() as db:
        store.agencies.import_rows(db, demo.agency_rows(), today=demo.MERGER)
        intake.import_lines(db, demo.scoreboard_lines(), today=TODAY)
    return database


def take(db: Connection, text: str) -> None:
    lines = parse(text.encode(), "a.csv", needed=intake.NEEDED, optional=intake.OPTIONAL)
    intake.import_lines(db, lines, today=TODAY)


def board(db: Connection, year: int | None = None, **asked: object) -> Scoreboard:
    made = report.scoreboard(db, year, province="tỉnh Lai Châu", **asked)  # type: ignore[arg-type]
    assert made is not None
    return made


def of(made: Scoreboard, index: str) -> Figure:
    (one,) = (one for one in made.province if one.index.id == index)
    return one


def test_lai_chau_2022_reads_as_it_was_published(lai_chau_published: Database) -> None:
    with lai_chau_published.reading() as db:
        made = board(db, 2022)
    told = {
        one.index.id: (str(one.value), one.rank, one.of, one.rank_change) for one in made.entered
    }
    assert told == {
        "par-index": ("86.29", 24, 63, 7),
        "sipas": ("79.34", 35, 63, 2),
        "papi": ("42.69", 27, 63, 3),
    }
    assert made.moved == (3, 0, 0)
    assert {(t.index.id, t.kind): [one.name for one in t.first] for t in made.tables} == {
        ("par-index", "Sở, ban, ngành"): ["Sở Nội vụ"],
        ("satisfaction", "Sở, ban, ngành"): ["Sở Giáo dục và Đào tạo"],
        ("ddci", "Sở, ban, ngành"): ["Sở Tư pháp"],
    }
    # What was not entered is there to be seen missing; an own survey is nothing that is lacking.
    assert [one.index.id for one in made.province if not one.is_there] == ["pci", "qd766"]


def test_lai_chau_2024_is_compared_with_the_year_before_only(lai_chau_published: Database) -> None:
    with lai_chau_published.reading() as db:
        made = board(db)
    assert made.year == 2024
    par, sipas, papi = (of(made, id_) for id_ in ("par-index", "sipas", "papi"))
    assert (par.value, par.rank, par.of, par.change) == (Decimal("85.97"), 56, 63, None)
    assert (sipas.value, sipas.change, sipas.rank) == (Decimal("81.51"), Decimal("1.69"), None)
    assert (papi.value, papi.rank, papi.rank_change) == (Decimal("43.48"), 31, None)


def test_the_trend_shows_how_few_points_cost_how_many_places(lai_chau_published: Database) -> None:
    with lai_chau_published.reading() as db:
        made = board(db, 2022)
    steps = {
        one.index.id: (one.since, one.year, one.change, one.rank_change)
        for trend in made.trends
        for one in trend.steps
    }
    assert steps["par-index"] == (2022, 2024, Decimal("-0.32"), -32)
    assert steps["papi"] == (2022, 2024, Decimal("0.79"), -4)
    par = made.trends[0]
    assert [one.year for one in par.figures] == [2021, 2022, 2024]
    assert par.of(2023) is None


def test_where_many_ranks_went_with_hardly_any_points_that_is_said(
    lai_chau_published: Database,
) -> None:
    with lai_chau_published.reading() as db:
        assert [one.index.id for one in board(db, 2024).crowded] == ["par-index"]
        assert board(db, 2022).crowded == ()  # ranks alone: of the points nothing is known


def test_the_table_of_2021_is_ranked_from_its_points(lai_chau_published: Database) -> None:
    with lai_chau_published.reading() as db:
        (made,) = board(db, 2021).tables
    assert made.computed
    assert [(line.figure.rank, line.figure.of) for line in made.lines] == [
        (place, 15) for place in range(1, 16)
    ]
    assert made.lines[0].figure.name == "Sở Thông tin và Truyền thông"
    assert [line.behind for line in made.lines[:3]] == [None, Decimal("0.006"), Decimal("0.243")]
    assert made.lines[0].figure.group == "Xuất sắc"
    assert made.spread[:2] == (Decimal("14.351"), Decimal("12.292"))


def test_whoever_sees_some_units_sees_their_ranks_among_all_and_nothing_of_others(
    lai_chau_published: Database,
) -> None:
    with lai_chau_published.reading() as db:
        codes = ("H35.9", "H35.11", "H35.13")
        ids = {code: store.agencies.need(db, code, TODAY).id for code in codes}
        (made,) = board(db, 2021, only={ids["H35.9"], ids["H35.13"]}).tables
    assert [(line.figure.name, line.figure.rank, line.behind) for line in made.lines] == [
        ("Sở Tài chính", 2, None),
        ("Sở Xây dựng", 4, None),
    ]


def test_nothing_entered_and_nothing_surveyed_is_no_scoreboard(database: Database) -> None:
    with database.reading() as db:
        assert report.scoreboard(db) is None


def test_a_target_alone_is_no_result_and_its_year_not_shown_first(database: Database) -> None:
    with database.writing() as db:
        take(db, "year,index,body,value,target\n2026,papi,province,43,\n2027,papi,province,,45\n")
        assert board(db).year == 2026
        made = board(db, 2027)
    assert made.entered == ()
    assert of(made, "papi").target == Decimal("45.00")
    assert of(made, "papi").previous == Decimal("43.00")


def test_an_own_round_stands_apart_with_its_frame_its_people_and_its_interval(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        found(db, "X Xã X", kind="UBND xã, phường")
        furnish(db, "A 1 Quầy 1", "B 1 Quầy 1", "C 1 Quầy 1", "X 1 Quầy 1")
        this = opened(db, "2026")
        answered(db, this, "A", people(30, 10))
        answered(db, this, "B", people(38, 2))
        answered(db, this, "C", people(3))
        answered(db, this, "X", people(35, 5))
        take(db, "year,index,body,value\n2026,sipas,province,81\n")
        take(db, "year,index,body,frame,value\n2026,satisfaction,province,household,70\n")
        report.freeze(db, this, day=TODAY, person="x")
        assert board(db).rounds == ()  # still open: its figures are not those of a year
        report.close(db, this, day=TODAY, person="x")
        made = board(db)
        assert board(db, with_rounds=False).rounds == ()
    (own,) = made.rounds
    assert own.round.frame == "desk"
    assert [[(one.name, one.rank, one.of) for one in t.figures] for t in own.tables] == [
        [("Sở B", 1, 2), ("Sở A", 2, 2)],
        [("Xã X", 1, 1)],
    ]
    assert [[one.name for one in t.first] for t in own.tables] == [["Sở B"], []]  # not among one
    first = own.tables[0].lines[0].figure
    assert (first.frame, first.value, first.responses) == ("desk", Decimal("95.00"), 40)
    assert first.low is not None
    assert own.tables[0].lines[1].behind == Decimal("20.00")
    # The round is none of the province's published figures, and theirs none of its.
    assert {(one.index.id, one.frame) for one in made.entered} == {
        ("sipas", ""),
        ("satisfaction", "household"),
    }
    # Sở C has too few people to be told, and is not in the whole.
    assert own.figure.responses == 120
    assert own.whole.percent == Decimal("85.83")


def test_a_rank_is_worked_out_only_of_a_whole_table(database: Database) -> None:
    def unit(n: int, **known: object) -> Figure:
        return Figure(2022, YEARLY["ddci"], body=n, code=str(n), kind="Sở", **known)  # type: ignore[arg-type]

    tied = table(
        [unit(1, value=Decimal(60)), unit(2, value=Decimal(70)), unit(3, value=Decimal(70))]
    )
    assert [(one.code, one.rank) for one in tied.figures] == [("2", 1), ("3", 1), ("1", 3)]
    partly = table([unit(1, value=Decimal(60)), unit(2)])
    assert not partly.computed
    assert [one.rank for one in partly.figures] == [None, None]
    told = table([unit(1, value=Decimal(60), rank=5, of=20), unit(2, value=Decimal(70))])
    assert not told.computed
    assert [(one.code, one.rank) for one in told.figures] == [("1", 5), ("2", None)]


def test_a_unit_is_compared_with_the_one_that_stands_next_and_no_other() -> None:
    ranks = {1: 1, 2: 1, 3: 3, 4: 5, 5: 6, 6: None}
    figures = [
        Figure(2022, YEARLY["ddci"], body=n, code=str(n), value=Decimal(80 - n), rank=rank, of=9)
        for n, rank in ranks.items()
    ]
    # The unit of rank 4 is not in the table: 5 stands next to it, not to 3.
    assert [line.behind for line in table(figures).lines] == [None, 1, 1, None, 1, None]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_of_an_own_round_only_the_best_are_listed(database: Database) -> None:
    codes = [f"A{number:02}" for number in range(12)]
    with database.writing() as db:
        found(db, *codes)
        this = opened(db, "2026")
        for number, code in enumerate(codes):
            answered(db, this, code, people(30, number))
        report.close(db, this, day=TODAY, person="x")
        ((own,),) = (board(db).rounds,)
        ranking = report.ranking(db, this)
        (theirs,) = board(db, only={one.body for one in own.tables[0].figures[:2]}).rounds
    (listed,) = own.tables
    assert ranking is not None
    # Not of the ten; and whoever sees some bodies is told nothing of the others' values.
    assert listed.of_ranked == ranking.spread
    assert listed.of_ranked.lowest == Decimal("73.17") < min(listed.values)
    assert [table.of_ranked for table in theirs.tables] == [None]
    assert [one.code for one in listed.figures] == codes[: report.BEST]
    assert not listed.is_whole
    assert {one.of for one in listed.figures} == {12}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_round_of_a_questionnaire_gives_ddci_within_each_kind(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C", "D Sở D")
        found(db, "X Xã X", kind="UBND xã, phường")
        this = opened(db, "2026", minimum=1)
        answered(db, this, "A", people(30, 10))
        answered(db, this, "B", [sheet("2" * 3 + "5" * 13)] * 38 + people(0, 2))
        answered(db, this, "C", people(34, 6))
        answered(db, this, "D", people(9))  # ranked, and too few to be told to everybody
        answered(db, this, "X", people(0, 40))
        report.close(db, this, day=TODAY, person="x")
        equal = report.ddci_of_round(db, this)
        weighed = report.ddci_of_round(
            db, this, {id_: Decimal(id_ == "access") for id_ in equal["A"].components}
        )
    # access: B 0 %, A 75 %, C 85 %; elsewhere A 75 %, C 85 %, B 95 %.
    assert [(code, str(one.points)) for code, one in equal.items()] == [
        ("A", "25.88"),  # (1 + 9·75/85 + 4·1)/5·10 with 1 to 10 in the first factor
        ("B", "82.00"),
        ("C", "64.00"),
        ("X", "100.00"),
    ]
    assert [str(one.points) for one in weighed.values()] == ["89.41", "10.00", "100.00", "100.00"]
