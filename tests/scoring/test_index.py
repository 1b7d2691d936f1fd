from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.scoring import (
    BadCounts,
    BadMethod,
    Domain,
    Group,
    Layout,
    Method,
    Place,
    Score,
    percent,
    score,
    wilson,
)
from tests.scoring.sheets import DESK, SMALL, any_sheet, desk_sheets, full_sheet, levels, whole

OVERALL = ("overall", "overall")
RULES = ("top2", "mean5", "mean4")
MEANS = ("mean_of_criteria", "mean_of_factors", "mean_of_parts")
METHODS = [
    Method.parse(f"{rule}.{combination}")
    for rule, combination in product(RULES, ("pooled", *MEANS, "weighted:policy=0.41,service=0.59"))
]
by_method = pytest.mark.parametrize("method", METHODS, ids=str)


def index(*sheets: str, method: str = "top2.pooled") -> Score:
    return score(SMALL, whole(*map(levels, sheets)), Method.parse(method))[OVERALL]


def test_an_index_is_the_satisfied_answers_out_of_the_valid_ones() -> None:
    one = index("5432100000", "4466660000")

    assert (one.responses, one.satisfied, one.answers) == (2, 4, 7)
    assert one.share == Fraction(4, 7)
    assert one.percent == Decimal("57.14")


def test_nobody_answered_is_not_zero_percent() -> None:
    nobody = index("0000000000", "6666666666")

    assert (nobody.responses, nobody.answers) == (0, 0)
    assert nobody.share is None
    assert (nobody.percent, nobody.low, nobody.high) == (None, None, None)
    assert index("1000000000").percent == Decimal("0.00")


@pytest.mark.parametrize(
    ("rule", "expected"), [("top2", "40.00"), ("mean5", "60.00"), ("mean4", "50.00")]
)
def test_each_rule_reads_the_same_answers_its_own_way(rule: str, expected: str) -> None:
    assert index("1234512345", method=f"{rule}.pooled").percent == Decimal(expected)


@by_method
def test_satisfied_means_levels_4_and_5_whatever_the_method(method: Method) -> None:
    assert index("5432100000", method=str(method)).satisfied == 2


@by_method
def test_every_group_has_a_score_in_the_order_of_the_layout(method: Method) -> None:
    scores = score(DESK, Domain(DESK.zero), replace(method, combination="pooled", weights=()))

    assert list(scores) == [(group.level, group.id) for group in DESK.groups]


def test_pooling_weighs_by_answers_not_by_row() -> None:
    # Nine people answer only the first row, and badly; one answers the second, and well.
    assert index(*["1000000000"] * 9, "0500000000").percent == Decimal("10.00")
    mean = index(*["1000000000"] * 9, "0500000000", method="top2.mean_of_criteria")
    assert mean.percent == Decimal("50.00")


def test_a_member_nobody_answered_is_left_out_of_the_mean_and_named() -> None:
    sheets = levels("5500055500"), levels("1500055500")
    scores = score(SMALL, whole(*sheets), Method.parse("top2.mean_of_factors"))

    assert scores[OVERALL].share == (Fraction(3, 4) + 1) / 2
    assert scores[OVERALL].left_out == ("impact", "result")
    assert scores["part", "policy"].left_out == ("impact",)
    assert scores["factor", "openness"].left_out == ()
    assert scores["factor", "impact"].share is None


def test_weights_of_the_parts_that_were_answered_are_brought_to_one() -> None:
    method = Method.parse("top2.weighted:policy=0.41,service=0.59")
    scores = score(SMALL, whole(levels("5511100000")), method)

    assert scores[OVERALL].share == Fraction(2, 5)
    assert scores[OVERALL].left_out == ("service",)


def test_weights_weigh_the_parts() -> None:
    one = index("5555511111", method="top2.weighted:policy=0.41,service=0.59")

    assert one.percent == Decimal("41.00")


@pytest.mark.parametrize("named", ["policy=1", "policy=0.4,services=0.6"])
def test_weights_that_are_not_those_of_the_parts_are_refused(named: str) -> None:
    with pytest.raises(BadMethod, match="policy, service"):
        index("5" * 10, method=f"top2.weighted:{named}")


