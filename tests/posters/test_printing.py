"""Posters as paper: rendered, looked at by a decoder, and read back as text."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from survey.posters import CannotPrint, Poster, TooLong, pdf, printing

DAY = date(2026, 11, 23)
ROOT = Path(__file__).parents[2]
SITE = "https://khaosat.laichau.gov.vn"
POSTERS = (
    Poster.of("Sở Tư pháp tỉnh Lai Châu", "Quầy số 3 · Hộ tịch, quốc tịch", "JSK469", SITE),
    Poster.of(
        "Ban Quản lý Khu kinh tế cửa khẩu Ma Lù Thàng tỉnh Lai Châu",
        "Quầy 12 · Tiếp nhận hồ sơ đất đai, môi trường, xây dựng",
        "K7M4QX",
        SITE,
    ),
    Poster.of(
        "Trung tâm Phục vụ hành chính công tỉnh Lai Châu – Chi nhánh Văn phòng Đăng ký đất đai "
        "khu vực Phong Thổ, Sìn Hồ, Nậm Nhùn",
        "Quầy 27 · Tiếp nhận và trả kết quả thủ tục hành chính lĩnh vực đất đai, tài nguyên "
        "nước, khoáng sản, môi trường, đo đạc và bản đồ",
        "00ZZ9X",
        "https://khaosat.trungtamphucvuhanhchinhcong.laichau.gov.vn",
    ),
    Poster.of("UBND xã Khổng Lào", "Quầy 1", "JSK469", "http://127.0.0.1:8000"),
)
MILLIMETRES = {"a4": (210, 297), "a5": (148, 210)}
OFFICE, PHONE = "Sở Nội vụ tỉnh Lai Châu", "0213 3876 543"


@cache
def printed(size: str = "a4") -> bytes:
    return pdf(POSTERS, day=DAY, size=size, edition=2, office=OFFICE, phone=PHONE)


@cache
def pictures(size: str) -> list[Image.Image]:
    """Render every page in grey, as many dots wide as a phone's picture of it may have."""
    document = pypdfium2.PdfDocument(printed(size))
    return [
        page.render(scale=2480 / page.get_width(), grayscale=True).to_pil() for page in document
    ]


def words_of(made: bytes, page: int) -> str:
    text: str = pypdfium2.PdfDocument(made)[page].get_textpage().get_text_range()
    return " ".join(unicodedata.normalize("NFC", text).split())


def decoded(picture: Image.Image) -> list[Any]:
    return list(zxingcpp.read_barcodes(picture))


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_there_is_one_page_a_poster_however_long_its_names(size: str) -> None:
    document = pypdfium2.PdfDocument(printed(size))
    assert len(document) == len(POSTERS)
    for page in document:
        millimetres = tuple(round(points / 72 * 25.4) for points in page.get_size())
        assert millimetres == MILLIMETRES[size]


