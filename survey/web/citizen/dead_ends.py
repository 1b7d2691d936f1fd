"""Pages for a poster that leads to no form: each says what happened and where to go on."""

from __future__ import annotations

from flask import Response

from survey.intake.doors import Door
from survey.ledger import is_mistyped
from survey.web.citizen import paper


def unknown(typed: str) -> Response:
    """No desk has this code; what was typed comes back in the box."""
    return paper.page("unknown", 404, typed=paper.echoed(typed, 40), mistyped=is_mistyped(typed))


def retired(code: str) -> Response:
    """This poster was replaced, or its desk is no more."""
    return paper.page("retired", 410, path=f"/p/{code}")


def closed(door: Door, status: int = 200) -> Response:
    """Nothing is asked at this desk today."""
    return paper.page(
        "closed",
        status,
        agency=door.desk.agency_name,
        desk=door.desk.name,
        next=door.coming.first if door.coming else None,
        path=f"/p/{door.poster}",
    )
