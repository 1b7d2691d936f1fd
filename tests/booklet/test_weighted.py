"""Weighted figures in a report: a table a kind, beside the unweighted, with what they stand on."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import docx
import pytest

from survey import booklet, clock, export, report, store
from survey.booklet import Contents
from survey.booklet.decided import published
from survey.booklet.weighted import HEADS, weighted
from survey.store import Database
from tests.booklet.test_paper import words_of
from tests.report.fields import finished, furnish
from tests.report.scene import answered, found, opened, people

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
FROZEN = date(2026, 6, 2)


@pytest.fixture
def told(database: Database) -> Contents:
    """A with two fields; B, where one desk has one officer; C without dossiers. X is a commune."""
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        found(db, "X UBND xã X", kind="UBND xã, phường")
        furnish(db, "A 1 Đất đai", "A 2 Hộ tịch", "B 1 Đất đai", "C 1 Đất đai", "X 1 Hộ tịch")
        furnish(db, "B 2 Hộ tịch", officers="1")
        this = opened(db, "2026")
        for agency in "AB":
            answered(db, this, agency, people(10, 30), desk="1")
            answered(db, this, agency, people(54, 6), desk="2")
        answered(db, this, "C", people(30, 10))
        answered(db, this, "X", people(30, 10))
        lines = [f"{one} 3000 Đất đai" for one in "AB"] + [f"{one} 1000 Hộ tịch" for one in "ABX"]
        finished(db, *lines)
        report.close(db, this, day=FROZEN, person="x")
        this = store.rounds.need(db, this.code)
        finished(db, "A 1 Đất đai")
        return booklet.gather(db, this)


def test_a_table_of_each_kind_says_what_the_page_does(told: Contents) -> None:
    departments, communes = weighted(told)
    rows = {row[0]: row[1:] for row in departments["rows"]}
    assert rows["Sở A"][:2] == ["64,00", "41,25"]
    assert rows["Sở A"][3:] == ["−22,75", "100", "66", "4.000"]
    hidden = rows["Sở B · ẩn để giữ kín số liệu khác"]
    assert hidden == ["64,00", "–", "–", "–", "100", "–", "–"]
    assert rows["Sở C · chưa nhập số hồ sơ"][1] == "–"
    assert "Cả nhóm" not in rows
    assert "theo số liệu nhập đến ngày 02/6/2026" in departments["foot"]
    assert communes["rows"][-1][:3] == ["Cả nhóm", "75,00", "75,00"]
    # One body that tells both is no table to end.
    assert "Trung bình" not in rows


def test_a_table_ends_with_mean_lowest_and_highest_of_those_that_tell_both(
    told: Contents,
) -> None:
    (title, kind), *_ = told.weighted
    (both,) = (line for line in kind.lines if line[1].figure is not None)
    twice = replace(kind, lines=(both, *kind.lines))
    (table,) = weighted(replace(told, weighted=((title, twice),)))
    names = ("Trung bình", "Thấp nhất", "Cao nhất")
    assert [row[:3] for row in table["rows"][-3:]] == [[name, "64,00", "41,25"] for name in names]
    assert "của các đơn vị có cả hai chỉ số" in table["foot"]


def test_the_paper_and_the_word_file_hold_it(told: Contents) -> None:
    word = docx.Document(io.BytesIO(booklet.made(told, "docx", office="", synthetic=False)))
    tables = [[cell.text for cell in table.rows[0].cells] for table in word.tables]
    assert tables.count(list(HEADS)) == 2
    paper = booklet.made(told, "pdf", office="", synthetic=False)
    text = words_of(paper)
    assert "Có và không quyền số" in text
    assert "41,25" in text


def test_a_report_under_a_decision_has_no_such_part_and_says_so(
    told: Contents, database: Database
) -> None:
    assert told.weighted
    with database.writing() as db:
        this = store.rounds.need(db, "2026")
        at = datetime(2027, 1, 5, 9, tzinfo=clock.OFFICE)
        export.publish(db, this, decision="1/QĐ", day=at.date(), signatory="A", at=at, person="x")
        public = booklet.gather(db, store.rounds.need(db, "2026"))
    assert weighted(public) == []
    assert "có quyền số chỉ in trong báo cáo dùng nội bộ" in " ".join(published(public))


def test_without_dossiers_a_report_has_no_such_part(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db, "2026")
        answered(db, this, "A", people(30, 10))
        report.close(db, this, day=FROZEN, person="x")
        assert weighted(booklet.gather(db, store.rounds.need(db, this.code))) == []
