"""A round as documents, and its charts as files: what is printed, edited, projected and quoted."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from survey import booklet, report
from survey.booklet import Contents, drawings
from survey.language import Language
from survey.store import Connection
from survey.store.rounds import Round
from survey.web import here
from survey.web.analyst import asked, comparing, scoreboard
from survey.web.attached import attached

VI = Language("vi")  # documents are Vietnamese, whatever language the reader's pages are in

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
    """Send a chart of a kind, of the whole round, or of bodies beside one another."""
    if form not in drawings.FORMS:
        abort(404)
    if name in drawings.OF_KIND:
        found = _gathered(code, kind=request.args.get("nhom", ""), channel=asked.channel())
        svg = drawings.to_svg(found, name, synthetic=here.settings().synthetic)
    elif name in _OF_ROUND:
        with here.database().reading() as db:
            svg = _OF_ROUND[name](db, asked.round_of(db, code))
    else:
        abort(404)
    return picture(svg, form, f"{name}-{code}")


@bp.get("/<code>/<agency>/bieu-do/<name>.<form>")
def chart_of_agency(code: str, agency: str, name: str, form: str) -> ResponseReturnValue:
    """Send a chart of one body."""
    if name not in (*drawings.OF_BODY, "dien-bien", *_OF_BODY) or form not in drawings.FORMS:
        abort(404)
    if name in _OF_BODY:
        with here.database().reading() as db:
            svg = _OF_BODY[name](db, asked.round_of(db, code), agency)
        return picture(svg, form, f"{name}-{code}-{agency}")
    found = _gathered(code, agency=agency, channel=asked.channel())
    synthetic = here.settings().synthetic
    if name in drawings.OF_BODY:
        svg = drawings.to_svg(found, name, synthetic=synthetic)
    else:
        body = found.bodies[0]
        svg = drawings.over_time(
            found.round, body.body.name, body.trend, found.shown, synthetic=synthetic
        )
    return picture(svg, form, f"{name}-{code}-{agency}")


@bp.get("/bang-chi-so/bieu-do/thu-hang.<form>")
def chart_of_board(form: str) -> ResponseReturnValue:
    """Send the province's published indices of a year, each on its strip of ranks."""
    if form not in drawings.FORMS:
        abort(404)
    named = report.province_named(here.settings().province, VI)
    with here.database().reading() as db:
        found = report.scoreboard(
            db, request.args.get("nam", type=int), province=named, only=scoreboard.only(db)
        )
    if found is None or not found.entered:
        abort(404)
    return picture(drawings.board(found, named), form, f"thu-hang-{found.year}")


@bp.get("/bang-chi-so/bieu-do/qua-cac-nam.<form>")
def chart_of_years(form: str) -> ResponseReturnValue:
    """Send one series of a unit's years, or of the province's."""
    if form not in drawings.FORMS:
        abort(404)
    code = request.args.get("don-vi")
    with here.database().reading() as db:
        found, name, _ = scoreboard.years_seen(db, code, VI)
    svg, series = _series(found, name)
    return picture(svg, form, "-".join(filter(None, ("qua-cac-nam", code, *series))))


def _series(found: report.Years, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the series that is asked for, drawn, and what tells it from the others.

    A published index is asked for with where people were asked, own rounds by the first of them.
    """
    index, frame, first = (request.args.get(key, "") for key in ("chi-so", "khung", "dot"))
    for trend in found.trends:
        if (trend.index.id, trend.frame) == (index, frame) and trend.moments:
            return drawings.published_years(name, trend), (index, frame)
    for own in found.own:
        if own.points[0].round.code == first and own.moments:
            return drawings.own_years(name, own, synthetic=here.settings().synthetic), (first,)
    abort(404)


def _factors(db: Connection, this: Round) -> str:
    return drawings.factors_of_round(this, _overview(db, this), synthetic=here.settings().synthetic)


def _over_time(db: Connection, this: Round) -> str:
    found = _overview(db, this)
    synthetic = here.settings().synthetic
    return drawings.over_time(this, this.title, found.trend, found.shown, synthetic=synthetic)


def _overview(db: Connection, this: Round) -> report.Overview:
    asked.of_whole_round()
    return report.overview(db, this) or abort(404)


def _heat(db: Connection, this: Round) -> str:
    found = comparing.heat_asked(db, this, VI)
    if found is None or not found.rows:
        abort(404)
    return drawings.heat(this, found, steps=comparing.STEPS, synthetic=here.settings().synthetic)


def _pair(db: Connection, this: Round) -> str:
    chosen = comparing.chosen_of(comparing.bodies_seen(db, this))
    found = report.pair(db, this, *chosen, channel=asked.channel()) if all(chosen) else None
    if found is None:
        abort(404)
    return drawings.pair(this, found, synthetic=here.settings().synthetic)


def _question(db: Connection, this: Round, agency: str | None = None) -> str:
    scope = asked.scope(db, this)
    try:
        found = report.others_report(
            db, this, agency=agency, kind=request.args.get("nhom"), only=scope.ids
        )
    except report.NotInRound:
        abort(404)
    if found is None or (found.body is not None and not scope.sees(found.body.id)):
        abort(404)
    wanted = request.args.get("cau")
    for _, _, lines in found.by_question("extra", "question", "demographic"):
        if lines[0].id == wanted:
            return drawings.question(this, found, lines, synthetic=here.settings().synthetic)
    abort(404)


def _quick(db: Connection, this: Round, agency: str) -> str:
    body = next((one for one in comparing.bodies_seen(db, this) if one.code == agency), None)
    found = body and report.quick_report(db, this, body, today=here.today())
    if body is None or found is None or not found.people:
        abort(404)
    levels = [level.label[VI.code] for level in report.questionnaire_of(db, this).levels]
    return drawings.quick(this, body.name, found, levels, synthetic=here.settings().synthetic)


_OF_BODY: dict[str, Callable[[Connection, Round, str], str]] = {
    "cau-hoi": _question,
    "cau-hoi-nhanh": _quick,
}
_OF_ROUND: dict[str, Callable[[Connection, Round], str]] = {
    "cau-hoi": _question,
    "yeu-to": _factors,
    "dien-bien": _over_time,
    "ban-do-nhiet": _heat,
    "so-sanh": _pair,
}


def _gathered(
    code: str,
    *,
    agency: str | None = None,
    kind: str | None = None,
    channel: str | None = None,
) -> Contents:
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        only = asked.scope(db, this).ids
        try:
            return booklet.gather(
                db,
                this,
                agency=agency,
                kind=kind,
                channel=channel,
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
    return attached(data, booklet.name_of(found, form), booklet.MEDIA[form])


def picture(svg: str, form: str, name: str) -> Response:
    """Return a chart as a file of one of `drawings.FORMS`."""
    data = svg.encode() if form == "svg" else drawings.to_png(svg)
    return attached(data, f"{name}.{form}", drawings.FORMS[form])
