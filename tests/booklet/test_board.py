"""The slide of the province's published indices."""

from __future__ import annotations

import io
from datetime import date

import pptx
import pytest

from survey import booklet, report
from survey.booklet import Contents
from survey.demo import province as demo
from survey.intake import scoreboard as intake
from survey.store import Database
from tests.report.scene import answered, found, opened, people


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
    with database.reading() as db:
        return booklet.gather(db, this, province="tỉnh Lai Châu")


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


def test_a_year_of_which_nothing_was_published_has_no_such_slide(one_body: Contents) -> None:
    assert one_body.board is None
    assert 'class="board"' not in booklet.made(one_body, "html").decode()
