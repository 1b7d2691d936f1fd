"""What the cross-tabs of a closed round tell, as sums of people's answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from survey import report
from survey.report import BLANK, Crosstab
from survey.scoring import Score
from tests.audit.hearing import Hearing, Key, ends, month_of, subsets
from tests.audit.lives import (
    BODIES,
    FACTORS,
    KINDS,
    OVERALL,
    Life,
    Person,
    Sum,
    counted,
    minus,
    plus,
)
from tests.report.scene import SERVICE

WAYS = ("gender", "age")


def hear_crosstabs(heard: Hearing) -> None:
    """Add to what was heard the cross-tabs of bodies, of kinds and of the province."""
    for by in (*WAYS, "month"):
        for code in BODIES:
            table = report.crosstab(heard.db, heard.this, by=by, agency=code)
            _rows(heard, table, [code])
        for kind in (*KINDS, None):
            table = report.crosstab(heard.db, heard.this, by=by, kind=kind)
            _rows(heard, table, _members(heard.life, table, KINDS.get(kind or "", BODIES)))
    _places(heard)


def links(life: Life) -> Iterator[Sum]:
    """Yield what everybody knows: a body's categories add up to the body, at closing."""
    for code in BODIES:
        people = list(life.people(life.closed, life.groups(code)))
        for by in WAYS:
            ids = sorted({category(one, by) for one in people})
            for key in FACTORS:
                parts = plus(cell(life, code, by, id_, key) for id_ in ids)
                yield minus(parts, life.sum(life.closed, life.groups(code), key))


def cell(life: Life, code: str, by: str, id_: str, key: Key) -> Sum:
    """Return the answers of a body's people of a category; of all of them without one."""
    if not id_:
        return life.sum(life.closed, life.groups(code), key)
    if by == "month":
        return month_of(life, code, id_, key)
    people = inside(life, code, by, id_)
    return {
        (code, by, id_, factor): 1
        for factor in FACTORS
        if key in (OVERALL, factor) and counted(people, factor)[2]
    }


def inside(life: Life, code: str, by: str, id_: str) -> list[Person]:
    """Return a body's people of a category, at closing."""
    people = life.people(life.closed, life.groups(code))
    return [one for one in people if not id_ or category(one, by) == id_]


def category(person: Person, by: str) -> str:
    record, month = person
    if by == "month":
        return month
    digit = record[SERVICE.place_of(by)]
    return BLANK if digit == "0" else digit


def _rows(heard: Hearing, table: Crosstab, codes: list[str]) -> None:
    rows = [("", table.total), *((one.id, one.scores) for one in table.categories)]
    where = f"crosstab {table.body.code if table.body else table.kind} {table.by}"
    for id_, scores in rows:
        for key, one in told(scores):
            # A cell whose answers are all alike is not shown.
            assert not id_ or 0 < one.satisfied < one.answers
            found = plus(cell(heard.life, code, table.by, id_, key) for code in codes)
            heard.hear(f"{where} {id_} {key[1]} of {''.join(codes)}", found)
            sums = [0, 0, 0]
            for code in codes:
                each = counted(inside(heard.life, code, table.by, id_), key)
                sums = [a + b for a, b in zip(sums, each, strict=True)]
            assert sums == [one.responses, one.satisfied, one.answers], where


def _members(life: Life, table: Crosstab, codes: Iterable[str]) -> list[str]:
    """Return the bodies that a table is made of: those whose people give all of its figures."""
    rows = [("", table.total), *((one.id, one.scores) for one in table.categories)]
    figures = [(id_, key, one) for id_, scores in rows for key, one in told(scores)]
    sums = {
        (code, id_, key): counted(inside(life, code, table.by, id_), key)[1:]
        for code in codes
        for id_, key, _ in figures
    }
    for some in subsets([], list(codes)) if figures else ():
        if all(
            one.satisfied == sum(sums[code, id_, key][0] for code in some)
            and one.answers == sum(sums[code, id_, key][1] for code in some)
            for id_, key, one in figures
        ):
            return some
    assert not figures, "a figure is made of somebody's sheets"
    return []


def _places(heard: Hearing) -> None:
    """Hear what is told by desk and by channel, of the last freeze."""
    life = heard.life
    for code in BODIES:
        table = report.crosstab(heard.db, heard.this, by="desk", agency=code)
        for one in table.categories:
            groups = [group for group in life.groups(code) if group[1] == one.id]
            for key, _ in told(one.scores):
                where = f"crosstab {code} desk {one.id} {key[1]}"
                heard.hear(where, life.sum(heard.state, groups, key))
        table = report.crosstab(heard.db, heard.this, by="channel", agency=code)
        for one in table.categories:
            for key, _ in told(one.scores):
                where = f"crosstab {code} channel {one.id} {key[1]}"
                heard.hear(where, heard.of(code, (one.id,), key))
    for kind in (*KINDS, None):
        table = report.crosstab(heard.db, heard.this, by="channel", kind=kind)
        members = KINDS.get(kind or "", BODIES)
        for one in table.categories:
            for key, found in told(one.scores):
                heard.pooled(f"crosstab {kind} channel", ends(found), members, one.id, key)


def told(scores: Iterable[Score | None]) -> Iterator[tuple[Key, Score]]:
    """Yield the indices that are told and that somebody answered."""
    for one in scores:
        if one is not None and one.answers:
            yield (one.level, one.id), one
