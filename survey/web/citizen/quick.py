"""The quick form: one overall question on a page of its own, before the whole form.

An answer to it is a sheet of its own kind, with an id and a token of its own. It leads on to the
whole form, which draws another id: nothing ties the two.
"""

from __future__ import annotations

from flask import Response, current_app, request
from markupsafe import Markup
from werkzeug.exceptions import BadRequest

from survey import clips, store
from survey.intake import doors
from survey.intake.doors import Door
from survey.intake.quick import keep
from survey.web import here
from survey.web.citizen import body, dead_ends, listening, paper, token
from survey.web.citizen.addresses import at
from survey.web.citizen.deflated import Deflated
from survey.web.citizen.form import ID, SLOT, TOKEN, WHOLE, Told, hidden, new_id
from survey.web.citizen.notice import MOST
from survey.web.citizen.ready import Form, ready, seal_of
from survey.web.citizen.sending import SECONDS, opened
from survey.web.citizen.token import Standing
from survey.words import N_

PURPOSE = "citizen quick form"
LEVEL = "muc"
_AGAIN = "lai"  # said of an answer that was counted before
_LEVELS = {str(level): level for level in range(1, store.quick.LEVELS + 1)}

_ASKED = N_(
    "Không hỏi tên, không bắt buộc. Cán bộ ở quầy không xem được câu trả lời của từng người."
)
_PUBLISHED_BY = N_("%(office)s tổng hợp; chỉ công bố số liệu chung, từ 10 người trả lời trở lên.")
_PUBLISHED = N_("Chỉ công bố số liệu chung, từ 10 người trả lời trở lên.")
_NOT_COUNTED = N_("Chưa ghi nhận được câu trả lời")
_MISSING = N_("Xin chọn một trong năm mức.")
_EXPIRED = N_("Trang mở đã lâu. Xin chọn lại một mức.")
_BUSY = N_(
    "Hệ thống đang bận, câu trả lời chưa được ghi nhận. Mức đã chọn vẫn còn. "
    "Xin chờ một phút rồi bấm Gửi phiếu."
)
_UNSURE = N_(
    "Chưa rõ câu trả lời đã được ghi nhận hay chưa. Xin bấm Gửi phiếu; chỉ được tính một lần."
)


def drawn(door: Door) -> Form:
    """Return the page with the question of a door, ready to be handed out as a form is."""
    assert door.round is not None
    start, end = _draw(door, SLOT, None).split(SLOT)
    page = Deflated(start.encode(), end.encode())
    return Form("quick", door.round.id, seal_of(door, PURPOSE), page)


def send(code: str) -> Response:
    """Count what the page with the question brings; return a redirect, or the page again."""
    fields = body.fields_of(request)
    if not fields.keys() <= {ID, TOKEN, LEVEL} or any(len(each) != 1 for each in fields.values()):
        raise BadRequest
    came = {name: values[0] for name, values in fields.items()}
    try:
        return _answered(code, came.get(ID, ""), came.get(TOKEN, ""), came.get(LEVEL, ""))
    except (store.Busy, store.Unavailable):
        return _waiting(came, _BUSY, 503)
    except doors.NoSuchPoster:
        return dead_ends.unknown(code)
    except doors.RetiredPoster:
        return dead_ends.retired(code)
    except Exception as failure:
        # The commit may have been done or not: only sending again can tell.
        current_app.logger.error("a quick answer may be counted or not", exc_info=failure)
        return _waiting(came, _UNSURE, 500)


def done(code: str) -> Response:
    """Say that an answer is counted, and offer the whole form where one is still asked."""
    day = here.today()
    with here.database().reading() as db:
        poster = store.desks.by_poster(db, code, day)
        if poster is None:
            return dead_ends.unknown(code)
        try:
            door = doors.at(db, code, day)
        except doors.RetiredPoster:
            door = None
    return paper.page(
        "quick_done",
        agency=poster.desk.agency_name,
        desk=poster.desk.name,
        path=f"/p/{code}",
        before=_AGAIN in request.args,
        count=len(door.questionnaire.criteria) if door and door.questionnaire else 0,
        whole=at(f"/p/{code}", WHOLE) if door and door.round else "",
    )


