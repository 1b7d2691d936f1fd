"""Made-up people whose answers R and this package both score. Writes people.csv, always the same.

Run: python tests/scoring/r/people.py && Rscript tests/scoring/r/figures.R
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
FACTORS = {
    "openness": ("policy", ("c01", "c02", "c03")),
    "impact": ("policy", ("c04", "c05")),
    "procedure": ("service", ("c06", "c07", "c08")),
    "result": ("service", ("c09", "c10")),
}
CRITERIA = tuple(criterion for _, inside in FACTORS.values() for criterion in inside)
DECIDER = ("c07", "c09")
WEIGHTS = {"policy": "0.41", "service": "0.59"}
COLUMNS = ("domain", "stratum", "population", "rows", *CRITERIA)

Row = dict[str, str]


def people() -> Iterator[Row]:
    """Yield one row a person. An empty level is a blank."""
    chance = random.Random(20231211)
    yield from answering(chance, "no-blanks", 160, blank=0.0)
    yield from answering(chance, "blanks", 240, blank=0.3)
    yield from answering(chance, "two-people", 2, blank=0.1)
    yield from answering(chance, "few", 9, blank=0.2)
    for row in answering(chance, "one-criterion-unanswered", 60, blank=0.2):
        yield row | {"c05": ""}
    for row in answering(chance, "one-factor-unanswered", 60, blank=0.2):
        yield row | {"c09": "", "c10": ""}
    for rows, people in (("all", 80), ("desk", 50), ("decider", 40)):
        yield from answering(chance, "split", people, blank=0.15, rows=rows)
    for stratum, people, population in (("s1", 70, 900), ("s2", 45, 60), ("s3", 1, 30)):
        for row in answering(chance, "strata", people, blank=0.15):
            yield row | {"stratum": stratum, "population": str(population)}


def answering(
    chance: random.Random, domain: str, people: int, *, blank: float, rows: str = "all"
) -> Iterator[Row]:
    for _ in range(people):
        # A person's answers resemble each other: that is what the intervals must see.
        mood = 1.2 + 3.6 * chance.random()
        levels = {
            criterion: ""
            if chance.random() < blank
            else str(min(5, max(1, round(mood + 2.4 * (chance.random() - 0.5)))))
            for criterion in CRITERIA
        }
        yield {"domain": domain, "stratum": "", "population": "", "rows": rows} | levels


def write(path: Path) -> None:
    """Write everybody as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        out.writeheader()
        out.writerows(people())


if __name__ == "__main__":
    write(HERE / "people.csv")
