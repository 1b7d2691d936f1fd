from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection

from survey.store import form_version, questionnaires
from survey.store.connection import Database
from survey.store.questionnaires import CodeTaken, Kept

TODAY = date(2026, 11, 23)
FILE = 'code = "tinh-2026"\ntitle = "Phiếu của tỉnh"\n'.encode()


def keep(db: Connection, code: str, sha256: str, file: bytes = FILE) -> bool:
    return questionnaires.keep(db, code=code, family="tinh", sha256=sha256, file=file, today=TODAY)


def test_the_very_bytes_come_back(database: Database) -> None:
    with database.writing() as db:
        assert keep(db, "tinh-2026", "a" * 64) is True
    kept = Kept("tinh-2026", "tinh", "a" * 64, FILE, TODAY)
    with database.reading() as db:
        assert questionnaires.by_code(db, "tinh-2026") == kept
        assert questionnaires.by_sha(db, "a" * 64) == kept
        assert questionnaires.by_code(db, "khac") is None
        assert questionnaires.by_sha(db, "b" * 64) is None


def test_the_same_again_is_kept_once(database: Database) -> None:
    with database.writing() as db:
        keep(db, "tinh-2026", "a" * 64)
        assert keep(db, "tinh-2026", "a" * 64) is False
        assert len(questionnaires.all_kept(db)) == 1


def test_a_code_never_comes_to_mean_other_questions(database: Database) -> None:
    with database.writing() as db:
        keep(db, "tinh-2026", "a" * 64)
        with pytest.raises(CodeTaken):
            keep(db, "tinh-2026", "b" * 64, b"other")
        kept = questionnaires.by_code(db, "tinh-2026")
        assert kept is not None
        assert kept.file == FILE


def test_they_are_listed_by_code(database: Database) -> None:
    with database.writing() as db:
        keep(db, "b", "b" * 64)
        keep(db, "C", "c" * 64)
        keep(db, "a", "a" * 64)
        assert [kept.code for kept in questionnaires.all_kept(db)] == ["C", "a", "b"]


def test_a_new_one_is_seen_by_every_worker(database: Database) -> None:
    with database.writing() as db:
        before = form_version.read(db)
        keep(db, "tinh-2026", "a" * 64)
        assert form_version.read(db) == before + 1
