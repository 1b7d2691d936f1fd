"""The one overall question of a round, of one body: people by level, apart from every index.

Its counts know no freeze, so they are shown only once no answer can come any more: then they are
the same for ever, and no two pages differ by one person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from survey import store
from survey.report.basis import questionnaire_of
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round

FEWEST = 10  # people; of fewer nothing is shown
# A page that was opened on the last day may be sent for 24 hours, which end on the day after.
_SETTLED = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class QuickReport:
    """What is said of the question.

    :ivar text: the question itself.
    :ivar since: the day from which it is shown; None while the round is open.
    :ivar settled: whether that day has come.
    :ivar people: people per level, 1 to 5; None where they are too few, or not settled.
    """

    text: str
    since: date | None
    settled: bool
    people: tuple[int, ...] | None


def quick_report(
    db: Connection, this: Round, body: Agency, *, today: date, language: str = "vi"
) -> QuickReport | None:
    """Return what may be said today of the round's one question; None where it asks none."""
    asked = questionnaire_of(db, this).quick if this.quick else None
    if asked is None:
        return None
    since = _since(db, this)
    settled = since is not None and since <= today
    people = store.quick.people(db, this.id, body.id) if settled else ()
    return QuickReport(asked[language], since, settled, people if sum(people) >= FEWEST else None)


def _since(db: Connection, this: Round) -> date | None:
    """Return the first day on which no answer can come any more; None while the round is open."""
    ended = [day for state, day, _person in store.rounds.steps(db, this.id) if state != "open"]
    return min(this.last, *ended) + _SETTLED if ended else None
