"""A small province in a database: two communes with desks and posters, and a round."""

from __future__ import annotations

import random
from datetime import date

from survey.intake import openings
from survey.questionnaire import Questionnaire, shelf
from survey.store import agencies, desks, rounds
from survey.store.connection import Connection, Database
from survey.store.desks import Desk
from survey.store.rounds import Round

BEGAN = date(2026, 1, 1)
FIRST = date(2026, 11, 2)  # a Monday
LAST = date(2026, 12, 31)
TODAY = date(2026, 11, 25)  # a Wednesday

LONG = (
    "Trung tâm Phục vụ hành chính công và Hỗ trợ doanh nghiệp, hợp tác xã "
    "khu vực liên xã Khổng Lào – Dào San – Sì Lở Lầu tỉnh Lai Châu"
)
LONG_DESK = (
    "Quầy số 12 · Đăng ký kinh doanh, hợp tác xã, bảo trợ xã hội, người có công, "
    "giáo dục nghề nghiệp"
)


def province(db: Connection, communes: int = 2) -> list[Desk]:
    """Make communes X1, X2 … with desks 1 and 2; desk 2 of X1 takes for S1, in a field."""
    rows = [agencies.AgencyRow(2, "S1", "Sở Xây dựng", "sở")]
    rows += [
        agencies.AgencyRow(2 + n, f"X{n}", f"Xã Mường {n}", "xã") for n in range(1, communes + 1)
    ]
    agencies.import_rows(db, rows, today=BEGAN)
    counters = [
        desks.DeskRow(2, f"X{n}", code, f"Quầy {code}")
        for n in range(1, communes + 1)
        for code in ("1", "2")
    ]
    counters[1] = desks.DeskRow(3, "X1", "2", "Quầy 2", decider="S1", field="Đất đai")
    return desks.import_rows(db, counters, today=BEGAN)


def opened(db: Connection, code: str = "2026", **changed: object) -> Round:
    """Open a round of the desk questionnaire, with whatever else is said."""
    asked: dict[str, object] = {
        "questionnaire": shelf.DEFAULT,
        "first": FIRST,
        "last": LAST,
        "today": FIRST,
        "person": "an",
    }
    return openings.open_round(db, code=code, **(asked | changed))  # type: ignore[arg-type]


def made(database: Database) -> tuple[Round, list[Desk]]:
    """Make the province and its round in one transaction."""
    with database.writing() as db:
        counters = province(db)
        return opened(db), counters


def sheet() -> Questionnaire:
    """Return the questionnaire that the round asks."""
    return shelf.load(shelf.DEFAULT)


def record(chance: random.Random) -> str:
    """Return a filled-in record with at least one level."""
    digits = [chance.choice("1234555446") for _ in sheet().criteria]
    digits[0] = chance.choice("12345")
    rest = sheet().places[len(digits) :]
    return "".join(digits + [str(chance.randint(0, options)) for _, options, _ in rest])


def final(db: Connection, this: Round) -> Round:
    """Take a round to the end of its life."""
    rounds.enter(db, this.id, "final", TODAY, "an")
    return rounds.need(db, this.code)
