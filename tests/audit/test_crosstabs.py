"""Cross-tabs counted again from raw rows, and whoever adds and subtracts all that is told."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from survey import report, store
from survey.report import Crosstab
from survey.scoring import Score
from survey.store import Connection, Database
from survey.store.rounds import Round
from tests.audit.attacking_crosstabs import (
    FACTORS,
    Person,
    attack,
    attack_counts,
    by_hand,
    in_category,
)
from tests.audit.conftest import Twins
from tests.audit.oracle import wilson
from tests.report.scene import PLACES, SERVICE, answered, found, opened
from tests.report.scene import sheet as record

RAW = """
    select response.agency, response.record, response.day from response
    join round on round.id = response.round
    where round.code = '{code}' and response.test is null and not exists (
        select 1 from exclusion where exclusion.response = response.id and exclusion.undone is null
        and exclusion.no = (select max(no) from exclusion as later
                            where later.response = response.id))
"""
CENT = Decimal("0.01")


def is_right(score: Score, people: list[Person], places: Iterable[int]) -> None:
    n, x, y, effective = by_hand(people, places)
    assert (score.responses, score.satisfied, score.answers) == (n, x, y)
    if effective is None:
        assert score.percent is None
        return
    assert score.percent is not None
    assert abs(score.percent - Decimal(100 * x) / y) <= CENT / 2
    low, high = wilson(Fraction(x, y), effective)
    assert score.low is not None
    assert score.high is not None
    assert abs(score.low - 100 * low) <= CENT
    assert abs(score.high - 100 * high) <= CENT


def test_every_figure_told_is_what_the_raw_rows_give_on_both_databases(twins: Twins) -> None:
    both = []
    for database in twins:
        with database.reading() as db:
            both.append(list(every(db, store.rounds.need(db, "2026"))))
    assert both[0] == both[1]
    people: dict[int, list[Person]] = defaultdict(list)
    with twins[0].reading() as db:
        for agency, packed, day in db.exec_driver_sql(RAW.format(code="2026")):
            people[agency].append((bytes(packed).hex(), str(day)[:7]))
    told = 0
    for table in both[0]:
        if table.body is None or table.by == "channel":
            continue
        for category in table.categories:
            is_in = in_category(table.by, category.id)
            chosen = [one for one in people[table.body.id] if is_in(one)]
            for score, (_, places) in zip(category.scores, FACTORS, strict=True):
                if score is not None:
                    is_right(score, chosen, places)
                    told += score.answers > 0
    assert told > 20, "not all of it is hidden"


def every(db: Connection, this: Round) -> Iterable[Crosstab]:
    """Yield some cross-tabs of the province, its kinds, and every third body."""
    start = report.crosstab(db, this)
    rows = report.index_rows(db, this, source="frozen", level="overall")
    whose: list[dict[str, str]] = [{}, *({"kind": kind} for kind in start.kinds)]
    whose += [{"agency": code} for code in list(dict.fromkeys(row.agency for row in rows))[::3]]
    for one in whose:
        for by in ("gender", "occupation", "prompted", "channel", "month"):
            yield report.crosstab(db, this, by=by, **one)  # type: ignore[arg-type]


def drawn(chance: random.Random, people: int) -> list[str]:
    pleased = chance.choice([0.6, 0.9, 1.0])
    skips = chance.choice([0.1, 0.7])
    made = []
    for _ in range(people):
        digits = [
            "0" if at > 12 and chance.random() < skips
            else chance.choice("45") if chance.random() < pleased else chance.choice("123")
            for at in range(16)
        ]  # fmt: skip
        rest = [str(chance.choice([0, 1, 1, 1, 2, 2, options])) for _, options, _ in
                SERVICE.places[16:]]  # fmt: skip
        made.append(record("".join(digits + rest)))
    assert all(len(one) == PLACES for one in made)
    return made


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", [0, 1, 2, 3, 12, 22])
def test_nothing_left_out_follows_from_bodies_kind_and_province(
    database: Database, seed: int
) -> None:
    chance = random.Random(seed)
    with database.writing() as db:
        found(db, *(f"{code} Sở {code}" for code in "ABCDE"))
        found(db, *(f"{code} Xã {code}" for code in "XY"), kind="UBND xã")
        this = opened(db, minimum=1)
        sheets = {code: drawn(chance, chance.choice([3, 9, 20, 40, 60])) for code in "ABCDEXY"}
        for code, some in sheets.items():
            answered(db, this, code, some)
        report.close(db, this, day=this.last, person="x")
        this = store.rounds.need(db, this.code)
        shown = secrets = 0
        for by in ("gender", "age", "occupation", "visit"):
            more = attack(db, this, sheets, by)
            shown, secrets = shown + more[0], secrets + more[1]
        for by in ("gender", "age", "occupation"):
            attack_counts(db, this, sheets, by)
    assert shown > 60
    assert secrets > 10


def test_late_sheets_move_no_cross_tab(database: Database) -> None:
    chance = random.Random(5)
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        this = opened(db)
        for code in "AB":
            answered(db, this, code, drawn(chance, 50))
        report.close(db, this, day=this.last, person="x")
        this = store.rounds.need(db, this.code)
        before = [report.crosstab(db, this, by=by, agency="A") for by in ("age", "month")]
        answered(db, this, "A", drawn(chance, 12))
        report.freeze(db, this, day=this.last, person="x")
        after = [report.crosstab(db, this, by=by, agency="A") for by in ("age", "month")]
        whole = report.index_rows(db, this, source="frozen", agency="A", level="overall")
    assert after == before
    assert whole[0].responses == 62, "the figures themselves moved, by twelve at once"


def test_an_open_round_has_none(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        answered(db, this, "A", drawn(random.Random(1), 40))
        report.freeze(db, this, day=this.last, person="x")
        with pytest.raises(report.NoCrosstabs):
            report.crosstab(db, this)


def test_a_month_is_hidden_where_an_earlier_freeze_would_give_away_its_last_days(
    database: Database,
) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        this = opened(db)
        for code, late, december in (("A", 3, 30), ("B", 30, 30), ("C", 25, 20)):
            # Frozen with eighty sheets of October; shown once more have come, then the rest.
            for day, many in (
                ("2026-10-20", 40),
                ("2026-10-31", late),
                ("2026-12-01", december),
            ):
                came(db, this, code, [record("5" * 15 + "1"), record("2" * 15 + "4")] * many, day)
                report.freeze(db, this, day=date.fromisoformat(day), person="x")
        report.close(db, this, day=this.last, person="x")
        this = store.rounds.need(db, this.code)
        told = {}
        for code in "ABC":
            table = report.crosstab(db, this, by="month", agency=code)
            told[code] = {one.id: one.scores[0] for one in table.categories}
        kind = report.crosstab(db, this, by="month", kind="Sở, ban, ngành")
    # Of A eighty sheets were shown once: October less these would be six people.
    assert told["A"]["2026-10"] is told["A"]["2026-11"] is None
    assert told["B"]["2026-10"] is not None
    assert told["B"]["2026-10"].responses == 140
    assert told["C"]["2026-10"] is None, "else the kind less B and C would be A"
    october = next(one for one in kind.categories if one.id == "2026-10")
    assert october.scores[0] is not None
    assert october.scores[0].responses == 86 + 140 + 130


def came(db: Connection, this: Round, agency: str, records: list[str], day: str) -> None:
    """Keep sheets of a day."""
    answered(db, this, agency, records)
    db.exec_driver_sql(
        f"update response set day = '{day}' where day = '{this.last}'"
        f" and agency = (select id from agency where code = '{agency}')"
    )