def test_a_mean_of_parts_of_one_part_is_that_part() -> None:
    domain = Domain(DESK.count(desk_sheets(40)))
    mean = score(DESK, domain, Method.parse("top2.mean_of_parts"))
    pooled = score(DESK, domain, Method())

    assert mean[OVERALL] == pooled[OVERALL]


def test_a_criterion_has_wilsons_interval_of_its_answers() -> None:
    sheets = [levels("4000000000")] * 8 + [levels("2000000000")] * 2 + [levels("0500000000")] * 5

    assert score(SMALL, whole(*sheets), Method())["criterion", "c01"].interval == wilson(0.8, 10)


def test_a_mean_has_no_interval_that_a_tally_could_tell() -> None:
    scores = score(DESK, Domain(DESK.count(desk_sheets(40))), Method.parse("top2.mean_of_criteria"))

    assert scores[OVERALL].interval is None
    assert scores["factor", "access"].interval is None
    assert scores["criterion", "q24"].interval is not None


def test_a_criterion_has_no_narrower_interval_than_its_mean_deserves() -> None:
    """A factor of one row takes the variance of the levels; its row the largest there can be."""
    layout = Layout(
        [Place("q", 5)], [Group("factor", "f", (0,)), Group("criterion", "q", (0,))], ()
    )
    domain = whole(*"1223334444555555", layout=layout)
    for rule in RULES:
        scores = score(layout, domain, Method.parse(f"{rule}.pooled"))
        low, high = scores["factor", "f"].interval or (0.0, 0.0)
        row_low, row_high = scores["criterion", "q"].interval or (0.0, 0.0)
        # n/(n - 1) aside, which only the factor's formula has.
        assert row_high - row_low > (high - low) * (1 - 1 / 16)


@given(st.lists(full_sheet, min_size=1, max_size=20))
def test_without_blanks_a_mean_of_criteria_is_the_pooled_index(sheets: list[str]) -> None:
    for rule in RULES:
        pooled = score(SMALL, whole(*sheets), Method.parse(f"{rule}.pooled"))
        mean = score(SMALL, whole(*sheets), Method.parse(f"{rule}.mean_of_criteria"))
        assert {key: one.share for key, one in pooled.items()} == {
            key: one.share for key, one in mean.items()
        }


@given(st.lists(any_sheet, max_size=20))
def test_an_index_lies_between_its_lowest_and_highest_member(sheets: list[str]) -> None:
    for method in METHODS:
        scores = score(SMALL, whole(*sheets), method)
        for group in SMALL.groups:
            one = scores[group.level, group.id]
            shares = [
                member.share
                for inside in SMALL.members(group, "criterion")
                if (member := scores["criterion", inside.id]).share is not None
            ]
            assert (one.share is None) == (not shares)
            if one.share is not None:
                assert min(shares) <= one.share <= max(shares)


@given(st.lists(any_sheet, min_size=1, max_size=20))
def test_an_interval_holds_its_index(sheets: list[str]) -> None:
    for rule in RULES:
        for one in score(SMALL, whole(*sheets), Method.parse(f"{rule}.pooled")).values():
            if one.interval is not None and one.share is not None:
                assert one.interval[0] - 1e-12 <= one.share <= one.interval[1] + 1e-12


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        (Fraction(1, 16), "6.25"),
        (Fraction(1, 32), "3.13"),
        (Fraction(83_945, 100_000), "83.95"),
        (Fraction(83_944_999, 100_000_000), "83.94"),
        (Fraction(2, 3), "66.67"),
        (Fraction(1), "100.00"),
        (Fraction(0), "0.00"),
    ],
)
def test_half_rounds_up_as_the_ministry_prints_it(share: Fraction, printed: str) -> None:
    assert str(percent(share)) == printed


def test_the_ends_of_an_interval_are_rounded_alike() -> None:
    one = score(SMALL, whole(*[levels("4000000000")] * 8, *[levels("2000000000")] * 2), Method())

    assert str(one["criterion", "c01"].low) == "49.02"
    assert str(one["criterion", "c01"].high) == "94.33"


def test_a_domain_of_another_layout_is_refused() -> None:
    with pytest.raises(BadCounts):
        score(SMALL, Domain(DESK.zero), Method())
