from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, String, inspect, select

from survey import report
from survey.store import (
    agencies,
    dossiers,
    editions,
    form_version,
    freezes,
    frozen,
    migrate,
    rounds,
    scoreboard,
    strata,
    transactions,
)
from survey.store.agencies import AgencyRow
from survey.store.connection import Database, connect
from survey.store.migrate import TooNew, downgrade, upgrade
from survey.store.scoreboard import Key, Place, Published
from survey.store.tables import agency, metadata
from survey.store.transactions import OfBody, TransactionRow
from tests import scene


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    opened = connect(empty_url)
    yield opened
    opened.dispose()


def test_an_empty_database_becomes_one_of_today(empty: Database) -> None:
    with empty.reading() as db:
        assert migrate.current(db) is None
        assert migrate.pending(db)
    assert upgrade(empty) is True
    assert upgrade(empty) is False
    with empty.reading() as db:
        assert migrate.current(db) == migrate.head()
        assert not migrate.pending(db)
        assert form_version.read(db) == 1


def test_the_migrations_make_the_tables_of_the_page(database: Database) -> None:
    with database.reading() as db:
        context = MigrationContext.configure(
            db, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_every_rule_of_the_page_is_in_the_database(database: Database) -> None:
    """What the comparison above does not see: check constraints, and tables without a rowid."""
    with database.reading() as db:
        found = inspect(db)
        for table in metadata.sorted_tables:
            wanted = {
                str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint)
            }
            there = {rule["name"] for rule in found.get_check_constraints(table.name)}
            assert there == wanted, table.name
            keys = found.get_pk_constraint(table.name)
            assert keys["name"] == f"pk_{table.name}"
            assert keys["constrained_columns"] == [column.name for column in table.primary_key]
            if database.kind == "sqlite":
                made = db.exec_driver_sql(
                    "SELECT sql FROM sqlite_master WHERE name = ?", (table.name,)
                ).scalar_one()
                without = not table.dialect_options["sqlite"]["with_rowid"]
                assert ("WITHOUT ROWID" in made) is without, table.name


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_words_for_programs_compare_byte_by_byte(database: Database) -> None:
    with database.reading() as db:
        found = inspect(db)
        for table in metadata.sorted_tables:
            there = {column["name"]: column["type"] for column in found.get_columns(table.name)}
            for column in table.columns:
                if type(column.type) is String or column.name in {"sort_key", "search_key"}:
                    kind = there[column.name]
                    assert isinstance(kind, String)
                    assert kind.collation == "C", f"{table.name}.{column.name}"


def test_what_is_kept_survives_a_second_upgrade(database: Database) -> None:
    with database.writing() as db:
        agencies.import_rows(db, [AgencyRow(2, "A", "Sở A", "so")], today=date(2026, 1, 1))
    assert upgrade(database) is False
    with database.reading() as db:
        assert agencies.need(db, "A", date(2026, 1, 1)).name == "Sở A"


def test_there_is_a_way_back_to_nothing_and_forth_again(database: Database) -> None:
    downgrade(database, "base")
    with database.reading() as db:
        assert set(inspect(db).get_table_names()) <= {"alembic_version"}
        assert migrate.pending(db)
    upgrade(database)
    with database.reading() as db:
        assert db.scalar(select(agency.c.id)) is None
        assert form_version.read(db) == 1


def test_rounds_of_the_first_version_ask_no_quick_question(database: Database) -> None:
    made, _ = scene.made(database)
    with database.reading() as db:
        rules = {rule["name"] for rule in inspect(db).get_check_constraints("round")}
    downgrade(database, "0001")
    with database.reading() as db:
        assert {rule["name"] for rule in inspect(db).get_check_constraints("round")} == rules
        assert "quick_spent" not in inspect(db).get_table_names()

    upgrade(database)

    with database.reading() as db:
        assert rounds.need(db, made.code) == made
        assert not made.quick


def test_the_version_before_the_scoreboard_keeps_what_it_has(database: Database) -> None:
    made, _ = scene.made(database)
    figure = Published(Key(2022, "papi", 0), rank=27, of=63, places=(Place("miền núi", 5, 14),))
    with database.writing() as db:
        scoreboard.write(db, [figure])
    downgrade(database, "0002")
    with database.reading() as db:
        assert not {"scoreboard", "scoreboard_place"} & set(inspect(db).get_table_names())

    upgrade(database)

    with database.writing() as db:
        assert rounds.need(db, made.code) == made
        assert scoreboard.figures(db) == []
        scoreboard.write(db, [figure])
        assert scoreboard.figures(db) == [figure]


def test_figures_of_the_version_before_aim_at_no_rank(database: Database) -> None:
    figure = Published(Key(2022, "papi", 0), rank=27, of=63, target=Decimal("45.00"))
    with database.writing() as db:
        scoreboard.write(db, [replace(figure, target_rank=20, target_of=63)])
    downgrade(database, "0008")
    with database.reading() as db:
        names = {column["name"] for column in inspect(db).get_columns("scoreboard")}
        assert not {"target_rank", "target_of"} & names
        assert "scoreboard_edition" not in inspect(db).get_table_names()

    upgrade(database)

    with database.reading() as db:
        assert scoreboard.figures(db) == [figure]


