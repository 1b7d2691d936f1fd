"""How many sheets each body has, and how many it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey import store
from survey.report.asking import STEP
from survey.scoring import sample_needed
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.frozen import Body
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class Received:
    """Sheets of a body at a freeze (phiếu thu về / hợp lệ / loại).

    :ivar valid: those in the figures.
    :ivar excluded: kept and not counted, rounded down to fives; None: fewer than five, not none.
        One more or one less would tell whose sheet it was.
    """

    valid: int
    excluded: int | None

    @property
    def received(self) -> int:
        """How many came in: exact where none is excluded, else so many or a few more."""
        return self.valid + (1 if self.excluded is None else self.excluded)


@dataclass(frozen=True, slots=True)
class Needed:
    """Sheets that a body needs. `finished`: of so many dossiers; None: not entered, the minimum."""

    sheets: int
    finished: int | None


def received(valid: int, body: Body | None) -> Received:
    """Return what came in of a body. :param body: what its freeze knows; None: nothing."""
    excluded = body.excluded if body else 0
    return Received(valid, None if 0 < excluded < STEP else excluded - excluded % STEP)


def all_received(bodies: Mapping[int, Body], valid: int) -> Received:
    """Return what came in of several bodies together."""
    excluded = sum(body.excluded for body in bodies.values())
    return Received(valid, None if 0 < excluded < STEP else excluded - excluded % STEP)


def needed(db: Connection, this: Round, no: int, bodies: tuple[Agency, ...]) -> dict[int, Needed]:
    """Return body → the sheets it needs in a round: n = N / (1 + N·e²), or else the minimum.

    :param no: of the freeze whose dossiers N are.
    """
    ids = {body.id for body in bodies}
    entered = store.dossiers.of_freeze(db, this, no, ids if len(ids) == 1 else None)
    finished = {body: sum(one.by_field.values()) for body, one in entered.items()}
    return {
        body.id: Needed(sample_needed(finished[body.id]), finished[body.id])
        if finished.get(body.id)
        else Needed(this.minimum, None)
        for body in bodies
    }
