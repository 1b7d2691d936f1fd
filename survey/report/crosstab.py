"""Cross-tabs (phân tổ theo …) of a closed round: of a body, of its kind, of the province."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from survey import store
from survey.report.asking import CHANNELS, FEW, NotThere
from survey.report.basis import last_freeze, layout_of, questionnaire_of
from survey.report.bodies import bodies_of, counted_in
from survey.report.breakdowns import Breakdowns
from survey.report.categories import BLANK, Category, Crosstab
from survey.report.places import by_channel, by_desk, kinds_by_channel
from survey.report.scope import gives_away
from survey.report.tabled import Tabled
from survey.report.ways import CHANNEL, DESK, MONTH, Way, ways_of
from survey.scoring import Breakdown, Method
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import DESK as AT_DESKS
from survey.store.rounds import Round
from survey.words import N_, Refusal


class NoCrosstabs(Refusal):
    """Cross-tabs are counted when a round is closed."""

    def __init__(self, round_code: str) -> None:
        super().__init__(
            N_("Đợt %(round)s chưa có số liệu phân tổ: chỉ có khi đã kết thúc thu phiếu."),
            round=round_code,
        )


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
    if this.state == "open" or no is None:
        raise NoCrosstabs(this.code)
    asked = _Asked(db, this, by, agency, kind, only, language)
    if asked.by in (DESK, CHANNEL):
        last = store.freezes.last(db, this.id)
        told, names = asked.of_places(few)
        return asked.table(last.no if last else no, told, names)
    counted = Breakdowns(db, this, asked.bodies, asked.way(), few=few)
    if asked.body is not None:
        told = counted.of_body(asked.body)
    else:
        told = counted.of_kind(asked.kind) if asked.kind else counted.of_province()
        if only is not None and asked.others_in(told, only) < 2:
            told = told.without_figures()
    return asked.table(no, told, list(asked.categories()))


def exact_crosstab(
    db: Connection,
    this: Round,
    count: Callable[[Breakdown, str, Agency | None, str], Mapping[str, int]],
    *,
    by: str | None = None,
    agency: str | None = None,
    kind: str | None = None,
    language: str = "vi",
) -> Crosstab:
    """Return a cross-tab of sheets that somebody else counts, with nothing left out.

    :param count: takes what reads sums, what to break down by, the body and the kind; returns
        category → its sum.
    :raises NotInRound: and NotThere, as `crosstab`.
    """
    asked = _Asked(db, this, by, agency, kind, None, language)
    if asked.by == DESK:
        raise NotThere(N_("Tệp lưu không có quầy, nên không phân tổ theo quầy được."))
    method = Method.parse(this.method)
    if method.split and asked.body is not None:
        raise NotThere(N_("Tệp lưu chưa tách tiêu chí cho cơ quan giải quyết của từng đơn vị."))
    reader = Breakdown(layout_of(asked.sheet), method)
    sums = count(reader, asked.by, asked.body, asked.kind)
    names = (
        [(one, "") for one in CHANNELS if one in sums]
        if asked.by == CHANNEL
        else list(asked.categories())
    )
    rows = tuple(tuple(reader.read(sums.get(id_, 0))[1].values()) for id_, _ in names)
    total = tuple(reader.read(sum(sums.values()))[1].values())
    last = store.freezes.last(db, this.id)
    return asked.table(last.no if last else 0, Tabled(total, rows), names)


class _Asked:
    """What is asked of a round, looked up and checked."""

    def __init__(
        self,
        db: Connection,
        this: Round,
        by: str | None,
        agency: str | None,
        kind: str | None,
        only: Collection[int] | None,
        language: str,
    ) -> None:
        self._db, self._this, self._language = db, this, language
        self._only = only
        self.sheet = questionnaire_of(db, this)
        split = Method.parse(this.method).split
        counted = counted_in(db, this, last_freeze(db, this), split=split)
        self.bodies = bodies_of(db, this, counted)
        self.body = self.bodies.need(agency, this) if agency is not None else None
        self.kinds = tuple(
            name
            for name, members in self.bodies.kinds().items()
            if only is None
            or (
                any(one.id in only for one in members)
                and not gives_away([one.id for one in members if one.id in counted], only)
            )
        )
        if self.body is None and kind is not None and kind not in self.kinds:
            raise NotThere(N_("Đợt này không có nhóm đơn vị “%(kind)s”."), kind=kind)
        self.kind = self.body.kind if self.body else kind or ""
        self.ways = self._ways()
        self.by = by or self.ways[0][0]
        if self.by not in dict(self.ways):
            known = ", ".join(id_ for id_, _ in self.ways)
            raise NotThere(
                N_("Không phân tổ theo “%(by)s” được. Có: %(known)s."), by=self.by, known=known
            )

    def way(self) -> Way:
        """Return the question or the months that are asked."""
        return next(one for one in ways_of(self.sheet, self._this) if one.id == self.by)

    def categories(self) -> Iterator[tuple[str, str]]:
        """Yield (id, words) of the categories of a question, or of the months."""
        way = self.way()
        if way.place is None:
            yield from ((month, "") for month in way.names)
            return
        options = self.sheet.asked(way.place).options
        yield from zip(way.names, (option[self._language] for option in options), strict=True)
        yield BLANK, ""

    def others_in(self, told: Tabled, only: Collection[int]) -> int:
        """Return how many bodies at least, but those in `only`, a kind's figures are made of."""
        members = {body.id for body in self.bodies.kinds()[self.kind]}
        return len(members) - told.left_out - len(members & set(only))

    def of_places(self, few: int) -> tuple[Tabled, Sequence[tuple[str, str]]]:
        """Return what is told by desk or by channel."""
        if self.body is not None and self.by == DESK:
            return by_desk(self._db, self._this, self.bodies, self.body, few=few)
        if self.body is not None:
            told, channels = by_channel(self._db, self._this, self.bodies, self.body, few=few)
        else:
            kinds = [self.kind] if self.kind else list(self.bodies.kinds())
            told, channels = kinds_by_channel(self._db, self._this, self.bodies, kinds)
        return told, [(one, "") for one in channels]

    def table(self, no: int, told: Tabled, names: Sequence[tuple[str, str]]) -> Crosstab:
        """Return the whole, of the freeze `no`."""
        frozen = {one.no: one.day for one in store.freezes.all_freezes(self._db, self._this.id)}
        return Crosstab(
            round=self._this,
            questionnaire=self.sheet.code,
            no=no,
            day=frozen[no],
            body=self.body,
            kind=self.kind,
            kinds=self.kinds,
            by=self.by,
            label=dict(self.ways)[self.by],
            ways=self.ways,
            indices=tuple(
                (level, id_, self.sheet.label(level, id_, self._language))
                for level, id_, _ in self.sheet.groups
                if level in ("overall", "factor")
            ),
            total=told.total,
            categories=tuple(
                Category(id_, text, row) for (id_, text), row in zip(names, told.rows, strict=True)
            ),
            left_out=told.left_out,
        )

    def _ways(self) -> tuple[tuple[str, str], ...]:
        asked = sorted(ways_of(self.sheet, self._this), key=lambda way: way.kind != "demographic")
        found = [
            (way.id, self.sheet.asked(way.place).label[self._language])
            for way in asked
            if way.place is not None
        ]
        desks = [(DESK, "")] if self.body is not None and self._this.frame == AT_DESKS else []
        # By channel a kind's figures may be of a single other body.
        channels = [(CHANNEL, "")] if self.body is not None or self._only is None else []
        return (*found, *desks, *channels, (MONTH, ""))