def test_rounds_of_the_version_before_are_published_by_nobody(database: Database) -> None:
    made, _ = scene.made(database)
    with database.writing() as db:
        rounds.close(db, made.id, scene.TODAY, "an")
    downgrade(database, "0002")
    with database.reading() as db:
        assert {"edition", "explanation"}.isdisjoint(inspect(db).get_table_names())

    upgrade(database)

    with database.reading() as db:
        assert rounds.steps(db, made.id)[-1] == ("closed", scene.TODAY, "an")
        assert rounds.until(db, made.id) is None
        assert editions.of_all(db) == {}


def test_a_freeze_older_than_what_is_made_at_it_is_shown_as_it_was(database: Database) -> None:
    this, _ = scene.made(database)
    with database.writing() as db:
        taken = report.freeze(db, this, day=scene.TODAY, person="an")
        assert frozen.bodies(db, this.id, taken.no)
    downgrade(database, "0002")
    upgrade(database)
    with database.reading() as db:
        assert frozen.bodies(db, this.id, taken.no) == {}
        assert frozen.of_kind(db, this.id, taken.no, "") == []
        seen, glance = report.ranking(db, this), report.overview(db, this)
        page = report.agency_report(db, this, "X1")
    assert seen is not None
    assert glance is not None
    assert page is not None
    assert (len(seen.entries), glance.whole, page.ranks) == (2, None, None)


def test_strata_of_the_version_before_are_kept_and_weighed_by_what_is_entered(
    database: Database,
) -> None:
    this, (desk, *_) = scene.made(database)
    kept = strata.Stratum(desk.agency_id, desk.id, "Đất đai", 40, 9, 80, 9, 80, 9)
    entry = TransactionRow(2, "X1", "Đất đai", f"{this.first:%Y-%m}", "300")
    with database.writing() as db:
        report.close(db, this, day=scene.TODAY, person="an")
        strata.keep(db, this.id, 1, [kept], {})
        transactions.import_rows(db, [entry])
    downgrade(database, "0008")
    with database.reading() as db:
        assert "frozen_transactions" not in inspect(db).get_table_names()
        before = {column["name"] for column in inspect(db).get_columns("freeze")}

    upgrade(database)

    with database.reading() as db:
        after = {column["name"] for column in inspect(db).get_columns("freeze")}
        assert after - before == {"dossiers"}
        assert strata.rows(db, this.id, 1) == [kept]
        assert dossiers.day(db, this.id, 1) is None
        found = dossiers.of_freeze(db, this, 1)
        assert found == {desk.agency_id: OfBody({"Đất đai": 300}, 1)}
        assert len(freezes.all_freezes(db, this.id)) == 1


def _upgrade_elsewhere(url: str) -> bool:
    return upgrade(url)


def test_several_processes_may_upgrade_at_once(empty_url: str) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as processes:
        done = list(processes.map(_upgrade_elsewhere, [empty_url] * 3))
    assert sorted(done) == [False, False, True]


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    empty: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A second migration makes a table and then fails."""
    folder = _with_another(tmp_path, 'op.execute("CREATE TABLE half (x INTEGER)")\n    1 / 0')
    monkeypatch.setattr(migrate, "FOLDER", folder)
    with pytest.raises(ZeroDivisionError):
        upgrade(empty)
    with empty.reading() as db:
        assert inspect(db).get_table_names() == []


def test_a_database_of_a_later_version_is_left_alone(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as later:
        later.setattr(migrate, "FOLDER", _with_another(tmp_path, "pass"))
        assert upgrade(database) is True
    with database.reading() as db:
        assert str(migrate.current(db)) > migrate.head()
        assert not migrate.pending(db)  # the old version still serves while the new comes in
    with pytest.raises(TooNew):
        upgrade(database)


def test_migrations_are_numbered_in_one_line() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    config.set_main_option("path_separator", "os")
    scripts = list(ScriptDirectory.from_config(config).walk_revisions())
    numbers = sorted(script.revision for script in scripts)
    assert numbers == [f"{number:04d}" for number in range(1, len(scripts) + 1)]
    assert numbers[-1] == migrate.head()
    for script in scripts:
        assert re.fullmatch(rf"{script.revision}_[a-z_]+\.py", Path(script.path).name)
        assert script.doc
        before = int(script.revision) - 1
        assert script.down_revision == (f"{before:04d}" if before else None)


def _with_another(tmp_path: Path, work: str) -> Path:
    """Return a folder with today's migrations and one more."""
    last = migrate.head()
    revision = f"{int(last) + 1:04d}"
    folder = tmp_path / "migrations"
    versions = folder / "versions"
    versions.mkdir(parents=True)
    (folder / "env.py").write_bytes((migrate.FOLDER / "env.py").read_bytes())
    for file in (migrate.FOLDER / "versions").glob("*.py"):
        (versions / file.name).write_bytes(file.read_bytes())
    (versions / f"{revision}_more.py").write_text(
        '"""One more."""\nfrom alembic import op\n'
        f'revision = "{revision}"\ndown_revision = "{last}"\n'
        f"def upgrade():\n    {work}\n"
    )
    return folder
