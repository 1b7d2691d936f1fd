"""The list that a speaker reads from."""

from __future__ import annotations

import pytest

from survey.clips import readings
from survey.clips.folder import _CLIP
from survey.questionnaire import shelf

DESK = shelf.load("sipas-2023-service")
EACH = pytest.mark.parametrize("code", shelf.published())


def said(clip: str, language: str = "vi") -> str:
    (found,) = [one.text[language] for one in readings(DESK) if one.clip == clip]
    return found


def test_a_level_is_said_with_its_number() -> None:
    assert said("1") == "Một, rất không hài lòng"
    assert said("5", "en") == "Five, very satisfied"


def test_a_rated_question_is_said_as_a_whole_sentence() -> None:
    assert said("q31") == (
        "Ông hoặc bà hài lòng thế nào về: Thái độ của công chức: lịch sự, tôn trọng người dân"
    )
    assert said("q31", "en").startswith("How satisfied are you with: Manner of the officials")


def test_a_language_that_the_questionnaire_lacks_is_given_in_vietnamese() -> None:
    assert said("q31", "hmn") == said("q31")


def test_a_sixth_choice_of_its_own_has_one_for_all_behind_it() -> None:
    sixth = {one.clip: one for one in readings(DESK) if one.clip.endswith("-6")}
    assert len(sixth) == 16
    assert {one.instead for one in sixth.values()} == {"6"}
    assert sixth["q29-6"].text["vi"] == "Không phải nộp phí"
    assert said("6") == "Chưa có, không rõ"


def test_other_questions_have_choices_of_their_own() -> None:
    assert [said(f"visit-{at}") for at in range(1, 5)] == [
        "Nộp hồ sơ", "Nhận kết quả", "Hỏi thông tin, việc khác", "Không trả lời",
    ]  # fmt: skip


def test_what_is_folded_away_or_answered_in_words_is_not_read_aloud() -> None:
    assert not {"gender", "age", "comment"} & {one.clip for one in readings(DESK)}


@EACH
def test_every_clip_has_a_name_of_its_own_that_a_file_can_have(code: str) -> None:
    names = [one.clip for one in readings(shelf.load(code))]
    assert len(set(names)) == len(names)
    assert all(_CLIP.fullmatch(name) for name in names)
    assert {one.instead for one in readings(shelf.load(code))} <= {"", *names}


def test_a_row_is_said_with_its_question_and_boxes_have_no_empty_choice() -> None:
    found = {one.clip: one.text["vi"] for one in readings(shelf.load("sipas-2023"))}
    assert found["c1_1"].count(" ") > found["c1_1-1"].count(" ")
    assert "c1_1-5" in found
    assert "c2-7" in found
    assert "c2-8" not in found
