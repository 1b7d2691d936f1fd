"""What two hundred people leave behind, in every file of the machine that serves them."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import DateTime, make_url, select

from survey.store.connection import Database, connect
from survey.store.tables import comment, metadata, response
from tests.attack.served import Served, form_on, served
from tests.cli.console import Console, rows_of

PEOPLE = 200
# Five times what chance does: Kendall's tau of two hundred numbers has a deviation of 0.048.
NOTHING_TO_SEE = 0.24
FORM = "application/x-www-form-urlencoded"


def everybody_answers(server: Served, poster: str, secret: str) -> list[bytes]:
    """Send one sheet after the other, each with marks of its own; return the ids in order."""
    ids, line = [], server.line()
    for number in range(PEOPLE):
        mark = f"{secret}{number:04d}"
        headers = {
            "User-Agent": f"Phone/{mark} (ua)",
            "Referer": f"https://example.org/{mark}",
            "X-Forwarded-For": f"2001:db8::{mark}",
            "X-Real-IP": mark,
            "Forwarded": f"for={mark}",
            "Accept-Language": f"{mark},hmn;q=0.5",
            "Cookie": f"sid={mark}; staff={mark}; form={mark}",
            "Accept-Encoding": "identity",
            "X-Request-Id": mark,
        }
        line.request("GET", f"/p/{poster}?utm_source={mark}", headers=headers)
        page = line.getresponse().read().decode()
        fields = form_on(page)
        fields |= {"q24": str(number % 5 + 1), "comment": f"Xin gọi 09{number:08d}. Lời {number}."}
        line.request("POST", f"/che?m={mark}", fields["comment"].encode(),
                     headers | {"Content-Type": "text/plain;charset=UTF-8"})  # fmt: skip
        assert line.getresponse().read() == f"Xin gọi [đã che]. Lời {number}.".encode()
        line.request("POST", f"/p/{poster}?gui&fbclid={mark}", urlencode(fields),
                     headers | {"Content-Type": FORM})  # fmt: skip
        answer = line.getresponse()
        answer.read()
        assert answer.status == 303, answer.status
        ids.append(bytes.fromhex(fields["_id"]))
        if number % 50 == 0:
            for path, body in ((f"/p/{mark}", ""), (f"/{mark}", ""), (f"/p/{poster}", f"{mark}=1")):
                line.request("POST" if body else "GET", path, body or None,
                             headers | {"Content-Type": FORM})  # fmt: skip
                line.getresponse().read()
    line.close()
    return ids


def files_of(database: Database, folder: Path) -> Iterable[tuple[Path, bytes]]:
    """Every file of the data's folder, and of PostgreSQL's where it is of this machine."""
    folders = [folder]
    if database.kind == "postgresql":
        with database.reading() as db:
            inside = Path(db.exec_driver_sql("SHOW data_directory").scalar_one())
        with database.outside() as db:
            db.exec_driver_sql("CHECKPOINT")
        if os.access(inside, os.R_OK):
            folders.append(inside)
    for each in folders:
        for path in each.rglob("*"):
            if path.is_file() and path.suffix != ".pid":
                yield path, path.read_bytes()


def tau(order: Sequence[int]) -> float:
    """Kendall's: 1 where an order is that of arrival, about 0 where it tells nothing."""
    pairs = [(a, b) for at, a in enumerate(order) for b in order[at + 1 :]]
    return sum(1 if a < b else -1 for a, b in pairs) / len(pairs)


def test_nothing_of_a_phone_or_its_moment_stays_behind(console: Console) -> None:
    console.founds()
    console.opens_round()
    poster = rows_of(console.types("desks", "list"))[0]["code"]
    secret = f"mark{secrets.token_hex(6)}x"
    with served(console) as server:
        ids = everybody_answers(server, poster, secret)
        database = connect(console.environment["SURVEY_DATABASE_URL"])
        _holds_no_mark(database, console.folder, secret)
        assert poster.encode() not in server.log.read_bytes()
    _holds_no_mark(database, console.folder, secret)
    console.types("tally", "check")
    console.types("tidy")
    _holds_no_mark(database, console.folder, secret)
    _tells_days_only(database)
    _tells_no_order(database, ids)
    database.dispose()


