"""The slide of the province's published indices."""

from __future__ import annotations

import io
from datetime import date, datetime

import pptx
import pytest

from survey import booklet, clock, export, report, store
from survey.booklet import Contents
from survey.demo import province as demo
from survey.export.decree import Decree
from survey.intake import scoreboard as intake
from survey.intake.tables import Line
from survey.store import Database
from tests.report.scene import answered, found, opened, people

LAI_CHAU = "tỉnh Lai Châu"


@pytest.fixture
def told(database: Database) -> Contents:
    """A round of 2022, the year of which Lai Châu's figures were published."""
    with database.writing() as db:
        found(db, "A Sở A", day=date(2022, 1, 1))
        lines = [line for line in demo.scoreboard_lines() if line["body"] == "province"]
        intake.import_lines(db, lines, today=date(2026, 11, 23))
        this = opened(db, "2022")
        answered(db, this, "A", people(33))
        report.close(db, this, day=this.last, person="x")
    return gathered(database)


def gathered(database: Database) -> Contents:
    with database.reading() as db:
        return booklet.gather(db, store.rounds.need(db, "2022"), province=LAI_CHAU)


def slide_of(told: Contents) -> tuple[list[list[str]], str]:
    """The lines of the board's table, and every other word of its slide."""
    slide = list(pptx.Presentation(io.BytesIO(booklet.made(told, "pptx"))).slides)[1]
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    words = (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    return [[cell.text for cell in row.cells] for row in table.rows], " ".join(words)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_slides_begin_with_what_was_published_of_the_year(told: Contents) -> None:
    slides = list(pptx.Presentation(io.BytesIO(booklet.made(told, "pptx"))).slides)
    board = slides[1]
    assert board.shapes.title.text_frame.text == "Tỉnh Lai Châu tăng hạng ở cả 3 chỉ số năm 2022"
    (table,) = [shape.table for shape in board.shapes if shape.has_table]
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    assert lines[2][0] == "Chỉ số hài lòng về sự phục vụ hành chính (SIPAS)"
    assert (lines[2][1], *lines[2][3:]) == ("79,34%", "35/63", "tăng 2 bậc")
    assert "xếp thứ 24/63, tăng 7 bậc" in board.notes_slide.notes_text_frame.text
    page = booklet.made(told, "html").decode()
    assert '<section id="s2" class="board">' in page
    assert "79,34%" in page


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_published_year_stands_as_it_was_published(database: Database, told: Contents) -> None:
    assert "chưa được công bố theo quyết định" in slide_of(told)[1]
    decree = Decree("7/QĐ-UBND", date(2023, 5, 2), "Lê Văn B, Phó Chủ tịch", "")
    at = datetime(2023, 5, 3, 9, tzinfo=clock.OFFICE)
    with database.writing() as db:
        export.publish_year(db, 2022, decree, province=LAI_CHAU, at=at, person="x")
        line = {"year": "2022", "index": "sipas", "body": "province", "value": "99"}
        intake.import_lines(db, [Line(2, line)], today=date(2026, 11, 23))

    published, words = slide_of(gathered(database))

    assert published == slide_of(told)[0]
    assert "năm 2022, lần công bố thứ 1: Quyết định số 7/QĐ-UBND ngày 02/5/2023." in words


def test_a_year_of_which_nothing_was_published_has_no_such_slide(one_body: Contents) -> None:
    assert one_body.board is None
    assert 'class="board"' not in booklet.made(one_body, "html").decode()
