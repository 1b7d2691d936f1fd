"""What the ministry published, and which methods that leaves standing."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from survey.scoring import Domain, Group, Layout, Method, Place, change, score

NATIONAL = Path(__file__).parent / "gold" / "national.csv"
TWO_PARTS = Layout(
    [Place("i", 5), Place("ii", 5)],
    [
        Group("overall", "overall", (0, 1)),
        Group("part", "policy", (0,)),
        Group("part", "service", (1,)),
    ],
    (),
)
HUNDREDTH = Decimal("0.01")


def published(year: int) -> dict[str, Decimal]:
    with NATIONAL.open(encoding="utf-8", newline="") as file:
        return {
            row["figure"]: Decimal(row["value"])
            for row in csv.DictReader(file)
            if row["year"] == str(year)
        }


def total_of_2024(combination: str) -> Decimal | None:
    """The total that a method makes of the two published parts, of 10 000 answers each."""
    figures = published(2024)
    policy, service = (int(figures[part] * 100) for part in ("part_policy", "part_service"))
    people = ["55"] * policy + ["15"] * (service - policy) + ["11"] * (10_000 - service)
    method = Method.parse(f"top2.{combination}")
    scores = score(TWO_PARTS, Domain(TWO_PARTS.count(people)), method)
    assert scores["part", "policy"].percent == figures["part_policy"]
    assert scores["part", "service"].percent == figures["part_service"]
    return scores["overall", "overall"].percent


def test_the_published_parts_and_total_leave_little_room_for_the_service_parts_weight() -> None:
    policy, service, total = (
        published(2024)[figure] for figure in ("part_policy", "part_service", "sipas")
    )
    half = HUNDREDTH / 2  # each figure was rounded
    width = service - policy
    least = (total - half - (policy + half)) / width
    most = (total + half - (policy - half)) / width

    assert (round(least, 3), round(most, 3)) == (Decimal("0.360"), Decimal("0.440"))


@pytest.mark.parametrize("service", ["0.39", "0.40", "0.41"])
def test_a_weight_within_that_room_gives_the_published_total(service: str) -> None:
    policy = 1 - Decimal(service)

    total = total_of_2024(f"weighted:policy={policy},service={service}")
    assert total == published(2024)["sipas"]


@pytest.mark.parametrize("service", ["0.30", "0.35", "0.45", "0.556"])
def test_a_weight_outside_gives_another_total(service: str) -> None:
    policy = 1 - Decimal(service)

    total = total_of_2024(f"weighted:policy={policy},service={service}")
    assert total != published(2024)["sipas"]


def test_the_plain_mean_of_the_parts_is_not_the_ministrys() -> None:
    assert total_of_2024("mean_of_parts") == published(2024)["sipas"] + 3 * HUNDREDTH


def test_the_published_change_is_the_difference_of_the_rounded_figures() -> None:
    assert change(published(2023)["sipas"], published(2022)["sipas"]) == Decimal("2.58")
