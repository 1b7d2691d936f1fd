from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.ledger import Sheet, canonical, leaf_of, receipt_of

SHEET = Sheet(
    questionnaire="ab" * 32,
    round="2026-4",
    agency="H35.9",
    desk="3",
    decider="H35.9",
    field="",
    channel="poster",
    day=date(2026, 11, 23),
    record="5454545454545454000000000",
    salt=bytes(range(16)),
)
OTHERS: dict[str, object] = {
    "questionnaire": "ac" * 32,
    "round": "2026-5",
    "agency": "H35.8",
    "desk": "4",
    "decider": "H35.7",
    "field": "đất đai",
    "channel": "paper",
    "day": date(2026, 11, 24),
    "record": "1454545454545454000000000",
    "salt": bytes(16),
    "test": True,
}
TEXTS = ("questionnaire", "round", "agency", "desk", "decider", "field", "channel", "record")


def parts_of(canon: bytes) -> list[bytes]:
    """Read length-prefixed fields back, as an independent verifier would."""
    parts = []
    while canon:
        length = int.from_bytes(canon[:4], "big")
        parts.append(canon[4 : 4 + length])
        assert len(parts[-1]) == length
        canon = canon[4 + length :]
    return parts


@pytest.mark.parametrize("name", [known.name for known in fields(Sheet)])
def test_every_field_of_a_sheet_moves_the_leaf(name: str) -> None:
    changed = replace(SHEET, **{name: OTHERS[name]})  # type: ignore[arg-type]
    assert leaf_of(changed) != leaf_of(SHEET)


def test_the_canonical_bytes_read_back_as_the_fields_and_nothing_more() -> None:
    assert parts_of(canonical(SHEET)) == [
        b"survey response 1",
        b"ab" * 32,
        b"2026-4",
        b"H35.9",
        b"3",
        b"H35.9",
        b"",
        b"poster",
        b"2026-11-23",
        b"5454545454545454000000000",
        b"",
        bytes(range(16)),
    ]


@given(st.data())
def test_no_two_sheets_share_their_bytes_however_the_texts_are_cut(data: st.DataObject) -> None:
    """Both sheets have the same letters in the same order, cut into fields at other places."""
    letters = data.draw(st.text(alphabet="ab-\x00\x01", min_size=1, max_size=12))
    cuts = st.lists(st.integers(0, len(letters)), min_size=7, max_size=7).map(sorted)
    one, other = data.draw(cuts), data.draw(cuts)
    sheets = [cut_into(letters, places) for places in (one, other)]
    assert (canonical(sheets[0]) == canonical(sheets[1])) == (sheets[0] == sheets[1])


def cut_into(letters: str, places: list[int]) -> Sheet:
    edges = [0, *places, len(letters)]
    pieces = [letters[start:end] for start, end in pairwise(edges)]
    return replace(SHEET, **dict(zip(TEXTS, pieces, strict=True)))  # type: ignore[arg-type]


def test_a_sheet_knows_nothing_of_the_person_the_moment_or_the_comment() -> None:
    assert {known.name for known in fields(Sheet)} == set(OTHERS)


def test_the_receipt_is_the_beginning_of_the_leaf_and_the_leaf_is_marked_as_one() -> None:
    leaf = sha256(b"\x00" + canonical(SHEET)).digest()
    assert leaf_of(SHEET) == leaf
    assert receipt_of(SHEET) == leaf[:10]


def test_the_leaf_of_a_known_sheet_never_changes() -> None:
    """Receipts in people's hands hang on this; a change of form needs a new FORM."""
    assert (
        leaf_of(SHEET).hex() == "9b8a34f964857563ffc6d05b4bcd10aa3cfa45b25ed448835974f9bd939653dc"
    )


def test_the_same_answers_under_another_salt_have_an_unrelated_leaf() -> None:
    one, other = leaf_of(SHEET), leaf_of(replace(SHEET, salt=bytes(16)))
    same = sum(a == b for a, b in zip(one, other, strict=True))
    assert same <= 4


def test_a_leaf_without_its_whole_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        leaf_of(replace(SHEET, salt=b""))
