"""The scoreboard's pages: a year's indices, the same for the meeting's wall, and their import."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey import charts, export, report
from survey.charts import Strip
from survey.intake.scoreboard import FIRST_YEAR, LAST_YEAR
from survey.language import Language
from survey.store import Connection
from survey.web import figures, gate, here
from survey.web.attached import attached

MOST_LINES = 200  # of a table on the page
_ENTER = "analyst/scoreboard_enter.html"

bp = Blueprint("scoreboard", __name__, url_prefix="/bang-chi-so")


@bp.url_value_preprocessor
def _room_for_a_file(endpoint: str | None, _values: object) -> None:
    # Before the lock reads the form for its token.
    if endpoint == "analyst.scoreboard.take":
        figures.make_room()


@bp.get("")
def board() -> ResponseReturnValue:
    """Show the scoreboard of a year; with `?chieu` as the wall of a hall shows it."""
    reader = here.language()
    named = report.province_named(here.settings().province, reader)
    with here.database().reading() as db:
        found = report.scoreboard(
            db,
            request.args.get("nam", type=int),
            province=named,
            only=only(db),
            language=reader.code,
        )
    if found is None:
        return render_template("analyst/scoreboard_empty.html", may_import=_may_import())
    hall = "chieu" in request.args
    return render_template(
        "analyst/scoreboard_hall.html" if hall else "analyst/scoreboard.html",
        found=found,
        headline=report.headline(found, reader, named),
        sentences=_sentences(found),
        reader=reader,
        report=report,
        strip=Strip,
        most=MOST_LINES,
        years=_address_of_years,
        may_import=_may_import(),
    )


@bp.get("/qua-cac-nam")
def years_of_province() -> ResponseReturnValue:
    """Show the province's published indices over the years."""
    return _years(None)


@bp.get("/qua-cac-nam/<code>")
def years(code: str) -> ResponseReturnValue:
    """Show one unit over the years; `?nam` is of the unit that bore the code then."""
    return _years(code)


@bp.get("/tai-ve/<form>")
def download(form: str) -> ResponseReturnValue:
    """Send every figure that was entered as a file that can be imported again."""
    if form not in export.SCOREBOARD_FORMATS:
        abort(404)
    reader = here.language()
    with here.database().reading() as db:
        data = export.scoreboard(
            db,
            form,
            only=only(db),
            province=report.province_named(here.settings().province, reader),
            say=reader.gettext,
        )
    return attached(data, f"bang-tong-hop-chi-so.{form}", export.MEDIA[form])


@bp.get("/nhap")
def enter() -> ResponseReturnValue:
    """Ask for a file of figures."""
    _need_the_whole()
    return figures.page(_ENTER)


@bp.post("/nhap")
def take() -> ResponseReturnValue:
    """Keep the figures of a file, or say what must be mended in it."""
    _need_the_whole()
    return figures.take(_ENTER, url_for("analyst.scoreboard.board"))


def _address_of_years(one: report.Figure) -> str:
    return url_for("analyst.scoreboard.years", code=one.code, nam=one.year)


def years_seen(
    db: Connection, code: str | None, reader: Language
) -> tuple[report.Years, str, frozenset[int] | None]:
    """Return the years of a body, its name, and the bodies whose years whoever asks may see.

    404 where there is none, or not for whoever asks.

    :param code: None: the province. `?nam` is of the unit that bore the code then.
    """
    seen = only(db)
    if code is None:
        named = report.province_named(here.settings().province, reader)
        return report.years_of_province(db, named), named, seen
    year = request.args.get("nam", type=int)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        year = LAST_YEAR
    found = report.years_of(db, code, year)
    if found is None or found.body is None or (seen is not None and found.body.id not in seen):
        abort(404)
    return found, found.body.name, seen


def _years(code: str | None) -> str:
    with here.database().reading() as db:
        found, name, seen = years_seen(db, code, here.language())
    return render_template(
        "analyst/scoreboard_years.html",
        found=found,
        name=name,
        only=seen,
        whose={"don-vi": code, "nam": request.args.get("nam")},
        reader=here.language(),
        report=report,
        trend_of=charts.trend_of,
    )


def _sentences(found: report.Scoreboard) -> list[str]:
    reader = here.language()
    own = [one.figure for one in found.rounds if one.whole.percent is not None]
    said = [report.sentence(one, reader) for one in (*found.entered, *own)]
    tables = [*found.tables, *(table for own in found.rounds for table in own.tables)]
    return said + [told for table in tables if (told := report.leaders(table, reader))]


def _may_import() -> bool:
    return gate.person().agency is None


def _need_the_whole() -> None:
    """Figures of the whole province are for whoever works for the whole of it."""
    if not _may_import():
        abort(404)


def only(db: Connection) -> frozenset[int] | None:
    own = gate.person().agency
    return None if own is None else frozenset(report.under(db, own, date.max))
