"""From any earlier version of the tables to today's, all or nothing.

Alembic is imported only here and only when something is migrated: it takes longer to load
than a command takes to run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from survey.store.connection import Database, connect
from survey.words import N_, Refusal

FOLDER = Path(__file__).parent / "migrations"

# Any number that no other program on the same PostgreSQL takes: "survey" in hexadecimal.
_LOCK = 0x737572766579
_PATIENCE = 300  # seconds; another process may be migrating a big database


class TooNew(Refusal):
    """The database was migrated by a later version of the product."""

    def __init__(self, found: str) -> None:
        super().__init__(
            N_(
                "Cơ sở dữ liệu đã ở phiên bản %(found)s, mới hơn phần mềm này (%(head)s). "
                "Xin cài phần mềm mới hơn."
            ),
            found=found,
            head=head(),
        )


def upgrade(database: Database | str) -> bool:
    """Create or migrate the database; return whether there was anything to do.

    Several processes may call this at once: one migrates, the others wait and find it done.

    :raises TooNew: if a later version has migrated it.
    """
    if isinstance(database, str):
        opened = connect(database)
        try:
            return upgrade(opened)
        finally:
            opened.dispose()
    with _alone(database) as db:
        before = current(db)
        if before == head():
            return False
        if before is not None and before > head():
            raise TooNew(before)
        _run(db, "upgrade", head())
    return True


def downgrade(database: Database, revision: str) -> None:
    """Take the database back to `revision` ("base": no tables at all). What they held is lost."""
    with _alone(database) as db:
        _run(db, "downgrade", revision)


def current(db: Connection) -> str | None:
    """Return the number of the last migration that was made, or None in an empty database."""
    if not inspect(db).has_table("alembic_version"):
        return None
    found = db.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def pending(db: Connection) -> bool:
    """True if `upgrade` has something to do. A later version's database is not pending:
    while a new version is being brought in, the old one still runs beside it."""
    found = current(db)
    return found is None or found < head()


def head() -> str:
    """Return the number of the last migration that this version of the product knows."""
    return max(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py"))


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """Yield a connection in a transaction beside which no other migration runs."""
    with database.outside() as db:
        try:
            for statement in _ALONE[database.kind]:
                db.exec_driver_sql(statement)
            yield db
            if database.kind == "sqlite":
                _refuse_orphans(db)
            db.exec_driver_sql("COMMIT")
        finally:
            # Closes it, which takes back what was not committed, and its settings go with it.
            db.invalidate()


_ALONE = {
    "sqlite": (
        f"PRAGMA busy_timeout = {_PATIENCE * 1000}",
        # SQLite alters a table by copying and dropping it, which would look like lost keys.
        "PRAGMA foreign_keys = OFF",
        "BEGIN IMMEDIATE",
    ),
    "postgresql": (
        f"SET lock_timeout = '{_PATIENCE}s'",
        "BEGIN",
        f"SELECT pg_advisory_xact_lock({_LOCK})",
    ),
}


def _refuse_orphans(db: Connection) -> None:
    if lost := db.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError(f"the migration would leave a row without its parent: {tuple(lost)}")


def _run(db: Connection, command: str, revision: str) -> None:
    from alembic import command as alembic
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = db
    getattr(alembic, command)(config, revision)
