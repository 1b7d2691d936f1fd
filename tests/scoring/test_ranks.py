"""Ranks drawn again, against what can be worked out by hand or by another way."""

from __future__ import annotations

import random
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

import pytest

from survey.scoring import rank_intervals, wilson
from survey.scoring.ranks import answers_behind

Figure = tuple[Fraction, tuple[float, float]]


def figure(percent: int, people: int) -> Figure:
    share = Fraction(percent, 100)
    return share, wilson(share, people)


def test_bodies_far_apart_keep_their_ranks_and_equal_ones_share_them() -> None:
    apart = [figure(95, 900), figure(80, 900), figure(60, 900)]
    assert rank_intervals(apart, seed=1) == [(1, 1), (2, 2), (3, 3)]
    alike = [figure(80, 50)] * 3
    assert rank_intervals(alike, seed=1) == [(1, 3)] * 3
    assert rank_intervals([figure(80, 50)], seed=1) == [(1, 1)]
    assert rank_intervals([], seed=1) == []


def test_the_same_seed_gives_the_same_ranks_and_another_nearly_the_same() -> None:
    figures = [figure(60 + 2 * at, 60 + 20 * at) for at in range(15)]
    once = rank_intervals(figures, seed=20261122001)
    assert once == rank_intervals(figures, seed=20261122001)
    for (low, high), (other_low, other_high) in zip(
        once, rank_intervals(figures, seed=7), strict=True
    ):
        assert abs(low - other_low) <= 1
        assert abs(high - other_high) <= 1


def test_ranks_agree_with_draws_on_the_scale_of_shares() -> None:
    """Drawn another way: normal shares with the variance of a share of so many answers."""
    figures = [figure(70 + at, 300) for at in range(12)]
    chance = random.Random(3)
    seen: list[list[int]] = [[] for _ in figures]
    for _ in range(2_000):
        drawn = [chance.gauss(float(r), sqrt(float(r * (1 - r)) / 300)) for r, _ in figures]
        for at, one in enumerate(drawn):
            seen[at].append(1 + sum(other > one for other in drawn))
    for places, (low, high) in zip(seen, rank_intervals(figures, seed=3), strict=True):
        places.sort()
        assert abs(places[50] - low) <= 1
        assert abs(places[-51] - high) <= 1


def test_a_body_is_first_as_often_as_chance_says() -> None:
    """Two bodies: the second is first in about 97.5 of 100 draws at 1.96 standard errors."""
    share, people = Fraction(1, 2), 400
    reach = sqrt(2 * 0.25 / people)
    for times, ranks in ((1.6, (1, 2)), (2.4, (1, 1))):
        other = Fraction(round((0.5 + times * reach) * 10_000), 10_000)
        figures = [(share, wilson(share, people)), (other, wilson(other, people))]
        assert NormalDist().cdf(times) == pytest.approx(0.945 if times < 2 else 0.992, abs=0.001)
        assert rank_intervals(figures, seed=11)[1] == ranks


@pytest.mark.parametrize(("percent", "people"), [(0, 30), (50, 100), (86, 612), (100, 31)])
def test_an_interval_tells_how_many_answers_are_behind_it(percent: int, people: int) -> None:
    share, interval = figure(percent, people)
    assert answers_behind(share, interval) == pytest.approx(people)
