"""Explanations of provisional figures (giải trình): bodies write them, analysts of all answer."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from survey import report, store
from survey.report import Explained
from survey.store import Busy, Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round
from survey.web import gate, here
from survey.web.analyst.views import bp
from survey.web.forms import Form
from survey.words import N_, Refusal


class TextForm(Form):
    """What a body says of a figure, or the answer to it."""

    text = TextAreaField(N_("Nội dung"), render_kw={"rows": 8})


@bp.get("/<code>/giai-trinh")
def explanations(code: str) -> ResponseReturnValue:
    """Show all that was explained; to a body, its own page."""
    own = gate.person().agency
    with here.database().reading() as db:
        this = _round(db, code)
        if own is not None:
            body = store.agencies.by_ids(db, [own], this.last).get(own) or abort(404)
            return redirect(
                url_for("analyst.explanations_of_body", code=code, agency=body.code), 303
            )
        found = report.explained(db, this, language=here.language().code)
        until = store.rounds.until(db, this.id)
    return render_template(
        "analyst/explanations.html", round=this, found=found, until=until, body=None, own=False
    )


@bp.get("/<code>/<agency>/giai-trinh")
def explanations_of_body(code: str, agency: str) -> ResponseReturnValue:
    """Show each criterion of a body, what was explained of it and what was answered."""
    with here.database().reading() as db:
        this = _round(db, code)
        body = _body(db, this, agency)
        found = _explained(db, this, body)
        until = store.rounds.until(db, this.id)
    return render_template(
        "analyst/explanations.html",
        round=this,
        found=found,
        until=until,
        body=body,
        own=_may_explain(this, body, until),
    )


@bp.route("/<code>/<agency>/giai-trinh/<item>", methods=["GET", "POST"])
def explanation(code: str, agency: str, item: str) -> ResponseReturnValue:
    """Show one criterion of a body; keep what the body says of it, or the answer to that."""
    form = TextForm()
    with here.database().reading() as db:
        this = _round(db, code)
        body = _body(db, this, agency)
        found = next((one for one in _explained(db, this, body) if one.row.id == item), None)
        until = store.rounds.until(db, this.id)
    if found is None:
        abort(404)
    own = gate.person().agency == body.id
    if form.is_submitted():
        if gate.person().agency is not None and not own:
            abort(403)
        try:
            _keep(this.code, body, item, form.text.data or "", explains=own)
        except Busy:
            raise
        except Refusal as refusal:
            form.blame("text", here.refusal(refusal))
        else:
            flash(here.gettext(N_("Đã nhận giải trình.") if own else N_("Đã ghi câu trả lời.")))
            return redirect(url_for("analyst.explanations_of_body", code=code, agency=agency), 303)
    page = render_template(
        "analyst/explanation.html",
        round=this,
        one=found,
        body=body,
        form=form,
        until=until,
        own=own,
        longest=report.LONGEST_EXPLANATION,
        may_write=_may_write(this, body, until, found) or form.is_submitted(),
    )
    return page, 422 if form.is_submitted() else 200


def _keep(code: str, body: Agency, item: str, text: str, *, explains: bool) -> None:
    person, day = gate.person().name, here.today()
    with here.database().writing() as db:
        this = _round(db, code)
        keep = report.explain if explains else report.answer
        keep(db, this, agency=body.id, item=item, text=text, day=day, person=person)
        store.acts.note(
            db,
            at=here.now(),
            person=person,
            what="round.explain" if explains else "round.answer",
            subject=code,
            detail=f"{body.code} {item}",
        )


def _may_write(this: Round, body: Agency, until: date | None, one: Explained) -> bool:
    """Whether whoever is signed in is the one whose words are awaited."""
    if one.said is None:
        return _may_explain(this, body, until)
    awaited = this.state == "provisional" and one.said.answer is None
    return awaited and gate.person().agency is None


def _may_explain(this: Round, body: Agency, until: date | None) -> bool:
    in_time = this.state == "provisional" and until is not None and here.today() <= until
    return in_time and gate.person().agency == body.id


def _explained(db: Connection, this: Round, body: Agency) -> list[Explained]:
    try:
        return report.explained(db, this, body=body, language=here.language().code)
    except (report.NotInRound, report.NoFreeze):
        abort(404)


def _body(db: Connection, this: Round, code: str) -> Agency:
    """Return a body that whoever is signed in may see; 404 where there is none."""
    own = gate.person().agency
    bodies = store.agencies.names_on(db, this.last).values()
    found = [body for body in bodies if body.code == code]
    if not found:
        abort(404)
    body = max(found, key=lambda one: one.first)
    if own is not None and body.id not in report.under(db, own, this.last):
        abort(404)
    return body


def _round(db: Connection, code: str) -> Round:
    return store.rounds.by_code(db, code) or abort(404)
