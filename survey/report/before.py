"""The round before, scored as this one is, for every body's change and change of rank."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from survey import store
from survey.report.asking import Ask
from survey.report.bodies import Lineage, lineage
from survey.report.sides import NoFreeze, Side
from survey.scoring import BadMethod, Method, Score, Scores, rank
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round

Ranks = dict[int, tuple[int, int]]


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
) -> Before | None:
    """Return the previous round of the family and frame, scored by this round's method.

    None where there is none, where nothing of it is shown, or where the method does not fit it.

    :param asked: bodies of this round whose every index is compared; None: all.
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
        side = Side(db, found, records=(), **options)  # type: ignore[arg-type]
        line = lineage(db, found, this, side.counted, bodies)
        if asked is None or asked:
            compared = asked and {old for body in asked for old in line.compared(body)}
            side = Side(db, found, records=compared, **options)  # type: ignore[arg-type]
    except (NoFreeze, BadMethod):
        return None
    known = store.agencies.by_ids(db, side.counted, found.last)
    ranks = {} if ask.group_by else official_ranks(db, side, ask, known.values())
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


def official_ranks(db: Connection, side: Side, ask: Ask, bodies: Iterable[Agency]) -> Ranks:
    """Return body → (rank, ranked bodies) within its kind.

    Those with the round's minimum of sheets are ranked, by the channels that the round ranks
    by; a channel that it does not rank by gives no ranks.
    """
    chosen = frozenset(side.round.rank_channels)
    ranking = side
    if chosen and ask.channels is None:
        ranking = Side(
            db,
            side.round,
            source=ask.source,
            method=side.method,
            channels=chosen,
            records=(),
            no=side.no or None,
            few=side.few,
        )
    elif chosen and ask.channels is not None and not ask.channels <= chosen:
        return {}
    ranks: Ranks = {}
    for ranked in ranked_by_kind(ranking, bodies, hide=ask.hide):
        places = rank([one.percent for _, one in ranked])
        for (body_id, _), place in zip(ranked, places, strict=True):
            if place is not None:
                ranks[body_id] = (place, len(ranked))
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
