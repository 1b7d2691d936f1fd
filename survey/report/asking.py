"""What may be asked of a round's figures, and how the room refuses the rest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from survey.store.editions import Edition
from survey.words import N_, Refusal

Source = Literal["live", "frozen"]
Pooling = Literal["pooled", "mean_of_units"]

# The ways a sheet may come; a round says which of them rank its bodies.
CHANNELS = ("poster", "screen", "code", "kiosk", "paper", "interview", "earlier")
LEVELS = ("overall", "part", "factor", "criterion")
# kind: bodies of one kind · parent: a body with all that belong to it · all: the whole round.
GROUPINGS = ("desk", "channel", "kind", "parent", "all")
ALL = "all"
# Fewer sheets than this say too much of one person to be shown inside the offices.
FEW = 5
STEP = 5  # how finely pages say how many sheets came that no figure shows
# And fewer than this, to be shown to everybody.
PUBLIC = 10


def few_for(edition: Edition | None) -> int:
    """Return how many are too few for whoever reads an edition, which is everybody."""
    return FEW if edition is None else PUBLIC


class NotInRound(Refusal):
    """The round has no body of this code."""

    def __init__(self, round_code: str, agency: str) -> None:
        super().__init__(
            N_("Đợt %(round)s không có đơn vị mã “%(agency)s”."), round=round_code, agency=agency
        )


class NotThere(Refusal):
    """A level, channel or grouping that there is not."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a round, checked. `channels` None: every channel.

    `edition`: as it was published, whatever was frozen later; None: the last freeze.
    """

    source: Source = "frozen"
    agency: str | None = None
    levels: tuple[str, ...] = LEVELS
    channels: frozenset[str] | None = None
    group_by: str | None = None
    pooling: Pooling = "pooled"
    hide: int = FEW
    edition: Edition | None = None

    @property
    def few(self) -> int:
        """How many people are too few, also behind what is left out together."""
        return max(self.hide, FEW)

    @property
    def channel(self) -> str:
        """The channels as a row names them."""
        return channel_of(self.channels)


def channel_of(channels: Collection[str] | None) -> str:
    """Return channels as a row names them, in their order; None: all of them.

    >>> channel_of({"paper", "poster"}), channel_of(None)
    ('poster,paper', 'all')
    """
    if channels is None:
        return ALL
    return ",".join(channel for channel in CHANNELS if channel in channels)


def read_levels(level: str) -> tuple[str, ...]:
    """Return the levels that `level` stands for. :raises NotThere: if there is no such level."""
    if level == ALL:
        return LEVELS
    if level not in LEVELS:
        raise NotThere(N_("Không có cấp “%(level)s” của chỉ số."), level=level)
    return (level,)


def read_channels(channel: str | None) -> frozenset[str] | None:
    """Return the channels named, several with commas; None for all of them.

    :raises NotThere: if there is no such channel.

    >>> sorted(read_channels("code,poster") or ())
    ['code', 'poster']
    >>> read_channels("all") is None
    True
    """
    if channel is None or channel == ALL:
        return None
    named = frozenset(channel.split(","))
    for unknown in sorted(named - set(CHANNELS)):
        raise NotThere(
            N_("Không có hình thức trả lời “%(channel)s”. Có: %(known)s."),
            channel=unknown,
            known=", ".join(CHANNELS),
        )
    return named


def read_grouping(group_by: str | None, pooling: str) -> tuple[str | None, Pooling]:
    """Return both, checked. :raises NotThere: if there is no such grouping."""
    if group_by is not None and group_by not in GROUPINGS:
        raise NotThere(
            N_("Không gộp được theo “%(group)s”. Có: %(known)s."),
            group=group_by,
            known=", ".join(GROUPINGS),
        )
    if pooling == "pooled":
        return group_by, "pooled"
    if pooling == "mean_of_units":
        return group_by, "mean_of_units"
    raise NotThere(N_("Không có cách gộp “%(group)s”."), group=pooling)
