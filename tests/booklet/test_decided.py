"""Documents of a provisional round and of a published one, and what bodies explained."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import docx
import pptx
import pypdfium2
import pytest

from survey import booklet, clock, export, report, store
from survey.booklet import Contents
from survey.booklet.decided import printable
from survey.report import Needed
from survey.store import Connection, Database
from survey.store.connection import connect
from tests.booklet.test_paper import bookmarks, words_of
from tests.conftest import new_database
from tests.report.scene import answered, found, furnish, opened, people

DAY = date(2026, 12, 31)
LATER = date(2027, 1, 20)
LONG = "Cuối câu. " * 198 + "Hết giải trình 😀."
SIGNATORY = "Nguyễn Văn A, Phó Chủ tịch Ủy ban nhân dân tỉnh"
EDITION = "Lần công bố thứ 1: Quyết định số 12/QĐ-UBND ngày 20/01/2027, người ký: " + SIGNATORY


@dataclass(frozen=True, slots=True)
class Told:
    """A round as its documents told it, step by step."""

    provisional: Contents
    own: Contents
    published: Contents
    corrected: Contents
    sha256: str


def explained(db: Connection, agency: str, item: str, text: str, answer: str = "") -> None:
    this = store.rounds.need(db, "2026")
    body = store.agencies.need(db, agency, DAY).id
    report.explain(db, this, agency=body, item=item, text=text, day=LATER, person="can.bo")
    if answer:
        report.answer(db, this, agency=body, item=item, text=answer, day=LATER, person="t")


def published(db: Connection, **more: str) -> str:
    this = store.rounds.need(db, "2026")
    at = datetime(2027, 1, 25, 9, tzinfo=clock.OFFICE)
    asked = {"decision": "12/QĐ-UBND", "signatory": SIGNATORY, "person": "x"} | more
    return export.publish(db, this, day=LATER, at=at, **asked).sha256


def told_by(database: Database) -> Told:
    with database.writing() as db:
        found(db, "A Sở Tư pháp", "B Sở Y tế", "C Sở ít phiếu")
        furnish(db, "A 1 Quầy 1", "B 1 Quầy 1", "C 1 Quầy 1", officers="2")
        this = opened(db)
        answered(db, this, "A", people(60, 20))
        answered(db, this, "B", people(40, 3))
        answered(db, this, "C", people(2))
        report.close(db, this, day=DAY, person="x")
        this = store.rounds.need(db, "2026")
        report.provisional(db, this, until=LATER, day=DAY, person="x")
        explained(db, "A", "q24", "Thiếu ghế chờ.\nĐã mua thêm.", "Đồng ý, ghi nhận.")
        explained(db, "B", "q31", LONG, "Đã xem xét.")
        explained(db, "C", "q25", "Mới có hai phiếu.")
        provisional = booklet.gather(db, store.rounds.need(db, "2026"))
        own = booklet.gather(db, store.rounds.need(db, "2026"), agency="A")
        body = store.agencies.need(db, "C", DAY).id
        this = store.rounds.need(db, "2026")
        report.answer(db, this, agency=body, item="q25", text="Đúng.", day=LATER, person="t")
        sha256 = published(db)
        answered(db, this, "A", people(0, 60))
        this = store.rounds.need(db, "2026")
        report.freeze(db, this, day=date(2027, 2, 1), person="x")
        first = booklet.gather(db, this)
        published(db, says="Thêm 60 phiếu giấy.")
        corrected = booklet.gather(db, this)
    return Told(provisional, own, first, corrected, sha256)


@pytest.fixture(scope="session")
def twins(
    postgres: str,
    migrated_template: str,
    migrated_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Told, Told]]:
    """The same steps in an SQLite and in a PostgreSQL."""
    file = tmp_path_factory.mktemp("decided") / "survey.sqlite"
    shutil.copyfile(migrated_file, file)
    with new_database(postgres, f"survey_decided_{os.getpid()}", migrated_template) as url:
        made = connect(f"sqlite:///{file}"), connect(url)
        yield told_by(made[0]), told_by(made[1])
        for database in made:
            database.dispose()


@pytest.fixture(scope="session")
def told(twins: tuple[Told, Told]) -> Told:
    return twins[0]


@pytest.fixture(scope="session")
def pdf(told: Told) -> bytes:
    return booklet.made(told.published, "pdf")


def pages_of(made: bytes) -> list[str]:
    return [words_of(made, at) for at in range(len(pypdfium2.PdfDocument(made)))]


def feet_of(made: bytes) -> list[str]:
    section = docx.Document(io.BytesIO(made)).sections[0]
    return [foot.paragraphs[0].text for foot in (section.first_page_footer, section.footer)]


def slides_of(made: bytes) -> list[str]:
    return [
        " | ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in pptx.Presentation(io.BytesIO(made)).slides
    ]


def test_every_page_names_the_decision_and_the_file_that_was_published(
    told: Told, pdf: bytes
) -> None:
    short = f"{EDITION} · SHA-256 {told.sha256[:12]}"
    pages = pages_of(pdf)
    assert all(short in page for page in pages)
    assert feet_of(booklet.made(told.published, "docx")) == [short, short]
    assert all(short in slide for slide in slides_of(booklet.made(told.published, "pptx")))
    hall = booklet.made(told.published, "html").decode()
    assert hall.count(short) == hall.count("<section")
    whole = f"Mã kiểm tra (SHA-256) của tệp: {told.sha256}"
    assert sum(whole in page.replace("- ", "") for page in pages) == 1


def test_every_page_of_provisional_figures_says_that_they_are(told: Told) -> None:
    pages = pages_of(booklet.made(told.provisional, "pdf"))
    assert all("Kết quả sơ bộ" in page and "Dùng nội bộ" in page for page in pages)
    words = "Kết quả sơ bộ. Dùng nội bộ"
    assert feet_of(booklet.made(told.provisional, "docx")) == [words, words]
    assert all(words in slide for slide in slides_of(booklet.made(told.provisional, "pptx")))


def test_a_later_freeze_changes_no_published_document_and_a_correction_does(told: Told) -> None:
    def index(contents: Contents) -> tuple[str, int]:
        (body,) = [one for one in contents.bodies if one.body.code == "A"]
        return str(body.overall.row.percent), contents.shown.no

    assert index(told.published) == ("75.00", 2)
    assert index(told.provisional)[0] == "75.00"
    assert index(told.corrected) == ("42.86", 4)
    feet = feet_of(booklet.made(told.corrected, "docx"))
    assert feet[0].startswith("Lần công bố thứ 2: ")


def test_the_longest_names_of_a_decision_stay_on_the_sheet(told: Told) -> None:
    assert told.own.edition is None
    assert told.published.edition is not None
    edition = replace(told.published.edition, decision="QĐ " * 66, signatory="Ông Bà " * 28)
    made = booklet.made(replace(told.own, edition=edition), "pdf")
    document = pypdfium2.PdfDocument(made)
    for at in range(1, len(document)):
        found = document[at].get_textpage().search("SHA-256").get_next()
        assert found is not None
        _, bottom, _, _ = document[at].get_textpage().get_charbox(found[0])
        assert bottom > 14  # points above the edge of the paper


def test_explanations_and_answers_stand_in_the_annex_as_they_were_written(
    told: Told, pdf: bytes
) -> None:
    (start,) = [page for _, title, page in bookmarks(pdf) if "giải trình của đơn vị" in title]
    words = " ".join(pages_of(pdf)[start:])
    assert "24. " in words
    for said in ("Thiếu ghế chờ. Đã mua thêm.", "Đồng ý, ghi nhận.", "Hết giải trình □.", "Đúng."):
        assert said in words
    assert "ẩn, dưới 10 phiếu" in words
    tables = docx.Document(io.BytesIO(booklet.made(told.provisional, "docx"))).tables
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    assert "Ngày 20/01/2027:\nThiếu ghế chờ.\nĐã mua thêm." in cells
    assert "Chưa trả lời." in "".join(cells)


def test_a_bodys_own_report_holds_only_what_it_explained(told: Told, told_before: bytes) -> None:
    words = words_of(booklet.made(told.own, "pdf"))
    assert "Thiếu ghế chờ." in words
    assert "Mới có hai phiếu." not in words
    assert "Cuối câu." not in words
    assert "giải trình của đơn vị" not in words_of(told_before)


def test_the_sheets_a_body_needs_stand_beside_its_dossiers_where_these_were_entered(
    told: Told, pdf: bytes
) -> None:
    bodies = [
        replace(one, needed=Needed(388, 12_345)) if one.body.code == "A" else one
        for one in told.published.bodies
    ]
    words = words_of(booklet.made(replace(told.published, bodies=tuple(bodies)), "pdf"))
    assert "Sở Tư pháp 12.345 388 80 80 0 có" in words
    assert "Sở Y tế – 30 43 43 0 có" in words
    assert "Sở Y tế 30 43 43 0 có" in words_of(pdf)


@pytest.fixture(scope="session")
def told_before(one_body: Contents) -> bytes:
    """A report of a round in which nobody explained anything."""
    return booklet.made(one_body, "pdf")


def test_both_databases_give_the_same_document(twins: tuple[Told, Told]) -> None:
    for form in ("docx", "html"):
        one, other = (booklet.made(told.corrected, form) for told in twins)
        assert one == other


def test_what_no_font_can_print_is_a_box_and_what_shapes_its_neighbours_is_left_out() -> None:
    assert printable("Ổn\u200d 中\u00a0x\tđ\x07\n") == "Ổn □ x đ\n"
