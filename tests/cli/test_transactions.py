"""survey transactions import, survey transactions list, survey index --weighted"""

from __future__ import annotations

import csv
import json

import pytest

from tests.cli.console import Console, lines, rows_of

HEADER = "agency,field,month,finished"
WEIGHTED = "weighted_percent,weighted_low,weighted_high,n_eff,n_kish,weighted_note"


@pytest.fixture
def closed(province: Console) -> Console:
    """A closed round: S1 pleased at desk 1 (Tư pháp) and not at desk 2 (Hộ tịch); X1 pleased."""
    province.opens_round("D1")
    sheets = [("S1", "1", 5)] * 6 + [("S1", "2", 2)] * 6 + [("X1", "1", 4)] * 5
    province.types("responses", "import", province.paper(*sheets), "--round", "D1")
    province.types("round", "close", "D1")
    return province


def months(console: Console) -> list[str]:
    """The months that have a day of the round."""
    return sorted({f"{console.days(at):%Y-%m}" for at in range(-10, 11)})


def enters(console: Console, *entries: str, status: int = 0) -> str:
    file = console.writes("t.csv", lines([HEADER, *entries]))
    done = console.types("transactions", "import", file, status=status)
    return done.stderr if status else done.stdout


def test_what_was_imported_is_listed_and_imports_again_without_change(province: Console) -> None:
    entries = ("S1,Hộ tịch,2026-10,70", "S1,Tư pháp,2026-10,210", "X1,,2026-10,33")
    assert "3 dòng mới, 0 dòng đổi số, 0 dòng cũ bỏ đi" in enters(province, *entries)
    listed = province.types("transactions", "list").stdout
    assert listed == lines([HEADER, *entries])
    again = province.types("transactions", "import", province.writes("l.csv", listed)).stdout
    assert "0 dòng mới, 0 dòng đổi số, 0 dòng cũ bỏ đi" in again
    assert province.types("transactions", "list", "--agency", "X1").stdout == lines(
        [HEADER, entries[2]]
    )


def test_every_fault_is_named_by_line_and_column_and_nothing_is_kept(province: Console) -> None:
    said = enters(
        province, "S1,,2026-10,5", "S9,,2026-10,5", "S1,,10/2026,-5", "S1,,2026-10,6", status=1
    )
    assert said.splitlines()[0].endswith("Có 4 chỗ cần sửa.")
    assert "Dòng 3, cột “agency”: không có đơn vị mã “S9” trong tháng này" in said
    assert "Dòng 4, cột “month”: tháng phải có dạng 2026-11" in said
    assert "Dòng 4, cột “finished”: cần một số nguyên" in said
    assert "Dòng 5: trùng với dòng 2" in said
    assert province.types("transactions", "list").stdout == f"{HEADER}\n"


def test_weighted_figures_stand_behind_the_columns_of_the_contract(closed: Console) -> None:
    entries = [
        f"{at},{month},{n}"
        for month in months(closed)
        for at, n in (("S1,Tư pháp", 900), ("S1,Hộ tịch", 100))
    ]
    # The second desk of S1 has no field: its sheets have dossiers entered without one.
    enters(closed, *(entry.replace("Hộ tịch", "") for entry in entries))
    plain = closed.types("index", "D1", "--level", "overall").stdout
    done = closed.types("index", "D1", "--level", "overall", "--weighted")
    header, *rows = done.stdout.splitlines()
    assert header == f"{plain.splitlines()[0]},{WEIGHTED}"
    before = plain.splitlines()[1:]
    assert all(row.startswith(old) for row, old in zip(rows, before, strict=True))
    first, second = rows_of(done)
    assert (first["percent"], first["weighted_percent"]) == ("50.00", "90.00")
    assert (second["weighted_percent"], second["weighted_note"]) == ("", "dossiers")
    printed = closed.types("index", "D1", "--weighted", "--format", "json").stdout
    assert json.loads(printed)[0]["weighted_percent"] == 90


def test_pages_and_files_have_them_from_the_next_freeze_on(closed: Console) -> None:
    entries = [f"S1,,{month},900" for month in months(closed)]
    assert "Trang và tệp dùng số hồ sơ này từ lần chốt số liệu sau." in enters(closed, *entries)
    out = closed.folder / "w.csv"
    asked = ("export", "D1", "--what", "weighted", "--format")
    told = []
    for _ in range(2):
        closed.types(*asked, "csv", "--out", out)
        told.append(next(csv.DictReader(out.read_text("utf-8-sig").splitlines())))
        closed.types("round", "freeze", "D1")
    notes = [(row["agency"], row["finished"], row["weighted_note"]) for row in told]
    assert notes == [("S1", "", "dossiers"), ("S1", str(900 * len(entries)), "")]
    assert "csv, json" in closed.types(*asked, "sav", "--out", out, status=1).stderr


def test_desks_have_no_weighted_figures(closed: Console) -> None:
    refused = closed.types("index", "D1", "--weighted", "--group-by", "desk", status=1)
    assert len(refused.stderr.splitlines()) == 1
