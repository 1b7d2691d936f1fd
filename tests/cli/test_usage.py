"""Wrong usage, help and messages: in the operator's language, on any console, without traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from survey.cli import main
from tests.cli.console import Console, bare_environment, parts

VIETNAMESE = re.compile(r"[à-ỹđĐ]", re.IGNORECASE)
CLICK = re.compile(
    r"Usage|Options:|Commands:|Error|Missing|No such|Invalid|Show this|required|default:|Try '"
)


def every_command(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    yield before
    for name, command in parts(group):
        if isinstance(command, click.Group):
            yield from every_command(command, *before, name)
        else:
            yield (*before, name)


@pytest.mark.parametrize(
    "words", list(every_command(main)), ids=lambda words: " ".join(words) or "-"
)
def test_help_needs_no_installation_and_has_no_word_of_click(
    here: Console, words: tuple[str, ...]
) -> None:
    shown = here.types(*words, "--help").stdout
    assert shown.startswith("Cách gọi: ")
    assert not CLICK.search(shown), shown


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_command_loads_what_it_needs_and_no_more(console: Console) -> None:
    def loaded(*words: str) -> set[str]:
        said = console.runs(*words, PYTHONPROFILEIMPORTTIME="1").stderr.decode()
        return set(re.findall(r"\| +([\w.]+)$", said, re.MULTILINE))

    assert not loaded("--help") & {"survey.store", "sqlalchemy"}
    tidying = loaded("tidy")
    assert "survey.store.tidy" in tidying
    assert not tidying & {"survey.report", "psycopg", "xlsxwriter"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["fly"], "Không có lệnh “fly”."),
        (["round", "fly"], "Không có lệnh “fly”."),
        (["index"], "Thiếu ROUND."),
        (["agencies", "import"], "Thiếu FILE."),
        (["responses", "import", "a.csv"], "Thiếu --round."),
        (["index", "D1", "--colour"], "Không có tùy chọn --colour."),
        (["index", "D1", "--level"], "Tùy chọn --level thiếu giá trị"),
        (["index", "D1", "D2", "D3"], "Thừa tham số: D2 D3."),
        (["demo", "--port", "99999"], "--port: phải là số nguyên từ 1 đến 65535."),
        (["serve", "--workers", "0"], "--workers: phải là số nguyên từ 1 trở lên."),
        (["serve", "--bind", "8000"], "--bind: phải có dạng máy:cổng"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_two(here: Console, words: list[str], told: str) -> None:
    wrong = here.types(*words, status=2)
    assert told in wrong.stderr
    assert wrong.stdout == ""
    assert "--help" in wrong.stderr or words[-1] == "--level"
    assert not CLICK.search(wrong.stderr), wrong.stderr


@pytest.mark.parametrize("words", [[], ["round"]])
def test_a_group_alone_shows_its_help_as_wrong_usage(here: Console, words: list[str]) -> None:
    wrong = here.types(*words, status=2)
    assert "Lệnh:" in wrong.stderr


def test_a_process_refuses_in_one_sentence_with_accents(console: Console) -> None:
    done = console.runs("round", "close", "D9", PYTHONIOENCODING="utf-8")
    assert done.returncode == 1
    assert done.stdout == b""
    (sentence,) = done.stderr.decode().splitlines()
    assert VIETNAMESE.search(sentence)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "console_of",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "utf-8", "TERM": "linux"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
    ids=["ascii", "latin-1", "bare console", "C"],
)
def test_a_console_without_accents_gets_none(console: Console, console_of: dict[str, str]) -> None:
    done = console.runs("tally", "check", "--round", "D9", **console_of)
    assert done.returncode == 1
    assert b"Khong co dot" in done.stderr
    wrong = console.runs("fly", **console_of)
    assert wrong.returncode == 2
    assert b'Khong co lenh "fly".' in wrong.stderr
    shown = console.runs("--help", **console_of)
    assert shown.returncode == 0
    for text in (done.stderr, wrong.stderr, shown.stdout):
        assert text.isascii()
        assert b"?" not in text


def test_figures_and_lists_are_utf8_on_any_console(province: Console) -> None:
    done = province.runs("desks", "list", PYTHONIOENCODING="ascii", TERM="linux")
    assert done.returncode == 0
    assert "Quầy 2 · Hộ tịch" in done.stdout.decode()


def test_a_reader_that_goes_away_leaves_no_traceback(province: Console) -> None:
    province.opens_round("D1")
    process = subprocess.Popen(
        [sys.executable, "-m", "survey", "index", "D1"],
        env={**bare_environment(), **province.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


def test_english_is_spoken_where_it_is_asked(console: Console) -> None:
    console.environment["SURVEY_LANGUAGE"] = "en"
    wrong = console.types("fly", status=2)
    assert "fly" in wrong.stderr
    console.types("--help")
    refused = console.types("round", "close", "D9", status=1)
    assert "D9" in refused.stderr


def test_a_setting_that_cannot_be_used_is_refused(here: Console) -> None:
    here.environment["SURVEY_DATABASE_URL"] = "mysql://root:password@host/db"
    refused = here.types("upgrade", status=1).stderr
    assert "SURVEY_DATABASE_URL" in refused
    assert "password" not in refused
