"""The main tables for people who must edit: a Word file as offices write them.

Its figures are those that the PDF prints, from the same place. Times New Roman, A4 and the
margins are those of official documents (Nghị định 30/2020/NĐ-CP).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from survey.booklet.contents import Contents
from survey.booklet.entries import Printed
from survey.booklet.figures import printed
from survey.booklet.steady import steady

FONT = "Times New Roman"
WIDTH = 165  # millimetres between the margins
_TWIPS = 56.6929  # a millimetre
_TABLE_POINTS = 10


def to_docx(found: Contents, *, office: str = "", synthetic: bool = False) -> bytes:
    """Return the report's tables as a Word file; the same freeze gives the same bytes."""
    data = printed(found, office=office, synthetic=synthetic)
    file = docx.Document()
    _dressed(file, data)
    _title(file, data)
    file.add_heading("Khảo sát thế nào", 1)
    _table(file, (42, 0), "ll", ("Nội dung", "Đợt khảo sát này"), data["facts"])
    if not found.one:
        _received(file, data)
        for kind in data["kinds"]:
            _kind(file, data, kind)
        _weighted(file, data)
    file.add_heading("Số liệu từng đơn vị", 1)
    for body in data["bodies"]:
        _body(file, body)
    _explained(file, data)
    if data["published"]:
        file.add_heading("Công bố", 1)
        for words in data["published"]:
            file.add_paragraph(words)
    out = io.BytesIO()
    file.save(out)
    return steady(out.getvalue(), found.shown.day)


