"""The head of an official document, by phụ lục I of Nghị định 30/2020/NĐ-CP.

The office is one line of the settings; what stands above it and where it is follow from its name.
"""

from __future__ import annotations

import re
from datetime import date

from survey.booklet.entries import Printed

_OF_PROVINCE = re.compile(r"(?P<own>.+?) (?P<kind>tỉnh|thành phố) (?P<place>\S.*)")
# Specialised bodies of a province's committee are called so, by law, and no others.
_DEPARTMENT = "Sở "
# A place named after a person is written out (khoản 4, mục II, phần I).
_WRITTEN_OUT = {"Hồ Chí Minh": "Thành phố Hồ Chí Minh"}


def head_of(office: str, day: date) -> Printed:
    """Return the body above an office, its own name, and place and day; empty where unknown.

    >>> head = head_of("Sở Nội vụ tỉnh Lai Châu", date(2026, 2, 1))
    >>> head["above"], head["own"]
    ('Ủy ban nhân dân tỉnh Lai Châu', 'Sở Nội vụ')
    >>> head["dated"]
    'Lai Châu, ngày 01 tháng 02 năm 2026'
    """
    found = _OF_PROVINCE.fullmatch(office)
    place = "" if found is None else _WRITTEN_OUT.get(found["place"], found["place"])
    dated = f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"
    above, own = "", office
    if found is not None and office.startswith(_DEPARTMENT):
        above, own = f"Ủy ban nhân dân {found['kind']} {found['place']}", found["own"]
    return {
        "above": above,
        "own": own,
        "dated": f"{place}, {dated}" if place else dated[0].upper() + dated[1:],
    }


def _month(day: date) -> str:
    """Return a month as it is written out: 1 and 2 with a zero, so that no one is put before."""
    return f"{day.month:02}" if day.month < 3 else str(day.month)
