"""Accounts of staff: adding, another password, closing."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey import passwords
from survey.passwords import BadPassword
from survey.store import accounts, agencies
from survey.store.accounts import Account, BadAccount, OfNoBody
from survey.store.agencies import UnknownAgency
from survey.store.connection import Connection
from survey.web import gate, here
from survey.web.admin.door import bp, note, tell
from survey.web.admin.forms import ROLES, AccountForm, Confirmation, PasswordForm
from survey.web.forms import tidied
from survey.words import N_


@bp.get("/tai-khoan")
def list_accounts() -> ResponseReturnValue:
    """Show every account, the open ones first."""
    with here.database().reading() as db:
        found = accounts.all_accounts(db)
        bodies = agencies.by_ids(db, [one.agency for one in found if one.agency], here.today())
    return render_template(
        "admin/accounts.html",
        accounts=sorted(found, key=lambda one: one.closed is not None),
        bodies=bodies,
        roles=dict(ROLES),
        me=gate.person().id,
        section="accounts",
    )


@bp.route("/tai-khoan/them", methods=["GET", "POST"])
def add_account() -> ResponseReturnValue:
    """Ask for a name, a role and a first password."""
    form = AccountForm()
    form.offer()
    if form.validate_on_submit():
        try:
            # Hashing takes a while: not inside a transaction.
            hashed = passwords.hash_new(form.password.data)
            with here.database().writing() as db:
                made = _add(db, form, hashed)
                note(db, "account.add", made.name, made.role)
        except BadPassword as refusal:
            form.blame("password", here.refusal(refusal))
        except UnknownAgency as refusal:
            form.blame("agency", here.refusal(refusal))
        except OfNoBody as refusal:
            form.blame("agency", here.refusal(refusal))
        except BadAccount as refusal:
            form.blame("name" if form.agency.data else "", here.refusal(refusal))
        else:
            tell(N_("Đã thêm tài khoản %(name)s."), name=made.name)
            return redirect(url_for("admin.list_accounts"), 303)
    page = render_template("admin/account_form.html", form=form, section="accounts")
    return page, 422 if form.is_submitted() else 200


@bp.route("/tai-khoan/<int:id_>/mat-khau", methods=["GET", "POST"])
def new_password(id_: int) -> ResponseReturnValue:
    """Ask for another password; the browsers that were signed in are signed out."""
    found, form = _account(id_), PasswordForm()
    if form.validate_on_submit():
        try:
            hashed = passwords.hash_new(form.password.data)
        except BadPassword as refusal:
            form.blame("password", here.refusal(refusal))
        else:
            with here.database().writing() as db:
                accounts.set_password(db, id_, hashed)
                note(db, "account.password", found.name)
            tell(N_("Đã đặt mật khẩu mới cho %(name)s."), name=found.name)
            return redirect(url_for("admin.list_accounts"), 303)
    page = render_template("admin/password_form.html", form=form, account=found, section="accounts")
    return page, 422 if form.is_submitted() else 200


@bp.route("/tai-khoan/<int:id_>/dong", methods=["GET", "POST"])
def close_account(id_: int) -> ResponseReturnValue:
    """Ask once more, then close the account and sign its browsers out."""
    found, form = _account(id_), Confirmation()
    if found.id == gate.person().id:
        # Else the last administrator could lock everybody out.
        abort(409)
    if not form.is_submitted():
        return render_template(
            "admin/account_close.html", form=form, account=found, section="accounts"
        )
    with here.database().writing() as db:
        accounts.close(db, id_, here.today())
        note(db, "account.close", found.name)
    tell(N_("Đã đóng tài khoản %(name)s."), name=found.name)
    return redirect(url_for("admin.list_accounts"), 303)


def _account(id_: int) -> Account:
    with here.database().reading() as db:
        found = next((one for one in accounts.all_accounts(db) if one.id == id_), None)
    return abort(404) if found is None or found.closed else found


def _add(db: Connection, form: AccountForm, hashed: str) -> Account:
    code = tidied(form.agency.data)
    body = agencies.need(db, code, here.today()) if code else None
    return accounts.add(
        db,
        name=tidied(form.name.data),
        password_hash=hashed,
        role=form.role.data,
        agency_id=body.id if body else None,
        today=here.today(),
    )
