"""Two bodies of a round side by side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from survey import store
from survey.report.asking import Ask, read_channels
from survey.report.basis import Shown, shown
from survey.report.bodies import bodies_of, counted_in
from survey.report.sample import Received, received
from survey.report.sides import Side
from survey.report.spreads import Spread, spread_of
from survey.report.told import Told, told
from survey.scoring import Method, change
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round


@dataclass(frozen=True, slots=True)
class PairLine:
    """One index of both."""

    one: Told
    other: Told

    @property
    def apart(self) -> Decimal | None:
        """The first less the second, in percentage points; None where either is not told."""
        return change(self.one.percent, self.other.percent)

    @property
    def clear(self) -> bool:
        """Whether their intervals do not touch."""
        one, other = self.one, self.other
        if one.low is None or one.high is None or other.low is None or other.high is None:
            return False
        return one.low > other.high or one.high < other.low


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bodies, and every index of both: overall, parts where several, factors, criteria.

    :ivar received: the sheets of each in every channel.
    """

    shown: Shown
    channel: str
    one: Agency
    other: Agency
    received: tuple[Received, Received]
    lines: tuple[PairLine, ...]

    @property
    def spreads(self) -> tuple[Spread, Spread]:
        """The spread of the criteria of each."""
        criteria = [line for line in self.lines if line.one.level == "criterion"]
        return (
            spread_of(line.one.percent for line in criteria),
            spread_of(line.other.percent for line in criteria),
        )


def pair(
    db: Connection,
    this: Round,
    one: str,
    other: str,
    *,
    channel: str | None = None,
    language: str = "vi",
) -> Pair | None:
    """Return two bodies side by side, as each one's page tells it; None before the first freeze.

    :raises NotInRound: if the round does not ask about either.
    :raises NotThere: for an unknown channel.
    """
    seen = shown(db, this)
    if seen is None:
        return None
    ask = Ask(channels=read_channels(channel))
    method = Method.parse(this.method)
    bodies = bodies_of(db, this, counted_in(db, this, seen.no, split=method.split))
    mine, theirs = (bodies.need(code, this) for code in (one, other))
    both = {mine.id, theirs.id}
    side = Side(
        db, this, source="frozen", method=method, channels=ask.channels, records=both, alone=both
    )
    first, second = (told(side, body.id, language=language) for body in (mine, theirs))
    parts = sum(level == "part" for level, _ in first)
    lines = [PairLine(first[key], second[key]) for key in first if key[0] != "part" or parts > 1]
    known = store.frozen.bodies(db, this.id, seen.no)
    came, went = (received(side.taken_in(one.id), known.get(one.id)) for one in (mine, theirs))
    return Pair(seen, ask.channel, mine, theirs, (came, went), tuple(lines))
