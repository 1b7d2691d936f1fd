"""For monitoring and load balancers: alive; able to keep a response."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from survey.store import form_version, migrate
from survey.web import here
from survey.words import Refusal

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> ResponseReturnValue:
    """This process answers."""
    return _plain("ok\n", 200)


@bp.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database is migrated and takes a write."""
    try:
        with here.database().reading() as db:
            if migrate.pending(db):
                return _plain("database not upgraded\n", 503)
        with here.database().writing() as db:
            form_version.read(db)
    except Refusal:
        return _plain("database not writable\n", 503)
    return _plain("ready\n", 200)


def _plain(text: str, status: int) -> ResponseReturnValue:
    return text, status, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
