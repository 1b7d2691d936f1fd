"""Cross-tabs (phân tổ theo …) of a closed round, as a page and as files."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from survey import charts, export, report
from survey.booklet import drawings
from survey.report import Category, Crosstab
from survey.store import Connection
from survey.store.rounds import Round
from survey.web import here
from survey.web.analyst import asked, documents
from survey.web.analyst.views import bp
from survey.web.attached import attached


@bp.get("/<code>/phan-to")
def crosstab(code: str) -> ResponseReturnValue:
    """Show the indices of a body, a kind or the province by what its sheets tell."""
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        try:
            found = _crosstab(db, this)
        except report.NoCrosstabs as refused:
            return render_template(
                "analyst/crosstab.html", found=None, round=this, why=here.refusal(refused)
            )
    return render_template(
        "analyst/crosstab.html",
        found=found,
        round=this,
        axis=charts.axis_of_figures(
            score.percent
            for row in (found.total, *(one.scores for one in found.categories))
            for score in row
            if score is not None
        ),
        label=lambda way: export.crosstabs.label_of(found, way, here.language().gettext),
        name=lambda one: _name(found, one),
        asked=_address(found),
    )


@bp.get("/<code>/phan-to/tai-ve/<form>")
def download_crosstab(code: str, form: str) -> ResponseReturnValue:
    """Send the same as a file."""
    with asked.file_of(code, form, export.crosstabs.FORMATS, report.NoCrosstabs) as (db, this):
        found = _crosstab(db, this)
    data = export.crosstabs.crosstab(found, form, here.language().gettext)
    body = found.body.code if found.body else ""
    name = export.name_of(this, form, found.day, "-".join(filter(None, (body, found.by))))
    return attached(data, name, export.MEDIA[form])


@bp.get("/<code>/phan-to/bieu-do.<form>")
def chart_of_crosstab(code: str, form: str) -> ResponseReturnValue:
    """Send the same as a chart, which is Vietnamese whoever reads it."""
    with asked.file_of(code, form, drawings.FORMS, report.NoCrosstabs) as (db, this):
        found = _crosstab(db, this, "vi")
    svg = drawings.crosstab(
        found,
        export.crosstabs.label_of(found, found.by, str),
        lambda one: export.crosstabs.name_of(found, one, str),
        synthetic=here.settings().synthetic,
    )
    return documents.picture(svg, form, f"phan-to-{code}-{found.by}")


def _crosstab(db: Connection, this: Round, language: str | None = None) -> Crosstab:
    """Return what the address asks for; 404 where it is not there, or not for whoever asks."""
    scope = asked.scope(db, this)
    agency = request.args.get("don-vi") or None
    kind = request.args.get("nhom") or None
    if scope.ids is not None and agency is None and kind is None:
        abort(404)
    try:
        found = report.crosstab(
            db,
            this,
            by=request.args.get("theo"),
            agency=agency,
            kind=kind,
            only=scope.ids,
            language=language or here.language().code,
        )
    except (report.NotInRound, report.NotThere):
        abort(404)
    if found.body is not None and not scope.sees(found.body.id):
        abort(404)
    return found


def _name(found: Crosstab, one: Category) -> str:
    return export.crosstabs.name_of(found, one, here.language().gettext)


def _address(found: Crosstab) -> dict[str, str]:
    """Return whose figures they are, as the address says it."""
    if found.body is not None:
        return {"don-vi": found.body.code}
    return {"nhom": found.kind} if found.kind else {}
