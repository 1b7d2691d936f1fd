"""Tallies as the store keeps them, put in order and read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from survey.scoring import Score, Stratum, Tally, of_one_stratum
from survey.store.tallies import TallyRow

OVERALL = ("overall", "overall")
Rows = Mapping[int, Sequence[TallyRow]]


def plain_score(rows: Iterable[TallyRow]) -> Score:
    """Return the overall index by the default method out of plain sums alone.

    The same as `score` gives for it, because no sheet without a level is kept.
    """
    n = x = y = xx = yy = xy = 0
    for row in rows:
        n += row.responses
        x += row.x
        y += row.y
        xx += row.xx
        yy += row.yy
        xy += row.xy
    if not y:
        return Score(*OVERALL, n, x, y, None, None)
    interval, variance = of_one_stratum(Stratum(n, x, y, xx, yy, xy), n)
    return Score(*OVERALL, n, x, y, Fraction(x, y), interval, variance=variance)


def tally_of(row: TallyRow) -> Tally:
    """Return a tally that was read with its record."""
    assert row.record is not None, "the last freeze and the live counts have records"
    return Tally(row.responses, row.x, row.y, row.xx, row.yy, row.xy, bytes(row.record))


def by_agency(rows: Iterable[TallyRow]) -> dict[int, list[TallyRow]]:
    """Return the tallies of each body that took in."""
    found: dict[int, list[TallyRow]] = {}
    for row in rows:
        found.setdefault(row.agency, []).append(row)
    return found


def by_decider(rows: Rows) -> dict[int, list[TallyRow]]:
    """Return the tallies that each body decided, where another took in."""
    found: dict[int, list[TallyRow]] = {}
    for some in rows.values():
        for row in some:
            if row.decider != row.agency:
                found.setdefault(row.decider, []).append(row)
    return found
