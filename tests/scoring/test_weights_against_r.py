"""R's survey package and this room weigh the same made-up people alike."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from survey.scoring import Cell, Weighted, percent, weigh
from survey.scoring.index import by_rule
from survey.scoring.method import Rule
from tests.scoring.r import weights
from tests.scoring.r.people import CRITERIA, HERE
from tests.scoring.sheets import SMALL, levels

VARIANCE = 1e-9  # relative
ENDS = 1e-7  # relative: R's z is 1.95996398…, ours 1.959964
FITTED = 1e-6  # relative: svyciprop fits its share step by step


@dataclass(frozen=True, slots=True)
class Figure:
    domain: str
    design: str
    rule: Rule
    level: str
    id: str
    people: int
    share: float
    variance: float
    low: float
    high: float
    kish: float


@dataclass(frozen=True, slots=True)
class Share:
    domain: str
    id: str
    method: str
    people: int
    share: float
    variance: float
    low: float
    high: float


def read(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


FIGURES = [
    Figure(
        row["domain"],
        row["design"],
        cast(Rule, row["rule"]),
        row["level"],
        row["id"],
        int(row["people"]),
        *(float(row[name]) for name in ("share", "variance", "low", "high", "kish")),
    )
    for row in read("weights_figures.csv")
]
SHARES = [
    Share(
        row["domain"],
        row["id"],
        row["method"],
        int(row["people"]),
        *(float(row[name]) for name in ("share", "variance", "low", "high")),
    )
    for row in read("weights_shares.csv")
]


@cache
def strata(domain: str) -> dict[tuple[str, int], list[str]]:
    """Return (stratum, finished dossiers) → sheets."""
    found: dict[tuple[str, int], list[str]] = {}
    for row in weights.people():
        if row["domain"] == domain:
            sheet = levels("".join(row[one] or "0" for one in CRITERIA))
            found.setdefault((row["stratum"], int(row["finished"])), []).append(sheet)
    return found


@cache
def weighed(domain: str, rule: Rule, level: str, id: str) -> Weighted:
    group, cells, scale = SMALL.group(level, id), [], 1
    for (stratum, finished), sheets in strata(domain).items():
        sums = SMALL.sums(SMALL.count(sheets).record, group)
        x, xx, xy, scale = by_rule(sums, rule)
        cells.append(
            Cell(((0, stratum),), finished, len(sheets), sums.n, x, sums.y, xx, sums.yy, xy)
        )
    found = weigh(cells, scale=scale)
    assert found is not None
    return found


def test_every_weighted_index_and_its_variance_is_what_r_says() -> None:
    for figure in FIGURES:
        ours = weighed(figure.domain, figure.rule, figure.level, figure.id)
        assert ours.sheets == figure.people
        assert ours.percent == percent(figure.share), figure
        assert float(ours.share) == pytest.approx(figure.share, rel=1e-12)
        assert ours.kish == pytest.approx(figure.kish, rel=1e-12)
        # simple: see below. postStratify takes a lone sheet for certain; decision: it is not.
        if figure.design == "simple" or (figure.domain, figure.design) == ("lone", "post"):
            continue
        assert ours.variance == pytest.approx(figure.variance, rel=VARIANCE, abs=1e-20), figure
        ends = pytest.approx((figure.low, figure.high), rel=ENDS, abs=1e-12)
        assert ours.interval == ends, figure


def test_a_sample_without_strata_is_hardly_less_sure_once_strata_are_known() -> None:
    """R leaves the sheets of each stratum to chance there, and corrects for no population."""
    simple = [one for one in FIGURES if one.design == "simple" and one.domain == "two-fields"]
    assert simple
    for figure in simple:
        ours = weighed(figure.domain, figure.rule, figure.level, figure.id)
        assert ours.variance == pytest.approx(figure.variance, rel=0.05)


@pytest.mark.parametrize("method", ["logit", "likelihood"])
def test_the_interval_of_a_share_lies_where_those_of_svyciprop_lie(method: str) -> None:
    some = [share for share in SHARES if share.method == method]
    assert len(some) == 14
    for share in some:
        ours = weighed(share.domain, "top2", "criterion", share.id)
        assert float(ours.share) == pytest.approx(share.share, rel=FITTED)
        if not ours.variance:
            continue
        assert ours.variance == pytest.approx(share.variance, rel=1e-4)
        # Other ways to the same 95 %: no end is further off than a tenth of the whole.
        width = share.high - share.low
        assert ours.interval == pytest.approx((share.low, share.high), abs=0.1 * width), share


def test_the_made_up_people_are_the_ones_that_r_saw(tmp_path: Path) -> None:
    weights.write(tmp_path / "weights.csv")

    written = (tmp_path / "weights.csv").read_bytes()
    assert written == (HERE / "weights.csv").read_bytes()


def test_r_answered_about_every_kind_of_figure() -> None:
    assert {one.domain for one in FIGURES} == {*weights.DOMAINS, "alike"}
    assert {one.design for one in FIGURES} == {"stratified", "post", "simple"}
    assert {one.rule for one in FIGURES} == {"top2", "mean5", "mean4"}
    assert len(FIGURES) == 8 * 3 * 3 * 9
    session = (HERE / "weights_sessionInfo.txt").read_text(encoding="utf-8")
    assert "survey_" in session
    assert Decimal(weighed("alike", "top2", "overall", "overall").percent) == 100
