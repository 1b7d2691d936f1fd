"""A closed round whose comments nobody has looked at, and who looks at them."""

from __future__ import annotations

import pytest
from flask import Flask

from survey import report, store
from survey.store.rounds import Round
from survey.web import here
from tests.people import Clock, Staff
from tests.report.scene import furnish
from tests.said import LAST, SHOWN, begun, wrote

TWELVE = [
    "Thái độ tốt, không chờ lâu",
    "thai do chua tot",
    "Chị Mai giúp nhanh",
    "Có người gợi ý đưa tiền",
    *(f"Góp ý số {n}" for n in range(8)),
]


@pytest.fixture
def on_the_day(watch: Clock) -> None:
    """It is the first day on which the comments are shown."""
    watch.moves(days=(SHOWN - watch().date()).days)


@pytest.fixture
def commented(app: Flask, on_the_day: None) -> Round:
    """A closed round: twelve comments of A and eleven of B, none looked at."""
    with here.place(app).database.writing() as db:
        round_ = begun(db)
        furnish(db, "A 1 Quầy", "B 1 Quầy")
        wrote(db, round_, "A", TWELVE)
        wrote(db, round_, "B", (f"Của B {n}" for n in range(11)))
        report.close(db, round_, day=LAST, person="x")
        return store.rounds.need(db, round_.code)


def reviewer(app: Flask) -> Staff:
    return Staff(app, "analyst").signs_in()


def of_body(app: Flask, code: str) -> Staff:
    with here.place(app).database.reading() as db:
        own = store.agencies.need(db, code, LAST)
    return Staff(app, "analyst", agency_id=own.id).signs_in()
