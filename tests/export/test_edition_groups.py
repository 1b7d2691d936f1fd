"""Named groups of a published round: those of its day, whatever file is brought in later."""

from __future__ import annotations

from survey import report, store
from survey.store import Connection, Database
from survey.store.editions import Edition
from survey.store.groups import GroupRow
from survey.store.migrate import downgrade, upgrade
from tests.export.test_editions import END, province, published


def grouped(db: Connection, **groups: str) -> None:
    """Bring in groups: name → codes of bodies."""
    rows = [
        GroupRow(2, "k1", name, code) for name, codes in groups.items() for code in codes.split()
    ]
    store.groups.import_rows(db, rows, today=END)


def named(db: Connection, edition: Edition | None) -> list[tuple[str, list[str], str]]:
    this = store.rounds.need(db, "2026")
    found = report.groups(db, this, edition=edition)
    assert found is not None
    return [
        (one.name, [member.body.code for member in one.members], str(one.pooled.percent))
        for one in found.named
    ]


OF_THE_DAY = [("Khối_Một", ["TP"], "95.00")]
# 38 of 40 people, and 5 of 7 with 33 who were satisfied with 15 of 16 criteria and left one.
LATER = [("Khối_Hai", ["TP", "XD"], "94.87")]


def test_groups_brought_in_later_move_no_published_document(database: Database) -> None:
    with database.writing() as db:
        province(db)
        grouped(db, Khối_Một="TP")
        first = published(db)
        assert named(db, None) == named(db, first) == OF_THE_DAY

        grouped(db, Khối_Hai="TP XD")

        assert (named(db, first), named(db, None)) == (OF_THE_DAY, LATER)
        second = published(db, says="Thêm Sở Xây dựng vào khối.")
        assert (named(db, first), named(db, second)) == (OF_THE_DAY, LATER)


def test_what_was_published_without_groups_stays_without(database: Database) -> None:
    with database.writing() as db:
        province(db)
        first = published(db)
        grouped(db, Khối_Một="TP")
        assert (named(db, first), named(db, None)) == ([], OF_THE_DAY)


def test_editions_of_the_version_before_keep_the_groups_that_they_had(database: Database) -> None:
    with database.writing() as db:
        province(db)
        grouped(db, Khối_Một="TP")
        first = published(db)
    downgrade(database, "0011")

    upgrade(database)

    with database.writing() as db:
        grouped(db, Khối_Hai="TP XD")
        assert named(db, first) == OF_THE_DAY
