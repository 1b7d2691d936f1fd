from __future__ import annotations

from datetime import date

import pytest

from survey.store import agencies
from survey.store.agencies import Agency, BadAgency
from survey.store.connection import Database

SPRING = date(2025, 3, 1)
EVE = date(2025, 2, 28)
TODAY = date(2026, 11, 23)
KIND = "Sở, ban, ngành"


def test_one_body_is_added_changed_and_closed_by_hand(database: Database) -> None:
    with database.writing() as db:
        agencies.add(db, code="T", name="Tỉnh", kind=KIND, today=EVE)
        added = agencies.add(db, code="A", name="Sở A", kind=KIND, parent="T", today=EVE)
        agencies.add(db, code="B", name="Sở B", kind=KIND, today=EVE)
        agencies.change(db, added.id, name="Sở A mới", kind="Khác", parent="", today=SPRING)
        agencies.close(db, added.id, TODAY, ["B"], today=TODAY)
    with database.reading() as db:
        assert agencies.need(db, "A", EVE) == Agency(
            added.id, "A", "Sở A", KIND, added.parent, "T", added.first, TODAY, added.sort_key
        )
        assert agencies.need(db, "A", SPRING).kind == "Khác"
        assert agencies.need(db, "A", SPRING).parent is None
        assert agencies.by_code(db, "A", date(2026, 11, 24)) is None
        assert len(agencies.predecessors(db)) == 1


def test_what_cannot_be_done_by_hand_names_its_cell(database: Database) -> None:
    with database.writing() as db:
        agencies.add(db, code="A", name="Sở A", kind=KIND, today=TODAY)
        with pytest.raises(BadAgency) as refused:
            agencies.add(db, code="A", name="Sở khác", kind=KIND, today=TODAY)
        assert refused.value.column == "code"
        with pytest.raises(BadAgency) as refused:
            agencies.add(db, code="B", name="Sở B", kind=KIND, parent="X", today=TODAY)
        assert refused.value.column == "parent"
        body = agencies.need(db, "A", TODAY)
        with pytest.raises(BadAgency) as refused:
            agencies.close(db, body.id, TODAY, ["X"], today=TODAY)
        assert refused.value.column == "successor"


def test_a_code_of_old_wants_a_first_day_to_be_used_again(database: Database) -> None:
    with database.writing() as db:
        old = agencies.add(db, code="A", name="Sở A", kind=KIND, today=EVE)
        agencies.close(db, old.id, EVE, today=TODAY)
        with pytest.raises(BadAgency) as refused:
            agencies.add(db, code="A", name="Sở khác", kind=KIND, today=TODAY)
        assert refused.value.column == "from"
        new = agencies.add(db, code="A", name="Sở khác", kind=KIND, first=SPRING, today=TODAY)
        assert new.id != old.id
        assert agencies.need(db, "A", EVE).name == "Sở A"


def test_a_body_is_named_by_its_id_also_after_its_end(database: Database) -> None:
    with database.writing() as db:
        old = agencies.add(db, code="A", name="Sở A", kind=KIND, today=EVE)
        agencies.close(db, old.id, EVE, today=TODAY)
        later = agencies.add(
            db, code="B", name="Sở B", kind=KIND, first=date(2027, 1, 1), today=TODAY
        )
        found = agencies.by_ids(db, [old.id, later.id, 999], TODAY)
        assert {id_: body.name for id_, body in found.items()} == {old.id: "Sở A", later.id: "Sở B"}
        assert found == agencies.names_on(db, TODAY)
        assert agencies.all_on(db, TODAY) == []


def test_kinds_are_those_of_living_bodies(database: Database) -> None:
    with database.writing() as db:
        old = agencies.add(db, code="A", name="Sở A", kind="Cũ", today=EVE)
        agencies.add(db, code="B", name="Sở B", kind="Mới", today=EVE)
        agencies.add(db, code="C", name="Sở C", kind="Mới", today=EVE)
        agencies.close(db, old.id, EVE, today=TODAY)
        assert agencies.kinds_on(db, EVE) == ["Cũ", "Mới"]
        assert agencies.kinds_on(db, TODAY) == ["Mới"]
