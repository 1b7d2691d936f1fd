"""What an office attached to a round: its scale and its groups of bodies, in every document."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pptx
import pytest

from survey import booklet, report, store
from survey.booklet import Contents
from survey.store import Database
from survey.store.connection import connect
from survey.store.groups import GroupRow
from tests.booklet.test_paper import words_of
from tests.booklet.test_slides import words_of as words_of_slide
from tests.report.scene import answered, found, opened, people

DAY = date(2026, 12, 31)
SCALE = b"""
target = 85
[[band]]
name = "T\xe1\xbb\x91t"
from = 80
[points]
rule = "linear"
at = [[60, 0], [90, 10]]
"""
STAMP = "Xếp loại, điểm quy đổi, chỉ tiêu theo thang điểm "


@pytest.fixture(scope="module")
def database(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Four bodies: one of the highest band, two below, one of too few sheets to be told."""
    file = tmp_path_factory.mktemp("attached") / "survey.sqlite"
    shutil.copyfile(migrated_file, file)
    database = connect(f"sqlite:///{file}")
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C", "D Sở D")
        this = opened(db)
        for code, pleased, displeased in (("A", 90, 10), ("B", 75, 25), ("C", 3, 0), ("D", 60, 40)):
            answered(db, this, code, people(pleased, displeased))
        store.scales.attach(db, this, SCALE, day=date(2026, 2, 1), person="x")
        rows = [GroupRow(2 + at, "k1", "Khối Một", code) for at, code in enumerate("ABC")]
        store.groups.import_rows(db, rows, today=date(2026, 1, 1))
        report.close(db, this, day=DAY, person="x")
    yield database
    database.dispose()


@pytest.fixture(scope="module")
def graded(database: Database) -> Contents:
    with database.reading() as db:
        return booklet.gather(db, store.rounds.need(db, "2026"))


@pytest.fixture(scope="module")
def own(database: Database) -> Contents:
    with database.reading() as db:
        return booklet.gather(db, store.rounds.need(db, "2026"), agency="A")


@pytest.fixture(scope="module")
def pdf(graded: Contents) -> str:
    return words_of(booklet.made(graded, "pdf"))


def test_the_ranking_says_what_each_index_is_on_the_scale_and_which_scale_that_is(
    pdf: str,
) -> None:
    assert "Xếp loại: Tốt 1, không xếp loại 2. Đạt chỉ tiêu 85,00%: 1/3 đơn vị được xếp" in pdf
    assert "Tốt, 10,00 điểm đạt chỉ tiêu" in pdf
    assert "5,00 điểm chưa đạt chỉ tiêu" in pdf
    assert STAMP in pdf
    assert "Điểm quy đổi: 60,00% được 0,00 điểm; 90,00% được 10,00 điểm; ở giữa hai mốc" in pdf


def test_groups_stand_together_and_as_the_mean_of_the_bodies_that_are_told(pdf: str) -> None:
    row = "Khối Một không gồm 1 đơn vị đang ẩn 82,50 "
    assert row in pdf
    line = pdf[pdf.index(row) : pdf.index(row) + 120]
    assert " 82,50 75,00 90,00 3 200 " in line
    listed = pdf[pdf.rindex("Khối Một") :]
    assert "1 Sở A 90,00 100 Tốt, 10,00 điểm đạt chỉ tiêu 2 Sở B 75,00 100" in listed
    assert "– Sở C ẩn 3" in listed
    assert "Trung bình 82,50 Thấp nhất 75,00 Cao nhất 90,00" in listed


def test_the_report_of_one_body_has_its_grade_and_no_group(own: Contents) -> None:
    assert own.groups is None
    words = words_of(booklet.made(own, "pdf"))
    assert "Tốt, 10,00 điểm, đạt chỉ tiêu" in words
    assert STAMP in words
    assert "Khối Một" not in words
    assert "Sở B" not in words


def test_word_and_slides_say_the_same(graded: Contents) -> None:
    tables = docx.Document(io.BytesIO(booklet.made(graded, "docx"))).tables
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert ["1", "Sở A", "90,00", "100", "Tốt, 10,00 điểm, đạt chỉ tiêu"] in rows
    assert any(row[0] == "Khối Một (không gồm 1 đơn vị đang ẩn)" for row in rows)
    slides = list(pptx.Presentation(io.BytesIO(booklet.made(graded, "pptx"))).slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles[1:4] == ["Xếp hạng: Sở, ban, ngành", "Theo cụm, khối", "Khối Một"]
    assert "Trung bình 75,00 (3 đơn vị); thấp nhất 60,00 (Sở D)" in words_of_slide(slides[1])
    assert "Tốt, 10,00 điểm" in words_of_slide(slides[1])
    page = booklet.made(graded, "html").decode()
    assert page.count("<section") == len(slides)
    assert "Phiếu thu về 100, hợp lệ 100, loại 0" in page
    assert "5,00 điểm, chưa đạt chỉ tiêu" in page


def test_what_is_not_attached_is_not_spoken_of(one_body: Contents, told: Contents) -> None:
    assert told.graded is None
    for form in ("docx", "html"):
        assert b"Theo c" not in booklet.made(told, form)
    assert "thang điểm" not in words_of(booklet.made(one_body, "pdf"))
