"""The scoreboard of a year as it was published: the province's indices, and its units'.

Every page is made from the file of an edition, and of nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from survey import charts, export, report, store
from survey.store import Connection
from survey.store.published_years import YearEdition
from survey.web import here
from survey.web.public.keeping import kept, may_keep, open_to_all

MOST_LINES = 200  # of a table; the file has them all
FORMATS = ("csv", "json")

bp = Blueprint("years", __name__, url_prefix="/chi-so")


@bp.get("/<int:year>")
def latest(year: int) -> ResponseReturnValue:
    """Show the edition of a year that holds today."""
    return _page(year, None)


@bp.get("/<int:year>/lan-<int:no>")
def edition(year: int, no: int) -> ResponseReturnValue:
    """Show one edition: its address never changes, and nor do its figures."""
    return _page(year, no)


@bp.get("/<int:year>/lan-<int:no>/chi-so.<form>")
def file(year: int, no: int, form: str) -> ResponseReturnValue:
    """Send an edition's figures: open data, the bytes whose hash is printed."""
    if form not in FORMATS:
        abort(404)
    with here.database().reading() as db:
        _, one = _published(db, year, no)
        data = store.published_years.file(db, one)
    answer = Response(
        data if form == "csv" else export.year_as_json(data), content_type=export.MEDIA[form]
    )
    answer.set_etag(f"{one.sha256}-{form}")
    may_keep(answer, one.at)
    answer.make_conditional(request)
    return open_to_all(answer, f"chi-so-{year}-lan-{no}.{form}")


def _page(year: int, no: int | None) -> Response:
    reader = here.language()
    with here.database().reading() as db:
        editions, one = _published(db, year, no)
        board = _laid_out(store.published_years.file(db, one))
    province = tuple(
        replace(figure, name=report.province_named(figure.name, reader))
        for figure in board.province
    )
    board = replace(board, province=province)
    named = next((figure.name for figure in province), "")
    told = [report.sentence(figure, reader) for figure in board.entered]
    page = render_template(
        "public/board.html",
        found=board,
        one=one,
        editions=editions,
        headline=report.headline(board, reader, named),
        sentences=[*told, *filter(None, (report.leaders(table, reader) for table in board.tables))],
        reader=reader,
        report=report,
        strip=charts.Strip,
        most=MOST_LINES,
    )
    return kept(page, max(known.at for known in editions))


@lru_cache(maxsize=4)
def _laid_out(file: bytes) -> report.Scoreboard:
    return export.year_of(file)


def _published(db: Connection, year: int, no: int | None) -> tuple[list[YearEdition], YearEdition]:
    """Return the editions of a year, and the one of this number; None: the last."""
    editions = store.published_years.of_year(db, year)
    chosen = [one for one in editions if no in (None, one.no)]
    if not chosen:
        abort(404)
    return editions, chosen[-1]
