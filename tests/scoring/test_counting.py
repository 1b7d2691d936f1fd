from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.scoring import BadCounts, Group, Layout, Place, Rows, Sums, Tally
from survey.scoring import counting as engine
from tests.scoring.sheets import DESK, SMALL, any_sheet, desk_sheets, levels

ROWS: tuple[Rows, ...] = ("all", "desk", "decider")


def places_of(layout: Layout, group: Group, rows: Rows) -> list[int]:
    return [
        place
        for place in group.places
        if rows == "all" or (place in layout.decider) == (rows == "decider")
    ]


def sums_one_by_one(layout: Layout, sheets: list[str], group: Group, rows: Rows) -> Sums:
    """The same sums by the definition, person by person."""
    people = []
    for sheet in sheets:
        answers = [int(sheet[place]) for place in places_of(layout, group, rows)]
        valid = [level for level in answers if 1 <= level <= 5]
        people.append((sum(level >= 4 for level in valid), len(valid), sum(valid)))
    return Sums(
        n=sum(y > 0 for _, y, _ in people),
        x=sum(x for x, _, _ in people),
        y=sum(y for _, y, _ in people),
        xx=sum(x * x for x, _, _ in people),
        yy=sum(y * y for _, y, _ in people),
        xy=sum(x * y for x, y, _ in people),
        s=sum(s for _, _, s in people),
        ss=sum(s * s for _, _, s in people),
        sy=sum(s * y for _, y, s in people),
    )


def holds_what_these_sheets_say(layout: Layout, tally: Tally, sheets: list[str]) -> None:
    for at, place in enumerate(layout.places):
        digits = [int(sheet[at], 16) for sheet in sheets]
        assert layout.options(tally.record, at) == tuple(
            digits.count(option) for option in range(1, place.options + 2)
        )
    for many in layout.many:
        boxes = [at for at, place in enumerate(layout.places) if place.many == many]
        assert layout.any(tally.record, many) == sum(
            any(sheet[box] == "1" for box in boxes) for sheet in sheets
        )
    for group in layout.groups:
        for rows in ROWS:
            expected = sums_one_by_one(layout, sheets, group, rows)
            assert layout.sums(tally.record, group, rows) == expected
    overall = layout.sums(tally.record, layout.groups[0])
    assert tally.plain == (
        len(sheets),
        overall.x,
        overall.y,
        overall.xx,
        overall.yy,
        overall.xy,
    )


@given(st.lists(any_sheet, max_size=12))
def test_a_tally_holds_what_the_sheets_say(sheets: list[str]) -> None:
    holds_what_these_sheets_say(SMALL, SMALL.count(sheets), sheets)


def test_a_tally_of_desk_sheets_holds_what_they_say() -> None:
    sheets = desk_sheets(300)

    holds_what_these_sheets_say(DESK, DESK.count(sheets), sheets)


@given(st.lists(any_sheet, max_size=12))
def test_few_sheets_are_counted_as_many_are(sheets: list[str]) -> None:
    assert SMALL.count(sheets) == SMALL.count(iter(sheets))


@pytest.mark.parametrize("sheets", [1, 2, engine.FEW, engine.FEW + 1])
def test_whatever_the_pile_the_count_is_the_same(sheets: int) -> None:
    pile = desk_sheets(sheets)

    assert DESK.count(pile) == DESK.count(iter(pile))


@given(any_sheet)
def test_one_sheet_is_counted_as_many_are(sheet: str) -> None:
    assert SMALL.one(sheet) == SMALL.count([sheet])


@given(st.lists(any_sheet, max_size=6), st.lists(any_sheet, max_size=6))
def test_adding_tallies_is_counting_the_sheets_together(some: list[str], others: list[str]) -> None:
    together = SMALL.count(some + others)

    assert SMALL.count(some) + SMALL.count(others) == together
    assert together - SMALL.count(others) == SMALL.count(some)
    assert together + SMALL.zero == together


def test_counting_in_several_batches_loses_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = desk_sheets(500)
    at_once = DESK.count(sheets)
    monkeypatch.setattr(engine, "BATCH", 64)
    monkeypatch.setattr(engine, "MOST_KINDS_OF_PEOPLE", 10)

    assert DESK.count(iter(sheets)) == at_once


