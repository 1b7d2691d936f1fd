"""Documents against the freeze that they are made of, from both databases."""

from __future__ import annotations

import io
import re
import unicodedata
from decimal import Decimal
from functools import cache

import docx
import pptx
import pypdfium2
import pytest

from survey import booklet, report, store
from survey.report import IndexRow
from survey.store import Database
from tests.audit.conftest import Twins

FORMS = tuple(booklet.MEDIA)
ROUND = "2026"


def made(database: Database, form: str) -> bytes:
    with database.reading() as db:
        return booklet.made(booklet.gather(db, store.rounds.need(db, ROUND)), form)


@pytest.fixture(scope="session")
def documents(twins: Twins) -> dict[str, bytes]:
    return {form: made(twins[0], form) for form in FORMS}


@pytest.fixture(scope="session")
def rows(twins: Twins) -> list[IndexRow]:
    """The rows of the freeze, in which something is left out for every reason but officers."""
    with twins[0].reading() as db:
        found = report.index_rows(db, store.rounds.need(db, ROUND), source="frozen")
    assert {"few", "complement", ""} <= {row.hidden for row in found}
    return found


@pytest.mark.parametrize("form", FORMS)
def test_both_databases_give_the_same_document(
    twins: Twins, documents: dict[str, bytes], form: str
) -> None:
    assert made(twins[1], form) == documents[form]


def shown(value: Decimal | None, *, sign: bool = False) -> str:
    if value is None:
        return "–"
    plus = "+" if sign and value > 0 else ""
    return plus + f"{value:.2f}".replace(".", ",").replace("-", "\u2212")


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def expected(row: IndexRow) -> list[str]:
    gone = row.hidden in {"few", "complement"}
    low, high = shown(row.low), shown(row.high)
    return [
        thousands(row.responses),
        "ẩn" if gone else f"{thousands(row.satisfied or 0)}/{thousands(row.answers)}",
        "ẩn" if gone else shown(row.percent),
        "–" if row.low is None else f"{low}–{high}",
        shown(row.previous),
        shown(row.change, sign=True),
    ]


def test_every_row_of_the_freeze_stands_in_the_word_file(
    documents: dict[str, bytes], rows: list[IndexRow]
) -> None:
    """Body by body, level by level, number by number."""
    file = docx.Document(io.BytesIO(documents["docx"]))
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows[1:]]
        for table in file.tables
        if [cell.text for cell in table.rows[0].cells][:2] == ["Chỉ số", "Số phiếu"]
    ]
    # Two bodies may have borne one code in the round.
    by_body: list[list[list[str]]] = []
    for row in rows:
        if row.level == "overall":
            by_body.append([])
        by_body[-1].append(expected(row))
    answered = [some for some in by_body if some[0][0] != "0"]
    assert sorted(answered) == sorted([line[1:] for line in table] for table in tables)


def test_the_rankings_of_the_slides_are_those_of_the_freeze(
    twins: Twins, documents: dict[str, bytes]
) -> None:
    """By the channels that the round ranks by."""
    with twins[0].reading() as db:
        this = store.rounds.need(db, ROUND)
        channel = ",".join(this.rank_channels) or None
        overall = report.index_rows(db, this, source="frozen", level="overall", channel=channel)
    file = pptx.Presentation(io.BytesIO(documents["pptx"]))
    lines = [
        [cell.text for cell in row.cells]
        for slide in file.slides
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]
    assert len(lines) == len(overall)
    told = sorted(
        (str(row.rank or "–"), expected(row)[2], expected(row)[3], thousands(row.responses))
        for row in overall
    )
    assert sorted((line[0], *line[2:5]) for line in lines) == told


@cache
def words_of(form: str, data: bytes) -> str:
    if form == "pdf":
        pages = pypdfium2.PdfDocument(data)
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
    elif form == "docx":
        file = docx.Document(io.BytesIO(data))
        cells = {node.text or "" for table in file.tables for node in table._tbl.iter()}
        text = " ".join([*cells, *(paragraph.text for paragraph in file.paragraphs)])
    elif form == "pptx":
        slides = pptx.Presentation(io.BytesIO(data)).slides
        text = " ".join(str(node.text) for one in slides for node in one._element.iter())
        text += " ".join(
            one.notes_slide.notes_text_frame.text for one in slides if one.has_notes_slide
        )
    else:
        text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", data.decode(), flags=re.S)
    return unicodedata.normalize("NFC", text).replace("\ufffe", "-")


@pytest.mark.parametrize("form", FORMS)
def test_what_the_freeze_leaves_out_stands_in_no_document(
    twins: Twins, documents: dict[str, bytes], rows: list[IndexRow], form: str
) -> None:
    """An interval is as good as a name: hardly two figures share both its ends."""
    with twins[0].reading() as db:
        this = store.rounds.need(db, ROUND)
        every = report.index_rows(db, this, source="frozen", hide=0)
        channel = ",".join(this.rank_channels) or None
        ranked = report.index_rows(db, this, source="frozen", level="overall", channel=channel)
    told = {expected(row)[3] for row in (*rows, *ranked)}
    secret = {
        f"{shown(row.low)}–{shown(row.high)}"
        for row, public in zip(every, rows, strict=True)
        if public.percent is None and row.percent is not None
    } - told
    assert len(secret) > 20
    words = words_of(form, documents[form])
    assert [one for one in told if one != "–" and one in words]
    assert [one for one in secret if one in words] == []
