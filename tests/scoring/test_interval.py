from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.scoring import (
    BadCounts,
    Stratum,
    effective_n,
    ratio_interval,
    ratio_variance,
    wilson,
)

people = st.lists(
    st.integers(1, 16).flatmap(lambda y: st.tuples(st.integers(0, y), st.just(y))),
    min_size=2,
    max_size=30,
)


def sums(*answers: tuple[int, int]) -> tuple[int, int, int, int, int, int]:
    """Return n, x, y, xx, yy, xy of people given by their (x, y)."""
    return (
        len(answers),
        sum(x for x, _ in answers),
        sum(y for _, y in answers),
        sum(x * x for x, _ in answers),
        sum(y * y for _, y in answers),
        sum(x * y for x, y in answers),
    )


def test_wilson_gives_the_textbook_interval() -> None:
    low, high = wilson(0.8, 10)

    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)


def test_wilson_never_leaves_zero_to_one() -> None:
    for n in (0.5, 1, 7, 30, 1e12):
        assert wilson(0, n)[0] == 0
        assert wilson(1, n)[1] == 1
        assert wilson(Fraction(1), n)[0] < 1


@pytest.mark.parametrize(("share", "n"), [(0.5, 0), (0.5, -1), (1.01, 10), (-0.01, 10)])
def test_wilson_refuses_what_is_no_share(share: float, n: float) -> None:
    with pytest.raises(BadCounts):
        wilson(share, n)


@given(people)
def test_the_variance_is_the_sum_over_people_of_their_distance(
    answers: list[tuple[int, int]],
) -> None:
    n, x, y, *rest = sums(*answers)
    r = Fraction(x, y)
    distances = sum(((a - r * b) / y) ** 2 for a, b in answers)

    assert ratio_variance([Stratum(n, x, y, *rest)]) == Fraction(n, n - 1) * distances


@given(people)
def test_the_interval_holds_the_index_and_stays_within_zero_to_one(
    answers: list[tuple[int, int]],
) -> None:
    n, x, y, *rest = sums(*answers)
    interval = ratio_interval(n, x, y, *rest)

    assert interval is not None
    assert 0 <= interval[0] <= x / y + 1e-12
    assert x / y - 1e-12 <= interval[1] <= 1


def test_people_who_agree_with_themselves_count_as_people_not_as_answers() -> None:
    # 40 people tick 16 rows all alike: 640 answers that know no more than 40 would.
    alike = sums(*[(16, 16)] * 30, *[(0, 16)] * 10)
    variance = ratio_variance([Stratum(*alike)])

    assert effective_n(Fraction(3, 4), variance, 40) == 39


def test_without_variance_the_people_stand_in_for_the_effective_number() -> None:
    assert ratio_interval(*sums((3, 3), (2, 2))) == wilson(1, 2)
    assert ratio_interval(*sums((1, 2), (2, 4))) == wilson(0.5, 2)
    assert ratio_interval(*sums((1, 3))) == wilson(1 / 3, 1)
    # Three sheets, of which two had an answer in these rows.
    assert ratio_interval(*sums((3, 3), (2, 2), (0, 0)), people=2) == wilson(1, 2)


def test_sheets_without_an_answer_still_count_as_people_drawn() -> None:
    answered = ((1, 3), (3, 3), (2, 4))
    with_blank = ratio_variance([Stratum(*sums(*answered, (0, 0)))])
    without = ratio_variance([Stratum(*sums(*answered))])

    assert with_blank == without * Fraction(4, 3) / Fraction(3, 2)


def test_nobody_answered_has_no_interval() -> None:
    assert ratio_interval(0, 0, 0, 0, 0, 0) is None
    with pytest.raises(BadCounts):
        ratio_variance([Stratum(3, 0, 0, 0, 0, 0)])


def test_a_stratum_of_one_person_adds_its_whole_distance() -> None:
    lone, rest = ((1, 2),), ((2, 2), (0, 3))
    r = Fraction(3, 7)
    expected = (
        Fraction(1 - 2 * r) ** 2 / 49
        + sum(2 * ((x - r * y) - (2 - 5 * r) / 2) ** 2 for x, y in rest) / 49
    )

    assert ratio_variance([Stratum(*sums(*lone)), Stratum(*sums(*rest))]) == expected


def test_a_stratum_asked_in_full_leaves_nothing_to_chance() -> None:
    everybody = Stratum(*sums((1, 2), (2, 2)), population=2)
    half = Stratum(*sums((1, 2), (2, 2)), population=4)
    some = Stratum(*sums((1, 2), (2, 2)))

    assert ratio_variance([everybody]) == 0
    assert ratio_variance([half]) == ratio_variance([some]) / 2


def test_a_stratum_of_more_sheets_than_people_is_refused() -> None:
    with pytest.raises(BadCounts, match="3 phiếu nhưng chỉ có 2"):
        ratio_variance([Stratum(*sums((1, 2), (2, 2), (1, 1)), population=2)])


def test_an_empty_stratum_changes_nothing() -> None:
    two = [Stratum(*sums((1, 2), (2, 2))), Stratum(*sums((1, 2), (0, 2)))]

    assert ratio_variance([*two, Stratum(*sums())]) == ratio_variance(two)


def test_ten_million_sheets_keep_their_precision() -> None:
    three = sums((15, 16), (16, 16), (3, 14))
    k = 10_000_000
    many = Stratum(*(k * one for one in three))

    # Exactly k times less, but for n/(n - 1), which goes from 3/2 to nearly 1.
    assert ratio_variance([many]) == (
        ratio_variance([Stratum(*three)]) / k * Fraction(3 * k, 3 * k - 1) / Fraction(3, 2)
    )
