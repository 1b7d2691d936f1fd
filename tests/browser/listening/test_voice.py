"""What nobody recorded, read by the phone's own voice; and no button where there is neither."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.browser.listening.conftest import LISTEN, Listens
from tests.recorded import record


def test_a_phone_with_a_voice_reads_what_has_no_clip(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "q24", "1", "3")
    listener = listens("en-US", "vi-VN")
    assert listener.hears("q24") == ["vi/q24", "vi/1", "vi/3"]
    assert listener.spoken() == [
        ("vi-VN", "2, Không hài lòng"),
        ("vi-VN", "4, Hài lòng"),
        ("vi-VN", "5, Rất hài lòng"),
        ("vi-VN", "Không rõ"),
    ]


def test_a_phone_with_a_voice_needs_no_clips(listens: Listens) -> None:
    listener = listens("vi-VN")
    assert listener.hears("visit") == []
    assert listener.spoken() == [
        ("vi-VN", "Hôm nay Ông/Bà đến để làm gì?"),
        ("vi-VN", "Nộp hồ sơ"),
        ("vi-VN", "Nhận kết quả"),
        ("vi-VN", "Hỏi thông tin, việc khác"),
        ("vi-VN", "Không trả lời"),
    ]
    listener.hears("q24")
    assert listener.spoken()[5] == (
        "vi-VN",
        "Câu 1 trên 16, Biển hiệu, hướng dẫn: rõ ràng, dễ thấy, dễ tìm đúng nơi cần đến",
    )


def test_a_clip_that_cannot_be_fetched_or_played_is_read(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "visit", "visit-1", "visit-2", "visit-3", "visit-4")
    (folder / "vi" / "visit-3.mp3").write_bytes(b"this is no sound at all" * 9)
    listener = listens("vi-VN")

    def fail(route: Route) -> None:
        route.abort("internetdisconnected")

    listener.page.route("**/vi/visit-1", fail)
    (folder / "vi" / "visit-2.mp3").unlink()
    listener.hears("visit")
    assert [words for _, words in listener.spoken()] == [
        "Nộp hồ sơ",
        "Nhận kết quả",
        "Hỏi thông tin, việc khác",
    ]


def test_a_clip_that_fails_on_a_phone_without_a_voice_is_passed_over(
    listens: Listens, folder: Path
) -> None:
    record(folder, "vi", "visit", "visit-1", "visit-2")
    (folder / "vi" / "visit-1.mp3").write_bytes(b"this is no sound at all" * 9)
    listener = listens()
    assert listener.hears("visit") == ["vi/visit", "vi/visit-1", "vi/visit-2"]


def test_without_clips_and_without_a_voice_there_is_no_button(listens: Listens) -> None:
    listener = listens()
    assert listener.offered() == []
    expect(listener.page.get_by_role("button", name=LISTEN)).to_have_count(0)
    expect(listener.page.get_by_label("Nghe bằng")).to_have_count(0)


@pytest.mark.parametrize("other", ["en-US", "vi-VN?"], ids=["of another language", "of a service"])
def test_a_voice_that_is_not_the_phones_own_for_this_page_is_none(
    listens: Listens, other: str
) -> None:
    assert listens(other).offered() == []


def test_an_english_page_is_read_by_an_english_voice(listens: Listens) -> None:
    listener = listens("vi-VN", "en-GB", query="?lang=en")
    button = listener.page.get_by_role("button", name="Listen to the question").first
    button.click()
    expect(listener.page.get_by_role("button", name="Stop")).to_have_count(0)
    assert listener.spoken()[0] == ("en-GB", "What did you come for today?")


def test_a_voice_that_comes_late_brings_the_buttons(listens: Listens) -> None:
    listener = listens("vi-VN?")
    assert listener.offered() == []
    listener.page.evaluate(
        "speech.voices = [{ lang: 'vi_VN', localService: true }]; speech.onvoiceschanged()"
    )
    assert listener.offered()[0] == "visit"