def _dressed(file: Any, data: Printed) -> None:
    """Set paper, fonts and language, and the page's number in the middle of its head."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    head._p.append(field)
    if data["mark"]:
        for foot in (section.first_page_footer, section.footer):
            run = foot.paragraphs[0].add_run(data["mark"])
            run.font.size = Pt(_TABLE_POINTS)
    for name, size in (("Normal", 13), ("Title", 24), ("Heading 1", 16), ("Heading 2", 14)):
        style = file.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
        if name != "Normal":
            style.font.bold, style.font.color.rgb = True, RGBColor(0x17, 0x19, 0x1E)
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    language = defaults.find(qn("w:rPr")).find(qn("w:lang"))
    for script in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{script}"), "vi-VN")
    about = file.core_properties
    about.title = f"{data['frame']} – {data['round']}"
    about.author = about.last_modified_by = data["office"]
    about.language = "vi-VN"
    about.comments = ""


def _title(file: Any, data: Printed) -> None:
    if data["office"]:
        file.add_paragraph().add_run(data["office"]).bold = True
    file.add_paragraph(f"{data['frame']}: {data['round']}", style="Title")
    if data["about"]:
        file.add_paragraph().add_run(data["about"]).bold = True
    if data["synthetic"]:
        words = "Số liệu giả định để dùng thử, không phải kết quả của cơ quan nào."
        file.add_paragraph().add_run(words).bold = True
    frozen = f"Số liệu chốt ngày {data['day']} (lần {data['no']})."
    file.add_paragraph(f"{frozen} {data['state']}".strip())


def _received(file: Any, data: Printed) -> None:
    kinds = data["kinds"]
    file.add_heading("Phiếu thu về", 1)
    _table(
        file,
        (0, *(30 for _ in kinds), 22),
        "l" + "r" * (len(kinds) + 1),
        ("Hình thức trả lời", *(kind["name"] for kind in kinds), "Cộng"),
        [*data["channels"]["rows"], data["channels"]["total"]],
        bold_last=True,
    )
    file.add_heading("Kết quả chung", 1)
    names = ("name", "bodies", "ranked", "responses")
    rows = [
        [*(kind[name] for name in names), kind["whole"]["percent"], kind["whole"]["interval"]]
        for kind in kinds
    ]
    heads = ("Nhóm đơn vị", "Đơn vị", "Được xếp hạng", "Số phiếu", "Chỉ số, %", "Khoảng tin cậy")
    _table(file, (0, 18, 22, 20, 20, 30), "lrrrrr", heads, rows, foot=data["foot"])


def _kind(file: Any, data: Printed, kind: Printed) -> None:
    file.add_heading(f"Xếp hạng: {kind['name']}", 1)
    names = ("place", "name", "percent", "interval", "responses", "gap", "change", "verdict")
    rows = [[row[name] for name in names] for row in kind["rows"]]
    for row, shown in zip(kind["rows"], rows, strict=True):
        if row["why"]:
            shown[1] += f" · {row['why']}"
    if kind["ends"]:
        ends, rest = kind["ends"], [""] * 5
        rows.append(["", f"Trung bình của {ends['count']} đơn vị", ends["mean"], *rest])
        rows.append(["", f"Thấp nhất: {ends['lowest'][0]}", ends["lowest"][1], *rest])
        rows.append(["", f"Cao nhất: {ends['highest'][0]}", ends["highest"][1], *rest])
    heads = (
        *("Thứ hạng", "Đơn vị", "Chỉ số, %", "Khoảng tin cậy 95%", "Số phiếu"),
        *("Hơn đơn vị sau, điểm %", "So với kỳ trước, điểm %", "So với mức chung"),
    )
    _table(file, (14, 0, 16, 27, 14, 19, 20, 19), "rlrrrrrl", heads, rows, foot=kind["foot"])
    if kind["changes"]["rows"]:
        _changes(file, data, kind)


def _changes(file: Any, data: Printed, kind: Printed) -> None:
    changes = kind["changes"]["rows"]
    file.add_heading(f"So với {data['before']}: {kind['name']}", 2)
    names = ("name", "previous", "percent", "change", "rank_before", "rank", "moved")
    heads = (
        *("Đơn vị", "Kỳ trước, %", "Kỳ này, %", "Chênh lệch, điểm %"),
        *("Hạng kỳ trước", "Hạng kỳ này", "Thứ bậc"),
    )
    rows = [[row[name] for name in names] for row in changes]
    for row, shown in zip(changes, rows, strict=True):
        if row["compared"]:
            shown[0] += f" ({row['compared']})"
    _table(file, (0, 18, 18, 22, 18, 18, 24), "lrrrrrl", heads, rows, foot=kind["foot"])


def _weighted(file: Any, data: Printed) -> None:
    for kind in data["weighted"]:
        file.add_heading(f"Có và không quyền số: {kind['name']}", 1)
        widths = (0, 19, 17, 26, 19, 14, 17, 17)
        _table(file, widths, "lrrrrrrr", data["weighted_heads"], kind["rows"], foot=kind["foot"])


def _body(file: Any, body: Printed) -> None:
    file.add_heading(body["name"], 2)
    if body["overall"]["responses"] == "0":
        file.add_paragraph("Chưa có phiếu.")
        return
    heads = (
        *("Chỉ số", "Số phiếu", "Hài lòng/câu trả lời", "Chỉ số, %"),
        *("Khoảng tin cậy 95%", "Kỳ trước, %", "Chênh lệch, điểm %"),
    )
    rows = [figures[1:] for figures in body["figures"]]
    _table(file, (0, 14, 25, 16, 27, 17, 20), "lrrrrrr", heads, rows, foot=body["foot"])


def _explained(file: Any, data: Printed) -> None:
    if not data["explanations"]:
        return
    file.add_heading("Giải trình của đơn vị", 1)
    heads = ("Tiêu chí", "Chỉ số", "Giải trình", "Trả lời")
    for body in data["explanations"]:
        file.add_heading(body["name"], 2)
        rows = [
            (
                line["criterion"],
                f"{line['figure']} ({line['base']})" if line["base"] else line["figure"],
                "\n".join((f"Ngày {line['day']}:", *line["text"])),
                "\n".join(
                    (f"Ngày {line['answered']}:" if line["answered"] else "", *line["answer"])
                ),
            )
            for line in body["lines"]
        ]
        _table(file, (35, 24, 0, 50), "llll", heads, rows, splits=True)


def _table(
    file: Any,
    widths: Sequence[int],
    sides: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    foot: str = "",
    bold_last: bool = False,
    splits: bool = False,
) -> None:
    """Add a table with rules and a head that every page repeats.

    Written as XML: cells made one by one take a hundred times as long.

    :param widths: millimetres; the one that is 0 takes the rest.
    :param sides: "l" or "r" for each column.
    :param splits: whether a row may go on over the page: one of long texts.
    """
    rows = list(rows)
    rest = WIDTH - sum(widths)
    twips = [round((width or rest) * _TWIPS) for width in widths]
    last = len(rows) - 1 if bold_last else -1
    lines = [_row(heads, twips, sides, head=True)]
    lines += [
        _row(row, twips, sides, bold=at == last, splits=splits) for at, row in enumerate(rows)
    ]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    thick = 'w:val="single" w:sz="8" w:space="0" w:color="17191E"'
    thin = 'w:val="single" w:sz="4" w:space="0" w:color="BFC0C2"'
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/></w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(lines)}</w:tbl>"
    )
    # A paragraph after the table also keeps the next one from growing together with it.
    after = file.add_paragraph()
    run = after.add_run(foot)
    run.italic, run.font.size = True, Pt(_TABLE_POINTS)
    after._p.addprevious(table)


def _row(
    cells: Sequence[str],
    twips: Sequence[int],
    sides: str,
    *,
    head: bool = False,
    bold: bool = False,
    splits: bool = False,
) -> str:
    kept = ("" if splits else "<w:cantSplit/>") + ("<w:tblHeader/>" if head else "")
    said = []
    for text, width, side in zip(cells, twips, sides, strict=True):
        weight = "<w:b/>" if head or bold else ""
        aligned = "right" if side == "r" else "left"
        said.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
            f'<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>'
            f'<w:jc w:val="{aligned}"/></w:pPr><w:r><w:rPr>{weight}'
            f'<w:sz w:val="{2 * _TABLE_POINTS}"/></w:rPr>'
            f"{_lines(text)}</w:r></w:p></w:tc>"
        )
    return f"<w:tr><w:trPr>{kept}</w:trPr>{''.join(said)}</w:tr>"


def _lines(text: str) -> str:
    said = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return "<w:br/>".join(said)
