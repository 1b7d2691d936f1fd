"""A round as documents, and its charts as files: what is printed, edited, projected and quoted."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from survey import booklet, report
from survey.booklet import Contents, drawings
from survey.web import here
from survey.web.analyst import asked

bp = Blueprint("documents", __name__)


@bp.get("/<code>/tai-lieu/<form>")
def document(code: str, form: str) -> ResponseReturnValue:
    """Send the report or the slides of every body that whoever asks may see."""
    return _document(code, form)


@bp.get("/<code>/<agency>/tai-lieu/<form>")
def document_of_agency(code: str, agency: str, form: str) -> ResponseReturnValue:
    """Send those of one body."""
    return _document(code, form, agency)


@bp.get("/<code>/bieu-do/<name>.<form>")
def chart(code: str, name: str, form: str) -> ResponseReturnValue:
    """Send a chart of a kind."""
    if name not in drawings.OF_KIND or form not in drawings.FORMS:
        abort(404)
    return _chart(_gathered(code, kind=request.args.get("nhom", "")), name, form)


@bp.get("/<code>/<agency>/bieu-do/<name>.<form>")
def chart_of_agency(code: str, agency: str, name: str, form: str) -> ResponseReturnValue:
    """Send a chart of one body."""
    if name not in drawings.OF_BODY or form not in drawings.FORMS:
        abort(404)
    return _chart(_gathered(code, agency=agency), name, form)


def _gathered(code: str, *, agency: str | None = None, kind: str | None = None) -> Contents:
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        only = asked.scope(db, this).ids
        try:
            return booklet.gather(
                db,
                this,
                agency=agency,
                kind=kind,
                only=only,
                province=here.settings().province,
            )
        except (report.NoFreeze, report.NotInRound):
            abort(404)


def _document(code: str, form: str, agency: str | None = None) -> Response:
    if form not in booklet.MEDIA or not booklet.installed(form):
        abort(404)
    found = _gathered(code, agency=agency)
    settings = here.settings()
    data = booklet.made(found, form, office=settings.office, synthetic=settings.synthetic)
    return _file(data, booklet.MEDIA[form], booklet.name_of(found, form))


def _chart(found: Contents, name: str, form: str) -> Response:
    svg = drawings.to_svg(found, name, synthetic=here.settings().synthetic)
    data = svg.encode() if form == "svg" else drawings.to_png(svg)
    body = f"-{found.bodies[0].body.code}" if found.one else ""
    return _file(data, drawings.FORMS[form], f"{name}-{found.round.code}{body}.{form}")


def _file(data: bytes, media: str, name: str) -> Response:
    return Response(
        data,
        content_type=media,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
