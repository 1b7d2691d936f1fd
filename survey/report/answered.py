"""What the bodies of a kind answered beside the scored rows, worked out for all of them at once.

It is kept with every freeze: a page would have to read the records of a whole province for it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from survey.questionnaire import Asked, Question, Questionnaire
from survey.report.asking import FEW
from survey.report.crossing import Crossed, crossed
from survey.report.sides import Side
from survey.scoring import Layout, Tally

DEMOGRAPHIC = "demographic"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the answers to a question, or to a row of it, stand. `boxes`: one place an option."""

    asked: Asked
    question: Question | None
    places: tuple[int, ...]

    @property
    def boxes(self) -> bool:
        """Whether several options may be ticked."""
        return self.asked.many is not None


class Count(NamedTuple):
    """People per option of a spot; `n` chose any, `skipped` took the sixth choice."""

    people: tuple[int, ...]
    n: int
    skipped: int
    blank: int


class OfKind(NamedTuple):
    """What is said at a spot of the bodies of a kind.

    :ivar whole: the people of those bodies that are told by themselves.
    :ivar untold: the bodies that are not; `answered`: whether anybody of the kind answered.
    :ivar of_all: options left out of the whole; None: all of them.
    :ivar of_body: body, as text → options left out of its own, where there are any.
    """

    whole: Count
    untold: frozenset[int]
    answered: bool
    of_all: frozenset[int] | None
    of_body: Mapping[str, Sequence[int]]

    def left_out(self, body: int) -> Sequence[int]:
        """Return the options that are left out of a body's own."""
        return self.of_body.get(str(body), ())

    def as_json(self) -> list[Any]:
        """Return it as `from_json` reads it."""
        of_all = None if self.of_all is None else sorted(self.of_all)
        return [*self.whole, sorted(self.untold), self.answered, of_all, self.of_body]

    @staticmethod
    def from_json(found: list[Any]) -> OfKind:
        """Return what was kept."""
        people, n, skipped, blank, untold, answered, of_all, of_body = found
        return OfKind(
            Count(tuple(people), n, skipped, blank),
            frozenset(untold),
            answered,
            None if of_all is None else frozenset(of_all),
            of_body,
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """Sheets of the bodies of a kind, by channel too, and what they say at every spot."""

    responses: int
    channels: Mapping[str, int]
    spots: Sequence[OfKind]

    def packed(self) -> bytes:
        """Return it as it is kept with a freeze."""
        spots = [one.as_json() for one in self.spots]
        return json.dumps([self.responses, self.channels, spots], separators=(",", ":")).encode()

    @staticmethod
    def unpacked(record: bytes) -> Answered:
        """Return what was kept."""
        responses, channels, spots = json.loads(record)
        return Answered(responses, channels, [OfKind.from_json(one) for one in spots])


def spots_of(sheet: Questionnaire) -> Iterator[Spot]:
    """Yield what is asked beside the scored rows, in the order of the file."""
    by_id = {row.id: question for question in sheet.questions for row in question.rows}
    by_id |= {question.id: question for question in sheet.questions}
    for name, places in groupby(
        (at for at, asked in enumerate(sheet.asked_places) if asked.kind != "criterion"),
        key=lambda at: sheet.asked(at).many or sheet.asked(at).id,
    ):
        first, *rest = places
        yield Spot(sheet.asked(first), by_id.get(name), (first, *rest))


def taken_in(side: Side, body: int) -> Tally:
    """Return the sheets that a body took in: what is not scored is not split."""
    domain = side.domain({body})
    return domain.both if domain.desk is None else domain.both + domain.desk


def counted_at(layout: Layout, tally: Tally, spot: Spot) -> Count:
    """Return what a tally holds at a spot."""
    if spot.asked.many is not None:
        people = tuple(layout.options(tally.record, place)[0] for place in spot.places)
        n, skipped = layout.any(tally.record, spot.asked.many), 0
    else:
        *chosen, skipped = layout.options(tally.record, spot.places[0])
        people, n = tuple(chosen), sum(chosen)
    return Count(people, n, skipped, tally.responses - n - skipped)


def answered(side: Side, members: Collection[int]) -> Answered:
    """Return what the bodies of a kind answered.

    :param side: of every channel, with the records of these bodies.
    """
    tallies = {body: taken_in(side, body) for body in members}
    channels: Counter[str] = Counter()
    for body in members:
        for (_desk, channel), sheets in side.desk_sizes(body).items():
            channels[channel] += sheets
    return Answered(
        sum(tally.responses for tally in tallies.values()),
        channels,
        [_of_kind(side.layout, spot, tallies) for spot in spots_of(side.questionnaire)],
    )


def _of_kind(layout: Layout, spot: Spot, tallies: Mapping[int, Tally]) -> OfKind:
    counts = {one: counted_at(layout, tally, spot) for one, tally in tallies.items()}
    told = {one: count for one, count in counts.items() if count.n >= FEW}
    out = Crossed({}, set())
    if spot.asked.kind == DEMOGRAPHIC:
        out = crossed({one: count.people for one, count in told.items()})
    options = len(spot.places) if spot.boxes else len(spot.asked.options)
    return OfKind(
        _together(told.values(), options),
        frozenset(counts.keys() - told.keys()),
        any(count.n for count in counts.values()),
        None if out.of_all is None else frozenset(out.of_all),
        {str(body): sorted(gone) for body, gone in out.of_body.items() if gone},
    )


def _together(counts: Collection[Count], options: int) -> Count:
    return Count(
        tuple(sum(count.people[at] for count in counts) for at in range(options)),
        sum(count.n for count in counts),
        sum(count.skipped for count in counts),
        sum(count.blank for count in counts),
    )
