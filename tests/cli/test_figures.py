"""survey index, survey export"""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import polars
import pyreadstat
import pytest

from survey import clock
from survey import export as exports
from survey.store.connection import connect
from tests.bare import Bare
from tests.cli.console import Console, rows_of
from tests.said import SHOWN, closed, published
from tests.unstamped import unstamped

COLUMNS = (
    "round,questionnaire,frame,method,agency,agency_name,kind,level,id,name,channel,responses,"
    "satisfied,answers,percent,low,high,rank,of,previous,change,previous_rank,previous_of,"
    "rank_change,compared_with,hidden"
)


@pytest.fixture
def answered(province: Console) -> Console:
    """A round with sheets at two agencies: S1 three of four pleased, X1 none of two."""
    province.opens_round("D1")
    sheets = [("S1", "1", 5), ("S1", "1", 4), ("S1", "2", 5), ("S1", "2", 2)]
    file = province.paper(*sheets, ("X1", "1", 1), ("X1", "1", 2))
    province.types("responses", "import", file, "--round", "D1")
    return province


def test_the_index_has_the_columns_that_scripts_rely_on(answered: Console) -> None:
    printed = answered.types("index", "D1").stdout
    assert printed.removeprefix("\ufeff").splitlines()[0] == COLUMNS
    assert printed.startswith("\ufeff")


def test_the_index_is_live_exact_and_hides_nothing(answered: Console) -> None:
    rows = rows_of(answered.types("index", "D1", "--level", "overall"))
    assert [(row["agency"], row["percent"], row["responses"]) for row in rows] == [
        ("S1", "75.00", "4"),
        ("X1", "0.00", "2"),
    ]
    assert {row["hidden"] for row in rows} == {""}
    assert {row["channel"] for row in rows} == {"all"}
    more = answered.paper(("X1", "1", 5), ("X1", "1", 5), name="more.csv")
    answered.types("responses", "import", more, "--round", "D1")
    rows = rows_of(answered.types("index", "D1", "--level", "overall", "--agency", "X1"))
    assert [(row["percent"], row["satisfied"]) for row in rows] == [("50.00", "32")]


@pytest.mark.parametrize(
    ("level", "ids"),
    [
        ("overall", ["overall"]),
        ("part", ["service"]),
        ("factor", ["access", "procedure", "staff", "result", "feedback"]),
        ("criterion", [f"q{number}" for number in range(24, 40)]),
    ],
)
def test_levels_come_in_the_order_of_the_file(
    answered: Console, level: str, ids: list[str]
) -> None:
    rows = rows_of(answered.types("index", "D1", "--level", level, "--agency", "S1"))
    assert [row["id"] for row in rows] == ids
    assert {row["level"] for row in rows} == {level}


def test_all_levels_are_the_default(answered: Console) -> None:
    assert len(rows_of(answered.types("index", "D1"))) == 2 * (1 + 1 + 5 + 16)


def test_json_has_numbers_as_numbers_and_empty_as_null(answered: Console) -> None:
    printed = answered.types("index", "D1", "--level", "overall", "--format", "json").stdout
    first = json.loads(printed)[0]
    assert ",".join(first) == COLUMNS
    assert (first["percent"], first["responses"], first["rank"]) == (75.0, 4, None)


def test_one_channel_one_method_and_groups_can_be_asked(answered: Console) -> None:
    paper = rows_of(answered.types("index", "D1", "--level", "overall", "--channel", "paper"))
    assert [(row["channel"], row["responses"]) for row in paper] == [("paper", "4"), ("paper", "2")]
    mean = rows_of(answered.types("index", "D1", "--level", "overall", "--method", "mean5.pooled"))
    assert [(row["method"], row["percent"]) for row in mean] == [
        ("mean5.pooled", "80.00"),
        ("mean5.pooled", "30.00"),
    ]
    desks = rows_of(answered.types("index", "D1", "--level", "overall", "--group-by", "desk"))
    assert [(row["group"], row["percent"]) for row in desks] == [
        ("1", "100.00"),
        ("2", "50.00"),
        ("1", "0.00"),
    ]
    whole = rows_of(
        answered.types(
            "index", "D1", "--level", "overall", "--group-by", "all", "--group", "mean_of_units"
        )
    )
    assert [row["percent"] for row in whole] == ["37.50"]


