"""The administrators' lock, and the line that each of their acts leaves."""

from __future__ import annotations

from flask import Blueprint, flash

from survey.store import acts
from survey.store.connection import Connection
from survey.web import gate, here

bp = Blueprint("admin", __name__, url_prefix="/quan-tri")
bp.before_request(gate.only_for("admin"))


def note(db: Connection, what: str, subject: str, detail: str | None = None) -> None:
    """Write down, in the transaction of the act itself, who did what to what."""
    acts.note(
        db, at=here.now(), person=gate.person().name, what=what, subject=subject, detail=detail
    )


def tell(message: str, **values: object) -> None:
    """Say on the next page what was done."""
    flash(here.gettext(message, **values))
