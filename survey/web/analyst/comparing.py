"""Bodies beside one another: two of them, a kind by criteria, and groups."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey import charts, report
from survey.language import Language
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round
from survey.web import here
from survey.web.analyst import asked
from survey.web.pages import Page

LINES = 200  # bodies on one page
STEPS = (60, 70, 80, 90)  # percent at which the wash of a cell changes

bp = Blueprint("comparing", __name__)


@bp.get("/<code>/so-sanh")
def pair(code: str) -> ResponseReturnValue:
    """Show two bodies side by side, or ask which."""
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        bodies = bodies_seen(db, this)
        chosen = chosen_of(bodies)
        found = None
        if all(chosen):
            found = report.pair(
                db, this, *chosen, channel=asked.channel(), language=here.language().code
            )
    rows = [row for line in found.lines for row in (line.one, line.other)] if found else []
    ends = [end for row in rows for end in (row.percent, row.low, row.high) if end is not None]
    return render_template(
        "analyst/pair.html",
        round=this,
        bodies=bodies,
        chosen=chosen,
        found=found,
        axis=charts.axis_over(ends),
    )


def bodies_seen(db: Connection, this: Round) -> list[Agency]:
    """Return the bodies that whoever asks may see."""
    scope = asked.scope(db, this)
    return [body for body in report.bodies_in(db, this) if scope.sees(body.id)]


def chosen_of(bodies: list[Agency]) -> tuple[str, str]:
    """Return which two of these are to be compared, empty where not chosen; 404 for another."""
    known = {"", *(body.code for body in bodies)}
    one, other = (request.args.get(name, "") for name in ("a", "b"))
    if not {one, other} <= known:
        abort(404)
    return one, other


@bp.get("/<code>/ban-do-nhiet")
def heat(code: str) -> ResponseReturnValue:
    """Show the bodies of a kind by criteria."""
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        found = heat_asked(db, this, here.language())
    if found is None:
        return redirect(url_for("analyst.ranking", code=code), 303)
    number, of = _number(), max(1, -(-found.total // LINES))
    if number > of:
        abort(404)
    return render_template(
        "analyst/heat.html",
        round=this,
        found=found,
        page=Page(found.rows, number, of, found.total),
        steps=STEPS,
        washed=partial(_washed, here.language()),
    )


def _washed(reader: Language, percents: Iterable[Decimal | None]) -> list[tuple[int, str] | None]:
    """Return the step and the words of each cell of a row; None where there is no figure."""
    return [
        None if one is None else (charts.step_of(one, STEPS), reader.number(one, 1))
        for one in percents
    ]


def heat_asked(db: Connection, this: Round, reader: Language) -> report.Heat | None:
    """Return the page of bodies that the address asks for; None before the first freeze."""
    return report.heat(
        db,
        this,
        kind=request.args.get("nhom"),
        only=asked.scope(db, this).ids,
        first=(_number() - 1) * LINES,
        most=LINES,
        language=reader.code,
    )


def _number() -> int:
    return max(request.args.get("trang", 1, type=int), 1)


@bp.get("/<code>/cum-khoi")
def groups(code: str) -> ResponseReturnValue:
    """Show groups of bodies, pooled and as the mean of their bodies."""
    asked.of_whole_round()
    with here.database().reading() as db:
        this = asked.round_of(db, code)
        found = report.groups(db, this)
    if found is None:
        return redirect(url_for("analyst.ranking", code=code), 303)
    return render_template("analyst/groups.html", round=this, found=found)
