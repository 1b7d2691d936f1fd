"""The Word file as a person who edits it finds it."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from docx.oxml.ns import qn
from docx.shared import Mm

from survey import booklet
from survey.booklet import Contents
from tests.booklet.conftest import OFFICE


def opened(made: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(made))


def test_it_is_a_vietnamese_sheet_of_a4_in_the_font_of_offices(told: Contents) -> None:
    file = opened(booklet.made(told, "docx", office=OFFICE))
    section = file.sections[0]
    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round(size / Mm(1)) for size in sizes] == [210, 297, 30, 15]
    assert file.styles["Normal"].font.name == "Times New Roman"
    assert 'w:val="vi-VN"' in file.styles.element.xml
    about = file.core_properties
    assert (about.author, about.created.replace(tzinfo=None)) == (OFFICE, datetime(2026, 6, 2))
    head = [line for cell in file.tables[0].rows[0].cells for line in cell.text.splitlines()]
    assert head[:2] == ["ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", "SỞ NỘI VỤ"]
    assert head[-2:] == ["Độc lập - Tự do - Hạnh phúc", "Lai Châu, ngày 02 tháng 6 năm 2026"]
    assert next(line.text for line in file.paragraphs if line.style.name == "Title") == "BÁO CÁO"


def test_every_table_repeats_its_head_and_breaks_no_row(told: Contents) -> None:
    tables = opened(booklet.made(told, "docx")).tables
    # the head, which is no table of figures
    assert tables.pop(0).rows[0].cells[1].text.startswith("CỘNG HÒA")
    # how, channels, kinds; sheets of two kinds, two rankings, one comparison; a table a body that
    # has sheets
    assert len(tables) == 3 + 2 + 2 + 1 + 6
    for table in tables:
        head, *rows = table._tbl.tr_lst
        assert head.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (head, *rows))
        assert len({len(row.tc_lst) for row in (head, *rows)}) == 1


def test_a_ranking_ends_with_mean_lowest_and_highest(told: Contents) -> None:
    (ranking,) = [
        table
        for table in opened(booklet.made(told, "docx")).tables
        if table.rows[0].cells[0].text == "Thứ hạng" and len(table.rows) > 6
    ]
    ends = [row.cells[1].text for row in ranking.rows][-3:]
    (kind,) = [one for one in told.kinds if len(one.ranking.entries) > 3]
    assert 0 < kind.ranking.ranked < len(kind.ranking.entries)
    assert ends[0] == f"Trung bình của {kind.ranking.ranked} đơn vị"
    assert ends[1].startswith("Thấp nhất: ")
    assert ends[2].startswith("Cao nhất: ")


def test_nothing_in_it_tells_when_it_was_made(told: Contents) -> None:
    made = booklet.made(told, "docx")
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert booklet.made(told, "docx") == made
