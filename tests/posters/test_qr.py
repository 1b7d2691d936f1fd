from __future__ import annotations

import random
import re

import pytest

from survey.posters import qr

URL = "HTTPS://KHAOSAT.LAICHAU.GOV.VN/P/JSK469"


def painted(path: str, side: int) -> list[list[bool]]:
    """Fill an outline of M, H, V and Z by the even-odd rule, as a renderer does."""
    upright: list[tuple[int, int]] = []  # (x, y): a border at x between y and y + 1
    for loop in re.findall(r"M[^Z]+Z", path):
        x, y = map(int, re.match(r"M(\d+) (\d+)", loop).groups())  # type: ignore[union-attr]
        for letter, number in re.findall(r"([HV])(\d+)", loop):
            if letter == "V":
                upright += [(x, row) for row in range(min(y, int(number)), max(y, int(number)))]
                y = int(number)
            else:
                x = int(number)
    return [
        [sum(bx <= x for bx, by in upright if by == y) % 2 == 1 for x in range(side)]
        for y in range(side)
    ]


def test_an_address_of_usual_length_has_the_strongest_repair_in_a_small_square() -> None:
    assert len(qr.modules(URL)) == 33


def test_capitals_make_a_smaller_square_than_small_letters() -> None:
    assert len(qr.modules(URL)) < len(qr.modules(URL.lower()))


def test_a_long_address_gives_up_repair_before_the_size_of_its_modules() -> None:
    long = "HTTPS://" + "A" * 60 + ".LAICHAU.GOV.VN/P/JSK469"
    assert len(qr.modules(long)) <= qr.LARGEST


def test_the_outline_paints_exactly_the_dark_modules() -> None:
    rows = qr.modules(URL)
    path = re.search(r' d="([^"]+)"', qr.svg(rows))
    assert path
    assert painted(path[1], len(rows)) == rows


@pytest.mark.parametrize("seed", range(20))
def test_the_outline_paints_any_pattern_with_its_holes_and_touching_corners(seed: int) -> None:
    dice = random.Random(seed)
    rows = [[dice.random() < 0.5 for _ in range(9)] for _ in range(9)]
    path = re.search(r' d="([^"]*)"', qr.svg(rows))
    assert path
    assert painted(path[1], 9) == rows
