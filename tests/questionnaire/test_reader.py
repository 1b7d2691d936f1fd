from __future__ import annotations

import unicodedata

import pytest

from survey.questionnaire import BadQuestionnaire, Fault, Questionnaire, read
from tests.questionnaire.refusals import REFUSALS
from tests.questionnaire.small import SMALL, line_of


def faults_of(text: str | bytes) -> list[Fault]:
    file = text.encode() if isinstance(text, str) else text
    with pytest.raises(BadQuestionnaire) as refusal:
        read(file, "chợ.toml")
    assert "chợ.toml" in str(refusal.value)
    assert refusal.value.count == len(refusal.value.faults)
    return [fault for fault in refusal.value.faults if isinstance(fault, Fault)]


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) >= 1
    return SMALL.replace(old, new, 1)


@pytest.fixture
def small() -> Questionnaire:
    return read(SMALL.encode(), "chợ.toml")


def test_the_order_of_a_record_is_criteria_extras_demographics_questions(
    small: Questionnaire,
) -> None:
    assert small.places == (
        ("clean", 5, None),
        ("wide", 5, None),
        ("fresh", 5, None),
        ("visit", 2, None),
        ("age", 2, None),
        ("how_1", 1, "how"),
        ("how_2", 1, "how"),
        ("seen_sign", 2, None),
        ("seen_guard", 2, None),
        ("again", 2, None),
    )
    assert small.digits == len(small.places) == len(small.columns)
    assert [small.place_of(column) for column in small.columns] == list(range(small.digits))


def test_the_groups_are_overall_parts_factors_then_criteria(small: Questionnaire) -> None:
    assert small.groups == (
        ("overall", "overall", (0, 1, 2)),
        ("part", "market", (0, 1, 2)),
        ("factor", "place", (0, 1)),
        ("factor", "goods", (2,)),
        ("criterion", "clean", (0,)),
        ("criterion", "wide", (1,)),
        ("criterion", "fresh", (2,)),
    )
    assert small.decider_places == {2}


def test_the_sixth_choice_is_named_by_the_criterion_then_the_factor_then_the_blank(
    small: Questionnaire,
) -> None:
    names = [small.skip_of(criterion)["vi"] for criterion in small.criteria]

    assert names == ["Chưa vào chợ", "Không rõ", "Bỏ qua"]
    assert [small.asked(place).skip for place in range(3)] == [
        small.skip_of(criterion) for criterion in small.criteria
    ]


def test_a_demographic_that_is_off_has_no_place(small: Questionnaire) -> None:
    assert [choice.id for choice in small.demographics] == ["age"]
    assert [choice.id for choice in small.off] == ["ethnicity"]
    assert "ethnicity" not in small.columns


def test_an_office_may_switch_a_demographic_on() -> None:
    on = read(changed("asked = false\n", "asked = true\n").encode(), "x")

    assert on.columns.index("ethnicity") == on.columns.index("age") + 1


def test_the_quick_question_has_no_place_and_may_be_left_out(small: Questionnaire) -> None:
    asked = '[quick]\ntext = { vi = "Nói chung, chợ thế nào?" }\n'
    without = read(changed(asked, "").encode(), "x")

    assert small.quick is not None
    assert small.quick["vi"] == "Nói chung, chợ thế nào?"
    assert without.quick is None
    assert without.places == small.places


def test_every_index_has_a_name_and_a_short_name(small: Questionnaire) -> None:
    assert small.label("overall", "overall", "vi") == "Chỉ số chung"
    assert small.label("factor", "goods", "vi") == "Hàng hóa"
    assert small.label("criterion", "wide", "vi") == "Lối đi: đủ rộng"
    assert small.short("criterion", "wide", "vi") == "Lối đi"


def test_without_english_the_vietnamese_text_stands(small: Questionnaire) -> None:
    assert small.label("part", "market", "en") == "Chợ"
    assert small.title["en"] == "Phiếu hỏi ở chợ"


def test_a_heading_that_is_left_out_is_the_label(small: Questionnaire) -> None:
    assert small.factors[0].heading["vi"] == "Nơi họp chợ"


