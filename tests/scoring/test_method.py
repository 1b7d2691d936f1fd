from __future__ import annotations

import pytest

from survey.scoring import BadMethod, Method


@pytest.mark.parametrize(
    "name",
    [
        "top2.pooled",
        "mean5.mean_of_criteria",
        "mean4.mean_of_factors.split",
        "top2.mean_of_parts",
        "top2.weighted:policy=0.41,service=0.59",
        "mean5.weighted:service=0.590,policy=0.41.split",
        "top2.weighted:service=1",
    ],
)
def test_a_method_gives_its_name_back(name: str) -> None:
    assert str(Method.parse(name)) == name


def test_the_default_is_satisfied_answers_pooled() -> None:
    assert Method.parse("top2.pooled") == Method()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "top2",
        "pooled",
        "top3.pooled",
        "top2.mean",
        "TOP2.pooled",
        "top2.pooled.whole",
        "top2.pooled.split.split",
        "top2.pooled:policy=1",
        "top2.weighted",
        " top2.pooled",
    ],
)
def test_a_method_that_does_not_exist_is_refused_by_name(name: str) -> None:
    with pytest.raises(BadMethod, match="Không có cách tính") as refusal:
        Method.parse(name)
    assert refusal.value.values == {"method": name}


@pytest.mark.parametrize(
    "weights",
    [
        "",
        "policy",
        "policy=0.4",
        "policy=0.4,service=0.61",
        "policy=0.5,policy=0.5",
        "policy=0,service=1",
        "policy=-0.5,service=1.5",
        "policy=nan,service=1",
        "policy=1e-1,service=0.9",
        "policy=0.5,service=0.5,",
        "policy=٠.5,service=0.5",
    ],
)
def test_weights_that_do_not_add_up_are_refused(weights: str) -> None:
    with pytest.raises(BadMethod, match="Quyền số"):
        Method.parse(f"top2.weighted:{weights}")
