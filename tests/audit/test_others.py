"""Questions of the official form outside the index, counted again person by person."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from survey import report, store
from survey.report import OptionLine, OthersReport
from survey.store import Database
from tests.audit.conftest import Twins
from tests.audit.oracle import FILES, wilson

RAW = """
    select agency.code, response.record from response
    join agency on agency.id = response.agency join round on round.id = response.round
    where round.code = 'ho-2026' and response.test is null
      and not exists (select 1 from exclusion where exclusion.response = response.id)
"""
CENT = Decimal("0.01")


def boxes_and_rows() -> list[tuple[str, str, int]]:
    """Return (kind, id, options) of every question, or row of one, as the file lists them."""
    data = tomllib.loads((FILES / "sipas-2023.toml").read_text(encoding="utf-8"))
    scales = {one["id"]: len(one["levels"]) for one in data["scale"]}
    found = [("one", one["id"], len(one["options"])) for one in data.get("extra", [])]
    found += [
        ("one", one["id"], len(one["options"]))
        for one in data["demographic"]
        if one.get("asked", True)
    ]
    for one in data["question"]:
        if "rows" in one:
            found += [("one", row["id"], scales[one["scale"]]) for row in one["rows"]]
        else:
            found.append((one["kind"], one["id"], len(one["options"])))
    return found


def figures(options: tuple[OptionLine, ...]) -> list[tuple[object, ...] | None]:
    shares = [option.share for option in options]
    return [None if one is None else (one.people, one.percent, one.low, one.high) for one in shares]


def by_hand(people: list[int], n: int) -> list[tuple[object, ...]]:
    made: list[tuple[object, ...]] = []
    for one in people:
        share = Fraction(one, n)
        ends = wilson(share, Fraction(n))
        percent = Decimal(int(share * 10_000 + Fraction(1, 2))) / 100
        made.append((one, percent, *((100 * end).quantize(CENT, ROUND_HALF_UP) for end in ends)))
    return made


def reports(database: Database, codes: list[str]) -> dict[str, OthersReport]:
    """Return what would be told of these bodies if the round were frozen now."""
    found: dict[str, OthersReport] = {}
    with database.writing() as db, db.begin_nested() as trial:
        this = store.rounds.need(db, "ho-2026")
        report.freeze(db, this, day=this.last, person="x", everything=True)
        for code in codes:
            seen = report.others_report(db, this, agency=code)
            assert seen is not None
            found[code] = seen
        # Nothing of the freeze is to stay for other tests.
        trial.rollback()
    return found


def test_every_option_of_every_body_is_what_its_people_chose(twins: Twins) -> None:
    sheets: dict[str, list[str]] = defaultdict(list)
    with twins[0].reading() as db:
        for code, record in db.exec_driver_sql(RAW):
            sheets[code].append(bytes(record).hex())
    first = len(tomllib.loads((FILES / "sipas-2023.toml").read_text(encoding="utf-8"))["criterion"])
    shown = over = 0
    seen, other = (reports(database, sorted(sheets)) for database in twins)
    assert seen == other
    for code, own in sorted(sheets.items()):
        assert seen[code].responses == len(own)
        place = first
        for line, (kind, id_, options) in zip(seen[code].lines, boxes_and_rows(), strict=True):
            assert line.id == id_
            if kind == "many":
                boxes = range(place, place + options)
                place += options
                people = [sum(one[box] == "1" for one in own) for box in boxes]
                n, sixth = sum(any(one[box] == "1" for box in boxes) for one in own), 0
            else:
                digits = [int(one[place], 16) for one in own]
                place += 1
                people = [digits.count(value) for value in range(1, options + 1)]
                n, sixth = sum(people), digits.count(options + 1)
            assert line.n == n
            if n and n < 5:
                assert (line.hidden, line.blank) == ("few", None)
                assert figures(line.options) == [None] * options
            elif n:
                assert (line.skipped or 0, line.blank) == (sixth, len(own) - n - sixth)
                exact = by_hand(people, n)
                for told, right in zip(figures(line.options), exact, strict=True):
                    assert told == right or (told is None and line.kind == "demographic")
                    shown += told is not None
                over += sum(people) > n
    assert shown > 400
    assert over, "shares of several answers add up to more than a hundred"
