"""Parts, factors and criteria with weights, on a body's page."""

from __future__ import annotations

from datetime import date

import pytest

from survey import report, store
from survey.report import Beside
from survey.store import Connection, Database
from survey.store.rounds import Round
from tests.report.fields import finished, furnish, name_their_own
from tests.report.scene import answered, found, opened, people, sheet

DAY = date(2026, 12, 31)


def below(db: Connection, this: Round) -> dict[str, Beside]:
    """What a body's page says below its overall index: id → weighted figure."""
    page = report.agency_report(db, store.rounds.need(db, this.code), "A")
    assert page is not None
    told = report.weighted_of_body(db, store.rounds.need(db, this.code), page)
    return {row.id: one for row, one in told.below} if told else {}


def test_a_page_weighs_every_index_as_the_operator_is_told(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        furnish(db, "A 1 Đất đai", "A 2 Hộ tịch")
        this = opened(db)
        answered(db, this, "A", people(10, 30), desk="1")
        answered(db, this, "A", [*people(30, 6), sheet("512345123")], desk="2")
        # A desk with two fields has a tally of each.
        at = store.desks.list_desks(db, this.last, agency_code="A")[0].id
        name_their_own(db, this, at, "Hộ tịch", 7)
        finished(db, "A 3000 Đất đai", "A 1000 Hộ tịch")
        report.close(db, this, day=DAY, person="x")
        this = store.rounds.need(db, this.code)
        told = below(db, this)
        rows = report.weighted_rows(db, this, agency="A")[1:]
    assert [
        (id_, one.figure and (one.figure.percent, one.figure.low, one.figure.high))
        for id_, one in told.items()
    ] == [(row.id, (row.weighted_percent, row.weighted_low, row.weighted_high)) for row in rows]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("last", "hidden"), [(0, set()), (9, set()), (3, {"feedback", "access"})])
def test_a_factor_of_few_people_in_a_stratum_is_hidden_beside_another(
    database: Database, last: int, hidden: set[str]
) -> None:
    """So many of those about papers answered the last factor; of those about land, nine."""
    whole, without = "5" * 16, "5" * 13
    with database.writing() as db:
        found(db, "A Sở A")
        furnish(db, "A 1 Đất đai", "A 2 Hộ tịch")
        this = opened(db)
        answered(db, this, "A", [sheet(without)] * 30 + [sheet(whole)] * (9 if last else 0))
        answered(db, this, "A", [sheet(without)] * 20 + [sheet(whole)] * last, desk="2")
        finished(db, "A 900 Đất đai", "A 90 Hộ tịch")
        report.close(db, this, day=DAY, person="x")
        told = below(db, this)
    factors = {"access", "procedure", "staff", "result", "feedback"}
    gone = {id_ for id_ in factors if told[id_].why == "complement"}
    assert gone == hidden
    assert (told["feedback"].why == "sheets") is (last == 0)
