"""A served province in which every page of a citizen can be made to show."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from shutil import rmtree

from survey import demo, store
from survey.ledger import read_receipt
from survey.settings import Settings
from survey.store import Database
from survey.web import create_app, here
from tests.browser.conftest import served
from tests.people import Clock
from tests.recorded import record

SHARE = 0.02  # of the demo's sheets: pages of citizens show none of them
BODY = "H35.11"


@dataclass(frozen=True, slots=True)
class Scene:
    """A running server, its clock and its database. `poster` asks; `retired` was replaced."""

    url: str
    clock: Clock
    database: Database
    file: Path
    clips: Path
    poster: str
    retired: str

    @contextmanager
    def heard(self) -> Iterator[None]:
        """The office has recorded two questions and the levels."""
        record(self.clips, "vi", "q24", "q25", "1", "2", "3", "4", "5", "6")
        yield
        rmtree(self.clips)

    @contextmanager
    def later(self, **by: float) -> Iterator[None]:
        """Let time pass, for a while."""
        now = self.clock.moment
        self.clock.moves(**by)
        yield
        self.clock.moment = now

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Somebody else writes for so long that a sheet cannot be kept."""
        with closing(sqlite3.connect(self.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def gone(self) -> Iterator[None]:
        """The database cannot be opened."""
        away = self.file.with_suffix(".away")
        self.database.dispose()
        self.file.rename(away)
        self.file.mkdir()
        yield
        self.file.rmdir()
        away.rename(self.file)

    @contextmanager
    def asks_quickly(self) -> Iterator[None]:
        """The round asks its one overall question first."""
        self._writes("UPDATE round SET quick = 1")
        yield
        self._writes("UPDATE round SET quick = NULL")

    def is_a_test(self, receipt: str) -> None:
        """Mark a sheet as a test."""
        self._writes("UPDATE response SET test = 1 WHERE receipt = ?", read_receipt(receipt))

    def is_excluded(self, receipt: str) -> None:
        """Take a sheet out of the figures."""
        day = (self.clock().date() - timedelta(days=2)).isoformat()
        self._writes(
            "INSERT INTO exclusion (response, no, reason, day, proposed_by, approved_by) "
            "SELECT id, 1, 'trả lời hộ', ?, 'an', 'bình' FROM response WHERE receipt = ?",
            day,
            read_receipt(receipt),
        )

    def _writes(self, statement: str, *values: object) -> None:
        with self.database.writing() as db:
            assert db.exec_driver_sql(statement, values).rowcount, statement
            store.form_version.bump(db)


@contextmanager
def scene(folder: Path) -> Iterator[Scene]:
    """Make the demo's province in a folder and serve it."""
    watch = Clock()
    file = folder / "survey.sqlite"
    clips = folder / "clips"
    settings = Settings(
        database_url=f"sqlite:///{file}",
        clips=str(clips),
        secret_key="a secret of the pictures",
        office="Sở Nội vụ tỉnh Lai Châu",
        feedback_url="https://dichvucong.gov.vn",
        synthetic=True,
    )
    app = create_app(settings, now=watch)
    app.logger.disabled = True
    database = here.place(app).database
    today = watch().date()
    demo.furnish(database, today=today, share=SHARE)
    with database.writing() as db:
        counters = store.desks.list_desks(db, today, agency_code=BODY)
        store.desks.replace_poster(db, counters[-1].id, today)
    with served(app) as url:
        codes = str(counters[0].poster_code), str(counters[-1].poster_code)
        yield Scene(url, watch, database, file, clips, *codes)
