"""Rounds: the list, opening, closing, and freezing figures in between."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey import export, report
from survey.intake import openings
from survey.store import agencies, editions, freezes, rounds, scales, tidy
from survey.store.connection import Busy, Connection
from survey.store.rounds import Round
from survey.web import gate, here
from survey.web.admin.door import bp, note, tell
from survey.web.admin.forms import (
    CHANNELS,
    COMBINATIONS,
    FRAMES,
    RULES,
    Confirmation,
    RoundForm,
)
from survey.web.forms import codes, tidied
from survey.words import N_, Refusal

STATES = {
    "open": N_("Đang thu phiếu"),
    "closed": N_("Đã kết thúc thu phiếu"),
    "provisional": N_("Kết quả sơ bộ"),
    "published": N_("Đã công bố"),
    "final": N_("Đã công bố, phiếu đã hết hạn lưu"),
}
EARLY = N_("Chưa đến ngày thu phiếu")
LATE = N_("Đã qua ngày cuối, chưa kết thúc")


@bp.get("")
def home() -> ResponseReturnValue:
    """Begin with the rounds."""
    return redirect(url_for("admin.list_rounds"))


@bp.get("/dot")
def list_rounds() -> ResponseReturnValue:
    """Show every round, the latest first."""
    with here.database().reading() as db:
        found = rounds.all_rounds(db)
        frozen = {one.id: freezes.last(db, one.id) for one in found}
    return render_template(
        "admin/rounds.html",
        rounds=found,
        frozen=frozen,
        state_of=state_of,
        frames=dict(FRAMES),
        section="rounds",
    )


@bp.route("/dot/mo", methods=["GET", "POST"])
def open_round() -> ResponseReturnValue:
    """Ask what the round is to be, and open it."""
    form = RoundForm()
    with here.database().reading() as db:
        sheets = openings.questionnaires(db)
        kinds = agencies.kinds_on(db, here.today())
    language = here.language().code
    form.offer(
        [(code, sheet.title.get(language, sheet.title["vi"])) for code, sheet in sheets.items()],
        kinds,
    )
    if not form.is_submitted():
        first = next(iter(sheets.values()))
        form.minimum.data = first.minimum
        form.rule.data, _, form.combination.data = first.method.partition(".")
    elif form.validate():
        try:
            with here.database().writing() as db:
                made = _open(db, form)
                note(db, "round.open", made.code, made.title)
        except Busy:
            raise
        except Refusal as refusal:
            form.blame("", here.refusal(refusal))
        else:
            tell(N_("Đã mở đợt “%(title)s”."), title=made.title)
            return redirect(url_for("admin.one_round", code=made.code), 303)
    page = render_template("admin/round_form.html", form=form, section="rounds", sheets=sheets)
    return page, 422 if form.is_submitted() else 200


@bp.get("/dot/<code>")
def one_round(code: str) -> ResponseReturnValue:
    """Show how a round was set and how it went."""
    with here.database().reading() as db:
        found = rounds.by_code(db, code) or abort(404)
        steps = rounds.steps(db, found.id)
        taken = freezes.all_freezes(db, found.id)
        published = editions.of_round(db, found.id)
        scale = scales.of_round(db, found.id)
        since = freezes.since(db, found.id)
        sheets = {sheet.sha256: sheet for sheet in openings.questionnaires(db).values()}
        bodies = agencies.by_ids(db, found.agencies or (), found.last)
        unready = _unready(db, found)
    rule, _, combination = found.method.removesuffix(".split").partition(".")
    return render_template(
        "admin/round.html",
        rule=rule,
        rules=dict(RULES),
        combination=combination,
        combinations=dict(COMBINATIONS),
        round=found,
        steps=steps,
        freezes=taken[::-1],
        editions=published[::-1],
        since=since - since % 5,
        few_since=since < 5,
        sheet=sheets.get(found.questionnaire),
        scale=scale,
        unready=unready,
        bodies=sorted(bodies.values(), key=lambda body: body.sort_key),
        states=STATES,
        state=state_of(found),
        frames=dict(FRAMES),
        channels=dict(CHANNELS),
        form=Confirmation(),
        section="rounds",
    )


@bp.route("/dot/<code>/ket-thuc", methods=["GET", "POST"])
def close_round(code: str) -> ResponseReturnValue:
    """Ask once more, then end the taking of sheets and freeze everything."""
    form = Confirmation()
    if not form.is_submitted():
        with here.database().reading() as db:
            found = rounds.by_code(db, code) or abort(404)
            since = freezes.since(db, found.id)
        if found.state != "open":
            abort(409)
        return render_template(
            "admin/round_close.html",
            round=found,
            since=since - since % 5,
            form=form,
            section="rounds",
        )
    with here.database().writing() as db:
        found = rounds.by_code(db, code) or abort(404)
        if found.state != "open":
            abort(409)
        report.close(db, found, day=here.today(), person=gate.person().name)
        note(db, "round.close", code, found.title)
    _tidy()
    tell(N_("Đã kết thúc thu phiếu và chốt số liệu của đợt “%(title)s”."), title=found.title)
    return redirect(url_for("admin.one_round", code=code), 303)


@bp.post("/dot/<code>/chot")
def freeze(code: str) -> ResponseReturnValue:
    """Freeze the round's figures now, beside the nightly freeze."""
    with here.database().writing() as db:
        found = rounds.by_code(db, code) or abort(404)
        if rounds.is_final(found):
            abort(409)
        frozen = report.freeze(db, found, day=here.today(), person=gate.person().name)
        note(db, "round.freeze", code, str(frozen.no))
    tell(N_("Đã chốt số liệu lần %(no)s của đợt “%(title)s”."), no=frozen.no, title=found.title)
    return redirect(url_for("admin.one_round", code=code), 303)


