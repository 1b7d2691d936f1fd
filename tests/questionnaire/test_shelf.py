from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from survey.questionnaire import NoSuchQuestionnaire, read, shelf
from survey.questionnaire.shelf import FILES, EditedQuestionnaire, load_from

# Rounds in the field refer to these bytes. A new wording is a new file, never a new hash.
PUBLISHED = {
    "sipas-2023-service": "2a0f0a22a3c1518921e25ecc9857567f7d3a9de55fa1c00b72018c1e3de2ebaf",
    "sipas-2023": "02be54deb94c0d196b1b5bf44d50020330867dedeee1a5bd21afec4d4589470d",
}


def test_a_published_file_never_changes() -> None:
    assert {code: shelf.load(code).sha256 for code in shelf.published()} == PUBLISHED


def test_every_file_on_the_shelf_is_published() -> None:
    assert {path.stem for path in FILES.glob("*.toml")} == set(shelf.published())


def test_a_file_is_named_after_its_id() -> None:
    assert all(shelf.load(code).code == code for code in shelf.published())


def test_the_two_forms_are_two_families() -> None:
    families = [shelf.load(code).family for code in shelf.published()]

    assert families == ["sipas-2023-service", "sipas-2023"]


def test_a_questionnaire_is_read_once() -> None:
    assert shelf.load("sipas-2023") is shelf.load("sipas-2023")


def test_the_bytes_a_round_keeps_give_the_same_questionnaire() -> None:
    desk = shelf.load("sipas-2023-service")

    assert read(desk.file, "kept with the round") == desk


@pytest.mark.parametrize("code", ["sipas-2024", "", "../PINNED", "SIPAS-2023"])
def test_a_code_that_nobody_published_is_refused_by_name(code: str) -> None:
    with pytest.raises(NoSuchQuestionnaire, match="Không có mẫu phiếu mã") as refusal:
        shelf.load(code)
    assert refusal.value.values == {"code": code}


def test_an_edited_file_is_refused_by_name(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FILES, tmp_path / "files"))
    file = folder / "sipas-2023.toml"
    file.write_bytes(file.read_bytes().replace(b"minimum = 30", b"minimum = 31"))

    assert load_from(folder, "sipas-2023-service").minimum == 30
    with pytest.raises(EditedQuestionnaire, match="“sipas-2023” đã bị sửa"):
        load_from(folder, "sipas-2023")
