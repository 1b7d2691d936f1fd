"""Comments put into a round's database, and a round that is closed so that they may be read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count

from survey import report, store
from survey.intake import masking, reviewing
from survey.intake.reviewing import Order
from survey.store import Connection
from survey.store.comments import Comment, Judged, Wanted
from survey.store.keys import fold
from survey.store.rounds import Round
from tests.report.scene import found, opened

# The round's last day is a Friday; the last form may come at the end of that week, the 47th.
LAST = date(2026, 11, 20)
WEEK = "2026-W46"
SHOWN = date(2026, 11, 29)  # a week after the Sunday of that week
_numbers = count(1)


def begun(db: Connection) -> Round:
    """An open round with two bodies, A and B."""
    found(db, "A Sở A", "B Sở B")
    return opened(db, last=LAST)


def closed(db: Connection, **of: int) -> Round:
    """A closed round with so many comments of each body, none looked at."""
    this = begun(db)
    for agency, many in of.items():
        wrote(db, this, agency, (f"Góp ý {agency} {n}" for n in range(many)))
    report.close(db, this, day=LAST, person="x")
    return store.rounds.need(db, this.code)


def wrote(
    db: Connection, this: Round, agency: str, texts: Iterable[str], *, week: str = WEEK
) -> list[bytes]:
    """Keep comments as they are kept: masked."""
    body = store.agencies.need(db, agency, this.last).id
    ids = []
    for text in texts:
        masked, _ = masking.mask(text)
        ids.append(next(_numbers).to_bytes(16, "big"))
        said = Comment(ids[-1], this.id, body, week, masked, fold(masked))
        store.comments.add(db, said)
    return ids


def all_of(db: Connection, this: Round, agency: str) -> list[Judged]:
    """Every comment of a body."""
    body = store.agencies.need(db, agency, this.last).id
    return store.comments.read(db, Wanted(this.id, "2026-W53", agency_ids=[body]))


def does(db: Connection, what: str, *ids: bytes, **more: str) -> None:
    """Do the same with several comments."""
    for id_ in ids:
        reviewing.carry_out(db, id_, Order(what, day=SHOWN, person="an", **more))


def published(db: Connection, this: Round, agency: str, how_many: int = 99) -> list[bytes]:
    """Let the first so many comments of a body be published, and return which."""
    first = all_of(db, this, agency)[:how_many]
    does(db, "publish", *(one.id for one in first if one.state != "published"))
    return [one.id for one in first]
