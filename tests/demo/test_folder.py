"""A demo is found again; one whose making was cut short is made anew."""

from __future__ import annotations

import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from survey import demo, passwords, store
from survey.demo import folder, scene
from survey.settings import Settings
from survey.store.connection import connect
from tests.province import TODAY


def prepare(path: Path, *, days: int = 0) -> demo.Demo:
    """Make or find the demo as the command does, so many days later."""
    environment = demo.environment(path, address="http://127.0.0.1:8000", language="vi")
    database = connect(Settings.from_env(environment).database_url)
    try:
        return demo.prepare(database, path, today=TODAY + timedelta(days=days))
    finally:
        database.dispose()


@pytest.fixture(autouse=True)
def few_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only how many sheets there are is less than in the real thing."""
    whole = scene.furnish
    monkeypatch.setattr(folder, "furnish", lambda *given, **more: whole(*given, **more, share=0.02))


def test_the_same_demo_is_found_the_next_time(tmp_path: Path) -> None:
    made = prepare(tmp_path)
    assert prepare(tmp_path, days=3) == made
    assert {account.role for account in made.accounts} == {"desk", "analyst", "admin", "auditor"}


def test_its_accounts_sign_in_and_its_poster_leads_to_a_desk(tmp_path: Path) -> None:
    made = prepare(tmp_path)
    database = connect(f"sqlite:///{tmp_path / folder.DATABASE}")
    with database.reading() as db:
        for account in made.accounts:
            found = store.accounts.by_name(db, account.name)
            assert found is not None
            assert passwords.fits(found.password_hash, account.password)
        poster = store.desks.by_poster(db, made.poster, TODAY)
    database.dispose()
    assert poster is not None
    assert poster.desk.agency_name == "Sở Tư pháp"


def test_every_page_is_told_that_figures_are_made_up(tmp_path: Path) -> None:
    environment = demo.environment(tmp_path, address="http://127.0.0.1:8000", language="vi")
    assert Settings.from_env(environment).synthetic


def test_secrets_are_for_their_owner_alone(tmp_path: Path) -> None:
    prepare(tmp_path)
    for name in ("secret", "demo.json"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_demo_cut_short_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PowerGone(BaseException):
        pass

    def gone(*_: object) -> None:
        raise PowerGone

    with monkeypatch.context() as patch:
        patch.setattr(folder, "_accounts", gone)
        with pytest.raises(PowerGone):
            prepare(tmp_path)
    assert not (tmp_path / "demo.json").exists()
    left = sqlite3.connect(tmp_path / folder.DATABASE)
    (sheets,) = left.execute("SELECT count(*) FROM response").fetchone()
    left.close()
    assert sheets
    made = prepare(tmp_path)
    assert prepare(tmp_path) == made


def test_a_demo_whose_database_was_taken_away_is_made_anew(tmp_path: Path) -> None:
    before = prepare(tmp_path)
    (tmp_path / folder.DATABASE).unlink()
    assert prepare(tmp_path) != before


def test_a_demo_that_is_too_old_says_what_to_do(tmp_path: Path) -> None:
    prepare(tmp_path)
    with pytest.raises(demo.WrongDay, match=str(tmp_path)):
        prepare(tmp_path, days=40)
