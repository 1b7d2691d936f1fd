"""What anybody reads of the scoreboard of a year, and how an administrator publishes it."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Any

import pytest
from flask import Flask

from survey import export, store
from survey.demo import province as demo
from survey.export import Decree
from survey.intake import scoreboard as intake
from survey.web import here
from tests.people import Person, Staff

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
PUBLISH = "/quan-tri/bang-chi-so/cong-bo"
PAGE = "/ket-qua/chi-so"


@pytest.fixture
def app(make_app: object) -> Flask:
    return make_app(province="tỉnh Lai Châu")  # type: ignore[operator, no-any-return]


@pytest.fixture
def entered(app: Flask) -> None:
    """The figures of Lai Châu."""
    place = here.place(app)
    with place.database.writing() as db:
        store.agencies.import_rows(db, demo.agency_rows(), today=demo.MERGER)
        intake.import_lines(db, demo.scoreboard_lines(), today=place.now().date())


def publishes(app: Flask, year: int, says: str = "") -> None:
    place = here.place(app)
    decree = Decree("12/QĐ-UBND", date(2026, 11, 20), "Lê Văn B", says)
    with place.database.writing() as db:
        export.publish_year(db, year, decree, province="tỉnh Lai Châu", at=place.now(), person="x")


@pytest.mark.usefixtures("entered")
def test_a_year_is_read_by_everybody_once_it_is_published(app: Flask, somebody: Person) -> None:
    for path in ("2022", "2022/lan-1", "2022/lan-1/chi-so.csv", f"{10**20}", "x"):
        somebody.opens(f"{PAGE}/{path}", 404)
    publishes(app, 2022)
    publishes(app, 2021)
    page = somebody.opens("/ket-qua").text
    assert re.findall(r"/ket-qua/chi-so/\d+", page) == [f"{PAGE}/2022", f"{PAGE}/2021"]
    somebody.opens(f"{PAGE}/2022")
    somebody.reads(
        "Tỉnh Lai Châu tăng hạng ở cả 3 chỉ số năm 2022",
        "Lần công bố thứ 1: Quyết định số 12/QĐ-UBND ngày 20/11/2026, người ký: Lê Văn B",
        "Xếp thứ 24/63 tăng 7 bậc",
        "Cải cách hành chính · Sở, ban, ngành Sở Nội vụ",
        "đạt 86,29 điểm, xếp thứ 24/63, tăng 7 bậc so với năm 2021.",
    )
    somebody.opens(f"{PAGE}/2021/lan-1")
    somebody.reads("2 Sở Tài chính 15,747 0,006 Xuất sắc", "Thứ hạng tính từ giá trị đã nhập")
    assert "/tong-hop" not in str(somebody.page and somebody.page.text)
    somebody.opens(f"{PAGE}/2022?lang=en")
    somebody.reads("Lai Châu province rose in rank on all 3 indices in 2022", "86.29")


@pytest.mark.usefixtures("entered")
def test_its_file_has_the_hash_that_is_printed_and_is_kept_by_caches(
    app: Flask, somebody: Person
) -> None:
    publishes(app, 2022)
    file = somebody.opens(f"{PAGE}/2022/lan-1/chi-so.csv")
    printed = re.findall(r"\b[0-9a-f]{64}\b", somebody.opens(f"{PAGE}/2022").text)
    assert printed == [hashlib.sha256(file.data).hexdigest()]
    assert file.headers["Access-Control-Allow-Origin"] == "*"
    rows = json.loads(somebody.opens(f"{PAGE}/2022/lan-1/chi-so.json").text)
    assert [row["index"] for row in rows[:3]] == ["par-index", "sipas", "papi"]
    somebody.opens(f"{PAGE}/2022/lan-1/chi-so.xlsx", 404)
    for path in ("2022", "2022/lan-1", "2022/lan-1/chi-so.csv", "2022/lan-1/chi-so.json"):
        answer = somebody.opens(f"{PAGE}/{path}")
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert answer.headers["Content-Length"] == str(len(answer.data))
        asked = {"If-None-Match": answer.headers["ETag"]}
        assert somebody.browser.get(f"{PAGE}/{path}", headers=asked).status_code == 304


@pytest.mark.usefixtures("entered")
def test_an_administrator_publishes_a_year_and_corrects_it(
    app: Flask, admin: Staff, somebody: Person
) -> None:
    admin.opens("/quan-tri/bang-chi-so")
    admin.reads("Công bố bảng tổng hợp chỉ số")
    decree: dict[str, Any] = {
        "year": "2022",
        "decision": "12/QĐ-UBND",
        "day": "2026-11-20",
        "signatory": "B",
    }
    admin.opens(PUBLISH)
    admin.sends(PUBLISH, 422, **(decree | {"year": "1999"}))
    admin.sends(PUBLISH, **decree)
    admin.follows()
    admin.reads("Đã công bố lần thứ 1 của bảng tổng hợp chỉ số năm 2022.")
    admin.sends(PUBLISH, 422, **decree)
    admin.reads("phải ghi rõ đính chính điều gì")
    with here.place(app).database.writing() as db:
        figure = next(one for one in store.scoreboard.figures(db) if one.rank == 24)
        store.scoreboard.write(db, [store.scoreboard.Published(figure.key, rank=23, of=63)])
    somebody.opens(f"{PAGE}/2022")
    somebody.reads("Xếp thứ 24/63")
    admin.sends(PUBLISH, **decree, says="PAR INDEX xếp thứ 23.")
    somebody.opens(f"{PAGE}/2022")
    somebody.reads("Xếp thứ 23/63", "Đính chính so với lần trước: PAR INDEX xếp thứ 23.")
    somebody.opens(f"{PAGE}/2022/lan-1")
    somebody.reads("Xếp thứ 24/63", "Đã có đính chính sau lần công bố này.")
    admin.opens("/quan-tri/nhat-ky")
    admin.reads("Công bố bảng tổng hợp chỉ số 2022")


def test_before_anything_is_entered_there_is_nothing_to_publish(admin: Staff) -> None:
    admin.opens(PUBLISH)
    admin.reads("Chưa nhập số liệu năm nào")


def test_words_that_do_harm_are_only_words(app: Flask, somebody: Person) -> None:
    harm = "</title>\"'><xss onload=alert(1)>100% d"
    place = here.place(app)
    with place.database.writing() as db:
        key = store.scoreboard.Key(2025, "papi", 0)
        set_ = store.scoreboard.Place(harm, 1, 2)
        figure = store.scoreboard.Published(key, group=harm, source=harm, places=(set_,))
        store.scoreboard.write(db, [figure])
        decree = Decree(harm, date(2026, 11, 20), harm)
        export.publish_year(db, 2025, decree, province=harm, at=place.now(), person="x")
    for path in ("/ket-qua", f"{PAGE}/2025", f"{PAGE}/2025/lan-1"):
        assert "<xss" not in somebody.opens(path).text
