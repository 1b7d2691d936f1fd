"""Gathers what a round's report says, once for every kind of file.

Its figures are those of the last freeze; of a published round those of the freeze that was
published, so that no later one changes a document that bears the decision. Such a document is
handed out: it hides what the published file hides, and says no more of whom that leaves out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from survey import export, report, store
from survey.booklet.contents import Contents, Kind
from survey.report import (
    CHANNELS,
    AgencyReport,
    Entry,
    Explained,
    NoFreeze,
    NotInRound,
    Ranking,
    Scoreboard,
    WeightedRanking,
)
from survey.store import Connection
from survey.store.editions import Edition
from survey.store.published_years import YearEdition
from survey.store.rounds import Round
from survey.words import N_, Refusal


class NothingToTell(Refusal):
    """A freeze without a body that may be told."""


def gather(
    db: Connection,
    this: Round,
    *,
    agency: str | None = None,
    kind: str | None = None,
    channel: str | None = None,
    only: Collection[int] | None = None,
    province: str = "",
) -> Contents:
    """Return what the last freeze says of a round, or its last edition.

    :param agency: code of the one body that it is about.
    :param kind: one kind alone, without its bodies' own figures.
    :param channel: sheets of these channels alone, which no edition tells by themselves.
    :param only: bodies that whoever asks may see; None: all.
    :param province: what the province is called, for its published indices.
    :raises NoFreeze: before the first freeze.
    :raises NotInRound: if the round does not ask about the body, or it is none of `only`.
    :raises NothingToTell: if the freeze has no body that is asked for.
    """
    edition = store.editions.last(db, this.id) if channel is None else None
    seen = report.shown(db, this, edition)
    if seen is None:
        raise NoFreeze(this.code)
    if agency is not None:
        only = {_needed(db, this, seen.no, agency, only)}
    asked = _Asked(db, this, edition, channel, only)
    rankings = asked.rankings(kind)
    own = rankings if kind is None else []
    bodies = asked.bodies(own)
    board, board_edition = _board(db, this, province)
    return Contents(
        round=this,
        shown=seen,
        sheet=report.questionnaire_of(db, this),
        method=rankings[0].method,
        kinds=asked.kinds(rankings, bodies),
        bodies=bodies,
        before=rankings[0].before,
        one=agency is not None,
        edition=edition,
        explained=asked.explained(bodies),
        board=board,
        board_edition=board_edition,
        weighted=asked.weighted(own),
        graded=report.graded(db, this),
        groups=report.groups(db, this, edition=edition) if only is None and kind is None else None,
    )


def _needed(db: Connection, this: Round, no: int, agency: str, only: Collection[int] | None) -> int:
    found = report.body_in(db, this, no, agency)
    if only is not None and found not in only:
        raise NotInRound(this.code, agency)
    return found


def _board(
    db: Connection, this: Round, province: str
) -> tuple[Scoreboard | None, YearEdition | None]:
    """Return the scoreboard of the year that the round ended in: as it was last published.

    One that was not published stands as it was entered. None where it tells nothing.
    """
    year = this.last.year
    editions = store.published_years.of_year(db, year)
    if editions:
        board = export.year_of(store.published_years.file(db, editions[-1]))
        return (board, editions[-1]) if board.entered else (None, None)
    # The round's own figures are what all this is about; they need no second place.
    found = report.scoreboard(db, year, province=province, with_rounds=False)
    if found is None or found.year != year or not found.entered:
        return None, None
    return found, None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A round as it is asked about. As in `gather`."""

    db: Connection
    round: Round
    edition: Edition | None
    channel: str | None
    only: Collection[int] | None

    def rankings(self, kind: str | None) -> list[Ranking]:
        """Return the rankings of every kind, or of one. :raises NothingToTell: if there is none."""
        first = self._ranking(kind)
        if not first.kinds:
            raise NothingToTell(
                N_("Số liệu đã chốt của đợt %(round)s chưa có đơn vị nào để báo cáo."),
                round=self.round.code,
            )
        others = [] if kind is not None else sorted(set(first.kinds) - {first.kind})
        return [first, *map(self._ranking, others)]

    def kinds(
        self, rankings: Iterable[Ranking], bodies: Sequence[AgencyReport]
    ) -> tuple[Kind, ...]:
        """Return the kinds of these rankings, with what their bodies are compared with."""
        sizes = self._sizes()
        scores = {one.body.kind: one.kind for one in bodies}
        return tuple(
            Kind(one.kind, one, scores.get(one.kind, {}), _together(sizes, one)) for one in rankings
        )

    def bodies(self, rankings: Sequence[Ranking]) -> tuple[AgencyReport, ...]:
        """Return what is said of the bodies of some rankings, those of one by name."""
        entries = [entry for ranking in rankings for entry in ranking.entries]
        found = (
            self._bodies_now(entries)
            if self.edition is None
            else report.published_reports(
                self.db, self.round, self.edition, {entry.unit for entry in entries}
            )
        )
        places = {ranking.kind: place for place, ranking in enumerate(rankings)}
        return tuple(
            sorted(found, key=lambda one: (places[one.body.kind], one.body.sort_key, one.body.code))
        )

    def explained(self, bodies: Iterable[AgencyReport]) -> tuple[Explained, ...]:
        """Return what these bodies said of provisional figures."""
        told = {body.body.id for body in bodies}
        found = report.explained(self.db, self.round, edition=self.edition) if told else []
        return tuple(one for one in found if one.said is not None and one.said.agency in told)

    def weighted(self, rankings: Iterable[Ranking]) -> tuple[tuple[str, WeightedRanking], ...]:
        """Return kind → its weighted ranking; nothing of an edition."""
        # Which strata may be told is worked out at a freeze, from five people on.
        if self.edition is not None:
            return ()
        found = (
            (
                one.kind,
                report.weighted_ranking(self.db, self.round, one, one.entries, only=self.only),
            )
            for one in rankings
        )
        return tuple((kind, ranking) for kind, ranking in found if ranking is not None)

    def _ranking(self, kind: str | None) -> Ranking:
        found = report.ranking(
            self.db,
            self.round,
            kind=kind,
            channel=self.channel,
            only=self.only,
            edition=self.edition,
        )
        assert found is not None, "there is a freeze"
        return found

    def _bodies_now(self, entries: Iterable[Entry]) -> Iterator[AgencyReport]:
        for entry in entries:
            found = report.agency_report(
                self.db,
                self.round,
                entry.row.agency,
                id=entry.unit,
                channel=self.channel,
                only=self.only,
            )
            assert found is not None, "there is a freeze"
            yield found

    def _sizes(self) -> Counter[tuple[str, str]]:
        """Return (body's code, channel) → sheets. Counts are told of everybody."""
        rows = report.index_rows(
            self.db,
            self.round,
            source="frozen",
            level="overall",
            group_by="channel",
            edition=self.edition,
        )
        sizes: Counter[tuple[str, str]] = Counter()
        for row in rows:
            sizes[row.agency, row.channel] += row.responses
        return sizes


def _together(sizes: Counter[tuple[str, str]], ranking: Ranking) -> dict[str, int]:
    """Return channel → sheets of the bodies of a ranking, where there are any."""
    codes = {entry.row.agency for entry in ranking.entries}
    found = {channel: sum(sizes[code, channel] for code in codes) for channel in CHANNELS}
    return {channel: n for channel, n in found.items() if n}
