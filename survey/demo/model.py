"""The model that the demo's sheets are drawn from. Nothing here describes a real office.

A sheet is drawn in four steps, all from one seeded generator:

1. Purpose. 55 % hand in papers, 35 % collect a result, 10 % ask something.
2. Mood. Each person has a mood of −2, −1, 0, 1 or 2 (weights 1, 3, 8, 6, 2): people who are
   pleased with one thing are pleased with the next, so answers of one person go together and
   an interval that took them for independent would be too short.
3. Ticks. For a criterion, the person's leaning is
   (standing of the office) + (ease of the criterion) + 0,9 × mood, and the level follows from
   a logistic curve cut at −3,4, −2,2, −0,9 and 1,2.
4. Blanks. Results are judged only by those who collect one; two of three never gave feedback;
   one of four had no fee to pay; any other row is left untouched once in fifty.

The standing of an office lies between −0,06 and 1,5 and drifts a little from year to year; which
office stands where follows from the seed and its code alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp

SEED = 2026
_CUTS = (-3.4, -2.2, -0.9, 1.2)
_MOODS = (-2, -1, 0, 1, 2)
_MOOD_WEIGHTS = (1, 3, 8, 6, 2)
_GRAIN = 200  # levels of a leaning are drawn from a table of this many lots

# How easily a criterion is found satisfactory.
_EASE: Mapping[str, float] = {
    "q24": 0.4, "q25": -0.2, "q26": -0.4, "q27": 0.4, "q28": 0.3, "q29": 0.7, "q30": 0.0,
    "q31": 0.3, "q32": -0.1, "q33": 0.4, "q34": -0.2, "q35": 0.5, "q36": 0.4, "q37": -0.4,
    "q38": -0.5, "q39": -0.8,
}  # fmt: skip
_RESULT = {"q34", "q35", "q36"}
_FEEDBACK = {"q37", "q38", "q39"}
_FEE = "q29"
_SIXTH = 6
_COLLECTS = 2


@dataclass(frozen=True, slots=True)
class Office:
    """A desk that people answer at: who stands behind it, and how it stands with them."""

    agency: str
    desk: str
    standing: float


def standing(agency: str, year: int) -> float:
    """Return how an office stands: the same for the same office and year, on any machine."""
    base = random.Random(f"{SEED}/{agency}").uniform(-0.06, 1.5)
    drift = random.Random(f"{SEED}/{agency}/{year}").gauss(0.04 * (year - 2024), 0.16)
    return base + drift


def ticks(office: Office, how_many: int, *, year: int) -> Iterator[dict[str, int]]:
    """Yield sheets: id of a question → option (6 is a criterion's sixth choice).

    What is left out is untouched.
    """
    lots = _lots(office.standing)
    draw = random.Random(f"{SEED}/{office.agency}/{office.desk}/{year}")
    for _ in range(how_many):
        yield _one(draw, lots)


def _one(draw: random.Random, lots: Mapping[tuple[str, int], Sequence[int]]) -> dict[str, int]:
    visit = draw.choices((1, 2, 3), (55, 35, 10))[0]
    mood = draw.choices(_MOODS, _MOOD_WEIGHTS)[0]
    reports = draw.random() < 1 / 3
    sheet = {"visit": visit}
    for criterion in _EASE:
        needless = (
            (criterion in _RESULT and visit != _COLLECTS)
            or (criterion in _FEEDBACK and not reports)
            or (criterion == _FEE and draw.random() < 0.25)
        )
        if needless:
            sheet[criterion] = _SIXTH
        elif draw.random() > 0.02:
            sheet[criterion] = lots[criterion, mood][int(draw.random() * _GRAIN)]
    if draw.random() < 0.7:
        sheet["gender"] = draw.choices((1, 2), (52, 48))[0]
        sheet["age"] = draw.choices((1, 2, 3, 4, 5), (8, 27, 35, 20, 10))[0]
    if draw.random() < 0.5:
        sheet["education"] = draw.choices((1, 2, 3, 4, 5, 6), (10, 20, 28, 20, 20, 2))[0]
        sheet["occupation"] = draw.choices((1, 2, 3, 4, 5, 6, 7), (6, 8, 48, 5, 13, 17, 3))[0]
    if draw.random() < 0.6:
        sheet["for_whom"] = draw.choices((1, 2), (85, 15))[0]
        sheet["helped"] = draw.choices((1, 2, 3), (80, 14, 6))[0]
        sheet["prompted"] = draw.choices((1, 2), (96, 4))[0]
    return sheet


def _lots(office: float) -> dict[tuple[str, int], list[int]]:
    """(criterion, mood) → a table of levels in their proportions."""
    return {
        (criterion, mood): _table(office + ease + 0.9 * mood)
        for criterion, ease in _EASE.items()
        for mood in _MOODS
    }


def _table(leaning: float) -> list[int]:
    edges = [0, *(round(_GRAIN / (1 + exp(leaning - cut))) for cut in _CUTS), _GRAIN]
    lots: list[int] = []
    for level, (first, last) in enumerate(pairwise(edges), 1):
        lots += [level] * (last - first)
    return lots
