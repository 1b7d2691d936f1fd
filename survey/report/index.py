"""The figures of a round as rows, for every body or group that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from survey import store
from survey.report.asking import ALL, Ask, NotInRound
from survey.report.before import Before, before, official_ranks, rank_change, scores_of
from survey.report.bodies import Bodies, bodies_of
from survey.report.covering import Key, beside
from survey.report.grouping import Unit, desk_units, units_of
from survey.report.rows import Entry, IndexRow, covered, hidden_for, is_hidden
from survey.report.sides import Side
from survey.report.together import covers
from survey.scoring import Method, Score, Scores, change
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round


class Index:
    """A round scored for one question, beside the round before it.

    :param bodies: those of the round, where they have been looked up already.
    :param bare: without ranks, and without the round before.
    :ivar side: this round; `past`: the one before, or None; `bodies`: of this round.
    """

    def __init__(
        self,
        db: Connection,
        this: Round,
        ask: Ask,
        *,
        method: str | None = None,
        bodies: Bodies | None = None,
        bare: bool = False,
        language: str = "vi",
    ) -> None:
        self._db = db
        self.round = this
        self.ask = ask
        self.language = language
        self.method = Method.parse(method or this.method)
        self._method = str(self.method)
        asked, alone = self._asked(db)
        self.side = Side(
            db,
            this,
            source=ask.source,
            method=self.method,
            channels=ask.channels,
            records=asked,
            alone=alone,
            no=ask.edition.freeze if ask.edition else None,
            few=ask.few,
        )
        self.bodies: Bodies = bodies or bodies_of(db, this, self.side.counted)
        ids = {body.id for body in self.bodies.of_round}
        self.past: Before | None = (
            None
            if bare
            else before(db, this, ask, self.method, bodies=ids, asked=asked, alone=alone)
        )
        self.ranks = (
            official_ranks(db, self.side, ask, self.bodies.of_round, alone=alone)
            if not ask.group_by and not bare
            else {}
        )

    def entries(self, bodies: Collection[int] | None = None) -> list[Entry]:
        """Return the rows that were asked for, each with what it is compared with.

        :param bodies: the rows of these alone; None: of all.
        :raises NotInRound: if a body is asked for that the round does not have.
        """
        return [entry for unit in self.units(bodies) for entry in self.of(unit)]

    def of(self, unit: Unit) -> Iterator[Entry]:
        """Yield the rows of one unit, in the order of the file."""
        return self._entries(unit, self.ask.levels)

    def units(self, bodies: Collection[int] | None = None) -> list[Unit]:
        """Return what the rows speak of, in their order. :raises NotInRound: as `entries`."""
        units = units_of(self._db, self.ask, self.bodies, self.side)
        if self.ask.agency is not None and not units:
            raise NotInRound(self.round.code, self.ask.agency)
        return [one for one in units if bodies is None or not one.members.isdisjoint(bodies)]

    def desks(self, body: Agency) -> list[Entry]:
        """Return the overall rows of a body's desks, by code.

        By channel there are none unless every desk may be told in every channel: desks by
        channels is a table whose totals are shown on both sides.
        """
        units = list(desk_units(self._db, body, self.side))
        if self.ask.hide and self.side.channels is not None:
            few = any(n < self.ask.hide for n in self.side.desk_sizes(body.id).values())
            if few or any(unit.one_officer for unit in units):
                return []
        found = [entry for unit in units for entry in self._entries(unit, ("overall",))]
        if not self.ask.hide:
            return found
        rows = [entry.row for entry in found]
        gone = {at for at, row in enumerate(rows) if is_hidden(row.hidden)}
        # Desks add up to what the body does not tell; and closing stands beside what came later.
        before = self.side.desks_untold_at_closing(body.id)
        untold = not self.side.tells({body.id})
        kept = {at for at, unit in enumerate(units) if untold or unit.desk in before} - gone
        alone = {at for at, row in enumerate(rows) if row.hidden == "officers"}
        sizes = [row.responses for row in rows]
        also = kept | beside(sizes, gone | kept, alone, self.ask.few)
        return [
            covered(entry) if at in also and entry.row.responses else entry
            for at, entry in enumerate(found)
        ]

    def _asked(self, db: Connection) -> tuple[set[int] | None, set[int] | None]:
        """Return the bodies whose records are needed, and those of which anything is.

        No records are for overall indices. None stands for all.
        """
        one = self.ask.agency is not None and self.ask.group_by not in {"parent", "kind", "all"}
        own = store.agencies.with_code(db, self.ask.agency) if self.ask.agency and one else None
        alone = own if self.ask.source == "frozen" else None
        if set(self.ask.levels) == {"overall"} and self.ask.group_by not in {"desk", "channel"}:
            return (set() if self.ask.pooling == "pooled" else None), alone
        return own, alone

    def _entries(self, unit: Unit, levels: Collection[str]) -> Iterator[Entry]:
        now = self._scores(unit)
        matched = self._matched(unit)
        past = self._past_scores(unit, matched) if matched else {}
        covering = self._covers(self.side, unit.members, now) if unit.group is None else ()
        for key in self._untold(unit, matched, past):
            past.pop(key, None)
        for (level, id_), score in now.items():
            if level in levels:
                found = past.get((level, id_))
                yield self._entry(unit, score, found, matched, covers=(level, id_) in covering)

    def _covers(self, side: Side, members: Collection[int], scores: Scores) -> Collection[Key]:
        """Return the indices of a body that would give away others that are left out."""
        if not self.ask.hide:
            return ()
        return covers(side, members, {key: one.responses for key, one in scores.items()})

    def _untold(self, unit: Unit, matched: tuple[int, ...], past: Scores) -> set[Key]:
        """Return the indices of the round before that were not told in it, or not of all bodies.

        A desk's are not: what stood around them then is not looked at here.
        """
        if not self.ask.hide or self.past is None:
            return set()
        if unit.group is not None:
            return set(past)
        side, untold = self.past.side, set()
        for body in matched:
            own = past if len(matched) == 1 else scores_of(side, {body}, self.ask.levels)
            untold |= set(self._covers(side, {body}, own))
            untold |= {key for key, one in own.items() if 0 < one.responses < self.ask.hide}
        return untold

    def _scores(self, unit: Unit) -> Scores:
        if unit.channel is not None:
            return self.side.scores_in(unit.channel, unit.members)
        if self.ask.pooling == "mean_of_units" and unit.desk is None:
            return self.side.mean(self.bodies.every[one] for one in unit.members)
        return scores_of(self.side, unit.members, self.ask.levels, desk=unit.desk)

    def _matched(self, unit: Unit) -> tuple[int, ...]:
        """Return the bodies of the round before whose sheets this unit is compared with."""
        if self.past is None:
            return ()
        if unit.kind_of_all is not None:
            return tuple(sorted(self.past.of_kind(unit.kind_of_all or None)))
        found = {old for body in unit.members for old in self.past.line.compared(body)}
        return tuple(sorted(found))

    def _past_scores(self, unit: Unit, matched: tuple[int, ...]) -> Scores:
        assert self.past is not None
        side = self.past.side
        if unit.desk is not None:
            # A desk keeps its id as long as its body does.
            return side.scores(matched, desk=unit.desk) if matched == tuple(unit.members) else {}
        if unit.channel is not None:
            return side.scores_in(unit.channel, matched)
        if self.ask.pooling == "mean_of_units":
            return side.mean(self.past.bodies[one] for one in matched)
        return scores_of(side, matched, self.ask.levels)

    def _entry(
        self,
        unit: Unit,
        now: Score,
        past: Score | None,
        matched: tuple[int, ...],
        *,
        covers: bool,
    ) -> Entry:
        hide = self.ask.hide
        why = hidden_for(now, hide=hide, one_officer=unit.one_officer, covers=covers)
        gone = is_hidden(why)
        if past is not None and (past.percent is None or 0 < past.responses < hide):
            past = None
        percent, previous = now.percent, past.percent if past else None
        ranked = now.level == "overall" and unit.group is None and not gone
        place, past_place, moved = self._places(unit, matched) if ranked else (None, None, None)
        row = IndexRow(
            round=self.round.code,
            questionnaire=self.side.questionnaire.code,
            frame=self.round.frame,
            method=self._method,
            agency=unit.agency,
            agency_name=unit.agency_name,
            kind=unit.kind,
            level=now.level,
            id=now.id,
            name=self.side.questionnaire.label(now.level, now.id, self.language),
            channel=unit.channel or self.ask.channel,
            responses=now.responses,
            satisfied=None if gone else now.satisfied,
            answers=now.answers,
            percent=None if gone else percent,
            low=None if gone else now.low,
            high=None if gone else now.high,
            rank=place[0] if place else None,
            of=place[1] if place else None,
            previous=previous,
            change=None if gone else change(percent, previous),
            previous_rank=past_place[0] if past_place else None,
            previous_of=past_place[1] if past_place else None,
            rank_change=moved,
            compared_with=self._named(unit, matched) if past else "",
            hidden=why,
            group=unit.group,
            group_name=unit.group_name,
        )
        return Entry(
            unit=unit.desk or next(iter(unit.members), 0),
            row=row,
            low_before=past.low if past else None,
            high_before=past.high if past else None,
            merged=self._merged(unit, matched) if past else (),
        )

    def _places(
        self, unit: Unit, matched: tuple[int, ...]
    ) -> tuple[tuple[int, int] | None, tuple[int, int] | None, int | None]:
        """Return a body's (rank, of), that of the body compared with, and the change.

        Several bodies that became one had no rank together.
        """
        (body,) = unit.members
        place = self.ranks.get(body)
        if self.past is None or len(matched) != 1:
            return place, None, None
        (old,) = matched
        past = self.past.ranks.get(old)
        same_kind = self.past.bodies[old].kind == unit.kind
        return place, past, rank_change(place, past, same_kind=same_kind)

    def _merged(self, unit: Unit, matched: tuple[int, ...]) -> tuple[str, ...]:
        """Return what the bodies compared with were called, where others than the unit's own."""
        assert self.past is not None
        if unit.kind_of_all is not None or set(matched) <= unit.members:
            return ()
        return self.past.names(matched)

    def _named(self, unit: Unit, matched: tuple[int, ...]) -> str:
        assert self.past is not None
        if unit.kind_of_all is not None:
            return unit.group or ALL
        return self.past.codes(matched)
