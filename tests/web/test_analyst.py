"""What an analyst reads, takes away and may do; and what is not for them."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date

import polars
import pytest
from flask import Flask
from openpyxl import load_workbook

from survey import report, store
from survey.store.rounds import Round
from survey.web import here
from tests.people import Person, Staff
from tests.report.scene import answered, found, furnish, opened, people

LONG = (
    "Ban Quản lý Khu kinh tế cửa khẩu Ma Lù Thàng và các khu, cụm công nghiệp, "
    "dịch vụ thương mại biên giới"
)


@pytest.fixture
def province(app: Flask) -> Round:
    """Two rounds, the last one frozen on 22 November 2026; a merger between them."""
    with here.place(app).database.writing() as db:
        found(db, "TP Sở Tư pháp", "XD Sở Xây dựng", "GT Sở Giao thông vận tải", f"BQL {LONG}")
        found(db, "TT Thanh tra tỉnh", "DT Sở Dân tộc và Tôn giáo")
        found(db, "TN Trung tâm Trợ giúp pháp lý", parent="TP")
        furnish(db, "TP 1 Quầy 1", "XD 1 Quầy 1", "DT 1 Quầy 1", officers="2")
        furnish(db, "TP 2 Quầy 2")
        before = opened(db, "2025")
        answered(db, before, "TP", people(30, 10))
        answered(db, before, "XD", people(30, 10))
        answered(db, before, "GT", people(10, 30))
        report.close(db, before, day=date(2025, 12, 31), person="x")
        old = store.agencies.need(db, "GT", date(2025, 12, 31)).id
        store.agencies.close(db, old, date(2026, 2, 28), ["XD"], today=date(2026, 3, 1))
        this = opened(db, "2026")
        answered(db, this, "TP", people(38, 2), desk="1")
        answered(db, this, "TP", people(9, 1), desk="2", channel="paper")
        answered(db, this, "XD", people(30, 10))
        answered(db, this, "BQL", people(20, 20))
        answered(db, this, "TT", people(15, 3))
        answered(db, this, "TN", people(3))
        report.freeze(db, this, day=date(2026, 11, 22), person="x", everything=True)
        answered(db, this, "TP", people(7))
        return this


def test_before_the_first_round_the_page_says_so(analyst: Staff) -> None:
    analyst.opens("/tong-hop")
    analyst.reads("Chưa có đợt khảo sát nào")


def test_before_the_first_freeze_the_page_says_why_and_offers_one(
    app: Flask, analyst: Staff
) -> None:
    with here.place(app).database.writing() as db:
        found(db, "A Sở A")
        answered(db, opened(db), "A", people(40))
    analyst.opens("/tong-hop")
    analyst.reads("Đợt này chưa chốt số liệu", "Phiếu vẫn đang được nhận")
    analyst.sends("/tong-hop/2026/chot")
    analyst.follows()
    analyst.reads("Đã chốt số liệu lần 1", "Chưa có đơn vị nào trong đợt này")


def test_the_ranking_says_what_it_stands_on(analyst: Staff, province: Round) -> None:
    analyst.opens("/tong-hop")
    analyst.reads(
        "Xếp hạng: Sở, ban, ngành",
        "Chỉ số hài lòng tại nơi giải quyết thủ tục",
        "Năm 2026, đang thu phiếu",
        "Mọi hình thức trả lời",
        "Cách tính: hài lòng là mức 4 và mức 5, gộp mọi câu trả lời",
        "Số liệu chốt ngày 22/11/2026 (lần 1)",
        "từ 5 phiếu mới từ khi chốt",
        LONG,
    )


def test_few_and_silent_bodies_are_listed_without_a_rank(analyst: Staff, province: Round) -> None:
    analyst.opens("/tong-hop/2026")
    analyst.reads(
        "chưa đủ số phiếu để xếp hạng (18/30)",
        "chưa đủ số phiếu để xếp hạng (3/30); ẩn vì ít phiếu",
        "chưa có phiếu",
        "kỳ trước: Sở Giao thông vận tải; Sở Xây dựng",
    )


def test_a_choice_of_round_kind_and_channel_leads_to_its_address(
    analyst: Staff, province: Round
) -> None:
    analyst.opens("/tong-hop?dot=2025&nhom=S%E1%BB%9F%2C+ban%2C+ng%C3%A0nh&kenh=poster", 303)
    analyst.follows()
    analyst.reads("Năm 2025, đã kết thúc thu phiếu", "Quét mã tại quầy")
    analyst.opens("/tong-hop/2026?kenh=bo-cau", 404)
    analyst.opens("/tong-hop/2031", 404)


def test_the_page_of_a_body_names_those_that_were_merged(analyst: Staff, province: Round) -> None:
    analyst.opens("/tong-hop/2026/XD")
    analyst.reads(
        "75,00 %",
        "+25,00",
        "So với Năm 2025 (50,00%)",
        "Kỳ trước lấy số liệu gộp của",
        "Sở Giao thông vận tải; Sở Xây dựng",
        "Từng yếu tố",
        "Từng tiêu chí, năm mức",
    )


def test_a_desk_of_one_officer_and_a_body_of_few_sheets_keep_their_figures(
    analyst: Staff, province: Round
) -> None:
    analyst.opens("/tong-hop/2026/TP")
    analyst.reads("ẩn vì quầy có một cán bộ", "94,00")
    analyst.opens("/tong-hop/2026/TN")
    analyst.reads("Ẩn vì ít phiếu").reads_nothing_of("100,00")
    analyst.opens("/tong-hop/2026/DT")
    analyst.reads("Chưa có phiếu trong số liệu đã chốt")
    analyst.opens("/tong-hop/2026/KHAC", 404)


def test_files_hold_what_the_pages_show(analyst: Staff, province: Round) -> None:
    page = analyst.opens("/tong-hop/2026/tai-ve/csv")
    assert page.headers["Content-Disposition"].endswith('filename="chi-so-2026-20261122.csv"')
    rows = list(csv.DictReader(io.StringIO(page.data.decode("utf-8-sig"), newline="")))
    shown = {row["agency"]: row for row in rows if row["level"] == "overall"}
    assert (shown["XD"]["percent"], shown["XD"]["compared_with"]) == ("75.00", "GT XD")
    assert (shown["TN"]["percent"], shown["TN"]["hidden"]) == ("", "few")
    one = json.loads(analyst.opens("/tong-hop/2026/TP/tai-ve/json").data)
    assert {row["agency"] for row in one} == {"TP"}
    book = load_workbook(io.BytesIO(analyst.opens("/tong-hop/2026/tai-ve/xlsx").data))
    assert sum(sheet.max_row - 1 for sheet in book.worksheets[:4]) == len(rows)
    analyst.opens("/tong-hop/2026/tai-ve/pdf", 404)
    table = polars.read_parquet(analyst.opens("/tong-hop/2026/tai-ve/parquet").data)
    assert table.height == len(rows)
    assert analyst.opens("/tong-hop/2026/TP/tai-ve/sav").data.startswith(b"$FL2")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # another installs nothing else
def test_files_of_an_extra_are_offered_where_it_is_installed(
    analyst: Staff, province: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("/tong-hop/2026", "/tong-hop/2026/TP"):
        analyst.opens(path)
        analyst.reads("Tải Excel", "Tải Parquet", "Tải SPSS")
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    for path in ("/tong-hop/2026", "/tong-hop/2026/TP"):
        analyst.opens(path)
        analyst.reads("Tải Excel", "Tải Parquet").reads_nothing_of("Tải SPSS")
        analyst.opens(f"{path}/tai-ve/sav", 404)
        analyst.opens(f"{path}/tai-ve/parquet")


def test_an_analyst_of_one_body_sees_it_and_what_belongs_to_it(app: Flask, province: Round) -> None:
    with here.place(app).database.reading() as db:
        own = store.agencies.need(db, "TP", date(2026, 11, 23)).id
    scoped = Staff(app, "analyst", agency_id=own).signs_in()
    scoped.opens("/tong-hop/2026")
    scoped.reads("Sở Tư pháp", "Trung tâm Trợ giúp pháp lý")
    scoped.reads_nothing_of("Sở Xây dựng", "Thanh tra tỉnh")
    scoped.opens("/tong-hop/2026/TN")
    scoped.opens("/tong-hop/2026/XD", 404)
    scoped.opens("/tong-hop/2026/XD/tai-ve/csv", 404)
    rows = csv.DictReader(
        io.StringIO(scoped.opens("/tong-hop/2026/tai-ve/csv").data.decode("utf-8-sig"))
    )
    assert {row["agency"] for row in rows} == {"TP", "TN"}
    scoped.opens("/tong-hop/2026")
    scoped.sends("/tong-hop/2026/chot", 404)


def test_freezing_needs_the_token_of_the_page(analyst: Staff, province: Round) -> None:
    analyst.opens("/tong-hop/2026")
    analyst.sends("/tong-hop/2026/chot", 400, csrf_token="x")
    analyst.opens("/tong-hop/2026")
    analyst.sends("/tong-hop/2026/chot")
    analyst.follows()
    analyst.reads("Đã chốt số liệu lần 2")


def test_the_method_is_told_in_words(analyst: Staff) -> None:
    analyst.opens("/tong-hop/cach-tinh")
    analyst.reads("khoảng tính được sẽ chứa chỉ số thật trong 95% số lần", "không phải 0%")


@pytest.mark.parametrize("path", ["/tong-hop", "/tong-hop/2026", "/tong-hop/2026/tai-ve/csv"])
def test_nobody_else_is_let_in(app: Flask, somebody: Person, admin: Staff, path: str) -> None:
    somebody.opens(path, 302)
    admin.opens(path, 403)
