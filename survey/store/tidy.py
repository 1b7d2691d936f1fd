"""Taking out of the database's insides what would tell in which order people answered.

A comment holds no key to its sheet. But both were written in one transaction, and PostgreSQL
notes with every row which transaction wrote it (xmin) and lets it lie where there was room
(ctid): whoever can read that could lay the two side by side. VACUUM FULL, CLUSTER and FREEZE
keep xmin. So the rows are taken out and put back in the order of their random ids, all in one
transaction, which is then the only one they name. Likewise the counts of quick forms and the ids
of those that came back: one transaction wrote both, and the last of them would tell its level.

Put back are every comment, and every sheet of a round that is not published yet: a round's own
days are known to nobody by then, only the whole of it, also where a sheet keeps no more than
the Monday of its week. A million sheets take about a quarter of a minute in PostgreSQL, without
keeping citizens waiting. SQLite keeps these tables in the order of their ids and has no xmin;
there the file is written anew, which leaves no old pages, and the write-ahead log is emptied.

What remains: until the next tidying, the order of what came since, and what a reviewer has masked
in a comment since; PostgreSQL's own write-ahead log and its archives and replicas; backups; bytes
that lie in freed space of the disk until it is used again; and the statistics PostgreSQL keeps of
columns, which name values and no rows.
"""

from __future__ import annotations

from datetime import date

from survey.store import quick
from survey.store.connection import Database

_PUBLISHED = "(SELECT round FROM round_step WHERE state IN ('published', 'final'))"
_SHEETS = f"""
WITH gone AS (DELETE FROM response WHERE round NOT IN {_PUBLISHED} RETURNING *)
INSERT INTO response SELECT * FROM gone ORDER BY id
"""
_COMMENTS = """
WITH gone AS (DELETE FROM comment RETURNING *)
INSERT INTO comment SELECT * FROM gone ORDER BY id
"""
_QUICK = f"""
WITH gone AS (DELETE FROM quick WHERE round NOT IN {_PUBLISHED} RETURNING *)
INSERT INTO quick SELECT * FROM gone ORDER BY round, desk, day, level
"""
_SPENT = """
WITH gone AS (DELETE FROM quick_spent RETURNING *)
INSERT INTO quick_spent SELECT * FROM gone ORDER BY id
"""
_WRITTEN_ANEW = {
    "sqlite": ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"),
    # What was taken out still lies on its pages until then, xmin and all.
    "postgresql": tuple(
        f"VACUUM {table}"
        for table in ("response", "comment", "comment_count", "quick", "quick_spent")
    ),
}


def tidy(database: Database, today: date) -> None:
    """Remove what tells of the order of arrival; nothing that people see changes.

    To be run every night, after an import, and when a round is closed.

    :param today: ids of quick forms that can come no more on this day are forgotten.
    :raises Busy: if others were writing for five seconds on end (SQLite).
    """
    with database.writing() as db:
        quick.forget(db, today)
        if database.kind == "postgresql":
            for statement in (_SHEETS, _COMMENTS, _QUICK, _SPENT):
                db.exec_driver_sql(statement)
    with database.outside() as db:
        for statement in _WRITTEN_ANEW[database.kind]:
            db.exec_driver_sql(statement)
