"""The last steps of a round: provisional results, and publishing them."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey import export, report, store
from survey.store.connection import Busy
from survey.store.rounds import Round
from survey.web import gate, here
from survey.web.admin.door import bp, note, tell
from survey.web.admin.forms import ProvisionalForm, PublishForm
from survey.words import N_, Refusal


@bp.route("/dot/<code>/so-bo", methods=["GET", "POST"])
def show_provisional(code: str) -> ResponseReturnValue:
    """Ask until when bodies may explain their figures, and show these to them."""
    form, found = ProvisionalForm(), _round(code)
    if form.validate_on_submit():
        try:
            with here.database().writing() as db:
                until = form.until.data
                found = store.rounds.need(db, code)
                report.provisional(
                    db, found, until=until, day=here.today(), person=gate.person().name
                )
                note(db, "round.provisional", code, found.title)
        except Busy:
            raise
        except Refusal as refusal:
            form.blame("until", here.refusal(refusal))
        else:
            tell(N_("Các đơn vị giải trình được đến hết ngày %(until)s."), until=until)
            return redirect(url_for("admin.one_round", code=code), 303)
    page = render_template("admin/round_provisional.html", round=found, form=form, section="rounds")
    return page, 422 if form.is_submitted() else 200


@bp.route("/dot/<code>/cong-bo", methods=["GET", "POST"])
def publish(code: str) -> ResponseReturnValue:
    """Ask for the decision, and publish an edition; a further one is a correction."""
    form, found = PublishForm(), _round(code)
    if form.validate_on_submit():
        try:
            with here.database().writing() as db:
                made = export.publish(
                    db,
                    store.rounds.need(db, code),
                    decision=form.decision.data,
                    day=form.day.data,
                    signatory=form.signatory.data,
                    says=form.says.data or "",
                    at=here.now(),
                    person=gate.person().name,
                )
                note(db, "round.publish", code, str(made.no))
        except Busy:
            raise
        except Refusal as refusal:
            form.blame("", here.refusal(refusal))
        else:
            tell(
                N_("Đã công bố lần thứ %(no)s của đợt “%(title)s”."), no=made.no, title=found.title
            )
            return redirect(url_for("admin.one_round", code=code), 303)
    with here.database().reading() as db:
        editions = store.editions.of_round(db, found.id)
    page = render_template(
        "admin/round_publish.html", round=found, editions=editions, form=form, section="rounds"
    )
    return page, 422 if form.is_submitted() else 200


def _round(code: str) -> Round:
    with here.database().reading() as db:
        return store.rounds.by_code(db, code) or abort(404)
