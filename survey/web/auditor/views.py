"""The pages of auditors (giám sát): comments that may speak of a breach, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey import store
from survey.intake import reviewing
from survey.store import Connection
from survey.store.comments import SEEN, Judged
from survey.web import gate, here
from survey.web.pages import page_of
from survey.web.weeks import week_said
from survey.words import N_

bp = Blueprint("auditor", __name__, url_prefix="/giam-sat")
bp.before_request(gate.only_for("auditor"))


@dataclass(frozen=True, slots=True)
class Line:
    """What an auditor is told of a comment: the masked text, the body and the week."""

    id: str
    text: str
    body: str
    week: str
    seen: bool


@bp.before_request
def _of_no_body() -> None:
    """Whoever sits in a body is told nothing of what is said against it."""
    if gate.person().agency is not None:
        abort(403)


@bp.get("")
def home() -> ResponseReturnValue:
    """Show what was handed over, the unread first."""
    with here.database().reading() as db:
        found = sorted(store.comments.flagged(db), key=lambda one: one.state == SEEN)
        page = page_of(found)
        lines = [_line(db, one) for one in page.lines]
    unread = sum(one.state != SEEN for one in found)
    return render_template("auditor/home.html", page=page, lines=lines, unread=unread)


@bp.post("/<said>")
def see(said: str) -> ResponseReturnValue:
    """Note that a comment was read."""
    order = reviewing.Order("see", day=here.today(), person=gate.person().name)
    with here.database().writing() as db:
        try:
            reviewing.carry_out(db, bytes.fromhex(said), order)
        except (reviewing.NotNow, ValueError):
            abort(404)
    flash(here.gettext(N_("Đã ghi là đã xem.")))
    return redirect(url_for("auditor.home"), 303)


def _line(db: Connection, one: Judged) -> Line:
    this = store.rounds.by_id(db, one.round)
    assert this is not None
    body = store.agencies.by_ids(db, [one.agency], this.last)[one.agency]
    return Line(one.id.hex(), one.text, body.name, week_said(one.week), one.state == SEEN)
