"""Questions that no index holds, and who answered: people per option, of a body and of its kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from survey.questionnaire import Asked, Question, Questionnaire
from survey.report.asking import FEW
from survey.report.bodies import Bodies, bodies_of
from survey.report.covering import COMPLEMENT
from survey.report.crossing import Crossed, crossed
from survey.report.scope import gives_away
from survey.report.sides import Shown, Side, shown
from survey.scoring import Layout, Method, OptionShare, Tally, option_share
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round

DEMOGRAPHIC = "demographic"


@dataclass(frozen=True, slots=True)
class OptionLine:
    """An option: its share of those who answered, None where it is left out; and in the kind."""

    text: str
    share: OptionShare | None
    of_kind: OptionShare | None


@dataclass(frozen=True, slots=True)
class Other:
    """A question, or one row of it.

    :ivar kind: extra, question or demographic; `ref`: its number in the official form, or empty.
    :ivar heading: the question; `text`: the row of it, empty where it has none.
    :ivar many: several options may be ticked, and shares may add up to over 100.
    :ivar n: people who chose an option. `skipped` took the sixth choice, `blank` left it alone;
        both None where the question is left out. `skipped` is None too where there is no such
        choice.
    :ivar hidden: "few" or "complement" where the whole question is left out; else empty.
    """

    id: str
    kind: str
    ref: str
    heading: str
    text: str
    many: bool
    n: int
    skipped: int | None
    skip: str
    blank: int | None
    hidden: str
    options: tuple[OptionLine, ...]


@dataclass(frozen=True, slots=True)
class OthersReport:
    """What was answered beside the scored rows, of one body or (`body` None) of a kind.

    Every channel together; `responses` counts the sheets, `kinds` what there is to choose from.
    """

    shown: Shown
    body: Agency | None
    kind: str
    kinds: tuple[str, ...]
    responses: int
    lines: tuple[Other, ...]

    def by_question(self, *kinds: str) -> list[tuple[str, str, list[Other]]]:
        """Return (number in the form, question, its rows) of these kinds, in the file's order."""
        lines = (line for line in self.lines if line.kind in kinds)
        grouped = groupby(lines, key=lambda line: (line.ref, line.heading))
        return [(ref, heading, list(rows)) for (ref, heading), rows in grouped]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the answers to a question, or to a row of it, stand. `boxes`: one place an option."""

    asked: Asked
    question: Question | None
    places: tuple[int, ...]

    @property
    def boxes(self) -> bool:
        return self.asked.many is not None


class _Count(NamedTuple):
    people: tuple[int, ...]
    n: int
    skipped: int
    blank: int


def others_report(
    db: Connection,
    this: Round,
    *,
    agency: str | None = None,
    kind: str | None = None,
    only: Collection[int] | None = None,
    language: str = "vi",
) -> OthersReport | None:
    """Return what the last freeze says of a body, or of a kind; None before the first freeze.

    :param agency: a body's code on the round's last day; None: a whole kind.
    :param kind: None, or one that there is not: the kind of the first body.
    :param only: bodies whose kinds may be chosen; None: all.
    :raises NotInRound: if the round does not ask about the body.
    """
    seen = shown(db, this)
    if seen is None:
        return None
    method = Method.parse(this.method)
    side = Side(db, this, source="frozen", method=method, channels=None, records=None)
    bodies = bodies_of(db, this, side.counted)
    body = bodies.need(agency, this) if agency is not None else None
    kinds = _kinds(bodies, side, only)
    chosen = body.kind if body else kind if kind in kinds else next(iter(kinds), "")
    members = {one.id for one in bodies.of_round if one.kind == chosen}
    tallies = {one: _taken_in(side, one) for one in members if side.counts(one)}
    if body is not None:
        tallies.setdefault(body.id, side.layout.zero)
    of = [tallies[body.id]] if body else tallies.values()
    lines = [
        _other(side, spot, tallies, body.id if body else None, only, language)
        for spot in _spots(side.questionnaire)
    ]
    return OthersReport(
        shown=seen,
        body=body,
        kind=chosen,
        kinds=kinds,
        responses=sum(tally.responses for tally in of),
        lines=tuple(lines),
    )


def _kinds(bodies: Bodies, side: Side, only: Collection[int] | None) -> tuple[str, ...]:
    if only is None:
        return tuple(bodies.kinds())
    return tuple(
        name
        for name, members in bodies.kinds().items()
        if any(one.id in only for one in members)
        and not gives_away([one.id for one in members if side.counts(one.id)], only)
    )


def _taken_in(side: Side, body: int) -> Tally:
    """Return the sheets that a body took in: what is not scored is not split."""
    domain = side.domain({body})
    return domain.both if domain.desk is None else domain.both + domain.desk


def _spots(sheet: Questionnaire) -> Iterator[_Spot]:
    by_id = {row.id: question for question in sheet.questions for row in question.rows}
    by_id |= {question.id: question for question in sheet.questions}
    for name, places in groupby(
        (at for at, asked in enumerate(sheet.asked_places) if asked.kind != "criterion"),
        key=lambda at: sheet.asked(at).many or sheet.asked(at).id,
    ):
        first, *rest = places
        yield _Spot(sheet.asked(first), by_id.get(name), (first, *rest))


def _counted(layout: Layout, tally: Tally, spot: _Spot) -> _Count:
    if spot.asked.many is not None:
        people = tuple(layout.options(tally.record, place)[0] for place in spot.places)
        n, skipped = layout.any(tally.record, spot.asked.many), 0
    else:
        *chosen, skipped = layout.options(tally.record, spot.places[0])
        people, n = tuple(chosen), sum(chosen)
    return _Count(people, n, skipped, tally.responses - n - skipped)


def _other(
    side: Side,
    spot: _Spot,
    tallies: Mapping[int, Tally],
    body: int | None,
    only: Collection[int] | None,
    language: str,
) -> Other:
    counts = {one: _counted(side.layout, tally, spot) for one, tally in tallies.items()}
    told = {one: count for one, count in counts.items() if count.n >= FEW}
    out = Crossed({one: set() for one in told}, set())
    if spot.asked.kind == DEMOGRAPHIC:
        out = crossed({one: count.people for one, count in told.items()})
    if gives_away(told, only):
        out = replace(out, of_all=None)
    texts = _texts(side, spot, language)
    whole = _together(told.values(), len(texts))
    of_kind = _shares(whole, out.of_all)
    if body is None:
        mine, shares = whole, of_kind
        hidden = COMPLEMENT if out.of_all is None else ""
        if not told and any(count.n for count in counts.values()):
            hidden = "few"
    else:
        mine = counts[body]
        shares = _shares(mine, out.of_body.get(body) if mine.n else ())
        hidden = "few" if 0 < mine.n < FEW else ""
        if not told.keys() - {body}:
            of_kind = [None] * len(shares)
    question, asked = spot.question, spot.asked
    return Other(
        id=asked.many or asked.id,
        kind=asked.kind,
        ref=question.ref if question else "",
        heading=(question.text if question else asked.label)[language],
        text=asked.label[language] if question and question.rows else "",
        many=spot.boxes,
        n=mine.n,
        skipped=None if hidden or asked.skip is None else mine.skipped,
        skip=asked.skip[language] if asked.skip else "",
        blank=None if hidden else mine.blank,
        hidden=hidden,
        options=tuple(
            OptionLine(text, None if hidden else own, kind)
            for text, own, kind in zip(texts, shares, of_kind, strict=True)
        ),
    )


def _together(counts: Collection[_Count], options: int) -> _Count:
    return _Count(
        tuple(sum(count.people[at] for count in counts) for at in range(options)),
        sum(count.n for count in counts),
        sum(count.skipped for count in counts),
        sum(count.blank for count in counts),
    )


def _shares(count: _Count, gone: Collection[int] | None) -> list[OptionShare | None]:
    """Return the share of each option; None for those left out, all where `gone` is None."""
    return [
        None if gone is None or at in gone else option_share(people, count.n)
        for at, people in enumerate(count.people)
    ]


def _texts(side: Side, spot: _Spot, language: str) -> list[str]:
    if spot.boxes:
        return [side.questionnaire.asked(place).label[language] for place in spot.places]
    return [option[language] for option in spot.asked.options]
