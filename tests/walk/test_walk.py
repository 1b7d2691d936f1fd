"""From the list of agencies to the published index, as the people of an office would go."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path
from shutil import copyfile

import pytest
from flask import Flask
from openpyxl import load_workbook

from survey import export, report
from survey.intake import doors
from survey.intake.keep import keep
from survey.store import rounds
from survey.store.connection import connect
from tests import scene
from tests.citizens import Citizen
from tests.cli.console import LEVELS, Console, rows_of
from tests.conftest import new_database
from tests.people import PASSWORD, Person

FILES = ("csv", "xlsx", "json")


def answers(pages: Flask, poster: str, level: int) -> Citizen:
    """Somebody scans a poster, ticks one level everywhere and sends."""
    citizen = Citizen(pages).scans(poster)
    citizen.ticks(**dict.fromkeys(LEVELS, level)).sends()
    citizen.reads("Đã nhận phiếu. Cảm ơn Ông/Bà!")
    return citizen


def shown(console: Console, agency: str) -> dict[str, object]:
    """Freeze, and return the overall row of a body as the files show it."""
    console.types("round", "freeze", "D1")
    file = console.folder / "shown.json"
    console.types("export", "D1", "--format", "json", "--out", file)
    rows = json.loads(file.read_bytes().decode("utf-8-sig"))
    (found,) = [r for r in rows if r["agency"] == agency and r["level"] == "overall"]
    assert isinstance(found, dict)
    return found


def signed_in(console: Console, pages: Flask, name: str, *more: str) -> Person:
    """Somebody of the staff, whose account the operator has just made."""
    console.types("account", "add", name, *more, input=f"{PASSWORD}\n")
    person = Person(pages)
    person.opens("/dang-nhap")
    person.sends("/dang-nhap", name=name, password=PASSWORD)
    person.follows()
    return person


def test_an_answer_reaches_the_index(console: Console, pages: Flask) -> None:
    console.founds()
    desks = {(row["agency"], row["desk"]): row for row in rows_of(console.types("desks", "list"))}
    poster, other = desks["S1", "1"]["code"], desks["X1", "1"]["code"]
    Citizen(pages).scans(poster).reads("Hiện không có đợt khảo sát")
    console.opens_round("D1", "--minimum", "20", "--title", "Quý IV")

    first = answers(pages, poster, 5)
    first.opens(f"/kiem-tra?ma={first.receipt.lower().replace('-', ' ')}")
    assert first.standing == "counted"
    first.reads("Phiếu này đã được tính vào kết quả.")
    first.reads_nothing_of("Sở Tư pháp", "Quầy 1", "Rất hài lòng")

    # A state is shown only when ten more sheets have followed it.
    assert shown(console, "S1")["responses"] in (0, None)
    for number in range(9):
        answers(pages, poster, 4 if number % 3 else 2)
    assert shown(console, "S1")["responses"] in (0, None)
    for _ in range(9):
        answers(pages, poster, 1)
    assert shown(console, "S1")["responses"] in (0, None)
    answers(pages, poster, 3)
    ten = shown(console, "S1")
    assert (ten["responses"], ten["percent"]) == (10, 70.0)
    for _ in range(12):
        answers(pages, other, 5)
    console.types("responses", "import", console.paper(*[("S1", "2", 4)] * 5), "--round", "D1")
    live = rows_of(console.types("index", "D1", "--agency", "S1", "--level", "overall"))
    assert [row["responses"] for row in live] == ["25"]

    console.types("round", "close", "D1")
    console.types("tally", "check")
    console.types("tidy")
    console.types("tally", "check")
    Citizen(pages).scans(poster).reads("Hiện không có đợt khảo sát")

    analyst = signed_in(console, pages, "phan.tich", "--role", "analyst")
    analyst.reads("Sở Tư pháp", "Quý IV", "25")
    indices = console.types("index", "D1").stdout_bytes
    for form in FILES:
        file = analyst.browser.get(f"/tong-hop/D1/tai-ve/{form}", base_url=analyst.base_url)
        assert file.status_code == 200
        out = console.folder / f"closing.{form}"
        console.types("export", "D1", "--format", form, "--out", out)
        assert out.read_bytes() == file.data
        _check_file(form, file.data, indices)


def _check_file(form: str, data: bytes, indices: bytes) -> None:
    """Hold a file to the rows that `survey index` prints: the closing freeze shows everything."""
    printed = list(csv.DictReader(io.StringIO(indices.decode("utf-8-sig"))))
    (justice,) = [r for r in printed if r["agency"] == "S1" and r["level"] == "overall"]
    # 1 and 6 of nine are content at first, nobody of ten after, then five on paper.
    assert (justice["responses"], justice["satisfied"], justice["percent"]) == (
        "25",
        "192",
        "48.00",
    )
    assert (justice["rank"], justice["of"], justice["hidden"]) == ("1", "1", "")
    if form == "csv":
        assert data == indices
    elif form == "json":
        told = json.loads(data)
        assert [list(row) for row in told] == [list(printed[0])] * len(printed)
        assert [(r["agency"], r["id"], r["responses"]) for r in told] == [
            (r["agency"], r["id"], int(r["responses"])) for r in printed
        ]
    else:
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        cells = {cell.value for row in sheet.iter_rows() for cell in row}
        assert {"Sở Tư pháp", "UBND xã Mường Kim", 48, 25} <= cells


def test_both_databases_give_the_same_files(
    postgres: str, migrated_template: str, migrated_file: Path, tmp_path: Path
) -> None:
    copyfile(migrated_file, tmp_path / "a.sqlite")
    with new_database(postgres, "survey_walk", migrated_template) as url:
        ours = [_files(one) for one in (f"sqlite:///{tmp_path / 'a.sqlite'}", url)]
    assert ours[0] == ours[1]
    assert all(len(file) > 1000 for file in ours[0])


def _files(url: str) -> list[bytes]:
    """The same sheets into a database; its files of the closing freeze."""
    database, chance = connect(url), random.Random(7)
    this, counters = scene.made(database)
    with database.reading() as db:
        open_doors = [doors.at(db, str(desk.poster_code), scene.TODAY) for desk in counters]
    for number in range(90):
        door = open_doors[number % 7 % len(open_doors)]
        record = scene.record(chance)
        keep(database, door, id=chance.randbytes(16), record=record, day=scene.TODAY)
    with database.writing() as db:
        report.close(db, rounds.need(db, this.code), day=scene.TODAY, person="an")
    with database.reading() as db:
        closed = rounds.need(db, this.code)
        files = [export.indices(db, closed, form) for form in FILES]
        live = report.index_rows(db, closed, source="live")
        files.append(export.to_csv(live))
    database.dispose()
    return files


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_figures_come_from_the_sheets_of_their_own_desk(console: Console, pages: Flask) -> None:
    console.founds()
    console.opens_round()
    desks = rows_of(console.types("desks", "list"))
    for level, desk in enumerate(desks, 2):
        for _ in range(3):
            answers(pages, desk["code"], level)
    rows = rows_of(console.types("index", "D1", "--group-by", "desk", "--level", "overall"))
    assert {(r["agency"], r["group"]): r["percent"] for r in rows if r["responses"] == "3"} == {
        ("S1", "1"): "0.00",
        ("S1", "2"): "0.00",
        ("X1", "1"): "100.00",
    }
