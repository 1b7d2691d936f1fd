"""What the figures of a round stand on: its questionnaire, and the freeze that pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from survey import store
from survey.questionnaire import Questionnaire, read
from survey.report.asking import STEP
from survey.scoring import Group, Layout, Place
from survey.store import Connection
from survey.store.editions import Edition
from survey.store.rounds import Round
from survey.words import N_, Refusal


class NoFreeze(Refusal):
    """A round whose figures were never frozen has nothing to show yet."""

    def __init__(self, round_code: str) -> None:
        super().__init__(
            N_("Đợt %(round)s chưa chốt số liệu lần nào, nên chưa có số liệu để xem."),
            round=round_code,
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """The freeze that pages show. `since`: sheets kept after it, rounded down to fives.

    :ivar edition: the decision that published this very freeze; None: none did.
    """

    no: int
    day: date
    since: int
    edition: Edition | None = None


def shown(db: Connection, this: Round, edition: Edition | None = None) -> Shown | None:
    """Return what is shown of a round, or by an edition of it; None before its first freeze."""
    if edition is not None:
        frozen = store.freezes.need(db, this.id, edition.freeze)
        return Shown(frozen.no, frozen.day, 0, edition)
    last = store.freezes.last(db, this.id)
    if last is None:
        return None
    since = store.freezes.since(db, this.id)
    published = store.editions.last(db, this.id)
    if published is not None and published.freeze != last.no:
        published = None
    return Shown(last.no, last.day, since - since % STEP, published)


def questionnaire_of(db: Connection, this: Round) -> Questionnaire:
    """Return the very questionnaire that the round asks with."""
    kept = store.questionnaires.by_sha(db, this.questionnaire)
    assert kept is not None, "a round's questionnaire stands in the database"
    return _read(kept.file, kept.code)


@lru_cache(maxsize=32)
def layout_of(sheet: Questionnaire) -> Layout:
    """Return the order of this questionnaire's records and tallies."""
    return Layout(
        [Place(*place) for place in sheet.places],
        [Group(*group) for group in sheet.groups],
        sheet.decider_places,
    )


@lru_cache(maxsize=32)
def _read(file: bytes, code: str) -> Questionnaire:
    return read(file, f"{code}.toml")


def last_freeze(db: Connection, this: Round) -> int:
    """Return the number of a round's last freeze. :raises NoFreeze: before the first."""
    last = store.freezes.last(db, this.id)
    if last is None:
        raise NoFreeze(this.code)
    return last.no
