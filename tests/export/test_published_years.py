"""The scoreboard of a year as it was published: bytes that nothing later moves."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from survey import clock, export, report, store
from survey.demo import province as demo
from survey.export import BadDecree, Decree
from survey.intake import scoreboard as intake
from survey.store import Connection, Database
from survey.store.connection import connect
from survey.store.published_years import YearEdition
from tests.conftest import new_database
from tests.report.test_scoreboard import take

NOON = datetime(2026, 11, 24, 12, tzinfo=clock.OFFICE)
DECREE = Decree("12/QĐ-UBND", date(2026, 11, 23), "Lê Văn B, Phó Chủ tịch")
LAI_CHAU = "tỉnh Lai Châu"
MORE = """\
year,index,body,value,rank,of,group,sets,target,target_rank,target_of,source
2022,pci,province,,none,,khá,=miền núi 5/14; lân cận 2/5,70,20,63,=nguồn
"""


def filled(db: Connection) -> None:
    store.agencies.import_rows(db, demo.agency_rows(), today=demo.MERGER)
    intake.import_lines(db, demo.scoreboard_lines(), today=NOON.date())
    take(db, MORE)


def published(db: Connection, year: int = 2022, says: str = "", **more: object) -> YearEdition:
    decree = Decree(DECREE.decision, DECREE.day, DECREE.signatory, says)
    asked = {"province": LAI_CHAU, "at": NOON, "person": "x"} | more
    return export.publish_year(db, year, decree, **asked)  # type: ignore[arg-type]


def test_what_was_published_says_what_the_scoreboard_said_and_nothing_moves_it(
    database: Database,
) -> None:
    with database.writing() as db:
        filled(db)
        for year in (2021, 2022):
            edition = published(db, year)
            file = store.published_years.file(db, edition)
            assert hashlib.sha256(file).hexdigest() == edition.sha256
            told = report.scoreboard(db, year, province=LAI_CHAU, with_rounds=False)
            assert told is not None
            kept = export.year_of(file)
            assert [_known(one) for one in kept.province] == [_known(one) for one in told.entered]
            assert [
                (t.index.id, t.kind, t.computed, [_known(one) for one in t.figures])
                for t in kept.tables
            ] == [
                (t.index.id, t.kind, t.computed, [_known(one) for one in t.figures])
                for t in told.tables
            ]
        take(db, "year,index,body,value,rank,of\n2022,papi,province,44.00,1,63\n")
        assert store.published_years.file(db, edition) == file
        second = published(db, says="Sửa PAPI.", at=NOON + timedelta(hours=1))
        assert (second.no, second.says) == (2, "Sửa PAPI.")
        assert store.published_years.file(db, edition) == file
        assert store.published_years.of_year(db, 2022) == [edition, second]
        changed = export.year_of(store.published_years.file(db, second))
    assert [one.value for one in changed.entered if one.index.id == "papi"] == [Decimal("44.00")]


def _known(one: report.Figure) -> report.Figure:
    """A figure as far as its file tells it: without the number that the database has for a body."""
    return replace(one, body=0, since=None, name=one.name or "")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_file_is_open_data(database: Database) -> None:
    with database.writing() as db:
        filled(db)
        file = store.published_years.file(db, published(db, 2021))
        other = store.published_years.file(db, published(db))
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    first = next(row for row in rows if row["body"] == "H35.10")
    assert (first["value"], first["rank"], first["of"], first["rank_by"]) == (
        "15.753", "1", "15", "value",
    )  # fmt: skip
    objects = json.loads(export.year_as_json(file), parse_float=Decimal)
    assert len(objects) == len(rows)
    assert next(one for one in objects if one["body"] == "H35.10")["value"] == Decimal("15.753")
    pci = next(one for one in json.loads(export.year_as_json(other)) if one["index"] == "pci")
    assert (pci["sets"], pci["source"]) == ("=miền núi 5/14; lân cận 2/5", "=nguồn")
    assert (pci["rank"], pci["rank_by"], pci["target_rank"]) == (None, "none", 20)
    assert b",'=ngu" in other


def refusals() -> Iterator[tuple[int, Decree, str]]:
    day = DECREE.day
    yield 2022, Decree(" ", day, "B"), "Xin ghi số quyết định"
    yield 2022, Decree("1", NOON.date() + timedelta(days=1), "B"), "không được sau ngày hôm nay"
    yield 2022, Decree("1", day, "B", "Sửa."), "chưa có gì để đính chính"
    yield 2020, DECREE, "Chưa nhập chỉ số nào của năm 2020"
    yield 2027, DECREE, "Chưa nhập chỉ số nào của năm 2027"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_year_needs_figures_and_a_decision(database: Database) -> None:
    with database.writing() as db:
        filled(db)
        take(db, "year,index,body,target\n2027,papi,province,45\n")  # a target is no result
        for year, decree, said in refusals():
            with pytest.raises(BadDecree) as refused:
                export.publish_year(db, year, decree, province="", at=NOON, person="x")
            assert said in refused.value.message % refused.value.values
        published(db)
        with pytest.raises(BadDecree, match="phải ghi rõ đính chính điều gì"):
            published(db)


def test_the_same_year_is_the_same_bytes_on_sqlite_and_postgresql(
    postgres: str, migrated_file: Path, migrated_template: str, tmp_path: Path
) -> None:
    file = tmp_path / "same.sqlite"
    shutil.copyfile(migrated_file, file)
    made = []
    with new_database(postgres, "survey_same_year", migrated_template) as url:
        for at in (f"sqlite:///{file}", url):
            database = connect(at)
            with database.writing() as db:
                filled(db)
                made.append(store.published_years.file(db, published(db)))
            database.dispose()
    assert made[0] == made[1]
