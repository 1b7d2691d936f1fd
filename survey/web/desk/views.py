"""The pages of one-stop staff. Nothing here is reached by naming another agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from survey import posters
from survey.store import agencies, desks, rounds, tallies
from survey.store.connection import Connection
from survey.store.desks import Desk
from survey.web import gate, here
from survey.words import N_

STEP = 5  # sheets; an exact count would tell when one person at the desk had sent theirs

bp = Blueprint("desk", __name__, url_prefix="/mot-cua")
bp.before_request(gate.only_for("desk"))


@dataclass(frozen=True, slots=True)
class Line:
    """A desk and how many sheets it had today."""

    desk: Desk
    today: int


@bp.get("")
def home() -> ResponseReturnValue:
    """Show the agency's desks."""
    today, own = here.today(), _own()
    with here.database().reading() as db:
        agency = agencies.by_ids(db, [own], today).get(own)
        found = _desks(db)
        asked = rounds.asked(db, own, today)
        coming = None if asked else rounds.next_for(db, own, today)
        counts = tallies.today(db, own, today)
        kept = sum(n for _, n in tallies.days(db, asked.id, [own])) if asked else 0
    return render_template(
        "desk/home.html",
        agency=agency if agency and agency.lives_on(today) else None,
        lines=[Line(desk, counts.get(desk.id, 0)) for desk in found],
        round=asked,
        coming=coming,
        total=sum(counts.values()),
        kept=kept,
        in_fives=in_fives,
    )


@bp.get("/bang-ma-qr.pdf")
def all_posters() -> ResponseReturnValue:
    """Send the posters of every desk, a page each."""
    with here.database().reading() as db:
        found = _desks(db)
    return _pdf(found, "tat-ca")


@bp.get("/quay/<code>/bang-ma-qr.pdf")
def poster(code: str) -> ResponseReturnValue:
    """Send the poster of one desk."""
    with here.database().reading() as db:
        found = [desk for desk in _desks(db) if desk.code == code]
    return _pdf(found, code)


def in_fives(count: int) -> str:
    """Return a count as this room shows it: "dưới 5", 5, 10, 15, …

    None at all is under five too: else the first sheet of a day would tell who sent it.
    """
    if count < STEP:
        return here.gettext(N_("dưới %(step)s"), step=STEP)
    return here.language().number(count - count % STEP)


def _own() -> int:
    """Return the agency of whoever is signed in."""
    agency = gate.person().agency
    return abort(404) if agency is None else agency


def _desks(db: Connection) -> list[Desk]:
    """Return the agency's desks that are open today and have a poster."""
    own, today = _own(), here.today()
    agency = agencies.by_ids(db, [own], today).get(own)
    if agency is None or not agency.lives_on(today):
        return []
    found = desks.list_desks(db, today, agency_code=agency.code)
    return [desk for desk in found if desk.agency_id == own]


def _pdf(found: Sequence[Desk], name: str) -> Response:
    size = request.args.get("co", "a4")
    shown = [desk for desk in found if desk.poster_code]
    if size not in posters.SIZES or not shown:
        abort(404)
    settings = here.settings()
    made = posters.pdf(
        [
            posters.Poster.of(
                desk.agency_name, desk.name, desk.poster_code or "", settings.public_url
            )
            for desk in shown
        ],
        day=here.today(),
        size=size,
        office=settings.office,
        phone=settings.supervisor_phone,
        synthetic=settings.synthetic,
    )
    answer = Response(made, mimetype="application/pdf")
    file = f"bang-ma-qr-{shown[0].agency_code}-{name}-{size}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{file}"'
    return answer
