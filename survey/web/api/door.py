"""The lock of the interface: a token for each request, no cookie and no session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, g, request

from survey import store
from survey.store.tokens import SCOPES, Token
from survey.web import here
from survey.web.api import problems
from survey.web.api.described import ROUTES, BadParameter, Route, is_meant
from survey.web.api.problems import Trouble
from survey.words import N_

bp = Blueprint("api", __name__, url_prefix="/api")
_REALM = 'Bearer realm="survey"'

View = Callable[..., Response]


def serves(route: Route) -> Callable[[View], View]:
    """Let a view answer at the address of a route; it is handed what is asked, and the places."""

    def bound(view: View) -> View:
        ROUTES[route.name] = route

        def ask(**places: str) -> Response:
            if not is_meant(route, places):
                raise Trouble(404)
            return view(_asked(route), **places)

        bp.add_url_rule(
            route.path.removeprefix("/api").replace("{", "<").replace("}", ">"),
            endpoint=route.name,
            view_func=ask,
            methods=["GET"],
            provide_automatic_options=False,
        )
        return view

    return bound


def token() -> Token:
    """Return the token that was shown. Only where a route has scopes."""
    found: Token = g.token
    return found


@bp.before_request
def lock() -> None:
    """Let nobody in without a token that opens what is asked for."""
    route = ROUTES[(request.endpoint or "").removeprefix("api.")]
    if not route.scopes:
        return
    found = _shown()
    if not set(route.scopes) & set(found.scopes):
        wanted = " ".join(route.scopes)
        raise Trouble(
            403,
            headers=_challenge("insufficient_scope", f', scope="{wanted}"'),
        )
    g.token = found
    if found.used != here.today():
        with here.database().writing() as db:
            store.tokens.used(db, found.id, here.today())


# Who is let in, as the locks of staff say it: here it is what a token is for.
lock.roles = SCOPES  # type: ignore[attr-defined]

bp.register_error_handler(Trouble, problems.told)


def _shown() -> Token:
    scheme, _, words = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not words.strip():
        raise Trouble(401, headers={"WWW-Authenticate": _REALM})
    with here.database().reading() as db:
        found = store.tokens.find(db, words.strip(), here.today())
    if found is None:
        said = here.gettext(N_("Mã truy cập không có, đã bị thu hồi hoặc đã hết hạn."))
        raise Trouble(401, said, headers=_challenge("invalid_token"))
    return found


def _challenge(error: str, more: str = "") -> Mapping[str, str]:
    return {"WWW-Authenticate": f'{_REALM}, error="{error}"{more}'}


def _asked(route: Route) -> dict[str, Any]:
    try:
        return route.read(request.args)
    except BadParameter as refused:
        raise Trouble(400, here.refusal(refused), parameter=refused.parameter) from None
