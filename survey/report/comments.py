"""What may be read of a round's comments (góp ý), by whom, and from when on.

Comments exist only for a round that is closed, and only once nothing can join them any more: the
last week in which a form could be sent is over for a week. Until then a list that grows by one
would tell when that one came. Whoever reviews the whole round reads at least `TEN` of them or
none. Everybody else reads what was published, of bodies with at least `TEN` of those; nothing
else of a comment reaches them, not even a count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from survey import store, topics
from survey.report.asking import FEW
from survey.store import Connection, spoken
from survey.store.agencies import Agency
from survey.store.comments import PUBLISHED, Judged, Wanted, week_of
from survey.store.rounds import Round
from survey.topics import Topic
from survey.words import N_, Refusal

TEN = 10  # comments, the fewest that are shown together
KEYWORDS = 24
_LATE = timedelta(days=2)  # a form lives a day: on the second after closing none is sent
_WEEK = timedelta(days=7)
# Comments; topic → those on it; the commonest words and in how many they stand.
_Spoken = tuple[int, Mapping[str, int], list[tuple[str, int]]]


class NoComments(Refusal):
    """There are no comments that may be shown; says why."""


@dataclass(frozen=True, slots=True)
class Readable:
    """The comments of a round that somebody may read.

    :ivar bodies: those whose comments they may be, by id, as the round's last day knows them.
    :ivar many: how many there are of each body in each state.
    """

    round: Round
    wanted: Wanted
    bodies: dict[int, Agency]
    many: Mapping[tuple[int, str], int]

    def in_state(self, *states: str) -> int:
        """Return how many there are in these states together."""
        return sum(n for (_body, state), n in self.many.items() if state in states)

    def of(self, wanted: Wanted) -> int:
        """Return how many of them are wanted, by body and state alone."""
        return sum(
            n
            for (body, state), n in self.many.items()
            if (wanted.agency_ids is None or body in wanted.agency_ids)
            and (wanted.states is None or state in wanted.states)
        )

    def with_enough(self) -> dict[int, Agency]:
        """Return the bodies with at least `TEN` published comments among them."""
        enough = [body for (body, state), n in self.many.items() if state == PUBLISHED and n >= TEN]
        return {body: self.bodies[body] for body in enough}


@dataclass(frozen=True, slots=True)
class Published:
    """A published comment. `agency` None: its body has too few of them to be named."""

    agency: Agency | None
    week: str
    text: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subjects:
    """What published comments speak of: topics and pairs of words, with how many hold them.

    A topic's count is None where fewer than `FEW` hold it; `words` leaves such pairs out.
    """

    comments: int
    topics: tuple[tuple[Topic, int | None], ...]
    words: tuple[tuple[str, int], ...]


def shown_from(db: Connection, this: Round) -> date | None:
    """Return the first day on which the comments of a round are shown; None while it is open."""
    closed = [day for state, day, _person in store.rounds.steps(db, this.id) if state != "open"]
    if not closed:
        return None
    last = min(closed) + _LATE
    sunday = last + timedelta(days=7 - last.isoweekday())
    return sunday + _WEEK


def to_review(db: Connection, this: Round, today: date) -> Readable:
    """Return every comment of a round, whatever became of it.

    :raises NoComments: while the round is open, before `shown_from`, or if there are too few.
    """
    found = _found(db, this, _wanted(db, this, today))
    if sum(found.many.values()) < TEN:
        raise NoComments(N_("Chưa đủ góp ý để xem: cần từ %(ten)s góp ý trở lên."), ten=TEN)
    return found


def published(
    db: Connection, this: Round, today: date, *, only: Collection[int] | None = None
) -> Readable:
    """Return the published comments of bodies that have enough of them.

    :param only: ids of the bodies that are asked about; None: all.
    :raises NoComments: as `to_review`; no body has enough.
    """
    every = _wanted(db, this, today)._replace(agency_ids=only, states=(PUBLISHED,))
    found = _found(db, this, every)
    enough = found.with_enough()
    if not enough:
        raise NoComments(
            N_("Chưa đủ góp ý đã công bố: mỗi đơn vị cần từ %(ten)s góp ý trở lên."), ten=TEN
        )
    many = {key: n for key, n in found.many.items() if key[0] in enough}
    return Readable(this, every._replace(agency_ids=frozenset(enough)), enough, many)


def for_a_file(
    db: Connection, this: Round, today: date, *, only: Collection[int] | None = None
) -> list[Published]:
    """Return published comments as a file tells them, in the order of their random ids.

    Bodies with fewer than `TEN` are told together without their names, if together they have as
    many. Of bodies that are named in `only` nothing is told but what `published` tells, and
    without the week, which for whoever sits at the desk leads to the writer.

    :raises NoComments: as `published`.
    """
    if only is not None:
        found = published(db, this, today, only=only)
        return [_told(one, found.bodies, "") for one in store.comments.read(db, found.wanted)]
    every = _wanted(db, this, today)._replace(states=(PUBLISHED,))
    found = _found(db, this, every)
    named = found.with_enough()
    if sum(n for (body, _state), n in found.many.items() if body not in named) < TEN:
        every = every._replace(agency_ids=named.keys())
    told = [_told(one, named, one.week) for one in store.comments.read(db, every)]
    if not told:
        raise NoComments(N_("Chưa đủ góp ý đã công bố: cần từ %(ten)s góp ý trở lên."), ten=TEN)
    return told


def subjects(db: Connection, found: Readable) -> Subjects:
    """Return what published comments speak of, among those that may be read.

    Of a whole round this was counted when they were published; of bodies it is counted here, and
    remembered until the next comment or step.

    :raises NoComments: if fewer than `TEN` of them are published.
    """
    n, ids = found.in_state(PUBLISHED), found.wanted.agency_ids
    now = topics.rule(), store.comments.moment(db)
    if ids is None and spoken.counted(db, found.round.id).get(topics.rule()) == n:
        key: Hashable = ("spoken", now, found.round.id)
        n, many, words = store.remembered(db, key, lambda: _spoken(db, found.round.id, n))
    else:
        bodies = None if ids is None else frozenset(ids)
        told = found.wanted._replace(agency_ids=bodies, states=(PUBLISHED,))
        key = ("spoken of bodies", now, told)
        n, many, words = store.remembered(db, key, lambda: _spoken_in(db, told))
    if n < TEN:
        raise NoComments(N_("Chưa đủ góp ý đã công bố: cần từ %(ten)s góp ý trở lên."), ten=TEN)
    counted = [
        (topic, many[topic.id] if many.get(topic.id, 0) >= FEW else None)
        for topic in topics.known()
    ]
    counted.sort(key=lambda one: -(one[1] or 0))
    return Subjects(n, tuple(counted), tuple(words))


def _spoken(db: Connection, round_id: int, n: int) -> _Spoken:
    written = spoken.words(db, round_id, fewest=FEW)
    return n, spoken.topics(db, round_id), topics.commonest(written, most=KEYWORDS)


def _spoken_in(db: Connection, wanted: Wanted) -> _Spoken:
    told = store.comments.read(db, wanted)
    many = Counter(topic for one in told for topic in topics.topics_of(one.search_key))
    return len(told), many, topics.keywords((one.text for one in told), fewest=FEW, most=KEYWORDS)


def _wanted(db: Connection, this: Round, today: date) -> Wanted:
    day = shown_from(db, this)
    if day is None:
        raise NoComments(N_("Góp ý chỉ xem được khi đợt đã kết thúc thu phiếu."))
    if today < day:
        raise NoComments(N_("Góp ý của đợt này xem được từ ngày %(day)s."), day=day)
    # The last week that has been over for a week.
    return Wanted(this.id, week_of(today - timedelta(days=13)))


def _found(db: Connection, this: Round, wanted: Wanted) -> Readable:
    bodies = store.agencies.names_on(db, this.last)
    return Readable(this, wanted, bodies, store.comments.counts(db, wanted))


def _told(one: Judged, bodies: dict[int, Agency], week: str) -> Published:
    body = bodies.get(one.agency)
    return Published(body, week if body else "", one.text, topics.topics_of(one.search_key))
