"""Bodies by options with both totals: what is left out cannot be worked out from the rest."""

from __future__ import annotations

import random

from survey.report.crossing import crossed
from tests.report.subtracting import nobody_is_told

SIZES = (0, 0, 1, 2, 4, 5, 8, 20, 40)


def test_no_sum_or_difference_gives_back_what_is_left_out() -> None:
    told = several = 0
    for seed in range(1500):
        chance = random.Random(seed)
        bodies, options = chance.randint(1, 7), chance.randint(2, 7)
        sizes = chance.choice([SIZES, (0, 5, 6, 9, 1), (30, 40, 50, 3)])
        table = {body: [chance.choice(sizes) for _ in range(options)] for body in range(bodies)}
        table = {body: row for body, row in table.items() if sum(row) >= 5}
        if not table:
            continue
        found = crossed(table)
        for body, row in table.items():
            assert {at for at, n in enumerate(row) if 0 < n < 5} <= found.of_body[body]
        nobody_is_told(table, found.of_body, found.of_all)
        several += len(table) > 1
        told += len(table) > 1 and found.of_all is not None
    assert told > 0.9 * several, "the whole is told nearly always"


def test_an_option_that_few_chose_anywhere_is_left_out_of_the_whole_too() -> None:
    table = {1: [30, 20, 1], 2: [30, 20, 2], 3: [40, 40, 0]}
    found = crossed(table)
    assert found.of_all == {1, 2}


def test_without_a_small_cell_nothing_is_left_out() -> None:
    assert crossed({1: [5, 0], 2: [9, 30]}).of_all == set()
    assert crossed({}).of_all == set()