@pytest.mark.parametrize("number", range(len(POSTERS)))
@pytest.mark.parametrize("size", ["a4", "a5"])
def test_every_code_is_read_at_full_half_and_a_sixth_of_its_size(size: str, number: int) -> None:
    page = pictures(size)[number]
    for part in (1, 2, 6):
        small = page.resize((page.width // part, page.height // part))
        assert [found.text for found in decoded(small)] == [POSTERS[number].url]


@pytest.mark.parametrize("number", range(len(POSTERS)))
@pytest.mark.parametrize("size", ["a4", "a5"])
def test_a_code_with_a_torn_corner_is_still_read(size: str, number: int) -> None:
    page = pictures(size)[number].copy()
    left, top, side = square_of(page)
    torn = round(side * 0.28)
    ImageDraw.Draw(page).rectangle(
        (left + side - torn, top + side - torn, left + side, top + side), fill=255
    )
    assert [found.text for found in decoded(page)] == [POSTERS[number].url]


def square_of(page: Image.Image) -> tuple[int, int, int]:
    """Return left, top and side of the code, in dots."""
    corners = decoded(page)[0].position
    left, top = corners.top_left.x, corners.top_left.y
    return left, top, corners.bottom_right.x - left


@pytest.mark.parametrize("number", range(len(POSTERS)))
@pytest.mark.parametrize(("size", "least"), [("a4", 85.0), ("a5", 59.9)])
def test_the_code_is_large_and_has_four_modules_of_white_all_round(
    size: str, least: float, number: int
) -> None:
    page = pictures(size)[number]
    left, top, side = square_of(page)
    assert side / page.width * MILLIMETRES[size][0] >= least - 0.4  # a dot or two of the rim
    modules = (33, 33, 41, 29)[number]
    white = int(4 * side / modules) - 2
    ring = page.crop((left - white, top - white, left + side + white, top + side + white))
    ImageDraw.Draw(ring).rectangle((white - 3, white - 3, white + side + 3, white + side + 3), 255)
    assert min(ring.tobytes()) > 200


@pytest.mark.parametrize("number", [0, 1, 3])
def test_letters_are_large_enough_to_be_read_from_a_chair(number: int) -> None:
    """Capitals are 0.7 of a font's size, give or take a rounding."""
    poster = POSTERS[number]
    for words, points in (
        ("Mời Ông/Bà", 40),
        (poster.desk[:4], 24),
        ("Quét mã", 18),
        ("Bấm Gửi", 18),
        ("Không ghi tên", 16),
        ("Hoặc", 11),
        (f"{poster.code[:3]}-{poster.code[3:]}", 8 / 0.7 / 25.4 * 72),
        ("Please rate", 9),
    ):
        assert capital_of(number, words) >= 0.69 * points, words


def capital_of(number: int, words: str) -> float:
    """Return the height of the first letter of `words` on A4, in points."""
    text = pypdfium2.PdfDocument(printed())[number].get_textpage()
    _, bottom, _, top = text.get_charbox(text.get_text_range().index(words))
    return float(top - bottom)


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_nothing_is_printed_at_the_very_edge_of_the_sheet(size: str) -> None:
    """Office printers leave 5 mm; only the coloured bar on top may lose its rim."""
    for page in pictures(size):
        dots = page.width / MILLIMETRES[size][0]
        edge = round(5 * dots)
        below = page.crop((0, round(7 * dots), page.width, page.height))
        for strip in (
            (0, 0, edge, below.height),
            (below.width - edge, 0, below.width, below.height),
            (0, below.height - edge, below.width, below.height),
        ):
            assert below.crop(strip).getextrema() == (255, 255)


@pytest.mark.parametrize("number", range(len(POSTERS)))
def test_a_poster_names_its_agency_desk_address_and_code_in_text(number: int) -> None:
    poster = POSTERS[number]
    words = words_of(printed(), number)
    assert poster.agency.upper() in words
    assert poster.desk in words
    assert poster.host in words.replace(" .", ".")
    assert f"{poster.code[:3]}-{poster.code[3:]}" in words


def test_a_poster_says_what_the_survey_promises_and_warns_of() -> None:
    words = words_of(printed(), 0)
    for sentence in (
        "Mời Ông/Bà đánh giá việc phục vụ tại đây",
        "Mở Zalo hoặc máy ảnh, quét mã này",
        "Quét mã",
        "Chọn mức hài lòng",
        "Bấm Gửi phiếu",
        "Không ghi tên. Không bắt buộc. Cán bộ ở quầy không xem được phiếu của từng người.",
        "Không có điện thoại? Xin phiếu giấy, tự điền, gấp lại và bỏ vào hòm phiếu.",
        "Trang thật không hỏi mật khẩu, mã OTP, VNeID, tài khoản ngân hàng; không bắt cài ứng "
        "dụng; không thu tiền. Nếu thấy những điều đó, xin dừng lại và báo cán bộ.",
        "Nếu có người nhắc Ông/Bà chọn mức nào, xin gọi 0213 3876 543.",
        "Phụ trách: Sở Nội vụ tỉnh Lai Châu · Bản in 11/2026, lần 2",
        "Please rate the service here. Scan, choose, send. No name, no log-in, no payment.",
    ):
        assert sentence in words


def test_a_sentence_that_needs_an_office_or_a_phone_is_left_out_without_it() -> None:
    words = words_of(pdf(POSTERS[:1], day=DAY), 0)
    assert "Phụ trách" not in words
    assert "Nếu có người nhắc" not in words
    assert words.endswith("Bản in 11/2026") or "Bản in 11/2026" in words
    assert "lần" not in words


def test_a_poster_of_made_up_figures_says_so() -> None:
    made = pdf(POSTERS, day=DAY, office=OFFICE, phone=PHONE, synthetic=True)
    assert all("giả định" in words_of(made, number) for number in range(len(POSTERS)))
    assert "giả định" not in words_of(printed(), 0)


def test_the_same_posters_of_the_same_day_are_the_same_bytes() -> None:
    again = pdf(POSTERS, day=DAY, size="a4", edition=2, office=OFFICE, phone=PHONE)
    assert again == printed("a4")
    assert pdf(POSTERS[:1], day=DAY) != pdf(POSTERS[:1], day=date(2026, 12, 1))


def test_the_file_is_tagged_titled_and_in_vietnamese() -> None:
    made = printed()
    for mark in (b"/StructTreeRoot", b"/Lang(vi-VN)", b"<pdfuaid:part>1", b"<pdfaid:part>2"):
        assert mark in made
    assert pypdfium2.PdfDocument(made).get_metadata_value("Title").startswith("Bảng mã QR")


def test_accents_written_apart_are_printed_as_letters() -> None:
    apart = Poster.of(unicodedata.normalize("NFD", POSTERS[0].agency), "Quầy\n1", "JSK469", SITE)
    words = words_of(pdf([apart], day=DAY), 0)
    assert POSTERS[0].agency.upper() in words
    assert "Quầy 1" in words


def test_names_that_leave_no_room_are_refused_and_named() -> None:
    endless = Poster.of("Sở", "Quầy số một " * 60, "JSK469", SITE)
    with pytest.raises(TooLong, match="Sở, Quầy số một"):
        pdf([POSTERS[1], endless], day=DAY)


def test_a_letter_that_the_font_lacks_is_refused_and_not_printed_as_a_box() -> None:
    strange = Poster.of("Sở Nội vụ 中", "Quầy 1", "JSK469", SITE)
    with pytest.raises(CannotPrint, match="không có ký tự “中”"):
        pdf([strange], day=DAY)


def test_no_posters_and_an_unknown_size_are_refused() -> None:
    with pytest.raises(CannotPrint, match="Không có quầy"):
        pdf([], day=DAY)
    with pytest.raises(CannotPrint, match="a4 hoặc a5: “a3”"):
        pdf(POSTERS, day=DAY, size="a3")


def test_a_drawing_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "_START_SECONDS", 0.01)
    monkeypatch.setattr(printing, "_PAGE_SECONDS", 0.0)
    with pytest.raises(CannotPrint, match="vẫn chưa in xong"):
        pdf(POSTERS, day=DAY)


def test_sixty_posters_are_printed_within_seconds() -> None:
    many = [Poster.of(f"UBND xã số {n}", f"Quầy {n}", f"JSK{n:03}", SITE) for n in range(60)]
    start = time.perf_counter()
    made = pdf(many, day=DAY, office=OFFICE, phone=PHONE)
    assert time.perf_counter() - start < 20
    assert len(pypdfium2.PdfDocument(made)) == 60
    assert "QUẦY 59" in words_of(made, 59).upper()


def test_asking_for_posters_loads_no_typesetter_into_the_asking_process() -> None:
    look = (
        "import sys, datetime; from survey import posters; "
        "posters.pdf([posters.Poster.of('Sở', 'Quầy 1', 'JSK469', 'https://a.vn')], "
        "day=datetime.date(2026, 11, 23)); "
        "sys.exit(any(name in sys.modules for name in ('typst', 'qrcode', 'PIL')))"
    )
    subprocess.run([sys.executable, "-c", look], check=True, cwd=ROOT)
