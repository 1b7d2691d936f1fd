"""Cross-tabs out of what was counted when the round was closed: of bodies, kinds, the province."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from survey import store
from survey.report.asking import FEW
from survey.report.bodies import Bodies
from survey.report.covering import enough
from survey.report.crossing import Crossed, bridges, crossed
from survey.report.guarding import Cell, guard, plus
from survey.report.sides import layout_of, questionnaire_of
from survey.report.tabled import Tabled, cell, nothing, shown, untold
from survey.report.ways import Way
from survey.scoring import Breakdown, Method, Score
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.breakdowns import Kept
from survey.store.rounds import Round

_PLANS = 64  # remembered; the largest, of a province's communes, takes a megabyte


@dataclass(frozen=True, slots=True)
class Plan:
    """How far the categories of a kind are left out.

    :ivar of_body: body → (place, levels) as in `guarding`; bodies that nothing is told of are not
        there.
    :ivar inside: the bodies in the kind's figures; `place` and `of_all` are theirs together.
    """

    of_body: Mapping[int, tuple[tuple[int, ...], Sequence[int]]]
    inside: tuple[int, ...]
    place: tuple[int, ...]
    of_all: Sequence[int]


_plans: OrderedDict[bytes, Plan] = OrderedDict()


class Breakdowns:
    """One way to break a round down, for every body that was counted.

    :param few: people under whom a figure is left out.
    """

    def __init__(
        self, db: Connection, this: Round, bodies: Bodies, way: Way, *, few: int = FEW
    ) -> None:
        layout = layout_of(questionnaire_of(db, this))
        method = Method.parse(this.method)
        self._reader = Breakdown(layout, method)
        self._way, self._few, self._split = way, few, method.split
        numbers = {one.places: at for at, one in enumerate(self._reader.groups)}
        self._parts = [
            [numbers[one.places] for one in layout.members(group, "factor")]
            for group in layout.groups
            if group.level == "part"
        ]
        self._packed = {one.agency: one for one in store.breakdowns.read(db, this.id)}
        self._members = {
            kind: [one.id for one in some if one.id in self._packed]
            for kind, some in bodies.kinds().items()
        }
        self._asked = {kind: len(some) for kind, some in bodies.kinds().items()}

    def of_body(self, body: Agency) -> Tabled:
        """Return what is told of a body."""
        if body.id not in self._packed:
            return self._nothing()
        kept = self._kept(body.id)
        members = self._members[body.kind] if not self._split else [body.id]
        found = self._plan(members).of_body.get(body.id)
        total = self._scores(sum(kept.sums))
        hidden = untold([cell(one) for one in total], self._parts, self._few)
        if total[0].responses < self._few:
            return self._nothing()
        row = tuple(None if at in hidden else one for at, one in enumerate(total))
        if found is None:
            return Tabled(row, self._nothing().rows)
        place, levels = found
        lines = zip(kept.sums, levels, strict=True)
        return Tabled(row, tuple(shown(self._scores(one), level, place) for one, level in lines))

    def of_kind(self, kind: str) -> Tabled:
        """Return what is told of the bodies of a kind together."""
        plan = None if self._split else self._plan(self._members[kind])
        if plan is None or not plan.inside:
            return self._nothing(self._asked[kind])
        sums = self._together(plan)
        lines = zip(sums, plan.of_all, strict=True)
        return Tabled(
            tuple(self._scores(sum(sums))),
            tuple(shown(self._scores(one), level, plan.place) for one, level in lines),
            self._asked[kind] - len(plan.inside),
        )

    def of_province(self) -> Tabled:
        """Return the sum of the kinds, where each of them tells its own.

        So nothing is told here that adding them up would not tell.
        """
        plans = [self._plan(some) for some in self._members.values() if not self._split]
        inside = [one for one in plans if one.inside and min(one.of_all) < one.place[0]]
        if not inside:
            return self._nothing(len(self._asked))
        sums = [self._together(one) for one in inside]
        rows = []
        for at, some in enumerate(zip(*sums, strict=True)):
            there = [plan for plan, one in zip(inside, some, strict=True) if one]
            rows.append(
                tuple(
                    score if all(one.of_all[at] < one.place[index] for one in there) else None
                    for index, score in enumerate(self._scores(sum(some)))
                )
            )
        total = self._scores(sum(map(sum, sums)))
        return Tabled(tuple(total), tuple(rows), len(self._asked) - len(inside))

    def _nothing(self, left_out: int = 0) -> Tabled:
        return nothing(len(self._reader.groups), len(self._way.categories), left_out)

    def _scores(self, total: int) -> list[Score]:
        return list(self._reader.read(total)[1].values())

    def _together(self, plan: Plan) -> list[int]:
        return [
            sum(some) for some in zip(*(self._kept(one).sums for one in plan.inside), strict=True)
        ]

    def _kept(self, body: int) -> Kept:
        return self._packed[body].kept(self._reader.size, self._way.categories)

    def _plan(self, members: Sequence[int]) -> Plan:
        """Return the plan for a kind, worked out once for the same sums."""
        key = self._key(members)
        if key not in _plans:
            kept = [self._kept(one) for one in members]
            _plans[key] = _planned(self._reader, self._way, kept, self._parts, self._few)
            while len(_plans) > _PLANS:
                _plans.popitem(last=False)
        return _plans[key]

    def _key(self, members: Sequence[int]) -> bytes:
        """Return what the records of these bodies are known by: their bytes, packed as they are."""
        found = blake2b(repr((self._way, self._few, self._parts, self._reader.size)).encode())
        for one in members:
            agency, months, record = self._packed[one]
            found.update(repr((agency, months, len(record))).encode())
            found.update(record)
        return found.digest()


def _planned(
    reader: Breakdown, way: Way, kept: Sequence[Kept], parts: Sequence[Sequence[int]], few: int
) -> Plan:
    table = {one.agency: [reader.counts(each) for each in one.sums] for one in kept}
    options = range(way.options)
    people = {body: [lines[at][0][0] for at in options] for body, lines in table.items()}
    counted = _counts_left_out(way, people)
    gone = {body: set(some) for body, some in counted.of_body.items()}
    for one in kept:
        months = {at for at, month in enumerate(way.names) if month in one.months}
        gone.setdefault(one.agency, set()).update(months)
    told = [body for body, some in people.items() if sum(some) >= few]
    hidden = {body: untold(_total(table[body]), parts, few) for body in told}
    of_body = {}
    for body in told:
        if hidden[body]:
            alone = guard({body: table[body]}, few=few, gone=gone, untold=hidden[body])
            of_body[body] = alone.place, alone.of_body[body]
    inside = _without_gaps(counted, people, {body for body in told if not hidden[body]})
    for body in set(told) - inside - of_body.keys():
        alone = guard({body: table[body]}, few=few, gone=gone)
        of_body[body] = alone.place, alone.of_body[body]
    if not inside:
        return Plan(of_body, (), (), ())
    found = guard(
        {body: table[body] for body in sorted(inside)},
        few=few,
        gone=gone,
        gone_of_all=set(options) if counted.of_all is None else counted.of_all,
    )
    of_body |= {body: (found.place, levels) for body, levels in found.of_body.items()}
    return Plan(of_body, tuple(sorted(inside)), found.place, found.of_all)


def _without_gaps(
    counted: Crossed, people: Mapping[int, Sequence[int]], inside: set[int]
) -> set[int]:
    """Return the bodies that a kind's figures may be of, so that no count left out is told.

    The counts of all bodies together stand on another page; less those of the bodies inside they
    are those of the others. So both must be tables of which what is left out there cannot be
    worked out; bodies are taken out of the figures, the smallest first, until they are.
    """
    gone = counted.of_body
    inside = set(inside)
    while inside:
        parts = [{body: gone[body] for body in gone if (body in inside) is kept}
                 for kept in (True, False)]  # fmt: skip
        wrong = next((at for part in parts for at in _gaps(part, people)), None)
        if wrong is None:
            return inside
        there = [body for body in inside if wrong in gone.get(body, ())]
        if not there:
            return set()
        inside.remove(min(there, key=lambda body: (sum(people[body]), body)))
    return inside


def _gaps(part: Mapping[int, set[int]], people: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """Yield the options whose counts left out would follow from the totals of these bodies."""
    options = sorted(set().union(*part.values()))
    for at in options:
        left = [people[body][at] for body, some in part.items() if at in some and people[body][at]]
        if left and not enough(left):
            yield at
    columns = [{at} for at in options]
    yield from (options[column] for _, column in bridges(part, columns))


def _counts_left_out(way: Way, people: Mapping[int, Sequence[int]]) -> Crossed:
    """Return the counts that the page of who answered leaves out, and cross-tabs with it."""
    table = {body: some for body, some in people.items() if sum(some) >= FEW}
    if way.kind != "demographic" or not table:
        return Crossed({body: set() for body in table}, set())
    return crossed(table)


def _total(lines: Sequence[Sequence[Cell]]) -> Sequence[Cell]:
    total = lines[0]
    for line in lines[1:]:
        total = plus(total, line)
    return total
