"""The chart of the province's published indices: where each stands among all."""

from __future__ import annotations

from survey.booklet import saying
from survey.booklet.drawings.frame import LAST, VALUE, Drawn, lined, svg_of, words, x
from survey.booklet.entries import share_of
from survey.booklet.saying import VI
from survey.charts import Strip
from survey.report import Figure, Scoreboard, headline, said_rank, said_value, title

_VALUE = VALUE + 45  # a value has its unit with it


def board(found: Scoreboard, province: str) -> str:
    """Return a year's indices, each with its value and a strip of ranks, the first on the left."""
    lines = [words("", [("Kết quả", _VALUE), ("Thứ hạng", LAST)], "")]
    for one in found.entered:
        value = saying.NONE if one.value is None else said_value(one.value, one.index, VI)
        rank = saying.NONE if one.rank is None else said_rank(one.rank, one.of)
        strip = "" if one.rank is None or not one.of else _strip(one, one.rank, Strip(one.of))
        lines.append(words(title(one, VI), [(value, _VALUE), (rank, LAST)], strip))
    said = "Mỗi vạch một thứ hạng, thứ nhất ở bên trái. Chấm rỗng: năm trước; chấm đặc: năm nay"
    foot = "Các chỉ số do cơ quan có thẩm quyền công bố."
    return svg_of(Drawn(headline(found, VI, province), said, "", foot, *lined(lines)))


def _strip(one: Figure, rank: int, strip: Strip) -> str:
    drawn = "".join(
        f'<line class="g" x1="{_x(at)}" x2="{_x(at)}" y1="{-16 if long else -12}" y2="4"/>'
        for at, long in strip.ticks
    )
    now = _x(strip.at(rank))
    if one.rank_change is not None and one.previous_rank is not None:
        before = _x(strip.at(one.previous_rank))
        drawn += f'<line class="i" x1="{before}" x2="{now}" y1="-6" y2="-6"/>'
        drawn += f'<circle class="d" cx="{before}" cy="-6" r="5"/>'
    return f'{drawn}<circle class="d above" cx="{now}" cy="-6" r="7"/>'


def _x(place: str) -> str:
    return x(share_of(place))
