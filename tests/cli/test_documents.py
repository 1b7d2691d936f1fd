"""survey report, survey slides"""

from __future__ import annotations

from importlib import util

import pytest

from tests.cli.console import Console

MAGIC = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "pptx": b"PK\x03\x04", "html": b"<!doctype html>"}


@pytest.fixture
def frozen(province: Console) -> Console:
    """A closed round with sheets at two agencies."""
    province.opens_round("D1")
    sheets = [("S1", "1", 5)] * 6 + [("X1", "1", 2)] * 5
    province.types("responses", "import", province.paper(*sheets), "--round", "D1")
    province.types("round", "close", "D1")
    return province


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_documents_are_written_in_the_kind_that_the_file_is_named(frozen: Console) -> None:
    for command, form in (
        ("report", "pdf"),
        ("report", "docx"),
        ("slides", "pptx"),
        ("slides", "html"),
    ):
        file = frozen.folder / f"out.{form}"
        assert str(file) in frozen.types(command, "D1", "--out", file).stdout
        assert file.read_bytes().startswith(MAGIC[form])


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_cannot_be_written_is_refused_in_a_sentence(
    frozen: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen.opens_round("D2", "--frame", "household")
    for words, told in (
        (("report", "D1", "--out", "a.txt"), "đuôi .pdf / .docx: “a.txt”"),
        (("slides", "D1", "--out", "a.pdf"), "đuôi .pptx / .html: “a.pdf”"),
        (("report", "D9", "--out", "a.pdf"), "D9"),
        (("report", "D2", "--out", "a.pdf"), "chưa chốt số liệu"),
        (("report", "D1", "--agency", "Z", "--out", "a.pdf"), "không có đơn vị mã “Z”"),
    ):
        assert told in frozen.types(*words, status=1).stderr
    found = util.find_spec
    monkeypatch.setattr(
        "survey.booklet.forms.find_spec", lambda name: None if name == "docx" else found(name)
    )
    refused = frozen.types("report", "D1", "--out", "a.docx", status=1).stderr
    assert "survey[office]" in refused
