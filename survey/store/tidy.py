"""Taking out of the database's insides what would tell in which order people answered.

A comment holds no key to its sheet. But both were written in one transaction, and PostgreSQL
notes with every row which transaction wrote it (xmin) and lets it lie where there was room
(ctid): whoever can read that could lay the two side by side. VACUUM FULL, CLUSTER and FREEZE
keep xmin. So the rows are taken out and put back in the order of their random ids, all in one
transaction, which is then the only one they name.

Put back are every comment, and every sheet of a round that is not published yet: a round's own
days are known to nobody by then, only the whole of it, also where a sheet keeps no more than
the Monday of its week. A million sheets take about a quarter of a minute in PostgreSQL, without
keeping citizens waiting. SQLite keeps these tables in the order of their ids and has no xmin;
there the file is written anew, which leaves no old pages, and the write-ahead log is emptied.

What remains: until the next tidying, the order of what came since; PostgreSQL's own write-ahead
log and its archives and replicas; backups; bytes that lie in freed space of the disk until it is
used again; and the statistics PostgreSQL keeps of columns, which name values and no rows.
"""

from __future__ import annotations

from survey.store.connection import Database

_SHEETS = """
WITH gone AS (
    DELETE FROM response
    WHERE round NOT IN (SELECT round FROM round_step WHERE state IN ('published', 'final'))
    RETURNING *
)
INSERT INTO response SELECT * FROM gone ORDER BY id
"""
_COMMENTS = """
WITH gone AS (DELETE FROM comment RETURNING *)
INSERT INTO comment SELECT * FROM gone ORDER BY id
"""


def tidy(database: Database) -> None:
    """Remove what tells of the order of arrival; nothing that people see changes.

    To be run every night, after an import, and when a round is closed.

    :raises Busy: if others were writing for five seconds on end (SQLite).
    """
    if database.kind == "sqlite":
        with database.outside() as db:
            db.exec_driver_sql("VACUUM")
            db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with database.writing() as db:
        db.exec_driver_sql(_SHEETS)
        db.exec_driver_sql(_COMMENTS)
    with database.outside() as db:
        # What was taken out still lies on its pages until then, xmin and all.
        db.exec_driver_sql("VACUUM response")
        db.exec_driver_sql("VACUUM comment")
