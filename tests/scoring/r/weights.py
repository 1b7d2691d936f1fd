"""Made-up people in strata with finished dossiers, weighted by R and by this package.

Writes weights.csv, always the same.
Run: python -m tests.scoring.r.weights && Rscript tests/scoring/r/weights.R
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from tests.scoring.r.people import CRITERIA, HERE, Row, answering

COLUMNS = ("domain", "stratum", "finished", *CRITERIA)
# domain → strata as (sheets, finished dossiers)
DOMAINS = {
    "two-fields": ((60, 900), (30, 4_000)),
    "one-field": ((45, 300),),
    "six-fields": ((9, 40), (14, 2_100), (33, 33_000), (50, 51), (7, 700), (26, 120)),
    "lone": ((40, 400), (1, 90), (25, 260)),
    "everybody": ((30, 30), (20, 300)),
    "beyond": ((36, 20), (24, 500)),
    "kind": tuple((5 + 7 * at % 31, 60 + 997 * at % 1_511) for at in range(24)),
}


def people() -> Iterator[Row]:
    """Yield one row a person. An empty level is a blank."""
    chance = random.Random(20261123)
    for domain, strata in DOMAINS.items():
        for at, (sheets, finished) in enumerate(strata):
            # Fields differ, or weights would move nothing.
            blank = 0.05 + 0.4 * chance.random()
            more = chance.random() < 0.5
            for row in answering(chance, domain, sheets, blank=blank):
                levels = {one: _moved(row[one], more) for one in CRITERIA}
                place = {"domain": domain, "stratum": f"f{at:02d}", "finished": str(finished)}
                yield place | levels
    for at in range(20):  # everybody answers alike
        place = {"domain": "alike", "stratum": f"f{at % 2}", "finished": "50"}
        yield place | dict.fromkeys(CRITERIA, "5")


def write(path: Path) -> None:
    """Write everybody as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        out.writeheader()
        out.writerows(people())


def _moved(level: str, more: bool) -> str:
    return str(min(int(level) + 1, 5)) if level and more else level


if __name__ == "__main__":
    write(HERE / "weights.csv")
