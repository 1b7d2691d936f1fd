from __future__ import annotations

import random
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.ledger import ALPHABET, Mistyped, read_receipt, show_receipt

DICE = random.Random(7)


@given(st.binary(min_size=10, max_size=10))
def test_a_receipt_reads_back_as_its_ten_bytes(receipt: bytes) -> None:
    shown = show_receipt(receipt)
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]", shown)
    assert read_receipt(shown) == receipt
    assert read_receipt(shown.lower().replace("-", " ")) == receipt


def test_every_single_wrong_sign_is_caught() -> None:
    for receipt in (bytes(10), b"\xff" * 10, DICE.randbytes(10), DICE.randbytes(10)):
        signs = show_receipt(receipt).replace("-", "")
        for place in range(17):
            for wrong in set(ALPHABET) - {signs[place]}:
                with pytest.raises(Mistyped):
                    read_receipt(signs[:place] + wrong + signs[place + 1 :])


def test_every_two_neighbours_changed_about_are_caught() -> None:
    for _ in range(300):
        signs = show_receipt(DICE.randbytes(10)).replace("-", "")
        for place in range(16):
            one, other = signs[place], signs[place + 1]
            if one != other:
                with pytest.raises(Mistyped):
                    read_receipt(signs[:place] + other + one + signs[place + 2 :])


@pytest.mark.parametrize(
    "typed", ["", "0000", "H35.9-2026-0001", "000.00.12.H35-261123-0001", "0" * 18, "x" * 9_999]
)
def test_what_is_no_receipt_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Mistyped, match="Mã phiếu gõ chưa đúng"):
        read_receipt(typed)


@given(st.text(max_size=40))
def test_whatever_is_typed_either_reads_or_is_called_mistyped(typed: str) -> None:
    with suppress(Mistyped):
        assert len(read_receipt(typed)) == 10


def test_a_receipt_of_another_length_is_not_shown() -> None:
    with pytest.raises(ValueError, match="10 bytes"):
        show_receipt(bytes(9))
