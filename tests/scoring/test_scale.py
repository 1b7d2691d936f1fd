"""Targets, bands and converted points: what a file says, and what it may not say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from survey.scoring import BadScale, read_scale

FILE = b"""
target = 85
[[band]]
name = "Kh\xc3\xa1"
from = 70.5
[[band]]
name = "T\xe1\xbb\x91t"
from = 80
[points]
rule = "linear"
at = [[60, 0], [80, 5], [90, 10]]
"""


def test_a_scale_gives_band_target_and_points_of_a_rounded_index() -> None:
    scale = read_scale(FILE)
    assert [scale.band(Decimal(one)) for one in ("80.00", "79.99", "70.50", "70.49")] == [
        "Tốt",
        "Khá",
        "Khá",
        "",
    ]
    assert [scale.reached(Decimal(one)) for one in ("85.00", "84.99")] == [True, False]
    given = ("59.00", "70.00", "80.00", "83.33", "95.00")
    points = [str(scale.points(Decimal(one))) for one in given]
    assert points == [
        "0.00",
        "2.50",
        "5.00",
        "6.67",
        "10.00",
    ]
    assert (scale.band(None), scale.reached(None), scale.points(None)) == ("", None, None)


def test_points_in_steps_are_those_of_the_last_step_reached() -> None:
    scale = read_scale(b'[points]\nrule = "stepped"\nat = [[60, 2], [80, 5.5]]\n')
    given = ("59.99", "60.00", "79.99", "80.00", "100.00")
    points = [str(scale.points(Decimal(one))) for one in given]
    assert points == [
        "0.00",
        "2.00",
        "2.00",
        "5.50",
        "5.50",
    ]
    assert scale.reached(Decimal(90)) is None
    assert scale.band(Decimal(90)) == ""


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"\xff",
        b"target = ",
        b"targets = 85",
        b"target = true",
        b"target = 101",
        b"target = nan",
        b"band = 5",
        b'[[band]]\nname = "A"',
        b'[[band]]\nname = ""\nfrom = 5',
        b'[[band]]\nname = "A"\nfrom = 5\n[[band]]\nname = "B"\nfrom = 5',
        b'[[band]]\nname = "A"\nfrom = 5\n[[band]]\nname = "A"\nfrom = 6',
        b'[points]\nrule = "linear"\nat = [[60, 0]]',
        b'[points]\nrule = "curved"\nat = [[60, 0], [70, 1]]',
        b'[points]\nrule = "linear"\nat = [[70, 0], [60, 1]]',
        b'[points]\nrule = "linear"\nat = [[60, 2], [70, 1]]',
        b'[points]\nrule = "stepped"\nat = []',
        b'[points]\nrule = "stepped"\nat = [60]',
        b"points = 5",
        b"#" * 20_000,
    ],
)
def test_what_is_no_scale_is_refused(file: bytes) -> None:
    with pytest.raises(BadScale):
        read_scale(file)


@pytest.mark.parametrize(
    ("file", "line", "key"),
    [
        (b"target = 85\nband = 5", 2, "band"),
        (b"# a\n\ntarget = 101", 3, "target"),
        (b'target = 85\n[[band]]\nname = "A"\nfrom = 5\n[[band]]\nname = "B"\n', 5, "band"),
        (b'[[band]]\nname = "A"\nfrom = 5\n[[band]]\nname = "B"\nfrom = "x"\n', 6, "from"),
        (b'[points]\nrule = "curved"\nat = [[60, 0], [70, 1]]', 2, "rule"),
        (b'[points]\r\nrule = "linear"\r\nat = [[70, 0],\r\n [60, 1]]', 3, "at"),
        (b"goal = 5\ntarget = 80", 1, "goal"),
        (b"target = 85\n[[band]\n", 2, ""),
        (b"target = 85\n# \xff", 2, ""),
    ],
)
def test_a_refusal_says_at_which_line_and_key(file: bytes, line: int, key: str) -> None:
    with pytest.raises(BadScale) as refused:
        read_scale(file)
    (fault,) = refused.value.faults
    assert (fault.line, fault.column) == (line, key)
