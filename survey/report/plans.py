"""How far the categories of the bodies of a kind are left out of cross-tabs, so that none is told.

It is worked out for a whole kind at once and takes a second for each way to break a province down.
So it is kept when a round is closed. What was kept holds as long as a kind has the same bodies.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from survey import store
from survey.report.asking import FEW
from survey.report.bodies import Bodies, stamp
from survey.report.covering import enough
from survey.report.crossing import Crossed, bridges, crossed
from survey.report.guarding import Cell, guard, plus
from survey.report.tabled import untold
from survey.report.ways import Way
from survey.scoring import Breakdown, Layout
from survey.store import Connection
from survey.store.breakdowns import Kept, OfKind, Packed
from survey.store.rounds import Round

# Of a way's categories: (place, levels) as in `guarding`.
Levels = tuple[tuple[int, ...], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How far the categories of a kind are left out.

    :ivar of_body: body → (place, levels) as in `guarding`; bodies that nothing is told of are not
        there.
    :ivar inside: the bodies in the kind's figures; `place` and `of_all` are theirs together.
    """

    of_body: Mapping[int, Levels]
    inside: tuple[int, ...]
    place: tuple[int, ...]
    of_all: Sequence[int]


class KindPlan(NamedTuple):
    """What is left out of the bodies of a kind together; `inside`: how many are in the figures."""

    inside: int
    place: tuple[int, ...]
    levels: Sequence[int]

    @property
    def tells(self) -> bool:
        """Whether any category is told at all."""
        return bool(self.inside) and min(self.levels) < self.place[0]


def parts_of(layout: Layout, reader: Breakdown) -> list[list[int]]:
    """Return the factors of each part, numbered as the indices that a cross-tab tells."""
    numbers = {one.places: at for at, one in enumerate(reader.groups)}
    return [
        [numbers[one.places] for one in layout.members(group, "factor")]
        for group in layout.groups
        if group.level == "part"
    ]


def keep_plans(
    db: Connection,
    this: Round,
    bodies: Bodies,
    layout: Layout,
    reader: Breakdown,
    ways: Sequence[Way],
) -> None:
    """Work out and store the plans of every kind; nothing happens where they hold already."""
    stamps = {kind: stamp(one.id for one in some) for kind, some in bodies.kinds().items()}
    known = store.breakdowns.kinds(db, this.id)
    if stamps == {kind: one.members for kind, one in known.items()}:
        return
    records = {one.agency: one for one in store.breakdowns.read(db, this.id)}
    parts = parts_of(layout, reader)
    of_bodies: dict[int, dict[str, Levels]] = defaultdict(dict)
    of_kinds = []
    for kind, some in bodies.kinds().items():
        members = [records[one.id] for one in some if one.id in records]
        together = [0] * ways[-1].categories.stop
        told = {}
        for way in ways:
            kept = [one.kept(reader.size, way.categories) for one in members]
            plan = planned(reader, way, kept, parts, FEW)
            for body, levels in plan.of_body.items():
                of_bodies[body][way.id] = levels
            told[way.id] = (len(plan.inside), plan.place, plan.of_all)
            inside = set(plan.inside)
            own = [one.sums for one in kept if one.agency in inside]
            for at, sums in zip(way.categories, zip(*own, strict=True), strict=bool(own)):
                together[at] = sum(sums)
        record = store.breakdowns.packed(reader.size, together)
        of_kinds.append(OfKind(kind, stamps[kind], record, _packed(told)))
    made = {body: _packed(of_bodies[body]) for body in records}
    store.breakdowns.keep_plans(db, this.id, made, of_kinds)


def levels_of(packed: Packed, way: Way) -> Levels | None:
    """Return what was kept of a body; None: nothing of it is told this way."""
    found = _unpacked(packed.plan).get(way.id)
    return (tuple(found[0]), found[1]) if found else None


def plan_of(kind: OfKind, way: Way) -> KindPlan:
    """Return what was kept of a kind."""
    inside, place, levels = _unpacked(kind.plan)[way.id]
    return KindPlan(inside, tuple(place), levels)


def _packed(plan: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(plan, separators=(",", ":")).encode())


def _unpacked(plan: bytes | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(plan)) if plan else {}
    return found


def planned(
    reader: Breakdown, way: Way, kept: Sequence[Kept], parts: Sequence[Sequence[int]], few: int
) -> Plan:
    """Return the plan of the bodies of a kind."""
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
