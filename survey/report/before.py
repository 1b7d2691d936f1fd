"""The round before, scored as this one is, for every body's change and change of rank."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from survey import store
from survey.report.asking import FEW, Ask
from survey.report.basis import NoFreeze, last_freeze
from survey.report.bodies import Lineage, counted_in, lineage, stamp
from survey.report.sides import Side
from survey.scoring import BadMethod, Method, Score, Scores, rank
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round

Ranks = Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Before:
    """What figures of this round are compared with."""

    side: Side
    line: Lineage
    bodies: dict[int, Agency]
    ranks: Ranks

    @property
    def round(self) -> Round:
        """The round before."""
        return self.side.round

    def codes(self, members: Iterable[int]) -> str:
        """Return the codes of these bodies, a space between two."""
        return " ".join(sorted(self.bodies[one].code for one in members))

    def names(self, members: Iterable[int]) -> tuple[str, ...]:
        """Return what these bodies were called, by code."""
        found = sorted((self.bodies[one] for one in members), key=lambda body: body.code)
        return tuple(body.name for body in found)

    def of_kind(self, kind: str | None) -> set[int]:
        """Return the bodies that were of this kind; of any kind for None."""
        return {one.id for one in self.bodies.values() if kind is None or one.kind == kind}


def before(
    db: Connection,
    this: Round,
    ask: Ask,
    method: Method,
    *,
    bodies: Collection[int],
    asked: Collection[int] | None,
    alone: Collection[int] | None = None,
) -> Before | None:
    """Return the previous round of the family and frame, scored by this round's method.

    None where there is none, where nothing of it is shown, or where the method does not fit it.

    :param asked: bodies of this round whose every index is compared; None: all.
    :param alone: bodies of this round of which anything is compared at all; None: all.
    """
    found, no = _compared(db, this, ask)
    if found is None:
        return None
    options = {
        "source": ask.source,
        "method": method,
        "channels": ask.channels,
        "no": no,
        "few": ask.few,
    }
    try:
        if alone is not None:
            counted = counted_in(db, found, no or last_freeze(db, found), split=method.split)
            line = lineage(db, found, this, counted, bodies)
            own = {old for body in alone for old in line.compared(body)}
            records = own if asked is None or asked else ()
            side = Side(db, found, records=records, alone=own, **options)  # type: ignore[arg-type]
        else:
            own = None
            side = Side(db, found, records=(), **options)  # type: ignore[arg-type]
            line = lineage(db, found, this, side.counted, bodies)
            if asked is None or asked:
                compared = asked and {old for body in asked for old in line.compared(body)}
                side = Side(db, found, records=compared, **options)  # type: ignore[arg-type]
    except (NoFreeze, BadMethod):
        return None
    known = store.agencies.by_ids(db, side.counted, found.last)
    ranks = {} if ask.group_by else official_ranks(db, side, ask, known.values(), alone=own)
    return Before(side, line, known, ranks)


def _compared(db: Connection, this: Round, ask: Ask) -> tuple[Round | None, int | None]:
    """Return the round before and which of its freezes; an edition compares with an edition."""
    if ask.edition is None:
        return store.rounds.previous(db, this), None
    if ask.edition.compared_round is None or ask.edition.compared_edition is None:
        return None, None
    found = store.rounds.by_id(db, ask.edition.compared_round)
    edition = store.editions.need(db, ask.edition.compared_round, ask.edition.compared_edition)
    return found, edition.freeze


def official_ranks(
    db: Connection,
    side: Side,
    ask: Ask,
    bodies: Iterable[Agency],
    *,
    alone: Collection[int] | None = None,
) -> Ranks:
    """Return body → (rank, ranked bodies) within its kind.

    Those with the round's minimum of sheets are ranked, by the channels that the round ranks
    by; a channel that it does not rank by gives no ranks.

    :param bodies: all that sheets speak of, and any others.
    :param alone: those whose ranks will be asked for, as of `side`; None: all.
    """
    chosen = side.round.ranked_by
    if chosen and ask.channels and not ask.channels <= chosen:
        return {}
    if alone is not None:
        kept = _kept_ranks(db, side, ask, bodies, alone)
        if kept is not None:
            return kept
    ranking = side
    if alone is not None or (chosen and ask.channels is None):
        ranking = Side(
            db,
            side.round,
            source=ask.source,
            method=side.method,
            channels=chosen if chosen and ask.channels is None else ask.channels,
            records=(),
            no=side.no or None,
            few=side.few,
        )
    told = list(bodies)
    if ranking.key is None:
        return _ranked(ranking, told, hide=ask.hide)
    # A body's kind may change between two pages.
    key = ("ranks", ranking.key, ask.hide, tuple((body.id, body.kind) for body in told))
    return store.remembered(db, key, lambda: _ranked(ranking, told, hide=ask.hide))


def _ranked(side: Side, bodies: Iterable[Agency], *, hide: int) -> Ranks:
    ranks: dict[int, tuple[int, int]] = {}
    for ranked in ranked_by_kind(side, bodies, hide=hide):
        places = rank([one.percent for _, one in ranked])
        for (body_id, _), place in zip(ranked, places, strict=True):
            if place is not None:
                ranks[body_id] = (place, len(ranked))
    return ranks


def holds(db: Connection, side: Side, ask: Ask, members: Iterable[int], kind: str) -> bool:
    """Whether what the freeze kept of a kind's ranks is what would be worked out now.

    That is for the round's own method, the channels that it ranks by, and the same bodies.

    :param members: those of the kind that sheets speak of.
    """
    this = side.round
    return (
        ask.source == "frozen"
        and str(side.method) == this.method
        and max(this.minimum, ask.hide) == max(this.minimum, FEW)
        and (ask.channels is None or ask.channels == this.ranked_by)
        and store.frozen.stamps(db, this.id, side.no).get(kind) == stamp(members)
    )


def _kept_ranks(
    db: Connection, side: Side, ask: Ask, bodies: Iterable[Agency], wanted: Collection[int]
) -> Ranks | None:
    """Return the ranks of some bodies as the freeze kept them; None where that does not hold."""
    counted = [body for body in bodies if side.counts(body.id)]
    ranks: dict[int, tuple[int, int]] = {}
    for body in (one for one in counted if one.id in wanted):
        members = (one.id for one in counted if one.kind == body.kind)
        known = store.frozen.body(db, side.round.id, side.no, body.id)
        if known is None or known.of is None or not holds(db, side, ask, members, body.kind):
            return None
        if known.rank is not None:
            ranks[body.id] = (known.rank, known.of)
    return ranks


def ranked_by_kind(
    side: Side, bodies: Iterable[Agency], *, hide: int
) -> list[list[tuple[int, Score]]]:
    """Return the bodies to be ranked and their indices, a list a kind.

    Those with enough sheets, and unless nothing is hidden of those alone that are told.
    """
    kinds: dict[str, list[tuple[int, Score]]] = {}
    for body in bodies:
        found = side.overall({body.id})
        shown = found.responses >= max(side.round.minimum, hide)
        shown = shown and (not hide or side.tells({body.id}))
        if shown and found.percent is not None:
            kinds.setdefault(body.kind, []).append((body.id, found))
    return list(kinds.values())


def rank_change(
    now: tuple[int, int] | None, past: tuple[int, int] | None, *, same_kind: bool
) -> int | None:
    """Return how many ranks were gained; None where the two are not to be compared.

    That is where a body changed its kind, or the number of ranked bodies by more than a tenth.

    >>> rank_change((24, 63), (31, 63), same_kind=True)
    7
    >>> rank_change((12, 34), (31, 63), same_kind=True) is None
    True
    """
    if now is None or past is None or not same_kind:
        return None
    if 10 * abs(now[1] - past[1]) > past[1]:
        return None
    return past[0] - now[0]


def scores_of(
    side: Side, members: Collection[int], levels: Collection[str], *, desk: int | None = None
) -> Scores:
    """Return every index asked of these bodies; the overall alone needs no record."""
    if desk is None and set(levels) == {"overall"}:
        one = side.overall(members)
        return {(one.level, one.id): one}
    return side.scores(members, desk=desk)
