"""Every column of an index worked out a second time: from raw rows, person by person, slowly.

Nothing of the product is used: tables are read with plain SQL, the questionnaire as plain TOML,
and the formulas are written down anew, in exact fractions and forty decimal digits.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

FILES = Path(__file__).parents[2] / "survey" / "questionnaire" / "files"
ALL_CHANNELS = ("poster", "screen", "code", "kiosk", "paper", "interview", "earlier")
Z = Decimal("1.959964")
CENT = Decimal("0.01")
ROUND = ("id", "code", "family", "frame", "method", "minimum", "rank", "first", "last", "sha")

# One person: levels 1 to 5 (0: none) of the criteria that count for whom it is asked about.
Person = tuple[int, ...]
Query = Callable[[str], Iterable[Sequence[Any]]]
Row = dict[str, Any]


@dataclass
class Form:
    """A questionnaire: (level, id, numbers of its criteria); which of them judge the decider."""

    code: str
    groups: list[tuple[str, str, list[int]]]
    decider: set[int]
    parts: list[str]

    @classmethod
    def load(cls, code: str) -> Form:
        data = tomllib.loads((FILES / f"{code}.toml").read_text(encoding="utf-8"))
        criteria = data["criterion"]
        part_of = {one["id"]: one["part"] for one in data["factor"]}
        every = list(range(len(criteria)))
        groups = [("overall", "overall", every)]
        for part in data["part"]:
            groups.append(
                (
                    "part",
                    part["id"],
                    [i for i in every if part_of[criteria[i]["factor"]] == part["id"]],
                )
            )
        for factor in data["factor"]:
            groups.append(
                (
                    "factor",
                    factor["id"],
                    [i for i in every if criteria[i]["factor"] == factor["id"]],
                )
            )
        groups += [("criterion", one["id"], [i]) for i, one in enumerate(criteria)]
        decider = {i for i, one in enumerate(criteria) if one.get("about") == "decider"}
        return cls(code, groups, decider, [part["id"] for part in data["part"]])


@dataclass
class Method:
    rule: str
    combination: str
    weights: dict[str, Fraction]
    split: bool

    @classmethod
    def read(cls, text: str) -> Method:
        split = text.endswith(".split")
        rule, _, rest = text.removesuffix(".split").partition(".")
        combination, _, listed = rest.partition(":")
        weights = {
            one.split("=")[0]: Fraction(one.split("=")[1]) for one in listed.split(",") if one
        }
        return cls(rule, combination, weights, split)


@dataclass
class Figure:
    """One index of one set of people."""

    level: str
    id: str
    responses: int = 0
    satisfied: int = 0
    answers: int = 0
    share: Any = None  # a Fraction, or None: nobody answered
    ends: tuple[Decimal, Decimal] | None = None
    variance: Any = None
    without: list[str] = field(default_factory=list)

    @property
    def percent(self) -> Decimal | None:
        if self.share is None:
            return None
        doubled = self.share * 20_000 + 1
        return Decimal(doubled.numerator // doubled.denominator // 2) / 100 + Decimal("0.00")

    def end(self, at: int) -> Decimal | None:
        return (100 * self.ends[at]).quantize(CENT, ROUND_HALF_UP) if self.ends else None


def wilson(share: Fraction, n: Fraction) -> tuple[Decimal, Decimal]:
    with localcontext() as exact:
        exact.prec = 40
        p = Decimal(share.numerator) / share.denominator
        m = Decimal(n.numerator) / n.denominator
        root = Z * (p * (1 - p) / m + Z * Z / (4 * m * m)).sqrt()
        scale = 1 + Z * Z / m
        middle = p + Z * Z / (2 * m)
        return max(Decimal(0), (middle - root) / scale), min(Decimal(1), (middle + root) / scale)


def worth(levels: Sequence[int], rule: str) -> Fraction:
    """What some answers are worth together: of one, 0 or 1, its fifths, or what is above 1."""
    if rule == "top2":
        return Fraction(sum(level in (4, 5) for level in levels))
    if rule == "mean5":
        return Fraction(sum(levels), 5)
    return Fraction(sum(level - 1 for level in levels), 4)


def effective(share: Fraction, variance: Fraction, people: int) -> Fraction:
    return share * (1 - share) / variance if variance else Fraction(people)


def pooled(people: Sequence[Person], level: str, id_: str, places: list[int], rule: str) -> Figure:
    found = Figure(level, id_)
    # How many people have answers of the same worth and number: to add fractions is slow.
    counted: dict[tuple[Fraction, int], int] = defaultdict(int)
    alike = Counter(tuple(person[place] for place in places if person[place]) for person in people)
    for levels, times in alike.items():
        found.responses += times * bool(levels)
        found.answers += times * len(levels)
        found.satisfied += times * sum(one >= 4 for one in levels)
        counted[worth(levels, rule), len(levels)] += times
    if not found.answers:
        return found
    x = sum((times * a for (a, _), times in counted.items()), Fraction(0))
    y, n = found.answers, len(people)
    share = found.share = x / y
    if level == "criterion":
        found.variance = share * (1 - share) / y
        found.ends = wilson(share, Fraction(y))
        return found
    squares = sum(times * (a - share * b) ** 2 for (a, b), times in counted.items())
    found.variance = Fraction(n, n - 1) * squares / y**2 if n > 1 else Fraction(0)
    found.ends = wilson(share, effective(share, found.variance, found.responses))
    return found


MEMBERS = {
    "pooled": {},
    "mean_of_criteria": {"factor": "criterion", "part": "criterion", "overall": "criterion"},
    "mean_of_factors": {"part": "factor", "overall": "factor"},
    "mean_of_parts": {"overall": "part"},
    "weighted": {"overall": "part"},
}


def figures(people: Sequence[Person], form: Form, method: Method, *, closed: bool) -> list[Figure]:
    """Every index of some people. `closed`: also the intervals that need the people."""
    single = {
        (level, id_): pooled(people, level, id_, places, method.rule)
        for level, id_, places in form.groups
    }
    found = []
    for level, id_, places in form.groups:
        own = single[level, id_]
        below = MEMBERS[method.combination].get(level)
        if below is None or own.share is None:
            found.append(own)
            continue
        members = [
            (single[below, one], set(inside), method.weights.get(one, Fraction(1)))
            for kind, one, inside in form.groups
            if kind == below and set(inside) <= set(places)
        ]
        answered = [each for each in members if each[0].share is not None]
        total = sum((weight for _, _, weight in answered), Fraction(0))
        mean = Figure(level, id_, own.responses, own.satisfied, own.answers)
        mean.share = sum((w * one.share for one, _, w in answered), Fraction(0)) / total
        mean.without = [one.id for one, _, _ in members if one.share is None]
        if len(answered) == 1:
            mean.ends, mean.variance = answered[0][0].ends, answered[0][0].variance
        elif closed:
            mean.variance = _of_people(people, answered, total, method.rule)
            mean.ends = wilson(mean.share, effective(mean.share, mean.variance, mean.responses))
        found.append(mean)
    return found


def _of_people(
    people: Sequence[Person],
    members: list[tuple[Figure, set[int], Fraction]],
    total: Fraction,
    rule: str,
) -> Fraction:
    squares, known = Fraction(0), {}
    for person in people:
        if person not in known:
            z = Fraction(0)
            for one, places, weight in members:
                levels = [person[place] for place in places if person[place]]
                x = worth(levels, rule)
                z += weight / total * (x - one.share * len(levels)) / one.answers
            known[person] = z * z
        squares += known[person]
    n = len(people)
    return Fraction(n, n - 1) * squares if n > 1 else Fraction(0)


def mean_of(units: list[tuple[str, list[Figure]]], form: Form) -> list[Figure]:
    """The plain mean of units."""
    found = []
    for at, (level, id_, _) in enumerate(form.groups):
        answered = [some[at] for _, some in units if some[at].share is not None]
        mean = Figure(level, id_)
        mean.responses = sum(one.responses for one in answered)
        mean.satisfied = sum(one.satisfied for one in answered)
        mean.answers = sum(one.answers for one in answered)
        if answered:
            mean.share = sum((one.share for one in answered), Fraction(0)) / len(answered)
            mean.without = [code for code, some in units if some[at].share is None]
            if all(one.ends is not None for one in answered):
                spread = sum(
                    one.variance if one.responses > 1 else (one.share - mean.share) ** 2
                    for one in answered
                )
                mean.variance = spread / len(answered) ** 2
                n = effective(mean.share, mean.variance, mean.responses)
                mean.ends = wilson(mean.share, n)
        found.append(mean)
    return found


class World:
    """What stands in the tables, and the rows that follow from it."""

    def __init__(self, query: Query) -> None:
        self.life: dict[int, tuple[str, str, str]] = {
            id_: (code, str(first), str(last) if last else "9999")
            for id_, code, first, last in query("SELECT id, code, first, last FROM agency")
        }
        self.namings = defaultdict(list)
        for body, first, name, kind, parent in query(
            "SELECT agency, first, name, kind, parent FROM agency_name ORDER BY first"
        ):
            self.namings[body].append((str(first), name, kind, parent))
        self.taken_over = [
            (old, new, str(day)) for old, new, day in query("SELECT old, new, day FROM succession")
        ]
        self.desks = [
            (id_, agency, code, name, str(first), str(last) if last else "9999")
            for id_, agency, code, name, first, last in query(
                "SELECT id, agency, code, name, first, last FROM desk"
            )
        ]
        self.rounds = {
            row[1]: dict(
                zip(
                    ROUND,
                    [*row[:7], str(row[7]), str(row[8]), row[9]],
                    strict=True,
                )
            )
            for row in query(
                "SELECT id, code, family, frame, method, minimum, rank_channels, first, last,"
                " questionnaire FROM round"
            )
        }
        self.only = defaultdict(set)
        for round_, agency in query("SELECT round, agency FROM round_agency"):
            self.only[round_].add(agency)
        self.sheets = defaultdict(list)
        for round_, agency, desk, decider, channel, record in query(
            "SELECT round, agency, desk, decider, channel, record FROM response"
        ):
            self.sheets[round_].append((agency, desk or 0, decider, channel, bytes(record).hex()))
        self.persons: dict[tuple[Any, ...], list[Figure]] = {}

    # ---------------------------------------------------------------- bodies

    def named(self, body: int, day: str) -> tuple[str, str, int | None]:
        past = [one for one in self.namings[body] if one[0] <= day] or self.namings[body][:1]
        return past[-1][1:]

    def bodies(self, this: Row, split: bool) -> list[int]:
        """Those with desks on the last day or sheets in the round; by code."""
        found = {one[0] for one in self.sheets[this["id"]]}
        if split:
            found |= {one[2] for one in self.sheets[this["id"]]}
        covered = self.only[this["id"]]
        if this["frame"] == "desk":
            for _, body, _, _, first, last in self.desks:
                lives = self.life[body][1] <= this["last"] <= self.life[body][2]
                if lives and first <= this["last"] <= last and (not covered or body in covered):
                    found.add(body)
        else:
            found |= covered
        return sorted(found, key=lambda body: self.life[body][:2])

    def previous(self, this: Row) -> Row | None:
        others = [
            one
            for one in self.rounds.values()
            if (one["family"], one["frame"]) == (this["family"], this["frame"])
            and one["last"] < this["last"]
        ]
        return max(others, key=lambda one: one["last"], default=None)

    def compared(self, body: int, this: Row, past: Row, split: bool) -> set[int]:
        """The bodies of the past round whose sheets are this body's today."""
        was = {one[0] for one in self.sheets[past["id"]]}
        if split:
            was |= {one[2] for one in self.sheets[past["id"]]}
        now = set(self.bodies(this, split))
        found, rest, seen = set(), [body], set()
        while rest:
            one = rest.pop()
            if one in seen:
                continue
            seen.add(one)
            if one in was:
                found.add(one)
            for old, new, day in self.taken_over:
                if new != one or day > this["last"]:
                    continue
                after = day > past["last"] or (day > past["first"] and old not in now)
                # A body with figures of its own in this round keeps its past, unless the
                # one that came from it has none: a body split off.
                if after and not (old in now and one in was):
                    rest.append(old)
        return found

    # --------------------------------------------------------------- people

    def people(
        self,
        this: Row,
        form: Form,
        members: Iterable[int],
        *,
        split: bool,
        channels: set[str] | None,
        desk: int | None = None,
    ) -> list[Person]:
        inside, found = set(members), []
        for agency, at, decider, channel, record in self.sheets[this["id"]]:
            if channels is not None and channel not in channels:
                continue
            if desk is not None and at != desk:
                continue
            took = agency in inside
            decided = decider in inside if split else took
            if not (took or decided) or (desk is not None and not took):
                continue
            levels = [int(digit, 16) for digit in record[: len(form.groups[0][2])]]
            found.append(
                tuple(
                    level if 1 <= level <= 5 and (decided if i in form.decider else took) else 0
                    for i, level in enumerate(levels)
                )
            )
        return found

    def figures(
        self,
        this: Row,
        form: Form,
        method: str,
        members: Iterable[int],
        channels: set[str] | None,
        desk: int | None = None,
        closed: bool = False,
    ) -> list[Figure]:
        asked = frozenset(ALL_CHANNELS if channels is None else channels)
        key = this["id"], method, frozenset(members), asked, desk, closed
        if key not in self.persons:
            how = Method.read(method)
            people = self.people(this, form, members, split=how.split, channels=channels, desk=desk)
            self.persons[key] = figures(people, form, how, closed=closed)
        return self.persons[key]

    # ----------------------------------------------------------------- ranks

    def ranks(
        self, this: Row, form: Form, method: str, channels: set[str] | None
    ) -> dict[int, tuple[int, int]]:
        chosen = set(filter(None, this["rank"].split(",")))
        if chosen and channels is not None and not channels <= chosen:
            return {}
        by = chosen if chosen and channels is None else channels
        kinds: dict[str, dict[int, Any]] = defaultdict(dict)
        for body in self.bodies(this, method.endswith(".split")):
            one = self.figures(this, form, method, {body}, by)[0]
            if one.responses >= this["minimum"]:
                kinds[self.named(body, this["last"])[1]][body] = one.percent
        return {
            body: (1 + sum(other > percent for other in of_kind.values()), len(of_kind))
            for of_kind in kinds.values()
            for body, percent in of_kind.items()
        }

    # ------------------------------------------------------------------ rows

    def rows(
        self,
        code: str,
        form: Form,
        *,
        method: str | None = None,
        channel: str | None = None,
        group_by: str | None = None,
        group: str = "pooled",
        closed: bool = False,
    ) -> list[Row]:
        """The rows of `survey index`; `closed`: of the freeze of a closed round, nothing hidden."""
        this = self.rounds[code]
        method = method or this["method"]
        split = method.endswith(".split")
        channels = set(channel.split(",")) if channel else None
        past = self.previous(this)
        ranks = {} if group_by else self.ranks(this, form, method, channels)
        past_ranks = {} if group_by or not past else self.ranks(past, form, method, channels)
        found = []
        for unit in self._units(this, group_by, split):
            now = self._of(this, form, method, unit, unit["members"], channels, group, closed)
            matched = self._matched(unit, this, past, split)
            then = (
                self._of(past, form, method, unit, matched, channels, group, closed)
                if past and matched
                else []
            )
            for at, one in enumerate(now):
                found.append(
                    self._row(
                        this, past, form, method, channel, unit, one, then[at : at + 1], matched,
                        ranks, past_ranks,
                    )
                )  # fmt: skip
        return found

    def _units(self, this: Row, group_by: str | None, split: bool) -> list[Row]:
        bodies, day = self.bodies(this, split), this["last"]

        def head(body: int) -> Row:
            name, kind, _ = self.named(body, day)
            return {"members": {body}, "agency": self.life[body][0], "name": name, "kind": kind}

        if group_by is None:
            return [head(body) for body in bodies]
        if group_by == "desk":
            return [
                {**head(body), "desk": desk, "group": code, "group_name": name}
                for body in bodies
                for desk, code, name in self._desks(this, body)
            ]
        kinds: dict[str, set[int]] = {}
        for body in bodies:
            kinds.setdefault(self.named(body, day)[1], set()).add(body)
        if group_by == "kind":
            return [
                {"members": some, "agency": "", "name": "", "kind": kind, "every": kind,
                 "group": kind, "group_name": kind}
                for kind, some in kinds.items()
            ]  # fmt: skip
        parents = {body: self.named(body, day)[2] for body in self.life}
        tops = sorted(
            {parents[body] or body for body in bodies}, key=lambda b: (self.life[b][0], b)
        )
        found = []
        for top in tops:
            inside = set()
            for body in bodies:
                above: int | None = body
                while above is not None and above != top:
                    above = parents[above]
                if above == top:
                    inside.add(body)
            name, kind, _ = self.named(top, day)
            found.append(
                {"members": inside, "agency": "", "name": "", "kind": kind,
                 "group": self.life[top][0], "group_name": name}
            )  # fmt: skip
        return found

    def _desks(self, this: Row, body: int) -> list[tuple[int, str, str]]:
        counted = {one[1] for one in self.sheets[this["id"]] if one[0] == body}
        lives = self.life[body][1] <= this["last"] <= self.life[body][2]
        own = [
            (id_, code, name)
            for id_, agency, code, name, first, last in self.desks
            if agency == body and (id_ in counted or (lives and first <= this["last"] <= last))
        ]
        without = [(0, "", "")] if 0 in counted else []
        return without + sorted(own, key=lambda one: (one[1], one[0]))

    def _matched(self, unit: Row, this: Row, past: Row | None, split: bool) -> set[int]:
        if past is None:
            return set()
        if "every" in unit:
            every = self.bodies(past, split)
            counted = {one[0] for one in self.sheets[past["id"]]} | (
                {one[2] for one in self.sheets[past["id"]]} if split else set()
            )
            return {
                body
                for body in every
                if body in counted and self.named(body, past["last"])[1] == unit["every"]
            }
        return set().union(*(self.compared(body, this, past, split) for body in unit["members"]))

    def _of(
        self,
        this: Row,
        form: Form,
        method: str,
        unit: Row,
        members: set[int],
        channels: set[str] | None,
        group: str,
        closed: bool,
    ) -> list[Figure]:
        if "desk" in unit:
            if members != unit["members"]:
                return []
            return self.figures(this, form, method, members, channels, unit["desk"])
        if "group" in unit and group == "mean_of_units":
            ordered = sorted(members, key=lambda body: self.life[body][:2])
            return mean_of(
                [
                    (self.life[body][0], self.figures(this, form, method, {body}, channels))
                    for body in ordered
                ],
                form,
            )
        closed = closed and len(members) == 1 and method == this["method"]
        return self.figures(this, form, method, members, channels, closed=closed)

    def _row(
        self,
        this: Row,
        past: Row | None,
        form: Form,
        method: str,
        channel: str | None,
        unit: Row,
        now: Figure,
        then: list[Figure],
        matched: set[int],
        ranks: dict[int, tuple[int, int]],
        past_ranks: dict[int, tuple[int, int]],
    ) -> Row:
        before = then[0].percent if then else None
        rank: Any = None
        of: Any = None
        past_rank: Any = None
        past_of: Any = None
        moved: Any = None
        if "group" not in unit and now.level == "overall":
            (body,) = unit["members"]
            rank, of = ranks.get(body, (None, None))
            if past and len(matched) == 1:
                (old,) = matched
                past_rank, past_of = past_ranks.get(old, (None, None))
                alike = self.named(old, past["last"])[1] == unit["kind"]
                if rank and past_rank and alike and abs(of - past_of) * 10 <= past_of:
                    moved = past_rank - rank
        codes = " ".join(sorted(self.life[body][0] for body in matched))
        named = unit.get("every", codes)
        row = {
            "round": this["code"],
            "questionnaire": form.code,
            "frame": this["frame"],
            "method": method,
            "agency": unit["agency"],
            "agency_name": unit["name"],
            "kind": unit["kind"],
            "level": now.level,
            "id": now.id,
            "channel": channel or "all",
            "responses": now.responses,
            "satisfied": now.satisfied,
            "answers": now.answers,
            "percent": now.percent,
            "low": now.end(0),
            "high": now.end(1),
            "rank": rank,
            "of": of,
            "previous": before,
            "change": None if before is None or now.percent is None else now.percent - before,
            "previous_rank": past_rank,
            "previous_of": past_of,
            "rank_change": moved,
            "compared_with": "" if before is None else named,
            "hidden": f"without:{' '.join(now.without)}" if now.without else "",
        }
        if "group" in unit:
            row |= {"group": unit["group"], "group_name": unit["group_name"]}
        return row
