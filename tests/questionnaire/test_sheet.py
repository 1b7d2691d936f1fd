from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaire import (
    MOST_COMMENT,
    Filled,
    Problem,
    Questionnaire,
    UnreadableSheet,
    cells,
    from_values,
    read,
    read_form,
    read_row,
    shelf,
    ticked,
)
from tests.questionnaire.small import SMALL

DESK = shelf.load("sipas-2023-service")
FULL = shelf.load("sipas-2023")


@pytest.fixture
def small() -> Questionnaire:
    return read(SMALL.encode(), "chợ.toml")


def sent(questionnaire: Questionnaire, **fields: str) -> Filled:
    return read_form(questionnaire, {name: [value] for name, value in fields.items()})


def test_levels_stand_in_the_order_of_the_criteria() -> None:
    filled = sent(DESK, q39="5", q24="1", q25="3")

    assert filled == Filled("130000000000000500000000", "", ())


def test_the_sixth_choice_is_kept_apart_from_an_untouched_row() -> None:
    assert sent(DESK, q24="", q25="4").record[:3] == "640"


def test_a_list_set_back_to_nothing_is_untouched() -> None:
    assert sent(DESK, q24="4", age="", visit="").record == "4" + "0" * 23


def test_extras_and_demographics_stand_behind_the_criteria() -> None:
    filled = sent(DESK, q24="4", visit="3", prompted="2", gender="1", occupation="7")

    assert filled.record[16:] == "30021007"
    assert filled.problems == ()


def test_unscored_rows_have_a_sixth_choice_too(small: Questionnaire) -> None:
    assert sent(small, clean="5", seen_sign="", again="2").record == "5000000302"


def test_boxes_of_a_multiple_choice_share_one_name(small: Questionnaire) -> None:
    filled = read_form(small, {"clean": ["5"], "how": ["2", "1"]})

    assert filled.record[5:7] == "11"
    assert read_form(small, {"clean": ["5"], "how": ["2"]}).record[5:7] == "01"


@pytest.mark.parametrize(
    "value", ["6", "0", "7", "abc", "０", "５", " 5", "5 ", "05", "-1", "1e0", "5.0", "None", "²"]
)
def test_a_value_that_is_no_level_is_named_and_the_others_are_kept(value: str) -> None:
    filled = sent(DESK, q24="5", q27=value, q28="4")

    assert filled.record[:5] == "50004"
    (problem,) = filled.problems
    assert (problem.id, problem.values) == ("q27", {"number": 4})
    assert problem.message % problem.values == (
        "Câu 4 máy chưa nhận được, các câu khác vẫn còn. Xin chọn lại câu này."
    )


def test_a_wrong_answer_beside_the_criteria_is_named_by_its_field() -> None:
    assert [problem.id for problem in sent(DESK, q24="5", age="6").problems] == ["age"]


def test_a_wrong_box_is_named_once(small: Questionnaire) -> None:
    filled = read_form(small, {"clean": ["5"], "how": ["3", "", "1"]})

    assert [problem.id for problem in filled.problems] == ["how"]
    assert filled.record[5:7] == "10"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"q24": "", "q25": ""},
        {"visit": "1", "gender": "2"},
        {"comment": "Cảm ơn"},
    ],
)
def test_a_sheet_without_a_level_says_so(fields: dict[str, str]) -> None:
    (problem,) = sent(DESK, **fields).problems

    assert problem.id == ""
    assert "chưa chọn câu nào" in problem.message


def test_a_single_wrong_answer_is_not_told_twice() -> None:
    assert [problem.id for problem in sent(DESK, q24="9").problems] == ["q24"]


@pytest.mark.parametrize(
    "fields",
    [
        {"q24": ["5"], "q23": ["5"]},
        {"q24": ["5"], "ethnicity": ["1"]},
        {"q24": ["5"], "name": ["Nguyễn Văn A"]},
        {"q24": ["5"], "": [""]},
        {"q24": ["5", "5"]},
        {"q24": ["5", "1"]},
        {"q24": []},
        {"q24": ["5"], "comment": ["a", "b"]},
        {"q24": ["5"], "comment": ["a\x00b"]},
        {"q24": ["5"], "comment": ["a\x1bb"]},
        {"q24": ["5"], "comment": ["a\x85b"]},
        {"q24": ["5"], "comment": ["a\ud800b"]},
        {"q24": ["5\x00"]},
        {"q24": ["5"], "gender": ["\n"]} | {"age": ["\x07"]},
    ],
)
def test_what_no_page_of_ours_sends_is_unreadable(fields: Mapping[str, Sequence[str]]) -> None:
    with pytest.raises(UnreadableSheet, match="không đọc được phiếu này"):
        read_form(DESK, fields)


def test_a_box_ticked_twice_is_unreadable(small: Questionnaire) -> None:
    with pytest.raises(UnreadableSheet):
        read_form(small, {"clean": ["5"], "how": ["1", "1"]})


def test_the_name_of_a_place_is_not_the_name_of_a_box(small: Questionnaire) -> None:
    with pytest.raises(UnreadableSheet):
        sent(small, clean="5", how_1="1")


