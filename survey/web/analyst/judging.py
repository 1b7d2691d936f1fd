"""What a reviewer does with comments: with one, with several at once, with those left over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey import report, store
from survey.intake import reviewing
from survey.report import NoComments, Readable
from survey.store import Connection
from survey.store.comments import WAITING, Judged
from survey.store.rounds import Round
from survey.web import gate, here
from survey.web.analyst import asked
from survey.web.analyst.comments import (
    asked_for,
    bodies_of,
    chosen,
    line_of,
    none_shown,
    page_of,
    reviews,
)
from survey.web.analyst.views import bp
from survey.words import N_

LINES = 100  # comments on a page where several are judged at once
TICKED = "chon-san"
APART = "g"  # in the address: a comment that is looked at by itself
MOST_APART = 50  # in one address, which servers let be some thousand signs long
DONE = {
    "publish": N_("Đã công bố góp ý."),
    "hide": N_("Đã ẩn góp ý."),
    "mask": N_("Đã che thêm. Phần bị che không còn được giữ ở đâu."),
    "flag": N_("Đã chuyển góp ý cho giám sát."),
    "undo": N_("Góp ý đã trở lại chờ xem."),
}


@bp.post("/<code>/gop-y/<said>")
def judge(code: str, said: str) -> ResponseReturnValue:
    """Do one thing with a comment, and go back to where it was done."""
    what = request.form.get("viec", "")
    if not reviews() or what not in DONE:
        abort(404)
    with here.database().writing() as db:
        (one,) = _known(db, asked.round_of(db, code), [said])[1]
        try:
            reviewing.carry_out(db, one.id, _order(what))
        except reviewing.NotNow as refusal:
            flash(here.refusal(refusal))
        else:
            flash(here.gettext(DONE[what]))
    if apart := request.args.getlist(APART):
        return redirect(url_for("analyst.look_apart", code=code, g=apart), 303)
    return redirect(url_for("analyst.comments", code=code, **asked_for()), 303)


@bp.get("/<code>/gop-y/duyet")
def review_together(code: str) -> ResponseReturnValue:
    """Show many comments that wait, each with a box to tick."""
    if not reviews():
        abort(404)
    with here.database().reading() as db:
        this, rounds = asked.round_of(db, code), store.rounds.all_rounds(db)
        try:
            found = report.comments.to_review(db, this, here.today())
        except NoComments as refusal:
            return none_shown(this, rounds, here.refusal(refusal))
        wanted, typed = chosen(found)
        page = page_of(db, found, wanted._replace(states=(WAITING,)), lines=LINES)
    return render_template(
        "analyst/comments_together.html",
        round=this,
        page=page,
        bodies=bodies_of(found),
        topics=report.topics.known(),
        chosen=typed,
        waiting=found.in_state(WAITING),
        clear=sum(line.clear for line in page.lines),
        ticked=TICKED in request.args,
        reasons=reviewing.REASONS,
        asked=_asked_together(),
    )


@bp.post("/<code>/gop-y/duyet")
def judge_together(code: str) -> ResponseReturnValue:
    """Publish or hide every comment that is ticked; what cannot be published yet is shown next."""
    what, ticked = request.form.get("viec", ""), request.form.getlist("chon")
    if not reviews() or what not in reviewing.TOGETHER or len(ticked) >= 2 * LINES:
        abort(404)
    with here.database().writing() as db:
        this = asked.round_of(db, code)
        ids = [one.id for one in _known(db, this, ticked)[1]]
        try:
            became = reviewing.carry_out_together(db, ids, _order(what))
        except reviewing.NotNow as refusal:
            flash(here.refusal(refusal))
            return redirect(_again(code), 303)
    _tell(what, became, len(ids))
    if became.doubted:
        apart = [one.hex() for one in became.doubted[:MOST_APART]]
        return redirect(url_for("analyst.look_apart", code=code, g=apart), 303)
    return redirect(_again(code), 303)


@bp.get("/<code>/gop-y/rieng")
def look_apart(code: str) -> ResponseReturnValue:
    """Show the comments that the address names, and what can be done with each."""
    apart = request.args.getlist(APART)
    if not reviews() or not apart:
        abort(404)
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        found, some = _known(db, this, apart)
    return render_template(
        "analyst/comments_apart.html",
        round=this,
        lines=[line_of(found, one) for one in some],
        reasons=reviewing.REASONS,
        asked={APART: apart},
    )


def _order(what: str) -> reviewing.Order:
    return reviewing.Order(
        what,
        day=here.today(),
        person=gate.person().name,
        reason=request.form.get("ly-do", ""),
        phrase=request.form.get("phan", ""),
    )


def _known(db: Connection, this: Round, said: Iterable[str]) -> tuple[Readable, list[Judged]]:
    """Return comments that may be reviewed; 404 where one is none of the round."""
    try:
        found = report.comments.to_review(db, this, here.today())
        ids = [bytes.fromhex(one) for one in said]
    except (NoComments, ValueError):
        abort(404)
    some = []
    for id_ in ids:
        one = store.comments.judged(db, id_)
        if one is None or one.round != this.id or one.week > found.wanted.through:
            abort(404)
        some.append(one)
    return found, some


def _asked_together() -> dict[str, Any]:
    ticked = {TICKED: "1"} if TICKED in request.args else {}
    return {**asked_for(), **ticked}


def _again(code: str) -> str:
    return url_for("analyst.review_together", code=code, **_asked_together())


def _tell(what: str, became: reviewing.Together, ticked: int) -> None:
    if not ticked:
        flash(here.gettext(N_("Chưa chọn góp ý nào.")))
    if became.done and what == "publish":
        flash(here.ngettext("Đã công bố %(num)s góp ý.", "Đã công bố %(num)s góp ý.", became.done))
    elif became.done:
        flash(here.ngettext("Đã ẩn %(num)s góp ý.", "Đã ẩn %(num)s góp ý.", became.done))
    if became.late:
        flash(
            here.ngettext(
                "%(num)s góp ý không còn chờ xem.", "%(num)s góp ý không còn chờ xem.", became.late
            )
        )
    if many := len(became.doubted):
        flash(
            here.ngettext(
                "%(num)s góp ý chưa công bố, vì máy còn thấy chỗ cần che.",
                "%(num)s góp ý chưa công bố, vì máy còn thấy chỗ cần che.",
                many,
            )
        )
