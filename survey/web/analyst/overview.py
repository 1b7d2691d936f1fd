"""A round at a glance, and how fast its sheets come in."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey import charts, report
from survey.web import here
from survey.web.analyst import asked
from survey.web.pages import page_of

bp = Blueprint("overview", __name__)


@bp.get("/<code>/tong-quan")
def glance(code: str) -> ResponseReturnValue:
    """Show a whole round."""
    asked.of_whole_round()
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        found = report.overview(db, this, language=here.language().code)
    if found is None:
        return redirect(url_for("analyst.ranking", code=code), 303)
    return render_template(
        "analyst/overview.html", round=this, found=found, trend=charts.trend_of(found.trend.points)
    )


@bp.get("/<code>/tien-do")
def pace(code: str) -> ResponseReturnValue:
    """Show how many sheets each body will have by the last day of an open round."""
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        found = report.pace(db, this, kind=request.args.get("nhom"), only=asked.scope(db, this).ids)
    if found is None or this.state != "open":
        return redirect(url_for("analyst.ranking", code=code), 303)
    return render_template(
        "analyst/pace.html", round=this, found=found, page=page_of(found.lines, lines=200)
    )
