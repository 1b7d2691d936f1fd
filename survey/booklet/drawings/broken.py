"""Charts of answers broken down: an index by what sheets tell, and the options of a question."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from survey import charts
from survey.booklet import saying
from survey.booklet.drawings.frame import (
    LAST,
    PERCENTS,
    VALUE,
    Drawn,
    bar,
    estimate,
    grid,
    lined,
    said_of,
    scale,
    svg_of,
    words,
)
from survey.booklet.entries import axis_of
from survey.booklet.saying import VI
from survey.report import Category, Crosstab, Other, OthersReport
from survey.scoring import OptionShare, Score
from survey.store.rounds import Round


def crosstab(
    found: Crosstab, label: str, name: Callable[[Category], str], *, synthetic: bool = False
) -> str:
    """Return the indices of some people by one thing that their sheets tell.

    :param label: of that thing; `name`: of a category.
    """
    rows = (found.total, *(one.scores for one in found.categories))
    axis = charts.axis_of_figures(one.percent for row in rows for one in row if one is not None)
    ticks = axis_of(axis, None)["ticks"]
    lines = [words("", [("Chỉ số, %", VALUE), ("Số phiếu", LAST)], scale(ticks, None))]
    for index in found.by_index():
        lines.append(f'<text class="b">{escape(index.name)}</text>')
        lines += [_scored(name(one), score, axis, ticks) for one, score in index.scores]
        lines.append(_scored("Tất cả", index.total, axis, ticks))
    whole = found.total[0]
    sheets = 0 if whole is None else whole.responses
    foot = saying.stands_on(found.round.method, sheets, "all", found.day)
    whose = found.body.name if found.body else found.kind or "Toàn tỉnh"
    title = f"{whose}: phân tổ theo {saying.within(label)}"
    state = saying.inside(found.round)
    drawn = Drawn(title, said_of(found.round), state, foot, *lined(lines))
    return svg_of(drawn, synthetic=synthetic)


def question(
    this: Round, found: OthersReport, lines: list[Other], *, synthetic: bool = False
) -> str:
    """Return the options of a question beside the index, and of each of its rows."""
    drawn = [words("", [("Tỷ lệ, %", VALUE), ("Số người", LAST)], scale(PERCENTS, None))]
    for line in lines:
        stands = f"{VI.number(line.n)} người trả lời"
        said = saying.HIDDEN.get(line.hidden) or stands
        head = f"{line.text}: {said}" if line.text else said
        drawn.append(f'<text class="b">{escape(head)}</text>')
        drawn += [_chosen(option.text, option.share) for option in line.options]
    foot = (
        "Tỷ lệ người chọn trên số người trả lời câu này; nét ngang: khoảng tin cậy 95%. "
        f"Hình thức: {saying.channels(['all'])}. Số liệu chốt ngày {VI.day_said(found.shown.day)}."
    )
    ref, heading = lines[0].ref, lines[0].heading
    whose = found.body.name if found.body else found.kind
    title = f"{ref}. {heading}" if ref else heading
    said = f"{whose}. {said_of(this)}"
    chart = Drawn(title, said, saying.inside(this), foot, *lined(drawn))
    return svg_of(chart, synthetic=synthetic)


def _scored(
    name: str, score: Score | None, axis: charts.Axis, ticks: list[tuple[float, int]]
) -> str:
    if score is None:
        return words(name, [("ẩn", VALUE), ("ẩn", LAST)], grid(ticks))
    numbers = [(saying.percent(score.percent), VALUE), (VI.number(score.responses), LAST)]
    return words(name, numbers, grid(ticks) + estimate(score, axis))


def _chosen(name: str, share: OptionShare | None) -> str:
    if share is None:
        return words(name, [("ẩn", VALUE), ("ẩn", LAST)], grid(PERCENTS))
    numbers = [(saying.percent(share.percent), VALUE), (VI.number(share.people), LAST)]
    return words(name, numbers, grid(PERCENTS) + bar(share.percent, share.low, share.high))
