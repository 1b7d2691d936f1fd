"""Survey rounds (đợt khảo sát): who is asked what, from which day to which, and how it went on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, exists, insert, select

from survey.store import form_version
from survey.store.round_rules import (
    DESK,
    HOUSEHOLD,
    BadRound,
    Overlap,
    check,
    living,
    refuse_overlap,
)
from survey.store.tables import questionnaire, round_, round_agency, round_step
from survey.words import N_, Refusal

__all__ = [
    "DESK",
    "HOUSEHOLD",
    "STATES",
    "BadRound",
    "NoSuchRound",
    "Overlap",
    "Round",
    "all_rounds",
    "asked",
    "by_code",
    "by_id",
    "close",
    "enter",
    "is_final",
    "need",
    "next_for",
    "open_round",
    "previous",
    "steps",
    "until",
]

# The life of a round, in its order. Each is entered once and none is left backwards.
STATES = ("open", "closed", "provisional", "published", "final")


class NoSuchRound(Refusal):
    """No round bears the code."""


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it stands. `agencies` None: every body. Both days are included.

    `quick`: its posters ask the one overall question first.
    """

    id: int
    code: str
    title: str
    questionnaire: str
    family: str
    frame: str
    method: str
    minimum: int
    rank_channels: tuple[str, ...]
    first: date
    last: date
    state: str
    agencies: frozenset[int] | None
    quick: bool

    @property
    def ranked_by(self) -> frozenset[str] | None:
        """The channels whose sheets rank bodies; None: every channel."""
        return frozenset(self.rank_channels) or None

    @property
    def ranking_channel(self) -> str:
        """Those channels as an address or a file names them: with commas, or "all"."""
        return ",".join(self.rank_channels) or "all"

    def covers(self, agency_id: int) -> bool:
        """Whether the round asks about this body."""
        return self.agencies is None or agency_id in self.agencies


def open_round(
    db: Connection,
    *,
    code: str,
    title: str,
    questionnaire_sha256: str,
    frame: str = DESK,
    method: str,
    minimum: int,
    rank_channels: Iterable[str] = (),
    first: date,
    last: date,
    agencies: Collection[str] | None = None,
    quick: bool = False,
    today: date,
    person: str,
) -> Round:
    """Open a round and return it. Nothing that is fixed here changes later.

    :param agencies: codes of bodies that live on one of its days; None or empty for all.
    :param rank_channels: channels whose answers rank; none at all means every channel.
    :raises Overlap: if a body already has an open desk round on one of these days.
    :raises BadRound: if a code, a day or a body is not as it must be.
    """
    # Moving the version first also makes two openings wait for one another.
    form_version.bump(db)
    check(db, code, frame, minimum, first, last)
    family = _family(db, questionnaire_sha256)
    bodies = living(db, agencies, first, last) if agencies else None
    if frame == DESK:
        refuse_overlap(db, all_rounds(db), bodies, first, last)
    id_ = db.scalar(
        insert(round_)
        .values(
            code=code,
            title=title or code,
            questionnaire=questionnaire_sha256,
            family=family,
            frame=frame,
            method=method,
            minimum=minimum,
            rank_channels=",".join(rank_channels),
            first=first,
            last=last,
            quick=1 if quick else None,
        )
        .returning(round_.c.id)
    )
    if bodies:
        db.execute(insert(round_agency), [{"round": id_, "agency": body} for body in bodies])
    db.execute(insert(round_step).values(round=id_, state="open", day=today, person=person))
    return need(db, code)


def close(db: Connection, round_id: int, day: date, person: str) -> None:
    """End the taking of sheets (kết thúc thu phiếu). :raises BadRound: if it is not open."""
    enter(db, round_id, "closed", day, person)


def enter(
    db: Connection, round_id: int, state: str, day: date, person: str, *, until: date | None = None
) -> None:
    """Note that the round has come to `state`. :raises BadRound: if that is not a step forward.

    :param until: the last day on which bodies may explain provisional figures.
    """
    form_version.bump(db)
    done = set(db.scalars(select(round_step.c.state).where(round_step.c.round == round_id)))
    now = _latest(done)
    if STATES.index(state) <= STATES.index(now):
        raise BadRound(N_("Đợt này không còn ở bước có thể làm việc đó."), state=now)
    step = {"round": round_id, "state": state, "day": day, "person": person, "until": until}
    db.execute(insert(round_step).values(step))


def until(db: Connection, round_id: int) -> date | None:
    """Return the last day on which bodies may explain their figures; None: they were not asked."""
    found: date | None = db.scalar(
        select(round_step.c.until).where(
            round_step.c.round == round_id, round_step.c.state == "provisional"
        )
    )
    return found


