"""What is read of a round's bodies and seen of them through some channels, without their records.

What a freeze shows of all bodies never changes, and every page of a round asks for it: a process
remembers it. The overall indices and whether they may be told are worked out once with it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass

from survey import store
from survey.report.counts import Rows, by_agency, by_decider
from survey.report.views import Views
from survey.scoring import Method, Score
from survey.store import Connection
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class _Tallies:
    """All tallies, and what closing showed of the bodies of which a later freeze shows another."""

    every: Rows
    at_closing: Rows


@dataclass(frozen=True, slots=True)
class Seen:
    """Tallies of every channel and of those looked at, and what may be told of these.

    :ivar scores: overall indices, as they were worked out.
    :ivar key: what it is remembered under; None: it is not.
    """

    every: Rows
    plain: Rows
    views: Views
    scores: dict[int, Score]
    key: Hashable


class Looking:
    """A look at a round's bodies at freeze `no` (0: the live counts), through some channels."""

    def __init__(
        self,
        db: Connection,
        this: Round,
        no: int,
        method: Method,
        channels: frozenset[str] | None,
        few: int,
    ) -> None:
        self._db, self._round, self._no = db, this, no
        self._method, self._channels, self._few = method, channels, few

    def at(self, only: Collection[int] | None, *, records: bool) -> Seen:
        """Return what is seen of these bodies, None for all; with or without their records.

        Rows may be worked out when the database is asked no more: so nothing is read later.
        """
        # May change between two pages: whose desk is told by itself hangs on it.
        one_officer = store.desks.one_officer(self._db) if self._no else frozenset()
        if only is not None or not self._no:
            return self._seen(self._tallies(only, records=records), one_officer, None)
        freeze = self._round.id, self._no, records
        tallies = store.remembered(
            self._db, ("tallies", freeze), lambda: self._tallies(None, records=records)
        )
        key = ("seen", freeze, str(self._method), self._channels, self._few, one_officer)
        return store.remembered(self._db, key, lambda: self._seen(tallies, one_officer, key))

    def read(self, only: Collection[int] | None, *, records: bool) -> Rows:
        """Return the tallies of these bodies, None for all."""
        if only is not None and not only:
            return {}
        if not self._no:
            rows = store.tallies.live(self._db, self._round.id, records=records, agency_ids=only)
        else:
            rows = store.freezes.rows(
                self._db,
                self._round.id,
                self._no,
                records=records,
                agency_ids=only,
                or_decided=self._method.split,
            )
        return by_agency(rows)

    def _tallies(self, only: Collection[int] | None, *, records: bool) -> _Tallies:
        every = self.read(only, records=records)
        return _Tallies(every, self._at_closing(every, only))

    def _seen(self, found: _Tallies, one_officer: frozenset[int], key: Hashable) -> Seen:
        asked = self._channels
        rows = (row for some in found.every.values() for row in some)
        plain = by_agency(row for row in rows if asked is None or row.channel in asked)
        views = Views(
            self._round,
            asked,
            found.every,
            by_decider(found.every) if self._method.split else {},
            found.at_closing,
            one_officer=one_officer,
            few=self._few,
        )
        return Seen(found.every, plain, views, {}, key)

    def _at_closing(self, every: Rows, only: Collection[int] | None) -> Rows:
        closing = store.breakdowns.made(self._db, self._round.id)
        if closing is None or closing >= self._no:
            return {}
        of_round = self._round.id
        moved = store.freezes.moved(self._db, of_round, closing, every, agency_ids=only)
        rows = store.freezes.rows(self._db, of_round, closing, records=False, agency_ids=moved)
        return by_agency(rows)
