"""How the sheets of a questionnaire are counted."""

from __future__ import annotations

from functools import lru_cache

from survey import store
from survey.questionnaire import Questionnaire, read
from survey.scoring import Group, Layout, Place, Tally
from survey.store.connection import Connection
from survey.words import N_, Refusal

_FEW = 2  # so far, counting sheet by sheet is quicker


class NotInDatabase(Refusal):
    """A round names a questionnaire whose bytes are not in the database."""


@lru_cache(maxsize=64)
def layout_of(questionnaire: Questionnaire) -> Layout:
    """Return the layout of a questionnaire's records and tallies."""
    return Layout(
        [Place(*place) for place in questionnaire.places],
        [Group(*group) for group in questionnaire.groups],
        questionnaire.decider_places,
    )


def count(layout: Layout, records: list[str]) -> Tally:
    """Return the tally of at least one record, the quickest way for so many."""
    if len(records) > _FEW:
        return layout.count(records)
    total = layout.one(records[0])
    return total if len(records) == 1 else total + layout.one(records[1])


_read: dict[str, Questionnaire] = {}


def questionnaire_of(db: Connection, sha256: str) -> Questionnaire:
    """Return the questionnaire whose bytes were kept when a round was opened with it.

    Read once in a process: what bears this hash never changes.

    :raises NotInDatabase: if the database does not have it.
    """
    if sha256 not in _read:
        kept = store.questionnaires.by_sha(db, sha256)
        if kept is None:
            raise NotInDatabase(N_("Chưa có mẫu phiếu này trong cơ sở dữ liệu."))
        _read[sha256] = read(kept.file, kept.code)
    return _read[sha256]
