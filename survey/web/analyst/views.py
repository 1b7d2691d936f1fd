"""The pages of analysts: what was last frozen, ranked, explained, and to take away."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey import booklet, charts, export, report, store
from survey.report import CHANNELS, AgencyReport, Entry, NoComments, Ranking, Subjects
from survey.store import Connection
from survey.store.rounds import Round
from survey.web import gate, here, wording
from survey.web.analyst import asked, comparing, documents, overview, scoreboard
from survey.web.attached import attached
from survey.web.pages import Page
from survey.words import N_

LINES = 200  # bodies on one page: a province's communes, printed in one go

bp = Blueprint("analyst", __name__, url_prefix="/tong-hop")
bp.before_request(gate.only_for("analyst"))
bp.register_blueprint(overview.bp)
bp.register_blueprint(comparing.bp)
bp.register_blueprint(scoreboard.bp)
bp.register_blueprint(documents.bp)


@bp.context_processor
def _dressed() -> dict[str, object]:
    return {
        "said": wording,
        "person": gate.person(),
        "channels": ("all", *CHANNELS),
        "may_take": export.installed,
        "may_write": booklet.installed,
    }


@bp.get("")
def home() -> ResponseReturnValue:
    """Show the latest round that has figures, or the one that was chosen."""
    chosen = request.args.get("dot")
    if chosen is not None:
        others = [request.args.get(name) for name in ("nhom", "kenh")]
        address = url_for("analyst.ranking", code=chosen, nhom=others[0], kenh=others[1])
        return redirect(address, 303)
    with here.database().reading() as db:
        rounds = store.rounds.all_rounds(db)
        if not rounds:
            return render_template("analyst/empty.html")
        frozen = (this for this in rounds if store.freezes.last(db, this.id))
        return _ranking_page(db, rounds, next(frozen, rounds[0]))


@bp.get("/cach-tinh")
def method() -> ResponseReturnValue:
    """Say how figures are made, and how sure the ranks of a round are."""
    with here.database().reading() as db:
        code = request.args.get("dot")
        this = asked.round_of(db, code) if code else None
        found = this and report.ranking(
            db,
            this,
            kind=request.args.get("nhom"),
            only=asked.scope(db, this).ids,
            language=here.language().code,
        )
    return render_template(
        "analyst/method.html",
        round=this,
        found=found,
        page=_page(found) if found else None,
        draws=report.DRAWS,
        seed=report.seed_of(found.shown.no, found.shown.day) if found else None,
    )


@bp.get("/<code>")
def ranking(code: str) -> ResponseReturnValue:
    """Show the ranking of one kind of bodies in a round."""
    with here.database().reading() as db:
        return _ranking_page(db, store.rounds.all_rounds(db), asked.round_of(db, code))


@bp.get("/<code>/cau-hoi-khac")
def others(code: str) -> ResponseReturnValue:
    """Show the questions outside the index, and who answered, of one kind of bodies."""
    return _others_page(code)


@bp.get("/<code>/<agency>")
def agency(code: str, agency: str) -> ResponseReturnValue:
    """Show one body in a round."""
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        found = _report(db, this, agency)
        if found is None:
            return redirect(url_for("analyst.ranking", code=code), 303)
        sheet = report.questionnaire_of(db, this)
        graded = report.graded(db, this)
        quick = report.quick_report(
            db, this, found.body, today=here.today(), language=here.language().code
        )
        weighted = report.weighted_of_body(db, this, found)
        spoken, why_unspoken = _spoken_of(db, this, found.body.id)
    whole = found.of_kind(found.overall)
    return render_template(
        "analyst/agency.html",
        found=found,
        round=this,
        whole=whole,
        axis=charts.axis_of_one(found.overall.row, whole.percent if whole else None),
        segments=charts.segments,
        trend=charts.trend_of(found.trend.points),
        questionnaire=sheet,
        quick=quick,
        graded=graded,
        weighted=weighted,
        spoken=spoken,
        why_unspoken=why_unspoken,
    )


@bp.get("/<code>/<agency>/cau-hoi-khac")
def others_of_agency(code: str, agency: str) -> ResponseReturnValue:
    """Show the same of one body."""
    return _others_page(code, agency)


@bp.get("/<code>/tai-ve/<form>")
def download(code: str, form: str) -> ResponseReturnValue:
    """Send every figure of the last freeze as a file."""
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        return _file(db, this, form, only=asked.scope(db, this).ids)


@bp.get("/<code>/<agency>/tai-ve/<form>")
def download_agency(code: str, agency: str, form: str) -> ResponseReturnValue:
    """Send the figures of one body as a file."""
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        if _report(db, this, agency) is None:
            abort(404)
        return _file(db, this, form, agency=agency)


@bp.post("/<code>/chot")
def freeze(code: str) -> ResponseReturnValue:
    """Freeze a round's figures (chốt số liệu)."""
    person = gate.person()
    with here.database().writing() as db:
        this = asked.round_of(db, code)
        if person.agency is not None:
            abort(404)
        taken = report.freeze(db, this, day=here.today(), person=person.name)
        store.acts.note(
            db, at=here.now(), person=person.name, what="round.freeze", subject=this.code
        )
    flash(here.gettext(N_("Đã chốt số liệu lần %(no)s của đợt này."), no=taken.no))
    return redirect(url_for("analyst.ranking", code=code), 303)


