"""The dashboard in a browser: a round at a glance, its pace, pairs, heat map, groups, scales."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from survey import report, store
from survey.store.groups import GroupRow
from survey.store.rounds import Round
from survey.web import here
from tests.people import Staff
from tests.report.scene import answered, found, furnish, opened, people

SCALE = b"""
target = 80
[[band]]
name = "T\xe1\xbb\x91t"
from = 75
[points]
rule = "stepped"
at = [[70, 8]]
"""


@pytest.fixture
def province(app: Flask) -> Round:
    """A closed round and an open one, frozen on 22 November 2026."""
    with here.place(app).database.writing() as db:
        found(db, "TP Sở Tư pháp", "XD Sở Xây dựng", "YT Sở Y tế", "TT Thanh tra tỉnh")
        furnish(db, "TP 1 Quầy 1", "XD 1 Quầy 1", officers="2")
        before = opened(db, "2025")
        answered(db, before, "TP", people(30, 10))
        report.close(db, before, day=date(2025, 12, 31), person="x")
        this = opened(db, "2026")
        answered(db, this, "TP", people(76, 4))
        answered(db, this, "XD", people(60, 20))
        answered(db, this, "YT", people(45, 15))
        answered(db, this, "TT", people(3))
        report.freeze(db, this, day=date(2026, 11, 22), person="x", everything=True)
        return this


def test_a_round_at_a_glance(analyst: Staff, province: Round) -> None:
    analyst.opens("/tong-hop/2026/tong-quan")
    analyst.reads(
        "Tổng quan: Năm 2026",
        "82,27",
        "+7,27",
        "Gộp mọi phiếu của 3 đơn vị. Không gồm 1 đơn vị có số liệu đang ẩn.",
        "đã có 223/120 phiếu",
        "thu về 223, loại 0",
        "Chưa nhập số hồ sơ đã giải quyết",
        "tốt nhất",
        "Quét mã tại quầy",
        "Qua các lần chốt số liệu",
    )
    analyst.opens("/tong-hop/2025/tong-quan")
    analyst.reads("Theo tháng", "12/2025", "chưa có kỳ trước")


def test_before_a_freeze_or_without_figures_these_pages_lead_or_say_so(
    app: Flask, analyst: Staff
) -> None:
    with here.place(app).database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        answered(db, this, "A", people(4))
    for page in ("tong-quan", "tien-do", "ban-do-nhiet", "cum-khoi"):
        analyst.opens(f"/tong-hop/2026/{page}", 303)
    analyst.opens("/tong-hop/2026/so-sanh")
    analyst.reads("Chưa có hai đơn vị để so sánh")
    with here.place(app).database.writing() as db:
        report.freeze(db, this, day=date(2026, 1, 3), person="x")
    analyst.opens("/tong-hop/2026/tong-quan")
    analyst.reads("Chưa có chỉ số của cả đợt")
    analyst.opens("/tong-hop/2026/tien-do")
    analyst.reads("Chưa qua tuần đầu của đợt", "từ ngày 08/01/2026")
    analyst.opens("/tong-hop/2026/ban-do-nhiet")
    analyst.opens("/tong-hop/2026/cum-khoi")
    analyst.reads("Chưa có cụm, khối nào")


def test_the_ranking_says_who_is_how_far_ahead_and_how_sure_that_is(
    analyst: Staff, province: Round
) -> None:
    analyst.opens("/tong-hop/2026")
    analyst.reads(
        "hơn đơn vị liền kề 20,00 điểm phần trăm",
        "bằng đơn vị liền kề",
        "thu về 80, loại 0",
        "Trung bình",
        "81,67",
    )
    analyst.opens("/tong-hop/cach-tinh?dot=2026")
    analyst.reads("xếp hạng lại 1.000 lần", "Hạt giống: 20261122001", "Sở Tư pháp 1 1–1")
    analyst.opens("/tong-hop/cach-tinh?dot=2031", 404)


def test_a_body_has_its_sentence_and_what_pulls_it_down(analyst: Staff, province: Round) -> None:
    analyst.opens("/tong-hop/2026/TP")
    analyst.reads(
        "Chỉ số hài lòng tại nơi giải quyết thủ tục của Sở Tư pháp đạt 95,00% "
        "(khoảng tin cậy 95%: 87,8–98,1%; 80 phiếu hợp lệ), thuộc nhóm đầu.",
        "khoảng hạng 1–1",
        "Qua các lần chốt số liệu",
    ).reads_nothing_of("Tiêu chí kéo chỉ số xuống nhiều nhất")
    analyst.opens("/tong-hop/2026/YT")
    analyst.reads(
        "Tiêu chí kéo chỉ số xuống nhiều nhất",
        "+0,45 75,00 82,27",
        "Trung bình +0,45 Thấp nhất +0,45 Cao nhất +0,45",
        "chưa khác biệt rõ với 1 đơn vị khác trong nhóm Sở, ban, ngành.",
        "Trung bình 75,00 Thấp nhất 75,00 Cao nhất 75,00",
    )
    analyst.opens("/tong-hop/2026/TT")
    analyst.reads_nothing_of("Câu công bố")


def test_two_bodies_side_by_side(analyst: Staff, province: Round) -> None:
    analyst.opens("/tong-hop/2026/so-sanh")
    analyst.reads("Đơn vị thứ nhất", "Đơn vị thứ hai")
    analyst.opens("/tong-hop/2026/so-sanh?a=TP&b=XD")
    analyst.reads("Sở Tư pháp – Sở Xây dựng", "+20,00", "đơn vị thứ nhất cao hơn", "160 phiếu")
    analyst.reads("Sở Tư pháp: 80 phiếu (thu về 80, loại 0)", "Trung bình các tiêu chí 95,00 75,00")
    analyst.opens("/tong-hop/2026/so-sanh?a=XD&b=YT")
    analyst.reads("chưa khác biệt rõ").reads_nothing_of("cao hơn")
    analyst.opens("/tong-hop/2026/so-sanh?a=TP&b=KHAC", 404)


def test_the_heat_map_has_a_number_or_a_reason_in_every_cell(
    analyst: Staff, province: Round
) -> None:
    page = analyst.opens("/tong-hop/2026/ban-do-nhiet").get_data(as_text=True)
    analyst.reads("Bản đồ nhiệt: Sở, ban, ngành", "dưới 60%", "Cả nhóm, gộp 82,3", "ẩn")
    analyst.reads("80 phiếu; thu về 80, loại 0", "Trung bình 81,7", "Cao nhất 95,0")
    assert page.count("heat h4") == 16 + 16 + 1  # Sở Tư pháp, the highest, and the legend
    analyst.opens("/tong-hop/2026/ban-do-nhiet?trang=2", 404)


def test_pace_and_groups(app: Flask, analyst: Staff, province: Round) -> None:
    analyst.opens("/tong-hop/2026/tien-do")
    analyst.reads("Ngày 326/365 của đợt", "1 đơn vị sẽ chưa đủ 30 phiếu vào ngày cuối.")
    analyst.reads("80 thu về 80, loại 0", "Trung bình", "Thấp nhất", "Cao nhất")
    analyst.opens("/tong-hop/2025/tien-do", 303)
    with here.place(app).database.writing() as db:
        rows = [GroupRow(2, "k1", "Khối 1", "TP"), GroupRow(3, "k1", "Khối 1", "TT")]
        rows.append(GroupRow(4, "k2", "Khối 2", "XD"))
        store.groups.import_rows(db, rows, today=date(2026, 1, 1))
    analyst.opens("/tong-hop/2026/cum-khoi")
    analyst.reads("Khối 1", "không gồm 1 đơn vị đang ẩn", "95,00 87,78–98,05 80 thu về 80, loại 0")
    analyst.reads("Trung bình 85,00 Thấp nhất 75,00 Cao nhất 95,00")


def test_a_scale_is_named_wherever_it_grades(app: Flask, analyst: Staff, province: Round) -> None:
    with here.place(app).database.writing() as db:
        made = store.scales.attach(db, province, SCALE, day=date(2026, 11, 23), person="x")
    for path in ("", "/TP"):
        analyst.opens(f"/tong-hop/2026{path}")
        analyst.reads(
            "xếp loại Tốt, 8,00 điểm quy đổi, đạt chỉ tiêu",
            f"theo thang điểm {made.sha256[:12]}, gắn ngày 23/11/2026",
        )
    analyst.opens("/tong-hop/2026")
    analyst.reads("xếp loại Tốt, 8,00 điểm quy đổi, chưa đạt chỉ tiêu")


def test_an_analyst_of_one_body_compares_nobody_else(app: Flask, province: Round) -> None:
    with here.place(app).database.reading() as db:
        own = store.agencies.need(db, "XD", date(2026, 11, 23)).id
    scoped = Staff(app, "analyst", agency_id=own).signs_in()
    for path in ("tong-quan", "cum-khoi", "so-sanh?a=XD&b=TP"):
        scoped.opens(f"/tong-hop/2026/{path}", 404)
    for path in ("", "/ban-do-nhiet", "/tien-do", "/so-sanh"):
        scoped.opens(f"/tong-hop/2026{path}")
        scoped.reads_nothing_of("Sở Tư pháp", "liền kề", "Cả nhóm, gộp")
        # Of itself alone these would be untrue of its kind.
        scoped.reads_nothing_of("Được xếp hạng", "Thấp nhất", "Cao nhất")
    scoped.opens("/tong-hop/cach-tinh?dot=2026")
    scoped.reads("Sở Xây dựng").reads_nothing_of("Sở Tư pháp")