def test_nobody_counts_as_zero() -> None:
    assert SMALL.count([]) == SMALL.zero
    assert SMALL.zero.lanes == (0,) * SMALL.lanes


def test_a_place_left_alone_is_not_a_sixth_choice() -> None:
    tally = SMALL.count([levels("0000000000"), levels("6000000000")])

    assert SMALL.options(tally.record, 0) == (0, 0, 0, 0, 0, 1)
    assert SMALL.sums(tally.record, SMALL.groups[0]).n == 0


def test_a_group_of_scattered_rows_is_counted_too() -> None:
    layout = Layout(
        [Place(f"q{at}", 5) for at in range(5)],
        [Group("overall", "overall", (0, 1, 2, 3, 4)), Group("factor", "ends", (0, 4))],
        {4},
    )
    sheets = ["50005", "44401", "12345", "60000"]

    holds_what_these_sheets_say(layout, layout.count(sheets), sheets)


def test_a_multiple_choice_of_many_boxes_counts_people_not_ticks() -> None:
    layout = Layout([Place(f"c2_{box}", 1, many="c2") for box in range(20)], [], set())
    sheets = ["1" * 20, "0" * 20, "0" * 19 + "1"]
    tally = layout.count(sheets)

    assert layout.any(tally.record, "c2") == 2
    assert sum(map(layout.one, sheets), layout.zero) == tally


def test_what_is_remembered_of_a_chunk_is_bounded() -> None:
    options = [5] * 40 + [14] * 5

    for chunk in engine.cut(options, [range(40), range(3, 9)]):
        values = 1
        for place in chunk:
            values *= options[place] + 2
        assert values <= engine.LARGEST_CHUNK


@pytest.mark.parametrize(
    "sheet",
    [levels("7000000000"), levels("x000000000"), levels("000000000٣"), "00000", "0" * 15, ""],
)
def test_a_record_of_another_sheet_is_refused(sheet: str) -> None:
    with pytest.raises(BadCounts):
        SMALL.count([sheet])
    with pytest.raises(BadCounts):
        SMALL.one(sheet)


def test_a_refused_record_is_not_remembered_as_good() -> None:
    for _ in range(2):
        with pytest.raises(BadCounts, match="thứ 12"):
            SMALL.one(levels("5555555555")[:11] + "3" + "00")


def test_tallies_of_two_layouts_do_not_add_up() -> None:
    with pytest.raises(BadCounts):
        _ = SMALL.zero + DESK.zero
    with pytest.raises(BadCounts):
        DESK.sums(SMALL.zero.record, DESK.groups[0])


def test_no_lane_falls_below_zero() -> None:
    # Both are one sheet with one satisfied answer; only the lanes of the options differ.
    with pytest.raises(BadCounts):
        _ = SMALL.one(levels("4000000000")) - SMALL.one(levels("5000000000"))


@pytest.mark.parametrize(
    ("places", "groups", "decider"),
    [
        ([Place("q", 4)], [Group("overall", "overall", (0,))], ()),
        ([Place("q", 0)], [], ()),
        ([Place("q", 15)], [], ()),
        ([Place("q", 5)], [Group("overall", "overall", (0, 1))], ()),
        ([Place("q", 5)], [], (3,)),
        ([Place("q", 5), Place("r", 5)], [Group("criterion", "q", (0, 1))], ()),
        ([Place("q", 5)] * 201, [Group("overall", "overall", tuple(range(201)))], ()),
    ],
)
def test_a_layout_without_sense_is_refused(
    places: list[Place], groups: list[Group], decider: tuple[int, ...]
) -> None:
    with pytest.raises(BadCounts):
        Layout(places, groups, decider)


@pytest.mark.parametrize("decider", [range(0), range(200), range(0, 200, 2)])
def test_the_largest_sheet_fits_its_fields(decider: range) -> None:
    layout = Layout(
        [Place(f"q{at}", 5) for at in range(200)],
        [Group("overall", "overall", tuple(range(200)))],
        set(decider),
    )
    sheets = ["5" * 200, "1" * 200]

    holds_what_these_sheets_say(layout, layout.count(sheets), sheets)
    assert layout.one(sheets[0]).plain == (1, 200, 200, 40_000, 40_000, 40_000)
