"""The ranking of one kind of bodies, as a page shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from survey import store
from survey.report.asking import Ask, few_for, read_channels
from survey.report.basis import Shown, shown
from survey.report.index import Index
from survey.report.listed import Listed
from survey.report.order import Order, order_of
from survey.report.pooled import adds_up
from survey.report.rows import Entry
from survey.report.sample import received
from survey.report.scope import gives_away
from survey.report.spreads import Spread
from survey.report.standing import Standings, Verdict, as_ranked, side_of
from survey.scoring import Score
from survey.store import Connection
from survey.store.editions import Edition
from survey.store.keys import fold
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bodies of one kind, best first; those with too few sheets after them, then the unanswered.

    :ivar kinds: every kind of the round, to choose from; `kind` is the one shown.
    :ivar whole: the index of all bodies of the kind together; its share None: nobody answered,
        too few to tell, or an edition whose indices do not add up to it.
    :ivar entries: a row is made when it is asked for; their `places` are known of all.
    :ivar before: title of the round compared with; empty: there is none.
    :ivar responses: sheets behind the whole.
    :ivar standings: body → where it stands among those listed.
    :ivar spread: of the bodies listed that are ranked; `reach`: as of an `Order`.
    """

    round: Round
    shown: Shown
    kinds: tuple[str, ...]
    kind: str
    channel: str
    method: str
    whole: Score
    entries: Listed
    before: str
    standings: Standings
    spread: Spread
    reach: tuple[Decimal, ...]

    @property
    def responses(self) -> int:
        """Sheets of the kind that are in the figures."""
        return self.whole.responses

    @property
    def ranked(self) -> int:
        """How many bodies have a rank."""
        return sum(one.rank is not None for one in self.entries.places)

    @property
    def short(self) -> int:
        """How many were answered, by too few to be ranked."""
        return sum(0 < one.responses < self.round.minimum for one in self.entries.places)

    @property
    def silent(self) -> int:
        """How many nobody answered about."""
        return sum(not one.responses for one in self.entries.places)

    def against_whole(self, entry: Entry) -> Verdict:
        """Return on which side of the whole a body's interval lies; empty where unranked."""
        return side_of(entry.row, self.whole.percent)


def ranking(
    db: Connection,
    this: Round,
    *,
    kind: str | None = None,
    channel: str | None = None,
    only: Collection[int] | None = None,
    edition: Edition | None = None,
    language: str = "vi",
) -> Ranking | None:
    """Return the ranking of a kind by what was last frozen; None before the first freeze.

    :param kind: None, or one that the round does not have: the departments, if there are any;
        else the kind of the first body.
    :param channel: a channel; None: those that the round ranks by; "all": all of them.
    :param only: bodies to list, and their kinds; their ranks are still among all of the kind.
    :param edition: as it was published, whatever was frozen later; None: the last freeze.
    :raises NotThere: for an unknown channel.
    """
    seen = shown(db, this, edition)
    if seen is None:
        return None
    if channel is None:
        channel = this.ranking_channel
    ask = Ask(
        levels=("overall",),
        channels=read_channels(channel),
        hide=few_for(edition),
        edition=edition,
    )
    index = Index(db, this, ask, language=language)
    kinds = {
        name: members
        for name, members in index.bodies.kinds().items()
        if only is None or any(body.id in only for body in members)
    }
    chosen = kind if kind in kinds else first_kind(kinds)
    order = order_of(db, index.side, index.ranks, kinds.get(chosen, ()))
    listed = order if only is None else order.of(only)
    return Ranking(
        round=this,
        shown=seen,
        kinds=tuple(kinds),
        kind=chosen,
        channel=ask.channel,
        method=str(index.method),
        whole=_whole(order, index, only),
        entries=Listed(index, listed.places),
        before=index.past.round.title if index.past else "",
        standings=_standings(db, index, listed, seen.no, whole=only is None),
        spread=listed.spread,
        reach=listed.reach,
    )


def first_kind(kinds: Iterable[str]) -> str:
    """Return the kind that is looked for first: the departments (sở) of the province."""
    return min(kinds, key=lambda kind: not fold(kind).startswith("so"), default="")


def _standings(db: Connection, index: Index, listed: Order, no: int, *, whole: bool) -> Standings:
    known, ask = store.frozen.bodies(db, index.round.id, no), index.ask
    drawn = known if ask.edition is None else as_ranked(known, index.ranks)
    return Standings(
        listed,
        lambda body: received(index.side.taken_in(body), known.get(body)),
        # Ranks by other channels were not drawn.
        drawn if ask.channels == index.round.ranked_by else {},
        whole=whole,
    )


def _whole(order: Order, index: Index, only: Collection[int] | None) -> Score:
    """Return the index of a kind, without its share where that would tell of a body by itself."""
    if index.ask.edition is not None:
        # Whoever sees some bodies sees that too.
        told = adds_up(index.method)
    else:
        told = not gives_away(order.told, only)
    return order.whole if told else replace(order.whole, share=None, interval=None)
