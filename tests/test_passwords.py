from __future__ import annotations

import threading
import time
import unicodedata

import pytest
from argon2 import extract_parameters

from survey import passwords
from survey.passwords import BadPassword, check_new, fits, hash_new

WORD = "Mường Kim 2026"


def test_a_password_fits_what_was_kept_of_it_and_no_other_does() -> None:
    kept = hash_new(WORD)
    assert fits(kept, WORD)
    assert not fits(kept, WORD + " ")
    assert not fits(kept, "")


def test_what_is_kept_is_argon2id_within_19_mib_and_salted() -> None:
    kept = hash_new(WORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != hash_new(WORD)
    assert WORD not in kept


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_is_the_same_however_the_keyboard_wrote_its_accents(form: str) -> None:
    kept = hash_new(unicodedata.normalize("NFD", WORD))
    assert fits(kept, unicodedata.normalize(form, WORD))  # type: ignore[arg-type]


@pytest.mark.alone
def test_an_unknown_account_never_fits_and_costs_as_much_as_a_known_one() -> None:
    assert extract_parameters(passwords._NOBODY) == extract_parameters(hash_new(WORD))
    assert not fits(None, WORD)
    assert least_time(None) > 0.5 * least_time(hash_new(WORD))


def least_time(kept: str | None) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        fits(kept, "not the password")
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("short", ["", "123456789", "ếếếếế", "é" * 9])
def test_a_short_password_is_refused_with_the_length_wanted(short: str) -> None:
    with pytest.raises(BadPassword, match="ít nhất 10 ký tự"):
        hash_new(unicodedata.normalize("NFD", short))


def test_a_password_of_ten_characters_is_long_enough() -> None:
    check_new("ế" * 10)


def test_an_endless_password_is_refused_and_never_fits() -> None:
    with pytest.raises(BadPassword, match="256"):
        check_new("x" * 257)
    assert not fits(hash_new(WORD), WORD + "x" * 1_000_000)


def test_a_broken_record_never_fits() -> None:
    assert not fits("$argon2id$broken", WORD)
    assert not fits("", WORD)


def test_a_lone_surrogate_is_a_wrong_password_and_no_crash() -> None:
    assert not fits(hash_new(WORD), "\ud800" * 12)


def test_only_one_password_is_tried_at_a_time() -> None:
    """Several at once would each take 19 MiB, and each thread would keep them."""
    kept = hash_new(WORD)
    answers: list[bool] = []
    free = threading.Event()
    busy = threading.Thread(target=lambda: passwords._alone(free.wait))
    busy.start()
    asking = threading.Thread(target=lambda: answers.append(fits(kept, WORD)))
    asking.start()
    asking.join(0.2)
    assert answers == []
    free.set()
    asking.join(10)
    assert answers == [True]
    busy.join(10)
