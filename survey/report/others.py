"""Questions that no index holds, and who answered: people per option, of a body and of its kind."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from survey import store
from survey.questionnaire import Questionnaire
from survey.report.answered import (
    Answered,
    Count,
    OfKind,
    Spot,
    answered,
    counted_at,
    spots_of,
    taken_in,
)
from survey.report.asking import FEW
from survey.report.basis import Shown, questionnaire_of, shown
from survey.report.bodies import Bodies, bodies_of, counted_in, stamp
from survey.report.covering import COMPLEMENT
from survey.report.scope import gives_away
from survey.report.sides import Side
from survey.scoring import Layout, Method, OptionShare, Tally, option_share
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round


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
    counted = counted_in(db, this, seen.no, split=Method.parse(this.method).split)
    bodies = bodies_of(db, this, counted)
    body = bodies.need(agency, this) if agency is not None else None
    kinds = _kinds(bodies, counted, only)
    chosen = body.kind if body else kind if kind in kinds else next(iter(kinds), "")
    members = {one.id for one in bodies.of_round if one.kind == chosen and one.id in counted}
    whole = _whole(db, this, seen.no, chosen, members)
    sheet, own = questionnaire_of(db, this), None
    if body is not None:
        side = _side(db, this, {body.id})
        own = _Own(body.id, side.layout, taken_in(side, body.id))
    lines = [
        _other(sheet, spot, of, members - of.untold, own, only, language)
        for spot, of in zip(spots_of(sheet), whole.spots, strict=True)
    ]
    return OthersReport(
        shown=seen,
        body=body,
        kind=chosen,
        kinds=kinds,
        responses=own.tally.responses if own else whole.responses,
        lines=tuple(lines),
    )


class _Own(NamedTuple):
    """A body's own sheets."""

    body: int
    layout: Layout
    tally: Tally


def _side(db: Connection, this: Round, bodies: set[int]) -> Side:
    return Side(
        db,
        this,
        source="frozen",
        method=Method.parse(this.method),
        channels=None,
        records=bodies,
        alone=bodies,
    )


def _whole(db: Connection, this: Round, no: int, kind: str, members: set[int]) -> Answered:
    """Return what the freeze kept of a kind; where it did not, or of other bodies, what it is."""
    kept = store.frozen.kind(db, this.id, no, kind)
    if kept is not None and kept.members == stamp(members):
        return Answered.unpacked(kept.record)
    return answered(_side(db, this, members), members)


def _kinds(
    bodies: Bodies, counted: Collection[int], only: Collection[int] | None
) -> tuple[str, ...]:
    if only is None:
        return tuple(bodies.kinds())
    return tuple(
        name
        for name, members in bodies.kinds().items()
        if any(one.id in only for one in members)
        and not gives_away([one.id for one in members if one.id in counted], only)
    )


def _other(
    sheet: Questionnaire,
    spot: Spot,
    of: OfKind,
    told: Collection[int],
    own: _Own | None,
    only: Collection[int] | None,
    language: str,
) -> Other:
    of_all = None if gives_away(told, only) else of.of_all
    of_kind = _shares(of.whole, of_all)
    if own is None:
        mine, shares = of.whole, of_kind
        hidden = COMPLEMENT if of_all is None else ""
        if not told and of.answered:
            hidden = "few"
    else:
        mine = counted_at(own.layout, own.tally, spot)
        shares = _shares(mine, of.left_out(own.body))
        hidden = "few" if 0 < mine.n < FEW else ""
        if not set(told) - {own.body}:
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
            OptionLine(text, None if hidden else share, kind)
            for text, share, kind in zip(
                _texts(sheet, spot, language), shares, of_kind, strict=True
            )
        ),
    )


def _shares(count: Count, gone: Collection[int] | None) -> list[OptionShare | None]:
    """Return the share of each option; None for those left out, all where `gone` is None."""
    return [
        None if gone is None or at in gone else option_share(people, count.n)
        for at, people in enumerate(count.people)
    ]


def _texts(sheet: Questionnaire, spot: Spot, language: str) -> list[str]:
    if spot.boxes:
        return [sheet.asked(place).label[language] for place in spot.places]
    return [option[language] for option in spot.asked.options]
