"""The scoreboard's pages: what they say, who may bring figures in, and how faults are told."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date

import pytest
from flask import Flask
from openpyxl import load_workbook

from survey import export, report, store
from survey.demo import province as demo
from survey.intake import scoreboard as intake
from survey.web import figures, here
from tests.people import Staff, plain
from tests.report.scene import answered, found, furnish, opened, people
from tests.report.test_scoreboard import take

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
PAGE = "/tong-hop/bang-chi-so"
ENTER = f"{PAGE}/nhap"
YEARS = f"{PAGE}/qua-cac-nam"


@pytest.fixture
def app(make_app: object) -> Flask:
    return make_app(province="tỉnh Lai Châu")  # type: ignore[operator, no-any-return]


@pytest.fixture
def published(app: Flask) -> None:
    """The figures of Lai Châu that were published."""
    place = here.place(app)
    with place.database.writing() as db:
        store.agencies.import_rows(db, demo.agency_rows(), today=demo.MERGER)
        intake.import_lines(db, demo.scoreboard_lines(), today=place.now().date())


def sends_file(person: Staff, text: str, status: int, name: str = "so-lieu.csv") -> None:
    person.opens(ENTER)
    person.sends(ENTER, status, file=(io.BytesIO(text.encode()), name))


def test_before_anything_is_entered_the_page_says_so(analyst: Staff) -> None:
    analyst.opens(PAGE)
    analyst.reads("Chưa nhập số liệu năm nào", "Nhập tệp CSV")


@pytest.mark.usefixtures("published")
def test_a_year_reads_as_the_conference_says_it(analyst: Staff) -> None:
    analyst.opens(f"{PAGE}?nam=2022")
    analyst.reads(
        "Tỉnh Lai Châu tăng hạng ở cả 3 chỉ số năm 2022",
        "Xếp thứ 24/63 tăng 7 bậc",
        "Xếp thứ 35/63 tăng 2 bậc",
        "Xếp thứ 27/63 tăng 3 bậc",
        "Năm 2022, Chỉ số cải cách hành chính (PAR INDEX) của tỉnh Lai Châu đạt 86,29 điểm, "
        "xếp thứ 24/63, tăng 7 bậc so với năm 2021.",
        "Cải cách hành chính · Sở, ban, ngành Sở Nội vụ",
        "Năng lực cạnh tranh · Sở, ban, ngành Sở Tư pháp",
        "chưa nhập số liệu năm 2022",
        "năm 2024 so với năm 2022, giảm 0,32 điểm, giảm 32 bậc.",
        "Bộ Nội vụ công bố",
    )


@pytest.mark.usefixtures("published")
def test_without_a_year_the_latest_that_was_entered_is_shown(analyst: Staff) -> None:
    analyst.opens(PAGE)
    analyst.reads("85,97", "Xếp thứ 56/63", "81,51", "43,48", "Xếp thứ 31/63")
    analyst.reads("tăng 1,69 điểm phần trăm so với năm 2023")
    crowded = "PAR INDEX năm 2024 so với năm 2022 chỉ giảm 0,32 điểm mà giảm 32 bậc: các tỉnh đứng"
    analyst.reads(crowded)
    analyst.opens(f"{PAGE}?nam=2024&chieu=1")
    analyst.reads(crowded).reads_nothing_of("PAPI năm 2024 so với")
    analyst.opens(PAGE)
    analyst.opens(f"{PAGE}?nam=1066")
    analyst.reads("85,97")


@pytest.mark.usefixtures("published")
def test_units_are_listed_with_how_near_they_stand(analyst: Staff) -> None:
    analyst.opens(f"{PAGE}?nam=2021")
    analyst.reads(
        "TT 01/2018: Giải quyết thủ tục hành chính",
        "Thứ hạng tính từ giá trị đã nhập",
        "Thứ hạng trong 15 đơn vị",
        "Trung bình 14,351 Thấp nhất 12,292 Cao nhất 15,753",
        "2 Sở Tài chính 15,747 0,006 Xuất sắc",
        "15 Sở Tài nguyên và Môi trường 12,292 0,050 Tốt",
        "(TT 01/2018/TT-VPCP) của Sở Y tế đạt 12,342 điểm, xếp thứ 14/15, xếp loại Tốt.",
    )


@pytest.mark.usefixtures("published")
def test_the_wall_of_a_hall_shows_the_figures_and_nothing_to_press(analyst: Staff) -> None:
    page = analyst.opens(f"{PAGE}?nam=2022&chieu=1")
    analyst.reads("Tỉnh Lai Châu tăng hạng ở cả 3 chỉ số năm 2022", "86,29", "Sở Tư pháp")
    analyst.reads_nothing_of("Câu công bố", "Xếp hạng", "Tải về")
    assert 'class="hall"' in page.text


@pytest.mark.usefixtures("published")
def test_it_reads_in_english(analyst: Staff) -> None:
    analyst.opens(f"{PAGE}?nam=2022&lang=en")
    analyst.reads(
        "Lai Châu province rose in rank on all 3 indices in 2022",
        "the Public Administration Reform Index (PAR INDEX) of Lai Châu province: 86.29 points",
    )


def test_an_own_round_stands_apart_from_the_ministrys_sipas(app: Flask, analyst: Staff) -> None:
    with here.place(app).database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        furnish(db, "A 1 Quầy 1", "B 1 Quầy 1")
        this = opened(db, "2026")
        answered(db, this, "A", people(30, 10))
        answered(db, this, "B", people(38, 2))
        report.close(db, this, day=date(2026, 11, 22), person="x")
    analyst.opens(PAGE)
    analyst.reads(
        "Chưa nhập chỉ số nào của tỉnh năm 2026",
        "Chỉ số hài lòng tại nơi giải quyết thủ tục Năm 2026, đã kết thúc thu phiếu 80 phiếu",
        "Số liệu chốt ngày 22/11/2026 (lần 1)",
        "không so với SIPAS của Bộ Nội vụ",
        "1 Sở B 95,00",
        "Năm 2026, Chỉ số hài lòng tại nơi giải quyết thủ tục của tỉnh Lai Châu đạt 85,00% (khoảng",
        "; 80 phiếu hợp lệ).",
    )


def test_the_first_ten_of_an_own_round_end_with_what_all_who_are_ranked_have(
    app: Flask, analyst: Staff
) -> None:
    codes = [f"A{number:02}" for number in range(11)]
    with here.place(app).database.writing() as db:
        found(db, *(f"{code} Sở {code}" for code in codes))
        this = opened(db, "2026")
        for number, code in enumerate(codes):
            answered(db, this, code, people(30, number))
        report.close(db, this, day=date(2026, 11, 22), person="x")
    analyst.opens(PAGE)
    analyst.reads(
        "10 Sở A09 76,92",
        "Trung bình của 11 đơn vị 86,42 Thấp nhất trong 11 đơn vị 75,00 Cao nhất trong 11 đơn vị",
    ).reads_nothing_of("Sở A10")


def test_a_change_of_an_own_round_is_bold_only_beyond_its_error(app: Flask, analyst: Staff) -> None:
    with here.place(app).database.writing() as db:
        found(db, "A Sở A", "B Sở B")
        for code, pleased in (("2025", 20), ("2026", 39)):
            this = opened(db, code)
            answered(db, this, "A", people(pleased, 40 - pleased))
            answered(db, this, "B", people(38 - (code == "2026"), 2))
            report.close(db, this, day=this.last, person="x")
    page = analyst.opens(f"{PAGE}?nam=2026").text
    told = re.findall(r'data-label="thay đổi:">(.*?)</td>', page, re.S)
    assert [(plain(cell), "<b>" in cell) for cell in told] == [("+47,50", True), ("−0,13", False)]
    analyst.reads("Thay đổi in đậm: lớn hơn sai số")


@pytest.mark.usefixtures("published")
def test_the_years_of_the_province_and_of_a_unit_have_a_page(app: Flask, analyst: Staff) -> None:
    analyst.opens(f"{PAGE}?nam=2021")
    assert f'href="{YEARS}/H35.9?nam=2021"' in str(analyst.page and analyst.page.text)
    analyst.opens(YEARS)
    analyst.reads("Tỉnh Lai Châu qua các năm", "2024 Bộ Nội vụ công bố 85,97 −0,32 56/63")
    analyst.reads("giảm 32 bậc so với năm 2022")
    assert str(analyst.page and analyst.page.text).count('class="time"') == 3
    analyst.opens(f"{YEARS}/H35.9")
    analyst.reads("Sở Tài chính qua các năm", "2021 Xuất sắc", "15,747 – 2/15 –")
    analyst.reads("Nhận nhiệm vụ từ: Sở Kế hoạch và Đầu tư")
    for code in ("KHONG", "H35.9?nam=1999", "H35.9?nam=x"):
        analyst.opens(f"{YEARS}/{code}", 404 if code == "KHONG" else 200)
    with here.place(app).database.reading() as db:
        body = store.agencies.need(db, "H35.9", date(2026, 11, 23)).id
    own = Staff(app, "analyst", agency_id=body).signs_in()
    own.opens(f"{YEARS}/H35.9")
    own.opens(f"{YEARS}/H35.11", 404)


@pytest.mark.usefixtures("published")
def test_every_series_of_years_is_a_picture_for_whom_its_page_is(app: Flask) -> None:
    with here.place(app).database.writing() as db:
        for code in ("H35.9", "H35.11"):
            take(db, f"year,index,body,value\n2021,ddci,{code},60\n2022,ddci,{code},61\n")
        body = store.agencies.need(db, "H35.9", date(2026, 11, 23)).id
        for code in ("2025", "2026"):
            this = opened(db, code)
            answered(db, this, "H35.9", people(30, 10))
            report.close(db, this, day=this.last, person="x")
    own = Staff(app, "analyst", agency_id=body).signs_in()
    drawn = []
    for page in (YEARS, f"{YEARS}/H35.9?nam=2024"):
        shown = own.opens(page).text
        links = re.findall(r'href="([^"]*/bieu-do/qua-cac-nam.svg[^"]*)"', shown)
        assert len(links) == shown.count('class="time"')
        drawn += [own.opens(html.unescape(link)) for link in links]
    titles = [re.findall("<title[^>]*>(.*?)<", one.text)[0] for one in drawn]
    assert len(titles) == 5
    assert "Tỉnh Lai Châu: chỉ số cải cách hành chính (PAR INDEX) qua các năm" in titles
    assert titles[-1].endswith("chỉ số hài lòng tại nơi giải quyết thủ tục qua các đợt khảo sát")
    picture = f"{PAGE}/bieu-do/qua-cac-nam.svg"
    for asked in ("", "?chi-so=pci", "?chi-so=sipas%0d%0a", "?don-vi=H35.9&dot=2026"):
        own.opens(f"{picture}{asked}", 404)
    others = f"{picture}?don-vi=H35.11&chi-so=ddci"
    own.opens(others, 404)
    Staff(app, "analyst").signs_in().opens(others)
    own.opens(f"{PAGE}/bieu-do/qua-cac-nam.gif?chi-so=sipas", 404)


def test_a_unit_without_figures_has_an_empty_page(app: Flask, analyst: Staff) -> None:
    with here.place(app).database.writing() as db:
        found(db, "A Sở A")
    analyst.opens(f"{YEARS}/A")
    analyst.reads("Chưa có chỉ số năm nào")


def test_figures_are_brought_in_on_a_page(analyst: Staff) -> None:
    text = "year,index,body,value,rank,of\n2025,pci,province,67.12,20,34\n"
    sends_file(analyst, text, 303)
    analyst.follows()
    analyst.reads("Đã nhập: 1 số liệu mới, 0 thay đổi, 0 bỏ đi.", "67,12", "Xếp thứ 20/34")


def test_an_administrator_brings_figures_in_and_the_log_says_who(admin: Staff) -> None:
    page = "/quan-tri/bang-chi-so"
    admin.opens(page)
    text = "year,index,body,value\n2025,pci,province,67.12\n"
    admin.sends(page, 303, file=(io.BytesIO(text.encode()), "năm\x01 2025.csv"))
    admin.follows()
    admin.reads("Đã nhập: 1 số liệu mới, 0 thay đổi, 0 bỏ đi.")
    admin.sends(page, 422, file=(io.BytesIO(text.replace("67", "167").encode()), "a.csv"))
    admin.reads("Dòng 2, cột “value”")
    admin.opens("/quan-tri/nhat-ky")
    admin.reads("Nhập tệp bảng tổng hợp chỉ số năm 2025.csv quan.tri")


def test_a_file_with_faults_is_refused_by_line_and_column(app: Flask, analyst: Staff) -> None:
    sends_file(analyst, "year,index,body,value\n2025,pci,province,167\n", 422)
    analyst.reads("không dòng nào được ghi", "Dòng 2, cột “value”: phải là số từ 0 đến 100")
    sends_file(analyst, "năm,chỉ số\n2025,pci\n", 422)
    analyst.reads("Dòng 1, cột “year”: thiếu cột này")
    analyst.opens(ENTER)
    analyst.sends(ENTER, 422)
    analyst.reads("Xin chọn một tệp CSV.")
    with here.place(app).database.reading() as db:
        assert store.scoreboard.figures(db) == []


def test_a_long_file_is_taken_and_one_without_end_is_not(
    analyst: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "year,index,body,value,source\n2025,pci,province,67.12,Nguồn\n" + "\n" * 200_000
    sends_file(analyst, text, 303)
    monkeypatch.setattr(figures, "LARGEST_FILE", 100_000)
    sends_file(analyst, text, 413)


@pytest.mark.usefixtures("published")
def test_whoever_works_for_one_body_sees_its_figures_and_brings_in_none(app: Flask) -> None:
    with here.place(app).database.reading() as db:
        body = store.agencies.need(db, "H35.9", date(2026, 11, 23)).id
    one = Staff(app, "analyst", agency_id=body).signs_in()
    one.opens(f"{PAGE}?nam=2021")
    one.reads("Sở Tài chính", "Xếp thứ 31/63").reads_nothing_of("Sở Tư pháp", "Nhập tệp CSV")
    one.opens(ENTER, 404)
    one.opens(PAGE)
    one.sends(ENTER, 404, file=(io.BytesIO(b"year,index,body\n"), "a.csv"))
    text = one.opens(f"{PAGE}/tai-ve/csv").get_data().decode("utf-8-sig")
    assert {row["body"] for row in csv.DictReader(io.StringIO(text))} == {"province", "H35.9"}


@pytest.mark.usefixtures("published")
def test_what_was_entered_is_taken_away_as_it_was_brought(analyst: Staff) -> None:
    text = analyst.opens(f"{PAGE}/tai-ve/csv").get_data().decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == len(demo.scoreboard_lines())
    sends_file(analyst, text, 303)
    analyst.follows()
    analyst.reads("Đã nhập: 0 số liệu mới, 0 thay đổi, 0 bỏ đi.")
    analyst.opens(f"{PAGE}/tai-ve/ods", 404)


@pytest.mark.usefixtures("published")
def test_excel_stands_first_and_is_a_workbook_in_the_readers_language(analyst: Staff) -> None:
    page = analyst.opens(PAGE).text
    assert re.findall(r"tai-ve/(\w+)", page) == ["xlsx", "json", "csv"]
    answer = analyst.opens(f"{PAGE}/tai-ve/xlsx?lang=en")
    assert answer.mimetype == export.MEDIA["xlsx"]
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Indices of the province", "Indices of the units", "Notes"]
    analyst.opens(PAGE)  # and back in Vietnamese
