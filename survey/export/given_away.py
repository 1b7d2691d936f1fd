"""Unit groups whose sheets, less what is published of their bodies, would be those of a few people.

A file of sheets adds up to what every body of a group was told. Whoever takes away the bodies that
are published has the others, also where these are one body, or a few people who answered a
criterion that is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from survey import report, store
from survey.report import PUBLIC, IndexRow
from survey.report.covering import enough
from survey.store import Connection
from survey.store.rounds import Round

# Criterion or overall → body → people who are in no published figure of it.
Untold = Mapping[str, Mapping[str, int]]


def without_group(db: Connection, this: Round) -> set[str] | None:
    """Return the kinds of bodies that a file of sheets may not name; None: it may not be at all.

    They are told together, as many as it takes until two bodies and ten people are unknown of
    everything that they are not told by.
    """
    untold = _untold(db, this)
    alone = {kind for kind, of in untold.items() if not _tells_nothing([of])}
    if not alone:
        return set()
    for kind in ("", *sorted(untold.keys() - alone, key=lambda kind: -_people(untold[kind]))):
        alone |= {kind} & untold.keys()
        if _tells_nothing(untold[one] for one in alone):
            return alone
    return None


def _untold(db: Connection, this: Round) -> Mapping[str, Untold]:
    """Return kind → what is not published of its bodies."""
    edition = store.editions.last(db, this.id)
    told = report.index_rows(
        db, this, source="frozen", channel=this.ranking_channel, hide=PUBLIC, edition=edition
    )
    published = {_key(row): _size(row) for row in told if row.satisfied is not None}
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for row in report.index_rows(db, this):
        if row.level in ("overall", "criterion"):
            # More were published than are counted where sheets were excluded since.
            found[row.kind][row.id][row.agency] += abs(_size(row) - published.get(_key(row), 0))
    return found


def _key(row: IndexRow) -> tuple[str, str]:
    return row.agency, row.id


def _size(row: IndexRow) -> int:
    return row.responses if row.level == "overall" else row.answers


def _tells_nothing(kinds: Iterable[Untold]) -> bool:
    """Whether nobody's answers are left over of these kinds together, or those of enough."""
    left: dict[str, list[int]] = defaultdict(list)
    for of in kinds:
        for id_, bodies in of.items():
            left[id_] += [people for people in bodies.values() if people]
    return all(not sizes or enough(sizes, PUBLIC) for sizes in left.values())


def _people(untold: Untold) -> int:
    return sum(untold.get("overall", {}).values())