def steps(db: Connection, round_id: int) -> list[tuple[str, date, str]]:
    """Return (state, day, person) for each step taken, in the order of the round's life."""
    rows = db.execute(
        select(round_step.c.state, round_step.c.day, round_step.c.person).where(
            round_step.c.round == round_id
        )
    )
    return sorted((tuple(row) for row in rows), key=lambda step: STATES.index(step[0]))


def by_code(db: Connection, code: str) -> Round | None:
    """Return the round that people call `code`, or None."""
    return _one(db, round_.c.code == code)


def need(db: Connection, code: str) -> Round:
    """Return the round that people call `code`. :raises NoSuchRound: if there is none."""
    found = by_code(db, code)
    if found is None:
        raise NoSuchRound(N_("Không có đợt mã “%(code)s”."), code=code)
    return found


def is_final(this: Round) -> bool:
    """Whether the round's sheets may be gone: then its tallies are never counted again."""
    return this.state == "final"


def by_id(db: Connection, id_: int) -> Round | None:
    """Return the round with this id, or None."""
    return _one(db, round_.c.id == id_)


def all_rounds(db: Connection) -> list[Round]:
    """Return every round, the latest first day first."""
    found = db.execute(select(round_).order_by(round_.c.first.desc(), round_.c.code)).all()
    states: dict[int, set[str]] = {}
    for id_, state in db.execute(select(round_step.c.round, round_step.c.state)):
        states.setdefault(id_, set()).add(state)
    bodies: dict[int, set[int]] = {}
    for id_, body in db.execute(select(round_agency.c.round, round_agency.c.agency)):
        bodies.setdefault(id_, set()).add(body)
    return [_round(row, states.get(row.id, set()), bodies.get(row.id)) for row in found]


def asked(db: Connection, agency_id: int, day: date) -> Round | None:
    """Return the desk round that this body's posters ask on `day`, or None."""
    return _one(db, round_.c.first <= day, round_.c.last >= day, *_asks(agency_id))


def next_for(db: Connection, agency_id: int, day: date) -> Round | None:
    """Return the desk round that this body's posters ask soonest after `day`, or None."""
    return _one(db, round_.c.first > day, *_asks(agency_id), order=round_.c.first)


def previous(db: Connection, this: Round) -> Round | None:
    """Return the latest round of the same family and frame that ended before `this` ends."""
    return _one(
        db,
        round_.c.family == this.family,
        round_.c.frame == this.frame,
        round_.c.last < this.last,
        order=round_.c.last.desc(),
    )


def _family(db: Connection, sha256: str) -> str:
    family = db.scalar(select(questionnaire.c.family).where(questionnaire.c.sha256 == sha256))
    if family is None:
        raise BadRound(N_("Chưa có mẫu phiếu này trong cơ sở dữ liệu."))
    return str(family)


def _asks(agency_id: int) -> tuple[ColumnElement[bool], ...]:
    """An open desk round that covers the body."""
    ended = exists().where(round_step.c.round == round_.c.id, round_step.c.state != "open")
    chosen = exists().where(round_agency.c.round == round_.c.id)
    covered = exists().where(
        round_agency.c.round == round_.c.id, round_agency.c.agency == agency_id
    )
    return (round_.c.frame == DESK, ~ended, ~chosen | covered)


def _one(
    db: Connection, *where: ColumnElement[bool], order: ColumnElement[Any] | None = None
) -> Round | None:
    columns = select(round_).where(*where).limit(1)
    found = db.execute(columns.order_by(order, round_.c.id) if order is not None else columns)
    row = found.first()
    if row is None:
        return None
    states = set(db.scalars(select(round_step.c.state).where(round_step.c.round == row.id)))
    bodies = set(db.scalars(select(round_agency.c.agency).where(round_agency.c.round == row.id)))
    return _round(row, states, bodies or None)


def _round(row: Row[Any], states: set[str], bodies: set[int] | None) -> Round:
    return Round(
        id=row.id,
        code=row.code,
        title=row.title,
        questionnaire=row.questionnaire,
        family=row.family,
        frame=row.frame,
        method=row.method,
        minimum=row.minimum,
        rank_channels=tuple(filter(None, row.rank_channels.split(","))),
        first=row.first,
        last=row.last,
        state=_latest(states),
        agencies=frozenset(bodies) if bodies else None,
        quick=bool(row.quick),
    )


def _latest(states: set[str]) -> str:
    return max(states, key=STATES.index, default="open")
