"""Every index of a body as its own page tells it, without a round to compare it with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from survey.report.asking import FEW
from survey.report.covering import Key
from survey.report.rows import hidden_for, is_hidden
from survey.report.sides import Side
from survey.report.together import covers


@dataclass(frozen=True, slots=True)
class Told:
    """An index. `hidden` says why it is not told; then, and without answers, percent is None."""

    level: str
    id: str
    name: str
    responses: int
    answers: int
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    hidden: str


def told(side: Side, body: int, *, language: str = "vi") -> dict[Key, Told]:
    """Return (level, id) → the index of a body, in the order of the questionnaire."""
    scores = side.scores({body})
    covering = covers(side, {body}, {key: one.responses for key, one in scores.items()})
    found = {}
    for key, one in scores.items():
        why = hidden_for(one, hide=FEW, covers=key in covering)
        gone = is_hidden(why)
        found[key] = Told(
            level=one.level,
            id=one.id,
            name=side.questionnaire.label(one.level, one.id, language),
            responses=one.responses,
            answers=one.answers,
            percent=None if gone else one.percent,
            low=None if gone else one.low,
            high=None if gone else one.high,
            hidden=why,
        )
    return found
