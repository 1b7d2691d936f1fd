"""What the pages of analysts have in common: whose figures may be seen, and what is asked."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager

from flask import abort, request

from survey import report, store
from survey.report import CHANNELS, Scope
from survey.store import Connection
from survey.store.rounds import Round
from survey.web import gate, here
from survey.words import Refusal


def scope(db: Connection, this: Round) -> Scope:
    """Return what whoever asks may see of a round."""
    return report.scope(db, gate.person().agency, this.last)


def round_of(db: Connection, code: str) -> Round:
    """Return the round of this code; 404 without."""
    return store.rounds.by_code(db, code) or abort(404)


@contextmanager
def file_of(
    code: str, form: str, forms: Container[str], *refusals: type[Refusal]
) -> Iterator[tuple[Connection, Round]]:
    """Yield the round that a file is asked of; 404 for another form, and for these refusals."""
    if form not in forms:
        abort(404)
    try:
        with here.database().reading() as db:
            yield db, round_of(db, code)
    except refusals:
        abort(404)


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
