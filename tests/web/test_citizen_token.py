"""Tokens, bodies and what is kept ready, each by itself."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest

from survey.web.citizen import body, token
from survey.web.citizen.bounded import Bounded
from survey.web.citizen.deflated import Deflated
from survey.web.citizen.token import Standing

FORM = token.form_key(round=3, desk=14, channel="poster", questionnaire="ab" * 32)
HERS = "0" * 31 + "1"


def test_a_token_is_good_for_its_form_and_id_only() -> None:
    made = token.issue(b"key", FORM, round=3, hour=500, id=HERS)
    assert token.standing([b"key"], FORM, made, id=HERS, now=500) is Standing.LIVE
    assert token.standing([b"new", b"key"], FORM, made, id=HERS, now=500) is Standing.LIVE
    assert token.standing([b"new"], FORM, made, id=HERS, now=500) is Standing.FALSE
    assert token.standing([b"key"], FORM, made, id="0" * 32, now=500) is Standing.FALSE
    for other in (
        token.form_key(round=4, desk=14, channel="poster", questionnaire="ab" * 32),
        token.form_key(round=3, desk=15, channel="poster", questionnaire="ab" * 32),
        token.form_key(round=3, desk=14, channel="kiosk", questionnaire="ab" * 32),
        token.form_key(round=3, desk=14, channel="poster", questionnaire="cd" * 32),
        token.form_key(round=31, desk=4, channel="poster", questionnaire="ab" * 32),
    ):
        assert token.standing([b"key"], other, made, id=HERS, now=500) is Standing.FALSE


def test_a_token_cannot_be_made_younger() -> None:
    made = token.issue(b"key", FORM, round=3, hour=500, id=HERS)
    younger = made.replace(".1f4.", ".20d.")
    assert younger != made
    assert token.standing([b"key"], FORM, made, id=HERS, now=525) is Standing.EXPIRED
    assert token.standing([b"key"], FORM, younger, id=HERS, now=525) is Standing.FALSE


def test_a_token_lives_twenty_four_hours() -> None:
    made = token.issue(b"key", FORM, round=3, hour=500, id=HERS)
    assert token.standing([b"key"], FORM, made, id=HERS, now=524) is Standing.LIVE
    assert token.standing([b"key"], FORM, made, id=HERS, now=525) is Standing.EXPIRED


@given(st.text())
def test_no_text_makes_the_reader_stumble(typed: str) -> None:
    assert token.standing([b"key"], FORM, typed, id=HERS, now=1) is Standing.FALSE


@given(st.binary(max_size=300))
def test_any_body_is_read_or_refused(sent: bytes) -> None:
    try:
        fields = body.read(sent)
    except BadRequest:
        return
    for name, values in fields.items():
        (name + "".join(values)).encode()


def test_a_plus_is_a_space_and_a_written_plus_stays() -> None:
    assert body.read(b"a=1+2%2B3") == {"a": ["1 2+3"]}


@given(st.binary(max_size=4_000), st.binary(max_size=400), st.binary(max_size=400))
def test_a_gap_is_filled_without_compressing_again(start: bytes, end: bytes, gap: bytes) -> None:
    page = Deflated(start, end)
    assert gzip.decompress(page.gzip(gap)) == page.plain(gap) == start + gap + end


def test_a_gap_that_no_stored_block_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="65535"):
        Deflated(b"", b"").gzip(b"x" * 70_000)


def test_what_is_kept_ready_never_grows_past_its_bound() -> None:
    kept = Bounded[int, int](most=100)
    for number in range(1_000):
        kept.put(number % 30, number, 7)
        assert kept.weight <= 100
    kept.put(1, 1, 1_000)
    assert kept.weight == 0
