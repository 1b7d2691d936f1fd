"""Cross-tabs (phân tổ theo …) of a closed round: of a body, of its kind, of the province."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from survey import store
from survey.questionnaire import Questionnaire
from survey.report.asking import FEW, NotThere
from survey.report.bodies import Bodies, bodies_of
from survey.report.breakdowns import Breakdowns
from survey.report.places import by_channel, by_desk, kinds_by_channel
from survey.report.sides import Side, questionnaire_of
from survey.report.told import Row, Told
from survey.report.ways import CHANNEL, DESK, MONTH, Way, ways_of
from survey.scoring import Method, Score
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round
from survey.words import N_, Refusal

BLANK = "blank"


class NoCrosstabs(Refusal):
    """Cross-tabs are counted when a round is closed."""

    def __init__(self, round_code: str) -> None:
        super().__init__(
            N_("Đợt %(round)s chưa có số liệu phân tổ: chỉ có khi đã kết thúc thu phiếu."),
            round=round_code,
        )


@dataclass(frozen=True, slots=True)
class Category:
    """One row of a cross-tab.

    :ivar id: number of the option, month (YYYY-MM), desk's code, channel, or `BLANK`.
    :ivar text: the option or desk in words; empty where the id has to be said in words.
    :ivar scores: in the order of `Crosstab.indices`; None where one is left out.
    """

    id: str
    text: str
    scores: Row


@dataclass(frozen=True, slots=True)
class Crosstab:
    """The indices of some people by one thing that their sheets tell.

    :ivar body: whose; None: of `kind`, or where that is empty of the province.
    :ivar kinds: kinds there are to choose from.
    :ivar ways: (id, label) of what there is to break down by; a label is empty where the id has
        to be said in words. `by` and `label`: the one that was asked.
    :ivar indices: (level, id, name): overall, then the factors. `total`: of all together.
    :ivar no: the freeze that all figures come from, and its `day`.
    :ivar left_out: bodies of the kind, or kinds of the province, that are not in the figures.
    """

    round: Round
    questionnaire: str
    no: int
    day: date
    body: Agency | None
    kind: str
    kinds: tuple[str, ...]
    by: str
    label: str
    ways: tuple[tuple[str, str], ...]
    indices: tuple[tuple[str, str, str], ...]
    total: Row
    categories: tuple[Category, ...]
    left_out: int

    def by_index(self) -> Iterator[tuple[str, Score | None, list[tuple[Category, Score | None]]]]:
        """Yield (name, of all together, each category with its score) of every index."""
        for at, (_, _, name) in enumerate(self.indices):
            yield name, self.total[at], [(one, one.scores[at]) for one in self.categories]


def crosstab(
    db: Connection,
    this: Round,
    *,
    by: str | None = None,
    agency: str | None = None,
    kind: str | None = None,
    only: Collection[int] | None = None,
    few: int = FEW,
    language: str = "vi",
) -> Crosstab:
    """Return a cross-tab as it was counted when the round was closed.

    By desk and by channel it tells what the last freeze does.

    :param by: what to break down by; None: the first there is.
    :param agency: a body's code on the round's last day.
    :param kind: a kind; None, and no agency: the whole province.
    :param only: bodies whose kinds may be chosen; None: all.
    :param few: people under whom a figure is left out: 5 inside the offices, 10 in public.
    :raises NoCrosstabs: if the round is open, or was not frozen since there are cross-tabs.
    :raises NotInRound: if the round does not ask about the body.
    :raises NotThere: if nothing is broken down by that, or there is no such kind.
    """
    no = store.breakdowns.made(db, this.id)
    last = store.freezes.last(db, this.id)
    if this.state == "open" or no is None or last is None:
        raise NoCrosstabs(this.code)
    sheet = questionnaire_of(db, this)
    side = Side(
        db, this, source="frozen", method=Method.parse(this.method), channels=None, records=set()
    )
    bodies = bodies_of(db, this, side.counted)
    body = bodies.need(agency, this) if agency is not None else None
    kinds = _kinds(bodies, only)
    if body is None and kind is not None and kind not in kinds:
        raise NotThere(N_("Đợt này không có nhóm đơn vị “%(kind)s”."), kind=kind)
    chosen = body.kind if body else kind or ""
    ways = _ways(sheet, this, language, desks=body is not None and this.frame == DESK)
    by = by or ways[0][0]
    if by not in dict(ways):
        known = ", ".join(id_ for id_, _ in ways)
        raise NotThere(N_("Không phân tổ theo “%(by)s” được. Có: %(known)s."), by=by, known=known)
    if by in (DESK, CHANNEL):
        no = last.no
        told, names = _of_places(db, this, bodies, body, chosen, by, few)
    else:
        way = next(one for one in ways_of(sheet, this) if one.id == by)
        counted = Breakdowns(db, this, bodies, way, few=few)
        if body is not None:
            told = counted.of_body(body)
        else:
            told = counted.of_kind(chosen) if chosen else counted.of_province()
        names = list(_categories(sheet, way, language))
    return Crosstab(
        round=this,
        questionnaire=sheet.code,
        no=no,
        day=next(one.day for one in store.freezes.all_freezes(db, this.id) if one.no == no),
        body=body,
        kind=chosen,
        kinds=kinds,
        by=by,
        label=dict(ways)[by],
        ways=ways,
        indices=tuple(
            (level, id_, sheet.label(level, id_, language))
            for level, id_, _ in sheet.groups
            if level in ("overall", "factor")
        ),
        total=told.total,
        categories=tuple(
            Category(id_, text, row) for (id_, text), row in zip(names, told.rows, strict=True)
        ),
        left_out=told.left_out,
    )


def ways(db: Connection, this: Round, language: str = "vi") -> tuple[tuple[str, str], ...]:
    """Return (id, label) of all that a body of the round can be broken down by."""
    return _ways(questionnaire_of(db, this), this, language, desks=this.frame == DESK)


def _ways(
    sheet: Questionnaire, this: Round, language: str, *, desks: bool
) -> tuple[tuple[str, str], ...]:
    asked = sorted(ways_of(sheet, this), key=lambda way: way.kind != "demographic")
    found = [
        (way.id, sheet.asked(way.place).label[language]) for way in asked if way.place is not None
    ]
    return (*found, *([(DESK, "")] if desks else []), (CHANNEL, ""), (MONTH, ""))


def _categories(sheet: Questionnaire, way: Way, language: str) -> Iterator[tuple[str, str]]:
    if way.place is None:
        yield from ((month, "") for month in way.names)
        return
    options = sheet.asked(way.place).options
    yield from zip(way.names, (option[language] for option in options), strict=True)
    yield BLANK, ""


def _of_places(
    db: Connection,
    this: Round,
    bodies: Bodies,
    body: Agency | None,
    kind: str,
    by: str,
    few: int,
) -> tuple[Told, Sequence[tuple[str, str]]]:
    if body is not None and by == DESK:
        return by_desk(db, this, body, few=few)
    if body is not None:
        told, channels = by_channel(db, this, body, few=few)
    else:
        kinds = [kind] if kind else list(bodies.kinds())
        told, channels = kinds_by_channel(db, this, bodies, kinds)
    return told, [(one, "") for one in channels]


def _kinds(bodies: Bodies, only: Collection[int] | None) -> tuple[str, ...]:
    return tuple(
        name
        for name, members in bodies.kinds().items()
        if only is None or any(one.id in only for one in members)
    )
