"""Addresses that no poster prints: each has a page, none has an effect."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote, unquote_to_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from survey.ledger import draw_code, read_code
from survey.store import desks
from tests import scene
from tests.attack.ground import FORM, Ground, is_clear
from tests.citizens import Citizen

# What is settled before any database is asked need not be tried on both.
ON_ONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
SPELLINGS = (
    "000001",
    "xin-chao",
    "%00",
    "JSK469%00",
    "..%2F..%2Fetc%2Fpasswd",
    "../../quan-tri",
    "%2e%2e%2f",
    "%FF%FE",
    "%ED%A0%80",
    "%C0%AF",
    "%",
    "%zz",
    "%25%30%30",
    "%0d%0aSet-Cookie:%20a=b",
    "%F0%9F%98%80",
    "%E2%80%AE946KSJ",
    "%CC%81" * 200,
    "A" * 1900,
    "%EF%B7%BA" * 200,
    "'%20OR%201=1--",
    "{{7*7}}",
    "${7*7}",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%20",
    ".",
    "-",
    "_",
    ";",
)


def fetched(
    ground: Ground, path: str, method: str = "GET", query: str = "", **headers: str
) -> TestResponse:
    """Ask for the very bytes of a path, which a browser would tidy first."""
    builder = EnvironBuilder(method=method, headers=list(headers.items()))
    environ = builder.get_environ()
    environ["PATH_INFO"] = unquote_to_bytes(path).decode("latin-1")
    environ["REQUEST_URI"] = environ["RAW_URI"] = path + (f"?{query}" if query else "")
    environ["QUERY_STRING"] = query
    body, status, answered = run_wsgi_app(ground.app, environ, buffered=True)
    return TestResponse(body, status, answered, request=builder.get_request())


def test_a_code_that_is_none_leads_to_a_page_that_says_so(ground: Ground) -> None:
    browser = ground.app.test_client()
    with ground.unharmed():
        for spelling in SPELLINGS:
            answer = fetched(ground, f"/p/{spelling}")
            is_clear(answer, 404, *([200] if spelling == "../../quan-tri" else []))
            assert "<script>" not in answer.text
            for path, query in (
                (f"/P/{spelling}", ""),
                (f"/p/{spelling}/da-nhan", ""),
                ("/p", f"code={spelling}"),
                ("/kiem-tra", f"ma={spelling}"),
            ):
                answer = fetched(ground, path, query=query)
                assert answer.status_code in {200, 303, 404}, (path, answer.status)
                assert answer.headers.get("Location", "/p/").startswith("/p/")
                assert "<script>" not in answer.text
            where = f"/p/{quote(spelling, safe='')}?gui"
            is_clear(browser.post(where, data="q24=1", content_type=FORM), 404)
        is_clear(fetched(ground, "/kiem-tra", query="ma=%00%E2%80%AE%1b"), 200)


def test_every_way_of_typing_a_code_leads_to_its_form(ground: Ground) -> None:
    code = ground.poster
    for typed in (
        code.lower(),
        f"{code[:3]}-{code[3:]}",
        f" {code[:3]} {code[3:]} ",
        "".join(chr(ord(sign) + 0xFEE0) for sign in code),
        unicodedata.normalize("NFD", code),
        "\u200b".join(code),
        code.replace("0", "o").replace("1", "l"),
    ):
        for path in (f"/p/{quote(typed)}", f"/P/{quote(typed)}"):
            answer = fetched(ground, path)
            assert answer.status_code == 200, typed
            assert f'action="/p/{code}?gui"' in answer.text


@ON_ONE
def test_one_wrong_sign_never_opens_another_desk(ground: Ground) -> None:
    live = {desk.poster_code for desk in ground.desks}
    for at in range(6):
        for sign in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            typed = ground.poster[:at] + sign + ground.poster[at + 1 :]
            if typed != ground.poster:
                assert read_code(typed) not in live
    is_clear(fetched(ground, "/p/" + draw_code(b"another code")), 404)


def test_a_replaced_poster_is_gone_in_every_spelling(ground: Ground) -> None:
    with ground.database.writing() as db:
        desks.replace_poster(db, ground.desks[0].id, scene.TODAY)
    old = ground.poster
    with ground.unharmed():
        for typed in (old, old.lower(), f"{old[:3]}-{old[3:]}"):
            is_clear(fetched(ground, f"/p/{typed}"), 410)
            answer = ground.app.test_client().post(
                f"/p/{typed}?gui", data="q24=1", content_type=FORM
            )
            is_clear(answer, 410)


@given(typed=st.text(max_size=60), mark=st.sampled_from(["/p/{}", "/p/{}/da-nhan", "/{}"]))
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@ON_ONE
def test_no_text_in_an_address_breaks_a_page(ground: Ground, typed: str, mark: str) -> None:
    spelled = quote(typed.encode("utf-8", "surrogatepass"), safe="")
    for answer in (
        fetched(ground, mark.format(spelled)),
        fetched(ground, "/kiem-tra", query=f"ma={spelled}&lang={spelled}"),
        fetched(ground, "/p", query=f"code={spelled}"),
    ):
        assert answer.status_code < 500
        assert "Set-Cookie" not in answer.headers


@ON_ONE
def test_a_method_that_is_none_of_ours_does_nothing(ground: Ground) -> None:
    with ground.unharmed():
        for path in ("/", f"/p/{ground.poster}", "/kiem-tra", "/p"):
            for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "XIN"):
                is_clear(fetched(ground, path, method), 405)
        for path in ("/", "/kiem-tra"):
            is_clear(fetched(ground, path, "POST"), 405)
        is_clear(fetched(ground, "/che"), 405)


@ON_ONE
def test_head_and_options_say_no_more_than_get(ground: Ground) -> None:
    with ground.unharmed():
        for path in ("/", f"/p/{ground.poster}", "/kiem-tra", "/p/000000", "/khong-co"):
            head, options = fetched(ground, path, "HEAD"), fetched(ground, path, "OPTIONS")
            assert head.status_code == fetched(ground, path).status_code
            assert head.data == b""
            assert options.status_code in {200, 404}
            for answer in (head, options):
                assert "Set-Cookie" not in answer.headers
                assert "Access-Control-Allow-Origin" not in answer.headers


HOSTS = ("example.org", "example.org:80", "127.0.0.1@example.org", "a b", "<script>", "", "[::1")


@ON_ONE
@pytest.mark.parametrize("host", HOSTS)
def test_a_foreign_host_is_led_nowhere(ground: Ground, host: str) -> None:
    paths = (
        "/", f"/p/{ground.poster}", f"//p//{ground.poster}", f"/p//{ground.poster}",
        f"/p/{ground.poster}/", "//example.org/p", "/quan-tri", "/quan-tri//dot", "/kiem-tra/",
        f"/p?code={ground.poster}",
    )  # fmt: skip
    for path in paths:
        path, _, query = path.partition("?")
        answer = fetched(ground, path, query=query, Host=host)
        assert answer.status_code < 500, path
        goal = answer.headers.get("Location", "/")
        assert goal.startswith("/"), (path, goal)
        assert not goal.startswith("//"), (path, goal)
        assert "example.org" not in answer.text.replace("feedback", ""), path
    citizen = ground.citizen()
    sent = ground.app.test_client().post(
        citizen.action,
        data={**{n: v[0] for n, v in citizen.fields.items()}, "q24": "3"},
        headers={"Host": host or "x", "X-Forwarded-Host": "example.org"},
    )
    if sent.status_code == 303:
        assert sent.location.startswith("/p/")


INJECTED = (
    "vi%0d%0aSet-Cookie:%20a=b",
    "en%0d%0a%0d%0a<script>",
    "en%00",
    "../en",
    "EN",
    "",
    "x" * 1500,
)


def test_nothing_in_an_address_becomes_a_header(ground: Ground) -> None:
    with ground.unharmed():
        for value in INJECTED:
            for path, query in (
                (f"/p/{ground.poster}", f"lang={value}"),
                ("/kiem-tra", f"ma={value}&lang={value}"),
                ("/p", f"code={ground.poster}&lang={value}"),
                (f"/p/{ground.poster}/da-nhan", f"ma={value}&che={value}&lang={value}"),
                ("/", f"lang={value}&lang=en&{value}={value}"),
            ):
                answer = fetched(ground, path, query=query)
                assert answer.status_code < 500
                assert "Set-Cookie" not in answer.headers
                assert not any(set(each) & set("\r\n") for _, each in answer.headers)


def test_what_a_receipts_address_says_is_not_believed(ground: Ground) -> None:
    citizen = ground.citizen()
    citizen.ticks(q24=1).sends()
    receipt = citizen.receipt
    other = Citizen(ground.app)
    for query in ("", "?ma=", "?ma=0000-0000-0000-0000-0", "?ma=x", "?che=999"):
        other.opens(f"/p/{ground.poster}/da-nhan{query}")
        other.reads_nothing_of("Đã nhận phiếu. Cảm ơn")
    for hidden in ("<b>", "-1", "1e9", "99999", "１"):
        other.opens(f"/p/{ground.poster}/da-nhan?ma={receipt}&che={quote(hidden)}")
        other.reads_nothing_of("đã được che", "<b>")


@ON_ONE
def test_no_page_of_a_citizen_reads_or_sets_a_cookie(ground: Ground) -> None:
    cookies = "lang=en; staff=x; form=eyJhIjoxfQ.aaaa.bbbb; __Host-staff=x; session=x"
    citizen = ground.citizen().ticks(q24=4)
    for rule in ground.app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in {"citizen", "public", "health", "static"}:
            continue
        path = rule.rule.replace("<code>", ground.poster).replace("<path:filename>", "staff.css")
        path = path.replace("<int:no>", "1")
        for method in sorted(rule.methods or ()):
            answer = fetched(ground, path, method, Cookie=cookies)
            assert "Set-Cookie" not in answer.headers, path
            assert "Cookie" not in answer.headers.get("Vary", ""), path
            if answer.mimetype == "text/html" and answer.data:
                assert '<html lang="vi"' in answer.text, path
    for status in (303, 303, 409, 422):
        fields = citizen.fields | {409: {"q24": ["1"]}, 422: {"_token": ["x"]}}.get(status, {})
        answer = ground.app.test_client(use_cookies=False).post(
            citizen.action, data=fields, headers={"Cookie": cookies}
        )
        assert answer.status_code == status
        assert "Set-Cookie" not in answer.headers
