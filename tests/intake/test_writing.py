"""A long import is written by a process of its own: the same sheets, the same counts."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from survey.intake import counts, parts, stream
from survey.intake.parts import Given, Keeper, Spot
from survey.intake.stream import Imported
from survey.intake.writing import Closed
from survey.questionnaire import from_values, shelf
from survey.store import Busy, Unavailable, rounds
from survey.store.connection import Database
from survey.words import Refusal
from tests import scene
from tests.intake.test_stream import GOOD, KEY, file, import_, kept


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MANY", 10)
    monkeypatch.setattr(parts, "FIRST_PART", 7)


def test_a_long_file_is_kept_and_counted_like_a_short_one(
    database: Database, tmp_path: Path
) -> None:
    this, _ = scene.made(database)
    path = file(tmp_path, *[GOOD] * 25)

    assert import_(database, this, path) == Imported(25, 0)
    assert import_(database, this, path) == Imported(0, 25)

    assert len(kept(database, this)) == 25
    assert counts.check(database, this) == []


def test_a_long_import_that_was_cut_short_is_finished_by_running_it_again(
    database: Database, tmp_path: Path
) -> None:
    this, _ = scene.made(database)
    path = file(tmp_path, *[GOOD] * 25)
    told: list[int] = []

    def cut(more: int) -> None:
        told.append(more)
        if sum(told) > path.stat().st_size:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stream.import_file(database, this, path, key=KEY, progress=cut)
    before = len(kept(database, this))
    assert before < 25
    assert counts.check(database, this) == []

    assert import_(database, this, path) == Imported(25 - before, before)
    assert counts.check(database, this) == []


@pytest.mark.parametrize("refusal", [Closed(), Busy(), Unavailable(reason="đầy")], ids=repr)
def test_a_refusal_says_the_same_in_another_process(refusal: Refusal) -> None:
    came = pickle.loads(pickle.dumps(refusal))
    assert (type(came), str(came)) == (type(refusal), str(refusal))


def test_what_the_other_process_refuses_is_refused_here(database: Database) -> None:
    this, counters = scene.made(database)
    with database.writing() as db:
        for state in ("closed", "provisional", "published"):
            rounds.enter(db, this.id, state, scene.TODAY, "an")
    desk = counters[0]
    spot = Spot(
        desk.agency_id, desk.agency_code, desk.id, desk.code,
        desk.decider_id, desk.decider_code, None, "paper",
    )  # fmt: skip

    record = from_values(shelf.load(shelf.DEFAULT), {"q24": 5})

    def sheets() -> Iterator[Given]:
        for number in range(30):
            yield Given(number.to_bytes(16, "big"), spot, date(2026, 11, 25), record)

    with pytest.raises(Closed):
        Keeper(database, this, shelf.load(shelf.DEFAULT)).keep_all(sheets(), about=30)
    assert kept(database, this) == []
