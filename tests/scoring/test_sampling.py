from __future__ import annotations

from decimal import Decimal

import pytest

from survey.scoring import BadCounts, sample_needed


def test_the_sample_of_many_dossiers_is_about_four_hundred() -> None:
    assert [sample_needed(n) for n in (0, 1, 100, 10_000, 10**9)] == [0, 1, 80, 385, 400]
    assert sample_needed(10_000, Decimal("0.03")) == 1_000


def test_what_is_no_number_of_dossiers_is_refused() -> None:
    for finished, error in ((-1, Decimal("0.05")), (10, Decimal(0)), (10, Decimal(1))):
        with pytest.raises(BadCounts):
            sample_needed(finished, error)
