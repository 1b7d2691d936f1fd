"""One body over the years: what was published of it beside its own rounds, each a series."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from survey import report
from survey.report.over_years import OwnSeries, Trend, Years
from survey.store import Connection, Database
from tests.report.scene import answered, found, opened, people
from tests.report.test_scoreboard import TODAY, take

PUBLISHED = """\
year,index,body,frame,value,rank,of
2020,ddci,A,,60,,
2020,ddci,B,,70,,
2021,ddci,A,,65,2,9
2023,ddci,A,,64,1,9
2022,satisfaction,A,desk,81,,
2022,satisfaction,A,household,70,,
2023,satisfaction,A,household,72,,
"""


def years(db: Connection, code: str = "A", year: int = 2100) -> Years:
    made = report.years_of(db, code, year)
    assert made is not None
    return made


def values(trend: Trend) -> list[tuple[int, str, int | None, Decimal | None]]:
    return [(one.year, str(one.value), one.rank, one.change) for one in trend.figures]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_each_index_and_frame_of_a_unit_is_a_series_by_itself(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        take(db, PUBLISHED)
        ddci, desk, household = years(db).trends
        assert [one.index.id for one in years(db, "B").trends] == ["ddci"]
        assert report.years_of(db, "Z", 2100) is None
    # Of 2020 the rank is worked out from the whole table; later ones were published.
    assert values(ddci) == [
        (2020, "60.00", 2, None),
        (2021, "65.00", 2, Decimal("5.00")),
        (2023, "64.00", 1, Decimal("-1.00")),
    ]
    assert [(one.name, one.percent) for one in ddci.moments] == [
        ("2020", 60),
        ("2021", 65),
        ("2022", None),  # a gap, not a line across it
        ("2023", 64),
    ]
    assert (desk.frame, values(desk)) == ("desk", [(2022, "81.00", 1, None)])
    assert desk.moments == ()
    assert (household.frame, values(household)[1][3]) == ("household", Decimal("2.00"))


def own(db: Connection, code: str = "A") -> list[tuple[str, str, list[str]]]:
    return [
        (series.frame, series.method, [one.round.code for one in series.points])
        for series in years(db, code).own
    ]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_rounds_asked_or_scored_otherwise_are_not_joined(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        for code, more in (
            ("2023", {}),
            ("2024", {}),
            ("2024-ho", {"frame": "household"}),
            ("2025", {"method": "mean5.pooled"}),
        ):
            this = opened(db, code, **more)  # type: ignore[arg-type]
            answered(db, this, "A", people(20, 20) if code == "2023" else people(38, 2))
            report.close(db, this, day=this.last, person="x")
        still = opened(db, "2026")
        answered(db, still, "A", people(40))
        report.freeze(db, still, day=TODAY, person="x")
        assert own(db) == [
            ("desk", "mean5.pooled", ["2025"]),
            ("desk", "top2.pooled", ["2023", "2024"]),
            ("household", "top2.pooled", ["2024-ho"]),
        ]
        assert own(db, "B") == []
        series: OwnSeries = years(db).own[1]
    first, second = series.points
    assert [str(one.percent) for one in (first, second)] == ["50.00", "95.00"]
    assert (str(second.change), second.change_is_clear) == ("45.00", True)
    assert (first.change, first.change_is_clear) == (None, False)
    assert (second.responses, second.places) == (40, (1, 1))
    assert len(series.moments) == 2


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_few_people_are_told_over_the_years_no_more_than_in_their_round(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        for code, more in (("2024", 4), ("2025", 40)):
            this = opened(db, code)
            answered(db, this, "A", people(more))
            answered(db, this, "B", people(40))
            report.close(db, this, day=date(int(code), 12, 31), person="x")
        ((few, many),) = (one.points for one in years(db).own)
    assert (few.percent, few.low, few.places, few.responses) == (None, None, None, 4)
    assert (str(many.percent), many.change) == ("100.00", None)