def state_of(this: Round) -> str:
    """Return in words where a round stands today."""
    if this.state == "open" and here.today() < this.first:
        return here.gettext(EARLY)
    if this.state == "open" and here.today() > this.last:
        return here.gettext(LATE)
    return here.gettext(STATES[this.state])


def _unready(db: Connection, this: Round) -> str:
    """Return why a round may not be published today; empty where it may."""
    try:
        export.check_publishable(db, this, here.today())
    except Refusal as refusal:
        return here.refusal(refusal)
    return ""


def _open(db: Connection, form: RoundForm) -> Round:
    method = f"{form.rule.data}.{form.combination.data}{'.split' if form.split.data else ''}"
    return openings.open_round(
        db,
        code=tidied(form.code.data),
        title=tidied(form.title.data),
        questionnaire=form.questionnaire.data,
        frame=form.frame.data,
        first=form.first.data,
        last=form.last.data,
        agencies=_whom(db, form),
        method=method,
        minimum=form.minimum.data,
        rank_channels=tuple(form.channels.data or ()),
        quick=bool(form.quick.data),
        today=here.today(),
        person=gate.person().name,
    )


def _whom(db: Connection, form: RoundForm) -> list[str]:
    """Return the codes of the bodies that are asked about; none at all stands for every body."""
    if form.whom.data == "codes":
        if not (listed := codes(form.agencies.data)):
            raise Refusal(N_("Xin điền ít nhất một mã đơn vị, hoặc chọn “Mọi đơn vị”."))
        return listed
    if form.whom.data == "kinds":
        living = [
            *agencies.all_on(db, form.first.data),
            *agencies.all_on(db, form.last.data),
        ]
        found = sorted({body.code for body in living if body.kind in (form.kinds.data or ())})
        if not found:
            raise Refusal(N_("Xin chọn ít nhất một nhóm đơn vị, hoặc chọn “Mọi đơn vị”."))
        return found
    return []


def _tidy() -> None:
    """Remove what tells of the order of arrival; where others are writing, the night does it."""
    try:
        tidy.tidy(here.database(), here.today())
    except Busy:
        return
