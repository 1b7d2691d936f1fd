"""A strip of ranks: one tick a rank, the first on the left. Percentages for SVG; no drawing."""

from __future__ import annotations

from dataclasses import dataclass

_MOST_TICKS = 100  # closer together they would be one grey band


@dataclass(frozen=True, slots=True)
class Strip:
    """Where ranks of so many stand.

    >>> strip = Strip(63)
    >>> strip.at(1), strip.at(63), strip.middle
    ('0.79%', '99.21%', 30)
    """

    of: int

    def at(self, rank: int) -> str:
        """Return where a rank stands; one beyond the last stands there."""
        return f"{100 * (min(rank, self.of) - 0.5) / self.of:.2f}%"

    @property
    def ticks(self) -> list[tuple[str, bool]]:
        """Each tick's place, and whether it is a long one: the first, the last, every tenth."""
        long = {1, self.of, *range(10, self.of, 10)}
        shown = range(1, self.of + 1) if self.of <= _MOST_TICKS else sorted(self._few())
        return [(self.at(rank), rank in long or self.of > _MOST_TICKS) for rank in shown]

    @property
    def middle(self) -> int | None:
        """A round rank near the middle, to be written there; None where there is no room."""
        return None if self.of < 20 else 10 * (self.of // 20)

    def _few(self) -> set[int]:
        step = 10 ** (len(str(self.of)) - 1)
        return {1, self.of, *range(step, self.of, step)}
