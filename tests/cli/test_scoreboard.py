"""survey scoreboard import, list, ddci, tt01, qd766"""

from __future__ import annotations

import json

import pytest

from survey.export.board import COLUMNS
from survey.intake import scoreboard
from tests.cli.console import Console, lines, rows_of

FIGURES = """\
year,index,body,frame,value,rank,of,group,sets,target,source
2022,par-index,province,,86.29,24,63,,tỉnh miền núi phía Bắc 5/14,87,Bộ Nội vụ công bố
2022,papi,province,,,none,,trung bình cao,,,
2022,ddci,S1,,,1,,,,,=nguồn
"""


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_listed_file_is_imported_again_without_change(province: Console) -> None:
    file = province.writes("a.csv", FIGURES)
    assert "3 số liệu mới" in province.types("scoreboard", "import", file).stdout
    listed = province.types("scoreboard", "list").stdout
    again = province.types("scoreboard", "import", province.writes("b.csv", listed)).stdout
    assert "0 số liệu mới, 0 thay đổi, 0 bỏ đi" in again
    first = json.loads(province.types("scoreboard", "list", "--format", "json").stdout)[0]
    assert (first["index"], first["value"], first["unit"]) == ("par-index", 86.29, "points")
    assert first["sets"] == "tỉnh miền núi phía Bắc 5/14"
    assert "'=nguồn" in listed


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_workbook_is_written_to_a_file_and_nowhere_else(province: Console) -> None:
    province.types("scoreboard", "import", province.writes("a.csv", FIGURES))
    file = province.folder / "b.xlsx"
    said = province.types("scoreboard", "list", "--format", "xlsx", "--out", str(file))
    assert "Đã ghi" in said.stdout
    assert file.read_bytes().startswith(b"PK")
    province.types("scoreboard", "list", "--format", "xlsx", status=2)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_year_is_published_and_then_corrected(province: Console) -> None:
    province.types("scoreboard", "import", province.writes("a.csv", FIGURES))
    publish = ("scoreboard", "publish", "2022", "--decision", "1/QĐ", "--day", "2025-01-02",
               "--signatory", "Lê Văn B")  # fmt: skip
    said = province.types(*publish).stdout
    assert "Đã công bố lần thứ 1 của bảng tổng hợp chỉ số năm 2022." in said
    assert "Mã kiểm tra SHA-256 của tệp CSV: " in said
    assert "phải ghi rõ đính chính" in province.types(*publish, status=1).stderr
    assert "lần thứ 2" in province.types(*publish, "--says", "Sửa nguồn.").stdout


def test_a_file_lists_the_columns_that_an_import_reads() -> None:
    assert set(COLUMNS) == set(scoreboard.COLUMNS)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_fault_is_named_and_nothing_is_kept(province: Console) -> None:
    text = FIGURES.replace("86.29", "186.29").replace("S1", "S9")
    refused = province.types("scoreboard", "import", province.writes("a.csv", text), status=1)
    assert "Có 2 chỗ cần sửa" in refused.stderr
    assert "Dòng 2, cột “value”: phải là số từ 0 đến 100" in refused.stderr
    assert "Dòng 4, cột “body”: không có đơn vị mã “S9” trong năm này" in refused.stderr
    assert rows_of(province.types("scoreboard", "list")) == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_ddci_is_printed_with_its_components_and_kept_when_told(province: Console) -> None:
    text = lines(
        [
            "component,indicator,body,value,better",
            "Gia nhập,Số ngày,S1,2,less",
            "Gia nhập,Số ngày,S2,8,less",
            "Minh bạch,Công khai,S1,7,",
            "Minh bạch,Công khai,S2,7,",
        ]
    )
    file = province.writes("ddci.csv", text)
    command = ("scoreboard", "ddci", file, "--year", "2025")
    first, second = rows_of(province.types(*command))
    assert first == {
        "body": "S1",
        "Gia nhập": "10.00",
        "Minh bạch": "10.00",
        "total": "100.00",
        "rank": "1",
        "of": "2",
        "band": "",
    }
    assert (second["total"], second["rank"]) == ("55.00", "2")
    assert rows_of(province.types("scoreboard", "list")) == []
    province.types(*command, "--keep")
    kept = rows_of(province.types("scoreboard", "list"))
    assert [(row["body"], row["value"], row["source"]) for row in kept] == [
        ("S1", "100.00", "Tính từ tệp ddci.csv"),
        ("S2", "55.00", "Tính từ tệp ddci.csv"),
    ]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_round_that_asked_businesses_gives_ddci_too(province: Console) -> None:
    province.opens_round("DN", "--minimum", "1")
    sheets = [("S1", "1", 5)] * 10 + [("X1", "1", 2)] * 10
    province.types("responses", "import", province.paper(*sheets), "--round", "DN")
    province.types("round", "close", "DN")
    command = ("scoreboard", "ddci", "--round", "DN")
    rows = rows_of(
        province.types(
            *command, "--weights", "access=1,procedure=1,staff=1,result=1,feedback=1", "--keep"
        )
    )
    assert [(row["body"], row["access"], row["total"], row["of"]) for row in rows] == [
        ("S1", "10.00", "100.00", "1"),
        ("X1", "10.00", "100.00", "1"),  # alone of its kind
    ]
    kept = rows_of(province.types("scoreboard", "list"))
    assert kept[0]["source"] == "Tính từ đợt DN"
    assert "chưa có quyền số" in province.types(*command, "--weights", "access=2", status=1).stderr
    province.types(*command, "--weights", "access", status=2)
    province.types("scoreboard", "ddci", status=2)
    province.types("scoreboard", "ddci", province.writes("a.csv", ""), status=2)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_points_and_bands_are_worked_out(province: Console) -> None:
    header = "body,c1,c2,c3,c4,c5,c6,c7,c8,c9\n"
    file = province.writes("tt01.csv", f"{header}S1,1.8,1.8,2,2,1,1.5,1.978,2,1.675\n")
    (row,) = rows_of(province.types("scoreboard", "tt01", file, "--year", "2021"))
    assert (row["total"], row["band"]) == ("15.753", "Xuất sắc")
    text = (
        "body,publicity,progress,digitisation,online,satisfaction\nS1,15.4,19.35,16.05,9.03,17.82\n"
    )
    file = province.writes("qd766.csv", text)
    (row,) = rows_of(province.types("scoreboard", "qd766", file, "--year", "2025"))
    assert row["total"] == "77.65"
    refused = province.types("scoreboard", "qd766", file, "--year", "25", status=1)
    assert "Không có năm 25" in refused.stderr
