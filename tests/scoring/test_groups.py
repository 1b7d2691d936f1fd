from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.scoring import (
    BadCounts,
    Domain,
    Method,
    Tally,
    change,
    gather,
    mean_of_units,
    pool,
    rank,
    score,
    wilson,
)
from tests.scoring.sheets import DESK, SMALL, any_sheet, desk_sheets, levels, whole

OVERALL = ("overall", "overall")
SPLIT = Method.parse("top2.pooled.split")
AGENCIES = ("finance", "home", "ward")

agency = st.sampled_from(AGENCIES)
keyed = st.lists(st.tuples(agency, agency, any_sheet), max_size=15)


def tallied(rows: list[tuple[str, str, str]]) -> list[tuple[str, str, Tally]]:
    return [(at, decider, SMALL.one(sheet)) for at, decider, sheet in rows]


@given(keyed)
def test_split_is_whole_where_every_agency_decides_for_itself(
    rows: list[tuple[str, str, str]],
) -> None:
    own = tallied([(at, at, sheet) for at, _, sheet in rows])
    for one in AGENCIES:
        split = gather(SMALL.zero, own, {one}, split=True)
        together = gather(SMALL.zero, own, {one})
        assert score(SMALL, split, SPLIT) == score(SMALL, together, Method())


@given(keyed)
def test_split_moves_answers_between_agencies_and_loses_none(
    rows: list[tuple[str, str, str]],
) -> None:
    tallies = tallied(rows)
    for group in SMALL.groups:
        split = [gather(SMALL.zero, tallies, {one}, split=True) for one in AGENCIES]
        together = gather(SMALL.zero, tallies, AGENCIES)
        assert sum(part.sums(SMALL, group).y for part in split) == together.sums(SMALL, group).y
        assert sum(part.sums(SMALL, group).x for part in split) == together.sums(SMALL, group).x


@given(keyed)
def test_the_whole_group_is_the_same_split_or_not(rows: list[tuple[str, str, str]]) -> None:
    tallies = tallied(rows)
    split = gather(SMALL.zero, tallies, AGENCIES, split=True)

    assert score(SMALL, split, SPLIT) == score(
        SMALL, gather(SMALL.zero, tallies, AGENCIES), Method()
    )


def test_split_gives_the_decider_its_rows_and_the_desk_the_others() -> None:
    # c07 and c09 judge the decider.
    tallies = tallied([("ward", "finance", levels("1111115151"))])
    ward = score(SMALL, gather(SMALL.zero, tallies, {"ward"}, split=True), SPLIT)
    finance = score(SMALL, gather(SMALL.zero, tallies, {"finance"}, split=True), SPLIT)

    assert (ward[OVERALL].satisfied, ward[OVERALL].answers) == (0, 8)
    assert (finance[OVERALL].satisfied, finance[OVERALL].answers) == (2, 2)
    assert finance["criterion", "c07"].percent == Decimal("100.00")
    assert ward["criterion", "c07"].percent is None
    assert ward[OVERALL].responses == finance[OVERALL].responses == 1


def test_responses_of_a_split_domain_are_those_of_all_its_kinds() -> None:
    sheet = levels("5" * 10)
    rows = [("ward", "ward", sheet), ("ward", "home", sheet), ("home", "ward", sheet)]

    assert gather(SMALL.zero, tallied(rows), {"ward"}, split=True).responses == 3
    assert gather(SMALL.zero, tallied(rows), {"ward"}).responses == 2


def test_pooling_domains_is_counting_their_sheets_together() -> None:
    some, others = desk_sheets(20), desk_sheets(30, seed=2)
    pooled = pool([whole(*some, layout=DESK), whole(*others, layout=DESK)])

    assert pooled == whole(*some, *others, layout=DESK)
    with pytest.raises(BadCounts):
        pool([])