def _answered(code: str, id: str, mark: str, level: str) -> Response:
    claim = token.claim(mark)
    door = None if claim is None else opened(code, claim.round)
    if claim is not None and door is not None:
        seal = seal_of(door, PURPOSE)
        standing = token.standing(ready().keys, seal, mark, id=id, now=here.hour())
        if standing is Standing.LIVE and level in _LEVELS:
            return _kept(code, door, id, _LEVELS[level])
        if standing is not Standing.FALSE and _is_spent(id):
            return _lead(f"/p/{code}/da-ghi", _AGAIN)
        if standing is Standing.LIVE:
            # No fresh token: a round that has ended would be open for another day.
            return _asked_again(door, id, claim.hour, _MISSING)
        if standing is Standing.EXPIRED:
            return _renewed(code, id)
    return _renewed(code, new_id())


def _kept(code: str, door: Door, id: str, level: int) -> Response:
    new = keep(here.database(), door, id=bytes.fromhex(id), level=level, day=here.today())
    return _lead(f"/p/{code}/da-ghi", *(() if new else (_AGAIN,)))


def _is_spent(id: str) -> bool:
    with here.database().reading() as db:
        return store.quick.is_spent(db, bytes.fromhex(id))


def _renewed(code: str, id: str) -> Response:
    """Ask again in the round that is open today; lead to its form where it has no such question."""
    with here.database().reading() as db:
        door = doors.at(db, code, here.today())
    if door.round is None:
        return dead_ends.closed(door, 422)
    if not door.round.quick:
        return _lead(f"/p/{code}")
    return _asked_again(door, id, here.hour(), _EXPIRED)


def _asked_again(door: Door, id: str, hour: int, sentence: str) -> Response:
    assert door.round is not None
    slot = hidden(door.round.id, seal_of(door, PURPOSE), id, hour)
    told = Told(here.gettext(_NOT_COUNTED), here.gettext(sentence))
    return paper.send(_draw(door, slot, told), "quick", 422, keep=True)


def _waiting(came: dict[str, str], sentence: str, status: int) -> Response:
    """Hand back what came with one button that sends it again, as it was."""
    answer = paper.page(
        "again",
        status,
        heading=here.gettext(_NOT_COUNTED),
        sentence=here.gettext(sentence),
        action=request.full_path,
        fields=list(came.items()),
    )
    if status == 503:
        answer.headers["Retry-After"] = SECONDS
    return answer


def _lead(path: str, *said: str) -> Response:
    return Response(status=303, headers={"Location": at(path, *said), "Cache-Control": "no-store"})


def _notice() -> tuple[str, str]:
    """Return what a person is told before the five faces, short enough to leave all of them on
    the first screen, and what is told after them; a very long name of an office is left out."""
    office, asked = here.settings().office, here.gettext(_ASKED)
    told = here.gettext(_PUBLISHED_BY, office=office)
    if office and len(f"{asked} {told}".split()) <= MOST:
        return asked, told
    return asked, here.gettext(_PUBLISHED)


def _draw(door: Door, slot: Markup, told: Told | None) -> str:
    whole = door.questionnaire
    assert whole is not None
    assert whole.quick is not None
    language = here.language().code
    return paper.draw(
        "quick",
        agency=door.desk.agency_name,
        desk=door.desk.name,
        question=whole.quick[language],
        levels=[(level.value, level.label[language]) for level in whole.levels],
        clips=listening.offers(clips.of_quick(whole)),
        notice=_notice(),
        count=len(whole.criteria),
        field=LEVEL,
        action=at(f"/p/{door.poster}", "nhanh"),
        path=f"/p/{door.poster}",
        whole=at(f"/p/{door.poster}", WHOLE),
        slot=slot,
        told=told,
    )
