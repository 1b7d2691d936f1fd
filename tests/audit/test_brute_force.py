"""Every column of every row against a second calculation that shares no code with the product.

The second calculation reads the SQLite; PostgreSQL must give the very same rows.
"""

from __future__ import annotations

from dataclasses import asdict

import pytest

from survey import report, store
from survey.report import IndexRow
from survey.store import Database
from tests.audit.conftest import Twins
from tests.audit.oracle import Form, Row, World

SERVICE, WHOLE = Form.load("sipas-2023-service"), Form.load("sipas-2023")
RULES = ("top2", "mean5", "mean4")
COMBINATIONS = ("pooled", "mean_of_criteria", "mean_of_factors", "mean_of_parts")
WEIGHTED = "weighted:policy=0.41,service=0.59"


def rows(database: Database, code: str, **asked: str | int | None) -> list[IndexRow]:
    with database.reading() as db:
        this = store.rounds.need(db, code)
        return report.index_rows(db, this, **asked)  # type: ignore[arg-type]


def differences(
    twins: Twins, world: World, code: str, form: Form, **asked: str | None
) -> list[str]:
    """Return where the product and the second calculation part, cell by cell."""
    found, other = (rows(database, code, **asked) for database in twins)
    assert found == other
    expected = world.rows(code, form, **asked)  # type: ignore[arg-type]
    return compared(found, expected, f"{code} {asked}")


def compared(found: list[IndexRow], expected: list[Row], asked: str) -> list[str]:
    cells = [asdict(row) for row in found]
    keys = [
        [(row["agency"], row.get("group"), row["id"]) for row in some] for some in (cells, expected)
    ]
    if keys[0] != keys[1]:
        return [f"{asked}: {keys[0]} != {keys[1]}"]
    return [
        f"{asked} {key} {column}: {row[column]!r}, by hand {value!r}"
        for key, row, other in zip(keys[0], cells, expected, strict=True)
        for column, value in other.items()
        if row[column] != value
    ]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("split", ["", ".split"])
def test_every_method_gives_what_the_people_give(
    twins: Twins, world: World, rule: str, split: str
) -> None:
    wrong = []
    for combination in (*COMBINATIONS, WEIGHTED):
        method = f"{rule}.{combination}{split}"
        if combination != WEIGHTED:
            wrong += differences(twins, world, "2026", SERVICE, method=method)
        wrong += differences(twins, world, "ho-2026", WHOLE, method=method)
    assert wrong == []


@pytest.mark.parametrize("channel", [None, "code", "poster", "code,paper", "screen"])
def test_every_channel_and_round_gives_what_the_people_give(
    twins: Twins, world: World, channel: str | None
) -> None:
    wrong = []
    for code in ("2024", "2025", "2026"):
        for method in ("top2.pooled", "top2.pooled.split"):
            wrong += differences(twins, world, code, SERVICE, channel=channel, method=method)
    assert wrong == []


@pytest.mark.parametrize("group_by", ["desk", "kind", "parent"])
@pytest.mark.parametrize("group", ["pooled", "mean_of_units"])
def test_every_grouping_gives_what_the_people_give(
    twins: Twins, world: World, group_by: str, group: str
) -> None:
    wrong = []
    asked = {"group_by": group_by, "group": group}
    for method in ("top2.pooled", "mean5.mean_of_factors", "top2.pooled.split"):
        wrong += differences(twins, world, "2026", SERVICE, method=method, **asked)
    wrong += differences(twins, world, "2026", SERVICE, channel="poster", **asked)
    wrong += differences(twins, world, "ho-2026", WHOLE, **asked)
    assert wrong == []


@pytest.mark.parametrize("group_by", [None, "desk"])
def test_one_body_or_one_level_has_the_rows_that_all_have(
    twins: Twins, group_by: str | None
) -> None:
    every = rows(twins[0], "2026", group_by=group_by)
    for code in sorted({row.agency for row in every}):
        own = rows(twins[0], "2026", agency=code, group_by=group_by)
        assert own == [row for row in every if row.agency == code]
    for level in ("overall", "part", "factor", "criterion"):
        some = rows(twins[0], "2026", level=level, group_by=group_by)
        assert some == [row for row in every if row.level == level]


@pytest.mark.parametrize("code", ["2024", "2025", "2026"])
def test_what_closing_shows_is_what_all_people_gave(twins: Twins, world: World, code: str) -> None:
    found, other = (rows(database, code, source="frozen", hide=0) for database in twins)
    assert found == other
    assert compared(found, world.rows(code, SERVICE, closed=True), code) == []


def test_the_province_holds_what_is_hard(world: World) -> None:
    by_round = {code: world.sheets[this["id"]] for code, this in world.rounds.items()}
    assert min(len(sheets) for sheets in by_round.values()) > 30
    this = by_round["2026"]
    assert {row[3] for row in this} == {"poster", "code", "kiosk", "paper"}
    assert any(row[0] != row[2] for row in this)
    codes = [world.life[body][0] for body in world.bodies(world.rounds["2026"], split=False)]
    assert len(codes) > len(set(codes))  # a code that two bodies of one round bore
    some = world.rows("2026", SERVICE)
    assert any(" " in row["compared_with"] for row in some)
    assert any(row["rank_change"] for row in some)
    places = [(row["kind"], row["rank"]) for row in some if row["rank"]]
    assert len(places) > len(set(places))  # a tie
