"""Desks with fields, sheets with a field of their own, finished dossiers."""

from __future__ import annotations

from sqlalchemy import update

from survey import store
from survey.scoring import Cell
from survey.store import Connection
from survey.store.desks import DeskRow
from survey.store.rounds import Round
from survey.store.tables import response
from survey.store.transactions import TransactionRow
from tests.report.scene import FIRST, LAYOUT, answered, found, opened, people


def furnish(db: Connection, *desks: str, officers: str = "2") -> None:
    """Desks "AGENCY DESK Field"."""
    rows = []
    for line, one in enumerate(desks, 2):
        agency, code, field = one.split(" ", 2)
        rows.append(DeskRow(line, agency, code, f"Quầy {code}", field=field, officers=officers))
    store.desks.import_rows(db, rows, today=FIRST)


def two_offices(db: Connection, *bodies: str) -> Round:
    """A round in which A has 40 sheets about land and 60 about papers, B 40 about one field.

    :param bodies: what the two are called, if not Sở A and Sở B.
    """
    found(db, *(bodies or ("A Sở A", "B Sở B")))
    furnish(db, "A 1 Đất đai", "A 2 Hộ tịch", "B 1 Xây dựng")
    this = opened(db)
    answered(db, this, "A", people(10, 30), desk="1")
    answered(db, this, "A", people(54, 6), desk="2")
    answered(db, this, "B", people(30, 10), desk="1")
    return this


def finished(db: Connection, *lines: str, month: str = "2026-05") -> None:
    """Dossiers "AGENCY NUMBER Field"."""
    rows = []
    for line, one in enumerate(lines, 2):
        agency, number, *field = one.split(" ", 2)
        rows.append(TransactionRow(line, agency, "".join(field), month, number))
    store.transactions.import_rows(db, rows)


def name_their_own(db: Connection, this: Round, desk: int, field: str, people: int) -> None:
    """So many sheets of a desk were about a field of their own."""
    ids = [
        row.id
        for row in db.execute(
            response.select().where(response.c.round == this.id, response.c.desk == desk)
        )
    ]
    some = response.c.id.in_(sorted(ids)[:people])
    db.execute(update(response).where(some).values(field=field))


def cell(field: str, dossiers: int, sheets: list[str]) -> Cell:
    """The stratum of these sheets, for their overall index."""
    sums = LAYOUT.sums(LAYOUT.count(sheets).record, LAYOUT.group("overall", "overall"))
    return Cell(
        ((1, field),), dossiers, len(sheets), sums.n, sums.x, sums.y, sums.xx, sums.yy, sums.xy
    )
