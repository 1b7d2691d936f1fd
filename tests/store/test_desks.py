from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select

from survey.ledger import read_code
from survey.store import agencies, desks, form_version
from survey.store.agencies import AgencyRow
from survey.store.connection import Database
from survey.store.desks import BadDesk, Desk, DeskRow
from survey.store.tables import desk, poster
from survey.words import FileRefused

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)


@pytest.fixture
def office(database: Database) -> Database:
    """A database with the bodies T, A (of T) and B, which ended."""
    with database.writing() as db:
        agencies.import_rows(
            db,
            [
                AgencyRow(2, "T", "Tỉnh", "tinh"),
                AgencyRow(3, "A", "Sở A", "so", "T"),
                AgencyRow(4, "B", "Sở B", "so", "T", to=date(2025, 2, 28)),
            ],
            today=TODAY,
        )
    return database


def import_(office: Database, *rows: DeskRow, draw: Callable[[], str] = desks.draw) -> list[Desk]:
    with office.writing() as db:
        return desks.import_rows(db, rows, today=TODAY, draw=draw)


def drawing(*codes: str) -> Callable[[], str]:
    """A draw that gives these codes, one after another."""
    rest = iter(codes)
    return lambda: next(rest)


def test_a_desk_gets_a_code_that_reads_back(office: Database) -> None:
    (made,) = import_(office, DeskRow(2, "A", "1", "Quầy 1"))
    assert made.poster_code is not None
    assert read_code(made.poster_code) == made.poster_code
    assert (made.agency_code, made.agency_name, made.code) == ("A", "Sở A", "1")
    assert (made.decider_code, made.place, made.field, made.officers) == ("A", None, None, None)


def test_importing_again_keeps_the_code_and_takes_the_rest(office: Database) -> None:
    (before,) = import_(office, DeskRow(2, "A", "1", "Quầy 1"))
    (after,) = import_(
        office,
        DeskRow(2, "A", "1", "Quầy Một", "Tầng 2", "T", "Đất đai", "3"),
        DeskRow(3, "A", "2", "Q2"),
    )[:1]
    assert (after.id, after.poster_code) == (before.id, before.poster_code)
    assert (after.name, after.place, after.decider_code, after.field, after.officers) == (
        "Quầy Một",
        "Tầng 2",
        "T",
        "Đất đai",
        3,
    )


def test_a_desk_left_out_of_the_next_file_stays(office: Database) -> None:
    import_(office, DeskRow(2, "A", "1", "Quầy 1"), DeskRow(3, "A", "2", "Quầy 2"))
    import_(office, DeskRow(2, "A", "2", "Quầy 2"))
    with office.reading() as db:
        assert [each.code for each in desks.list_desks(db, TODAY)] == ["1", "2"]


