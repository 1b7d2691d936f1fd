"""Charts as files of their own, for a slide or a newspaper: SVG with its style, title and words.

Each says what it stands on in a line of its own, since it will be seen without its page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from survey import press
from survey.booklet.contents import Contents
from survey.booklet.entries import Printed
from survey.booklet.figures import printed
from survey.booklet.slides import MADE_UP

OF_KIND, OF_BODY = ("xep-hang",), ("yeu-to", "tieu-chi")
FORMS = {"svg": "image/svg+xml", "png": "image/png"}

WIDE = 960  # units of the drawing: pixels on a screen
_PAD = 32
_LINE = 34
_NAME = 330  # where names end and marks begin
_DOTS = 144.0  # an inch, so twice as many as units
_SECONDS = 60.0
_MARKS = 330  # how wide the marks are
_VALUE, _LAST = _NAME + _MARKS + 75, WIDE - 2 * _PAD
_LETTERS = 40  # of a name that stand in one line
_STYLE = (
    "text{font-family:'Be Vietnam Pro',Arial,sans-serif;font-size:15px;fill:#17191e}"
    ".b{font-weight:600}.t{font-size:24px;font-weight:600}.s{fill:#4c525b;font-size:13px}"
    ".g{stroke:#d6d7d9}.r{stroke:#17191e;stroke-width:1.5}.i{stroke:#17191e;stroke-width:2}"
    ".m{stroke:#17191e;stroke-width:1.5;stroke-dasharray:3 3}"
    ".d{fill:#fff;stroke:#17191e;stroke-width:1.5}.above{fill:#243580}.below{fill:#ae3a1b}"
    ".l0{fill:#ae3a1b}.l1{fill:#efa978}.l2{fill:#ebe8e1}.l3{fill:#6b8dc8}.l4{fill:#243580}"
    ".e{stroke:#4c525b;stroke-width:.5}"
)


Drawn = tuple[str, str, list[str]]  # title, foot, lines


def to_svg(found: Contents, name: str, *, synthetic: bool = False) -> str:
    """Return a chart of what was gathered: of its first kind, or of its first body.

    :param name: one of `OF_KIND` or `OF_BODY`.
    """
    data = printed(found, office="", synthetic=synthetic)
    draw: Callable[[Printed], Drawn] = {
        "xep-hang": _ranking,
        "yeu-to": _factors,
        "tieu-chi": _criteria,
    }[name]
    title, foot, lines = draw(data)
    high = 2 * _PAD + 74 + _LINE * len(lines) + 34
    said = f"{data['frame']}, {data['round']}"
    if synthetic:
        said += f". {MADE_UP}"
    placed = "".join(
        f'<g transform="translate({_PAD} {_PAD + 74 + _LINE * at})">{line}</g>'
        for at, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" width="{WIDE}" '
        f'height="{high}" role="img" aria-labelledby="title desc" lang="vi">'
        f'<title id="title">{escape(title)}</title>'
        f'<desc id="desc">{escape(f"{said}. {foot}")}</desc><style>{_STYLE}</style>'
        f'<rect width="{WIDE}" height="{high}" fill="#fff"/>'
        f'<text class="t" x="{_PAD}" y="{_PAD + 20}">{escape(title)}</text>'
        f'<text class="s" x="{_PAD}" y="{_PAD + 44}">{escape(said)}</text>{placed}'
        f'<text class="s" x="{_PAD}" y="{high - _PAD + 6}">{escape(foot)}</text></svg>\n'
    )


def to_png(svg: str) -> bytes:
    """Return an SVG as a picture, drawn in a process of its own."""
    order = {"svg": svg, "width": WIDE, "dots": _DOTS}
    return press.drawn("survey.booklet", order, seconds=_SECONDS)


def _ranking(data: Printed) -> Drawn:
    kind = data["kinds"][0]
    head = _scale(kind["axis"]["ticks"], kind["axis"]["mean"])
    lines = [_words("", [("Chỉ số, %", _VALUE), ("Khoảng tin cậy 95%", _LAST)], head)]
    for row in kind["rows"]:
        name = f"{row['place']}. {row['name']}" if row["ranked"] else row["name"]
        name += f" · {row['why']}" if row["why"] else ""
        low, value, high, _ = row["marks"]
        drawn = _grid(kind["axis"]["ticks"])
        if kind["mean"] is not None:
            drawn += _upright("m", kind["mean"])
        if low is not None and high is not None:
            drawn += f'<line class="i" x1="{_x(low)}" x2="{_x(high)}" y1="-5" y2="-5"/>'
        if value is not None:
            drawn += f'<circle class="d {row["side"]}" cx="{_x(value)}" cy="-5" r="6"/>'
        lines.append(_words(name, [(row["percent"], _VALUE), (row["interval"], _LAST)], drawn))
    return f"Xếp hạng: {kind['name']}", kind["foot"], lines


def _factors(data: Printed) -> Drawn:
    body = data["bodies"][0]
    ticks = [(0.0, 0), (0.25, None), (0.5, 50), (0.75, None), (1.0, 100)]
    heads = [("Chỉ số, %", _VALUE), ("Cả nhóm, %", _LAST)]
    lines = [_words("", heads, _scale(ticks, None))]
    for one in body["factors"]:
        _, value, _, _ = one["marks"]
        drawn = _grid(ticks)
        if value is not None:
            drawn += (
                f'<rect class="l3" x="{_NAME}" y="-14" width="{_MARKS * value:.1f}" height="18"/>'
            )
        if one["tick"] is not None:
            x = _x(one["tick"])
            drawn += f'<line class="r" stroke-width="3" x1="{x}" x2="{x}" y1="-19" y2="9"/>'
        numbers = [(one["percent"], _VALUE), (one["kind"], _LAST)]
        lines.append(_words(one["name"], numbers, drawn))
    return f"{body['name']}: từng yếu tố", body["foot"], lines


def _criteria(data: Printed) -> Drawn:
    body = data["bodies"][0]
    key = "".join(
        f'<rect class="l{at} e" x="{175 * at}" y="-12" width="14" height="14"/>'
        f'<text class="s" x="{175 * at + 20}">{at + 1} {escape(words)}</text>'
        for at, words in enumerate(data["levels"])
    )
    heads = [("Chỉ số, %", _VALUE), ("Trả lời", _LAST)]
    lines = [key, _words("", heads, _scale([(0.0, 0), (0.5, 50), (1.0, 100)], None))]
    for factor, rows in body["groups"]:
        lines.append(f'<text class="b">{escape(factor)}</text>')
        for row in rows:
            bars = "".join(
                f'<rect class="l{level} e" x="{_x(x)}" y="-14" '
                f'width="{_MARKS * width:.1f}" height="18"/>'
                for level, x, width in row["bars"]
            )
            numbers = [(row["percent"], _VALUE), (row["answers"], _LAST)]
            lines.append(_words(f"{row['ref']}. {row['name']}", numbers, bars))
    return f"{body['name']}: từng tiêu chí, năm mức", body["foot"], lines


def _words(name: str, numbers: Sequence[tuple[str, int]], drawn: str) -> str:
    """Return a line: a name, what is drawn beside it, numbers that end at their places."""
    said = "".join(_named(name))
    for at, (number, x) in enumerate(numbers):
        style = "s" if not name else "b" if at == 0 else ""
        said += f'<text class="{style}" x="{x}" text-anchor="end">{escape(number)}</text>'
    return said + drawn


def _named(name: str) -> Iterator[str]:
    """Yield a name as one line, or a long one as two smaller ones; it is never cut."""
    if len(name) <= _LETTERS:
        yield f"<text>{escape(name)}</text>"
        return
    middle = name.rfind(" ", 0, len(name) // 2 + 8)
    for y, words in ((-9, name[:middle]), (7, name[middle + 1 :])):
        # Set narrower where even half of it would run into the marks.
        tight = f' textLength="{_NAME - 14}"' if len(words) > _LETTERS + 8 else ""
        style = f'class="s" y="{y}"{tight} lengthAdjust="spacingAndGlyphs"'
        yield f"<text {style}>{escape(words)}</text>"


def _scale(ticks: Iterable[tuple[float, int | None]], mean: tuple[float, str] | None) -> str:
    labels = [("s", place, str(label)) for place, label in ticks if label is not None]
    labels += [("b", *mean)] if mean is not None else []
    return "".join(
        f'<text class="{style}" x="{_x(place)}" text-anchor="middle">{label}</text>'
        for style, place, label in labels
    )


def _grid(ticks: Iterable[tuple[float, int | None]]) -> str:
    return "".join(_upright("g", place) for place, _ in ticks)


def _upright(style: str, place: float) -> str:
    return f'<line class="{style}" x1="{_x(place)}" x2="{_x(place)}" y1="-22" y2="12"/>'


def _x(share: float) -> str:
    return f"{_NAME + _MARKS * share:.1f}"
