"""What people said in a round: as many comments as a province gets, all of them published."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from datetime import timedelta

from bench.scene import LAST, ROUND, Scene
from survey import clock, store
from survey.demo import model
from survey.demo.words import WRITTEN
from survey.intake import reviewing
from survey.store.comments import PUBLISHED, Comment, week_of
from survey.store.connection import Connection
from survey.store.keys import fold

COMMENTS = 40_000


def say(scene: Scene) -> None:
    """Keep comments in a closed round, and publish them; it was closed a month ago.

    One alone is published through the reviewer's door: there all of the round are counted.
    """
    long_ago = clock.today() - timedelta(days=30)
    with store.connect(scene.environment["SURVEY_DATABASE_URL"]).writing() as db:
        this = store.rounds.need(db, ROUND)
        bodies = [one.id for one in store.agencies.all_on(db, LAST)]
        db.exec_driver_sql(
            "UPDATE round_step SET day = ? WHERE state = 'closed'", (long_ago.isoformat(),)
        )
        week = week_of(long_ago)
        texts = _texts()
        for number in range(COMMENTS):
            text = next(texts)
            body = bodies[number % len(bodies)]
            id_ = secrets.token_bytes(16)
            store.comments.add(db, Comment(id_, this.id, body, week, text, fold(text)))
            _publish(db, id_, last=number == COMMENTS - 1)


def _publish(db: Connection, id_: bytes, *, last: bool) -> None:
    if last:
        reviewing.carry_out(db, id_, reviewing.Order("publish", day=clock.today(), person="bench"))
    else:
        store.comments.step(db, id_, PUBLISHED, day=clock.today(), person="bench")


def _texts() -> Iterator[str]:
    """Yield sentences of the demo's model, and beside them syllables of theirs at random."""
    draw = random.Random(model.SEED)
    known = [text for text, _ in WRITTEN]
    syllables = " ".join(known).lower().replace(".", " ").replace(",", " ").split()
    while True:
        said = draw.sample(known, draw.randint(1, 2))
        yield " ".join([*said, *draw.choices(syllables, k=draw.randint(0, 12))])