def test_a_code_that_is_taken_is_drawn_again(office: Database) -> None:
    import_(office, DeskRow(2, "A", "1", "Quầy 1"), draw=drawing("AAAAAA"))
    made = import_(
        office,
        DeskRow(2, "A", "2", "Quầy 2"),
        DeskRow(3, "A", "3", "Quầy 3"),
        draw=drawing("AAAAAA", "BBBBBB", "BBBBBB", "AAAAAA", "CCCCCC"),
    )
    assert [each.poster_code for each in made] == ["BBBBBB", "CCCCCC"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (DeskRow(3, "", "1", "Quầy"), "agency"),
        (DeskRow(3, "X", "1", "Quầy"), "agency"),
        (DeskRow(3, "B", "1", "Quầy"), "agency"),  # it ended
        (DeskRow(3, "A", "", "Quầy"), "desk"),
        (DeskRow(3, "A", "quầy 1", "Quầy"), "desk"),
        (DeskRow(3, "A", "1", " "), "name"),
        (DeskRow(3, "A", "1", "ă" * 121), "name"),
        (DeskRow(3, "A", "1", "Quầy\x00"), "name"),
        (DeskRow(3, "A", "1", "Quầy", decider="X"), "decider"),
        (DeskRow(3, "A", "1", "Quầy", officers="hai"), "officers"),
        (DeskRow(3, "A", "1", "Quầy", officers="0"), "officers"),
        (DeskRow(3, "A", "1", "Quầy", officers="-1"), "officers"),
        (DeskRow(3, "A", "1", "Quầy", officers="999999999999"), "officers"),
        (DeskRow(3, "A", "9", "Quầy"), "desk"),  # twice
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_kept(
    office: Database, row: DeskRow, column: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        import_(office, DeskRow(2, "A", "9", "Quầy 9"), row)
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [(3, column)]
    with office.reading() as db:
        assert db.scalar(select(func.count()).select_from(desk)) == 0
        assert db.scalar(select(func.count()).select_from(poster)) == 0


def test_desks_are_listed_by_body_and_desk(office: Database) -> None:
    import_(
        office,
        DeskRow(2, "T", "1", "Quầy 1"),
        DeskRow(3, "A", "b", "Quầy b"),
        DeskRow(4, "A", "C", "Quầy C"),
    )
    with office.reading() as db:
        listed = [(each.agency_code, each.code) for each in desks.list_desks(db, TODAY)]
        assert listed == [("A", "C"), ("A", "b"), ("T", "1")]  # as bytes go, in every database
        only = desks.list_desks(db, TODAY, agency_code="T")
        assert [each.agency_code for each in only] == ["T"]
        a, t = agencies.need(db, "A", TODAY).id, agencies.need(db, "T", TODAY).id
        assert desks.bodies_on(db, TODAY) == {a, t}


def test_a_poster_leads_to_its_desk(office: Database) -> None:
    (made,) = import_(office, DeskRow(2, "A", "1", "Quầy 1", decider="T"))
    with office.reading() as db:
        assert made.poster_code is not None
        found = desks.by_poster(db, made.poster_code, TODAY)
        assert found is not None
        assert (found.retired, found.replaced_by, found.desk) == (None, None, made)
        assert desks.by_poster(db, "ZZZZZZ", TODAY) is None


def test_a_replaced_poster_leads_to_the_desk_and_says_by_what(office: Database) -> None:
    (made,) = import_(office, DeskRow(2, "A", "1", "Quầy 1"))
    with office.writing() as db:
        new = desks.replace_poster(db, made.id, TODAY)
        assert made.poster_code is not None
        old = desks.by_poster(db, made.poster_code, TODAY)
        assert old is not None
        assert (old.retired, old.replaced_by, old.desk.poster_code) == (TODAY, new, new)
        assert [code for code, *_ in desks.posters_of(db, made.id)] == [made.poster_code, new]
        newer = desks.replace_poster(db, made.id, TOMORROW)
        old = desks.by_poster(db, made.poster_code, TOMORROW)
        assert old is not None
        assert (old.retired, old.replaced_by, old.desk.poster_code) == (TODAY, new, newer)
    assert import_(office, DeskRow(2, "A", "1", "Quầy 1"))[0].poster_code == newer


def test_a_closed_desk_is_not_listed_and_its_poster_still_leads_to_it(office: Database) -> None:
    (made,) = import_(office, DeskRow(2, "A", "1", "Quầy 1"))
    with office.writing() as db:
        desks.close(db, made.id, TODAY)
        assert len(desks.list_desks(db, TODAY)) == 1
        assert desks.list_desks(db, TOMORROW) == []
        assert made.poster_code is not None
        found = desks.by_poster(db, made.poster_code, TOMORROW)
        assert found is not None
        assert not found.desk.works_on(TOMORROW)
        with pytest.raises(BadDesk):
            desks.close(db, made.id, date(2026, 1, 1))
        desks.reopen(db, made.id)
        assert len(desks.list_desks(db, TOMORROW)) == 1


def test_the_desks_of_a_body_end_with_it(office: Database) -> None:
    (made,) = import_(office, DeskRow(2, "A", "1", "Quầy 1"))
    with office.writing() as db:
        agencies.close(db, made.agency_id, TODAY, today=TODAY)
        assert desks.list_desks(db, TOMORROW) == []
        assert desks.bodies_on(db, TOMORROW) == set()
        assert desks.by_id(db, made.id, TOMORROW) is not None


def test_one_desk_is_added_by_hand_or_names_its_cell(office: Database) -> None:
    with office.writing() as db:
        made = desks.add(db, DeskRow(0, "A", "1", "Quầy 1"), today=TODAY)
        assert made.poster_code is not None
        with pytest.raises(BadDesk) as refused:
            desks.add(db, DeskRow(0, "A", "2", ""), today=TODAY)
        assert refused.value.column == "name"


def test_every_change_of_desks_is_seen_by_every_worker(office: Database) -> None:
    (made,) = import_(office, DeskRow(2, "A", "1", "Quầy 1"))
    with office.writing() as db:
        seen = [form_version.read(db)]
        desks.close(db, made.id, TODAY)
        seen.append(form_version.read(db))
        desks.replace_poster(db, made.id, TODAY)
        seen.append(form_version.read(db))
        desks.reopen(db, made.id)
        seen.append(form_version.read(db))
    assert seen == sorted(set(seen))


def test_thousands_of_desks_come_in_at_once(office: Database) -> None:
    rows = [DeskRow(n, "A", str(n), f"Quầy {n}", field="Đất đai") for n in range(2, 3002)]
    made = import_(office, *rows)
    assert len({each.poster_code for each in made}) == 3000
    assert import_(office, *rows) == made
