"""Who is let in where: signing in and out, and the lock that every room of staff has."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect, validate_csrf
from werkzeug.exceptions import HTTPException
from wtforms import HiddenField, PasswordField, StringField, ValidationError

from survey import passwords
from survey.store import accounts, acts
from survey.store.accounts import Account
from survey.store.connection import Connection
from survey.web import here
from survey.web.tries import Tries
from survey.words import N_

SAFE = {"GET", "HEAD", "OPTIONS"}
HOME = {
    "desk": "/mot-cua",
    "analyst": "/tong-hop",
    "admin": "/quan-tri",
    "auditor": "/giam-sat",
}
WRONG = N_("Tên đăng nhập hoặc mật khẩu chưa đúng.")

bp = Blueprint("gate", __name__)
_csrf = CSRFProtect()


@dataclass(frozen=True, slots=True)
class _Door:
    """What the cookie of a signed-in browser is called, and the recent failures."""

    cookie: str
    secure: bool
    tries: Tries


class SignIn(FlaskForm):  # type: ignore[misc]
    """Name and password; where to go on, and what was being typed when time ran out."""

    name = StringField()
    password = PasswordField()
    onward = HiddenField()
    kept = HiddenField()


def guard(app: Flask, *, cookie: str, secure: bool) -> None:
    """Give the application its gate."""
    _csrf.init_app(app)
    app.context_processor(lambda: {"person": g.get("person")})
    app.extensions["gate"] = _Door(cookie, secure, Tries())


def only_for(*roles: str) -> Callable[[], ResponseReturnValue | None]:
    """Return a `before_request` check that lets in nobody but these roles.

    A form is only taken with the token of its page. Whoever is not signed in, or no longer,
    is asked to; what they were sending is kept.
    """

    def check() -> ResponseReturnValue | None:
        _readable()
        if (found := _signed_in()) is None:
            return _ask()
        if found.role not in roles:
            abort(403)
        if request.method not in SAFE:
            _csrf.protect()
        return None

    check.roles = roles  # type: ignore[attr-defined]
    return check


def person() -> Account:
    """Return who is signed in. Only behind a lock."""
    found: Account = g.person
    return found


def visitor() -> Account | None:
    """Return who is signed in, if anybody is."""
    return _signed_in() if here.is_staff_page() else None


@bp.before_request
def _token() -> None:
    _readable()
    if request.method not in SAFE:
        _csrf.protect()


@bp.get("/dang-nhap")
def sign_in() -> ResponseReturnValue:
    """Ask for name and password."""
    if (found := _signed_in()) is not None and found.role in HOME:
        return redirect(HOME[found.role])
    return _page(SignIn(data={"onward": request.args.get("tiep", "")}))


@bp.post("/dang-nhap")
def let_in() -> ResponseReturnValue:
    """Sign in whoever knows the password, and take them to where they were going."""
    form = SignIn()
    name, password = (form.name.data or "").strip(), form.password.data or ""
    tries, moment = _door().tries, here.now()
    tried = accounts.one_spelling(name)
    if tries.too_many(tried, moment):
        sentence = here.gettext(
            N_("Đã thử sai nhiều lần. Xin chờ %(minutes)s phút rồi thử lại."),
            minutes=tries.minutes,
        )
        answer = make_response(_page(form, sentence), 429)
        answer.headers["Retry-After"] = str(tries.minutes * 60)
        return answer
    with here.database().reading() as db:
        account = accounts.by_name(db, name)
    if account is not None and account.closed is not None:
        account = None
    # The password is looked at in any case: how long it takes must not tell which names exist.
    right = passwords.fits(account.password_hash if account else None, password)
    if account is None or not right or account.role not in HOME:
        tries.failed(tried, moment)
        if account is not None:
            with here.database().writing() as db:
                _note(db, account.name, "account.wrong_password")
        return _page(form, here.gettext(WRONG)), 422
    tries.succeeded(tried)
    key = secrets.token_urlsafe(32)
    with here.database().writing() as db:
        accounts.begin(db, account.id, _hashed(key), moment)
        _note(db, account.name, "account.sign_in")
    _fresh_token()
    g.person = account
    answer = _onward(account, form.onward.data or "", form.kept.data or "")
    door = _door()
    answer.set_cookie(door.cookie, key, secure=door.secure, httponly=True, samesite="Strict")
    return answer


@bp.post("/dang-xuat")
def sign_out() -> ResponseReturnValue:
    """Sign this browser out, here and in the database."""
    door = _door()
    if (found := _signed_in()) is not None:
        with here.database().writing() as db:
            accounts.end(db, _hashed(request.cookies[door.cookie]))
            _note(db, found.name, "account.sign_out")
    _fresh_token()
    g.person = None
    answer = make_response(redirect(url_for("gate.sign_in"), 303))
    answer.delete_cookie(door.cookie, secure=door.secure, httponly=True, samesite="Strict")
    return answer


def _door() -> _Door:
    door: _Door = current_app.extensions["gate"]
    return door


def _hashed(key: str) -> bytes:
    """Return what the database holds of a cookie: a stolen copy of it lets nobody in."""
    return hashlib.sha256(key.encode()).digest()


def _signed_in() -> Account | None:
    """Return whose browser this is, if it is signed in and was here not long ago."""
    if "person" in g:
        return g.person  # type: ignore[no-any-return]
    g.person = None
    if key := request.cookies.get(_door().cookie):
        moment, hashed = here.now(), _hashed(key)
        with here.database().reading() as db:
            g.person = accounts.find(db, hashed, moment)
            due = g.person is not None and accounts.is_due(db, hashed, moment)
        if due:
            with here.database().writing() as db:
                accounts.seen(db, hashed, moment)
    return g.person  # type: ignore[no-any-return]


def _ask() -> ResponseReturnValue:
    """Ask to sign in; a form that came too late is carried along, if it was a page of ours."""
    if request.method in SAFE:
        return redirect(url_for("gate.sign_in", tiep=request.full_path.rstrip("?")))
    came = request.form.items(multi=True) if _is_ours() else ()
    sent = [
        (name, value) for name, value in came if name != "csrf_token" and "password" not in name
    ]
    form = SignIn(
        formdata=None, data={"onward": request.full_path.rstrip("?"), "kept": urlencode(sent)}
    )
    late = N_("Đã hết thời gian đăng nhập. Xin đăng nhập lại; những gì đang nhập vẫn còn.")
    return _page(form, here.gettext(late)), 401


def _is_ours() -> bool:
    """True if the form bears this browser's token. A form of another site comes without the
    cookies of staff, as if time had run out: carried along, it would need but one more press."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def _readable() -> None:
    """Refuse what no keyboard types and PostgreSQL cannot hold in a text."""
    safe = request.method in SAFE
    try:
        sent = request.args if safe else request.form
    except HTTPException:
        raise
    except Exception:  # a cut line, chunks that are none: each server has its own errors for it
        abort(400)
    if any("\x00" in words for words in (request.path, *sent.values())):
        abort(404 if safe else 400)


def _page(form: SignIn, fault: str | None = None) -> str:
    return render_template("gate/sign_in.html", form=form, fault=fault)


def _onward(account: Account, onward: str, kept: str) -> Response:
    """Go on to where they were going, or with what they were sending."""
    home = HOME[account.role]
    path = onward.partition("?")[0]
    inside = onward.isprintable() and (path == home or path.startswith(f"{home}/"))
    if inside and kept:
        fields = parse_qsl(kept, keep_blank_values=True)
        return make_response(render_template("gate/go_on.html", action=onward, fields=fields))
    return make_response(redirect(onward if inside else home, 303))


def _fresh_token() -> None:
    """Forget the token of the pages before; what was open before signing in or out is void."""
    session.clear()
    g.pop("csrf_token", None)


def _note(db: Connection, name: str, what: str) -> None:
    acts.note(db, at=here.now(), person=name, what=what, subject=name)
