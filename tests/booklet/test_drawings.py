"""Charts as files of their own."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from survey.booklet import Contents, drawings
from tests.booklet.conftest import LONG

SVG = "{http://www.w3.org/2000/svg}"


def words_of(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_ranking_drawn_has_every_body_and_says_what_it_stands_on(told: Contents) -> None:
    svg = drawings.to_svg(told, "xep-hang")
    root = ElementTree.fromstring(svg)
    assert root.findtext(f"{SVG}title") == "Xếp hạng: Sở, ban, ngành"
    assert "Số liệu chốt ngày 02/6/2026" in (root.findtext(f"{SVG}desc") or "")
    said = words_of(svg)
    kind = told.kinds[0]
    for entry in kind.ranking.entries:
        if entry.row.percent is not None:
            assert str(entry.row.percent).replace(".", ",") in said
    assert any("ẩn" in words for words in said)
    assert LONG[-20:] in " ".join(said)


@pytest.mark.parametrize("name", drawings.OF_BODY)
def test_a_body_is_drawn_with_its_numbers(one_body: Contents, name: str) -> None:
    svg = drawings.to_svg(one_body, name, synthetic=True)
    said = " ".join(words_of(svg))
    body = one_body.bodies[0]
    entries = [line.entry for line in body.criteria] if name == "tieu-chi" else body.factors
    assert all(str(entry.row.percent).replace(".", ",") in said for entry in entries)
    assert "giả định" in said


def test_a_picture_is_twice_as_fine_as_the_drawing(one_body: Contents) -> None:
    svg = drawings.to_svg(one_body, "yeu-to")
    picture = Image.open(io.BytesIO(drawings.to_png(svg)))
    assert picture.format == "PNG"
    assert picture.width == 2 * drawings.WIDE
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 16) or []}
    assert (0x6B, 0x8D, 0xC8) in colours
