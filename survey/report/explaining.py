"""Provisional results (kết quả sơ bộ): bodies explain figures, analysts of the whole answer."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from survey import store
from survey.report.asking import Ask, NotThere, few_for
from survey.report.basis import questionnaire_of
from survey.report.index import Index
from survey.report.rows import IndexRow
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.editions import Edition
from survey.store.explanations import Explanation
from survey.store.rounds import BadRound, Round
from survey.words import N_, Refusal

LONGEST_EXPLANATION = 2000  # letters of an explanation, and of an answer


class BadExplanation(Refusal):
    """An explanation or an answer cannot be taken."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A criterion of one body, its row of the last freeze, and what was said about it, if any.

    :ivar ref: number of the criterion in the questionnaire.
    """

    ref: str
    row: IndexRow
    said: Explanation | None


def provisional(db: Connection, this: Round, *, until: date, day: date, person: str) -> None:
    """Let bodies explain their figures up to a day, which is included.

    :raises BadRound: if the round is not closed or already further, or the day is over.
    """
    if this.state != "closed":
        raise BadRound(N_("Chỉ đợt đã kết thúc thu phiếu, chưa công bố mới lấy giải trình được."))
    if until < day:
        raise BadRound(N_("Ngày cuối nhận giải trình không được trước ngày hôm nay."))
    store.rounds.enter(db, this.id, "provisional", day, person, until=until)


def explain(
    db: Connection, this: Round, *, agency: int, item: str, text: str, day: date, person: str
) -> None:
    """Keep what a body says about its figure of a criterion (`item`).

    :raises BadExplanation: before the round is provisional, after its day, a second time, or
        for an empty or too long text.
    :raises NotThere: if the questionnaire has no such criterion.
    """
    until = store.rounds.until(db, this.id)
    if this.state != "provisional" or until is None:
        raise BadExplanation(N_("Đợt này không ở bước kết quả sơ bộ, nên không nhận giải trình."))
    if day > until:
        raise BadExplanation(N_("Đã hết hạn gửi giải trình ngày %(until)s."), until=until)
    if item not in {criterion.id for criterion in questionnaire_of(db, this).criteria}:
        raise NotThere(N_("Không có tiêu chí “%(item)s”."), item=item)
    said = Explanation(agency, item, _checked(text), day, person)
    if not store.explanations.add(db, this.id, said):
        raise BadExplanation(N_("Tiêu chí này đã có giải trình; mỗi tiêu chí gửi một lần."))


def answer(
    db: Connection, this: Round, *, agency: int, item: str, text: str, day: date, person: str
) -> None:
    """Keep the answer to an explanation.

    :raises BadExplanation: if the round is not provisional, nothing waits for an answer, or the
        text is empty or too long.
    """
    if this.state != "provisional":
        raise BadExplanation(N_("Đợt này không ở bước kết quả sơ bộ, nên không trả lời được nữa."))
    text = _checked(text)
    if not store.explanations.answer(db, this.id, agency, item, text=text, day=day, person=person):
        raise BadExplanation(N_("Giải trình này đã có người trả lời."))


def explained(
    db: Connection,
    this: Round,
    *,
    body: Agency | None = None,
    edition: Edition | None = None,
    language: str = "vi",
) -> list[Explained]:
    """Return what was explained and answered, for the annex: by body, criteria as in the file.

    :param body: every criterion of this one, explained or not; None: what all have explained.
    :param edition: whose figures stand beside; None: those of the last freeze.
    :raises NotInRound, NoFreeze: as `index_rows`.
    """
    said = {(one.agency, one.item): one for one in store.explanations.of_round(db, this.id)}
    if not said and body is None:
        return []
    refs = {criterion.id: criterion.ref for criterion in questionnaire_of(db, this).criteria}
    ask = Ask(
        agency=body.code if body else None,
        levels=("criterion",),
        # An edition tells no other channels than these.
        channels=this.ranked_by if edition else None,
        hide=few_for(edition),
        edition=edition,
    )
    bodies = {body.id} if body else {agency for agency, _ in said}
    found = [
        Explained(refs[entry.row.id], entry.row, said.get((entry.unit, entry.row.id)))
        for entry in Index(db, this, ask, language=language).entries(bodies)
    ]
    return [one for one in found if body is not None or one.said is not None]


def _checked(text: str) -> str:
    """Return a text as it is kept: NFC, one kind of line break, nothing at its ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if not (tidy := lines.strip()):
        raise BadExplanation(N_("Xin ghi nội dung rồi gửi."))
    if len(tidy) > LONGEST_EXPLANATION:
        raise BadExplanation(
            N_("Nội dung dài %(length)s ký tự, tối đa %(most)s. Những gì đã ghi vẫn còn."),
            length=len(tidy),
            most=LONGEST_EXPLANATION,
        )
    return tidy
