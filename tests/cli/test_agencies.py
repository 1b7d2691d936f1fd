"""survey agencies import, survey desks import, survey desks list"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.console import AGENCIES, DESKS, PUBLIC_URL, Console, lines, rows_of


def codes(console: Console) -> dict[tuple[str, str], str]:
    return {
        (row["agency"], row["desk"]): row["code"] for row in rows_of(console.types("desks", "list"))
    }


def test_agencies_are_imported_and_again_without_change(console: Console) -> None:
    file = console.writes("agencies.csv", AGENCIES)
    assert "4 đơn vị mới" in console.types("agencies", "import", file).stdout
    again = console.types("agencies", "import", file).stdout
    assert "0 đơn vị mới, 0 đơn vị có thay đổi" in again


def test_a_file_of_a_spreadsheet_is_imported(console: Console) -> None:
    text = "\ufeff" + AGENCIES.replace('"', "").replace("Sở, ban, ngành", "Sở")
    text = text.replace("UBND xã, phường", "Xã").replace(",", ";").replace("\n", "\r\n")
    assert (
        "4 đơn vị mới" in console.types("agencies", "import", console.writes("a.csv", text)).stdout
    )


def test_every_fault_of_the_agencies_is_named_and_nothing_is_kept(console: Console) -> None:
    text = lines(
        [
            "code,name,kind,parent,from,to,successor",
            "S1,Sở Tư pháp,Sở,,,,",
            "S 2,,Sở,,,,",
            "S3,Sở Y tế,Sở,T9,2026-13-01,,",
        ]
    )
    refused = console.types("agencies", "import", console.writes("a.csv", text), status=1)
    assert "không dòng nào được ghi" in refused.stderr
    assert "Dòng 4, cột “from”: ngày phải có dạng 2026-11-23" in refused.stderr
    text = text.replace("2026-13-01", "")
    refused = console.types("agencies", "import", console.writes("a.csv", text), status=1)
    assert refused.stderr.splitlines()[0].endswith("Có 3 chỗ cần sửa.")
    assert "Dòng 3, cột “code”" in refused.stderr
    assert "Dòng 3, cột “name”" in refused.stderr
    assert "Dòng 4, cột “parent”" in refused.stderr
    good = lines(["code,name,kind,parent", "S1,Sở Tư pháp,Sở,"])
    imported = console.types("agencies", "import", console.writes("a.csv", good))
    assert "1 đơn vị mới" in imported.stdout


@pytest.mark.parametrize("command", ["agencies", "desks"])
def test_a_file_that_is_not_there_is_refused_in_one_sentence(
    console: Console, command: str
) -> None:
    refused = console.types(command, "import", console.folder / "none.csv", status=1)
    assert len(refused.stderr.splitlines()) == 1
    assert "không có tệp" in refused.stderr


def test_importing_desks_prints_their_codes_and_again_keeps_them(province: Console) -> None:
    before = codes(province)
    assert len(set(before.values())) == 3
    text = DESKS.replace("Hộ tịch", "Quốc tịch") + "X1,2,Quầy 2 · Chứng thực,,,,\n"
    printed = rows_of(province.types("desks", "import", province.writes("d.csv", text)))
    assert list(printed[0]) == ["agency", "desk", "name", "code", "url"]
    after = codes(province)
    assert before.items() <= after.items()
    assert {(row["agency"], row["desk"]): row["code"] for row in printed} == after


def test_every_fault_of_the_desks_is_named_and_nothing_is_kept(province: Console) -> None:
    before = codes(province)
    text = lines(
        ["agency,desk,name,officers", "S1,9,Quầy 9,", "S7,1,Quầy 1,", "S1,1,,", "S1,2,Q,nhiều"]
    )
    refused = province.types("desks", "import", province.writes("d.csv", text), status=1)
    for place in ("Dòng 3, cột “agency”", "Dòng 4, cột “name”", "Dòng 5, cột “officers”"):
        assert place in refused.stderr
    assert codes(province) == before


def test_desks_are_listed_in_order_with_the_address_of_their_poster(province: Console) -> None:
    rows = rows_of(province.types("desks", "list"))
    assert [(row["agency"], row["desk"]) for row in rows] == [("S1", "1"), ("S1", "2"), ("X1", "1")]
    assert all(row["url"] == f"{PUBLIC_URL}/p/{row['code']}" for row in rows)
    assert json.loads(province.types("desks", "list", "--format", "json").stdout) == rows


def test_desks_of_one_agency_are_listed(province: Console) -> None:
    rows = rows_of(province.types("desks", "list", "--agency", "X1"))
    assert [row["agency"] for row in rows] == ["X1"]
    assert rows_of(province.types("desks", "list", "--agency", "S2")) == []
    refused = province.types("desks", "list", "--agency", "S9", status=1)
    assert "S9" in refused.stderr


def test_no_name_of_a_desk_can_start_a_formula(province: Console) -> None:
    text = 'agency,desk,name\nS2,1,"=HYPERLINK(""http://x"")"\n'
    (row,) = rows_of(province.types("desks", "import", province.writes("d.csv", text)))
    assert row["name"].startswith("'=")


def test_a_database_that_was_never_upgraded_is_refused(empty_url: str, tmp_path: Path) -> None:
    console = Console(tmp_path, {"SURVEY_DATABASE_URL": empty_url})
    assert "survey upgrade" in console.types("desks", "list", status=1).stderr
    console.types("upgrade")
    console.types("upgrade")
    assert rows_of(console.types("desks", "list")) == []
