"""The report on paper: its pages, its words, what it claims to be."""

from __future__ import annotations

import ctypes
import re
import unicodedata
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from survey import booklet
from survey.booklet import CannotSet, Contents, decided, figures, paper
from survey.press import packing, setting
from tests.booklet.conftest import LONG, OFFICE

NUMBERED = re.compile(r"(?:[IVX]+|\d+)\. ")


@pytest.fixture(scope="session")
def printed(told: Contents) -> bytes:
    return booklet.made(told, "pdf", office=OFFICE)


def bookmarks(made: bytes) -> list[tuple[int, str, int]]:
    """Return (depth, title, page) of every bookmark."""
    document = pypdfium2.PdfDocument(made)
    return [
        (mark.level, " ".join(mark.get_title().split()), mark.get_dest().get_index())
        for mark in document.get_toc()
    ]


def words_of(made: bytes, page: int | None = None) -> str:
    document = pypdfium2.PdfDocument(made)
    pages = range(len(document)) if page is None else [page]
    text = " ".join(document[at].get_textpage().get_text_range() for at in pages)
    return " ".join(unicodedata.normalize("NFC", text).replace("\ufffe", "-").split())


def fonts_of(page: pypdfium2.PdfPage) -> set[str]:
    """Return what the fonts of a page are called, without the mark of a part of one."""
    found = set()
    for text in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=4):
        font = pypdfium2.raw.FPDFTextObj_GetFont(text)
        name = ctypes.create_string_buffer(64)
        pypdfium2.raw.FPDFFont_GetBaseFontName(font, name, 64)
        found.add(name.value.decode().split("+")[-1])
    return found


def test_every_part_and_every_body_has_a_bookmark(printed: bytes) -> None:
    marks = bookmarks(printed)
    assert [title for depth, title, _ in marks if depth == 0] == [
        "I. Khảo sát thế nào",
        "II. Phiếu thu về",
        "III. Kết quả chung",
        "IV. Xếp hạng",
        "V. So với kỳ trước",
        "VI. Từng đơn vị",
        "VII. Cách tính và giới hạn",
        "VIII. Phụ lục: toàn bộ số liệu",
    ]
    bodies = [title for _, title, _ in marks if not NUMBERED.match(title)]
    assert bodies == [
        "Sở G",
        "Sở ít phiếu",
        "Sở Tư pháp",
        "Sở vắng",
        "Sở Y tế",
        LONG,
        "UBND xã Mường Kim",
    ]


def test_each_body_has_one_page_of_its_own(printed: bytes) -> None:
    marks = bookmarks(printed)
    pages = [page for _, title, page in marks if not NUMBERED.match(title)]
    assert pages == list(range(pages[0], pages[0] + 7))
    (method,) = [page for _, title, page in marks if title.startswith("VII. ")]
    assert method == pages[-1] + 1


def test_the_cover_names_office_round_and_day(printed: bytes) -> None:
    cover = words_of(printed, 0)
    for words in (
        "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Lai Châu, ngày 02 tháng 6 năm 2026",
        "Chỉ số hài lòng tại nơi giải quyết thủ tục",
        "Năm 2026",
        "Số liệu chốt ngày 02/6/2026 (lần 1)",
        "01/01/2026 – 31/12/2026",
    ):
        assert words in cover
    assert "giả định" not in words_of(printed)


def test_numbers_are_written_as_officials_write_them(printed: bytes, told: Contents) -> None:
    words = words_of(printed)
    assert "1.184" in words
    (body,) = [one for one in told.bodies if one.body.code == "A"]
    assert f"{body.overall.row.percent}".replace(".", ",") in words
    assert "▲ +" in words
    assert not re.search(r"\d,\d\d %", words)


def test_every_table_says_what_it_stands_on(printed: bytes) -> None:
    words = words_of(printed)
    assert (
        "Cách tính: hài lòng là mức 4 và mức 5, gộp mọi câu trả lời. Số phiếu hợp lệ: 1.184. "
        "Hình thức: mọi hình thức trả lời. Số liệu chốt ngày 02/6/2026."
    ) in words


def test_bodies_with_few_sheets_and_with_none_say_so(printed: bytes) -> None:
    marks = {title: page for _, title, page in bookmarks(printed)}
    assert "Chưa có phiếu trong số liệu đã chốt" in words_of(printed, marks["Sở vắng"])
    few = words_of(printed, marks["Sở ít phiếu"])
    assert "ẩn, dưới 5 phiếu" in few
    assert "100,00" not in few
    assert "chưa đủ số phiếu để xếp hạng (7/30)" in words_of(printed)


def test_every_body_says_what_came_in_and_whom_it_hardly_differs_from(printed: bytes) -> None:
    words = words_of(printed)
    assert "thu về 1.184, loại 0" in words
    assert "Sở Tư pháp 30 1.184 1.184 0 có" in words
    assert "2 đơn vị" in words


def test_a_first_round_has_nothing_to_compare_with(first_round: Contents) -> None:
    made = booklet.made(first_round, "pdf", synthetic=True)
    parts = [NUMBERED.sub("", title) for depth, title, _ in bookmarks(made) if depth == 0]
    assert "So với kỳ trước" not in parts
    assert "chưa có kỳ trước" in words_of(made)
    assert all("Số liệu giả định" in words_of(made, page) for page in (0, 1, 2))


