"""survey questionnaire …"""

from __future__ import annotations

from datetime import date

import pytest

from survey.intake import openings
from survey.questionnaire import read, shelf
from survey.store import Database
from survey.words import Refusal
from tests.cli.console import Console

OWN = shelf.load("sipas-2023-service").file.decode()


def own(code: str = "lai-chau-2026", method: str = "top2.pooled") -> str:
    """The office's own instrument: the desk's questions under a code of its own."""
    text = OWN.replace('id = "sipas-2023-service"', f'id = "{code}"', 1)
    return text.replace('method = "top2.pooled"', f'method = "{method}"', 1)


def test_the_shelf_is_listed_with_what_an_office_added(console: Console) -> None:
    codes = [
        line.split("\t")[0] for line in console.types("questionnaire", "list").stdout.splitlines()
    ]
    assert codes == list(shelf.published())
    file = console.writes("own.toml", own())
    assert "16" in console.types("questionnaire", "check", file).stdout
    console.types("questionnaire", "add", file)
    console.types("questionnaire", "add", file)
    listed = console.types("questionnaire", "list").stdout
    assert "lai-chau-2026\t16 tiêu chí\t" in listed


def test_an_added_questionnaire_can_be_asked(province: Console) -> None:
    province.types("questionnaire", "add", province.writes("own.toml", own()))
    province.types(
        "round", "open", "D1", "--questionnaire", "lai-chau-2026",
        "--first", province.days(0), "--last", province.days(3),
    )  # fmt: skip


def test_a_code_is_never_used_for_another_text(console: Console) -> None:
    console.types("questionnaire", "add", console.writes("own.toml", own()))
    other = console.writes("other.toml", own() + "\n# changed\n")
    refused = console.types("questionnaire", "add", other, status=1)
    assert "lai-chau-2026" in refused.stderr
    edited = console.writes("edited.toml", OWN + "\n# changed\n")
    console.types("questionnaire", "add", edited, status=1)


@pytest.mark.parametrize("command", ["check", "add"])
@pytest.mark.parametrize("method", ["top9.pooled", "top2.weighted:policy=0.4,service=0.6"])
def test_a_method_that_there_is_not_is_refused(console: Console, command: str, method: str) -> None:
    file = console.writes("own.toml", own(method=method))
    assert method in console.types("questionnaire", command, file, status=1).stderr


def test_every_fault_is_named_by_line_and_key(console: Console) -> None:
    text = own().replace('id = "q24"', 'id = "q 24"', 1)
    line = text[: text.index('id = "q 24"')].count("\n") + 1
    refused = console.types(
        "questionnaire", "check", console.writes("own.toml", text), status=1
    ).stderr
    assert "own.toml" in refused
    assert f"Dòng {line}, khóa “" in refused
    assert "cột" not in refused


@pytest.mark.parametrize("data", [b"", b"code = ", "mã = 1".encode("utf-16"), b"[" * 5000])
def test_what_is_no_questionnaire_is_refused(console: Console, data: bytes) -> None:
    file = console.writes("own.toml", data)
    assert "own.toml" in console.types("questionnaire", "check", file, status=1).stderr


def test_checking_needs_no_database(here: Console) -> None:
    here.types("questionnaire", "check", here.writes("own.toml", own()))
    here.types("questionnaire", "check", here.folder / "none.toml", status=1)


def test_the_pages_too_cannot_add_one_with_a_method_that_there_is_not(database: Database) -> None:
    sheet = read(own(method="top9.pooled").encode(), "own.toml")
    with database.writing() as db, pytest.raises(Refusal, match=r"top9\.pooled"):
        openings.add_questionnaire(db, sheet, today=date(2026, 11, 23))