def _ranking_page(db: Connection, rounds: list[Round], this: Round) -> str:
    scope = asked.scope(db, this)
    channel = asked.channel()
    found = report.ranking(
        db,
        this,
        kind=request.args.get("nhom"),
        channel=channel,
        only=scope.ids,
        language=here.language().code,
    )
    mean = found.whole.percent if found else None
    page = _page(found) if found else None
    return render_template(
        "analyst/ranking.html",
        rounds=rounds,
        round=this,
        found=found,
        page=page,
        weighted=report.weighted_ranking(db, this, found, page.lines, only=scope.ids)
        if found and page
        else None,
        axis=charts.axis_over([*found.reach, *([] if mean is None else [mean])]) if found else None,
        graded=report.graded(db, this),
        may_freeze=gate.person().agency is None and this.state != "final",
    )


def _others_page(code: str, agency: str | None = None) -> ResponseReturnValue:
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        scope = asked.scope(db, this)
        try:
            found = report.others_report(
                db,
                this,
                agency=agency,
                kind=request.args.get("nhom"),
                only=scope.ids,
                language=here.language().code,
            )
        except report.NotInRound:
            abort(404)
    if found is None:
        return redirect(url_for("analyst.ranking", code=code), 303)
    if found.body is not None and not scope.sees(found.body.id):
        abort(404)
    return render_template("analyst/others.html", found=found, round=this)


def _page(found: Ranking) -> Page[Entry]:
    of = max(1, -(-len(found.entries) // LINES))
    number = min(max(request.args.get("trang", 1, type=int), 1), of)
    some = found.entries[(number - 1) * LINES : number * LINES]
    return Page(some, number, of, len(found.entries))


def _report(db: Connection, this: Round, agency: str) -> AgencyReport | None:
    """Return the report of a body; 404 where there is none, or not for whoever asks."""
    scope = asked.scope(db, this)
    try:
        found = report.agency_report(
            db,
            this,
            agency,
            channel=asked.channel(),
            only=scope.ids,
            language=here.language().code,
        )
    except report.NotInRound:
        abort(404)
    if found is not None and not scope.sees(found.body.id):
        abort(404)
    return found


def _spoken_of(db: Connection, this: Round, body: int) -> tuple[Subjects | None, str]:
    """Return what the published comments of a body speak of; None, and why none are told."""
    try:
        found = report.comments.published(db, this, here.today(), only={body})
        return report.comments.subjects(db, found), ""
    except NoComments as refusal:
        return None, here.refusal(refusal)


def _file(
    db: Connection,
    this: Round,
    form: str,
    *,
    agency: str | None = None,
    only: frozenset[int] | None = None,
) -> Response:
    seen = report.shown(db, this)
    if seen is None or form not in export.FORMATS or not export.installed(form):
        abort(404)
    reader = here.language()
    data = export.sent(
        db, this, form, agency=agency, only=only, language=reader.code, say=reader.gettext
    )
    name = export.name_of(this, form, seen.day, agency or "")
    return attached(data, name, export.MEDIA[form])
