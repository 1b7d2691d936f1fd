"""Named groups of bodies, and the scale of a round."""

from __future__ import annotations

from datetime import date

import pytest

from survey.store import agencies, groups, rounds, scales
from survey.store.connection import Connection, Database
from survey.store.groups import GroupRow
from survey.store.rounds import BadRound
from survey.words import FileRefused
from tests import scene

TODAY = date(2026, 11, 23)


def on(db: Connection, day: date) -> dict[str, tuple[str, list[str]]]:
    names = {one.id: one.code for one in agencies.names_on(db, day).values()}
    return {
        one.code: (one.name, [names[id_] for id_ in one.agencies]) for one in groups.on(db, day)
    }


def test_a_file_stands_in_the_place_of_the_groups_it_names(database: Database) -> None:
    with database.writing() as db:
        scene.province(db, communes=3)
        rows = [
            GroupRow(2, "k1", "Khối 1", "X1"),
            GroupRow(3, "k1", "Khối 1", "X2", None, date(2026, 6, 30)),
            GroupRow(4, "c1", "Cụm biên giới", "X3", date(2026, 7, 1)),
        ]
        assert groups.import_rows(db, rows, today=TODAY) == 2
        assert on(db, date(2026, 3, 1)) == {"k1": ("Khối 1", ["X1", "X2"])}
        after = on(db, TODAY)
        assert after == {"c1": ("Cụm biên giới", ["X3"]), "k1": ("Khối 1", ["X1"])}
        assert list(after) == ["c1", "k1"]
        groups.import_rows(db, [GroupRow(2, "k1", "Khối một", "S1")], today=TODAY)
        assert on(db, TODAY) == {"c1": after["c1"], "k1": ("Khối một", ["S1"])}


def test_a_file_with_a_fault_changes_nothing(database: Database) -> None:
    with database.writing() as db:
        scene.province(db)
        rows = [
            GroupRow(2, "k1", "Khối 1", "X1"),
            GroupRow(3, "k1", "Khối khác", "X2"),
            GroupRow(4, "k 2", "Khối 2", "X1"),
            GroupRow(5, "k3", "", "X1"),
            GroupRow(6, "k3", "x" * 201, "X2"),
            GroupRow(7, "k4", "Khối\u200b4", "X1"),
            GroupRow(8, "k1", "Khối 1", "X1"),
            GroupRow(9, "k1", "Khối 1", "X9"),
            GroupRow(10, "k1", "Khối 1", "X2", date(2026, 2, 1), date(2026, 1, 1)),
        ]
        with pytest.raises(FileRefused) as refused:
            groups.import_rows(db, rows, today=TODAY)
        assert groups.on(db, TODAY) == []
    told = {(fault.line, fault.column) for fault in refused.value.faults}
    assert {(3, "name"), (4, "group"), (5, "name"), (6, "name")} <= told
    assert {(8, "agency"), (9, "agency"), (10, "to")} <= told
    assert 2 not in {line for line, _ in told}


def test_a_round_has_one_scale_until_it_is_published(database: Database) -> None:
    this, _ = scene.made(database)
    with database.writing() as db:
        assert scales.of_round(db, this.id) is None
        scales.attach(db, this, b"target = 80", day=TODAY, person="an")
        second = scales.attach(db, this, b"target = 85", day=TODAY, person="binh")
        assert scales.of_round(db, this.id) == second
        assert (second.file, second.person) == (b"target = 85", "binh")
        rounds.enter(db, this.id, "closed", TODAY, "an")
        rounds.enter(db, this.id, "published", TODAY, "an")
        published = rounds.need(db, this.code)
        with pytest.raises(BadRound):
            scales.attach(db, published, b"target = 1", day=TODAY, person="an")
        assert scales.of_round(db, this.id) == second
