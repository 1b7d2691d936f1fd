"""How a program is told what went wrong (RFC 9457)."""

from __future__ import annotations

import pytest
from flask import Flask

from survey.store.connection import Busy
from survey.web.api import figures
from tests.web.api.system import System

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
ROWS = "/v1/rounds/2026/indices"


@pytest.mark.parametrize(
    ("query", "parameter", "said"),
    [
        ("level=tinh", "level", "phải là một trong: all, overall, part, factor, criterion"),
        ("channel=bo-cau", "channel", "chưa đúng dạng"),
        ("channel=all,poster", "channel", "chưa đúng dạng"),
        ("format=xlsx", "format", "phải là một trong: json, csv"),
        ("agency=%00", "agency", "chưa đúng dạng"),
        ("limit=0", "limit", "số nguyên từ 1 đến 10000"),
        ("limit=٣", "limit", "số nguyên từ 1 đến 10000"),
        ("offset=-1", "offset", "số nguyên từ 0"),
        ("offset=", "offset", "số nguyên từ 0"),
        ("lang=fr", "lang", "phải là một trong: vi, en"),
        ("agnecy=TP", "agnecy", "Không có tham số “agnecy”"),
        ("level=part&level=factor", "level", "chỉ được ghi một lần"),
    ],
)
def test_a_wrong_parameter_is_named(system: System, query: str, parameter: str, said: str) -> None:
    problem = system.asks(f"{ROWS}?{query}", 400).json
    assert problem
    assert problem["parameter"] == parameter
    assert said in problem["detail"]
    assert problem["title"] == "Tham số chưa đúng"
    assert problem["instance"] == f"/api{ROWS}"
    assert problem["type"] == (
        "http://127.0.0.1:8000/api/openapi.json#/components/responses/BadParameter"
    )


def test_each_kind_of_problem_stands_in_the_description(system: System) -> None:
    document = system.asks("/openapi.json").json
    assert document
    for path, status in (("/v1/rounds/2031", 404), (f"{ROWS}?x=1", 400), ("/v2", 404)):
        problem = system.asks(path, status).json
        assert problem
        name = problem["type"].rpartition("/")[2]
        assert name in document["components"]["responses"]


def test_a_problem_is_told_in_the_language_of_the_address(system: System) -> None:
    problem = system.asks("/v1/rounds/2031?lang=en", 404)
    assert problem.json
    assert problem.json["detail"] == "There is no round with code “2031”."
    assert problem.headers["Content-Language"] == "en"
    assert problem.headers["Cache-Control"] == "no-store"


def test_there_is_nothing_to_write_to(app: Flask, system: System) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = app.test_client().open(
            f"/api{ROWS}", method=method, headers={"Authorization": f"Bearer {system.words}"}
        )
        assert answer.status_code == 405, method
        assert answer.mimetype == "application/problem+json"
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_a_busy_database_asks_to_come_back(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise Busy

    monkeypatch.setattr(figures, "need", busy)
    assert system.asks(ROWS, 503).headers["Retry-After"]
