"""Strata that stand for their dossiers, and how often the weighted interval holds the truth."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.scoring import BadCounts, Cell, join_small, ratio_interval, weigh

ROWS = 16


def cell(name: str, finished: int, *people: tuple[int, int]) -> Cell:
    """A stratum of people given by their (x, y)."""
    return Cell(
        ((1, name),),
        finished,
        n=len(people),
        answered=sum(y > 0 for _, y in people),
        x=sum(x for x, _ in people),
        y=sum(y for _, y in people),
        xx=sum(x * x for x, _ in people),
        yy=sum(y * y for _, y in people),
        xy=sum(x * y for x, y in people),
    )


def named(cells: list[Cell]) -> list[str]:
    return ["+".join(field for _, field in one.names) for one in cells]


def test_fields_with_few_sheets_are_joined_and_then_the_next_fewest_joins_them() -> None:
    one, two, three, many = (
        cell(name, 100, *[(1, 2)] * n) for name, n in (("a", 0), ("b", 3), ("c", 9), ("d", 40))
    )
    assert named(join_small([many, three])) == ["c", "d"]
    assert named(join_small([many, three, one])) == ["a+c", "d"]
    assert named(join_small([many, three, one, two])) == ["a+b+c", "d"]
    enough = cell("e", 100, *[(1, 2)] * 2)
    assert named(join_small([many, three, two, enough])) == ["b+e", "c", "d"]
    assert named(join_small([one, two])) == ["a+b"]


def test_sheets_without_dossiers_are_joined_however_many_they_are() -> None:
    known, unknown = cell("a", 100, *[(1, 2)] * 40), cell("b", 0, *[(1, 2)] * 60)

    (joined,) = join_small([known, unknown])

    assert (joined.n, joined.finished) == (100, 100)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 500)), min_size=1, max_size=8),
    st.randoms(),
)
def test_joining_drops_nothing_and_does_not_depend_on_the_order(
    strata: list[tuple[int, int]], chance: random.Random
) -> None:
    cells = [cell(f"{at}", finished, *[(2, 5)] * n) for at, (n, finished) in enumerate(strata)]
    joined = join_small(cells)
    chance.shuffle(cells)

    assert join_small(cells) == joined
    for count in ("n", "finished", "x"):
        assert sum(getattr(one, count) for one in joined) == sum(
            getattr(one, count) for one in cells
        )
    assert len(joined) == 1 or all(one.n >= 5 and one.finished for one in joined)


def test_equal_shares_of_the_dossiers_leave_the_index_as_it_is() -> None:
    people = [(3, 4), (0, 2), (5, 5), (1, 6), (2, 2)]
    found = weigh([cell("a", 50, *people), cell("b", 100, *people, *people)])
    assert found is not None
    assert found.share == Fraction(11, 19)
    assert found.kish == pytest.approx(15)


def test_people_who_are_all_alike_leave_exactly_nothing_to_chance() -> None:
    found = weigh([cell("a", 701, *[(11, 13)] * 7), cell("b", 97, *[(11, 13)] * 11)])
    assert found is not None
    assert (found.variance, found.n_eff) == (0, 18)
    assert found.interval[0] < 11 / 13 < found.interval[1]


def test_more_sheets_than_dossiers_are_weighed_without_a_correction_and_told() -> None:
    people, others = [(3, 4), (0, 2), (5, 5), (1, 6), (2, 2)], [(1, 4), (4, 4), (3, 5)]
    at_most = weigh([cell("a", 5, *people), cell("b", 90, *others)])
    beyond = weigh([cell("a", 4, *people), cell("b", 90, *others)])
    assert at_most is not None
    assert beyond is not None
    assert (at_most.beyond, beyond.beyond) == (0, 1)
    assert at_most.variance < beyond.variance


def test_a_stratum_needs_both_sheets_and_dossiers_and_nobody_has_no_index() -> None:
    some = cell("a", 100, (3, 4), (1, 4))
    for bad in (cell("b", 0, (1, 1)), cell("b", 10)):
        with pytest.raises(BadCounts):
            weigh([some, bad])
    assert weigh([]) is None
    assert weigh([cell("a", 100, (0, 0), (0, 0))]) is None


def test_the_weighted_interval_holds_a_truth_that_the_unweighted_one_misses() -> None:
    """A busy field that few answer about, and a small one that everybody does."""
    fields = ((0.70, 4_000, 60), (0.90, 400, 150), (0.85, 1_000, 40))
    truth = sum(share * finished for share, finished, _ in fields) / 5_400
    chance, rounds, weighted, plain = random.Random(7), 500, 0, 0
    for _ in range(rounds):
        cells = [
            cell(f"{share}", finished, *[(_satisfied(chance, share), ROWS) for _ in range(n)])
            for share, finished, n in fields
        ]
        found = weigh(cells)
        assert found is not None
        weighted += found.interval[0] <= truth <= found.interval[1]
        n, x, y, xx, yy, xy = (
            sum(getattr(one, name) for one in cells) for name in ("n", "x", "y", "xx", "yy", "xy")
        )
        low, high = ratio_interval(n, x, y, xx, yy, xy) or (0.0, 0.0)
        plain += low <= truth <= high

    assert weighted / rounds == pytest.approx(0.945, abs=0.02)
    assert plain / rounds < 0.05


def _satisfied(chance: random.Random, share: float) -> int:
    """One person's satisfied answers: a leaning of their own, then sixteen tries."""
    leaning = chance.betavariate(share * 1.5, (1 - share) * 1.5)
    return sum(chance.random() < leaning for _ in range(ROWS))
