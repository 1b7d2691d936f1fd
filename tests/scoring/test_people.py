from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.scoring import BadCounts, Domain, Method, person_interval, score, score_people, wilson
from tests.scoring.sheets import DESK, SMALL, any_sheet, desk_sheets, full_sheet, levels, whole

OVERALL = ("overall", "overall")
MEAN = Method.parse("top2.mean_of_criteria")


@given(st.lists(any_sheet, max_size=12), st.sampled_from(["top2", "mean5", "mean4"]))
def test_every_index_that_was_answered_gets_an_interval(sheets: list[str], rule: str) -> None:
    for combination in ("pooled", "mean_of_criteria", "mean_of_factors", "mean_of_parts"):
        method = Method.parse(f"{rule}.{combination}")
        by_tally = score(SMALL, whole(*sheets), method)
        by_person = score_people(SMALL, sheets, method)
        filled_in = person_interval(SMALL, sheets, method)
        for key, one in by_tally.items():
            assert by_person[key].share == one.share
            assert (by_person[key].interval is None) == (one.share is None)
            assert (key in filled_in) == (one.share is not None and one.interval is None)


@given(st.lists(full_sheet, min_size=2, max_size=20))
def test_without_blanks_the_mean_of_criteria_has_the_pooled_interval(sheets: list[str]) -> None:
    pooled = score(SMALL, whole(*sheets), Method())
    for key, interval in person_interval(SMALL, sheets, MEAN).items():
        assert interval == pytest.approx(pooled[key].interval)


def test_a_pooled_method_needs_no_people() -> None:
    assert person_interval(DESK, desk_sheets(50), Method()) == {}


def test_people_all_alike_do_not_pass_for_certainty() -> None:
    # 7 alike people: each criterion's share is 0 or 1, and z must cancel to exactly 0.
    sheets = [levels("5454511232")] * 7

    assert person_interval(SMALL, sheets, MEAN)[OVERALL] == wilson(0.5, 7)


def test_levels_all_alike_leave_no_noise_either() -> None:
    sheets = [levels("5432154321")] * 7
    method = Method.parse("mean4.weighted:policy=0.41,service=0.59")
    interval = person_interval(SMALL, sheets, method)[OVERALL]

    assert interval == wilson(0.5, 7)


def test_one_sheet_counts_as_one_person() -> None:
    assert person_interval(SMALL, [levels("5454511232")], MEAN)[OVERALL] == wilson(0.5, 1)


def test_rows_that_do_not_count_change_no_interval() -> None:
    method = Method.parse("top2.mean_of_factors.split")
    taken_in = [levels("1555115151"), levels("5115555500"), levels("2345123451")]
    without = [sheet[:6] + "0" + sheet[7] + "0" + sheet[9:] for sheet in taken_in]
    own = [levels("5511551155"), levels("4321432144")]

    assert person_interval(SMALL, own, method, desk=taken_in) == person_interval(
        SMALL, [*own, *without], method
    )


def test_rows_about_the_decider_count_alone_where_it_only_decided() -> None:
    method = Method.parse("top2.mean_of_factors.split")
    decided = [levels("1555115151"), levels("5115551500"), levels("2345123451")]
    without = [levels("000000" + sheet[6] + "0" + sheet[8] + "0") for sheet in decided]
    by_person = score_people(SMALL, [], method, decider=decided)

    assert by_person == score_people(SMALL, without, method)
    domain = Domain(SMALL.zero, SMALL.zero, SMALL.count(decided))
    assert by_person[OVERALL].share == score(SMALL, domain, method)[OVERALL].share


def test_a_record_of_another_layout_is_refused() -> None:
    with pytest.raises(BadCounts):
        person_interval(SMALL, ["5" * 25], MEAN)
