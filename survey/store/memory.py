"""What a process remembers of a database, so as not to read it for every page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

T = TypeVar("T")
_MOST = 24
OPTION = "survey_memory"
_seen: WeakKeyDictionary[Connection, dict[Hashable, Any]] = WeakKeyDictionary()


class Memory:
    """The things asked for last, by what they were asked for. Safe between threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` made for this key; two that ask at once may both make it."""
        found = self._known.pop(key, None)
        if found is None:
            found = make()
        self._known[key] = found
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        return cast(T, found)


def remembered(db: Connection, key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` makes of a database, made once for a key while it is asked for.

    Only for what cannot change under its key, such as what a freeze shows. Whoever writes gets
    it made anew: what a transaction wrote may never come to be.
    """
    memory: Memory | None = db.get_execution_options().get(OPTION)
    return make() if memory is None else memory.get(key, make)


def once(db: Connection, key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` reads, read once while somebody reads: they see one moment.

    Whoever writes reads it anew.
    """
    if OPTION not in db.get_execution_options():
        return make()
    seen = _seen.setdefault(db, {})
    if key not in seen:
        seen[key] = make()
    return cast(T, seen[key])
