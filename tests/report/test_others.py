"""Questions outside the index: against raw rows, and against whoever subtracts."""

from __future__ import annotations

import random
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from survey import report, store
from survey.report import Other, OthersReport
from survey.store import Connection, Database
from survey.store.responses import unpack
from survey.store.rounds import Round
from tests.audit.oracle import wilson
from tests.report.scene import PLACES, SERVICE, answered, found, opened
from tests.report.subtracting import nobody_is_told

FIRST = SERVICE.place_of("visit")


def person(**options: int) -> str:
    digits = ["5"] + ["0"] * (PLACES - 1)
    for name, option in options.items():
        digits[SERVICE.place_of(name)] = str(option)
    return "".join(digits)


def told(db: Connection, this: Round, agency: str | None = None) -> OthersReport:
    seen = report.others_report(db, this, agency=agency)
    assert seen is not None
    return seen


def line(seen: OthersReport, name: str) -> Other:
    return next(one for one in seen.lines if one.id == name)


def people(one: Other) -> list[int | None]:
    return [option.share.people if option.share else None for option in one.options]


def closed(db: Connection, sheets: dict[str, list[str]]) -> Round:
    found(db, *(f"{code} Sở {code}" for code in sheets))
    this = opened(db, minimum=1)
    for code, some in sheets.items():
        answered(db, this, code, some)
    report.close(db, this, day=this.last, person="x")
    return store.rounds.need(db, this.code)


def test_shares_are_what_the_raw_rows_give(database: Database) -> None:
    chance = random.Random(1)
    sheets = {
        code: [
            "5" + "0" * (FIRST - 1) + "".join(chance.choice("0112") for _ in range(PLACES - FIRST))
            for _ in range(60)
        ]
        for code in "AB"
    }
    with database.writing() as db:
        this = closed(db, sheets)
        raw: dict[str, list[str]] = {}
        for rows in store.responses.stream(db, this.id):
            for agency, _desk, _decider, _channel, _standing, _day, record in rows:
                code = store.agencies.by_ids(db, {agency}, this.last)[agency].code
                raw.setdefault(code, []).append(unpack(bytes(record), PLACES))
        for asked in ("A", "B", None):
            own = raw[asked] if asked else raw["A"] + raw["B"]
            seen = told(db, this, asked)
            assert seen.responses == len(own)
            assert [one.id for one in seen.lines] == list(SERVICE.columns[FIRST:])
            for place, one in enumerate(seen.lines, FIRST):
                digits = Counter(record[place] for record in own)
                n = len(own) - digits["0"]
                assert (one.n, one.blank, one.skipped) == (n, digits["0"], None)
                for value, option in enumerate(one.options, 1):
                    share = option.share
                    assert share is not None
                    assert share.people == digits[str(value)]
                    low, high = wilson(Fraction(share.people, n), Fraction(n))
                    cents = Decimal("0.01")
                    assert share.percent == (Decimal(100 * share.people) / n).quantize(
                        cents, ROUND_HALF_UP
                    )
                    assert share.low == (100 * low).quantize(cents, ROUND_HALF_UP)
                    assert share.high == (100 * high).quantize(cents, ROUND_HALF_UP)


def test_a_question_that_few_answered_is_left_out_whole_and_of_its_kind(
    database: Database,
) -> None:
    with database.writing() as db:
        this = closed(
            db,
            {
                "A": [person(visit=1)] * 4 + [person()] * 20,
                "B": [person(visit=1)] * 6 + [person(visit=2)] * 3,
            },
        )
        few, told_whole, kind = (line(told(db, this, code), "visit") for code in ("A", "B", None))
    assert (few.hidden, few.n, few.blank, people(few)) == ("few", 4, None, [None] * 3)
    assert people(told_whole) == [6, 3, 0]  # an opinion of few is told, as the levels are
    assert people(kind) == [6, 3, 0], "nothing of A"
    assert kind.n == 9


def test_few_people_of_an_age_are_not_told_and_another_age_goes_with_them(
    database: Database,
) -> None:
    with database.writing() as db:
        ages = [1] * 20 + [2] * 2 + [3] * 9
        this = closed(db, {"A": [person(age=age) for age in ages]})
        assert people(line(told(db, this, "A"), "age")) == [20, None, None, 0, 0]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(10))
def test_no_age_left_out_can_be_worked_out_from_the_kind(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    sizes = [0, 0, 1, 2, 4, 5, 8, 20, 40]
    table = {code: [chance.choice(sizes) for _ in range(5)] for code in "ABCDEFG"}
    sheets = {
        code: [person(age=age) for age, n in enumerate(row, 1) for _ in range(n)] or [person()]
        for code, row in table.items()
    }
    with database.writing() as db:
        this = closed(db, sheets)
        bodies = {code: line(told(db, this, code), "age") for code in table}
        kind = line(told(db, this), "age")
    in_kind = {code: row for code, row in table.items() if sum(row) >= 5}
    gone = {code: left_out(bodies[code]) for code in in_kind}
    assert any(gone.values())
    nobody_is_told(in_kind, gone, left_out(kind))


def left_out(one: Other) -> set[int]:
    return {at for at, value in enumerate(people(one)) if value is None}


def test_before_the_first_freeze_there_is_nothing(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        assert report.others_report(db, opened(db)) is None
