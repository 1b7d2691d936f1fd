"""Files as operators make them are read; what cannot be read is named by line and column."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from survey.cli import tables
from survey.words import FileRefused


def read(path: Path, text: str | bytes) -> list[tables.Line]:
    file = path / "file.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return tables.read(file, needed=["code", "name"], optional=["kind"])


def faults(path: Path, text: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(FileRefused) as refused:
        read(path, text)
    return [(fault.line, fault.column) for fault in refused.value.faults]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_whatever_excel_writes_is_read(tmp_path: Path, separator: str, end: str, mark: str) -> None:
    rows = [["code", "name", "kind", ""], ["S1", "Sở Tư pháp", "Sở", ""], ["", "", "", ""]]
    text = mark + "".join(separator.join(row) + end for row in rows)
    (line,) = read(tmp_path, text)
    assert line == tables.Line(2, {"code": "S1", "name": "Sở Tư pháp", "kind": "Sở"})


def test_accents_typed_apart_are_composed(tmp_path: Path) -> None:
    (line,) = read(tmp_path, unicodedata.normalize("NFD", "code,name\nS1,Sở Tư pháp\n"))
    assert line["name"] == "Sở Tư pháp"


def test_a_quoted_line_break_stays_and_lines_are_still_counted(tmp_path: Path) -> None:
    found = read(tmp_path, 'code,name\nS1,"Sở\nTư pháp"\n\nS2,Sở Y tế\n')
    assert [(line.number, line["name"]) for line in found] == [(2, "Sở\nTư pháp"), (5, "Sở Y tế")]


def test_a_column_that_may_be_left_out_reads_as_empty(tmp_path: Path) -> None:
    (line,) = read(tmp_path, "name,code\nA,S1")
    assert (line["code"], line["kind"]) == ("S1", "")


@pytest.mark.parametrize(("encoding", "line"), [("utf-16", 1), ("windows-1258", 3)])
def test_another_encoding_is_refused_with_the_line(
    tmp_path: Path, encoding: str, line: int
) -> None:
    text = "code,name\nS1,So Tu phap\nS2,Sơ Xây dưng\n"
    with pytest.raises(tables.UnreadableFile, match="UTF-8") as refused:
        read(tmp_path, text.encode(encoding))
    assert refused.value.values["line"] == line


def test_an_empty_file_lacks_its_columns(tmp_path: Path) -> None:
    assert faults(tmp_path, "") == [(1, "code"), (1, "name")]
    assert faults(tmp_path, "\n\n") == [(1, "code"), (1, "name")]


def test_a_file_of_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, "code,name\r\n") == []


def test_missing_unknown_and_double_columns_are_named(tmp_path: Path) -> None:
    assert faults(tmp_path, "code,kin,code\nS1,x,y\n") == [(1, "name"), (1, "kin"), (1, "code")]
    assert faults(tmp_path, "code,,name\nS1,,y\n") == [(1, "")]


def test_a_row_with_too_many_cells_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path, 'code,name\nS1,"a\nb"\nS2,a,b\nS3,a,,\n') == [(4, "")]


def test_a_quote_left_open_is_named_where_its_row_begins(tmp_path: Path) -> None:
    with pytest.raises(tables.UnreadableFile) as refused:
        read(tmp_path, 'code,name\nS1,a\nS2,"b\nS3,c\n')
    assert refused.value.values["line"] == 3


def test_a_huge_cell_is_refused_and_named(tmp_path: Path) -> None:
    with pytest.raises(tables.UnreadableFile) as refused:
        read(tmp_path, "code,name\nS1," + "a" * 200_000 + "\n")
    assert refused.value.values["line"] == 2


def test_a_huge_file_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "LARGEST", 1000)
    with pytest.raises(tables.UnreadableFile):
        read(tmp_path, "code,name\n" + "S1,a\n" * 1000)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(tables.UnreadableFile, match="không có tệp"):
        tables.read(tmp_path / "none.csv", needed=[], optional=[])
    with pytest.raises(tables.UnreadableFile, match="đây là thư mục"):
        tables.read(tmp_path, needed=[], optional=[])
