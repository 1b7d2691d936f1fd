"""Weighted figures of a round as files, beside those of its indices."""

from __future__ import annotations

from flask import Response, abort

from survey import export, report
from survey.web import here
from survey.web.analyst import asked
from survey.web.analyst.views import bp
from survey.web.attached import attached


@bp.get("/<code>/quyen-so/tai-ve/<form>")
def download_weighted(code: str, form: str) -> Response:
    """Send the weighted figures of every body that whoever asks may see."""
    return _file(code, form)


@bp.get("/<code>/<agency>/quyen-so/tai-ve/<form>")
def download_weighted_agency(code: str, agency: str, form: str) -> Response:
    """Send those of one body."""
    return _file(code, form, agency)


def _file(code: str, form: str, agency: str | None = None) -> Response:
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        seen = report.shown(db, this)
        if seen is None:
            abort(404)
        try:
            data = export.weighted(
                db,
                this,
                form,
                agency=agency,
                only=asked.scope(db, this).ids,
                language=here.language().code,
            )
        except (report.NotInRound, export.UnknownFormat):
            abort(404)
    name = export.name_of(this, form, seen.day, agency or "", what="quyen-so")
    return attached(data, name, export.MEDIA[form])
