"""The demo's province is believable, and the same wherever it is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from survey import demo, intake, report, store
from survey.report import IndexRow
from survey.store import Database
from survey.store.connection import connect
from survey.words import Refusal
from tests.province import TODAY


def overall(database: Database, code: str) -> dict[str, IndexRow]:
    """The overall index of each body in a round, live."""
    with database.reading() as db:
        rows = report.index_rows(db, store.rounds.need(db, code), level="overall")
    return {row.agency: row for row in rows}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The province with all of its sheets."""
    database = connect(f"sqlite:///{tmp_path_factory.mktemp('whole') / 'survey.sqlite'}")
    demo.furnish(database, today=TODAY)
    yield database
    database.dispose()


@pytest.mark.parametrize("code", ["2024", "2025", "2026"])
def test_indices_lie_where_published_ones_do(whole: Database, code: str) -> None:
    ranked = [row.percent for row in overall(whole, code).values() if row.rank]
    assert all(percent is not None and 70 <= percent <= 95 for percent in ranked)
    assert max(filter(None, ranked)) - min(filter(None, ranked)) > 12


def test_one_body_has_too_few_sheets_for_a_rank_and_one_has_none(whole: Database) -> None:
    rows = overall(whole, "2025")
    few, none = rows["H35.18"], rows["H35.2"]
    assert 0 < few.responses < 30
    assert (few.rank, none.responses, none.percent) == (None, 0, None)
    assert sum(row.rank is None for row in rows.values()) == 2


def test_bodies_compete_in_groups_and_are_held_against_a_scale(whole: Database) -> None:
    with whole.reading() as db:
        groups = store.groups.on(db, TODAY)
        assert len({one for group in groups for one in group.agencies}) > 50
        for code in ("2024", "2025", "2026"):
            found = report.graded(db, store.rounds.need(db, code))
            assert found is not None
            assert found.scale.target == 85


def test_merged_departments_are_compared_with_their_predecessors(whole: Database) -> None:
    rows = overall(whole, "2025")
    for merged, before in (
        ("H35.13", "H35.13 H35.4"),
        ("H35.7", "H35.15 H35.7"),
        ("H35.9", "H35.5 H35.9"),
        ("H35.8", "H35.16 H35.17"),
    ):
        assert rows[merged].compared_with == before
        assert rows[merged].previous is not None
        assert rows[merged].change is not None
    assert rows["H35.11"].compared_with == "H35.11"


def test_ranks_of_this_round_have_moved(whole: Database) -> None:
    moved = {row.rank_change for row in overall(whole, "2026").values()}
    assert any(places and places > 0 for places in moved)
    assert any(places and places < 0 for places in moved)


def test_the_open_round_has_recent_figures_that_lag_behind_its_sheets(whole: Database) -> None:
    with whole.reading() as db:
        this = store.rounds.need(db, "2026")
        frozen = store.freezes.last(db, this.id)
        rows = report.index_rows(db, this, source="frozen", level="overall")
    assert frozen is not None
    assert (TODAY - frozen.day).days == 1
    shown = sum(row.responses for row in rows)
    assert 0.5 < shown / sum(row.responses for row in overall(whole, "2026").values()) < 1


def test_posters_ask_the_open_round(whole: Database) -> None:
    with whole.reading() as db:
        for desk in store.desks.list_desks(db, TODAY):
            assert desk.poster_code
            asked = intake.doors.at(db, desk.poster_code, TODAY).round
            assert asked is not None
            assert asked.code == "2026"


def test_counts_agree_with_the_sheets(lai_chau: Database) -> None:
    with lai_chau.reading() as db:
        rounds = store.rounds.all_rounds(db)
    assert [each.code for each in rounds] == ["2026", "2025", "2024"]
    for each in rounds:
        assert intake.counts.check(lai_chau, each) == []


def test_figures_are_the_same_on_both_databases(lai_chau: Database, furnished_file: object) -> None:
    other = connect(f"sqlite:///{furnished_file}")
    for code in ("2024", "2025"):
        assert overall(lai_chau, code) == overall(other, code)
    other.dispose()


def test_a_clock_before_the_rounds_of_the_past_is_refused(database: Database) -> None:
    with pytest.raises(Refusal):
        demo.furnish(database, today=date(2025, 12, 30), share=0.01)


@pytest.mark.parametrize("today", [date(2026, 1, 3), date(2026, 2, 28), date(2027, 6, 1)])
def test_any_later_day_will_do(tmp_path: object, today: date) -> None:
    database = connect(f"sqlite:///{tmp_path}/survey.sqlite")
    demo.furnish(database, today=today, share=0.02)
    assert sum(row.responses for row in overall(database, f"{today:%Y}").values()) > 100
    database.dispose()
