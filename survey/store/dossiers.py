"""Finished dossiers as a freeze took them in.

What is weighed by dossiers, or asks for a sample of them, stands in front of the province: it
moves when somebody freezes the round's figures, and not when a file is imported.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, delete, func, insert, literal, select, update

from survey.store.freezes import Freeze
from survey.store.rounds import Round
from survey.store.tables import freeze, frozen_transactions, transactions
from survey.store.transactions import OfBody, by_body, within

_F = frozen_transactions.c


def keep(db: Connection, this: Round, taken: Freeze, *, only_last: bool) -> None:
    """Store with a freeze what was entered of the round's months until now.

    :param only_last: the freezes before lose their own: nothing was weighed by them.
    """
    body, of = transactions.c.agency, transactions.c.field
    asked = within(this.first, this.last)
    months = select(body, func.count(transactions.c.month.distinct()).label("months"))
    of_body = months.where(asked).group_by(body).subquery()
    found = (
        select(
            literal(this.id),
            literal(taken.no),
            body,
            of,
            func.sum(transactions.c.finished),
            of_body.c.months,
        )
        .join(of_body, of_body.c.agency == body)
        .where(asked)
        .group_by(body, of, of_body.c.months)
    )
    db.execute(insert(frozen_transactions).from_select([column.name for column in _F], found))
    at = (freeze.c.round == this.id) & (freeze.c.no == taken.no)
    db.execute(update(freeze).where(at).values(dossiers=taken.day))
    if only_last:
        db.execute(delete(frozen_transactions).where(_F.round == this.id, _F.no < taken.no))


def day(db: Connection, round_id: int, no: int) -> date | None:
    """Return until when the dossiers of a freeze were entered; None: it did not keep them."""
    found: date | None = db.scalar(
        select(freeze.c.dossiers).where(freeze.c.round == round_id, freeze.c.no == no)
    )
    return found


def state(db: Connection, this: Round, no: int) -> str:
    """Return a text that moves with the dossiers of a freeze that did not keep them; else empty."""
    if day(db, this.id, no) is not None:
        return ""
    return repr(sorted(by_body(db, this.first, this.last).items(), key=lambda one: one[0]))


def of_freeze(
    db: Connection, this: Round, no: int, agency_ids: Collection[int] | None = None
) -> dict[int, OfBody]:
    """Return what bodies finished in the months of a round, as a freeze took it in.

    Of a freeze that is older than this: as it was entered until now.
    """
    if day(db, this.id, no) is None:
        return by_body(db, this.first, this.last)
    found = select(_F.agency, _F.field, _F.finished, _F.months).where(
        _F.round == this.id, _F.no == no
    )
    if agency_ids is not None:
        found = found.where(_F.agency.in_(sorted(agency_ids)))
    bodies: dict[int, OfBody] = {}
    for body, field, finished, months in db.execute(found):
        bodies.setdefault(body, OfBody({}, months)).by_field[field] = int(finished)
    return bodies
