from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import exc, insert

from survey.store import scoreboard
from survey.store.connection import Database
from survey.store.scoreboard import PROVINCE, Key, Place, Published, Written
from survey.store.tables import scoreboard as table

PAR = Published(
    Key(2022, "par-index", PROVINCE),
    value=Decimal("86.29"),
    rank=24,
    of=63,
    group="khá",
    places=(Place("tỉnh miền núi phía Bắc", 5, 14), Place("tỉnh lân cận", 2, 5)),
    target=Decimal("86.00"),
    source="Bộ Nội vụ công bố",
    target_rank=20,
    target_of=63,
)
UNIT = Published(Key(2022, "par-index", 7), rank=1)
DESK = Published(Key(2022, "satisfaction", PROVINCE, "desk"), value=Decimal("90.10"))
HOME = Published(Key(2022, "satisfaction", PROVINCE, "household"), value=Decimal("79.00"))


def test_what_is_written_is_read_again_exactly(database: Database) -> None:
    with database.writing() as db:
        assert scoreboard.write(db, [UNIT, HOME, PAR, DESK]) == Written(4, 0, 0)
    with database.reading() as db:
        assert scoreboard.figures(db) == [PAR, UNIT, DESK, HOME]
        assert scoreboard.figures(db, body=7) == [UNIT]
        assert scoreboard.figures(db, years=(2021, 2022), body=PROVINCE) == [PAR, DESK, HOME]
        assert scoreboard.figures(db, years=(2021,)) == []
        assert scoreboard.years_with_figures(db) == {2022}


def test_the_same_again_changes_nothing_and_another_takes_its_place(database: Database) -> None:
    other = replace(PAR, value=Decimal("86.30"), places=PAR.places[1:], unranked=False)
    with database.writing() as db:
        scoreboard.write(db, [PAR, UNIT])
        assert scoreboard.write(db, [PAR, UNIT]) == Written(0, 0, 0)
        assert scoreboard.write(db, [other]) == Written(0, 1, 0)
        assert scoreboard.figures(db) == [other, UNIT]


def test_a_figure_that_says_nothing_takes_away_what_was_there(database: Database) -> None:
    with database.writing() as db:
        scoreboard.write(db, [PAR, UNIT])
        empty = Published(PAR.key, source="để trống")
        assert scoreboard.write(db, [empty]) == Written(0, 0, 1)
        assert scoreboard.write(db, [empty]) == Written(0, 0, 0)
        assert scoreboard.figures(db) == [UNIT]
        # Nothing of its places is left for a later figure of the same key.
        scoreboard.write(db, [replace(PAR, places=())])
        assert scoreboard.figures(db)[0].places == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"rank": 64, "of": 63},
        {"rank": 0, "of": 63},
        {"rank": 1, "of": 63, "unranked": 1},
        {"target_rank": 64, "target_of": 63},
    ],
)
def test_the_database_itself_refuses_a_rank_that_cannot_be(
    database: Database, wrong: dict[str, int]
) -> None:
    row = {"year": 2022, "index": "papi", "body": 0, "frame": "", **wrong}
    with pytest.raises(exc.IntegrityError), database._engine.begin() as db:
        db.execute(insert(table), [row])
