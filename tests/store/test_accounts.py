from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from survey.store import accounts
from survey.store.accounts import IDLE, LONGEST, Account, BadAccount
from survey.store.connection import Connection, Database
from tests import scene

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
KEY = bytes(32)


def add(
    db: Connection, name: str = "lan", role: str = "analyst", agency: int | None = None
) -> Account:
    return accounts.add(
        db, name=name, password_hash="hash", role=role, agency_id=agency, today=scene.TODAY
    )


def test_a_name_is_one_whatever_its_case_or_form(database: Database) -> None:
    with database.writing() as db:
        made = add(db, " Hòa ")
        assert made.name == "hòa"
        assert accounts.by_name(db, unicodedata.normalize("NFD", "HÒA")) == made
        assert accounts.by_name(db, "hoa") is None
        with pytest.raises(BadAccount):
            add(db, unicodedata.normalize("NFD", "hÒa"))
        assert [one.name for one in accounts.all_accounts(db)] == ["hòa"]


@pytest.mark.parametrize(
    ("name", "role"),
    [("", "admin"), ("a b", "admin"), ("a" * 65, "admin"), ("a", "chief"), ("a", "desk")],
)
def test_what_cannot_be_an_account_is_refused(database: Database, name: str, role: str) -> None:
    with pytest.raises(BadAccount), database.writing() as db:
        add(db, name, role)


def test_a_desk_account_belongs_to_its_body(database: Database) -> None:
    _, (desk, *_) = scene.made(database)
    with database.writing() as db:
        assert add(db, role="desk", agency=desk.agency_id).agency == desk.agency_id


def test_a_session_ends_when_idle_and_after_half_a_day(database: Database) -> None:
    with database.writing() as db:
        lan = add(db)
        accounts.begin(db, lan.id, KEY, NOW)
        assert accounts.find(db, KEY, NOW) == lan
        assert accounts.find(db, KEY, NOW + IDLE - timedelta(seconds=1)) == lan
        assert accounts.find(db, KEY, NOW + IDLE) is None
        assert accounts.find(db, bytes(31) + b"1", NOW) is None

        moment = NOW
        while moment < NOW + LONGEST - IDLE:
            moment += IDLE - timedelta(minutes=1)
            accounts.seen(db, KEY, moment)
            assert accounts.find(db, KEY, moment) == lan
        accounts.seen(db, KEY, NOW + LONGEST - timedelta(minutes=1))
        assert accounts.find(db, KEY, NOW + LONGEST) is None


def test_being_seen_is_written_once_a_minute(database: Database) -> None:
    with database.writing() as db:
        accounts.begin(db, add(db).id, KEY, NOW)
        assert not accounts.is_due(db, KEY, NOW + timedelta(seconds=59))
        assert accounts.is_due(db, KEY, NOW.astimezone(UTC) + timedelta(seconds=60))
        assert not accounts.is_due(db, bytes(31) + b"1", NOW)


def test_signing_out_is_at_once(database: Database) -> None:
    with database.writing() as db:
        lan = add(db)
        for key in (KEY, b"1" * 32, b"2" * 32):
            accounts.begin(db, lan.id, key, NOW)
        accounts.end(db, KEY)
        assert accounts.find(db, KEY, NOW) is None
        assert accounts.find(db, b"1" * 32, NOW) == lan
        accounts.set_password(db, lan.id, "other")
        assert accounts.find(db, b"1" * 32, NOW) is None
        found = accounts.by_name(db, "lan")
        assert found is not None
        assert found.password_hash == "other"


def test_a_closed_account_is_signed_out_and_stays_on_record(database: Database) -> None:
    with database.writing() as db:
        lan = add(db)
        accounts.begin(db, lan.id, KEY, NOW)
        accounts.close(db, lan.id, scene.TODAY)
        assert accounts.find(db, KEY, NOW) is None
        found = accounts.by_name(db, "lan")
        assert found is not None
        assert found.closed == scene.TODAY


def test_ended_sessions_do_not_pile_up(database: Database) -> None:
    with database.writing() as db:
        lan = add(db)
        accounts.begin(db, lan.id, KEY, NOW)
        accounts.begin(db, lan.id, b"1" * 32, NOW + IDLE)
        accounts.seen(db, KEY, NOW + IDLE)  # nothing is left to be seen
        assert accounts.find(db, KEY, NOW + IDLE) is None
