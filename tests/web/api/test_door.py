"""Who is let in with a token, and to what."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from survey import store
from survey.store.rounds import Round
from survey.web import here
from tests.people import Clock
from tests.web.api.system import System

ON_ONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
ROWS = "/v1/rounds/2026/indices"
REPORT = "/v1/rounds/2026/agencies/TP"


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, None),
        ({"Authorization": "Basic YTpi"}, None),
        ({"Authorization": "Bearer "}, None),
        ({"Authorization": "Bearer survey_khong-co"}, "invalid_token"),
        ({"Authorization": "Bearer Đ\x01"}, "invalid_token"),
    ],
)
@ON_ONE
def test_nobody_gets_in_without_a_token(
    system: System, sent: dict[str, str], error: str | None
) -> None:
    for rule in system.app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1"):
            path = rule.build(dict.fromkeys(rule.arguments, "2026"))
            assert path is not None
            headers = {name: words.encode().decode("latin-1") for name, words in sent.items()}
            answer = system.app.test_client().get(path[1], headers=headers)
            assert answer.status_code == 401, path
            assert answer.mimetype == "application/problem+json"
            said = answer.headers["WWW-Authenticate"]
            assert said.startswith('Bearer realm="survey"')
            assert ("error=" in said) is (error is not None)


@ON_ONE
def test_a_token_in_the_address_opens_nothing(system: System) -> None:
    path = f"/api/v1/rounds?access_token={system.words}"
    assert system.app.test_client().get(path).status_code == 401


@ON_ONE
def test_a_token_opens_what_its_scope_says(app: Flask, province: Round) -> None:
    rows = System(app, name="chi-so", scopes=("indices",))
    reports = System(app, name="don-vi", scopes=("reports",))
    for system in (rows, reports):
        for path in ("/v1/rounds", "/v1/rounds/2026", "/v1/agencies", "/v1/rounds/2026/agencies"):
            system.asks(path)
    rows.asks(ROWS)
    reports.asks(REPORT)
    refused = reports.asks(ROWS, 403)
    assert refused.headers["WWW-Authenticate"].endswith(
        'error="insufficient_scope", scope="indices"'
    )
    rows.asks(REPORT, 403)


def test_a_token_of_a_body_sees_that_body_and_those_under_it(app: Flask, province: Round) -> None:
    whole = System(app, name="tinh")
    own = System(app, name="so-tu-phap", agency="TP")
    rows, all_rows = own.asks(ROWS).json, whole.asks(ROWS).json
    assert rows
    assert rows == [row for row in all_rows or () if row["agency"] in {"TN", "TP"}]
    assert {row["of"] for row in rows if row["rank"]} == {2}, "ranked among all"
    assert [body["code"] for body in own.asks("/v1/agencies").json or ()] == ["TN", "TP"]
    assert [body["code"] for body in own.asks("/v1/rounds/2026/agencies").json or ()] == [
        "TN",
        "TP",
    ]
    own.asks(f"{ROWS}?agency=TN")
    own.asks("/v1/rounds/2026/agencies/TN")
    for path in (f"{ROWS}?agency=XD", "/v1/rounds/2026/agencies/XD"):
        there = own.asks(path, 404).json
        nowhere = own.asks(path.replace("XD", "ZZ"), 404).json
        assert there
        assert nowhere
        assert {**there, "instance": ""} == {
            **nowhere,
            "instance": "",
            "detail": nowhere["detail"].replace("ZZ", "XD"),
        }


@ON_ONE
def test_a_token_ends_with_its_last_day_or_when_it_is_revoked(
    app: Flask, province: Round, watch: Clock
) -> None:
    brief = System(app, name="ngan", last=date(2026, 11, 23))
    other = System(app, name="khac")
    brief.asks("/v1/rounds")
    watch.moves(days=1)
    brief.asks("/v1/rounds", 401)
    other.asks("/v1/rounds")
    with here.place(app).database.writing() as db:
        store.tokens.revoke(db, "khac", day=watch().date(), person="hoa")
    other.asks("/v1/rounds", 401)


@ON_ONE
def test_of_its_use_only_the_last_day_is_kept(system: System, watch: Clock) -> None:
    database = here.place(system.app).database
    for day in (23, 24):
        for _ in range(2):
            system.asks("/v1/rounds")
        with database.reading() as db:
            kept = store.tokens.by_name(db, system.name)
        assert kept is not None
        assert kept.used == date(2026, 11, day)
        watch.moves(days=1)
