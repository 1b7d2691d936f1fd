"""An office's folder of clips: what can be heard, and what is told of the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from survey.clips import LARGEST, Clips, read
from tests.recorded import record, silence

NAMES = {"vi": "Tiếng Việt", "en": "English"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two clips in Vietnamese."""
    record(tmp_path / "nghe", "vi", "q24", "1")
    return tmp_path / "nghe"


def heard(found: Clips) -> dict[str, list[str]]:
    return {code: list(spoken.clips) for code, spoken in found.languages.items()}


def told(found: Clips) -> list[str]:
    return [str(one) for one in found.unfit]


def test_a_folder_holds_a_folder_a_language(folder: Path) -> None:
    record(folder, "hmn", "q24", "q24-6", "for_whom-2", name="Mông")
    found = read(folder, NAMES)
    assert heard(found) == {"hmn": ["for_whom-2", "q24", "q24-6"], "vi": ["1", "q24"]}
    assert [one.name for one in found.languages.values()] == ["Mông", "Tiếng Việt"]
    recording = found.clip("hmn", "q24")
    assert recording is not None
    assert recording.path == folder / "hmn" / "q24.mp3"
    assert found.clip("hmn", "1") is None
    assert found.clip("twh", "1") is None
    assert told(found) == []


def test_an_office_may_call_a_language_otherwise(folder: Path) -> None:
    (folder / "vi" / "ten.txt").write_bytes(
        "\ufeffTiê\u0301ng phổ thông\u202e\r\nthừa\r\n".encode()
    )
    assert read(folder, NAMES).languages["vi"].name == "Tiếng phổ thông"


@pytest.mark.parametrize("name", [b"", b"\n", b"M\xf4ng", b" \t "])
def test_a_language_without_a_name_is_not_offered(folder: Path, name: bytes) -> None:
    record(folder, "hmn", "q24")
    (folder / "hmn" / "ten.txt").write_bytes(name)
    found = read(folder, NAMES)
    assert list(found.languages) == ["vi"]
    assert told(found) == ["Thư mục ghi âm “hmn” chưa có tên thứ tiếng trong tệp ten.txt."]


def test_a_language_without_clips_is_not_offered(folder: Path) -> None:
    record(folder, "hmn", name="Mông")
    found = read(folder, NAMES)
    assert list(found.languages) == ["vi"]
    assert told(found) == []


@pytest.mark.parametrize(
    "name",
    [
        "Q24.mp3",
        "q24.MP3",
        "q24.wav",
        "q24.mp3.exe",
        "q24",
        "q 24.mp3",
        "7.mp3",
        "0.mp3",
        "1-1.mp3",
        "q24-0.mp3",
        "q24-100.mp3",
        "q24-.mp3",
        "câu.mp3",
        "q24\n.mp3",
        "x" * 40 + ".mp3",
        "readme.txt",
    ],
)
def test_a_strange_name_is_told_and_never_heard(folder: Path, name: str) -> None:
    (folder / "vi" / name).write_bytes(silence())
    found = read(folder, NAMES)
    assert heard(found) == {"vi": ["1", "q24"]}
    shown = name.replace("\n", "\ufffd")
    assert told(found) == [f"Tệp ghi âm “vi/{shown}” có tên lạ: cần dạng như q24.m4a, q24-6.m4a."]


def test_a_name_that_is_no_text_can_be_told(folder: Path) -> None:
    with open(os.fsencode(folder / "vi") + b"/\xff.mp3", "wb") as file:
        file.write(silence())
    (sentence,) = told(read(folder, NAMES))
    assert "“vi/\ufffd.mp3”" in sentence


@pytest.mark.parametrize("name", ["VI", "v", "tieng-viet", "vi_VN", "tiếng"])
def test_a_folder_of_no_language_is_told(folder: Path, name: str) -> None:
    record(folder, name, "q24", name="Mông")
    found = read(folder, NAMES)
    assert list(found.languages) == ["vi"]
    (sentence,) = told(found)
    assert sentence.startswith(f"“{name}” không phải thư mục của một thứ tiếng")


def test_a_clip_outside_every_language_is_told(folder: Path) -> None:
    (folder / "q25.mp3").write_bytes(silence())
    (sentence,) = told(read(folder, NAMES))
    assert sentence.startswith("“q25.mp3” không phải thư mục")


