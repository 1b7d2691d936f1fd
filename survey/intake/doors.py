"""What a poster asks: the desk it hangs at, the round that is open there, the questionnaire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from survey import store
from survey.intake.layouts import questionnaire_of
from survey.questionnaire import Questionnaire
from survey.store.connection import Connection
from survey.store.desks import Desk
from survey.store.rounds import Round
from survey.words import N_, Refusal

POSTER = "poster"


class NoSuchPoster(Refusal):
    """A code that no poster ever had."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Không có mã quầy này. Xin xem lại từng chữ trên bảng mã QR, "
                "hoặc hỏi cán bộ ở quầy."
            )
        )


class RetiredPoster(Refusal):
    """A poster that has been replaced, or whose desk is closed."""

    def __init__(self) -> None:
        super().__init__(N_("Bảng mã QR này đã được thay. Xin quét bảng mới ở quầy."))


@dataclass(frozen=True, slots=True)
class Door:
    """One way in. `round` and `questionnaire` are None where nothing is asked that day;
    `coming` is then the round that will be asked next, if one is planned.
    """

    poster: str
    desk: Desk
    round: Round | None
    coming: Round | None
    questionnaire: Questionnaire | None
    channel: str = POSTER


def at(db: Connection, poster_code: str, day: date) -> Door:
    """Return what a poster asks on `day`.

    :raises NoSuchPoster: if no poster ever had this code.
    :raises RetiredPoster: if it has been replaced or its desk is closed.
    """
    poster = store.desks.by_poster(db, poster_code, day)
    if poster is None:
        raise NoSuchPoster()
    if poster.retired is not None or (poster.desk.last is not None and poster.desk.last < day):
        raise RetiredPoster()
    asked = store.rounds.asked(db, poster.desk.agency_id, day)
    coming = None if asked else store.rounds.next_for(db, poster.desk.agency_id, day)
    return _door(db, poster_code, poster.desk, asked, coming)


def held_open(db: Connection, poster_code: str, round_id: int, day: date) -> Door:
    """Return the door that a form was opened at, for the round it was opened in.

    A sheet belongs to the round of its token, also when that has ended or the poster has been
    replaced while somebody was answering; whether the token still lives is the caller's to say.

    :raises NoSuchPoster: if there is no such poster, or no such round.
    """
    poster = store.desks.by_poster(db, poster_code, day)
    found = store.rounds.by_id(db, round_id)
    if poster is None or found is None:
        raise NoSuchPoster()
    return _door(db, poster_code, poster.desk, found, None)


def _door(
    db: Connection,
    poster_code: str,
    desk: Desk,
    asked: Round | None,
    coming: Round | None,
) -> Door:
    return Door(
        poster=poster_code,
        desk=desk,
        round=asked,
        coming=coming,
        questionnaire=questionnaire_of(db, asked.questionnaire) if asked else None,
    )