@pytest.mark.parametrize(
    ("words", "status", "named"),
    [
        (["D9"], 1, "“D9”"),
        (["D1", "--agency", "S9"], 1, "S9"),
        (["D1", "--channel", "fax"], 1, "fax"),
        (["D1", "--method", "top9"], 1, "top9"),
        (["D1", "--level", "desk"], 2, "--level: phải là một trong"),
        (["D1", "--group-by", "colour"], 2, "--group-by"),
        (["D1", "--format", "pdf"], 2, "--format"),
    ],
)
def test_what_there_is_not_is_refused_and_named(
    answered: Console, words: list[str], status: int, named: str
) -> None:
    assert named in answered.types("index", *words, status=status).stderr


def test_files_are_of_the_last_freeze(answered: Console) -> None:
    out = answered.folder / "out"
    before = answered.types("export", "D1", "--format", "csv", "--out", out / "a.csv", status=1)
    assert len(before.stderr.splitlines()) == 1
    answered.types("round", "close", "D1")
    for form in exports.FORMATS:
        answered.types("export", "D1", "--format", form, "--out", out / f"a.{form}")
    assert (out / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf" + COLUMNS.encode())
    assert ",".join(json.loads((out / "a.json").read_bytes())[0]) == COLUMNS
    book = openpyxl.load_workbook(io.BytesIO((out / "a.xlsx").read_bytes()))
    assert ",".join(str(cell.value) for cell in book.worksheets[0][1]) == COLUMNS
    book.close()
    assert ",".join(polars.read_parquet(out / "a.parquet").columns) == COLUMNS
    _, told = pyreadstat.read_sav(out / "a.sav", output_format="polars")
    assert ",".join(told.column_names) == COLUMNS
    assert told.column_names_to_labels["kind"] == "Nhóm đơn vị"
    assert any(line.startswith("Số liệu chốt: lần 1, ngày ") for line in told.notes)


def test_the_same_freeze_gives_the_same_bytes(answered: Console) -> None:
    answered.types("round", "close", "D1")
    for form in exports.FORMATS:
        made = []
        for number in (1, 2):
            file = answered.folder / f"{number}.{form}"
            answered.types("export", "D1", "--format", form, "--out", file)
            made.append(unstamped(form, file.read_bytes()))
        assert made[0] == made[1]


def test_a_path_that_cannot_be_written_is_refused(answered: Console) -> None:
    answered.types("round", "close", "D1")
    for path in (Path("/proc/none/a.csv"), answered.folder):
        refused = answered.types("export", "D1", "--format", "csv", "--out", path, status=1)
        assert len(refused.stderr.splitlines()) == 1
    assert not list(answered.folder.glob(".*")), "no scratch file is left"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_without_the_extra_its_files_are_refused_by_name(answered: Console, tmp_path: Path) -> None:
    bare = Bare(tmp_path)
    answered.types("round", "close", "D1")
    folder = answered.folder / "out"

    def exports_as(form: str, language: str) -> tuple[int, str]:
        words = ("export", "D1", "--format", form, "--out", folder / f"a.{form}")
        environment = {**answered.environment, "SURVEY_LANGUAGE": language}
        done = bare.survey(*words, environment=environment)
        return done.returncode, done.stderr

    for language, said in (
        ("vi", "Tệp {} cần phần bổ sung “survey[analysis]”, chưa cài trên máy này.\n"),
        ("en", "A {} file needs the extra “survey[analysis]”, which is not installed here.\n"),
    ):
        for form in ("parquet", "sav"):
            assert exports_as(form, language) == (1, said.format(form))
            assert not folder.exists(), "nothing is left behind"
    assert exports_as("xlsx", "vi")[0] == 0, "the base stands alone"


def test_published_comments_are_a_file_too(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: SHOWN)
    database = connect(console.environment["SURVEY_DATABASE_URL"])
    with database.writing() as db:
        this = closed(db, A=10)
        published(db, this, "A", 9)
    out = console.folder / "gop-y.csv"
    asked = ("export", this.code, "--what", "comments", "--out", out, "--format")
    assert "Chưa đủ góp ý" in console.types(*asked, "csv", status=1).stderr
    assert not out.exists()
    with database.writing() as db:
        published(db, this, "A")
    console.types(*asked, "csv")
    assert out.read_text("utf-8-sig").count("Góp ý A") == 10
    assert "xlsx hoặc csv" in console.types(*asked, "json", status=1).stderr
    database.dispose()
