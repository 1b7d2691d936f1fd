"""A small province that lives through freezes, months, closing and late sheets, and who answered.

What people answered to a criterion is unknown. A sum of unknowns is a dictionary: each with how
often it stands in it. The unknowns are what the first so many sheets of a desk in a channel
answered to a criterion; so a state, a month, and what came between two freezes are sums.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from survey import report, store
from survey.store import Connection
from survey.store.groups import GroupRow
from survey.store.rounds import Round
from tests.report.fields import furnish
from tests.report.scene import PLACES, SERVICE, answered, found, opened

CHANNELS = ("poster", "code", "kiosk")
KINDS = {"Sở, ban, ngành": "ABC", "UBND xã, phường": "XY", "Đơn vị khác": "Z"}
BODIES = [body for bodies in KINDS.values() for body in bodies]
MONTHS = ("2026-01", "2026-02", "2026-03")
OVERALL = ("overall", "overall")
# (level, id) → places of its criteria in a record.
GROUPS = {(level, id_): tuple(places) for level, id_, places in SERVICE.groups}
FACTORS = [key for key in GROUPS if key[0] == "factor"]
SIZES = (0, 0, 1, 2, 4, 6, 12, 25)

# Body, desk, channel: its shown state stands still for ten sheets.
Group = tuple[str, str, str]
Person = tuple[str, str]  # a record and its month
Sum = dict[object, int]
State = Mapping[Group, int]


@dataclass
class Life:
    """The sheets of each group in their order, and how many of them each freeze shows."""

    this: Round
    one_officer: set[tuple[str, str]]
    came: dict[Group, list[Person]] = field(default_factory=lambda: defaultdict(list))
    shown: list[State] = field(default_factory=list)
    closing: int = 0

    def state(self, no: int) -> State:
        """Return how many sheets of each group a freeze shows."""
        return self.shown[no - 1]

    @property
    def closed(self) -> State:
        """What the freeze at closing shows."""
        return self.state(self.closing)

    def until(self, month: str) -> State:
        """Return how many sheets of each group had come by the end of a month, at closing."""
        return {
            group: sum(one <= month for _, one in sheets[: self.closed.get(group, 0)])
            for group, sheets in self.came.items()
        }

    def groups(self, bodies: Collection[str], channels: Collection[str] = CHANNELS) -> list[Group]:
        """Return the groups of some bodies in some channels."""
        return [one for one in self.came if one[0] in bodies and one[2] in channels]

    def sum(self, upto: State, groups: Iterable[Group], key: tuple[str, str]) -> Sum:
        """Return what the first so many of some groups answered; nobody's answer is no unknown."""
        found: Counter[object] = Counter()
        for group in groups:
            some = self.came[group][: upto.get(group, 0)]
            for place in GROUPS[key]:
                if y := sum(record[place] in "12345" for record, _ in some):
                    found[group, place, y] += 1
        return dict(found)

    def people(
        self, upto: State, groups: Iterable[Group], since: State | None = None
    ) -> Iterator[Person]:
        """Yield the people of some groups that came since one state until another."""
        for group in groups:
            yield from self.came[group][(since or {}).get(group, 0) : upto.get(group, 0)]


def minus(one: Sum, other: Sum) -> Sum:
    return plus([one, {key: -times for key, times in other.items()}])


def plus(some: Iterable[Sum]) -> Sum:
    found: Counter[object] = Counter()
    for one in some:
        for key, times in one.items():
            found[key] += times
    return {key: times for key, times in found.items() if times}


def counted(people: Iterable[Person], key: tuple[str, str]) -> tuple[int, int, int]:
    """Return people, satisfied answers, answers."""
    n = x = y = 0
    for record, _ in people:
        levels = [record[at] for at in GROUPS[key] if record[at] in "12345"]
        n, x, y = n + bool(levels), x + sum(one in "45" for one in levels), y + len(levels)
    return n, x, y


def begun(db: Connection, chance: random.Random, **more: object) -> Life:
    """Bodies, desks, groups that overlap; a round of three months."""
    for kind, bodies in KINDS.items():
        found(db, *(f"{code} Cơ quan {code}" for code in bodies), kind=kind)
    one_officer = set()
    for code in BODIES:
        for desk in "123"[: chance.randint(1, 3)]:
            officers = chance.choice("1222")
            furnish(db, f"{code} {desk} Đất đai", officers=officers)
            if officers == "1":
                one_officer.add((code, desk))
    rows = [GroupRow(2, name, name, code) for name in "xy" for code in chance.sample(BODIES, 4)]
    store.groups.import_rows(db, rows, today=date(2026, 1, 1))
    this = opened(db, minimum=5, last=date(2026, 3, 31), **more)  # type: ignore[arg-type]
    return Life(this, one_officer)


def come(
    db: Connection, life: Life, chance: random.Random, month: str, sizes: Collection[int] = SIZES
) -> None:
    """Some sheets at every desk in every channel."""
    dated = replace(life.this, last=date.fromisoformat(f"{month}-10"))
    for code in BODIES:
        pleased = chance.choice([0.6, 0.9])
        for desk in store.desks.list_desks(db, life.this.last, agency_code=code):
            for channel in CHANNELS:
                records = [drawn(chance, pleased) for _ in range(chance.choice([*sizes]))]
                if records:
                    answered(db, dated, code, records, desk=desk.code, channel=channel)
                    life.came[code, desk.code, channel] += [(one, month) for one in records]


def drawn(chance: random.Random, pleased: float) -> str:
    """A sheet on which the last factor is mostly left alone."""
    levels = [
        "0" if chance.random() < (0.8 if at > 12 else 0.05)
        else chance.choice("45") if chance.random() < pleased else chance.choice("123")
        for at in range(16)
    ]  # fmt: skip
    if not set(levels) - {"0"}:
        levels[0] = "4"
    rest = [str(chance.choice([0, 1, 1, 1, 2, 2, many])) for _, many, _ in SERVICE.places[16:]]
    made = "".join([*levels, *rest])
    assert len(made) == PLACES
    return made


def frozen(db: Connection, life: Life, *, close: bool = False) -> int:
    """Freeze or close, note what is shown, and return the number of the freeze."""
    take = report.close if close else report.freeze
    taken = take(db, life.this, day=life.this.last, person="x")
    life.shown.append(seen_in(db, life, taken.no))
    life.this = store.rounds.need(db, life.this.code)
    if close:
        life.closing = taken.no
    return taken.no


def seen_in(db: Connection, life: Life, no: int) -> State:
    """Return how many sheets of each group a freeze shows: always those that came first."""
    codes = {store.agencies.need(db, code, life.this.last).id: code for code in BODIES}
    desks = {one.id: one.code for one in store.desks.list_desks(db, life.this.last)}
    now: Counter[Group] = Counter()
    for row in store.freezes.rows(db, life.this.id, no, records=False):
        now[codes[row.agency], desks[row.desk], row.channel] += row.responses
    return dict(now)
