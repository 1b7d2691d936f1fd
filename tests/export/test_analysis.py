"""Files for analysts' programs, opened again with what those programs stand on."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars
import pyreadstat
import pytest

from survey import export
from survey.export import About
from survey.export.meaning import MEANING
from survey.language import Language
from survey.report import IndexRow
from tests.export.test_files import ABOUT, HEADER, ROW, SILENT
from tests.unstamped import STAMP, unstamped

FEW = replace(SILENT, responses=3, satisfied=None, hidden="few", level="criterion", channel="paper")
ROWS = [ROW, SILENT, FEW]
PRINT_A_PARQUET = """
import hashlib, sys
from survey import export
from tests.export.test_files import ROW
print(hashlib.sha256(export.to_parquet([ROW] * 300_000)).hexdigest())
"""


def opened(data: bytes, folder: Path) -> tuple[polars.DataFrame, Any]:
    """What SPSS would see of a file."""
    path = folder / "a.sav"
    path.write_bytes(data)
    return pyreadstat.read_sav(path, output_format="polars")


def objects(rows: Sequence[IndexRow]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(export.to_json(rows), parse_float=Decimal)
    return found


def test_parquet_says_what_json_says_in_typed_columns() -> None:
    table = polars.read_parquet(io.BytesIO(export.to_parquet(ROWS)))
    assert table.columns == HEADER.split(",")
    assert table.to_dicts() == objects(ROWS)
    kinds = {column: str(kind) for column, kind in table.schema.items()}
    assert kinds["percent"] == kinds["change"] == "Decimal(precision=9, scale=2)"
    assert kinds["responses"] == kinds["rank_change"] == "Int64"
    assert kinds["agency"] == kinds["hidden"] == "String"


def test_columns_keep_their_types_where_there_is_no_figure_and_no_row() -> None:
    whole = polars.read_parquet(io.BytesIO(export.to_parquet(ROWS))).schema
    for rows in ([SILENT], []):
        assert polars.read_parquet(io.BytesIO(export.to_parquet(rows))).schema == whole


def test_grouped_rows_carry_their_group_last(tmp_path: Path) -> None:
    row = replace(ROW, group="1", group_name="Quầy 1")
    table = polars.read_parquet(io.BytesIO(export.to_parquet([row])))
    assert table.to_dicts() == objects([row])
    assert opened(export.to_sav([row], ABOUT), tmp_path)[0]["group_name"].to_list() == ["Quầy 1"]


def test_the_bytes_of_parquet_do_not_follow_the_number_of_processors() -> None:
    made = {
        subprocess.run(
            [sys.executable, "-c", PRINT_A_PARQUET],
            env={**os.environ, "POLARS_MAX_THREADS": threads},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for threads in ("1", "4")
    }
    assert len(made) == 1


def test_spss_has_numbers_as_numbers_and_missing_where_there_is_none(tmp_path: Path) -> None:
    table, told = opened(export.to_sav(ROWS, ABOUT), tmp_path)
    assert table.columns == HEADER.split(",")
    plain = [
        {name: float(v) if isinstance(v, int | Decimal) else v for name, v in row.items()}
        for row in objects(ROWS)
    ]
    assert table.to_dicts() == plain
    kinds = told.original_variable_types
    assert (kinds["percent"], kinds["answers"]) == ("F8.2", "F12.0")
    assert (told.variable_measure["level"], told.variable_measure["low"]) == ("nominal", "scale")


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_variable_of_spss_says_what_it_means(tmp_path: Path, code: str) -> None:
    row = replace(ROW, group="1", group_name="Quầy 1")
    say = Language(code).gettext
    _, told = opened(export.to_sav([row], ABOUT, say), tmp_path)
    assert told.column_names_to_labels == {name: say(MEANING[name]) for name in MEANING}


def test_codes_in_spss_carry_their_words(tmp_path: Path) -> None:
    composed = [
        replace(ROW, channel="poster,paper", hidden="without:access feedback"),
        replace(ROW, frame="household", hidden="without:" + "q01 " * 60),
    ]
    _, told = opened(export.to_sav(composed, ABOUT), tmp_path)
    words = told.variable_value_labels
    assert words.keys() == {"frame", "level", "channel", "hidden"}
    assert words["frame"] == {
        "desk": "Khảo sát tại nơi giải quyết thủ tục",
        "household": "Khảo sát tại hộ gia đình",
    }
    assert words["level"]["criterion"] == "Tiêu chí"
    assert words["channel"]["poster,paper"] == "Quét mã tại quầy, Phiếu giấy"
    assert words["hidden"] == {
        "few": "ẩn vì ít phiếu",
        "officers": "ẩn vì quầy có một cán bộ",
        "complement": "ẩn để giữ kín số liệu khác",
        "without:access feedback": "không tính: access feedback",
    }, "words that SPSS would cut are left out"


def test_long_texts_are_not_cut_in_spss(tmp_path: Path) -> None:
    row = replace(ROW, name="Thủ tục ễ " * 200, agency_name="=Sở “Ế”, B")
    about = About("Năm " + "ễ" * 70, date(2026, 11, 22), (("Đợt", "một hai ba bốn " * 20),))
    table, told = opened(export.to_sav([row], about), tmp_path)
    # SPSS has no blanks at the end of a text.
    assert table["name"].to_list() == [row.name.rstrip()]
    assert table["agency_name"].to_list() == [row.agency_name]
    assert max(len(line.encode()) for line in told.notes) <= 80
    assert "".join(told.notes).replace(" ", "").startswith("Năm" + "ễ" * 70 + "Đợt:mộthaiba")
    assert "top2: Tỷ lệ câu trả lời ở mức 4 và mức 5" in told.notes


def test_an_spss_file_without_rows_still_has_its_variables(tmp_path: Path) -> None:
    table, told = opened(export.to_sav([], ABOUT), tmp_path)
    assert (table.height, told.column_names) == (0, HEADER.split(","))


def test_nothing_but_its_stamp_tells_two_spss_files_apart() -> None:
    one, two = (export.to_sav(ROWS, ABOUT) for _ in range(2))
    assert unstamped("sav", one) == unstamped("sav", two)
    assert one[STAMP][2:3] == b" ", "a day such as 22 Nov 26"
