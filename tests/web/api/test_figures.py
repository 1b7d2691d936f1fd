"""The figures that another system reads: those of the files and pages, and no others."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from flask import Flask
from werkzeug.http import parse_options_header

from survey import export, report, store
from survey.report import COLUMNS, LEVELS
from survey.store.rounds import Round
from survey.web import here
from tests.report.fields import finished
from tests.report.scene import answered, opened, people
from tests.web.api.system import System

ON_ONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
ROWS = "/v1/rounds/2026/indices"


def test_the_rows_are_the_bytes_of_the_files(system: System, province: Round) -> None:
    with here.place(system.app).database.reading() as db:
        files = {form: export.indices(db, province, form) for form in ("csv", "json")}
    assert system.asks(ROWS).data == files["json"]
    assert system.asks(f"{ROWS}?level=&agency=&channel=&format=").data == files["json"]
    table = system.asks(f"{ROWS}?format=csv")
    assert table.data == files["csv"]
    assert table.content_type == "text/csv; charset=utf-8"


@ON_ONE
def test_a_level_or_body_is_told_as_it_is_among_all(system: System) -> None:
    every = system.asks(ROWS).json or []
    for level in LEVELS:
        some = system.asks(f"{ROWS}?level={level}").json
        assert some == [row for row in every if row["level"] == level]
    for agency in ("TN", "TP"):
        some = system.asks(f"{ROWS}?agency={agency}").json
        assert some == [row for row in every if row["agency"] == agency]
    few = [row for row in every if row["agency"] == "TN"]
    assert {(row["hidden"], row["percent"], row["satisfied"]) for row in few} == {
        ("few", None, None)
    }


@ON_ONE
def test_channels_hide_what_could_be_subtracted(app: Flask, system: System) -> None:
    with here.place(app).database.writing() as db:
        this = store.rounds.need(db, "2026")
        answered(db, this, "XD", people(2, 1), channel="paper")
        report.freeze(db, this, day=date(2026, 11, 23), person="x", everything=True)
        shown = report.index_rows(db, this, source="frozen", channel="poster", agency="XD")
    rows = system.asks(f"{ROWS}?agency=XD&channel=poster").json
    assert [row["hidden"] for row in rows or ()] == [row.hidden for row in shown]
    assert {row["hidden"] for row in rows or ()} == {"complement"}


@ON_ONE
def test_what_came_after_the_freeze_is_not_told(app: Flask, system: System) -> None:
    before = {path: system.asks(path).data for path in (ROWS, "/v1/rounds/2026/agencies/TP")}
    with here.place(app).database.writing() as db:
        answered(db, store.rounds.need(db, "2026"), "TP", people(0, 30))
    assert {path: system.asks(path).data for path in before} == before
    told = system.asks("/v1/rounds/2026").json
    assert told
    assert told["freeze"] == {"no": 1, "day": "2026-11-22", "since": 30}


@ON_ONE
def test_a_round_that_was_never_frozen_has_no_figures(app: Flask, system: System) -> None:
    with here.place(app).database.writing() as db:
        opened(db, "2027")
    told = system.asks("/v1/rounds/2027").json
    assert told
    assert told["freeze"] is None
    for path in ("indices", "agencies", "agencies/TP"):
        problem = system.asks(f"/v1/rounds/2027/{path}", 404).json
        assert problem
        assert "chưa chốt số liệu" in problem["detail"]


def test_a_list_is_read_by_pages(system: System) -> None:
    whole = system.asks(ROWS)
    rows, path = whole.json or [], f"{ROWS}?limit=40"
    read: list[object] = []
    assert "Link" not in whole.headers
    while path:
        answer = system.asks(path)
        assert answer.headers["Total-Count"] == str(len(rows))
        assert len(answer.json or ()) <= 40
        read += answer.json or []
        path = _links(answer.headers["Link"]).get("next", "").removeprefix("/api")
    assert read == rows
    tail = system.asks(f"{ROWS}?limit=2&offset=3&format=csv")
    assert next(iter(csv.DictReader(io.StringIO(tail.text))))["id"] == rows[3]["id"]
    links = _links(tail.headers["Link"])
    assert links["prev"] == f"/api{ROWS}?limit=2&offset=1&format=csv"
    assert links["last"].endswith(f"offset={(len(rows) - 1) // 2 * 2}&format=csv")
    beyond = system.asks(f"{ROWS}?limit=2&offset=100000")
    assert beyond.json == []
    assert [body["code"] for body in system.asks("/v1/agencies?limit=1&offset=1").json or ()] == [
        "TN"
    ]


def test_a_report_says_what_the_page_of_a_body_shows(system: System) -> None:
    told = system.asks("/v1/rounds/2026/agencies/TP").json
    assert told
    assert tuple(told["overall"]) == COLUMNS
    assert told["agency"] == {
        "code": "TP",
        "name": "Sở Tư pháp",
        "kind": "Sở, ban, ngành",
        "responses": 50,
    }
    assert (told["freeze_no"], told["freeze_day"], told["before"]) == (1, "2026-11-22", "Năm 2025")
    assert told["overall"]["percent"] == 94.0
    assert [row["level"] for row in told["parts"] + told["factors"]] == ["part"] + ["factor"] * 5
    assert {tuple(one["levels"]) for one in told["criteria"]} == {(0, 3, 0, 0, 47)}
    assert [(desk["code"], desk["responses"], desk["percent"]) for desk in told["desks"]] == [
        ("1", 40, 95.0),
        ("2", 10, 90.0),
    ]
    (kind,) = [one for one in told["kind"] if one["level"] == "overall"]
    # Without the three people of the body under it, whose figure would else be told.
    assert kind["percent"] == 85.56


@ON_ONE
def test_of_a_body_with_few_sheets_nothing_is_told(system: System) -> None:
    told = system.asks("/v1/rounds/2026/agencies/TN").json
    assert told
    assert told["kind"] == []
    assert {one["levels"] for one in told["criteria"]} == {None}
    assert {one["skipped"] for one in told["criteria"]} == {None}
    assert told["overall"]["hidden"] == "few"


def test_what_is_unchanged_is_not_sent_again(app: Flask, system: System) -> None:
    paths = (
        ROWS,
        f"{ROWS}?format=csv",
        "/v1/rounds/2026/agencies/TP",
        "/v1/rounds",
        "/v1/agencies",
    )
    tags = {}
    for path in paths:
        answer = system.asks(path)
        tags[path] = answer.headers["ETag"]
        assert not tags[path].startswith("W/")
        assert answer.headers["Cache-Control"] == "private, no-cache"
        again = system.asks(path, 304, **{"If-None-Match": tags[path]})
        assert again.data == b""
        assert again.headers["ETag"] == tags[path]
        assert system.asks(f"{path}{'&' if '?' in path else '?'}lang=en").data
    assert len(set(tags.values())) == len(paths)
    assert system.asks(ROWS).headers["Last-Modified"] == "Sat, 21 Nov 2026 17:00:00 GMT"
    # Days are too coarse: a second freeze of the day must not look unchanged.
    system.asks(ROWS, 200, **{"If-Modified-Since": "Tue, 01 Dec 2026 00:00:00 GMT"})
    with here.place(app).database.writing() as db:
        this = store.rounds.need(db, "2026")
        answered(db, this, "TP", people(10, 20))
        report.freeze(db, this, day=date(2026, 11, 22), person="x", everything=True)
    system.asks(ROWS, 200, **{"If-None-Match": tags[ROWS]})


@ON_ONE
def test_a_new_name_moves_the_tag_without_a_freeze(app: Flask, system: System) -> None:
    old = system.asks(ROWS)
    with here.place(app).database.writing() as db:
        today = here.place(app).now().date()
        body = store.agencies.need(db, "TP", today)
        name = "Sở Tư pháp tỉnh"
        store.agencies.change(db, body.id, name=name, kind=body.kind, parent="", today=today)
    new = system.asks(ROWS, 200, **{"If-None-Match": old.headers["ETag"]})
    assert "Sở Tư pháp tỉnh" in new.text


@ON_ONE
def test_another_scope_has_another_tag(app: Flask, system: System) -> None:
    own = System(app, name="so-tu-phap", agency="TP")
    assert own.asks(ROWS).headers["ETag"] != system.asks(ROWS).headers["ETag"]


@ON_ONE
def test_the_address_says_the_language(system: System) -> None:
    vietnamese, english = system.asks(ROWS), system.asks(f"{ROWS}?lang=en")
    assert vietnamese.headers["Content-Language"] == "vi"
    assert english.headers["Content-Language"] == "en"
    assert (vietnamese.json or [])[0]["name"] == "Chỉ số chung"
    assert (english.json or [])[0]["name"] != "Chỉ số chung"
    liked = system.asks(ROWS, 200, **{"Accept-Language": "en"})
    assert liked.data == vietnamese.data


def _links(header: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for link in header.split(", "):
        address, options = parse_options_header(link)
        found[options["rel"]] = address.strip("<>")
    return found


@ON_ONE
def test_weighted_figures_are_the_bytes_of_their_file(app: Flask, system: System) -> None:
    path = "/v1/rounds/2026/weighted"
    before = system.asks(path)
    assert {row["weighted_note"] for row in before.json or ()} == {"open"}
    with here.place(app).database.writing() as db:
        this = store.rounds.need(db, "2026")
        finished(db, "TP 900", "XD 90")
        report.close(db, this, day=date(2026, 11, 24), person="x")
        this = store.rounds.need(db, "2026")
        files = {form: b"".join(export.weighted(db, this, form)) for form in ("csv", "json")}
        finished(db, "TP 1")
    after = system.asks(path)
    assert after.data == files["json"]
    assert system.asks(f"{path}?format=csv").data == files["csv"]
    assert after.headers["ETag"] != before.headers["ETag"]
    one = system.asks(f"{path}?agency=XD&level=overall").json
    assert [(row["finished"], row["dossiers_day"]) for row in one or ()] == [(90, "2026-11-24")]
    assert system.asks(f"{path}?agency=XD&limit=2&format=csv&offset=99").text.startswith(
        "\ufeffround,"
    )
    system.asks(f"{path}?channel=poster", 400)
    system.asks(f"{path}?agency=X9", 404)
