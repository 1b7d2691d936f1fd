from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator

import pytest

from survey.questionnaire import Questionnaire, Text, shelf

# Tone marks stand on the first vowel, as legal texts write them; and one word for one thing.
MISSPELT = re.compile(
    r"o[àáảãạèéẻẽẹ](?!\w)|(?<!q)u[ỳýỷỹỵ](?!\w)|đảm bảo|\btỉ lệ|\blí do|\bkĩ\b", re.IGNORECASE
)


@pytest.fixture(params=shelf.published())
def published(request: pytest.FixtureRequest) -> Questionnaire:
    return shelf.load(request.param)


@pytest.fixture
def desk() -> Questionnaire:
    return shelf.load("sipas-2023-service")


@pytest.fixture
def full() -> Questionnaire:
    return shelf.load("sipas-2023")


def texts_of(value: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every text of a questionnaire, with where it is."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from texts_of(one, f"{path}[{number}]")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if not field.name.startswith("_"):
                yield from texts_of(getattr(value, field.name), f"{path}.{field.name}")


def test_the_desk_questionnaire_is_the_default() -> None:
    assert shelf.published() == ("sipas-2023-service", "sipas-2023")
    assert shelf.published()[0] == shelf.DEFAULT


def test_the_desk_asks_sixteen_criteria_in_five_factors(desk: Questionnaire) -> None:
    assert [criterion.id for criterion in desk.criteria] == [f"q{n}" for n in range(24, 40)]
    assert [factor.id for factor in desk.factors] == [
        "access",
        "procedure",
        "staff",
        "result",
        "feedback",
    ]
    assert [len(factor.criteria) for factor in desk.factors] == [3, 4, 3, 3, 3]
    assert [part.id for part in desk.parts] == ["service"]


def test_the_desk_asks_four_extras_four_demographics_and_a_comment(desk: Questionnaire) -> None:
    assert desk.columns[16:] == (
        *("visit", "for_whom", "helped", "prompted"),
        *("gender", "age", "education", "occupation"),
    )
    assert [len(desk.asked(place).options) for place in range(16, 24)] == [3, 2, 3, 2, 2, 5, 6, 7]
    assert [choice.id for choice in desk.first] == ["visit"]
    assert [choice.id for choice in desk.end] == ["for_whom", "helped", "prompted"]
    assert desk.comment is not None


def test_a_quick_form_asks_one_question_of_its_own(published: Questionnaire) -> None:
    assert published.quick is not None
    assert published.quick["vi"].startswith("Nói chung, Ông/Bà hài lòng thế nào về ")
    assert published.quick not in [criterion.text for criterion in published.criteria]


def test_the_ethnic_group_is_not_asked_unless_an_office_decides_so(
    published: Questionnaire,
) -> None:
    assert [choice.id for choice in published.off] == ["ethnicity"]


def test_the_full_form_has_39_criteria_23_of_policy_and_16_of_service(
    full: Questionnaire,
) -> None:
    counts = {part.id: sum(len(f.criteria) for f in part.factors) for part in full.parts}

    assert counts == {"policy": 23, "service": 16}
    assert [criterion.id for criterion in full.criteria] == [f"q{n:02}" for n in range(1, 40)]
    assert [factor.id for factor in full.factors[:4]] == [
        "accountability",
        "participation",
        "implementation",
        "impact",
    ]
    assert [len(factor.criteria) for factor in full.factors] == [2, 2, 9, 10, 3, 4, 3, 3, 3]


def test_the_official_numbers_are_all_there(full: Questionnaire, desk: Questionnaire) -> None:
    assert [criterion.ref for criterion in full.criteria] == [str(n) for n in range(1, 40)]
    assert [criterion.ref for criterion in desk.criteria] == [str(n) for n in range(24, 40)]
    assert [criterion.number for criterion in desk.criteria] == list(range(1, 17))


def test_the_unscored_questions_have_the_official_ids(full: Questionnaire) -> None:
    rows = {"c1": 9, "c2": 7, "c3": 7, "c7": 3, "c8": 7, "c10": 10}
    ids = [f"{id}_{n}" for id, count in rows.items() for n in range(1, count + 1)]

    kinds = {question.id: question.kind for question in full.questions}
    asked = [id for id, _, _ in full.places[39 + len(full.demographics) :]]

    assert sorted(asked) == sorted([*ids, "c4", "c5", "c6"])
    assert kinds == {
        **{"c1": "rows", "c2": "many", "c3": "rows", "c4": "one", "c5": "one", "c6": "one"},
        **{"c7": "rows", "c8": "yesno", "c10": "rows"},
    }
    assert {many for _, _, many in full.places} == {None, "c2"}


def test_time_limit_and_result_judge_the_agency_that_decides(published: Questionnaire) -> None:
    judged = {published.columns[place] for place in published.decider_places}

    assert judged == {"q30", "q34", "q35", "q36"}


def test_both_forms_say_the_same_where_they_ask_the_same(
    full: Questionnaire, desk: Questionnaire
) -> None:
    shared = {criterion.id: criterion for criterion in full.criteria}
    for criterion in desk.criteria:
        other = shared[criterion.id]
        assert (criterion.text, criterion.short) == (other.text, other.short)
        assert desk.skip_of(criterion) == full.skip_of(other)


def test_the_fee_and_the_result_have_a_sixth_choice_of_their_own(desk: Questionnaire) -> None:
    skips = {criterion.id: desk.skip_of(criterion)["vi"] for criterion in desk.criteria}

    assert skips["q24"] == "Không rõ"
    assert skips["q29"] == "Không phải nộp phí"
    assert skips["q34"] == "Chưa nhận kết quả"
    assert skips["q39"] == "Chưa từng phản ánh"


def test_a_criterion_has_at_most_twenty_syllables(published: Questionnaire) -> None:
    for criterion in published.criteria:
        assert len(re.findall(r"\w+", criterion.text["vi"])) <= 20, criterion.id
        assert 2 <= len(re.findall(r"\w+", criterion.short["vi"])) <= 5, criterion.id


def test_no_criterion_addresses_its_reader(published: Questionnaire) -> None:
    # It completes the stem, and a voice reads "Ông/Bà" badly.
    for criterion in published.criteria:
        assert "Ông/Bà" not in criterion.text["vi"]
    for part in published.parts:
        assert "/" not in part.stem_spoken["vi"]


def test_every_text_is_there_in_vietnamese_and_english(published: Questionnaire) -> None:
    found = list(texts_of(published))
    assert len(found) > 100
    for path, text in found:
        assert set(text) == {"vi", "en"}, path
        assert all(words.strip() for words in text.values()), path


def test_every_text_is_composed_and_spelt_as_legal_texts_are(published: Questionnaire) -> None:
    for path, text in texts_of(published):
        assert unicodedata.is_normalized("NFC", text["vi"]), path
        assert not MISSPELT.search(text["vi"]), (path, text["vi"])


@pytest.mark.parametrize("word", ["tuỳ", "xoá", "hoà", "đảm bảo", "hoạ", "khoẻ", "uỷ", "tỉ lệ"])
def test_the_spelling_rule_catches_what_it_should(word: str) -> None:
    assert MISSPELT.search(word)


@pytest.mark.parametrize(
    "word", ["tùy", "xóa", "hòa", "bảo đảm", "hoàn", "khoản", "ngoài", "quý", "quỹ", "quy", "tuyến"]
)
def test_the_spelling_rule_leaves_right_words_alone(word: str) -> None:
    assert not MISSPELT.search(word)