def _holds_no_mark(database: Database, folder: Path, secret: str) -> None:
    looked_at = 0
    for path, inside in files_of(database, folder):
        looked_at += len(inside)
        assert secret.encode() not in inside.lower(), path
        assert b"0900000007" not in inside, f"a comment that was not masked: {path}"
    assert looked_at > 50_000


def _tells_days_only(database: Database) -> None:
    fine = {
        table.name
        for table in metadata.sorted_tables
        if any(isinstance(column.type, DateTime) for column in table.columns)
    }
    of_staff = {"act", "edition", "scoreboard_edition", "session"}
    assert fine == of_staff, "only what staff did has a moment"
    with database.reading() as db:
        kept = db.execute(select(response)).mappings().all()
        said = db.execute(select(comment)).mappings().all()
    assert len(kept) == len(said) == PEOPLE
    for row in [*kept, *said]:
        for value in row.values():
            assert not isinstance(value, datetime | float)
            assert isinstance(value, date | str | int | bytes | memoryview | None)
    assert len({row["day"] for row in kept}) <= 2
    assert not {"day", "desk", "channel", "receipt"} & set(said[0])
    # What both have in common is the same for all of them: nothing joins one to one.
    assert {c.name for c in response.columns} & {c.name for c in comment.columns} == {
        "id",
        "round",
        "agency",
    }
    assert len({(row["round"], row["agency"]) for row in kept}) == 1
    assert not {bytes(row["id"]) for row in kept} & {bytes(row["id"]) for row in said}


def _tells_no_order(database: Database, ids: Sequence[bytes]) -> None:
    sheets, texts = _orders(database, ids)
    assert sorted(sheets) == sorted(texts) == list(range(PEOPLE))
    assert abs(tau(sheets)) < NOTHING_TO_SEE
    assert abs(tau(texts)) < NOTHING_TO_SEE
    beside = {number: at for at, number in enumerate(texts)}
    assert abs(tau([beside[number] for number in sheets])) < NOTHING_TO_SEE


def _orders(database: Database, ids: Sequence[bytes]) -> tuple[list[int], list[int]]:
    """In which order the sheets and the comments lie, as numbers of arrival."""
    arrived = {id: number for number, id in enumerate(ids)}
    if database.kind == "postgresql":
        with database.reading() as db:
            joined = "SELECT count(DISTINCT w::text) FROM (SELECT xmin AS w FROM response UNION ALL SELECT xmin FROM comment) AS x"  # noqa: E501
            assert db.exec_driver_sql(joined).scalar_one() == 1
            kept = db.exec_driver_sql("SELECT id FROM response ORDER BY ctid").scalars().all()
            said = db.exec_driver_sql("SELECT text FROM comment ORDER BY ctid").scalars().all()
        return [arrived[bytes(id)] for id in kept], [_number(text) for text in said]
    file = Path(str(make_url(database.url).database))
    database.dispose()
    assert not Path(f"{file}-wal").exists() or not Path(f"{file}-wal").stat().st_size
    inside = file.read_bytes()
    sheets = sorted(range(PEOPLE), key=lambda number: inside.index(ids[number]))
    marks = [f"Lời {number}.".encode() for number in range(PEOPLE)]
    assert all(inside.count(mark) == 1 for mark in marks), "an old page is still there"
    return sheets, sorted(range(PEOPLE), key=lambda number: inside.index(marks[number]))


def _number(text: str) -> int:
    return int(text.rpartition(" ")[2].rstrip("."))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_figures_name_nobody(console: Console) -> None:
    console.founds()
    console.opens_round()
    printed = json.loads(console.types("index", "D1", "--format", "json").stdout)
    assert printed
    assert not {"id_", "receipt", "salt", "day", "desk", "record"} & set(printed[0])
