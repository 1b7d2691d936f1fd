"""What one criterion costs the whole, against sheets in which that criterion was changed."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from survey.scoring import Domain, Method, overall_if, score
from tests.scoring.sheets import DESK

OVERALL = ("overall", "overall")


@pytest.mark.parametrize(
    "name",
    [
        "top2.pooled",
        "mean5.pooled",
        "top2.mean_of_criteria",
        "mean4.mean_of_factors",
        "top2.mean_of_parts",
        "mean5.weighted:service=1",
    ],
)
def test_it_is_the_index_of_the_sheets_with_that_criterion_changed(name: str) -> None:
    method, chance = Method.parse(name), random.Random(name)
    rest = "0" * (len(DESK.places) - 16)
    sheets = ["".join(chance.choice("0123456") for _ in range(16)) + rest for _ in range(40)]
    changed = [
        one[:4] + (chance.choice("12345") if one[4] in "12345" else one[4]) + one[5:]
        for one in sheets
    ]
    now = score(DESK, Domain(DESK.count(sheets)), method)
    then = score(DESK, Domain(DESK.count(changed)), method)
    share = then["criterion", "q28"].share
    assert share is not None
    assert overall_if(DESK, now, method, {"q28": share}) == then[OVERALL].share
    assert overall_if(DESK, now, method, {}) == now[OVERALL].share


def test_nobody_answered_gives_nothing() -> None:
    for name in ("top2.pooled", "top2.mean_of_factors"):
        now = score(DESK, Domain(DESK.zero), Method.parse(name))
        assert overall_if(DESK, now, Method.parse(name), {"q28": Fraction(1)}) is None
