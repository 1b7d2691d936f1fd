"""Which criteria pull an index down: what the whole would be if one reached the kind's level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from survey.report.counts import OVERALL
from survey.report.covering import Key
from survey.report.kinds import KindIndex, among
from survey.report.rows import Entry
from survey.report.sides import Side
from survey.scoring import change, overall_if, percent


@dataclass(frozen=True, slots=True)
class Pull:
    """A criterion under its kind's index (`of_kind`, in percent), and what it costs the whole.

    :ivar gain: percentage points by which the overall index would be higher.
    """

    entry: Entry
    of_kind: Decimal
    gain: Decimal


def pulls(
    side: Side, body: int, criteria: Iterable[Entry], kind: Mapping[Key, KindIndex]
) -> tuple[Pull, ...]:
    """Return the criteria that cost a body's overall index something, the dearest first.

    The whole is worked out anew by the round's method, with the kind's index as it is shown in
    the place of the criterion's own, and as many answers as there are.
    """
    scores = side.scores({body})
    now = scores[OVERALL].percent
    found = []
    for entry in criteria:
        mean, own = among(kind, entry), entry.row.percent
        if mean is None or mean.percent is None or own is None or own >= mean.percent:
            continue
        then = overall_if(
            side.layout, scores, side.method, {entry.row.id: Fraction(mean.percent) / 100}
        )
        gain = change(percent(then) if then is not None else None, now)
        if gain:
            found.append(Pull(entry, mean.percent, gain))
    return tuple(sorted(found, key=lambda one: (-one.gain, one.entry.row.id)))
