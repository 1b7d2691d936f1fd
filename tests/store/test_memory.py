from __future__ import annotations

from survey.store import memory, remembered
from survey.store.connection import Database
from survey.store.memory import once


def test_whoever_reads_is_answered_from_memory(database: Database) -> None:
    with database.reading() as db:
        first = remembered(db, "key", lambda: ["made"])
    with database.reading() as db:
        assert remembered(db, "key", lambda: ["again"]) is first
        assert remembered(db, "another", lambda: ["again"]) == ["again"]


def test_whoever_writes_is_not_and_leaves_nothing_behind(database: Database) -> None:
    with database.reading() as db:
        remembered(db, "old", lambda: ["read"])
    with database.writing() as db:
        assert remembered(db, "old", lambda: ["written"]) == ["written"]
        remembered(db, "new", lambda: ["never committed"])
    with database.reading() as db:
        assert remembered(db, "old", lambda: ["again"]) == ["read"]
        assert remembered(db, "new", lambda: ["read"]) == ["read"]


def test_what_nobody_asks_for_is_forgotten() -> None:
    kept = memory.Memory()
    kept.get("asked again and again", lambda: 1)
    for number in range(50):
        kept.get(number, lambda: 0)
        assert kept.get("asked again and again", lambda: 2) == 1
    assert kept.get(0, lambda: 3) == 3


def test_what_was_read_once_holds_while_somebody_reads_and_no_longer(database: Database) -> None:
    with database.reading() as db:
        first = once(db, "key", lambda: ["made"])
        assert once(db, "key", lambda: ["again"]) is first
    with database.reading() as db:
        assert once(db, "key", lambda: ["again"]) == ["again"]
    with database.writing() as db:
        assert once(db, "key", lambda: ["one"]) == ["one"]
        assert once(db, "key", lambda: ["other"]) == ["other"]
