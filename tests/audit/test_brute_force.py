"""Every column of every row against a second calculation that shares no code with the product."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from survey import report, store
from survey.store import Database
from tests.audit import scattered
from tests.audit.oracle import Form, Row, World

SERVICE, WHOLE = Form.load("sipas-2023-service"), Form.load("sipas-2023")
RULES = ("top2", "mean5", "mean4")
COMBINATIONS = ("pooled", "mean_of_criteria", "mean_of_factors", "mean_of_parts")
WEIGHTED = "weighted:policy=0.41,service=0.59"


@pytest.fixture(params=[1, 2])
def province(request: pytest.FixtureRequest, database: Database) -> tuple[Database, World]:
    """A province put together by chance, and its tables as they stand."""
    scattered.made(database, request.param)
    return database, world_of(database)


def world_of(database: Database) -> World:
    with database.reading() as db:
        return World(lambda sql: [tuple(row) for row in db.exec_driver_sql(sql)])


def differences(
    province: tuple[Database, World], code: str, form: Form, **asked: str | None
) -> list[str]:
    """Return where the product and the second calculation part, cell by cell."""
    database, world = province
    with database.reading() as db:
        rows = report.index_rows(db, store.rounds.need(db, code), **asked)  # type: ignore[arg-type]
    return compared([asdict(row) for row in rows], world.rows(code, form, **asked), str(asked))


def compared(found: list[Row], expected: list[Row], asked: str) -> list[str]:
    keys = [
        [(row["agency"], row.get("group"), row["id"]) for row in rows] for rows in (found, expected)
    ]
    if keys[0] != keys[1]:
        return [f"{asked}: {keys[0]} != {keys[1]}"]
    return [
        f"{asked} {key} {column}: {row[column]!r}, by hand {value!r}"
        for key, row, other in zip(keys[0], found, expected, strict=True)
        for column, value in other.items()
        if row[column] != value
    ]


def test_every_method_gives_what_the_people_give(province: tuple[Database, World]) -> None:
    wrong = []
    for rule in RULES:
        for combination in (*COMBINATIONS, WEIGHTED):
            for split in ("", ".split"):
                method = f"{rule}.{combination}{split}"
                if combination != WEIGHTED:
                    wrong += differences(province, "2026", SERVICE, method=method)
                wrong += differences(province, "ho-2026", WHOLE, method=method)
    assert wrong == []


@pytest.mark.parametrize("channel", [None, "code", "poster", "code,paper", "screen"])
def test_every_channel_and_round_gives_what_the_people_give(
    province: tuple[Database, World], channel: str | None
) -> None:
    wrong = []
    for code in ("2024", "2025", "2026"):
        for method in ("top2.pooled", "top2.pooled.split"):
            wrong += differences(province, code, SERVICE, channel=channel, method=method)
    assert wrong == []


@pytest.mark.parametrize("group_by", ["desk", "kind", "parent"])
@pytest.mark.parametrize("group", ["pooled", "mean_of_units"])
def test_every_grouping_gives_what_the_people_give(
    province: tuple[Database, World], group_by: str, group: str
) -> None:
    wrong = []
    for method in ("top2.pooled", "mean5.mean_of_factors", "top2.pooled.split"):
        for channel in (None, "poster"):
            wrong += differences(
                province, "2026", SERVICE,
                group_by=group_by, group=group, method=method, channel=channel,
            )  # fmt: skip
    wrong += differences(province, "ho-2026", WHOLE, group_by=group_by, group=group)
    assert wrong == []


def test_one_body_or_one_level_has_the_rows_that_all_have(
    province: tuple[Database, World],
) -> None:
    database, _ = province
    with database.reading() as db:
        this = store.rounds.need(db, "2026")
        for group_by in (None, "desk"):
            every = report.index_rows(db, this, group_by=group_by)
            for code in sorted({row.agency for row in every}):
                own = report.index_rows(db, this, agency=code, group_by=group_by)
                assert own == [row for row in every if row.agency == code]
            for level in ("overall", "part", "factor", "criterion"):
                some = report.index_rows(db, this, level=level, group_by=group_by)
                assert some == [row for row in every if row.level == level]


def test_what_closing_shows_is_what_all_people_gave(province: tuple[Database, World]) -> None:
    database, world = province
    wrong = []
    for code in ("2024", "2025", "2026"):
        with database.writing() as db:
            report.close(db, store.rounds.need(db, code), day=scattered.d("2027-01-02"), person="x")
    for code in ("2024", "2025", "2026"):
        with database.reading() as db:
            this = store.rounds.need(db, code)
            rows = report.index_rows(db, this, source="frozen", hide=0)
        wrong += compared(
            [asdict(row) for row in rows], world.rows(code, SERVICE, closed=True), code
        )
    assert wrong == []
