"""A sheet that comes back: checked in a fixed order, kept once, answered with a redirect.

The order of checks is what makes a resent sheet harmless. Whatever can be read and was sent
from a form of ours is looked up before anything is found wrong with it, so that a person whose
sheet is kept is never asked to send it again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, current_app, request
from werkzeug.exceptions import BadRequest

from survey import store
from survey.intake import doors
from survey.intake.doors import Door
from survey.intake.keep import Conflict, Kept, keep, kept_before
from survey.ledger import show_receipt
from survey.questionnaire import Filled, UnreadableSheet, read_form
from survey.web import here
from survey.web.citizen import body, dead_ends, paper, token
from survey.web.citizen.addresses import at
from survey.web.citizen.body import Fields
from survey.web.citizen.form import (
    ID,
    NOT_SENT,
    TOKEN,
    Sent,
    Told,
    handed_back,
    new_id,
    told_problems,
)
from survey.web.citizen.ready import ready, seal_of
from survey.web.citizen.token import Standing
from survey.words import N_

SECONDS = "60"  # what the page asks people to wait
_ID = re.compile(r"[0-9a-f]{32}")

_EXPIRED = N_("Trang mở đã lâu. Các câu đã chọn vẫn còn nguyên. Xin bấm Gửi phiếu lần nữa.")
_NOT_KEPT = N_(
    "Hệ thống đang bận, phiếu chưa được nhận. Câu trả lời vẫn còn trên trang. "
    "Xin chờ một phút rồi bấm Gửi phiếu lại."
)
_UNSURE = N_(
    "Chưa rõ phiếu đã được nhận hay chưa. Xin bấm Gửi phiếu lại; phiếu chỉ được tính một lần."
)


@dataclass(frozen=True, slots=True)
class _Came:
    """A sheet as it came, and the door whose form it was. `hour`: of the token it goes back with,
    should it go back: what lives is not made to live longer, for its round may have ended."""

    door: Door
    id: str
    standing: Standing
    hour: int
    filled: Filled
    fields: Fields

    @property
    def sent(self) -> Sent:
        return Sent(self.fields, self.filled.problems)


def send(code: str) -> Response:
    """Keep what a form of this poster brings; return a redirect to its receipt, or the form."""
    fields = body.fields_of(request)
    hidden = _taken(fields, ID), _taken(fields, TOKEN)
    try:
        came = _came(code, fields, *hidden)
    except (store.Busy, store.Unavailable):
        return _again(code, fields, *hidden)
    except doors.NoSuchPoster:
        return dead_ends.unknown(code)
    except doors.RetiredPoster:
        return dead_ends.retired(code)
    if isinstance(came, Response):
        return came
    try:
        return _answered(code, came)
    except Conflict:
        return _sent_before(came.door)
    except (store.Busy, store.Unavailable):
        return _not_kept(came)
    except Exception as failure:
        # The commit may have been done or not: only sending again can tell.
        current_app.logger.error("a sheet may be kept or not", exc_info=failure)
        return _back(came, _told(_UNSURE), 500)


def _came(code: str, fields: Fields, id: str, mark: str) -> _Came | Response:
    """Return the sheet with the door that its token names, or with today's where it lies."""
    claim = token.claim(mark)
    if claim is not None and _ID.fullmatch(id):
        door = opened(code, claim.round)
        if door is not None:
            standing = token.standing(ready().keys, seal_of(door), mark, id=id, now=here.hour())
            if standing is not Standing.FALSE:
                hour = claim.hour if standing is Standing.LIVE else here.hour()
                return _Came(door, id, standing, hour, _read(door, fields), fields)
    with here.database().reading() as db:
        door = doors.at(db, code, here.today())
    if door.round is None:
        return dead_ends.closed(door, 422)
    return _Came(door, new_id(), Standing.FALSE, here.hour(), _read(door, fields), fields)


def _answered(code: str, came: _Came) -> Response:
    if came.standing is Standing.FALSE:
        return _back(came, _told(_EXPIRED), 422)
    id, record, comment = bytes.fromhex(came.id), came.filled.record, came.filled.comment
    if came.standing is Standing.LIVE and not came.filled.problems:
        day = here.today()
        kept = keep(here.database(), came.door, id=id, record=record, comment=comment, day=day)
        return _to_receipt(code, kept)
    with here.database().reading() as db:
        before = kept_before(db, came.door, id=id, record=record)
    if before is not None:
        return _to_receipt(code, before)
    if came.standing is Standing.EXPIRED:
        return _renewed(code, came)
    return _back(came, told_problems(came.door, came.filled.problems), 422)


def _back(came: _Came, told: Told, status: int) -> Response:
    return handed_back(came.door, came.id, came.sent, told, status, hour=came.hour)


def _renewed(code: str, came: _Came) -> Response:
    """Hand the sheet back for the round that is open today, under its own id."""
    with here.database().reading() as db:
        door = doors.at(db, code, here.today())
    if door.round is None:
        return dead_ends.closed(door, 422)
    return handed_back(door, came.id, came.sent, _told(_EXPIRED), 422, hour=here.hour())


def opened(code: str, round: int) -> Door | None:
    """Return the door of a form that was opened in this round; None if there is no such round."""
    day = here.today()
    known = ready().doors
    key = (store.form_version.glance(here.database()), code, round, day)
    door = known.get(key)
    if door is None:
        try:
            with here.database().reading() as db:
                door = doors.held_open(db, code, round, day)
        except doors.NoSuchPoster:
            return None
        known.put(key, door, 1)
    return door


def _read(door: Door, fields: Fields) -> Filled:
    assert door.questionnaire is not None
    try:
        return read_form(door.questionnaire, fields)
    except UnreadableSheet:
        raise BadRequest from None


def _taken(fields: Fields, name: str) -> str:
    """Take a hidden field out of the others; empty where it is missing."""
    values = fields.pop(name, [""])
    if len(values) != 1:
        raise BadRequest
    return values[0]


def _to_receipt(code: str, kept: Kept) -> Response:
    """A redirect with nothing to draw: the page that it leads to asks the database again."""
    said = {"ma": show_receipt(kept.receipt)}
    if kept.hidden:
        said["che"] = str(kept.hidden)
    headers = {"Location": at(f"/p/{code}/da-nhan", urlencode(said)), "Cache-Control": "no-store"}
    return Response(status=303, headers=headers)


def _sent_before(door: Door) -> Response:
    return paper.page(
        "sent",
        409,
        agency=door.desk.agency_name,
        desk=door.desk.name,
        path=f"/p/{door.poster}",
    )


def _not_kept(came: _Came) -> Response:
    answer = _back(came, _told(_NOT_KEPT), 503)
    answer.headers["Retry-After"] = SECONDS
    return answer


def _again(code: str, fields: Fields, id: str, mark: str) -> Response:
    """Nothing could be asked of the database, not even what the form looks like."""
    every = [(ID, id), (TOKEN, mark)]
    every += [(name, value) for name, values in fields.items() for value in values]
    told = _told(_NOT_KEPT)
    answer = paper.page(
        "again",
        503,
        heading=told.heading,
        sentence=told.sentence,
        action=request.full_path.rstrip("?"),
        fields=every,
    )
    answer.headers["Retry-After"] = SECONDS
    return answer


def _told(sentence: str) -> Told:
    return Told(here.gettext(NOT_SENT), here.gettext(sentence))
