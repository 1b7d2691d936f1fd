"""What anybody reads of a published round, and what caches and programs do with it."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, datetime

import pytest
from flask import Flask

from survey import clock, export, report, store
from survey.store.agencies import AgencyRow
from survey.store.editions import Edition
from survey.web import here
from tests.people import Person, Staff, plain
from tests.report.scene import answered, found, furnish, opened, people

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

END = date(2026, 11, 20)
LONG = "Ban Quản lý Khu kinh tế cửa khẩu Ma Lù Thàng và các khu, cụm công nghiệp"


@pytest.fixture
def province(app: Flask) -> None:
    """Rounds of 2025 and 2026, both published, and one at home that is only closed."""
    with here.place(app).database.writing() as db:
        found(db, "TP Sở Tư pháp", "XD Sở Xây dựng", f"BQL {LONG}", "TT Thanh tra tỉnh")
        found(db, "X1 Xã Mường Kim", kind="UBND xã, phường")
        furnish(db, "TP 1 Quầy 1", officers="2")
        for code, more in (("2025", 2), ("2026", 8), ("2026-ho", 3)):
            this = opened(db, code, frame="household" if "ho" in code else "desk")
            answered(db, this, "TP", people(38, more))
            answered(db, this, "XD", people(20, 20))
            answered(db, this, "BQL", people(36, 4))
            answered(db, this, "TT", people(9))
            answered(db, this, "X1", people(40))
            report.close(db, this, day=this.last, person="x")
    publishes(app, "2025", decision="9/QĐ-UBND", day=date(2026, 1, 5))
    publishes(app, "2026")


def publishes(app: Flask, code: str, **changed: object) -> Edition:
    asked = {
        "decision": "77/QĐ-UBND",
        "day": END,
        "signatory": "Lê Văn B, Phó Chủ tịch",
        "at": datetime(2026, 11, 21, 9, tzinfo=clock.OFFICE),
        "person": "x",
    }
    with here.place(app).database.writing() as db:
        this = store.rounds.need(db, code)
        return export.publish(db, this, **asked | changed)  # type: ignore[arg-type]


def test_before_anything_is_published_the_page_says_so(app: Flask, somebody: Person) -> None:
    assert 'href="/ket-qua"' in somebody.opens("/").text
    somebody.opens("/ket-qua")
    somebody.reads("Chưa có kết quả nào được công bố")


@pytest.mark.usefixtures("province")
def test_everybody_reads_the_published_rounds_and_no_other(somebody: Person) -> None:
    somebody.opens("/ket-qua")
    somebody.reads("Chỉ số hài lòng tại nơi giải quyết thủ tục", "Năm 2026", "Năm 2025")
    somebody.reads("Lần công bố thứ 1: Quyết định số 9/QĐ-UBND ngày 05/01/2026")
    somebody.reads_nothing_of("hộ gia đình")
    for path in ("2026-ho", "2026-ho/lan-1", "2027", "2026/lan-2", "2026/lan-0", "2026/lan-x"):
        somebody.opens(f"/ket-qua/{path}", 404)
    for path in ("don-vi/KHONG", "don-vi/%00", "chi-so.xlsx"):
        somebody.opens(f"/ket-qua/2026/lan-1/{path}", 404)
    somebody.reads("Kết quả này chưa được công bố")


@pytest.mark.usefixtures("province")
def test_figures_of_desks_and_of_homes_never_stand_in_one_table(
    app: Flask, somebody: Person
) -> None:
    publishes(app, "2026-ho")
    tables = somebody.opens("/ket-qua").text.split("<h2>")[1:]
    assert [re.findall(r"/ket-qua/[\w-]+", one) for one in tables] == [
        ["/ket-qua/2026", "/ket-qua/2025"],
        ["/ket-qua/2026-ho"],
    ]
    assert "tại nơi giải quyết thủ tục" in tables[0]
    somebody.opens("/ket-qua/2026-ho")
    somebody.reads("Chỉ số hài lòng theo khảo sát tại hộ gia đình của")
    somebody.reads("Chưa có kỳ trước nào được công bố để so sánh.")


@pytest.mark.usefixtures("province")
def test_an_edition_says_its_finding_and_under_which_decision(somebody: Person) -> None:
    somebody.opens("/ket-qua/2026")
    somebody.reads("3 đơn vị nhóm Sở, ban, ngành đạt từ 50,00% đến 90,00%")
    somebody.reads("135 phiếu", "Mọi hình thức trả lời", "hài lòng là mức 4 và mức 5")
    somebody.reads("Số liệu chốt ngày 21/11/2026")
    somebody.reads("Quyết định số 77/QĐ-UBND ngày 20/11/2026, người ký: Lê Văn B, Phó Chủ tịch")
    somebody.reads(f"tại nơi giải quyết thủ tục của {LONG} đạt 90,00% (khoảng tin cậy 95%:")
    somebody.reads("xếp thứ 1/3. Chưa khác biệt rõ với 1 đơn vị khác trong nhóm.")
    somebody.reads("Trung bình 74,20%", "Kỳ trước: Năm 2025, theo lần công bố thứ 1.")
    somebody.reads("Trung bình 74,20 Thấp nhất 50,00 Cao nhất 90,00")
    # Nine people: listed, and neither ranked nor told.
    somebody.reads("Thanh tra tỉnh chưa đủ số phiếu để xếp hạng (9/30); ẩn vì ít phiếu ẩn")
    somebody.opens("/ket-qua/2026?nhom=UBND xã, phường")
    somebody.reads("Xã Mường Kim đạt 100,00%")
    somebody.opens("/ket-qua/2026?lang=en")
    somebody.reads("3 agencies in the group", "Decision No. 77/QĐ-UBND")
    assert 'href="/ket-qua/2026/lan-1/don-vi/TP?lang=en"' in str(
        somebody.page and somebody.page.text
    )


@pytest.mark.usefixtures("province")
def test_a_body_has_its_factors_and_criteria(somebody: Person) -> None:
    somebody.opens("/ket-qua/2026/lan-1/don-vi/TP")
    somebody.reads(
        "82,61 %", "608 hài lòng trên 736 câu trả lời", "2/3", "kỳ trước 1/3: giảm 1 bậc"
    )
    somebody.reads("−12,39 điểm phần trăm; Năm 2025: 95,00%", "Quyết định số 77/QĐ-UBND")
    somebody.reads("Trung bình 82,61 Thấp nhất 82,61 Cao nhất 82,61")
    shown = str(somebody.page and somebody.page.text)
    assert shown.count("<tr ") > 22
    assert "bieu-do" not in shown  # to draw for anybody who asks would tie the server down
    somebody.opens("/ket-qua/2026/lan-1/don-vi/TT")
    somebody.reads("Ẩn vì ít phiếu", "Dưới 10 phiếu").reads_nothing_of("100,00", "144")


@pytest.mark.usefixtures("province")
def test_a_kind_and_the_whole_round_stand_beside_their_bodies(somebody: Person) -> None:
    somebody.opens("/ket-qua/2026")
    somebody.reads("Gộp mọi phiếu của nhóm 74,60% khoảng tin cậy 95%:", "; 126 phiếu")
    somebody.reads("gộp mọi nhóm đơn vị của đợt: 80,72% (khoảng", "; 166 phiếu).")
    somebody.reads("Số liệu gộp chỉ gồm các đơn vị có số liệu được công bố.")


def test_a_change_is_called_clear_where_both_intervals_were_published(
    app: Flask, somebody: Person
) -> None:
    with here.place(app).database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C", "D Sở D")
        # C takes over D between the rounds: no interval of both together was published.
        sheets = {"A": (people(60), people(30, 30)), "B": (people(30, 5), people(30, 6))}
        sheets |= {"C": (people(60), people(30, 30)), "D": (people(60), [])}
        for at, code in enumerate(("2025", "2026")):
            this = opened(db, code)
            if at:
                gone = AgencyRow(2, "D", "Sở D", "Sở, ban, ngành", to=END, successor="C")
                store.agencies.import_rows(db, [gone], today=END)
            for body, some in sheets.items():
                if some[at]:
                    answered(db, this, body, some[at])
            report.close(db, this, day=this.last, person="x")
    publishes(app, "2025", day=date(2026, 1, 5))
    publishes(app, "2026")
    page = somebody.opens("/ket-qua/2026").text
    assert changes(page) == {"Sở A": ("−50,00", True), "Sở B": ("−2,38", False),
                             "Sở C": ("−50,00", False)}  # fmt: skip
    somebody.reads("Chênh lệch in đậm, có mũi tên: lớn hơn sai số của cả hai kỳ.")
    page = somebody.opens("/ket-qua/2026/lan-1/don-vi/A").text
    assert page.count("−50,00</b>") == 1 + 5 + 16  # the whole, factors, criteria
    assert "−50,00</b>" not in somebody.opens("/ket-qua/2026/lan-1/don-vi/C").text
    somebody.opens("/ket-qua/2025")
    somebody.reads_nothing_of("Chênh lệch in đậm")


def changes(page: str) -> dict[str, tuple[str, bool]]:
    """Body → its change as it is read, and whether it is bold."""
    rows = re.findall(r">(Sở \w)</a>.*?data-label=\"so với kỳ trước:\">(.*?)</td>", page, re.S)
    return {name: (plain(cell), "<b>" in cell) for name, cell in rows if "–" not in cell}


@pytest.mark.usefixtures("province")
def test_a_correction_stands_beside_what_it_corrects(app: Flask, somebody: Person) -> None:
    first = {path: somebody.opens(path).text for path in files("2026", 1)}
    with here.place(app).database.writing() as db:
        this = store.rounds.need(db, "2026")
        answered(db, this, "TP", people(0, 60))
        report.freeze(db, this, day=END, person="x")
    assert somebody.opens("/ket-qua/2026").text.count("82,61") == 1
    later = datetime(2026, 11, 25, 9, tzinfo=clock.OFFICE)
    publishes(app, "2026", decision="80/QĐ-UBND", at=later, says="Thêm 60 phiếu giấy sót lại.")
    assert {path: somebody.opens(path).text for path in files("2026", 1)} == first
    somebody.opens("/ket-qua/2026")
    somebody.reads("Đính chính so với lần trước: Thêm 60 phiếu giấy sót lại.", "80/QĐ-UBND")
    somebody.reads_nothing_of("82,61", "Đã có đính chính")
    for path in ("/ket-qua/2026/lan-1", "/ket-qua/2026/lan-1/don-vi/TP"):
        somebody.opens(path)
        somebody.reads("82,61", "Đã có đính chính sau lần công bố này. Xem lần công bố thứ 2")
        somebody.reads("Lần thứ 1 (đang xem)", "Thêm 60 phiếu giấy sót lại.")


def files(code: str, no: int) -> list[str]:
    return [f"/ket-qua/{code}/lan-{no}/chi-so.{form}" for form in ("csv", "json")]


@pytest.mark.usefixtures("province")
def test_the_file_has_the_hash_that_is_printed_on_every_page(somebody: Person) -> None:
    csv = somebody.opens("/ket-qua/2026/lan-1/chi-so.csv")
    # A server sends no more than it is told there is; the test's browser would not mind.
    assert int(csv.headers.get("Content-Length", len(csv.data))) == len(csv.data)
    printed = hashlib.sha256(csv.data).hexdigest()
    for path in ("/ket-qua/2026", "/ket-qua/2026/lan-1", "/ket-qua/2026/lan-1/don-vi/TT"):
        assert re.findall(r"\b[0-9a-f]{64}\b", somebody.opens(path).text) == [printed]
    assert csv.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert csv.data.startswith(b"\xef\xbb\xbfround,")
    assert csv.headers["Content-Disposition"].endswith('"ket-qua-2026-lan-1.csv"')
    assert csv.headers["Access-Control-Allow-Origin"] == "*"
    rows = json.loads(somebody.opens("/ket-qua/2026/lan-1/chi-so.json").text)
    assert len(rows) == 5 * 23 + 3 == csv.data.count(b"\r\n") - 1
    told = next(row for row in rows if row["agency"] == "TT" and row["level"] == "overall")
    assert (told["percent"], told["satisfied"], told["hidden"]) == (None, None, "few")
    assert {row["satisfied"] for row in rows if row["agency"] == "TT"} == {None}


@pytest.mark.usefixtures("province")
def test_pages_and_files_are_kept_by_caches_and_asked_about(app: Flask, somebody: Person) -> None:
    paths = ["/ket-qua", "/ket-qua/2026", "/ket-qua/2026/lan-1/don-vi/TP", *files("2026", 1)]
    for path in paths:
        answer = somebody.opens(path)
        # A server sends no more than this says.
        assert answer.headers.get("Content-Length") in (None, str(len(answer.data))), path
        assert answer.headers["Cache-Control"] == "public, max-age=300", path
        assert answer.headers["Last-Modified"] == "Sat, 21 Nov 2026 02:00:00 GMT"
        assert "Set-Cookie" not in answer.headers
        for name in ("ETag", "Last-Modified"):
            asked = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[name]
            again = somebody.browser.get(path, headers={asked: answer.headers[name]})
            assert (again.status_code, again.data) == (304, b""), path
    assert len({somebody.opens(path).headers["ETag"] for path in paths}) == len(paths)
    publishes(app, "2026", says="Sửa số quyết định.", decision="78/QĐ-UBND")
    tag = {"If-None-Match": somebody.opens("/ket-qua/2026/lan-1").headers["ETag"]}
    assert somebody.browser.get("/ket-qua/2026", headers=tag).status_code == 200


def test_words_that_do_harm_are_only_words(app: Flask, somebody: Person) -> None:
    harm = "</title>\"'><xss onload=alert(1)>100% d"
    with here.place(app).database.writing() as db:
        found(db, f"A {harm}", f"B {harm}", kind=harm)
        this = opened(db, title=harm)
        for code in ("A", "B"):
            answered(db, this, code, people(30, 9))
        report.close(db, this, day=this.last, person="x")
    for says in ("", harm):
        publishes(app, "2026", decision=harm, signatory=harm, says=says)
    for path in ("", "/2026", "/2026/lan-1", f"/2026?nhom={harm}", "/2026/lan-2/don-vi/A"):
        assert "<xss" not in somebody.opens(f"/ket-qua{path}").text


@pytest.mark.usefixtures("province")
def test_analysts_pages_name_the_decision_while_they_show_what_it_published(app: Flask) -> None:
    analyst = Staff(app, "analyst").signs_in()
    decision = "Lần công bố thứ 1: Quyết định số 77/QĐ-UBND ngày 20/11/2026, người ký: Lê Văn B"
    pages = [f"/tong-hop/2026{page}" for page in ("", "/TP", "/tong-quan", "/ban-do-nhiet")]
    for page in pages:
        analyst.opens(page)
        analyst.reads(decision).reads_nothing_of("phiếu mới từ khi chốt")
    with here.place(app).database.writing() as db:
        report.freeze(db, store.rounds.need(db, "2026"), day=date(2026, 11, 22), person="x")
    for page in pages:
        analyst.opens(page)
        analyst.reads("lần 3").reads_nothing_of("Quyết định số")
