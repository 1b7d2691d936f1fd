"""Opening a round: the questionnaire's very bytes, the method and the thresholds are fixed here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from survey import store
from survey.intake.layouts import layout_of
from survey.questionnaire import NoSuchQuestionnaire, Questionnaire, read, shelf
from survey.scoring import Method, check_fits
from survey.store import Connection
from survey.store.rounds import Round
from survey.words import N_, Refusal

CHANNELS = ("poster", "screen", "code", "kiosk", "paper", "interview", "earlier")


def questionnaires(db: Connection) -> dict[str, Questionnaire]:
    """Return every questionnaire that a round may use, by code: the built-in ones first."""
    found = {code: shelf.load(code) for code in shelf.published()}
    for kept in store.questionnaires.all_kept(db):
        if kept.code not in found:
            found[kept.code] = read(kept.file, kept.code)
    return found


def method_of(sheet: Questionnaire, method: str | None = None) -> Method:
    """Return the method by which a round of this questionnaire is scored: its own unless named.

    :raises BadMethod: if there is no such method, or its weights are not for its parts.
    """
    found = Method.parse(method or sheet.method)
    check_fits(layout_of(sheet), found)
    return found


def add_questionnaire(db: Connection, sheet: Questionnaire, *, today: date) -> None:
    """Keep an office's own questionnaire. What a round has used can never be changed.

    :raises Refusal: if its code is taken by another text, or its method is none.
    """
    method_of(sheet)
    taken = questionnaires(db).get(sheet.code)
    if taken is not None and taken.sha256 != sheet.sha256:
        raise Refusal(
            N_("Mã mẫu phiếu %(code)s đã dùng cho một văn bản khác. Xin đặt mã mới."),
            code=sheet.code,
        )
    store.questionnaires.keep(
        db,
        code=sheet.code,
        family=sheet.family,
        sha256=sheet.sha256,
        file=sheet.file,
        today=today,
    )


def open_round(
    db: Connection,
    *,
    code: str,
    questionnaire: str,
    first: date,
    last: date,
    today: date,
    person: str,
    title: str | None = None,
    frame: str = store.rounds.DESK,
    agencies: Collection[str] = (),
    method: str | None = None,
    minimum: int | None = None,
    rank_channels: Collection[str] = (),
    quick: bool = False,
) -> Round:
    """Open a round and return it.

    :param questionnaire: its code; method and minimum default to what its file says.
    :param rank_channels: channels whose answers rank; none means all.
    :param quick: its posters ask the questionnaire's one overall question first.
    :raises Refusal: for an unknown questionnaire, method or channel, and as `store.rounds`.
    """
    sheet = questionnaires(db).get(questionnaire)
    if sheet is None:
        raise NoSuchQuestionnaire(questionnaire)
    unknown = [channel for channel in rank_channels if channel not in CHANNELS]
    if unknown:
        raise Refusal(
            N_("Không có hình thức trả lời “%(channel)s”. Có: %(known)s."),
            channel=unknown[0],
            known=", ".join(CHANNELS),
        )
    if quick:
        _refuse_quick(sheet, frame)
    add_questionnaire(db, sheet, today=today)
    return store.rounds.open_round(
        db,
        code=code,
        title=title or code,
        questionnaire_sha256=sheet.sha256,
        frame=frame,
        method=str(method_of(sheet, method)),
        minimum=minimum or sheet.minimum,
        rank_channels=rank_channels,
        first=first,
        last=last,
        agencies=agencies,
        quick=quick,
        today=today,
        person=person,
    )


def _refuse_quick(sheet: Questionnaire, frame: str) -> None:
    """Refuse a quick form where there is no question for it, or nobody to ask at a desk."""
    if frame != store.rounds.DESK:
        raise Refusal(N_("Câu hỏi nhanh chỉ dùng cho đợt hỏi tại nơi giải quyết thủ tục."))
    if sheet.quick is None:
        raise Refusal(N_("Mẫu phiếu %(code)s không có câu hỏi nhanh."), code=sheet.code)
