"""Desks: finding them, adding, changing, closing, and giving one a new poster."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.store import agencies, desks
from survey.store.agencies import Agency
from survey.store.connection import Connection
from survey.store.desks import BadDesk, Desk, DeskRow
from survey.web import here
from survey.web.admin.agencies import matches
from survey.web.admin.door import bp, note, tell
from survey.web.admin.forms import Confirmation, DeskForm
from survey.web.forms import tidied
from survey.web.pages import page_of
from survey.words import N_

# The cells of the desks' file and the fields in which they are asked for here.
_FIELD = {"desk": "code"}


@bp.get("/quay")
def list_desks() -> ResponseReturnValue:
    """Show the desks that the words ask for, by agency."""
    words = request.args.get("q", "")
    with here.database().reading() as db:
        every = desks.list_desks(db, here.today())
    found = [
        desk
        for desk in every
        if matches(words, desk.agency_name, desk.name, desk.place or "", desk.poster_code or "")
    ]
    return render_template(
        "admin/desks.html", page=page_of(found), words=words, total=len(every), section="desks"
    )


@bp.route("/co-quan/<int:id_>/quay/them", methods=["GET", "POST"])
def add_desk(id_: int) -> ResponseReturnValue:
    """Ask for a desk of this agency and add it; its poster code is drawn."""
    with here.database().reading() as db:
        agency = agencies.by_ids(db, [id_], here.today()).get(id_) or abort(404)
        taken = {
            desk.code
            for desk in desks.list_desks(db, here.today(), agency_code=agency.code)
            if desk.agency_id == id_
        }
    if not agency.lives_on(here.today()):
        abort(409)
    form = DeskForm()
    if form.validate_on_submit():
        if tidied(form.code.data) in taken:
            form.blame("code", here.gettext(N_("Đơn vị đã có quầy mang mã này.")))
        else:
            try:
                with here.database().writing() as db:
                    made = desks.add(
                        db, _row(form, agency.code, tidied(form.code.data)), today=here.today()
                    )
                    note(db, "desk.add", f"{made.agency_code} {made.code}", made.name)
            except BadDesk as refusal:
                form.blame(_FIELD.get(refusal.column, refusal.column), here.refusal(refusal))
            else:
                tell(N_("Đã thêm quầy “%(name)s”."), name=made.name)
                return redirect(url_for("admin.one_desk", id_=made.id), 303)
    return _form_page(form, agency, None)


@bp.get("/quay/<int:id_>")
def one_desk(id_: int) -> ResponseReturnValue:
    """Show a desk and every poster it ever had."""
    with here.database().reading() as db:
        desk = _desk(db, id_)
        had = desks.posters_of(db, id_)
        decider = agencies.by_ids(db, [desk.decider_id], here.today()).get(desk.decider_id)
    return render_template(
        "admin/desk.html",
        desk=desk,
        posters=had[::-1],
        decider=decider,
        form=Confirmation(),
        section="desks",
    )


@bp.route("/quay/<int:id_>/sua", methods=["GET", "POST"])
def change_desk(id_: int) -> ResponseReturnValue:
    """Ask for another name, place, decider or field."""
    with here.database().reading() as db:
        desk = _desk(db, id_)
        agency = agencies.by_ids(db, [desk.agency_id], here.today())[desk.agency_id]
    own = desk.decider_id == desk.agency_id
    form = DeskForm(
        data={
            "name": desk.name,
            "place": desk.place,
            "decider": "" if own else desk.decider_code,
            "field": desk.field,
            "officers": desk.officers,
        }
    )
    del form.code
    if form.validate_on_submit():
        try:
            with here.database().writing() as db:
                desks.add(db, _row(form, agency.code, desk.code), today=here.today())
                note(db, "desk.change", f"{desk.agency_code} {desk.code}", tidied(form.name.data))
        except BadDesk as refusal:
            form.blame(_FIELD.get(refusal.column, refusal.column), here.refusal(refusal))
        else:
            tell(N_("Đã sửa quầy. Xin in lại bảng mã QR nếu tên quầy đã đổi."))
            return redirect(url_for("admin.one_desk", id_=id_), 303)
    return _form_page(form, agency, desk)


@bp.post("/quay/<int:id_>/bang-moi")
def replace_poster(id_: int) -> ResponseReturnValue:
    """Retire the desk's poster and draw a new code."""
    with here.database().writing() as db:
        desk = _desk(db, id_)
        if desk.last is not None and desk.last < here.today():
            abort(409)
        code = desks.replace_poster(db, id_, here.today())
        note(db, "desk.poster", f"{desk.agency_code} {desk.code}", code)
    tell(N_("Bảng cũ đã ngừng. Xin in bảng mới và gỡ bảng cũ ở quầy."))
    return redirect(url_for("admin.one_desk", id_=id_), 303)


@bp.post("/quay/<int:id_>/dong")
def close_desk(id_: int) -> ResponseReturnValue:
    """Make today the desk's last day."""
    with here.database().writing() as db:
        desk = _desk(db, id_)
        desks.close(db, id_, here.today())
        note(db, "desk.close", f"{desk.agency_code} {desk.code}", desk.name)
    tell(N_("Hôm nay là ngày cuối của quầy “%(name)s”."), name=desk.name)
    return redirect(url_for("admin.one_desk", id_=id_), 303)


@bp.post("/quay/<int:id_>/mo-lai")
def reopen_desk(id_: int) -> ResponseReturnValue:
    """Take back that the desk was closed."""
    with here.database().writing() as db:
        desk = _desk(db, id_)
        desks.reopen(db, id_)
        note(db, "desk.reopen", f"{desk.agency_code} {desk.code}", desk.name)
    tell(N_("Đã mở lại quầy “%(name)s”."), name=desk.name)
    return redirect(url_for("admin.one_desk", id_=id_), 303)


def _desk(db: Connection, id_: int) -> Desk:
    return desks.by_id(db, id_, here.today()) or abort(404)


def _row(form: DeskForm, agency: str, code: str) -> DeskRow:
    return DeskRow(
        line=0,
        agency=agency,
        desk=code,
        name=tidied(form.name.data),
        place=tidied(form.place.data),
        decider=tidied(form.decider.data),
        field=tidied(form.field.data),
        officers="" if form.officers.data is None else str(form.officers.data),
    )


def _form_page(form: DeskForm, agency: Agency, desk: Desk | None) -> ResponseReturnValue:
    page = render_template(
        "admin/desk_form.html", form=form, agency=agency, desk=desk, section="desks"
    )
    return page, 422 if form.is_submitted() else 200
