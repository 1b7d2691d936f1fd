"""The frame of a chart: its head, its lines, what it stands on; and how lines are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from textwrap import wrap

from survey import press
from survey.booklet import entries, saying
from survey.booklet.slides import MADE_UP
from survey.charts import Axis, Timed
from survey.store.rounds import Round

FORMS = {"svg": "image/svg+xml", "png": "image/png"}

WIDE = 960  # units of the drawing: pixels on a screen
PAD = 32
LINE = 34
NAME = 330  # where names end and marks begin
_DOTS = 144.0  # an inch, so twice as many as units
_SECONDS = 60.0
MARKS = 330  # how wide the marks are
VALUE, LAST = NAME + MARKS + 75, WIDE - 2 * PAD
PERCENTS = ((0.0, 0), (0.25, None), (0.5, 50), (0.75, None), (1.0, 100))  # lines of 0 to 100
_LETTERS = 40  # of a name that stand in one line
_TITLE, _SMALL = (24, 30), (13, 18)  # how large letters are, and how far lines are apart
_LETTER = 0.56  # how wide a letter is, of how large it is
_STYLE = (
    "text{font-family:'Be Vietnam Pro',Arial,sans-serif;font-size:15px;fill:#17191e}"
    ".b{font-weight:600}.t{font-size:24px;font-weight:600}.s{fill:#4c525b;font-size:13px}"
    ".k{font-size:13px;font-weight:600}"
    ".g{stroke:#d6d7d9}.r{stroke:#17191e;stroke-width:1.5}.i{stroke:#17191e;stroke-width:2}"
    ".m{stroke:#17191e;stroke-width:1.5;stroke-dasharray:3 3}"
    ".d{fill:#fff;stroke:#17191e;stroke-width:1.5}.above{fill:#243580}.below{fill:#ae3a1b}"
    ".l0{fill:#ae3a1b}.l1{fill:#efa978}.l2{fill:#ebe8e1}.l3{fill:#6b8dc8}.l4{fill:#243580}"
    ".e{stroke:#4c525b;stroke-width:.5}"
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart: `body` is drawn below the head, `high` and `wide` units large.

    :ivar state: how final its figures are and whom they are for, or under which decision they were
        published; empty: others published them.
    """

    title: str
    said: str
    state: str
    foot: str
    body: str
    high: int
    wide: int = WIDE


def said_of(this: Round) -> str:
    """Return what is measured, and in which round."""
    return f"{saying.frame(this)}, {this.title}"


def lined(lines: Sequence[str]) -> tuple[str, int]:
    """Return lines one below another, and how high they are together."""
    placed = "".join(
        f'<g transform="translate({PAD} {LINE * at})">{line}</g>' for at, line in enumerate(lines)
    )
    return placed, LINE * len(lines)


