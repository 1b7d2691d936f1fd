"""Which bodies somebody may see: all, or their own and those under it."""

from __future__ import annotations

from collections.abc import Collection
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


def gives_away(members: Collection[int], only: Collection[int] | None) -> bool:
    """Whether a figure of these bodies together would tell whoever sees `only` that of another.

    It does where one body is left when their own are taken out of it.

    :param members: bodies with sheets; `only` None: all may be seen.
    """
    return only is not None and len(set(members) - set(only)) == 1


def scope(db: Connection, own: int | None, day: date) -> Scope:
    """Return what whoever belongs to a body sees on `day`; `own` None: they belong to none."""
    return Scope(None if own is None else frozenset(under(db, own, day)))
