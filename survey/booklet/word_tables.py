"""Tables of a Word file: rules, no boxes, and a head that every page repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

WIDTH = 165  # millimetres between the margins
_TWIPS = 56.6929  # a millimetre
_POINTS = 10
_SIZE = f'<w:sz w:val="{2 * _POINTS}"/>'


def table(
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
    made = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/></w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(lines)}</w:tbl>"
    )
    # A paragraph after the table also keeps the next one from growing together with it.
    after = file.add_paragraph()
    run = after.add_run(foot)
    run.italic, run.font.size = True, Pt(_POINTS)
    after._p.addprevious(made)


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
            f'<w:jc w:val="{aligned}"/><w:rPr>{_SIZE}</w:rPr></w:pPr>'
            f"<w:r><w:rPr>{weight}{_SIZE}</w:rPr>"
            f"{_lines(text)}</w:r></w:p></w:tc>"
        )
    return f"<w:tr><w:trPr>{kept}</w:trPr>{''.join(said)}</w:tr>"


def _lines(text: str) -> str:
    said = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return "<w:br/>".join(said)
