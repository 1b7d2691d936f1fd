from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaire import BadRow, UnknownColumns, read_row, row_reader, shelf

DESK = shelf.load("sipas-2023-service")
FULL = shelf.load("sipas-2023")


def test_columns_may_stand_in_any_order_and_be_left_out() -> None:
    read = row_reader(DESK, ["age", "q25", "q24"])

    assert read(["5", "2", "1"]) == "12" + "0" * 19 + "500"


def test_one_column_is_enough() -> None:
    assert row_reader(DESK, ["q39"])(["4"]) == "0" * 15 + "4" + "0" * 8


def test_an_empty_cell_is_untouched_and_6_is_the_sixth_choice() -> None:
    assert row_reader(DESK, ["q24", "q25", "q26"])(["", "6", "5"])[:3] == "065"


def test_blanks_around_a_number_are_passed_over() -> None:
    assert row_reader(DESK, ["q24", "q25"])([" 5", "  "])[:2] == "50"


def test_a_multiple_choice_has_a_column_for_each_box() -> None:
    record, faults = read_row(FULL, {"q01": "5", "c2_1": "1", "c2_2": "", "c2_7": "1"})

    assert faults == ()
    assert [record[FULL.place_of(f"c2_{n}")] for n in range(1, 8)] == list("1000001")


def test_unscored_rows_take_their_own_scale() -> None:
    record, faults = read_row(FULL, {"q01": "5", "c1_1": "4", "c8_7": "2", "c10_10": "1"})

    assert faults == ()
    assert [record[FULL.place_of(id)] for id in ("c1_1", "c8_7", "c10_10")] == ["4", "2", "1"]


def test_every_wrong_cell_of_a_row_is_named_with_what_it_may_hold() -> None:
    read = row_reader(FULL, ["q01", "q02", "age", "c2_1", "c8_1", "q03"])

    with pytest.raises(BadRow) as refusal:
        read(["9", "5", "6", "2", "x", "4"])

    assert [(fault.column, fault.message % fault.values) for fault in refusal.value.faults] == [
        ("q01", "“9” không đúng: phải là số từ 1 đến 6, hoặc để trống"),
        ("age", "“6” không đúng: phải là số từ 1 đến 5, hoặc để trống"),
        ("c2_1", "“2” không đúng: phải là 1, hoặc để trống"),
        ("c8_1", "“x” không đúng: phải là số từ 1 đến 3, hoặc để trống"),
    ]


@pytest.mark.parametrize("cell", ["0", "7", "5.0", "5,0", "５", "-1", "five", "1 2", "x", "\x00"])
def test_a_cell_that_is_no_level_is_refused(cell: str) -> None:
    _, faults = read_row(DESK, {"q24": cell, "q25": "5"})

    assert [(fault.column, fault.values) for fault in faults] == [
        ("q24", {"found": cell, "most": 6})
    ]


@pytest.mark.parametrize("cells", [["", ""], ["6", ""], [" ", "6"]])
def test_a_row_without_a_level_is_no_sheet(cells: list[str]) -> None:
    with pytest.raises(BadRow, match="không có tiêu chí nào") as refusal:
        row_reader(DESK, ["q24", "q25"])(cells)
    assert [fault.column for fault in refusal.value.faults] == [""]


@pytest.mark.parametrize("columns", [["q24", "q23"], ["q24", "ethnicity"], ["q24", ""]])
def test_a_column_that_the_questionnaire_does_not_have_is_named(columns: list[str]) -> None:
    with pytest.raises(UnknownColumns) as refusal:
        row_reader(DESK, columns)
    assert refusal.value.columns == (columns[1],)


def test_a_column_that_comes_twice_is_named() -> None:
    with pytest.raises(UnknownColumns, match="hai lần") as refusal:
        row_reader(DESK, ["q24", "q25", "q24"])
    assert refusal.value.columns == ("q24",)


@pytest.mark.parametrize("cells", [["5"], ["5", "4", "3"], ["5 "], []])
def test_a_row_of_another_width_is_a_mistake_of_the_caller(cells: list[str]) -> None:
    with pytest.raises(ValueError, match="2 columns"):
        row_reader(DESK, ["q24", "q25"])(cells)


CELLS = st.sampled_from(["", "1", "2", "5", "6", " 4 "]) | st.text(max_size=3)


@given(st.lists(CELLS, min_size=DESK.digits, max_size=DESK.digits))
def test_whatever_a_row_holds_is_a_record_or_a_named_fault(row: list[str]) -> None:
    record, faults = read_row(DESK, dict(zip(DESK.columns, row, strict=True)))

    assert len(record) == DESK.digits
    for fault in faults:
        assert fault.column in {*DESK.columns, ""}
        assert fault.message % fault.values
    if not faults:
        assert [int(digit) for digit in record] == [int(cell.strip() or "0") for cell in row]
