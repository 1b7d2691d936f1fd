"""Published results: what anybody may read, print, take away and check.

Every page is made from what was kept of an edition when it was published, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey import charts, clock, export, report, store
from survey.report import IndexRow
from survey.store import Connection
from survey.store.editions import Edition
from survey.store.published_years import YearEdition
from survey.store.rounds import Round
from survey.web import here, wording
from survey.web.pages import page_of
from survey.web.public import results, years
from survey.web.public.keeping import kept, may_keep, open_to_all

LINES = 200  # bodies on one page: a province's communes, printed in one go
FORMATS = ("csv", "json")

bp = Blueprint("public", __name__, url_prefix="/ket-qua")
bp.register_blueprint(years.bp)


@dataclass(frozen=True, slots=True)
class Published:
    """A round and an edition of it, among all its editions; `compared`: with what."""

    round: Round
    edition: Edition
    editions: tuple[Edition, ...]
    compared: Round | None
    compared_edition: Edition | None

    @property
    def is_latest(self) -> bool:
        """Whether no correction followed."""
        return self.edition.no == self.editions[-1].no


@bp.before_request
def _readable() -> None:
    if any("\x00" in words for words in (request.path, *request.args.values())):
        abort(404)


@bp.context_processor
def _dressed() -> dict[str, object]:
    return {"said": wording, "address": _address, "office": clock.OFFICE}


@bp.get("")
def home() -> ResponseReturnValue:
    """Show the rounds that were published, the latest first."""
    with here.database().reading() as db:
        editions = store.editions.of_all(db)
        found = [this for this in store.rounds.all_rounds(db) if this.id in editions]
        boards = store.published_years.of_all(db)
    page = render_template("public/rounds.html", rounds=found, editions=editions, boards=boards)
    every = [one for some in editions.values() for one in some]
    return kept(page, _latest([*every, *chain.from_iterable(boards.values())]))


@bp.get("/<code>")
def latest(code: str) -> ResponseReturnValue:
    """Show the edition that holds today."""
    return _ranking(code, None)


@bp.get("/<code>/lan-<int:no>")
def edition(code: str, no: int) -> ResponseReturnValue:
    """Show one edition: its address never changes, and nor do its figures."""
    return _ranking(code, no)


@bp.get("/<code>/lan-<int:no>/don-vi/<agency>")
def body(code: str, no: int, agency: str) -> ResponseReturnValue:
    """Show one body in an edition."""
    with here.database().reading() as db:
        found = _published(db, code, no)
        rows = export.rows_of(db, found.edition, agency)
        before = _before(db, found, rows)
        asked = report.questionnaire_of(db, found.round)
    if not rows:
        abort(404)
    page = render_template(
        "public/body.html",
        found=found,
        row=rows[0],
        entries=[results.entry(at, row, before) for at, row in enumerate(rows)],
        spreads={level: results.spread_at(rows, level) for level in ("factor", "criterion")},
        questionnaire=asked,
        factor_of={criterion.id: criterion.factor for criterion in asked.criteria},
        axis=charts.axis_of_one(rows[0], None),
    )
    return kept(page, _latest(found.editions))


@bp.get("/<code>/lan-<int:no>/chi-so.<form>")
def file(code: str, no: int, form: str) -> ResponseReturnValue:
    """Send every figure of an edition: open data, the bytes whose hash is printed."""
    if form not in FORMATS:
        abort(404)
    with here.database().reading() as db:
        found = _published(db, code, no)
        write = export.csv_of if form == "csv" else export.json_of
        # The body goes in before it is asked whether it is wanted: of an answer without one the
        # length would be given as nothing, and a server that keeps its word would send nothing.
        answer = Response(write(db, found.edition), content_type=export.MEDIA[form])
        answer.set_etag(f"{found.edition.sha256}-{form}")
        may_keep(answer, found.edition.at)
        answer.make_conditional(request)
    name = f"ket-qua-{found.round.code}-lan-{no}.{form}"
    return open_to_all(answer, name)


@bp.errorhandler(404)
def missing(_failure: Exception) -> ResponseReturnValue:
    """Say that there is no such page, and lead to what there is."""
    return render_template("public/missing.html"), 404


def _ranking(code: str, no: int | None) -> Response:
    with here.database().reading() as db:
        found = _published(db, code, no)
        lines = export.overall_lines(db, found.edition)
        before = found.compared_edition
        compared = export.overall_lines(db, before) if before else ""
    standing = results.standing(lines, compared, request.args.get("nhom"))
    page = render_template(
        "public/ranking.html",
        found=found,
        standing=standing,
        page=page_of(standing.entries, lines=LINES),
        axis=charts.axis_for((entry.row for entry in standing.entries), standing.spread.mean),
    )
    return kept(page, _latest(found.editions))


def _published(db: Connection, code: str, no: int | None) -> Published:
    this = store.rounds.by_code(db, code) or abort(404)
    editions = tuple(store.editions.of_round(db, this.id))
    chosen = [one for one in editions if no in (None, one.no)]
    if not chosen:
        abort(404)
    one = chosen[-1]
    if one.compared_round is None or one.compared_edition is None:
        return Published(this, one, editions, None, None)
    compared = store.rounds.by_id(db, one.compared_round)
    before = store.editions.need(db, one.compared_round, one.compared_edition)
    return Published(this, one, editions, compared, before)


def _before(db: Connection, found: Published, rows: list[IndexRow]) -> results.Past:
    """Return what was published of the one body that these rows are compared with."""
    codes = {row.compared_with for row in rows} - {""}
    if found.compared_edition is None or len(codes) != 1:
        return {}
    return results.past(export.rows_of(db, found.compared_edition, codes.pop()))


def _latest(editions: Iterable[Edition | YearEdition]) -> datetime | None:
    return max((one.at for one in editions), default=None)


def _address(endpoint: str, **values: object) -> str:
    """Return an address of this room in the reader's language."""
    language = here.language().code
    return url_for(f"public.{endpoint}", **values, lang=None if language == "vi" else language)  # type: ignore[arg-type]