def test_the_report_of_one_body_is_about_no_other(one_body: Contents) -> None:
    made = booklet.made(one_body, "pdf")
    assert [title for depth, title, _ in bookmarks(made) if depth == 0] == [
        "I. Khảo sát thế nào",
        "II. Sở Tư pháp",
        "III. Cách tính và giới hạn",
        "IV. Phụ lục: toàn bộ số liệu",
    ]
    assert "Sở Y tế" not in words_of(made)


def test_the_file_is_for_the_archive_tagged_titled_and_dated_by_the_freeze(printed: bytes) -> None:
    for mark in (b"<pdfaid:part>2", b"<pdfaid:conformance>A", b"<pdfuaid:part>1"):
        assert mark in printed
    document = pypdfium2.PdfDocument(printed)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    assert document.get_metadata_value("Title") == (
        "Báo cáo chỉ số hài lòng tại nơi giải quyết thủ tục – Năm 2026"
    )
    assert document.get_metadata_value("CreationDate").startswith("D:20260602")


def test_what_the_typesetter_wrote_is_packed_and_nothing_of_it_is_lost(
    told: Contents, printed: bytes
) -> None:
    data = figures.printed(told, office=OFFICE, synthetic=False)
    made = setting.pdf(paper.HERE / "report" / "report.typ", data, day=told.shown.day)
    assert packing.packed(made) == printed
    assert packing.packed(printed) == printed
    assert len(printed) < len(made) / 4
    assert bookmarks(printed) == bookmarks(made)
    assert words_of(printed) == words_of(made)
    assert objects_of(printed) == objects_of(made)


def objects_of(made: bytes) -> dict[int, bytes]:
    """Return what each object says, wherever it is kept."""
    plain = dict(re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj(?=\n)", made, re.DOTALL))
    packs = [number for number, said in plain.items() if b"/Type/ObjStm" in said]
    for pack in packs:
        said = plain.pop(pack)
        inside = zlib.decompress(said[said.index(b"stream\n") + 7 : -len(b"\nendstream")])
        first = int(re.search(rb"/First (\d+)", said)[1])  # type: ignore[index]
        places = list(map(int, inside[:first].split()))
        ends = [*places[3::2], len(inside) - first]
        for number, begin, end in zip(places[::2], places[1::2], ends, strict=True):
            plain[b"%d" % number] = inside[first + begin : first + end].strip()
    return {
        int(number): said for number, said in plain.items() if not said.startswith(b"<</Type/XRef")
    }


def test_every_letter_that_is_let_through_has_a_drawing_in_each_of_the_four_fonts(
    tmp_path: Path,
) -> None:
    known = (chr(one) for one in range(0x20, 0x3000))
    letters = "".join(one for one in known if decided.printable(one) == one != "\n")
    assert "Ặ" in letters
    own = "".join(
        set("".join(file.read_text() for file in (paper.HERE / "report").iterdir())) - {"\n"}
    )
    file = tmp_path / "letters.typ"
    file.write_text(
        '#set document(title: "x")\n#set text(font: "Tinos", fallback: false)\n'
        '#for (style, weight) in (("normal", 400), ("italic", 400), ("normal", 700), '
        '("italic", 700)) { text(style: style, weight: weight, json(bytes(sys.inputs.data)))\n }'
    )
    made = pypdfium2.PdfDocument(setting.pdf(file, letters + own, day=date(2026, 6, 2)))
    fonts = {one for page in made for one in fonts_of(page)}
    assert fonts == {"Tinos-Regular", "Tinos-Italic", "Tinos-Bold", "Tinos-BoldItalic"}


def test_the_report_is_set_in_the_letter_of_official_documents_and_no_other(
    printed: bytes,
) -> None:
    names = {name for page in pypdfium2.PdfDocument(printed) for name in fonts_of(page)}
    assert names
    assert all(name.startswith("Tinos-") for name in names)


def test_the_same_freeze_gives_the_same_bytes(told: Contents, printed: bytes) -> None:
    assert booklet.made(told, "pdf", office=OFFICE) == printed


def test_a_letter_that_the_font_lacks_is_refused(one_body: Contents) -> None:
    strange = replace(one_body.round, title="Năm 中")
    with pytest.raises(CannotSet, match="không có ký tự “中”"):
        booklet.made(replace(one_body, round=strange), "pdf")


def test_one_report_is_set_at_a_time(one_body: Contents, monkeypatch: pytest.MonkeyPatch) -> None:
    with paper._one, pytest.raises(CannotSet, match="Đang dựng một báo cáo khác"):
        booklet.made(one_body, "pdf")
    monkeypatch.setattr(paper, "_START_SECONDS", 0.01)
    monkeypatch.setattr(paper, "_BODY_SECONDS", 0.0)
    with pytest.raises(CannotSet, match="vẫn chưa xong báo cáo"):
        booklet.made(one_body, "pdf")
    assert not paper._one.locked()
