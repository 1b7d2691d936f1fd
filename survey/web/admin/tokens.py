"""Tokens (mã truy cập) of other systems: making one, shown once, and revoking it."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.store import agencies, tokens
from survey.store.agencies import UnknownAgency
from survey.store.connection import Connection
from survey.store.tokens import BadToken, Token
from survey.web import gate, here
from survey.web.admin.door import bp, note, tell
from survey.web.admin.forms import Confirmation, TokenForm
from survey.web.forms import tidied
from survey.words import N_

# In a list; a form says more.
SCOPES = {"indices": N_("chỉ số"), "reports": N_("số liệu từng đơn vị")}


@bp.get("/ma-truy-cap")
def list_tokens() -> ResponseReturnValue:
    """Show every token, those that open something first."""
    today = here.today()
    with here.database().reading() as db:
        found = tokens.all_tokens(db)
        bodies = agencies.by_ids(db, [one.agency for one in found if one.agency], today)
    return render_template(
        "admin/tokens.html",
        tokens=sorted(found, key=lambda one: not one.opens_on(today)),
        bodies=bodies,
        scopes=SCOPES,
        section="tokens",
    )


@bp.route("/ma-truy-cap/them", methods=["GET", "POST"])
def add_token() -> ResponseReturnValue:
    """Ask for a name and what the token opens; show it on the very next page and never again."""
    form = TokenForm()
    form.offer()
    if form.validate_on_submit():
        try:
            with here.database().writing() as db:
                made, words = _add(db, form)
                note(db, "token.add", made.name, " ".join(made.scopes))
        except UnknownAgency as refusal:
            form.blame("agency", here.refusal(refusal))
        except BadToken as refusal:
            form.blame(refusal.field, here.refusal(refusal))
        else:
            address = here.settings().public_url + url_for("api.rounds")
            return render_template(
                "admin/token_made.html",
                token=made,
                words=words,
                example=f'curl -H "Authorization: Bearer {words}" {address}',
                section="tokens",
            )
    page = render_template("admin/token_form.html", form=form, section="tokens")
    return page, 422 if form.is_submitted() else 200


@bp.route("/ma-truy-cap/<int:id_>/thu-hoi", methods=["GET", "POST"])
def revoke_token(id_: int) -> ResponseReturnValue:
    """Ask once more, then let the token open nothing."""
    with here.database().reading() as db:
        found = tokens.by_id(db, id_)
    if found is None or found.revoked is not None:
        abort(404)
    form = Confirmation()
    if not form.is_submitted():
        return render_template("admin/token_revoke.html", form=form, token=found, section="tokens")
    with here.database().writing() as db:
        tokens.revoke(db, found.name, day=here.today(), person=gate.person().name)
        note(db, "token.revoke", found.name)
    tell(N_("Đã thu hồi mã truy cập %(name)s."), name=found.name)
    return redirect(url_for("admin.list_tokens"), 303)


def _add(db: Connection, form: TokenForm) -> tuple[Token, str]:
    code, today = tidied(form.agency.data), here.today()
    body = agencies.need(db, code, today) if code else None
    return tokens.add(
        db,
        name=tidied(form.name.data),
        scopes=form.scopes.data,
        agency_id=body.id if body else None,
        last=form.last.data,
        today=today,
    )
