"""One number that moves whenever something that a form shows has changed.

Every worker reads it at every request, by primary key, and throws away what it has rendered
when the number has moved. So a retired poster or a closed round shows at the next request.
"""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from survey.store.connection import Database
from survey.store.tables import form_version

_READ = str(select(form_version.c.version).where(form_version.c.id == 1)).replace(":id_1", "1")


def read(db: Connection) -> int:
    """Return the number as it stands."""
    return int(db.exec_driver_sql(_READ).scalar_one())


def glance(database: Database) -> int:
    """Return the number as it stands, at the least cost: every form that is shown asks."""
    return int(database.glance(_READ))


def bump(db: Connection) -> None:
    """Move the number. Whoever moves it holds it until the transaction ends, so two writers
    of bodies, desks, rounds or questionnaires never work beside one another."""
    db.execute(update(form_version).values(version=form_version.c.version + 1))