def test_pooling_keeps_the_kinds_of_a_split_domain_apart() -> None:
    one = SMALL.one(levels("5" * 10))
    pooled = pool([Domain(one, one, SMALL.zero), Domain(one, one, one)])

    assert pooled == Domain(one + one, one + one, one)


def test_every_unit_weighs_the_same_in_a_mean_of_units() -> None:
    big = whole(*[levels("5" * 10)] * 90)
    small = whole(*[levels("1" * 10)] * 10)
    units = {"big": score(SMALL, big, Method()), "small": score(SMALL, small, Method())}

    assert mean_of_units(units)[OVERALL].percent == Decimal("50.00")
    assert score(SMALL, pool([big, small]), Method())[OVERALL].percent == Decimal("90.00")
    assert mean_of_units(units)[OVERALL].answers == 1000


def test_a_unit_where_nobody_answered_is_left_out_and_named() -> None:
    units = {
        "open": score(SMALL, whole(levels("5511100000")), Method()),
        "shut": score(SMALL, whole(), Method()),
    }
    mean = mean_of_units(units)

    assert mean[OVERALL].share == Fraction(2, 5)
    assert mean[OVERALL].left_out == ("shut",)
    assert mean["part", "service"].share is None
    assert mean["part", "service"].left_out == ()


def test_the_variance_of_a_mean_of_units_is_that_of_independent_units() -> None:
    domains = [Domain(DESK.count(desk_sheets(50, seed=seed))) for seed in range(4)]
    units = {str(at): score(DESK, domain, Method()) for at, domain in enumerate(domains)}
    mean = mean_of_units(units)[OVERALL]
    variances = [one[OVERALL].variance or 0.0 for one in units.values()]

    assert mean.variance == pytest.approx(sum(variances) / 16)
    assert mean.share is not None
    n = float(mean.share * (1 - mean.share)) / (sum(variances) / 16)
    assert mean.interval == pytest.approx(wilson(mean.share, n))


def test_a_unit_of_one_response_adds_its_distance_from_the_mean() -> None:
    units = {
        "one": score(SMALL, whole(levels("5" * 10)), Method()),
        "other": score(SMALL, whole(levels("1" * 10)), Method()),
    }

    assert mean_of_units(units)[OVERALL].variance == (0.25 + 0.25) / 4


def test_a_mean_of_units_knows_no_interval_that_a_unit_does_not_know() -> None:
    method = Method.parse("top2.mean_of_criteria")
    units = {
        str(seed): score(DESK, whole(*desk_sheets(9, seed=seed), layout=DESK), method)
        for seed in (1, 2)
    }

    assert mean_of_units(units)[OVERALL].interval is None
    assert mean_of_units(units)["criterion", "q24"].interval is not None


def test_no_units_have_no_mean() -> None:
    assert mean_of_units({}) == {}


def test_units_of_two_layouts_have_no_mean() -> None:
    with pytest.raises(BadCounts):
        mean_of_units(
            {
                "a": score(SMALL, Domain(SMALL.zero), Method()),
                "b": score(DESK, Domain(DESK.zero), Method()),
            }
        )


def test_three_thousand_communes_have_an_exact_mean() -> None:
    scores = score(SMALL, whole(levels("5511100000")), Method())
    units = {str(at): scores for at in range(3_321)}

    assert mean_of_units(units)[OVERALL].share == Fraction(2, 5)


def test_equal_rounded_indices_share_a_rank_and_the_next_is_skipped() -> None:
    percents = [Decimal(one) for one in ("82.66", "90.61", "82.66", "75.03")]

    assert rank(percents) == [2, 1, 2, 4]
    assert rank([*percents, None])[-1] is None
    assert rank([]) == []


def test_a_change_is_the_difference_of_the_rounded_figures() -> None:
    assert change(Decimal("82.66"), Decimal("80.08")) == Decimal("2.58")
    assert change(Decimal("79.34"), Decimal("80.08")) == Decimal("-0.74")
    assert change(None, Decimal("80.08")) is change(Decimal("80.08"), None) is None