def svg_of(one: Drawn, *, synthetic: bool = False) -> str:
    """Return a chart as a file."""
    notes = " ".join(filter(None, [one.state, f"{MADE_UP}." if synthetic else ""]))
    title, under = _written(one.title, "t", PAD + 20, one.wide, *_TITLE)
    said, under = _written(one.said, "s", under - 6, one.wide, *_SMALL)
    noted, under = _written(notes, "k", under + 2, one.wide, *_SMALL)
    head = under + 12
    foot, under = _written(one.foot, "s", head + one.high + PAD + 8, one.wide, *_SMALL)
    high = under + 8
    desc = " ".join(filter(None, [f"{one.said}.", notes, one.foot]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {one.wide} {high}" '
        f'width="{one.wide}" height="{high}" role="img" aria-labelledby="title desc" lang="vi">'
        f'<title id="title">{escape(one.title)}</title>'
        f'<desc id="desc">{escape(desc)}</desc><style>{_STYLE}</style>'
        f'<rect width="{one.wide}" height="{high}" fill="#fff"/>'
        f"{title}{said}{noted}"
        f'<g transform="translate(0 {head})">{one.body}</g>{foot}</svg>\n'
    )


def _written(said: str, style: str, y: int, wide: int, large: int, apart: int) -> tuple[str, int]:
    """Return words in as many lines as they need, and where the line below them would stand."""
    fits = int((wide - 2 * PAD) / (large * _LETTER))
    lines = wrap(said, fits, break_on_hyphens=False)
    written = "".join(
        f'<text class="{style}" x="{PAD}" y="{y + apart * at}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    return written, y + apart * len(lines)


def to_png(svg: str) -> bytes:
    """Return an SVG as a picture, drawn in a process of its own."""
    found = re.search(r'viewBox="0 0 (\d+) ', svg)
    assert found is not None, "every chart says how wide it is"
    order = {"svg": svg, "width": int(found[1]), "dots": _DOTS}
    return press.drawn("survey.press", order, seconds=_SECONDS)


def words(name: str, numbers: Sequence[tuple[str, int]], drawn: str) -> str:
    """Return a line: a name, what is drawn beside it, numbers that end at their places."""
    said = "".join(named(name))
    for at, (number, x) in enumerate(numbers):
        style = "s" if not name else "b" if at == 0 else ""
        said += f'<text class="{style}" x="{x}" text-anchor="end">{escape(number)}</text>'
    return said + drawn


def named(name: str) -> Iterator[str]:
    """Yield a name as one line, or a long one as two smaller ones; it is never cut."""
    if len(name) <= _LETTERS:
        yield f"<text>{escape(name)}</text>"
        return
    middle = name.rfind(" ", 0, len(name) // 2 + 8)
    for y, words in ((-9, name[:middle]), (7, name[middle + 1 :])):
        # Set narrower where even half of it would run into the marks.
        tight = f' textLength="{NAME - 14}"' if len(words) > _LETTERS + 8 else ""
        style = f'class="s" y="{y}"{tight} lengthAdjust="spacingAndGlyphs"'
        yield f"<text {style}>{escape(words)}</text>"


def scale(ticks: Iterable[tuple[float, int | None]], mean: tuple[float, str] | None) -> str:
    """Return the numbers over a column of marks; the last one ends there, not beyond."""
    labels = [("s", place, str(label)) for place, label in ticks if label is not None]
    labels += [("b", *mean)] if mean is not None else []
    return "".join(
        f'<text class="{style}" x="{x(place)}" text-anchor="{"end" if place == 1 else "middle"}">'
        f"{label}</text>"
        for style, place, label in labels
    )


def grid(ticks: Iterable[tuple[float, int | None]]) -> str:
    return "".join(upright("g", place) for place, _ in ticks)


def upright(style: str, place: float) -> str:
    return f'<line class="{style}" x1="{x(place)}" x2="{x(place)}" y1="-22" y2="12"/>'


def x(share: float) -> str:
    return f"{NAME + MARKS * share:.1f}"


def bar(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> str:
    """Return an index as a bar from 0, with its interval."""
    drawn = ""
    if value is not None:
        width = MARKS * float(value) / 100
        drawn += f'<rect class="l3" x="{NAME}" y="-14" width="{width:.1f}" height="18"/>'
    if low is not None and high is not None:
        ends = f'x1="{x(float(low) / 100)}" x2="{x(float(high) / 100)}"'
        drawn += f'<line class="i" {ends} y1="-5" y2="-5"/>'
    return drawn


def estimate(one: Timed, axis: Axis, style: str = "", y: int = -5) -> str:
    """Return an index as a dot on its interval."""
    low, value, high = (entries.at(axis, end) for end in (one.low, one.percent, one.high))
    drawn = ""
    if low is not None and high is not None:
        drawn += f'<line class="i" x1="{x(low)}" x2="{x(high)}" y1="{y}" y2="{y}"/>'
    if value is not None:
        drawn += f'<circle class="d {style}" cx="{x(value)}" cy="{y}" r="5"/>'
    return drawn
