"""Cross-tabs out of what was counted when the round was closed: of bodies, kinds, the province."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from survey import store
from survey.report.asking import FEW
from survey.report.basis import layout_of, questionnaire_of
from survey.report.bodies import Bodies, stamp
from survey.report.plans import KindPlan, Levels, Plan, levels_of, parts_of, plan_of, planned
from survey.report.tabled import Tabled, cell, nothing, shown, untold
from survey.report.ways import Way
from survey.scoring import Breakdown, Method, Score
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.breakdowns import Kept, OfKind, Packed
from survey.store.rounds import Round

_PLANS = 64  # remembered; the largest, of a province's communes, takes a megabyte

_plans: OrderedDict[bytes, Plan] = OrderedDict()


@dataclass(frozen=True, slots=True)
class _Together:
    """A kind's plan, and the sums of the bodies in its figures."""

    plan: KindPlan
    sums: Sequence[int]


class Breakdowns:
    """One way to break a round down, for every body that was counted.

    What was kept of a kind is read where it holds, and else worked out from all of its bodies.

    :param few: people under whom a figure is left out.
    """

    def __init__(
        self, db: Connection, this: Round, bodies: Bodies, way: Way, *, few: int = FEW
    ) -> None:
        layout = layout_of(questionnaire_of(db, this))
        method = Method.parse(this.method)
        self._db, self._round = db, this.id
        self._reader = Breakdown(layout, method)
        self._way, self._few, self._split = way, few, method.split
        self._parts = parts_of(layout, self._reader)
        self._kinds = bodies.kinds()

    def of_body(self, body: Agency) -> Tabled:
        """Return what is told of a body."""
        packed = next(iter(store.breakdowns.read(self._db, self._round, body.id)), None)
        if packed is None:
            return self._nothing()
        kept = self._kept(packed)
        total = self._scores(sum(kept.sums))
        if total[0].responses < self._few:
            return self._nothing()
        hidden = untold([cell(one) for one in total], self._parts, self._few)
        row = tuple(None if at in hidden else one for at, one in enumerate(total))
        found = self._levels(body, packed)
        if found is None:
            return Tabled(row, self._nothing().rows)
        place, levels = found
        lines = zip(kept.sums, levels, strict=True)
        return Tabled(row, tuple(shown(self._scores(one), level, place) for one, level in lines))

    def of_kind(self, kind: str) -> Tabled:
        """Return what is told of the bodies of a kind together."""
        whole = None if self._split else self._together(kind)
        asked = len(self._kinds[kind])
        if whole is None or not whole.plan.inside:
            return self._nothing(asked)
        lines = zip(whole.sums, whole.plan.levels, strict=True)
        return Tabled(
            tuple(self._scores(sum(whole.sums))),
            tuple(shown(self._scores(one), level, whole.plan.place) for one, level in lines),
            asked - whole.plan.inside,
        )

    def of_province(self) -> Tabled:
        """Return the sum of the kinds, where each of them tells its own.

        So nothing is told here that adding them up would not tell.
        """
        every = [] if self._split else [self._together(kind) for kind in self._kinds]
        inside = [one for one in every if one.plan.tells]
        if not inside:
            return self._nothing(len(self._kinds))
        rows = []
        for at, some in enumerate(zip(*(one.sums for one in inside), strict=True)):
            there = [one.plan for one, sheets in zip(inside, some, strict=True) if sheets]
            rows.append(
                tuple(
                    score if all(one.levels[at] < one.place[index] for one in there) else None
                    for index, score in enumerate(self._scores(sum(some)))
                )
            )
        total = self._scores(sum(sum(one.sums) for one in inside))
        return Tabled(tuple(total), tuple(rows), len(self._kinds) - len(inside))

    @cached_property
    def _stored(self) -> dict[str, OfKind]:
        """What was kept of the kinds that have the same bodies now."""
        if self._few != FEW or self._split:
            return {}
        return {
            kind: one
            for kind, one in store.breakdowns.kinds(self._db, self._round).items()
            if kind in self._kinds and one.members == stamp(one.id for one in self._kinds[kind])
        }

    @cached_property
    def _packed(self) -> dict[int, Packed]:
        return {one.agency: one for one in store.breakdowns.read(self._db, self._round)}

    def _levels(self, body: Agency, packed: Packed) -> Levels | None:
        if self._split:
            return self._plan([packed]).of_body.get(body.id)
        if body.kind in self._stored:
            return levels_of(packed, self._way)
        return self._plan(self._members(body.kind)).of_body.get(body.id)

    def _together(self, kind: str) -> _Together:
        if kind in self._stored:
            stored = self._stored[kind]
            sums = stored.sums(self._reader.size, self._way.categories)
            return _Together(plan_of(stored, self._way), sums)
        members = self._members(kind)
        plan = self._plan(members)
        inside = set(plan.inside)
        own = [self._kept(one).sums for one in members if one.agency in inside]
        return _Together(
            KindPlan(len(inside), plan.place, plan.of_all),
            [sum(some) for some in zip(*own, strict=True)],
        )

    def _members(self, kind: str) -> list[Packed]:
        return [self._packed[one.id] for one in self._kinds[kind] if one.id in self._packed]

    def _nothing(self, left_out: int = 0) -> Tabled:
        return nothing(len(self._reader.groups), len(self._way.categories), left_out)

    def _scores(self, total: int) -> list[Score]:
        return list(self._reader.read(total)[1].values())

    def _kept(self, packed: Packed) -> Kept:
        return packed.kept(self._reader.size, self._way.categories)

    def _plan(self, members: Sequence[Packed]) -> Plan:
        """Return the plan for a kind, worked out once for the same sums."""
        key = self._key(members)
        if key not in _plans:
            kept = [self._kept(one) for one in members]
            _plans[key] = planned(self._reader, self._way, kept, self._parts, self._few)
            while len(_plans) > _PLANS:
                _plans.popitem(last=False)
        return _plans[key]

    def _key(self, members: Sequence[Packed]) -> bytes:
        """Return what the records of these bodies are known by: their bytes, packed as they are."""
        found = blake2b(repr((self._way, self._few, self._parts, self._reader.size)).encode())
        for one in members:
            found.update(repr((one.agency, one.months, len(one.record))).encode())
            found.update(one.record)
        return found.digest()
