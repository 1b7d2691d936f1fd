"""R's survey package and this room agree about the same made-up people."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from survey.scoring import (
    Method,
    Score,
    Scores,
    Stratum,
    effective_n,
    ratio_variance,
    score_people,
    wilson,
)
from survey.scoring.index import by_rule
from tests.scoring.r import people
from tests.scoring.sheets import SMALL, levels

FIGURES = people.HERE / "figures.csv"
VARIANCE = 1e-9  # relative
ENDS = 1e-7  # relative: R's z is 1.95996398…, ours 1.959964


@dataclass(frozen=True, slots=True)
class Figure:
    domain: str
    strata: str
    rule: str
    combination: str
    level: str
    id: str
    people: int
    share: float
    variance: float
    low: float
    high: float

    @property
    def method(self) -> Method:
        if self.combination == "criterion":
            return Method.parse(f"{self.rule}.pooled")
        weights = ",".join(f"{part}={weight}" for part, weight in people.WEIGHTS.items())
        colon = f":{weights}" if self.combination == "weighted" else ""
        return Method.parse(f"{self.rule}.{self.combination}{colon}")


def figures() -> Iterator[Figure]:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            numbers = {name: float(row.pop(name)) for name in ("share", "variance", "low", "high")}
            yield Figure(people=int(row.pop("people")), **numbers, **row)  # type: ignore[arg-type]


@cache
def sheets_of(domain: str) -> dict[tuple[str, str, str], list[str]]:
    """Return (rows, stratum, population) → sheets."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in people.people():
        if row["domain"] == domain:
            key = row["rows"], row["stratum"], row["population"]
            sheet = levels("".join(row[one] or "0" for one in people.CRITERIA))
            found.setdefault(key, []).append(sheet)
    return found


@cache
def scores_of(domain: str, method: Method) -> Scores:
    kinds: dict[str, list[str]] = {"all": [], "desk": [], "decider": []}
    for (rows, _, _), sheets in sheets_of(domain).items():
        kinds[rows] += sheets
    return score_people(SMALL, kinds["all"], method, desk=kinds["desk"], decider=kinds["decider"])


UNSTRATIFIED = [figure for figure in figures() if figure.strata == "none"]
STRATIFIED = [figure for figure in figures() if figure.strata != "none"]


def name(figure: Figure) -> str:
    return f"{figure.domain}-{figure.strata}-{figure.rule}-{figure.combination}-{figure.id}"


@pytest.mark.parametrize("figure", UNSTRATIFIED, ids=name)
def test_every_index_and_its_variance_is_what_r_says(figure: Figure) -> None:
    ours: Score = scores_of(figure.domain, figure.method)[figure.level, figure.id]

    assert ours.share is not None
    assert ours.interval is not None
    assert ours.variance is not None
    assert ours.responses == figure.people
    assert float(ours.share) == pytest.approx(figure.share, rel=1e-12)
    if has_one_criterion(figure):
        return  # its interval is the criterion's own, with n answers: see METHOD.md
    assert ours.variance == pytest.approx(figure.variance, rel=VARIANCE, abs=1e-20)
    assert ours.interval == pytest.approx((figure.low, figure.high), rel=ENDS, abs=1e-12)


def has_one_criterion(figure: Figure) -> bool:
    """Whether this mean of criteria has a single member that anybody answered."""
    if figure.combination != "mean_of_criteria":
        return False
    scores = scores_of(figure.domain, figure.method)
    members = SMALL.members(SMALL.group(figure.level, figure.id), "criterion")
    return sum(scores["criterion", member.id].share is not None for member in members) == 1


@pytest.mark.parametrize("figure", STRATIFIED, ids=name)
def test_every_stratified_variance_is_what_r_says(figure: Figure) -> None:
    method, group = figure.method, SMALL.group(figure.level, figure.id)
    strata, x, y, answered = [], 0, 0, 0
    for (_, _, population), sheets in sheets_of(figure.domain).items():
        sums = SMALL.sums(SMALL.count(sheets).record, group)
        stratum_x, xx, xy, scale = by_rule(sums, method.rule)
        size = int(population) if figure.strata == "fpc" else None
        strata.append(Stratum(len(sheets), stratum_x, sums.y, xx, sums.yy, xy, size))
        x, y, answered = x + stratum_x, y + sums.y, answered + sums.n
    variance = ratio_variance(strata) / scale**2
    share = Fraction(x, scale * y)

    assert float(variance) == pytest.approx(figure.variance, rel=VARIANCE)
    interval = wilson(share, effective_n(share, variance, answered))
    assert interval == pytest.approx((figure.low, figure.high), rel=ENDS)


def test_the_made_up_people_are_the_ones_that_r_saw(tmp_path: Path) -> None:
    people.write(tmp_path / "people.csv")

    written = (tmp_path / "people.csv").read_bytes()
    assert written == (people.HERE / "people.csv").read_bytes()


def test_r_answered_about_every_kind_of_figure() -> None:
    assert len({figure.domain for figure in UNSTRATIFIED}) == 8
    assert {figure.strata for figure in STRATIFIED} == {"strata", "fpc"}
    assert len({(figure.rule, figure.combination) for figure in UNSTRATIFIED}) == 16
    assert "survey_" in (people.HERE / "sessionInfo.txt").read_text(encoding="utf-8")
