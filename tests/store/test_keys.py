from __future__ import annotations

import random
import unicodedata
from datetime import date

from sqlalchemy import select

from survey.store.connection import Database
from survey.store.keys import clean, fold, sort_key
from survey.store.tables import agency, agency_name

_DAY = date(2026, 1, 1)

IN_ORDER = [
    "12 Hàng Bông",
    "102 Hàng Bông",
    "An",
    "Ăn",
    "Ân",
    "Ba",
    "Bà",
    "Bà Rịa",
    "Bả",
    "Bã",
    "Bá",
    "Bạ",
    "Bạc Liêu",
    "Cao Bằng",
    "Dương",
    "Đà Nẵng",
    "Đăk Lăk",
    "Điện Biên",
    "Em",
    "Êm",
    "Hà Giang",
    "Hà Nội",
    "Hạ Long",
    "Hải Phòng",
    "Khác",
    "Khách",
    "Lai Châu",
    "Long",
    "Lóng",
    "Lông",
    "Sở Y tế",
    "Sở Zê",
    "Thừa",
    "Ủy ban",
    "Ưu tú",
    "Vĩnh Long",
    "Xã 2",
    "Xã 10",
    "Yên Bái",
    "Łódź",
]


def test_names_sort_as_vietnamese_registers_do() -> None:
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_a_key_is_ascii_whatever_the_name() -> None:
    assert all(sort_key(name).isascii() for name in [*IN_ORDER, "Đỗ 中 文", "naïve ½", ""])


def test_both_databases_sort_keys_as_python_does(database: Database) -> None:
    with database.writing() as db:
        for number, name in enumerate(IN_ORDER):
            id_ = db.scalar(
                agency.insert().values(code=f"{number}", first=_DAY).returning(agency.c.id)
            )
            db.execute(
                agency_name.insert().values(
                    agency=id_, first=_DAY, name=name, sort_key=sort_key(name), kind="x"
                )
            )
        names = db.scalars(select(agency_name.c.name).order_by(agency_name.c.sort_key)).all()
    assert list(names) == IN_ORDER


def test_the_place_of_a_tone_makes_no_difference_to_order_or_search() -> None:
    for old, new in [("hòa", "hoà"), ("thúy", "thuý"), ("xóa", "xoá")]:
        assert sort_key(old) == sort_key(new)
        assert fold(old) == fold(new)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    for name in IN_ORDER:
        apart = unicodedata.normalize("NFD", name)
        assert sort_key(apart) == sort_key(name)
        assert fold(apart) == fold(name)
        assert clean(apart) == clean(name)


def test_a_search_finds_names_with_an_apostrophe_however_typed() -> None:
    assert fold("Xã Ea H'leo") == fold("xa ea h’leo") == fold("Xã Ea Hleo") == "xa ea hleo"
    assert sort_key("Ea H'leo") == sort_key("Ea Hleo")


def test_the_letter_that_some_keyboards_give_for_d_is_found_too() -> None:
    assert fold("Ðà Nẵng") == fold("Đà Nẵng") == "da nang"
