"""DDCI, the one-stop shop's points and QĐ 766, against published tables and by hand."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.scoring import (
    QD766,
    YEARLY,
    BadCounts,
    Indicator,
    ddci,
    qd766_total,
    rank,
    rescale,
    tt01_band,
    tt01_total,
)

GOLD = Path(__file__).parent / "gold"
VALUES = st.decimals(-1000, 1000, places=3)


def rows(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(**of: int) -> dict[str, Decimal]:
    return {unit: Decimal(value) for unit, value in of.items()}


@pytest.mark.parametrize("row", rows("lai_chau_2021_tt01.csv"), ids=lambda row: row["agency"])
def test_totals_and_bands_of_lai_chau_2021_are_the_published_ones(row: dict[str, str]) -> None:
    total = tt01_total([Decimal(row[f"c{number}"]) for number in range(1, 10)])
    assert total == Decimal(row["total"])
    assert tt01_band(total) == row["band"]


def test_the_published_table_stands_in_the_order_of_its_ranks() -> None:
    totals = [Decimal(row["total"]) for row in rows("lai_chau_2021_tt01.csv")]
    assert rank(totals) == list(range(1, 16))


@pytest.mark.parametrize(
    "criteria", [["1"] * 8, ["1"] * 10, ["1"] * 8 + ["2.1"], ["1"] * 8 + ["-0.1"]]
)
def test_other_than_nine_criteria_of_two_points_are_refused(criteria: list[str]) -> None:
    with pytest.raises(BadCounts):
        tt01_total([Decimal(one) for one in criteria])


def test_the_components_of_quang_tri_add_up_to_the_published_total() -> None:
    told = {
        "công khai minh bạch": "publicity",
        "tiến độ giải quyết": "progress",
        "dịch vụ trực tuyến": "online",
        "mức độ hài lòng": "satisfaction",
        "số hóa hồ sơ": "digitisation",
    }
    found = {row["component"]: row for row in rows("qd766_quang_tri.csv")}
    components = {told[name]: Decimal(found[name]["points"]) for name in told}
    assert {told[name]: int(found[name]["of"]) for name in told} == QD766
    assert qd766_total(components) == Decimal(found["total"]["points"])
    with pytest.raises(BadCounts):
        qd766_total({**components, "online": Decimal("22.01")})
    with pytest.raises(BadCounts):
        qd766_total({name: one for name, one in components.items() if name != "online"})


def test_the_best_unit_gets_ten_and_the_worst_one() -> None:
    assert rescale(values(a=2, b=5, c=8)) == {"a": 1, "b": Fraction(11, 2), "c": 10}
    assert rescale(values(a=2, b=5, c=8), less_is_better=True) == {
        "a": 10,
        "b": Fraction(11, 2),
        "c": 1,
    }


@pytest.mark.parametrize("less", [False, True])
def test_units_that_are_equal_all_get_ten(less: bool) -> None:
    assert rescale(values(a=7, b=7), less_is_better=less) == {"a": 10, "b": 10}


@given(st.dictionaries(st.sampled_from("abcdef"), VALUES, min_size=1), st.booleans())
def test_what_is_rescaled_keeps_its_order_between_one_and_ten(
    told: dict[str, Decimal], less: bool
) -> None:
    scaled = rescale(told, less_is_better=less)
    assert all(1 <= one <= 10 for one in scaled.values())
    assert max(scaled.values()) == 10
    for one in told:
        for other in told:
            better = told[one] < told[other] if less else told[one] > told[other]
            assert not better or scaled[one] > scaled[other]


def test_a_total_is_the_weighted_mean_of_components_times_ten() -> None:
    entry = Indicator("entry", "days", values(a=2, b=5, c=8), less_is_better=True)
    pleased = Indicator("entry", "pleased", values(a=70, b=90, c=80))
    fair = Indicator("fair", "fair", values(a=1, b=2, c=3))
    found = ddci([entry, pleased, fair], {"entry": Decimal(3), "fair": Decimal(1)})
    # a: entry (10 + 1)/2 = 5,5; fair 1 → (16,5 + 1)/4·10 = 43,75
    assert found["a"].components == {"entry": Fraction(11, 2), "fair": 1}
    assert found["a"].points == Decimal("43.75")
    # Without weights each component weighs the same: (5,5 + 1)/2·10 = 32,5
    assert ddci([entry, pleased, fair])["a"].points == Decimal("32.50")


def test_what_a_unit_lacks_is_left_out_of_its_component() -> None:
    one = Indicator("entry", "days", values(a=1, b=2))
    other = Indicator("entry", "pleased", values(a=10, b=5, c=0))
    fair = Indicator("fair", "fair", values(a=1, b=2))
    found = ddci([one, other, fair])
    assert found["c"].total is None
    assert found["c"].points is None
    assert found["c"].without == ("fair",)
    assert found["a"].points == Decimal("32.50")  # entry (1 + 10)/2, fair 1
    assert ddci([other])["c"].points == Decimal("10.00")


@pytest.mark.parametrize(
    "weights", [{"entry": 1}, {"entry": 0, "fair": 0}, {"entry": 2, "fair": -1}]
)
def test_weights_that_cannot_weigh_are_refused(weights: dict[str, int]) -> None:
    one = Indicator("entry", "days", values(a=1))
    fair = Indicator("fair", "fair", values(a=1))
    with pytest.raises(BadCounts):
        ddci([one, fair], {name: Decimal(weight) for name, weight in weights.items()})


def test_an_index_takes_figures_within_its_scale_and_decimals() -> None:
    assert YEARLY["par-index"].read("86,29") == Decimal("86.29")
    assert str(YEARLY["sipas"].read("81.5")) == "81.50"
    assert YEARLY["tt01"].read("15.753") == Decimal("15.753")
    for text in ("", "a", "-1", "100.01", "1.234", "1e1", "١", "1.2.3", "."):
        assert YEARLY["sipas"].read(text) is None, text


def test_the_known_indices_have_the_scales_that_are_published() -> None:
    assert {one.id: (one.unit, one.scale) for one in YEARLY.values()} == {
        "par-index": ("points", 100),
        "sipas": ("percent", 100),
        "papi": ("points", 80),
        "pci": ("points", 100),
        "qd766": ("points", 100),
        "ddci": ("points", 100),
        "satisfaction": ("percent", 100),
        "tt01": ("points", 18),
    }
