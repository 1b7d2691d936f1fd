"""The slides as PowerPoint: tables and charts that can be edited, in a font that Windows has."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from survey.booklet.contents import Contents
from survey.booklet.slides import MADE_UP, BodySlide, Deck, RankingSlide, TableSlide, deck
from survey.booklet.steady import steady
from survey.report import KindIndex

FONT = "Arial"
INK, SOFT = RGBColor(0x17, 0x19, 0x1E), RGBColor(0x4C, 0x52, 0x5B)
ACCENT, PALE = RGBColor(0x24, 0x35, 0x80), RGBColor(0xBF, 0xC0, 0xC2)
WIDE, HIGH = 13.333, 7.5  # inches
SIDE = 0.6
_LINE = 160  # letters that a line at the foot of a slide holds
_TITLE_ONLY = 5  # of the layouts that come with the library
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"

Line = tuple[str, float, bool, RGBColor]  # words, points, bold, colour


def to_pptx(found: Contents, *, office: str = "", synthetic: bool = False) -> bytes:
    """Return the slides as a PowerPoint file; the same freeze gives the same bytes."""
    made = deck(found, office=office, synthetic=synthetic)
    file = Presentation()
    file.slide_width, file.slide_height = Inches(WIDE), Inches(HIGH)
    _dressed(file, found, made)
    _cover(file, made)
    if made.board is not None:
        _board(file, made, made.board)
    for ranking in made.rankings:
        _ranking(file, made, ranking)
    for group in made.groups:
        _board(file, made, group)
    for body in made.bodies:
        _body(file, made, body)
    _method(file, made)
    out = io.BytesIO()
    file.save(out)
    return steady(out.getvalue(), found.shown.day)


def _dressed(file: Any, found: Contents, made: Deck) -> None:
    """Give the theme its font, which text and charts alike take, and the file its title."""
    theme = file.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = re.sub(
        rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*',
        rb"\g<1>" + FONT.encode(),
        theme.blob,
    )
    about = file.core_properties
    about.title = f"{made.data['frame']} – {made.data['round']}"
    about.author = about.last_modified_by = made.data["office"]
    about.language = "vi-VN"
    about.created = datetime.combine(found.shown.day, datetime.min.time())


def _slide(file: Any, made: Deck, title: str, foot: str) -> Any:
    slide = file.slides.add_slide(file.slide_layouts[_TITLE_ONLY])
    head = slide.shapes.title
    head.left, head.top = Inches(SIDE), Inches(0.35)
    head.width, head.height = Inches(WIDE - 2 * SIDE), Inches(0.95)
    _say(head.text_frame, [(title, 28, True, INK)])
    head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    said = f"{MADE_UP}. {foot}" if made.data["synthetic"] else foot
    words = made.data["mark"]
    # Two lines of its foot have room above what every page says.
    top = HIGH - (0.78 if words else 0.55)
    _box(slide, (SIDE, top, WIDE - 2 * SIDE, 0.4), [(said, 11, False, SOFT)])
    if words:
        size = 11 if len(words) <= _LINE else 7
        _box(slide, (SIDE, HIGH - 0.4, WIDE - 2 * SIDE, 0.3), [(words, size, True, INK)])
    return slide


def _cover(file: Any, made: Deck) -> None:
    data = made.data
    slide = _slide(file, made, f"{data['frame']}: {data['round']}", data["state"])
    slide.shapes.title.top, slide.shapes.title.height = Inches(2.2), Inches(1.6)
    slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(40)
    if data["office"]:
        _box(slide, (SIDE, 0.6, 9, 0.5), [(data["office"], 20, True, INK)])
    lines = [
        *([(data["about"], 24, True, ACCENT)] if data["about"] else []),
        (f"{data['responses']} phiếu hợp lệ, {data['bodies_count']} đơn vị", 20, False, INK),
        (f"Từ ngày {data['first']} đến ngày {data['last']}", 20, False, INK),
        (f"Số liệu chốt ngày {data['day']}", 20, False, INK),
    ]
    _box(slide, (SIDE, 4.1, WIDE - 2 * SIDE, 2), lines)


def _board(file: Any, made: Deck, board: TableSlide) -> None:
    slide = _slide(file, made, board.title, board.foot)
    left = [at for at in range(len(board.heads)) if at not in board.numbers]
    _table(slide, 1.4, board.widths, board.heads, board.rows, left=left, key=board.key)
    if board.said:
        slide.notes_slide.notes_text_frame.text = "\n".join(board.said)


def _ranking(file: Any, made: Deck, ranking: RankingSlide) -> None:
    slide = _slide(file, made, ranking.title, ranking.kind["foot"])
    scale, room = made.data["scale"], WIDE - 2 * SIDE
    heads = [
        *("Hạng", "Đơn vị", "Chỉ số, %", "Khoảng tin cậy 95%", "Số phiếu", "Kỳ trước, điểm %"),
        "Mức chung",
    ]
    widths = [0.8, 4.4, 1.2, 2.0, 1.0, 1.4, room - 10.8]
    rows = [
        [
            row["place"],
            f"{row['name']} · {row['why']}" if row["why"] else row["name"],
            *(row[name] for name in ("percent", "interval", "responses", "change", "verdict")),
        ]
        for row in ranking.rows
    ]
    if scale is not None:
        heads.append(scale["head"])
        widths = [0.7, 3.7, 1.1, 1.8, 0.9, 1.2, 0.9, room - 10.3]
        for shown, row in zip(rows, ranking.rows, strict=True):
            shown.append(", ".join(row["worth"][:2]))
    _table(slide, 1.4, widths, heads, rows, left=(1, 6, 7))
    _box(slide, (SIDE, HIGH - 1.15, room, 0.35), [(ranking.ends, 13, True, INK)])


def _body(file: Any, made: Deck, one: BodySlide) -> None:
    slide = _slide(file, made, one.body["name"], one.body["foot"])
    overall, place = one.body["overall"], one.body["place"]
    if not one.told:
        why = overall["gone"] or "chưa có phiếu trong số liệu đã chốt"
        _box(slide, (SIDE, 2.4, 10, 1), [(why[0].upper() + why[1:], 28, False, SOFT)])
        return
    rank = f"Xếp thứ {place['rank']} trong nhóm" if place["ranked"] else place["why"]
    change = f"So với kỳ trước: {overall['change']} điểm phần trăm"
    lines: list[Line] = [
        (f"{overall['percent']}%", 60, True, ACCENT),
        (f"Khoảng tin cậy 95%: {overall['interval']}", 16, False, INK),
        (one.sheets, 16, False, INK),
        (rank[0].upper() + rank[1:], 16, True, INK),
        *([(", ".join(one.body["worth"]), 16, False, INK)] if one.body["worth"] else []),
        *([(change, 16, overall["clear"], INK)] if overall["change"] != "–" else []),
    ]
    if one.body["whole"] != "–":
        lines.append((f"Mức chung của nhóm: {one.body['whole']}%", 16, False, SOFT))
    _box(slide, (SIDE, 1.4, 4.4, 3.2), lines)
    for left, words, found in (
        (SIDE, "Tiêu chí thấp nhất", one.lowest),
        (SIDE + 2.4, "Tiêu chí cao nhất", one.highest),
    ):
        if found:
            _ends(slide, left, words, one, [line.entry.row.id for line in found])
    _factors(slide, one)
    if one.said:
        slide.notes_slide.notes_text_frame.text = one.said


def _ends(slide: Any, left: float, words: str, one: BodySlide, ids: Sequence[str]) -> None:
    shown = {line["id"]: line for _, lines in one.body["groups"] for line in lines}
    lines: list[Line] = [(words, 12, True, INK)]
    lines += [(f"{shown[id_]['name']}: {shown[id_]['percent']}%", 12, False, INK) for id_ in ids]
    _box(slide, (left, 5.0, 2.35, 1.7), lines)


def _factors(slide: Any, one: BodySlide) -> None:
    """Add the factors as bars, those of the kind beside them, as a chart of PowerPoint's own."""
    data = CategoryChartData(number_format="0.00")
    entries = one.report.factors
    data.categories = [shown["name"] for shown in one.body["factors"] if shown["level"] == "factor"]
    data.add_series("Đơn vị", [_number(entry.row.percent) for entry in entries])
    kinds = [one.report.of_kind(entry) for entry in entries]
    if any(kinds):
        data.add_series("Cả nhóm", [_share(kind) for kind in kinds])
    place = (Inches(5.7), Inches(1.4), Inches(WIDE - SIDE - 5.7), Inches(5.3))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data).chart
    chart.font.size, chart.font.color.rgb = Pt(14), INK
    chart.has_title = False
    chart.has_legend = len(chart.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    chart.category_axis.reverse_order = True  # the first factor on top
    chart.category_axis.format.line.color.rgb = INK
    values = chart.value_axis
    values.minimum_scale, values.maximum_scale = 0, 100
    values.has_major_gridlines = False
    values.visible = False
    values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, 0
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0.00", False
    plot.data_labels.font.size = Pt(12)
    for series, colour in zip(chart.series, (ACCENT, PALE), strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour


def _method(file: Any, made: Deck) -> None:
    foot = f"Số liệu chốt ngày {made.data['day']} (lần {made.data['no']})."
    slide = _slide(file, made, "Cách tính và giới hạn", foot)
    lines = [(words, 20.0, False, INK) for words in made.method]
    _box(slide, (SIDE, 1.5, WIDE - 2 * SIDE, 4.8), lines, apart=10)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _share(score: KindIndex | None) -> float | None:
    return None if score is None else _number(score.percent)


def _table(
    slide: Any,
    top: float,
    widths: Sequence[float],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    left: Sequence[int],
    key: int = 2,
) -> None:
    """Add a table; `left` are the columns that begin at the left, `key` is the bold one."""
    size = (Inches(SIDE), Inches(top), Inches(sum(widths)), Inches(0.4 * (len(rows) + 1)))
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), *size)
    table = frame.table
    style = frame._element.graphic.graphicData.tbl.tblPr
    style.find(f"{{{style.nsmap['a']}}}tableStyleId").text = _NO_STYLE
    for at, width in enumerate(widths):
        table.columns[at].width = Inches(width)
    for number, row in enumerate((heads, *rows)):
        table.rows[number].height = Inches(0.4)
        for at, words in enumerate(row):
            cell = table.cell(number, at)
            bold = number == 0 or at == key
            _say(cell.text_frame, [(words, 12 if number == 0 else 14, bold, INK)])
            cell.text_frame.paragraphs[0].alignment = (
                PP_ALIGN.LEFT if at in left else PP_ALIGN.RIGHT
            )
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            _ruled(cell, strong=number == 0)


def _ruled(cell: Any, *, strong: bool) -> None:
    width, colour = (12700, INK) if strong else (6350, PALE)
    cell._tc.get_or_add_tcPr().append(
        parse_xml(
            f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:srgbClr val="{colour}"/>'
            "</a:solidFill></a:lnB>"
        )
    )


def _box(
    slide: Any, place: tuple[float, float, float, float], lines: Sequence[Line], apart: int = 4
) -> None:
    box = slide.shapes.add_textbox(*(Inches(one) for one in place))
    _say(box.text_frame, lines, apart)


def _say(frame: Any, lines: Sequence[Line], apart: int = 0) -> None:
    """Write lines into a frame, each of a size, weight and colour, in Vietnamese."""
    frame.word_wrap = True
    for at, (words, size, bold, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(apart)
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour
        run._r.get_or_add_rPr().set("lang", "vi-VN")
