"""survey clips …"""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.clips import readings
from survey.questionnaire import shelf
from tests.cli.console import Console, rows_of
from tests.cli.test_questionnaires import own
from tests.recorded import record

ASKED = readings(shelf.load(shelf.DEFAULT))


@pytest.fixture
def folder(console: Console) -> Path:
    """The folder of clips of the installation, still empty."""
    folder = console.folder / "nghe"
    folder.mkdir()
    console.environment["SURVEY_CLIPS"] = str(folder)
    return folder


def test_before_anything_is_recorded_the_list_is_what_a_speaker_reads(console: Console) -> None:
    rows = rows_of(console.types("clips", "list", "--format", "csv"))
    assert [row["clip"] for row in rows] == [one.clip for one in ASKED]
    assert {(row["language"], row["file"]) for row in rows} == {("vi", "")}
    assert rows[0]["text"] == "Một, rất không hài lòng"


def test_each_language_is_listed_with_what_is_there(console: Console, folder: Path) -> None:
    record(folder, "vi", "q24", "1")
    record(folder, "hmn", "q24", name="Mông")
    rows = rows_of(console.types("clips", "list", "--format", "csv"))
    assert len(rows) == 2 * len(ASKED)
    there = [(row["language"], row["clip"], row["file"]) for row in rows if row["file"]]
    assert there == [
        ("hmn", "q24", "q24.mp3"),
        ("vi", "1", "1.mp3"),
        ("vi", "q24", "q24.mp3"),
    ]


def test_a_clip_that_stands_in_for_another_is_named(console: Console, folder: Path) -> None:
    record(folder, "vi", "6", "q29-6")
    rows = rows_of(console.types("clips", "list", "--format", "csv"))
    file = {row["clip"]: row["file"] for row in rows}
    assert (file["6"], file["q24-6"], file["q29-6"]) == ("6.mp3", "6.mp3", "q29-6.mp3")
    assert file["visit-4"] == ""


def test_the_table_counts_and_says_what_is_missing(console: Console, folder: Path) -> None:
    record(folder, "hmn", "q24", "6", name="Mông")
    lines = console.types("clips", "list").stdout.splitlines()
    assert lines[0] == f"hmn · Mông: nghe được 18/{len(ASKED)} câu"
    assert lines[1].split(maxsplit=2) == ["1", "thiếu", "Một, rất không hài lòng"]
    (question,) = [line for line in lines if line.startswith("q24 ")]
    assert question.split(maxsplit=2)[1] == "q24.mp3"


def test_a_language_can_be_asked_for_before_it_has_a_folder(console: Console, folder: Path) -> None:
    record(folder, "vi", "q24")
    rows = rows_of(
        console.types("clips", "list", "--language", "twh", "--language", "en", "--format", "csv")
    )
    assert {row["language"] for row in rows} == {"twh", "en"}
    text = {(row["language"], row["clip"]): row["text"] for row in rows}
    assert text["twh", "1"] == "Một, rất không hài lòng"
    assert text["en", "1"] == "One, very dissatisfied"


def test_the_list_is_that_of_the_offices_own_questionnaire(console: Console) -> None:
    text = own().replace("Biển hiệu, hướng dẫn:", "=Biển chỉ đường:", 1)
    console.types("questionnaire", "add", console.writes("own.toml", text))
    asked = ("clips", "list", "--format", "csv", "--questionnaire")
    rows = rows_of(console.types(*asked, "lai-chau-2026"))
    assert any("Biển chỉ đường" in row["text"] for row in rows)
    assert len(rows_of(console.types(*asked, "sipas-2023"))) > 200
    assert "none" in console.types(*asked, "none", status=1).stderr


def test_files_that_nobody_will_hear_are_named(console: Console, folder: Path) -> None:
    record(folder, "hmn", "q24", "q241", name="Mông")
    record(folder, "twh", "q24")
    done = console.types("clips", "list")
    assert done.stderr.splitlines() == [
        "Thư mục ghi âm “twh” chưa có tên thứ tiếng trong tệp ten.txt.",
        "Mẫu phiếu này không có câu nào dùng tệp “hmn/q241.mp3”.",
    ]
