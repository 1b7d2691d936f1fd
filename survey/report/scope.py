"""Which bodies somebody may see: all, or their own and those under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from survey.report.bodies import under
from survey.store import Connection


@dataclass(frozen=True, slots=True)
class Scope:
    """Bodies by id; `ids` None: all."""

    ids: frozenset[int] | None

    def sees(self, body: int) -> bool:
        """Whether this body is among them."""
        return self.ids is None or body in self.ids


def scope(db: Connection, own: int | None, day: date) -> Scope:
    """Return what whoever belongs to a body sees on `day`; `own` None: they belong to none."""
    return Scope(None if own is None else frozenset(under(db, own, day)))
