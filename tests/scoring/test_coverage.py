"""How often the interval holds the truth, in made-up rounds whose truth is known."""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import sqrt

import pytest

from survey.scoring import Stratum, ratio_interval, ratio_variance
from survey.scoring.interval import Z95

TRUTH = 0.93
ROWS = 16
ALIKE = 0.4  # correlation of two answers of one person
ROUNDS = 2_000


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of the rounds: Wilson's held the truth, the plain one did, the plain one passed 1."""

    wilson: float
    plain: float
    passed: float


def coverage(people: int) -> Coverage:
    chance = random.Random(people)
    wilson = plain = passed = 0
    for _ in range(ROUNDS):
        satisfied = [_satisfied(chance) for _ in range(people)]
        x, xx = sum(satisfied), sum(one * one for one in satisfied)
        sums = (people, x, people * ROWS, xx, people * ROWS**2, x * ROWS)
        low, high = ratio_interval(*sums) or (0.0, 0.0)
        wilson += low <= TRUTH <= high
        reach = Z95 * sqrt(ratio_variance([Stratum(*sums)]))
        share = x / (people * ROWS)
        plain += share - reach <= TRUTH <= share + reach
        passed += share + reach > 1
    return Coverage(wilson / ROUNDS, plain / ROUNDS, passed / ROUNDS)


def _satisfied(chance: random.Random) -> int:
    """One person's satisfied answers: a leaning of their own, then sixteen tries."""
    spread = 1 / ALIKE - 1
    leaning = chance.betavariate(TRUTH * spread, (1 - TRUTH) * spread)
    return sum(chance.random() < leaning for _ in range(ROWS))


def test_wilson_with_few_sheets_holds_the_truth_more_often_than_the_plain_interval() -> None:
    few = coverage(30)

    assert few.wilson == pytest.approx(0.90, abs=0.015)
    assert few.plain == pytest.approx(0.86, abs=0.015)
    assert few.passed == pytest.approx(0.20, abs=0.03)


def test_wilson_comes_near_its_name_with_more_sheets() -> None:
    assert coverage(100).wilson == pytest.approx(0.93, abs=0.015)
