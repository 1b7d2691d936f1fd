"""What is printed of a page: whole tables under their heads, and nothing that needs a screen."""

from __future__ import annotations

from urllib.parse import quote

import pypdfium2
import pytest

from tests.browser.conftest import Office

HEADS = "Thứ hạng khoảng hạng Đơn vị"
ENDS = ("Trung bình các đơn vị được xếp hạng", "Thấp nhất", "Cao nhất")


def sheets(office: Office, role: str, path: str) -> list[str]:
    """The words of each sheet, without the blanks that a printed page sets anew."""
    page = office.goes(office.signed[role].new_page(), path, "vi")
    made = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    page.close()
    return [_close(sheet.get_textpage().get_text_range()) for sheet in made]


def _close(words: str) -> str:
    return "".join(words.split())


def on(printed: list[str], words: str) -> list[int]:
    """The sheets on which these words stand."""
    return [at for at, sheet in enumerate(printed) if _close(words) in sheet]


def test_every_sheet_of_a_table_has_its_heads_and_its_ends_stand_together(office: Office) -> None:
    kind = quote("UBND xã, phường")
    printed = sheets(office, "analyst", f"/tong-hop/2025?nhom={kind}")
    with_rows = on(printed, "thu về")
    assert len(with_rows) > 1
    assert set(with_rows) <= set(on(printed, HEADS))
    (last,) = {at for words in ENDS for at in on(printed, words)}
    assert last == with_rows[-1], "the ends follow a row of their table"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/tong-hop/2025", "Excel"),
        ("/tong-hop/2025", "Cách tính đầy đủ"),
        ("/tong-hop/2026", "Chốt số liệu"),
        ("/tong-hop/2025/H35.11", "Đăng xuất"),
    ],
)
def test_what_only_a_screen_can_open_is_left_out(office: Office, path: str, words: str) -> None:
    page = office.goes(office.signed["analyst"].new_page(), path, "vi")
    assert _close(words) in _close(page.inner_text("body"))
    page.close()
    assert on(sheets(office, "analyst", path), words) == []


def test_every_sheet_of_an_edition_names_its_decision_and_the_last_its_hash(office: Office) -> None:
    printed = sheets(office, "analyst", f"/ket-qua/2025?nhom={quote('UBND xã, phường')}")
    assert len(printed) > 1
    assert on(printed, "Quyết định số") == list(range(len(printed)))
    assert on(printed, "SHA-256") == [len(printed) - 1]
