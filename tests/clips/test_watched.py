"""A folder of clips that changes while the server runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from survey.clips import NONE, Watched
from tests.recorded import record, settle, silence

NAMES = {"vi": "Tiếng Việt"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a clip in Vietnamese."""
    record(tmp_path / "nghe", "vi", "q24")
    return tmp_path / "nghe"


def heard(watched: Watched) -> list[str]:
    return [
        f"{code}/{clip}" for code, one in watched.glance().languages.items() for clip in one.clips
    ]


def test_no_folder_has_no_clips() -> None:
    watched = Watched("", NAMES)
    assert watched.glance() is NONE
    assert watched.look("vi", "q24") is NONE


def test_a_folder_that_is_not_there_yet_has_none_until_it_is(tmp_path: Path) -> None:
    watched = Watched(str(tmp_path / "nghe"), NAMES)
    assert heard(watched) == []
    record(tmp_path / "nghe", "vi", "q24")
    assert heard(watched) == ["vi/q24"]


def test_what_is_put_there_taken_away_or_renamed_shows_at_the_next_glance(folder: Path) -> None:
    watched = Watched(str(folder), NAMES)
    assert heard(watched) == ["vi/q24"]
    record(folder, "vi", "q25")
    assert heard(watched) == ["vi/q24", "vi/q25"]
    record(folder, "hmn", "q24", name="Mông")
    assert heard(watched) == ["hmn/q24", "vi/q24", "vi/q25"]
    (folder / "vi" / "q24.mp3").unlink()
    (folder / "hmn" / "q24.mp3").rename(folder / "hmn" / "q26.mp3")
    assert heard(watched) == ["hmn/q26", "vi/q25"]


def test_a_settled_folder_is_not_read_for_each_glance(folder: Path) -> None:
    settle(folder)
    watched = Watched(str(folder), NAMES)
    first = watched.glance()
    assert watched.glance() is first
    record(folder, "vi", "q25")
    assert watched.glance() is not first


def test_two_changes_in_one_moment_are_both_seen(folder: Path) -> None:
    watched = Watched(str(folder), NAMES)
    record(folder, "vi", "q25")
    moment = os.stat(folder / "vi").st_mtime_ns
    assert "vi/q25" in heard(watched)
    record(folder, "vi", "q26")
    os.utime(folder / "vi", ns=(moment, moment))
    assert "vi/q26" in heard(watched)


def test_a_clip_written_over_in_its_place_is_seen_once_one_is_asked_for(folder: Path) -> None:
    settle(folder)
    watched = Watched(str(folder), NAMES)
    before = watched.glance().version
    assert watched.look("vi", "q24").version == before
    (folder / "vi" / "q24.mp3").write_bytes(silence(0.3))
    assert watched.glance().version == before
    assert watched.look("vi", "q25").version == before
    after = watched.look("vi", "q24").version
    assert after != before
    assert watched.glance().version == after


def test_a_folder_that_goes_away_takes_its_clips_with_it(folder: Path) -> None:
    watched = Watched(str(folder), NAMES)
    assert heard(watched) == ["vi/q24"]
    folder.rename(folder.parent / "old")
    assert heard(watched) == []
