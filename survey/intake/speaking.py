"""Counting what published comments speak of, in the very transaction that publishes or hides one.

A page that counted tens of thousands of comments by itself would take seconds.
"""

from __future__ import annotations

from collections import Counter

from survey import topics
from survey.store import comments, spoken
from survey.store.comments import PUBLISHED, Judged, Wanted
from survey.store.connection import Connection

_EVERY_WEEK = "9999-W99"


def moved(db: Connection, before: Judged, after: Judged) -> None:
    """Count a comment as it stands now instead of as it stood before; both may be unpublished.

    Where its round was never counted by today's rule, every comment of it is.
    """
    if PUBLISHED not in (before.state, after.state):
        return
    spoken.hold(db, before.round)
    if topics.rule() not in spoken.counted(db, before.round):
        _count_all(db, before.round)
        return
    if before.state == PUBLISHED:
        spoken.add(db, before.round, _said(before), sign=-1)
    if after.state == PUBLISHED:
        spoken.add(db, after.round, _said(after))


def _count_all(db: Connection, round_id: int) -> None:
    more: Counter[spoken.Said] = Counter()
    for one in comments.read(db, Wanted(round_id, _EVERY_WEEK, states=(PUBLISHED,))):
        more.update(_said(one))
    spoken.forget(db, round_id)
    spoken.add(db, round_id, more)


def _said(one: Judged) -> Counter[spoken.Said]:
    return spoken.said(topics.rule(), topics.topics_of(one.search_key), topics.pairs_of(one.text))
