"""The decision under which figures are published: its number, day and signatory."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from survey.words import N_, Refusal

LONGEST_NAME = 200  # letters of a decision's number, of a signatory with their office
LONGEST_CHANGE = 2000


class BadDecree(Refusal):
    """What is said of a decision cannot stand under an edition."""


@dataclass(frozen=True, slots=True)
class Decree:
    """A decision. `says`: what changed, for every edition but the first; it is a correction."""

    decision: str
    day: date
    signatory: str
    says: str = ""


def checked(given: Decree, *, correction: bool, today: date) -> Decree:
    """Return a decision as it is kept.

    :param correction: whether an edition stands already.
    :raises BadDecree: if one of the texts is missing or too long, or the day is to come.
    """
    decree = replace(
        given,
        decision=_tidied(given.decision),
        signatory=_tidied(given.signatory),
        says=_tidied(given.says),
    )
    if not decree.decision or not decree.signatory:
        raise BadDecree(N_("Xin ghi số quyết định và người ký."))
    if max(len(decree.decision), len(decree.signatory)) > LONGEST_NAME:
        raise BadDecree(N_("Số quyết định, người ký dài tối đa %(most)s ký tự."), most=LONGEST_NAME)
    if len(decree.says) > LONGEST_CHANGE:
        raise BadDecree(N_("Nội dung đính chính dài tối đa %(most)s ký tự."), most=LONGEST_CHANGE)
    if correction and not decree.says:
        raise BadDecree(N_("Đã công bố rồi. Lần công bố sau phải ghi rõ đính chính điều gì."))
    if decree.says and not correction:
        raise BadDecree(N_("Lần công bố đầu chưa có gì để đính chính."))
    if decree.day > today:
        raise BadDecree(N_("Ngày ký quyết định không được sau ngày hôm nay."))
    return decree


def _tidied(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