def test_a_ref_that_is_left_out_is_the_number(small: Questionnaire) -> None:
    assert [criterion.ref for criterion in small.criteria] == ["1", "2", "3"]


def test_two_questionnaires_are_equal_when_their_bytes_are(small: Questionnaire) -> None:
    again = read(SMALL.encode(), "another name")
    other = read((SMALL + "# one more line\n").encode(), "x")

    assert again == small
    assert hash(again) == hash(small)
    assert other != small


def test_a_byte_order_mark_and_windows_line_ends_are_passed_over(small: Questionnaire) -> None:
    file = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()

    assert read(file, "x").places == small.places


@pytest.mark.parametrize(("old", "new", "at", "key", "reason"), REFUSALS)
def test_a_wrong_file_is_refused_with_its_line_key_and_reason(
    old: str, new: str, at: str, key: str, reason: str
) -> None:
    text = changed(old, new)

    faults = [fault for fault in faults_of(text) if fault.key == key]

    assert faults, [str(fault) for fault in faults_of(text)]
    assert reason in str(faults[0])
    if at:
        assert faults[0].line == line_of(text, at)


def test_a_syntax_error_is_refused_with_its_line_and_column() -> None:
    text = changed("minimum = 30", "minimum = thirty")

    (fault,) = faults_of(text)

    assert fault.line == line_of(text, "thirty")
    assert "TOML ở cột 11" in str(fault)


def test_a_file_cut_short_is_refused_at_its_end() -> None:
    (fault,) = faults_of(SMALL[: SMALL.index("Chợ hôm nay")])

    assert fault.line == 4


def test_a_file_that_is_not_utf8_is_refused_with_its_line() -> None:
    (fault,) = faults_of(SMALL.encode().replace("Kế hoạch".encode(), b"K\xe9 hoach"))

    assert fault.line == line_of(SMALL, "Kế hoạch")
    assert "UTF-8" in str(fault)


def test_a_file_saved_as_utf16_is_refused() -> None:
    assert "UTF-8" in str(faults_of(SMALL.encode("utf-16"))[0])


def test_decomposed_accents_are_refused_once_with_their_line() -> None:
    text = changed("Chợ: sạch sẽ", unicodedata.normalize("NFD", "Chợ: sạch sẽ"))

    (fault,) = faults_of(text)

    assert fault.line == line_of(SMALL, "Chợ: sạch sẽ")
    assert "dựng sẵn" in str(fault)


def test_all_faults_of_a_file_are_named_at_once_in_the_order_of_its_lines() -> None:
    text = SMALL.replace("minimum = 30", "minimum = 0").replace('id = "wide"', 'id = "Wide"')
    text = text.replace("value = 5\n", "value = 6\n")

    faults = faults_of(text)

    assert [fault.key for fault in faults] == ["minimum", "level #5 · value", "criterion #2 · id"]
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)


def test_criteria_out_of_the_order_of_their_factors_are_refused() -> None:
    text = changed('id = "fresh"\nfactor = "goods"', 'id = "fresh"\nfactor = "place"')
    text = text.replace('id = "clean"\nfactor = "place"', 'id = "clean"\nfactor = "goods"')

    (fault,) = faults_of(text)

    assert fault.key == "criterion clean · id"
    assert "phải là tiêu chí “wide”" in str(fault)


def test_an_empty_file_names_all_that_is_missing() -> None:
    keys = {fault.key for fault in faults_of("")}

    assert {"id", "family", "title", "part", "factor", "criterion", "level", "blank"} <= keys


@pytest.mark.parametrize(
    "file",
    [
        b"a = " + b"[" * 100_000,
        b"a = " + b"9" * 10_000,
        b"#" * (600 * 1024),
        b"\x00",
        b"criterion = 1\nlevel = {}\npart = [1]\nscale = [[]]\nquestion = ['x']\n",
    ],
)
def test_a_hostile_file_is_refused_and_nothing_worse(file: bytes) -> None:
    assert faults_of(file)
