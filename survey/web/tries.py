"""Counts wrong passwords a name, in this process's memory, so that guessing takes years."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

# By name and never by address: a whole office shares one.
ALLOWED = 10
WINDOW = timedelta(minutes=15)
NAMES = 10_000  # more are only ever made up; the oldest are forgotten


class Tries:
    """Wrong passwords of the last minutes.

    >>> tries, noon = Tries(), datetime(2026, 11, 23, 12)
    >>> for _ in range(ALLOWED):
    ...     tries.failed("hoa.lo", noon)
    >>> tries.too_many("hoa.lo", noon), tries.too_many("hoa.lo", noon + WINDOW)
    (True, False)
    """

    minutes = int(WINDOW.total_seconds() // 60)

    def __init__(self) -> None:
        self._failures: dict[str, list[datetime]] = {}
        self._lock = Lock()

    def too_many(self, name: str, moment: datetime) -> bool:
        """True if nobody may try this name just now."""
        with self._lock:
            return len(self._recent(name, moment)) >= ALLOWED

    def failed(self, name: str, moment: datetime) -> None:
        """Count one wrong password."""
        with self._lock:
            recent = self._recent(name, moment)
            recent.append(moment)
            self._failures[name] = recent
            while len(self._failures) > NAMES:
                del self._failures[next(iter(self._failures))]

    def succeeded(self, name: str) -> None:
        """Forget the wrong ones."""
        with self._lock:
            self._failures.pop(name, None)

    def _recent(self, name: str, moment: datetime) -> list[datetime]:
        return [one for one in self._failures.get(name, []) if moment - one < WINDOW]
