"""What is kept ready, never more than so many bytes of it: the least used goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")


class Bounded(Generic[Key, Thing]):
    """Things by key, up to a weight in all. Safe between threads.

    >>> kept = Bounded[str, str](most=2)
    >>> for name in "abac":
    ...     kept.put(name, name.upper(), 1)
    >>> kept.get("a"), kept.get("b")
    ('A', None)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._things: OrderedDict[Key, tuple[Thing, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Thing | None:
        """Return the thing of this key, if it is still there."""
        with self._lock:
            found = self._things.get(key)
            if found is None:
                return None
            self._things.move_to_end(key)
            return found[0]

    def put(self, key: Key, thing: Thing, weight: int) -> None:
        """Keep a thing; what was least used makes room for it."""
        with self._lock:
            if (before := self._things.pop(key, None)) is not None:
                self._held -= before[1]
            self._things[key] = thing, weight
            self._held += weight
            while self._held > self._most:
                _, (_, gone) = self._things.popitem(last=False)
                self._held -= gone

    @property
    def weight(self) -> int:
        """What everything that is held weighs."""
        return self._held
