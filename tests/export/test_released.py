"""The sheets of a closed round as rows: five alike, nothing lost, nothing that leads back."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import openpyxl
import polars
import pyreadstat
import pytest

from survey import export, report, store
from survey.export import released, rows
from survey.export.released import LEAST, NotReleased
from survey.store import Database
from survey.store.responses import unpack
from survey.store.rounds import Round
from tests.report.scene import PLACES, SERVICE, answered, found, opened, sheet

PEOPLE = ("gender", "age", "education", "occupation")


def drawn(chance: random.Random, many: int) -> list[str]:
    return [
        sheet(
            "".join(chance.choice("123456") for _ in range(16))
            + "".join(str(chance.randint(0, options)) for _, options, _ in SERVICE.places[16:])
        )
        for _ in range(many)
    ]


def closed(database: Database, **many: int) -> Round:
    """A round of bodies of three kinds, one of them named like a formula."""
    chance = random.Random(4)
    kinds = {
        **dict.fromkeys("AB", "Sở, ban, ngành"),
        "C": "=UBND xã",
        **dict.fromkeys("DE", "Đơn vị khác"),
    }
    with database.writing() as db:
        for code, kind in kinds.items():
            found(db, f"{code} Đơn vị {code}", kind=kind)
        this = opened(db)
        for code in kinds:
            answered(db, this, code, drawn(chance, many.get(code, 0)))
        report.close(db, this, day=this.last, person="x")
        return store.rounds.need(db, this.code)


def written(database: Database, this: Round, form: str = "csv") -> bytes:
    released.make(database, this)
    out = io.BytesIO()
    with database.reading() as db:
        rows.write(released.released(db, this), form, out, day=this.last)
    return out.getvalue()


def lines(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def records(database: Database, this: Round) -> list[str]:
    """The sheets as the database has them, in its order."""
    with database.reading() as db:
        return [
            unpack(bytes(row[-1]), PLACES)
            for some in store.responses.stream(db, this.id)
            for row in some
        ]


def test_every_cell_of_people_has_five_rows_and_nothing_else_is_lost(database: Database) -> None:
    this = closed(database, A=150, B=40, C=90, D=9, E=9)
    told = lines(written(database, this))
    cells = Counter((row["unit_group"], *(row[name] for name in PEOPLE)) for row in told)
    assert min(cells.values()) >= LEAST
    assert len(cells) > 5
    raw = records(database, this)
    with database.reading() as db:
        tally = sum(row.responses for row in store.tallies.live(db, this.id, records=False))
    assert len(told) == tally == len(raw) == 298
    # Every answer is there as often as it was given; what people said of themselves may be lost.
    for place, column in enumerate(SERVICE.columns):
        counted = Counter(row[column] for row in told)
        right = Counter("" if record[place] == "0" else record[place] for record in raw)
        if column in PEOPLE:
            assert all(counted[value] <= right[value] for value in right if value)
        else:
            assert counted == right
    answers = Counter(tuple(row[one] for one in SERVICE.columns[:20]) for row in told)
    assert answers == Counter(
        tuple("" if digit == "0" else digit for digit in record[:20]) for record in raw
    )


def test_occupation_is_lost_first_and_gender_last(database: Database) -> None:
    this = closed(database, A=300)
    told = lines(written(database, this))
    raw = records(database, this)
    lost = [
        sum(one[SERVICE.place_of(name)] != "0" for one in raw)
        - sum(row[name] != "" for row in told)
        for name in PEOPLE
    ]
    assert lost[0] == 0
    assert lost == sorted(lost)
    assert 0 < lost[2] < lost[3]


def test_it_is_made_once(database: Database) -> None:
    this = closed(database, A=60, C=40)
    first = written(database, this)
    with database.writing() as db:
        answered(db, this, "A", drawn(random.Random(9), 12))
        report.freeze(db, this, day=this.last, person="x")
    assert written(database, this) == first
    assert written(database, this, "xlsx") == written(database, this, "xlsx")


def test_neither_ids_nor_order_lead_back(database: Database) -> None:
    this = closed(database, A=400)
    told = lines(written(database, this))
    assert set(told[0]) == {"row", "unit_group", *SERVICE.columns}
    assert [row["row"] for row in told] == [str(number) for number in range(1, 401)]
    raw = records(database, this)
    # Where each row stands in the database, by its answers, which hardly two sheets share.
    place = {record[:20]: at for at, record in enumerate(raw)}
    stood = [place["".join(row[one] or "0" for one in SERVICE.columns[:20])] for row in told]
    up = sum(one < other for one, other in pairwise(stood))
    assert 150 < up < 250
    assert sum(at == one for at, one in enumerate(stood)) < 10


def test_each_kind_of_file_holds_the_same(database: Database, tmp_path: Path) -> None:
    this = closed(database, A=30, C=20)
    told = lines(written(database, this))
    assert {row["unit_group"] for row in told} >= {"'=UBND xã"}, "no cell starts a formula"
    book = openpyxl.load_workbook(io.BytesIO(written(database, this, "xlsx")))
    sheet_, explained = book.worksheets
    header, *cells = sheet_.iter_rows(values_only=True)
    texts = [["" if one is None else str(one) for one in row] for row in cells]
    assert texts == [list(row.values()) for row in told]
    assert [str(one) for one in header] == list(told[0])
    assert explained["A1"].value == "row"
    parquet = polars.read_parquet(io.BytesIO(written(database, this, "parquet")))
    assert parquet["q24"].to_list() == [int(row["q24"]) if row["q24"] else None for row in told]
    assert "=UBND xã" in parquet["unit_group"].to_list(), "programs run no formulas"
    path = tmp_path / "rows.sav"
    path.write_bytes(written(database, this, "sav"))
    frame, meta = pyreadstat.read_sav(path, output_format="polars")
    assert len(frame) == 50
    assert meta.variable_value_labels["q24"][5] == "Rất hài lòng"
    assert meta.variable_value_labels["q24"][6] == "Không rõ"
    with pytest.raises(export.UnknownFormat):
        written(database, this, "json")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_groups_are_not_named_where_they_would_tell_a_body_that_is_not_published(
    database: Database,
) -> None:
    this = closed(database, A=150, B=40, C=9, D=9)
    told = lines(written(database, this))
    groups = Counter(row["unit_group"] for row in told)
    assert groups.keys() == {"Sở, ban, ngành", ""}
    assert groups[""] >= 18, "of two bodies, which nobody can tell apart"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_no_file_is_made_that_less_what_is_published_leaves_one_body(database: Database) -> None:
    this = closed(database, A=150, B=40, C=90, D=9)
    with pytest.raises(NotReleased, match="một đơn vị"):
        released.make(database, this)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_where_it_may_not_be_written(database: Database) -> None:
    with pytest.raises(NotReleased, match="dưới 10 người"):
        released.make(database, closed(database, A=3))
    with database.writing() as db:
        now = opened(db, "2027")
        few = opened(db, "2028", agencies=["A"])
        report.close(db, few, day=few.last, person="x")
        few = store.rounds.need(db, "2028")
    with pytest.raises(NotReleased, match="chưa kết thúc"):
        released.make(database, now)
    with pytest.raises(NotReleased, match="mọi đơn vị"):
        released.make(database, few)
