"""The slides: in PowerPoint, and as one page in a hall without internet."""

from __future__ import annotations

import io
import re

import html5lib
import pptx

from survey import booklet
from survey.booklet import Contents
from tests.booklet.conftest import LONG, OFFICE


def words_of(slide: pptx.slide.Slide) -> str:
    said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            said += [cell.text for row in shape.table.rows for cell in row.cells]
    return " | ".join(said)


def test_powerpoint_has_a_wide_slide_for_every_body_with_a_chart_to_edit(told: Contents) -> None:
    file = pptx.Presentation(io.BytesIO(booklet.made(told, "pptx", office=OFFICE)))
    assert round(file.slide_width / file.slide_height, 3) == 1.778
    slides = list(file.slides)
    # cover, a ranking a kind, seven bodies, the method
    assert len(slides) == 1 + 2 + 7 + 1
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert LONG in titles
    (law,) = [slide for slide in slides if slide.shapes.title.text_frame.text == "Sở Tư pháp"]
    (chart,) = [shape.chart for shape in law.shapes if shape.has_chart]
    assert next(iter(chart.plots[0].categories)) == "Tiếp cận dịch vụ"
    (body,) = [one for one in told.bodies if one.body.code == "A"]
    assert [f"{value:.2f}" for value in chart.series[0].values] == [
        str(entry.row.percent) for entry in body.factors
    ]
    assert "của Sở Tư pháp đạt" in law.notes_slide.notes_text_frame.text


def test_a_body_without_a_figure_has_a_slide_that_says_why(told: Contents) -> None:
    file = pptx.Presentation(io.BytesIO(booklet.made(told, "pptx", synthetic=True)))
    said = {slide.shapes.title.text_frame.text: words_of(slide) for slide in file.slides}
    assert "Ẩn, dưới 5 phiếu" in said["Sở ít phiếu"]
    assert "Chưa có phiếu trong số liệu đã chốt" in said["Sở vắng"]
    assert all("Số liệu giả định" in words for words in said.values())


def test_the_page_for_a_hall_needs_nothing_but_itself(told: Contents) -> None:
    page = booklet.made(told, "html", office=OFFICE).decode()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert tree.get("lang") == "vi"
    assert len(tree.findall(".//section")) == 1 + 2 + 7 + 1
    assert re.findall(r"(?:src|href)=|@import|url\((?!data:)", page) == []
    assert page.count("data:font/woff2;base64,") == 2
    assert "ArrowRight" in page
    assert "Trung tâm Phục vụ hành chính công tỉnh Lai Châu" in page


def test_slides_of_one_body_are_about_no_other(one_body: Contents) -> None:
    page = booklet.made(one_body, "html").decode()
    assert page.count("<section") == 3
    assert "Sở Y tế" not in page


def test_the_same_freeze_gives_the_same_slides(told: Contents) -> None:
    for form in booklet.SLIDES:
        assert booklet.made(told, form) == booklet.made(told, form)
