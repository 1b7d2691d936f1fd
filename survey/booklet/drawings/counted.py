"""Charts of counts that stand apart from every index: topics of comments, the quick question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from survey.booklet import saying
from survey.booklet.drawings.frame import (
    LAST,
    MARKS,
    NAME,
    PERCENTS,
    VALUE,
    Drawn,
    grid,
    lined,
    said_of,
    scale,
    svg_of,
    words,
)
from survey.booklet.saying import VI
from survey.report import QuickReport, Subjects
from survey.report.asking import FEW
from survey.store.rounds import Round


def topics(
    this: Round, names: Sequence[str], found: Subjects, day: date, *, synthetic: bool = False
) -> str:
    """Return what published comments speak of, the commonest topic first.

    :param names: of the bodies whose comments they are; empty: the whole round's.
    """
    heads = [("Số góp ý", VALUE), ("Tỷ lệ, %", LAST)]
    lines = [words("", heads, scale(PERCENTS, None))]
    for topic, many in found.topics:
        name = topic.called(VI.code)
        if many is None:
            lines.append(words(name, [(f"dưới {FEW}", VALUE), (saying.NONE, LAST)], grid(PERCENTS)))
            continue
        share = many / found.comments
        numbers = [(VI.number(many), VALUE), (VI.number(100 * share, 1), LAST)]
        lines.append(words(name, numbers, grid(PERCENTS) + _bar(share, "l3")))
    foot = (
        f"{VI.number(found.comments)} góp ý đã công bố. Hình thức: {saying.channels(['all'])}. "
        "Cách tính: đếm góp ý có từ ngữ của chủ đề; một góp ý có thể thuộc nhiều chủ đề, hoặc "
        f"không thuộc chủ đề nào, nên cộng lại không bằng 100%. Tính ngày {VI.day_said(day)}."
    )
    several = names[0] if len(names) == 1 else f"{VI.number(len(names))} đơn vị"
    title = f"{several if names else this.title}: góp ý theo chủ đề"
    chart = Drawn(title, said_of(this), saying.inside(this), foot, *lined(lines))
    return svg_of(chart, synthetic=synthetic)


def quick(
    this: Round,
    whose: str,
    found: QuickReport,
    levels: Sequence[str],
    *,
    synthetic: bool = False,
) -> str:
    """Return how many people chose each level of the quick question; `levels`: their names.

    :raises ValueError: where the report tells no counts.
    """
    if found.people is None or found.since is None:
        raise ValueError("no counts are told")
    total = sum(found.people)
    lines = [f'<text class="b">{escape(found.text)}</text>']
    lines.append(words("", [("Tỷ lệ, %", VALUE), ("Số người", LAST)], scale(PERCENTS, None)))
    for at, (level, people) in enumerate(zip(levels, found.people, strict=True)):
        numbers = [(VI.number(100 * people / total, 1), VALUE), (VI.number(people), LAST)]
        marks = grid(PERCENTS) + (_bar(people / total, f"l{at} e") if people else "")
        lines.append(words(f"{at + 1}. {level}", numbers, marks))
    foot = (
        "Cách tính: tỷ lệ người chọn từng mức, tính riêng, không nằm trong chỉ số. "
        f"{VI.number(total)} người trả lời. Hình thức: {saying.channels(['poster'])}. "
        f"Số liệu không đổi từ ngày {VI.day_said(found.since)}."
    )
    title = f"{whose}: câu hỏi nhanh"
    chart = Drawn(title, said_of(this), saying.inside(this), foot, *lined(lines))
    return svg_of(chart, synthetic=synthetic)


def _bar(share: float, style: str) -> str:
    width = f"{MARKS * share:.1f}"
    return f'<rect class="{style}" x="{NAME}" y="-14" width="{width}" height="18"/>'
