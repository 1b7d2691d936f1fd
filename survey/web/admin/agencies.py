"""Agencies: finding one among thousands, adding, renaming, and closing with successors."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.store import agencies, desks
from survey.store.agencies import Agency, BadAgency
from survey.store.connection import Connection
from survey.store.keys import fold
from survey.web import here
from survey.web.admin.door import bp, note, tell
from survey.web.admin.forms import AgencyForm, ClosingForm
from survey.web.forms import codes, tidied
from survey.web.pages import page_of
from survey.words import N_

LIVING, ENDED = "dang", "da"
# The cells of the agencies' file and the fields in which they are asked for here.
_FIELD = {"from": "first"}


@dataclass(frozen=True, slots=True)
class Line:
    """A body, how many desks it has today, and who took its work over."""

    agency: Agency
    desks: int
    successors: tuple[Agency, ...]


@bp.get("/co-quan")
def list_agencies() -> ResponseReturnValue:
    """Show the bodies that the words, the kind and the state ask for."""
    words, kind = request.args.get("q", ""), request.args.get("nhom", "")
    state = request.args.get("tt", "")
    today = here.today()
    with here.database().reading() as db:
        known = agencies.names_on(db, today)
        found = [
            body
            for body in known.values()
            if (not kind or body.kind == kind)
            and (not state or body.lives_on(today) == (state == LIVING))
            and matches(words, body.name, body.code)
        ]
        page = page_of(sorted(found, key=lambda body: (body.sort_key, body.code, body.first)))
        lines = _lines(db, page.lines, known)
    living = sum(1 for body in known.values() if body.lives_on(today))
    return render_template(
        "admin/agencies.html",
        lines=lines,
        page=page,
        words=words,
        kind=kind,
        state=state,
        kinds=sorted({body.kind for body in known.values()}, key=fold),
        living=living,
        ended=len(known) - living,
        section="agencies",
    )


@bp.route("/co-quan/them", methods=["GET", "POST"])
def add_agency() -> ResponseReturnValue:
    """Ask for a body's name and code, and add it."""
    form = AgencyForm()
    if form.is_submitted():
        if not tidied(form.code.data):
            form.validate()
            form.blame("code", here.gettext(N_("Ô này cần được điền.")))
        elif form.validate():
            try:
                with here.database().writing() as db:
                    made = agencies.add(
                        db,
                        code=tidied(form.code.data),
                        name=tidied(form.name.data),
                        kind=tidied(form.kind.data),
                        parent=tidied(form.parent.data),
                        first=form.first.data,
                        today=here.today(),
                    )
                    note(db, "agency.add", made.code, made.name)
            except BadAgency as refusal:
                _blame(form, refusal)
            else:
                tell(N_("Đã thêm %(name)s."), name=made.name)
                return redirect(url_for("admin.one_agency", id_=made.id), 303)
    return _form_page(form, None)


@bp.get("/co-quan/<int:id_>")
def one_agency(id_: int) -> ResponseReturnValue:
    """Show a body, its desks, and what came before and after it."""
    with here.database().reading() as db:
        body = _body(db, id_)
        known = agencies.names_on(db, here.today())
        before = agencies.predecessors(db)
        found = desks.list_desks(db, here.today(), agency_code=body.code)
    return render_template(
        "admin/agency.html",
        agency=body,
        desks=[desk for desk in found if desk.agency_id == id_],
        before=[(known[old], day) for old, day in before.get(id_, [])],
        after=[
            (known[new], day) for new, olds in before.items() for old, day in olds if old == id_
        ],
        section="agencies",
    )


@bp.route("/co-quan/<int:id_>/sua", methods=["GET", "POST"])
def change_agency(id_: int) -> ResponseReturnValue:
    """Ask for another name, kind or parent, valid from today on."""
    with here.database().reading() as db:
        body = _body(db, id_)
    form = AgencyForm(data={**_cells(body)})
    if form.validate_on_submit():
        try:
            with here.database().writing() as db:
                agencies.change(
                    db,
                    id_,
                    name=tidied(form.name.data),
                    kind=tidied(form.kind.data),
                    parent=tidied(form.parent.data),
                    today=here.today(),
                )
                note(db, "agency.change", body.code, tidied(form.name.data))
        except BadAgency as refusal:
            _blame(form, refusal)
        else:
            tell(N_("Đã sửa, có hiệu lực từ hôm nay. Các đợt đã qua vẫn giữ tên cũ."))
            return redirect(url_for("admin.one_agency", id_=id_), 303)
    return _form_page(form, body)


@bp.route("/co-quan/<int:id_>/ket-thuc", methods=["GET", "POST"])
def close_agency(id_: int) -> ResponseReturnValue:
    """Ask for the last day and the successors, and end the body."""
    with here.database().reading() as db:
        body = _body(db, id_)
    form = ClosingForm()
    if form.validate_on_submit():
        try:
            with here.database().writing() as db:
                agencies.close(
                    db, id_, form.to.data, codes(form.successor.data), today=here.today()
                )
                note(db, "agency.close", body.code, tidied(form.successor.data) or None)
        except BadAgency as refusal:
            _blame(form, refusal)
        else:
            tell(N_("Đã ghi ngày kết thúc hoạt động của %(name)s."), name=body.name)
            return redirect(url_for("admin.one_agency", id_=id_), 303)
    page = render_template("admin/agency_close.html", form=form, agency=body, section="agencies")
    return page, 422 if form.is_submitted() else 200


def matches(words: str, *texts: str) -> bool:
    """True if every word stands in one of the texts; accents and capitals do not matter.

    >>> matches("so noi vu", "Sở Nội vụ"), matches("sở nội vụ", "Sở Nội vụ", "H35.7")
    (True, True)
    """
    there = " ".join(fold(text) for text in texts)
    return all(word in there for word in fold(words).split())


def _body(db: Connection, id_: int) -> Agency:
    return agencies.by_ids(db, [id_], here.today()).get(id_) or abort(404)


def _lines(db: Connection, bodies: object, known: dict[int, Agency]) -> list[Line]:
    counts: dict[int, int] = {}
    for desk in desks.list_desks(db, here.today()):
        counts[desk.agency_id] = counts.get(desk.agency_id, 0) + 1
    after: dict[int, list[Agency]] = {}
    for new, olds in agencies.predecessors(db).items():
        for old, _ in olds:
            after.setdefault(old, []).append(known[new])
    return [
        Line(body, counts.get(body.id, 0), tuple(after.get(body.id, ())))
        for body in bodies  # type: ignore[attr-defined]
    ]


def _cells(body: Agency) -> dict[str, object]:
    return {
        "name": body.name,
        "code": body.code,
        "kind": body.kind,
        "parent": body.parent_code or "",
        "first": body.first,
    }


def _blame(form: AgencyForm | ClosingForm, refusal: BadAgency) -> None:
    form.blame(_FIELD.get(refusal.column, refusal.column), here.refusal(refusal))


def _form_page(form: AgencyForm, body: Agency | None) -> ResponseReturnValue:
    with here.database().reading() as db:
        kinds = agencies.kinds_on(db, here.today())
    page = render_template(
        "admin/agency_form.html", form=form, agency=body, kinds=kinds, section="agencies"
    )
    return page, 422 if form.is_submitted() else 200
