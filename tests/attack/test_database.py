"""The database fails while somebody sends: nothing is half kept, and no tick is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import monotonic

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event, make_url

from survey.web import here
from tests.attack.ground import Ground, is_clear, made
from tests.citizens import Citizen
from tests.web.conftest import MakeApp

NOBODY = 65534
ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
_HOLD = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


def file_of(ground: Ground) -> Path:
    assert ground.database.url.database is not None
    return Path(ground.database.url.database)


@contextmanager
def held(ground: Ground, how: str) -> Iterator[None]:
    """Another process holds the file, or another connection the tallies, until the block ends."""
    if ground.database.kind == "postgresql":
        url = make_url(ground.database.url).set(drivername="postgresql")
        with psycopg.connect(url.render_as_string(hide_password=False)) as other:
            other.execute("LOCK TABLE tally IN EXCLUSIVE MODE")
            yield
            other.rollback()
        return
    command = [sys.executable, "-c", _HOLD, str(file_of(ground)), how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other_process:
        assert other_process.stdout is not None
        assert other_process.stdout.readline() == b"held\n"
        yield
        other_process.communicate()


def test_a_database_that_others_hold_hands_the_sheet_back(ground: Ground) -> None:
    citizen = ground.citizen()
    id = citizen.fields["_id"]
    with ground.unharmed(), held(ground, "BEGIN IMMEDIATE"):
        ground.citizen()  # forms are still shown
        began = monotonic()
        page = citizen.ticks(q24=4, q29="", comment="Tốt").sends(status=503)
        assert 4 < monotonic() - began < 9
        is_clear(page, 503)
        assert int(page.headers["Retry-After"]) > 0
        citizen.reads("phiếu chưa được nhận. Câu trả lời vẫn còn trên trang.")
        assert citizen.ticked() == {"q24": ["4"], "comment": ["Tốt"]}
        assert citizen.fields["q29"] == [""]
        assert citizen.fields["_id"] == id
    before = ground.kept()
    citizen.sends()
    assert ground.kept() == before + 1
    ground.counts_fit()


@ON_SQLITE
def test_a_full_disk_keeps_all_of_a_sheet_or_nothing(ground: Ground) -> None:
    database = ground.database
    full = [False]

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages if full[0] else 1 << 30}")

    event.listen(database._engine, "checkout", limit)
    full[0] = True
    kept = refused = 0
    citizen = ground.citizen()
    while not refused:
        citizen = ground.citizen()
        citizen.ticks(q24=4, q30="", comment="Ế " * 400)
        page = citizen.posts(citizen.action, citizen.fields, _either(citizen))
        kept, refused = kept + (page.status_code == 303), refused + (page.status_code == 503)
        assert kept < 200
    is_clear(page, 503)
    assert citizen.fields["q24"] == ["4"]
    assert citizen.fields["q30"] == [""]
    assert ground.kept() == 3 + kept
    ground.counts_fit()
    ground.citizen()  # forms are still shown, receipts still checked
    citizen.browser.get("/kiem-tra?ma=000G-40R4-0M30-E209-J")
    full[0] = False
    citizen.sends()
    assert ground.kept() == 4 + kept
    ground.counts_fit()


def _either(citizen: Citizen) -> int:
    """What the open form will be answered with, tried on a copy that is sent again."""
    answer = citizen.browser.post(citizen.action, data=citizen.fields, base_url=citizen.base_url)
    assert answer.status_code in {303, 503}, answer.status
    return answer.status_code


def _read_only(file: Path) -> None:
    file.chmod(0o444)
    file.parent.chmod(0o555)


def _garbage(file: Path) -> None:
    file.write_bytes(b"not a database any more" * 4096)


def _gone(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("breaks", [_read_only, _garbage, _gone])
@ON_SQLITE
def test_a_file_that_is_broken_acknowledges_nothing(
    make_app: MakeApp, migrated_file: Path, breaks: Callable[[Path], None]
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="survey-broken-"))
    try:
        folder.chmod(0o755)
        file = folder / "survey.sqlite"
        shutil.copyfile(migrated_file, file)
        ground = made(make_app(database_url=f"sqlite:///{file}"))
        citizen = ground.citizen().ticks(q24=4, comment="Tốt")
        _read_templates(ground.app)
        here.place(ground.app).database.dispose()
        for log in folder.glob("*-*"):
            log.unlink()
        breaks(file)
        with _as_nobody():
            answer = citizen.sends(status=503)
            is_clear(answer, 503)
            assert int(answer.headers["Retry-After"]) > 0
            assert citizen.fields["q24"] == ["4"]
            shown = citizen.browser.get(f"/p/{ground.poster}")
            assert shown.status_code in {200, 503}
            assert citizen.browser.get("/readyz").status_code == 503
        here.place(ground.app).database.dispose()
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def _read_templates(app: Flask) -> None:
    """Read them all: the checkout may lie where nobody else may look."""
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)


def _as_nobody() -> AbstractContextManager[None]:
    """Root may write where nothing may be written; be somebody else for a while."""

    @contextmanager
    def change() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)

    return change()
