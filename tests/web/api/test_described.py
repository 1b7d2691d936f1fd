"""The description of the interface is what the code answers, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from flask import Flask
from schemathesis import engine as search
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events

from survey.report import COLUMNS
from tests.web.api.system import System

ON_ONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
THERE = {"round": "2026", "code": "TP"}


@pytest.mark.parametrize(
    ("engine", "places"),
    # Codes of nothing go to PostgreSQL, which holds no NUL in a text.
    [("sqlite", THERE), ("postgresql", {})],
    ids=["there", "anything"],
    indirect=["engine"],
)
def test_every_answer_is_as_described(system: System, places: dict[str, str]) -> None:
    description = schemathesis.openapi.from_wsgi(
        "/api/openapi.json",
        system.app,
        config=SchemathesisConfig.from_dict(
            {
                "seed": 1,
                "headers": {"Authorization": f"Bearer {system.words}"},
                "parameters": places,
                "generation": {"max-examples": 10, "deterministic": True, "database": "none"},
                "phases": {"stateful": {"enabled": False}},
                # This one asks without a token by a way that a test client does not have.
                "checks": {"ignored_auth": {"enabled": False}},
            }
        ),
    )
    description.validate()
    asked, faults = 0, []
    for event in search.from_schema(description).execute():
        if isinstance(event, events.ScenarioFinished):
            asked += len(event.recorder.cases)
            faults += list(_faults(event))
        elif isinstance(event, events.NonFatalError | events.FatalError):
            faults.append(repr(event))
    assert faults == []
    assert asked > 300


@ON_ONE
def test_every_address_is_described_and_no_other(system: System) -> None:
    document = system.asks("/openapi.json").json
    assert document
    served = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in system.app.url_map.iter_rules()
        if rule.rule.startswith("/api")
    }
    assert set(document["paths"]) == served
    assert document["openapi"] == "3.1.0"
    assert tuple(document["components"]["schemas"]["Index"]["properties"]) == COLUMNS


@ON_ONE
def test_the_description_is_open_and_speaks_two_languages(app: Flask) -> None:
    answer = app.test_client().get("/api/openapi.json")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["info"]["title"] == "Dữ liệu khảo sát sự hài lòng · Satisfaction survey data"


def _faults(event: events.ScenarioFinished) -> Iterator[str]:
    for id_, checks in event.recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                case = event.recorder.cases[id_].value
                yield f"{check.name}: {case.as_curl_command()}\n{check.failure_info.failure}"
