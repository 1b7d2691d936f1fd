"""Explanations (giải trình): what bodies say about their provisional figures, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from survey.store.tables import explanation


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a body said about one criterion (`item`). `answer` None: it waits for one."""

    agency: int
    item: str
    text: str
    day: date
    person: str
    answer: str | None = None
    answered: date | None = None
    answered_by: str | None = None


def add(db: Connection, round_id: int, said: Explanation) -> bool:
    """Keep an explanation. Return False, and keep nothing, if there is one of this criterion."""
    kept = db.scalar(
        insert_or_not(explanation)
        .values(
            round=round_id,
            agency=said.agency,
            item=said.item,
            text=said.text,
            day=said.day,
            person=said.person,
        )
        .on_conflict_do_nothing()
        .returning(explanation.c.agency)
    )
    return kept is not None


def answer(
    db: Connection, round_id: int, agency: int, item: str, *, text: str, day: date, person: str
) -> bool:
    """Keep the answer to an explanation. Return False if there is none that waits for one."""
    done = db.execute(
        update(explanation)
        .where(explanation.c.round == round_id, explanation.c.agency == agency)
        .where(explanation.c.item == item, explanation.c.answer.is_(None))
        .values(answer=text, answered=day, answered_by=person)
    )
    return done.rowcount > 0


def of_round(db: Connection, round_id: int, agency: int | None = None) -> list[Explanation]:
    """Return what was said in a round, by all bodies or one; in no order."""
    found = select(*(explanation.c[name] for name in Explanation.__dataclass_fields__)).where(
        explanation.c.round == round_id
    )
    if agency is not None:
        found = found.where(explanation.c.agency == agency)
    return [Explanation(*row) for row in db.execute(found)]


def waiting(db: Connection, round_id: int) -> int:
    """Return how many have no answer yet."""
    found = select(func.count()).where(
        explanation.c.round == round_id, explanation.c.answer.is_(None)
    )
    return int(db.scalar(found) or 0)
