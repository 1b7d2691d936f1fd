"""A round with every kind of body that a report may meet, gathered once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from survey import booklet, report, store
from survey.booklet import Contents
from survey.store import Database
from survey.store.connection import connect
from survey.store.rounds import Round
from tests.report.scene import answered, found, furnish, opened, people, sheet

LONG = (
    "Trung tâm Phục vụ hành chính công tỉnh Lai Châu – Chi nhánh Văn phòng Đăng ký đất đai "
    "khu vực Phong Thổ, Sìn Hồ, Nậm Nhùn"
)
FROZEN = date(2026, 6, 2)
OFFICE = "Sở Nội vụ tỉnh Lai Châu"


@pytest.fixture(scope="session")
def furnished(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Two rounds: bodies with many sheets, with few, with none; one with an endless name."""
    file = tmp_path_factory.mktemp("booklet") / "survey.sqlite"
    shutil.copyfile(migrated_file, file)
    database = connect(f"sqlite:///{file}")
    with database.writing() as db:
        found(db, "A Sở Tư pháp", f"B {LONG}", "C Sở ít phiếu", "D Sở vắng", "E Sở Y tế", "F Sở G")
        found(db, "X UBND xã Mường Kim", kind="UBND xã, phường")
        furnish(db, "A 1 Quầy 1 · Lý lịch tư pháp", "A 2 Quầy 2 · Hộ tịch", officers="2")
        furnish(db, "D 1 Quầy 1")
        before = opened(db, "2025")
        answered(db, before, "A", people(30, 20))
        this = opened(db, "2026", title="Năm 2026")
        mixed = [sheet("5432154321543215"), sheet("1" * 16)] * 2
        answered(db, this, "A", people(900, 230) + mixed, desk="1")
        answered(db, this, "A", people(50), desk="2", channel="paper")
        answered(db, this, "B", people(25, 8))
        answered(db, this, "C", people(3))
        answered(db, this, "E", people(31, 7))
        answered(db, this, "F", people(4, 3))
        answered(db, this, "X", people(35, 1))
        for one in (before, this):
            report.close(db, one, day=FROZEN, person="x")
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def told(furnished: Database) -> Contents:
    """What the report of 2026 says."""
    with furnished.reading() as db:
        return booklet.gather(db, _round(furnished, "2026"))


@pytest.fixture(scope="session")
def first_round(furnished: Database) -> Contents:
    """What that of 2025 says, which has none before it."""
    with furnished.reading() as db:
        return booklet.gather(db, _round(furnished, "2025"))


@pytest.fixture(scope="session")
def one_body(furnished: Database) -> Contents:
    """What the report of one body says."""
    with furnished.reading() as db:
        return booklet.gather(db, _round(furnished, "2026"), agency="A")


def _round(database: Database, code: str) -> Round:
    with database.reading() as db:
        return store.rounds.need(db, code)
