"""Sums of a cross-tab's category against the tally of the same sheets."""

from __future__ import annotations

import random

import pytest

from survey.scoring import Breakdown, Domain, Group, Layout, Method, Place, score

PLACES = [Place(f"q{at}", 5) for at in range(7)] + [Place("age", 5)]
GROUPS = [
    Group("overall", "overall", tuple(range(7))),
    Group("part", "one", (0, 1, 2, 3)),
    Group("part", "two", (4, 5, 6)),
    Group("factor", "a", (0, 1)),
    Group("factor", "b", (2, 3)),
    Group("factor", "c", (4, 5, 6)),
    *(Group("criterion", f"q{at}", (at,)) for at in range(7)),
]
LAYOUT = Layout(PLACES, GROUPS, {3, 5})
METHODS = [
    f"{rule}.{combination}"
    for rule in ("top2", "mean5", "mean4")
    for combination in (
        "pooled",
        "mean_of_criteria",
        "mean_of_factors",
        "mean_of_parts",
        "weighted:one=0.3,two=0.7",
    )
]


def sheets(seed: int, many: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choice("0123456") for _ in range(8)) for _ in range(many)]


@pytest.mark.parametrize("method", METHODS)
def test_a_category_is_scored_as_the_tally_of_its_sheets(method: str) -> None:
    how = Method.parse(method)
    reader = Breakdown(LAYOUT, how)
    for seed, many in enumerate((1, 2, 40)):
        some = sheets(seed, many)
        found, scores = reader.read(sum(map(reader.adds, some)))
        right = score(LAYOUT, Domain(LAYOUT.count(some)), how)
        assert found == many
        told = [(one.level, one.id) for one in reader.groups]
        assert list(scores) == told == [("overall", "overall"), *(("factor", id_) for id_ in "abc")]
        assert scores == {key: right[key] for key in told}
        counts = reader.counts(sum(map(reader.adds, some)))
        assert counts == [
            (right[key].responses, right[key].satisfied, right[key].answers) for key in told
        ]


def test_rows_about_the_desk_and_the_decider_are_counted_apart() -> None:
    reader = Breakdown(LAYOUT, Method.parse("top2.pooled.split"))
    both, desk, decider = sheets(1, 30), sheets(2, 20), sheets(3, 10)
    total = sum(map(reader.adds, both))
    total += sum(reader.adds(one, "desk") for one in desk)
    total += sum(reader.adds(one, "decider") for one in decider)
    domain = Domain(LAYOUT.count(both), LAYOUT.count(desk), LAYOUT.count(decider))
    right = score(LAYOUT, domain, Method())
    found, scores = reader.read(total)
    assert found == 60
    assert scores == {key: right[key] for key in scores}


def test_sums_made_elsewhere_read_the_same() -> None:
    reader = Breakdown(LAYOUT, Method())
    one = reader.total(2, [(2, 5, 13, 3, 3, 5, 7)] * len(reader.kept))
    assert reader.read(one)[1]["factor", "a"].answers == 5
    assert reader.counts(one)[0] == (2, 3, 5)
