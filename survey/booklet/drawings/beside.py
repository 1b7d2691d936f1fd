"""Charts of bodies beside one another: two of them, and a kind by criteria."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from survey import charts
from survey.booklet import saying
from survey.booklet.drawings.frame import (
    LAST,
    LINE,
    NAME,
    PAD,
    VALUE,
    WIDE,
    Drawn,
    estimate,
    grid,
    lined,
    named,
    said_of,
    scale,
    svg_of,
    words,
)
from survey.booklet.entries import axis_of
from survey.booklet.saying import VI
from survey.report import Cell, Heat, Pair, Told
from survey.store.rounds import Round

_CELL, _OVERALL = 46, 66  # units wide
# The washes of the page, the darkest for the lowest.
_WASHES = ("#8fa3d6", "#b3c1e4", "#d2daf0", "#ebeef8", "#fff")


def pair(this: Round, found: Pair, *, synthetic: bool = False) -> str:
    """Return two bodies' indices, the first filled and the second hollow."""
    rows = [row for line in found.lines for row in (line.one, line.other)]
    ends = [end for row in rows for end in (row.percent, row.low, row.high) if end is not None]
    axis = charts.axis_over(ends)
    ticks = axis_of(axis, None)["ticks"]
    lines = [words("", [("Thứ nhất, %", VALUE), ("Thứ hai, %", LAST)], scale(ticks, None))]
    for line in found.lines:
        marks = grid(ticks) + estimate(line.one, axis, "above", -11)
        marks += estimate(line.other, axis, "", 3)
        numbers = [(_figure(line.one), VALUE), (_figure(line.other), LAST)]
        lines.append(words(line.one.name, numbers, marks))
    sheets = found.lines[0].one.responses + found.lines[0].other.responses
    foot = saying.stands_on(this.method, sheets, found.channel, found.shown.day)
    said = f"{said_of(this)}. Chấm đặc: đơn vị thứ nhất; chấm rỗng: đơn vị thứ hai"
    title = f"{found.one.name} – {found.other.name}"
    drawn = Drawn(title, said, saying.inside(this), foot, *lined(lines))
    return svg_of(drawn, synthetic=synthetic)


def heat(this: Round, found: Heat, *, steps: Sequence[int], synthetic: bool = False) -> str:
    """Return a kind's bodies by criteria, each cell washed by the step that it reaches."""
    left = PAD + NAME + _OVERALL
    heads = _head(left - 14, "end", "Chung") + "".join(
        _head(left + _CELL * (number + 0.5), "middle", ref)
        for number, (ref, _) in enumerate(found.criteria)
    )
    drawn = [f'<g transform="translate(0 {LINE - 10})">{heads}</g>']
    for number, row in enumerate(found.rows, 1):
        name = f'<g transform="translate({PAD} 0)">{"".join(named(row.body.name))}</g>'
        overall = "" if row.percent is None else VI.number(row.percent, 1)
        name += f'<text class="b" x="{left - 14}" text-anchor="end">{overall}</text>'
        cells = "".join(
            _cell(left + _CELL * place, one, steps) for place, one in enumerate(row.cells)
        )
        drawn.append(f'<g transform="translate(0 {LINE * (number + 1) - 10})">{name}{cells}</g>')
    foot = saying.stands_on(this.method, found.responses, found.channel, found.shown.day)
    said = f"{said_of(this)}. Chỉ số của từng tiêu chí, %; ô càng đậm chỉ số càng thấp"
    wide = max(WIDE, left + _CELL * len(found.criteria) + PAD)
    high = LINE * (len(found.rows) + 1)
    title = f"{found.kind}: từng tiêu chí"
    chart = Drawn(title, said, saying.inside(this), foot, "".join(drawn), high, wide)
    return svg_of(chart, synthetic=synthetic)


def _head(left: float, anchor: str, said: str) -> str:
    return f'<text class="s" x="{left}" text-anchor="{anchor}">{escape(said)}</text>'


def _cell(left: float, one: Cell, steps: Sequence[int]) -> str:
    if one.percent is None:
        wash, said = "#fff", "ẩn" if one.hidden else saying.NONE
    else:
        wash, said = _WASHES[charts.step_of(one.percent, steps)], VI.number(one.percent, 1)
    return (
        f'<rect class="g" x="{left}" y="-20" width="{_CELL}" height="{LINE - 4}" fill="{wash}"/>'
        f'<text x="{left + _CELL / 2}" text-anchor="middle">{said}</text>'
    )


def _figure(one: Told) -> str:
    return "ẩn" if one.hidden in saying.HIDDEN else saying.percent(one.percent)
