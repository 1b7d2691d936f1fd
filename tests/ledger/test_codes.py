from __future__ import annotations

import random
import secrets
import unicodedata
from typing import Literal

import pytest

from survey.ledger import ALPHABET, draw_code, is_mistyped, read_code, show_code
from survey.ledger.codes import check_sign

DICE = random.Random(20261123)
SOME_CODES = [draw_code(DICE.randbytes(8)) for _ in range(12)]


def any_code() -> str:
    """Return a code that checks, of any signs at all, drawn or not."""
    signs = "".join(DICE.choice(ALPHABET) for _ in range(5))
    return signs + check_sign(signs)


def test_the_alphabet_has_32_signs_and_none_that_looks_like_another() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_a_drawn_code_reads_back_as_itself() -> None:
    for _ in range(500):
        code = draw_code(secrets.token_bytes(8))
        assert len(code) == 6
        assert read_code(code) == read_code(show_code(code)) == code


def test_the_same_random_bytes_draw_the_same_code() -> None:
    assert draw_code(b"12345678") == draw_code(b"12345678") != draw_code(b"12345679")


def test_draws_are_spread_over_the_signs() -> None:
    drawn = "".join(draw_code(DICE.randbytes(8)) for _ in range(4000))
    counts = [drawn.count(sign) for sign in set(drawn)]
    assert len(counts) == 27
    assert max(counts) < 1.4 * min(counts)


def test_no_drawn_code_can_be_changed_by_a_vietnamese_keyboard() -> None:
    """Telex and VNI change vowels, W and D only."""
    for _ in range(2000):
        assert not set("AEYWDOUI") & set(draw_code(DICE.randbytes(8)))


@pytest.mark.parametrize("place", range(6))
def test_every_single_wrong_sign_is_caught(place: int) -> None:
    """Every sign for every other at this place, over several codes: nothing passes."""
    for code in [*SOME_CODES, *(any_code() for _ in range(64))]:
        for wrong in ALPHABET:
            typed = code[:place] + wrong + code[place + 1 :]
            assert (read_code(typed) == code) == (wrong == code[place])
            assert is_mistyped(typed) == (wrong != code[place])


@pytest.mark.parametrize("place", range(5))
def test_every_two_neighbours_changed_about_are_caught(place: int) -> None:
    """Every pair of signs at these two places; the others are of no consequence, yet varied."""
    for first in ALPHABET:
        for second in ALPHABET:
            code = with_pair(place, first, second)
            typed = code[:place] + second + first + code[place + 2 :]
            assert (read_code(typed) is None) == (first != second)


def with_pair(place: int, first: str, second: str) -> str:
    """Return a code that checks and has these two signs side by side at `place`."""
    for _ in range(20_000):
        signs = [DICE.choice(ALPHABET) for _ in range(5)]
        signs[place] = first
        if place < 4:
            signs[place + 1] = second
        code = "".join(signs) + check_sign("".join(signs))
        if code[place + 1] == second:
            return code
    raise AssertionError(f"no code has {first}{second} at {place}")


def test_any_two_places_changed_about_are_caught_not_only_neighbours() -> None:
    for code in (any_code() for _ in range(300)):
        for one in range(6):
            for other in range(one):
                signs = list(code)
                signs[one], signs[other] = signs[other], signs[one]
                typed = "".join(signs)
                assert (read_code(typed) is None) == (typed != code)


@pytest.mark.parametrize(
    "typed",
    [
        "JSK-469",
        "jsk469",
        " j s k 4 6 9 ",
        "JSK–469",
        "JSK—469",
        "JSK−469",
        "JSK\u00a0469",
        "JSK.469",
        "ＪＳＫ－４６９",
        "jsk\u200b469",
    ],
)
def test_case_spaces_hyphens_and_full_width_letters_are_forgiven(typed: str) -> None:
    assert read_code(typed) == "JSK469"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    code = "01" + "0Z1"
    code += check_sign(code)
    assert read_code("oLOzi" + code[5]) == code


@pytest.mark.parametrize(
    ("pressed", "shown"),
    [("AS", "Á"), ("AA", "Â"), ("DD", "Đ"), ("EES", "Ế"), ("W", "Ư"), ("AWJ", "Ặ")],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_a_telex_keyboard_made_of_a_code_is_undone(
    pressed: str, shown: str, form: Literal["NFC", "NFD"]
) -> None:
    signs = (pressed + "7KM9")[:5]
    code = signs + check_sign(signs)
    typed = unicodedata.normalize(form, shown + code[len(pressed) :])
    assert read_code(typed) == code


@pytest.mark.parametrize(("pressed", "shown"), [("A1", "Á"), ("A6", "Â"), ("A85", "Ặ")])
def test_what_a_vni_keyboard_made_of_a_code_is_undone(pressed: str, shown: str) -> None:
    signs = (pressed + "7KM9")[:5]
    code = signs + check_sign(signs)
    assert read_code(shown + code[len(pressed) :]) == code


@pytest.mark.parametrize("typed", ["", "JSK46", "JSK4699", "U2345Z", "!", "‘", "\u0301", "́́́́́́"])
def test_what_is_no_code_is_none_and_not_called_mistyped(typed: str) -> None:
    assert read_code(typed) is None
    assert not is_mistyped(typed)


def test_too_little_randomness_is_refused() -> None:
    with pytest.raises(ValueError, match="4 random bytes"):
        draw_code(b"abc")
