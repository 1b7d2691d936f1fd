"""Finished dossiers from a file."""

from __future__ import annotations

from datetime import date

import pytest

from survey.store import agencies, transactions
from survey.store.agencies import AgencyRow
from survey.store.connection import Database
from survey.store.transactions import Finished, Imported, TransactionRow
from survey.words import FileRefused

KIND = "Sở, ban, ngành"


@pytest.fixture(autouse=True)
def bodies(database: Database) -> None:
    """A and B since ever; C until the last day of February 2026, and another C from May on."""
    rows = [
        AgencyRow(2, "A", "Sở A", KIND),
        AgencyRow(3, "B", "Sở B", KIND),
        AgencyRow(4, "C", "Sở C", KIND, to=date(2026, 2, 28)),
        AgencyRow(5, "C", "Sở C mới", KIND, first=date(2026, 5, 15)),
    ]
    with database.writing() as db:
        agencies.import_rows(db, rows, today=date(2026, 1, 1))


def import_(database: Database, *lines: str) -> Imported:
    """Import lines "agency,field,month,finished"."""
    rows = [TransactionRow(at, *line.split(",")) for at, line in enumerate(lines, 2)]
    with database.writing() as db:
        return transactions.import_rows(db, rows)


def entered(database: Database) -> list[str]:
    with database.reading() as db:
        return [
            f"{one.agency},{one.field},{one.month:%Y-%m},{one.finished}"
            for one in transactions.entered(db)
        ]


def faults(database: Database, *lines: str) -> list[tuple[int, str]]:
    with pytest.raises(FileRefused) as refused:
        import_(database, *lines)
    return [(fault.line, fault.column) for fault in refused.value.faults]


def test_a_file_is_kept_and_the_same_again_changes_nothing(database: Database) -> None:
    lines = ("A,Hộ tịch,2026-01,90", "A,Đất đai,2026-01,120", "B,,2026-01,0")
    assert import_(database, *lines) == Imported(3, 0, 0)
    assert import_(database, *lines) == Imported(0, 0, 0)
    assert entered(database) == sorted(lines)


def test_a_file_says_all_there_is_of_the_bodies_and_months_it_names(database: Database) -> None:
    import_(database, "A,,2026-01,200", "A,,2026-02,210", "B,,2026-01,50")

    done = import_(database, "A,Hộ tịch,2026-01,90", "A,Đất đai,2026-01,120", "B,,2026-01,60")

    assert done == Imported(2, 1, 1)
    assert entered(database) == [
        "A,,2026-02,210",
        "A,Hộ tịch,2026-01,90",
        "A,Đất đai,2026-01,120",
        "B,,2026-01,60",
    ]


def test_every_fault_is_named_and_nothing_is_kept(database: Database) -> None:
    assert faults(
        database,
        "A,Hộ tịch,2026-01,90",
        "X,,2026-01,1",
        "A,,2026-13,1",
        "A,,01/2026,1",
        "A,,2026-02,-1",
        "A,,2026-02,1.200",
        "A,,2026-02,",
        "A,,2026-02,999999999",
        "A,  Hộ  tịch ,2026-01,7",
        ",,2026-01,1",
        f"B,{'x' * 81},2026-01,1",
    ) == [
        (3, "agency"),
        (4, "month"),
        (5, "month"),
        (6, "finished"),
        (7, "finished"),
        (8, "finished"),
        (9, "finished"),
        (10, ""),
        (11, "agency"),
        (12, "field"),
    ]
    assert entered(database) == []


def test_a_code_means_the_body_that_bore_it_in_the_month(database: Database) -> None:
    assert faults(database, "C,,2026-02,1", "C,,2026-03,1", "C,,2026-05,2") == [(3, "agency")]
    import_(database, "C,,2026-02,1", "C,,2026-05,2")
    with database.reading() as db:
        old, new = (agencies.need(db, "C", day).id for day in (date(2026, 2, 1), date(2026, 6, 1)))
        found = transactions.by_body(db, date(2026, 1, 31), date(2026, 5, 1))
        assert transactions.entered(db, "C") == [
            Finished("C", "", date(2026, 2, 1), 1),
            Finished("C", "", date(2026, 5, 1), 2),
        ]
    assert {body: one.by_field for body, one in found.items()} == {old: {"": 1}, new: {"": 2}}


def test_dossiers_are_added_up_over_the_months_that_have_a_day_of_the_span(
    database: Database,
) -> None:
    import_(database, "A,Đất đai,2026-01,1", "A,Đất đai,2026-02,10", "A,Đất đai,2026-03,100")
    with database.reading() as db:
        (found,) = transactions.by_body(db, date(2026, 1, 31), date(2026, 2, 1)).values()
    assert found.by_field == {"Đất đai": 11}
    assert found.months == 2
