"""Charts as files of their own."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from PIL import Image

from survey import topics
from survey.booklet import Contents, drawings
from survey.report import Figure, QuickReport, Subjects
from survey.report.over_years import OwnPoint, OwnSeries
from survey.report.over_years import Trend as Years
from survey.report.trend import Point, Trend
from survey.scoring import YEARLY
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


def test_a_long_name_is_written_in_full_in_lines_that_fit(told: Contents) -> None:
    svg = drawings.over_time(told.round, LONG, Trend(False, ()), told.shown)
    heads = list(ElementTree.fromstring(svg).iter(f"{SVG}text"))
    lines = [text.text or "" for text in heads if text.get("class") == "t"]
    assert " ".join(lines) == f"{LONG}: chỉ số qua các lần chốt số liệu"
    assert max(map(len, lines)) < 70
    assert len({text.get("y") for text in heads}) == len(heads)


def test_a_chart_says_whom_it_is_for_until_a_decision_publishes_it(told: Contents) -> None:
    assert "Chưa công bố. Dùng nội bộ." in words_of(drawings.to_svg(told, "xep-hang"))
    # What no edition tells stays inside when the round is published.
    published = replace(told.round, state="published")
    svg = drawings.over_time(published, "Sở A", Trend(False, ()), told.shown)
    assert "Dùng nội bộ." in words_of(svg)


def test_topics_are_drawn_with_those_of_few_comments_left_out(told: Contents) -> None:
    some, rare, *_ = topics.known()
    found = Subjects(40, ((some, 10), (rare, None)), ())
    said = words_of(drawings.topics(told.round, [LONG], found, date(2026, 7, 1)))
    at = said.index(some.called("vi"))
    assert said[at : at + 6] == [some.called("vi"), "10", "25,0", rare.called("vi"), "dưới 5", "–"]
    assert "40 góp ý đã công bố. Hình thức: mọi hình thức trả lời." in " ".join(said)
    assert "Tính ngày 01/7/2026." in " ".join(said)


def test_the_quick_question_is_drawn_by_level_and_never_without_counts(told: Contents) -> None:
    levels = [f"Mức {words}" for words in ("một", "hai", "ba", "bốn", "năm")]
    found = QuickReport("Ông/Bà hài lòng không?", date(2026, 6, 4), True, (2, 0, 1, 2, 8))
    said = words_of(drawings.quick(told.round, "Sở A", found, levels))
    assert said[said.index("5. Mức năm") :][:3] == ["5. Mức năm", "61,5", "8"]
    assert "13 người trả lời" in " ".join(said)
    with pytest.raises(ValueError, match="no counts"):
        drawings.quick(told.round, "Sở A", replace(found, people=None), levels)


def test_published_years_have_their_ranks_and_sources(told: Contents) -> None:
    papi = YEARLY["papi"]
    told_in = (
        Figure(2021, papi, rank=30, of=63, source="báo cáo khác"),  # without a value: not drawn
        Figure(2022, papi, value=Decimal("42.69"), rank=27, of=63),
        Figure(2024, papi, value=Decimal("43.48"), rank=31, of=63, source="UNDP"),
    )
    said = words_of(drawings.published_years("tỉnh Lai Châu", Years(papi, "", told_in)))
    for words in ("42,69", "27/63", "2023", "–", "43,48", "31/63"):
        assert words in said
    assert said[0].startswith("Tỉnh Lai Châu: chỉ số hiệu quả")
    told_below = " ".join(said)
    assert "Nguồn: CECODES, UNDP (2022); UNDP (2024)." in told_below
    assert "báo cáo khác" not in told_below
    assert "Dùng nội bộ" not in told_below


def test_own_rounds_over_the_years_say_what_each_stands_on(told: Contents) -> None:
    first = replace(told.round, title="Năm 2025", rank_channels=("paper",))
    points = (
        OwnPoint(first, date(2025, 6, 2), 30, Decimal(80), Decimal(70), Decimal(90), None),
        OwnPoint(told.round, date(2026, 6, 2), 1234, Decimal(85), Decimal(84), Decimal(86), None),
    )
    said = words_of(drawings.own_years("Sở A", OwnSeries("desk", "top2.pooled", points)))
    assert {"80,00", "85,00", "30", "1.234", "Chưa công bố. Dùng nội bộ."} <= set(said)
    below = " ".join(said)
    assert "Hình thức: phiếu giấy (Năm 2025); mọi hình thức trả lời (Năm 2026)." in below
    assert "Số liệu chốt ngày 02/6/2025 (Năm 2025); 02/6/2026 (Năm 2026)." in below


def test_months_stand_on_all_channels_whatever_ranks(told: Contents) -> None:
    this = replace(told.round, rank_channels=("paper",))
    point = Point(30, Decimal(80), Decimal(70), Decimal(90), day=date(2026, 5, 1))
    for by_month, channel in ((True, "mọi hình thức trả lời"), (False, "phiếu giấy")):
        svg = drawings.over_time(this, "Sở A", Trend(by_month, (point,)), told.shown)
        assert f"Hình thức: {channel}." in " ".join(words_of(svg))
