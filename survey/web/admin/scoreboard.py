"""The scoreboard's figures, brought in by an administrator. To look at them is for analysts."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from survey.web import figures
from survey.web.admin.door import bp

_PAGE = "admin/scoreboard.html"


@bp.url_value_preprocessor
def _room_for_a_file(endpoint: str | None, _values: object) -> None:
    if endpoint == "admin.take_figures":
        figures.make_room()


@bp.get("/bang-chi-so")
def ask_for_figures() -> ResponseReturnValue:
    """Ask for a file of figures."""
    return figures.page(_PAGE)


@bp.post("/bang-chi-so")
def take_figures() -> ResponseReturnValue:
    """Keep the figures of a file, or say what must be mended in it."""
    return figures.take(_PAGE, url_for("admin.ask_for_figures"))
