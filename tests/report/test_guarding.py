"""Bodies by categories by factors: nothing that is left out can be added or subtracted back."""

from __future__ import annotations

import random

import pytest

from survey.report.guarding import Cell, Guarded, Line, guard, plus, secret
from tests.audit.test_small_cells import Known

SIZES = (0, 1, 2, 4, 5, 8, 20, 40)


def drawn(chance: random.Random, people: int, factors: int) -> list[Cell]:
    """A category of so many people: each answers some factors, mostly pleased."""
    cells: list[Cell] = []
    for factor in range(factors):
        n = sum(chance.random() < (0.3 if factor == factors - 1 else 0.9) for _ in range(people))
        y = 3 * n
        cells.append((n, sum(chance.random() < 0.9 for _ in range(y)), y))
    whole = (people, sum(cell[1] for cell in cells), sum(cell[2] for cell in cells))
    return [whole, *cells]


def table_of(chance: random.Random) -> dict[int, list[Line]]:
    bodies, categories, factors = chance.randint(1, 6), chance.randint(2, 5), chance.randint(1, 4)
    sizes = chance.choice([SIZES, (0, 5, 6, 9), (30, 40, 50, 3), (12, 15, 20, 25)])
    return {
        body: [drawn(chance, chance.choice(sizes), factors) for _ in range(categories)]
        for body in range(bodies)
    }


def cells_of(at: int, factors: int) -> list[int]:
    return [at] if at else list(range(1, factors + 1))


@pytest.mark.parametrize("few", [5, 10])
def test_no_secret_follows_from_what_is_shown(few: int) -> None:
    shown = kinds = secrets = 0
    for seed in range(400):
        chance = random.Random(seed)
        table = table_of(chance)
        found = guard(table, few=few)
        told, hidden = attack(table, found, few)
        shown, secrets = shown + told, secrets + hidden
        kinds += any(level < found.place[0] for level in found.of_all)
    assert shown > 3000
    assert secrets > 2000
    # Of a few kinds more would be told nothing if less were left out of their bodies.
    assert kinds == {5: 370, 10: 332}[few]


def attack(table: dict[int, list[Line]], found: Guarded, few: int) -> tuple[int, int]:
    lines = next(iter(table.values()))
    factors, categories = len(lines[0]) - 1, range(len(lines))
    known, shown = Known(), 0
    secrets = []
    whole: list[Line] = [[(0, 0, 0)] * (factors + 1) for _ in categories]
    for body, some in table.items():
        whole = [plus(one, other) for one, other in zip(whole, some, strict=True)]
        for at in range(factors + 1):
            inside = cells_of(at, factors)
            # What a body's own page says of all its people; they may all be of one category.
            if sum(line[at][0] for line in some) >= few:
                known.read((body, c, f) for c in categories for f in inside)
            told_alone = sum(line[at][0] > 0 for line in some) < 2
            for c, line in enumerate(some):
                unknowns = [(body, c, f) for f in inside]
                if found.of_body[body][c] < found.place[at]:
                    assert not secret(line[at], few)
                    known.read(unknowns)
                    shown += 1
                elif secret(line[at], few) and not told_alone:
                    secrets.append(unknowns)
    for at in range(factors + 1):
        inside = cells_of(at, factors)
        if sum(line[at][0] for line in whole) >= few:
            known.read((body, c, f) for body in table for c in categories for f in inside)
        divided = [some for some in table.values() if sum(line[at][0] > 0 for line in some) > 1]
        for c in categories:
            alone = not any(some[c][at][0] for some in divided)
            unknowns = [(body, c, f) for body in table for f in inside]
            if found.of_all[c] < found.place[at]:
                assert not secret(whole[c][at], few)
                known.read(unknowns)
            elif secret(whole[c][at], few) and not alone:
                secrets.append(unknowns)
    for unknowns in secrets:
        assert not known.tells(unknowns), (table, found, unknowns)
    return shown, len(secrets)


def test_without_a_secret_nothing_is_left_out() -> None:
    line = [(40, 200, 240), (40, 100, 120), (30, 100, 120)]
    found = guard({1: [line, line], 2: [line, line]})
    assert found.of_body == {1: [0, 0], 2: [0, 0]}
    assert found.of_all == [0, 0]


def test_a_factor_all_of_one_mind_is_left_out_with_another() -> None:
    mixed = [(40, 300, 360), (40, 100, 120), (40, 100, 120), (30, 100, 120)]
    alike = [(40, 320, 360), (40, 100, 120), (40, 100, 120), (30, 120, 120)]
    found = guard({1: [alike, mixed, mixed]})
    assert found.place == (4, 2, 3, 2)
    assert found.of_body == {1: [2, 2, 0]}


def test_a_category_told_not_to_be_shown_is_left_out_with_another() -> None:
    line = [(40, 200, 240), (40, 100, 120), (30, 100, 120)]
    found = guard({1: [line, line, line]}, gone={1: {1}})
    assert found.of_body[1].count(found.place[0]) == 2
