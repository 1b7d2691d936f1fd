"""What the pages of analysts have in common: whose figures may be seen, and what is asked."""

from __future__ import annotations

from flask import abort, request

from survey import report, store
from survey.report import CHANNELS, Scope
from survey.store import Connection
from survey.store.rounds import Round
from survey.web import gate


def scope(db: Connection, this: Round) -> Scope:
    """Return what whoever asks may see of a round."""
    return report.scope(db, gate.person().agency, this.last)


def round_of(db: Connection, code: str) -> Round:
    """Return the round of this code; 404 without."""
    return store.rounds.by_code(db, code) or abort(404)


def channel() -> str | None:
    """Return the channel that the address asks for; None: the page's own."""
    asked = request.args.get("kenh")
    if asked is None or asked == "all":
        return asked
    if asked not in CHANNELS:
        abort(404)
    return asked


def of_whole_round() -> None:
    """Refuse whoever sees one body only: what is told of a whole round is not theirs."""
    if gate.person().agency is not None:
        abort(404)
