"""Cross-tabs counted again from raw rows, and whoever adds and subtracts all that is told."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from survey import report, store
from survey.report import BLANK, Crosstab
from survey.scoring import Score
from survey.store import Connection, Database
from survey.store.rounds import Round
from tests.audit.conftest import Twins
from tests.audit.oracle import wilson
from tests.audit.test_small_cells import Known
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
FACTORS = [(level, places) for level, _, places in SERVICE.groups if level in ("overall", "factor")]
CENT = Decimal("0.01")
Person = tuple[str, str]  # a record and its month


def by_hand(people: list[Person], places: Iterable[int]) -> tuple[int, int, int, Fraction | None]:
    """Return people, satisfied, answers and the effective n of a group, person by person."""
    xs, ys = [], []
    for digits, _ in people:
        levels = [int(digits[at], 16) for at in places if digits[at] in "12345"]
        xs.append(sum(level >= 4 for level in levels))
        ys.append(len(levels))
    n, x, y = sum(one > 0 for one in ys), sum(xs), sum(ys)
    if not y:
        return 0, 0, 0, None
    r = Fraction(x, y)
    spread = sum((a - r * b) ** 2 for a, b in zip(xs, ys, strict=True))
    v = Fraction(len(xs), max(len(xs) - 1, 1)) * spread / y**2 if len(xs) > 1 else Fraction(0)
    return n, x, y, r * (1 - r) / v if v else Fraction(n)


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


def in_category(by: str, option: str) -> Callable[[Person], bool]:
    if by == "month":
        return lambda person: person[1] == option
    place = SERVICE.place_of(by)
    digit = "0" if option == BLANK else option
    return lambda person: person[0][place] == digit


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


def attack(db: Connection, this: Round, sheets: dict[str, list[str]], by: str) -> tuple[int, int]:
    """Unknown: the answers to a factor of a body's people of a category.

    Known are all cross-tabs, the totals on bodies' own pages, and of kinds' pages.
    """
    tables = {code: report.crosstab(db, this, by=by, agency=code) for code in sheets}
    kinds = {one.kind: None for one in tables.values()}
    categories = [one.id for one in tables["A"].categories]
    exact = split(sheets, by, categories)
    known, hidden, shown = Known(), [], 0
    inside = [[at] if at else list(range(1, len(FACTORS))) for at in range(len(FACTORS))]
    rows = {
        (row.agency, row.id): row
        for row in report.index_rows(db, this, source="frozen")
        if row.level in ("overall", "factor")
    }
    for code, table in tables.items():
        for at, (level, id_, _) in enumerate(table.indices):
            whole = [(code, option, f) for option in categories for f in inside[at]]
            if not rows[code, id_].hidden:
                known.read(whole)
            elif rows[code, id_].hidden == "few":
                hidden.append(whole)
            for category in table.categories:
                unknowns = [(code, category.id, f) for f in inside[at]]
                n, x, y, _ = by_hand([(o, "") for o in exact[code, category.id]], FACTORS[at][1])
                score = category.scores[at]
                if score is not None:
                    assert (score.responses, score.satisfied, score.answers) == (n, x, y)
                    assert not y or (n >= 5 and 0 < x < y), (level, id_)
                    known.read(unknowns)
                    shown += y > 0
                elif 0 < n < 5:
                    hidden.append(unknowns)
    for kind in (*kinds, None):
        table = report.crosstab(db, this, by=by, kind=kind)
        of = members(
            table, exact, [code for code, one in tables.items() if kind in (None, one.kind)]
        )
        for at in range(len(FACTORS)):
            for row, some in [(table.total, categories)] + [
                (category.scores, [category.id]) for category in table.categories
            ]:
                if (score := row[at]) is not None and score.answers:
                    known.read((code, one, f) for code in of for one in some for f in inside[at])
                    shown += 1
    for unknowns in hidden:
        # Where all of a body are of one category its own page tells of that.
        alone = sum(bool(exact[unknowns[0][0], option]) for option in categories) < 2
        assert alone or not known.tells(unknowns), (by, unknowns)
    return shown, len(hidden)


def split(
    sheets: dict[str, list[str]], by: str, options: list[str]
) -> dict[tuple[str, str], list[str]]:
    """Return the sheets of each body and category."""
    return {
        (code, option): [one for one in some if in_category(by, option)((one, ""))]
        for code, some in sheets.items()
        for option in options
    }


def members(
    table: Crosstab, exact: dict[tuple[str, str], list[str]], codes: list[str]
) -> list[str]:
    """Return the bodies that a table is made of: those whose people give all of its figures."""
    every = [one.id for one in table.categories]
    rows = [(every, table.total), *(([one.id], one.scores) for one in table.categories)]
    told = [
        (options, at, (score.satisfied, score.answers))
        for options, scores in rows
        for at, score in enumerate(scores)
        if score is not None
    ]
    sums = {
        (code, option, at): by_hand([(one, "") for one in exact[code, option]], places)[1:3]
        for code in codes
        for option in every
        for at, (_, places) in enumerate(FACTORS)
    }
    for picked in range(2 ** len(codes)):
        some = [code for nth, code in enumerate(codes) if picked >> nth & 1]
        if (not table.kind or len(some) == len(codes) - table.left_out) and all(
            figure
            == tuple(
                sum(sums[code, option, at][part] for code in some for option in options)
                for part in (0, 1)
            )
            for options, at, figure in told
        ):
            return some
    assert not told, "a figure is made of somebody's sheets"
    return []


def attack_counts(db: Connection, this: Round, sheets: dict[str, list[str]], by: str) -> None:
    """Unknown: how many of a body's people are of a category; known, all that any page tells."""
    known, secrets = Known(), []
    exact = split(sheets, by, [one.id for one in report.crosstab(db, this, by=by).categories])
    tables = {code: report.crosstab(db, this, by=by, agency=code) for code in sheets}
    for code, table in tables.items():
        options = [one.id for one in table.categories]
        page = others(db, this, by, agency=code)
        n = {one: len(exact[code, one]) for one in options}
        known.read((code, one) for one in options if n[one])
        told = page.options if page else ()
        shown = {str(nth) for nth, one in enumerate(told, 1) if one.share is not None}
        shown |= {one.id for one in table.categories if one.scores[0] is not None}
        shown |= {BLANK} if page else set()
        for one in options:
            if one in shown:
                known.read([(code, one)] if n[one] else ())
            elif 0 < n[one] < 5 and len([o for o in options if n[o]]) > 1:
                secrets.append((code, one))
    for kind in {table.kind for table in tables.values()}:
        table = report.crosstab(db, this, by=by, kind=kind)
        page = others(db, this, by, kind=kind)
        codes = [code for code, one in tables.items() if one.kind == kind]
        answered_it = [
            code
            for code in codes
            if sum(not in_category(by, BLANK)((digits, "")) for digits in sheets[code]) >= 5
        ]
        inside = members(table, exact, codes)
        for nth, category in enumerate(table.categories):
            if category.scores[0] is not None:
                known.read((code, category.id) for code in inside if exact[code, category.id])
            if page and nth < len(page.options) and page.options[nth].share:
                known.read((code, category.id) for code in answered_it if exact[code, category.id])
    for secret in secrets:
        assert not known.tells([secret]), (by, secret)


def others(db: Connection, this: Round, by: str, **whose: str) -> report.Other | None:
    page = report.others_report(db, this, **whose)  # type: ignore[arg-type]
    assert page is not None
    return next((line for line in page.lines if line.id == by and not line.hidden), None)


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
