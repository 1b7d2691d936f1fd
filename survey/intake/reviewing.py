"""A comment after it was kept: published, hidden, masked further, handed to the auditor.

Every act is a row with a day and a person; taking one back is another row. Masking further
rewrites the text in its place, so that what was there is kept nowhere, and no act brings it back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from survey.intake import speaking
from survey.intake.masking import HIDDEN, mask
from survey.store import comments
from survey.store.comments import FLAGGED, MASKED, PUBLISHED, SEEN, WAITING, Judged
from survey.store.comments import HIDDEN as PUT_AWAY
from survey.store.connection import Connection
from survey.store.keys import clean, fold
from survey.words import N_, Refusal

# Why a comment is hidden. A fixed list: what is typed freely might say again what is hidden.
REASONS = {
    "private": N_("Lộ thông tin riêng, che không hết"),
    "insult": N_("Lời lẽ xúc phạm"),
    "unrelated": N_("Không liên quan đến việc phục vụ"),
    "repeated": N_("Trùng góp ý khác, hoặc gửi thử"),
    "unreadable": N_("Không đọc được"),
}
# What can be done with a comment in each state. What the auditor has seen is nobody else's.
MAY = {
    WAITING: {"publish", "hide", "mask", "flag"},
    PUBLISHED: {"hide", "mask", "flag", "undo"},
    PUT_AWAY: {"publish", "flag", "undo"},
    FLAGGED: {"undo", "see"},
    SEEN: set[str](),
}
# What can be done with several at once, as long as they wait.
TOGETHER = ("publish", "hide")


class NotNow(Refusal):
    """This cannot be done with a comment in its state."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a person does with a comment: one of the words in `MAY`."""

    what: str
    day: date
    person: str
    reason: str = ""
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """What became of several comments.

    :ivar done: with so many of them it was done.
    :ivar doubted: those in which the masker still finds something; they wait as they did.
    :ivar late: so many did not wait any more.
    """

    done: int
    doubted: tuple[bytes, ...]
    late: int


def masked_further(text: str, phrase: str) -> str:
    """Return a text with every place of a phrase hidden, whatever its capitals and blanks.

    :raises NotNow: if the phrase stands nowhere in it as whole words.

    >>> masked_further("Chị Mai và chị MAI, không phải Maimai", "chị mai")
    '[đã che] và [đã che], không phải Maimai'
    """
    words = [re.escape(word) for word in clean(phrase).split()]
    parts = text.split(HIDDEN)
    many = 0
    if words:
        looked = re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)
        for at, part in enumerate(parts):
            parts[at], n = looked.subn(HIDDEN, part)
            many += n
    if not many:
        raise NotNow(N_("Không thấy phần cần che trong góp ý này. Xin chép đúng từng chữ."))
    return HIDDEN.join(parts)


def carry_out(db: Connection, id_: bytes, order: Order) -> Judged:
    """Do something with a comment and return how it stands then.

    :raises NotNow: if it is in another state by now, or what the act needs is missing.
    """
    now = comments.judged(db, id_, held=True)
    if now is None or order.what not in MAY[now.state]:
        raise NotNow(N_("Góp ý này không còn ở bước có thể làm việc đó."))
    _ACTS[order.what](db, now, order)
    done = comments.judged(db, id_)
    assert done is not None
    return done


def carry_out_together(db: Connection, ids: Iterable[bytes], order: Order) -> Together:
    """Publish or hide several comments that wait; each gets a row of its own, as it would alone.

    One in which the masker finds more is not published: what it would hide then, nobody has seen.

    :raises NotNow: and nothing is done, if the act is another, or what it needs is missing.
    """
    if order.what not in TOGETHER:
        raise NotNow(N_("Góp ý này không còn ở bước có thể làm việc đó."))
    done, doubted, late = 0, [], 0
    # In one order, so that two who judge the same comments do not wait for each other.
    for id_ in sorted(set(ids)):
        now = comments.judged(db, id_, held=True)
        if now is None or now.state != WAITING:
            late += 1
        elif order.what == "publish" and mask(now.text)[1]:
            doubted.append(id_)
        else:
            _ACTS[order.what](db, now, order)
            done += 1
    return Together(done, tuple(doubted), late)


def _publish(db: Connection, now: Judged, order: Order) -> None:
    # The masker may have learnt since the comment was kept.
    text, hidden = mask(now.text)
    if hidden:
        now = _rewrite(db, now, text, order)
    _step(db, now, PUBLISHED, order)


def _hide(db: Connection, now: Judged, order: Order) -> None:
    if order.reason not in REASONS:
        raise NotNow(N_("Xin chọn lý do ẩn góp ý."))
    _step(db, now, PUT_AWAY, order, order.reason)


def _mask(db: Connection, now: Judged, order: Order) -> None:
    _rewrite(db, now, masked_further(now.text, order.phrase), order)


def _flag(db: Connection, now: Judged, order: Order) -> None:
    _step(db, now, FLAGGED, order)


def _undo(db: Connection, now: Judged, order: Order) -> None:
    _step(db, now, WAITING, order)


def _see(db: Connection, now: Judged, order: Order) -> None:
    _step(db, now, SEEN, order)


def _rewrite(db: Connection, now: Judged, text: str, order: Order) -> Judged:
    comments.rewrite(db, now.id, text)
    _step(db, now, MASKED, order)
    after = now._replace(text=text, search_key=fold(text))
    speaking.moved(db, now, after)
    return after


def _step(db: Connection, now: Judged, state: str, order: Order, reason: str | None = None) -> None:
    comments.step(db, now.id, state, day=order.day, person=order.person, reason=reason)
    if state != MASKED:
        speaking.moved(db, now, now._replace(state=state))


_ACTS: dict[str, Callable[[Connection, Judged, Order], None]] = {
    "publish": _publish,
    "hide": _hide,
    "mask": _mask,
    "flag": _flag,
    "undo": _undo,
    "see": _see,
}
