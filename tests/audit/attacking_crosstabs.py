"""Whoever lays all cross-tabs beside all pages: can what is left out be worked out of them?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from survey import report
from survey.report import BLANK, Crosstab
from survey.store import Connection
from survey.store.rounds import Round
from tests.audit.test_small_cells import Known
from tests.report.scene import SERVICE

FACTORS = [(level, places) for level, _, places in SERVICE.groups if level in ("overall", "factor")]
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


def in_category(by: str, option: str) -> Callable[[Person], bool]:
    if by == "month":
        return lambda person: person[1] == option
    place = SERVICE.place_of(by)
    digit = "0" if option == BLANK else option
    return lambda person: person[0][place] == digit


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
        codes = [code for code, one in tables.items() if kind in (None, one.kind)]
        shown += read_together(known, table, members(table, exact, codes), inside)
    for unknowns in hidden:
        # Where all of a body are of one category its own page tells of that.
        alone = sum(bool(exact[unknowns[0][0], option]) for option in categories) < 2
        assert alone or not known.tells(unknowns), (by, unknowns)
    return shown, len(hidden)


def read_together(known: Known, table: Crosstab, bodies: list[str], inside: list[list[int]]) -> int:
    """Take in what a table of bodies together tells; return how many figures that is."""
    categories = [one.id for one in table.categories]
    rows = [(table.total, categories)]
    rows += [(category.scores, [category.id]) for category in table.categories]
    shown = 0
    for at, factors in enumerate(inside):
        for scores, some in rows:
            if (score := scores[at]) is not None and score.answers:
                known.read((code, one, f) for code in bodies for one in some for f in factors)
                shown += 1
    return shown


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