@pytest.mark.parametrize(("size", "fits"), [(0, False), (1, True), (LARGEST, True)])
def test_a_clip_has_a_byte_and_at_most_thirty_thousand(folder: Path, size: int, fits: bool) -> None:
    file = folder / "vi" / "q25.m4a"
    file.write_bytes(bytes(size))
    assert ("q25" in read(folder, NAMES).languages["vi"].clips) is fits
    file.write_bytes(bytes(LARGEST + 1))
    found = read(folder, NAMES)
    assert "q25" not in found.languages["vi"].clips
    assert told(found) == ["Tệp ghi âm “vi/q25.m4a” có 30001 byte: cần từ 1 đến 30000."]


def test_a_link_within_the_folder_is_a_clip_and_one_out_of_it_is_none(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "vi" / "q25-6.mp3").symlink_to("1.mp3")
    outside = tmp_path / "outside.mp3"
    outside.write_bytes(silence())
    (folder / "vi" / "q26.mp3").symlink_to(outside)
    (folder / "vi" / "q27.mp3").symlink_to("../../outside.mp3")
    (folder / "vi" / "q28.mp3").symlink_to("q28.mp3")
    record(tmp_path, "abroad", "q24", name="Mông")
    (folder / "hmn").symlink_to(tmp_path / "abroad")
    found = read(folder, NAMES)
    assert heard(found) == {"vi": ["1", "q24", "q25-6"]}
    assert told(found) == [
        "“hmn” dẫn ra ngoài thư mục ghi âm, nên không được phát.",
        "“vi/q26.mp3” dẫn ra ngoài thư mục ghi âm, nên không được phát.",
        "“vi/q27.mp3” dẫn ra ngoài thư mục ghi âm, nên không được phát.",
        "Không đọc được “vi/q28.mp3” trong thư mục ghi âm.",
    ]


def test_a_name_that_leads_out_of_the_folder_is_not_read(folder: Path, tmp_path: Path) -> None:
    record(folder, "hmn", "q24")
    (tmp_path / "secret").write_text("secret")
    (folder / "hmn" / "ten.txt").symlink_to(tmp_path / "secret")
    assert list(read(folder, NAMES).languages) == ["vi"]


def test_what_is_no_file_is_told_and_never_waited_for(folder: Path) -> None:
    (folder / "vi" / "q25.mp3").mkdir()
    os.mkfifo(folder / "vi" / "q26.mp3")
    assert told(read(folder, NAMES)) == [
        "Không đọc được “vi/q25.mp3” trong thư mục ghi âm.",
        "Không đọc được “vi/q26.mp3” trong thư mục ghi âm.",
    ]


def test_of_two_files_for_one_clip_the_more_widely_played_is_heard(folder: Path) -> None:
    for name in ("q24.webm", "q24.m4a", "q24.ogg"):
        (folder / "vi" / name).write_bytes(silence())
    found = read(folder, NAMES)
    assert found.languages["vi"].clips["q24"].path.name == "q24.m4a"
    assert told(found) == [
        f"Có hai tệp cho một câu: “vi/q24.m4a” được phát, “vi/{other}” thì không."
        for other in ("q24.mp3", "q24.ogg", "q24.webm")
    ]


def test_what_systems_hide_in_a_folder_is_passed_over(folder: Path) -> None:
    for name in (".DS_Store", "vi/.DS_Store", "vi/._q24.m4a"):
        (folder / name).write_bytes(b"x")
    assert told(read(folder, NAMES)) == []


@pytest.mark.parametrize("name", ["none", "nghe/vi/q24.mp3"])
def test_a_folder_that_cannot_be_read_is_told(folder: Path, name: str) -> None:
    found = read(folder.parent / name, NAMES)
    assert (found.languages, found.version) == ({}, "")
    (sentence,) = told(found)
    assert sentence == f"Không đọc được thư mục ghi âm “{folder.parent / name}” (SURVEY_CLIPS)."


def test_every_change_of_what_is_heard_has_a_version_of_its_own(folder: Path) -> None:
    seen = [read(folder, NAMES).version]
    assert read(folder, NAMES).version == seen[0]
    record(folder, "vi", "q25")
    seen.append(read(folder, NAMES).version)
    record(folder, "vi", "q25", seconds=0.2)
    seen.append(read(folder, NAMES).version)
    (folder / "vi" / "q25.mp3").rename(folder / "vi" / "q26.mp3")
    seen.append(read(folder, NAMES).version)
    (folder / "vi" / "ten.txt").write_text("Kinh")
    seen.append(read(folder, NAMES).version)
    (folder / "vi" / "q26.mp3").unlink()
    seen.append(read(folder, NAMES).version)
    assert len(set(seen)) == len(seen)
    assert all(len(version) == 8 for version in seen)
