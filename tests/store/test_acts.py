from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from survey.store import acts
from survey.store.acts import Act
from survey.store.connection import Database

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_acts_are_read_back_the_latest_first(database: Database) -> None:
    with database.writing() as db:
        for subject in ("2024", "2025", "2026"):
            acts.note(db, at=NOW, person="lan", what="round.open", subject=subject)
        acts.note(db, at=NOW, person="lan", what="account.add", subject="hòa", detail="desk")

    with database.reading() as db:
        assert acts.last(db, 2) == [
            Act(NOW.astimezone(UTC), "lan", "account.add", "hòa", "desk"),
            Act(NOW.astimezone(UTC), "lan", "round.open", "2026", None),
        ]
        assert acts.last(db, 1)[0].at.tzinfo is not None
        assert len(acts.last(db, 9)) == 4
