"""What an administrator without a shell brings in as files: lists, and the scale of a round."""

from __future__ import annotations

import io
from datetime import date

import pytest
from flask import Flask

from survey import report, store
from survey.store.agencies import Agency
from survey.store.rounds import Round
from survey.web import figures, here
from tests.people import Staff
from tests.report.scene import opened

SCALE = """target = 85
[[band]]
name = "Tốt"
from = 80
[[band]]
name = "Khá"
from = 70.5
[points]
rule = "stepped"
at = [[60, 2], [80, 5.5]]
"""


def file(text: str, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(text.encode()), name


def sends(admin: Staff, what: str, text: str, status: int = 303, name: str = "tệp.csv") -> Staff:
    admin.opens(f"/quan-tri/nhap/{what}")
    admin.sends(f"/quan-tri/nhap/{what}", status, file=file(text, name))
    if status == 303:
        admin.follows()
    return admin


def test_groups_are_brought_in_and_those_that_stand_are_listed(
    admin: Staff, justice: Agency, health: Agency
) -> None:
    admin.opens("/quan-tri/co-quan")
    admin.reads("Cụm, khối thi đua")
    admin.opens("/quan-tri/nhap/cum-khoi")
    admin.reads("Chưa có cụm, khối nào")
    sends(
        admin, "cum-khoi", "group,name,agency\nk1,Khối nội chính,H35.11\nk1,Khối nội chính,X9", 422
    )
    admin.reads("Chưa nhập được tệp", "Dòng 3, cột “agency”", "X9", "Chưa có cụm, khối nào")
    sends(
        admin, "cum-khoi", "group,name,agency\nk1,Khối nội chính,H35.11\nk1,Khối nội chính,H35.14"
    )
    admin.reads("Đã nhập 1 nhóm đơn vị", "Khối nội chính k1 2 đơn vị Sở Tư pháp Sở Y tế")
    admin.opens("/quan-tri/nhat-ky")
    admin.reads("Nhập tệp cụm, khối tệp.csv quan.tri")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_bodies_desks_and_dossiers_are_brought_in_too(
    app: Flask, admin: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends(admin, "co-quan", "code,name,kind,parent,from\nS1,Sở Nội vụ,Sở,,hôm qua", 422)
    admin.reads("Dòng 2, cột “from”: ngày phải có dạng 2026-11-23")
    sends(admin, "co-quan", "code;name;kind;parent\nS1;Sở Nội vụ;Sở;\n")
    admin.reads("Đã nhập: 1 đơn vị mới, 0 đơn vị có thay đổi.", "Sở Nội vụ")
    sends(admin, "quay", "agency,desk,name,officers\nS1,1,Quầy 1,3\nS1,2,Quầy 2,")
    admin.reads("Đã nhập 2 quầy.", "Quầy 2")
    sends(admin, "ho-so", "agency,field,month,finished\nS1,Hộ tịch,2026-10,120")
    admin.reads("Đã nhập: 1 dòng mới, 0 dòng đổi số, 0 dòng cũ bỏ đi.")
    with here.place(app).database.reading() as db:
        assert [one.finished for one in store.transactions.entered(db, "S1")] == [120]
    sends(admin, "quay", "", 422)
    sends(admin, "quay", "agency,desk,name\nS1,1,Quầy số 1\n" + "\n" * 70_000)
    monkeypatch.setattr(figures, "LARGEST_FILE", 60_000)
    sends(admin, "quay", "\n" * 60_000, 413)
    admin.opens("/quan-tri/nhap/khac", 404)
    admin.opens("/quan-tri/nhap/quay")
    admin.sends("/quan-tri/nhap/quay", 422)
    admin.reads("Xin chọn một tệp CSV.")
    admin.sends("/quan-tri/nhap/quay", 400, csrf_token="x", file=file("", "x.csv"))


@pytest.fixture
def this(app: Flask) -> Round:
    """An open round."""
    with here.place(app).database.writing() as db:
        return opened(db, "2026")


def test_a_scale_is_attached_and_read_back(app: Flask, admin: Staff, this: Round) -> None:
    admin.opens("/quan-tri/dot/2026")
    admin.reads("Thang điểm chưa gắn thang điểm")
    page = "/quan-tri/dot/2026/thang-diem"
    admin.opens(f"{page}.toml", 404)
    admin.opens(page)
    admin.reads("chưa gắn thang điểm")
    admin.sends(page, 422, file=file('target = 85\nband = "Tốt"\n', "s.toml"))
    admin.reads("Không dùng được thang điểm này.", "Dòng 2, khóa “band”: mỗi xếp loại là một bảng")
    admin.sends(f"{page}?lang=en", 422, file=file("target = 850", "s.toml"))
    admin.reads("This scale cannot be used.", "must be a number from 0 to 100")
    admin.opens(f"{page}?lang=vi")
    admin.sends(page, file=file(SCALE, "s.toml"))
    admin.follows()
    admin.reads("Đã gắn thang điểm", "Chỉ tiêu 85,00%", "theo bậc")
    admin.reads(
        "Tốt 80,00 – Khá 70,50 80,00", "Dưới 70,5%: không xếp loại.", "60,00% 2,00 80,00% 5,50"
    )
    got = admin.browser.get(f"{page}.toml", base_url=admin.base_url)
    assert got.text == SCALE
    admin.opens("/quan-tri/nhat-ky")
    admin.reads("Gắn thang điểm 2026")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_published_round_keeps_its_scale(app: Flask, admin: Staff, this: Round) -> None:
    page = "/quan-tri/dot/2026/thang-diem"
    admin.opens(page)
    token = admin.token()
    with here.place(app).database.writing() as db:
        store.scales.attach(db, this, SCALE.encode(), day=this.first, person="an")
        report.close(db, this, day=this.last, person="an")
        store.rounds.enter(db, this.id, "published", day=date(2027, 1, 9), person="an")
    admin.opens(page)
    admin.reads("Đợt đã công bố thì không đổi thang điểm nữa.", "Tốt 80,00")
    assert '<form class="form"' not in (admin.page.text if admin.page else "")
    admin.sends(page, 422, csrf_token=token, file=file("target = 50", "s.toml"))
    admin.reads("Đợt đã công bố thì không đổi thang điểm nữa.", "Chỉ tiêu 85,00%")
