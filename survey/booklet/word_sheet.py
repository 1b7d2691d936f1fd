"""The sheet that a Word file is written on: paper, letter, and how an official document begins.

Times New Roman, A4, margins and sizes are those of Nghị định 30/2020/NĐ-CP; offices have the font.
"""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from survey.booklet.entries import Printed

FONT = "Times New Roman"
_FOOT_POINTS = 10
_SIZES = (("Normal", 13), ("Title", 14), ("Heading 1", 14), ("Heading 2", 13))


def dressed(file: Any, data: Printed) -> None:
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
            run.font.size = Pt(_FOOT_POINTS)
    for name, size in _SIZES:
        style = file.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
        if name != "Normal":
            style.font.bold, style.font.color.rgb = True, RGBColor(0x17, 0x19, 0x1E)
    title = file.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    language = defaults.find(qn("w:rPr")).find(qn("w:lang"))
    for script in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{script}"), "vi-VN")
    about = file.core_properties
    about.title = f"{data['frame']} – {data['round']}"
    about.author = about.last_modified_by = data["office"]
    about.language = "vi-VN"
    about.comments = ""


def titled(file: Any, data: Printed) -> None:
    """Add the head, what the document is and what it stands on."""
    _head(file, data["head"])
    for words in ("BÁO CÁO", f"{data['frame']}: {data['round']}"):
        file.add_paragraph(words, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    if data["about"]:
        file.add_paragraph().add_run(data["about"]).bold = True
    if data["synthetic"]:
        words = "Số liệu giả định để dùng thử, không phải kết quả của cơ quan nào."
        file.add_paragraph().add_run(words).bold = True
    frozen = f"Số liệu chốt ngày {data['day']} (lần {data['no']})."
    file.add_paragraph(f"{frozen} {data['state']}".strip())


def _head(file: Any, head: Printed) -> None:
    """Add whose document it is, the motto, number and day, as official documents begin."""
    own = [(head["above"].upper(), 12, "")] if head["above"] else []
    own += [(head["own"].upper(), 12, "b"), ("Số:        /BC-", 13, "")]
    motto = [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "b"),
        ("Độc lập - Tự do - Hạnh phúc", 13, "bu"),
        (head["dated"], 13, "i"),
    ]
    table = file.add_table(1, 2)
    table.autofit = False
    for at, (width, lines) in enumerate(((66, own), (99, motto))):
        cell = table.cell(0, at)
        table.columns[at].width = cell.width = Mm(width)
        for line, (words, size, style) in enumerate(lines):
            paragraph = cell.paragraphs[0] if line == 0 else cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(3)
            run = paragraph.add_run(words)
            run.font.size = Pt(size)
            run.bold, run.italic = "b" in style, "i" in style
            run.underline = "u" in style
