"""survey posters"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.console import Console, rows_of


def texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """Drawing takes a process of its own; what it draws does not depend on the database."""
    return str(request.param)


def test_every_desk_has_a_page_with_its_code(province: Console) -> None:
    out = province.folder / "new" / "posters.pdf"
    assert "3 trang" in province.types("posters", "--out", out).stdout
    pages = texts(out)
    desks = rows_of(province.types("desks", "list"))
    assert len(pages) == len(desks)
    for page, desk in zip(pages, desks, strict=True):
        assert desk["code"] in page.replace("-", "").replace(" ", "")


def test_posters_of_one_agency_or_one_desk(province: Console) -> None:
    out = province.folder / "posters.pdf"
    province.types("posters", "--agency", "S1", "--size", "a5", "--out", out)
    assert len(texts(out)) == 2
    province.types("posters", "--agency", "S1", "--desk", "2", "--out", out)
    assert len(texts(out)) == 1


def test_posters_that_there_are_none_of_are_refused(province: Console) -> None:
    out = province.folder / "posters.pdf"
    province.types("posters", "--agency", "S9", "--out", out, status=1)
    province.types("posters", "--agency", "S2", "--out", out, status=1)
    province.types("posters", "--desk", "9", "--out", out, status=1)
    assert "--size" in province.types("posters", "--size", "a0", "--out", out, status=2).stderr
    assert not out.exists()


def test_a_path_that_cannot_be_written_is_refused(province: Console) -> None:
    refused = province.types(
        "posters", "--agency", "X1", "--out", "/proc/none/posters.pdf", status=1
    )
    assert len(refused.stderr.splitlines()) == 1