def test_a_questionnaire_without_a_comment_takes_none() -> None:
    start, end = SMALL.index("[comment]"), SMALL.index("[[scale]]")
    silent = read((SMALL[:start] + SMALL[end:]).encode(), "chợ.toml")

    with pytest.raises(UnreadableSheet):
        sent(silent, clean="5", comment="")


def test_a_comment_is_composed_trimmed_and_has_plain_line_ends() -> None:
    filled = sent(DESK, q24="5", comment="  Ca\u0301n bo\u0323\u0302\r\ntốt\rlắm\t! \n")

    assert filled.comment == "Cán bộ\ntốt\nlắm !"
    assert filled.problems == ()


def test_a_comment_of_a_thousand_characters_is_taken_and_one_more_is_not() -> None:
    # 1000 characters as people count them: composed, and without blanks around.
    taken = sent(DESK, q24="5", comment=" " + "e\u0302\u0301" * MOST_COMMENT + " ")
    refused = sent(DESK, q24="5", comment="ế" * (MOST_COMMENT + 1))

    assert taken.comment == "ế" * MOST_COMMENT
    assert taken.problems == ()
    assert [(one.id, one.values) for one in refused.problems] == [("comment", {"limit": 1000})]
    assert refused.comment == "ế" * (MOST_COMMENT + 1)
    assert refused.record.startswith("5")


def test_a_long_comment_and_no_level_are_both_told() -> None:
    problems = sent(DESK, comment="a" * 1001).problems

    assert [problem.id for problem in problems] == ["", "comment"]


def test_what_was_ticked_is_ticked_again(small: Questionnaire) -> None:
    filled = read_form(
        small, {"clean": ["5"], "wide": [""], "visit": ["2"], "how": ["2"], "seen_sign": [""]}
    )

    assert ticked(small, filled.record) == {
        "clean": "5",
        "wide": "",
        "visit": "2",
        "how_2": "1",
        "seen_sign": "",
    }


def test_a_record_is_made_from_values() -> None:
    assert from_values(DESK, {}) == "0" * 24
    assert from_values(DESK, {"q25": 6, "age": 5})[:2] == "06"


@pytest.mark.parametrize("values", [{"q24": 7}, {"q24": -1}, {"gender": 3}, {"age": 6}])
def test_a_record_is_not_made_from_values_out_of_range(values: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(values))):
        from_values(DESK, values)


def test_a_record_is_not_made_of_places_that_are_not_there() -> None:
    with pytest.raises(KeyError):
        from_values(DESK, {"ethnicity": 1})


@st.composite
def records(draw: st.DrawFn, questionnaire: Questionnaire) -> str:
    """Any record that a sheet of the questionnaire can have, with at least one level."""
    values = {
        asked.id: draw(st.integers(0, len(asked.options) + (asked.skip is not None)))
        for asked in questionnaire.asked_places
    }
    chosen = draw(st.sampled_from(questionnaire.criteria))
    return from_values(questionnaire, values | {chosen.id: draw(st.integers(1, 5))})


@given(records(FULL))
def test_a_record_goes_out_to_a_file_and_comes_back_the_same(record: str) -> None:
    row = dict(zip(FULL.columns, cells(record), strict=True))

    assert read_row(FULL, row) == (record, ())


@given(records(FULL))
def test_a_record_goes_out_to_a_form_and_comes_back_the_same(record: str) -> None:
    fields: dict[str, list[str]] = {}
    for id, value in ticked(FULL, record).items():
        many = FULL.asked(FULL.place_of(id)).many
        if many is None:
            fields[id] = [value]
        else:
            fields.setdefault(many, []).append(id.removeprefix(f"{many}_"))

    assert read_form(FULL, fields).record == record


NAMES = st.sampled_from([*FULL.columns, "c2", "comment", "ethnicity"]) | st.text(max_size=3)
VALUES = st.sampled_from(["", "1", "2", "3", "4", "5", "6", "15", "\x00"]) | st.text()


@given(st.dictionaries(NAMES, st.lists(VALUES, max_size=3)))
def test_whatever_is_sent_is_a_sheet_a_problem_or_unreadable(
    fields: dict[str, list[str]],
) -> None:
    try:
        filled = read_form(FULL, fields)
    except UnreadableSheet:
        return
    assert len(filled.record) == FULL.digits
    assert all(isinstance(problem, Problem) for problem in filled.problems)
    assert all(problem.message % problem.values for problem in filled.problems)
    if not filled.problems:
        assert any(digit in "12345" for digit in filled.record[: len(FULL.criteria)])
        assert "\x00" not in filled.comment


FIELDS = st.fixed_dictionaries(
    {},
    optional={name: st.lists(VALUES, min_size=1, max_size=1) for name in DESK.columns}
    | {"comment": st.lists(st.text(), min_size=1, max_size=1)},
)


@given(FIELDS)
def test_what_was_ticked_right_survives_what_was_ticked_wrong(
    fields: dict[str, list[str]],
) -> None:
    try:
        filled = read_form(DESK, fields)
    except UnreadableSheet:
        return
    wrong = {problem.id for problem in filled.problems}
    shown = ticked(DESK, filled.record)
    for name, (value,) in fields.items():
        if name in wrong:
            assert name not in shown
        elif name != "comment" and value:
            assert shown[name] == value
