"""The form of a desk: what stands on it, in which order, in how many bytes, for whom."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path

import html5lib
import pytest
from flask import Flask

from survey import clips
from survey.intake import openings
from survey.questionnaire import read, shelf
from survey.store import agencies, desks, rounds
from survey.web import here
from tests.citizens import Citizen
from tests.people import Clock, plain
from tests.recorded import record
from tests.scene import BEGAN, LONG, LONG_DESK, TODAY, made, opened, province
from tests.web.conftest import MakeApp

LARGEST_FIRST_LOAD = 10_000  # bytes on the wire, headers and all


@pytest.fixture
def poster(app: Flask) -> str:
    """The code of a desk where a round is open."""
    _, counters = made(here.place(app).database)
    assert counters[0].poster_code is not None
    return counters[0].poster_code


def wire(citizen: Citizen, path: str) -> int:
    """How many bytes the answer takes over HTTP/1.1 with the headers of a server before it."""
    answer = citizen.browser.get(path, headers={"Accept-Encoding": "gzip, deflate, br"})
    head = "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Mon, 23 Nov 2026 05:25:26 GMT\r\n"
    head += "Connection: keep-alive\r\n" + str(answer.headers)
    return len(head.encode()) + len(answer.data)


@pytest.mark.parametrize("full", ["names", "clips"])
def test_the_first_load_stays_within_its_bytes(
    make_app: MakeApp, tmp_path: Path, full: str
) -> None:
    """A desk with very long names, and an office with clips of every question in three languages;
    both at once would be some sixty bytes more."""
    whole = shelf.load(shelf.DEFAULT)
    for code, name in (("vi", ""), ("hmn", "Mông"), ("twh", "Thái")):
        record(tmp_path, code, *[one.clip for one in clips.readings(whole)], name=name)
    app = make_app(
        office="Sở Nội vụ tỉnh Lai Châu",
        feedback_url="https://dichvucong.gov.vn/gop-y",
        clips=str(tmp_path) if full == "clips" else "",
        synthetic=True,
    )
    with here.place(app).database.writing() as db:
        (near, *_) = province(db)
        opened(db)
        rows = [agencies.AgencyRow(2, "L1", LONG, "sở")]
        agencies.import_rows(db, rows, today=BEGAN)
        (long,) = desks.import_rows(db, [desks.DeskRow(2, "L1", "1", LONG_DESK)], today=BEGAN)
    citizen = Citizen(app)
    desk = long if full == "names" else near
    for language in ("", "?lang=en"):
        assert wire(citizen, f"/p/{desk.poster_code}{language}") <= LARGEST_FIRST_LOAD


def test_the_page_asks_for_nothing_else(app: Flask, poster: str) -> None:
    page = Citizen(app).scans(poster).page
    assert page is not None
    root = html5lib.parse(page.text, namespaceHTMLElements=False)
    wanted = [
        value
        for one in root.iter()
        if one.tag not in {"a", "form"}
        for name in ("src", "href", "srcset", "data")
        if (value := one.get(name)) and not value.startswith(("#", "data:"))
    ]
    assert wanted == []
    assert "url(" not in page.text
    assert page.headers.getlist("Set-Cookie") == []


def test_a_browser_may_hold_the_form_for_back_and_nobody_else_may(app: Flask, poster: str) -> None:
    page = Citizen(app).scans(poster).page
    assert page is not None
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert page.headers["Vary"] == "Accept-Encoding"


def test_the_form_is_not_sent_to_its_own_address(app: Flask, poster: str) -> None:
    assert Citizen(app).scans(poster).action == f"/p/{poster}?gui"
    assert Citizen(app).scans(poster.lower(), language="en").action == f"/p/{poster}?gui&lang=en"


@pytest.mark.parametrize("path", ["/p/{}", "/P/{}"])
def test_a_code_opens_in_either_case(app: Flask, poster: str, path: str) -> None:
    for code in (poster, poster.lower()):
        Citizen(app).opens(path.format(code))


def test_a_compressed_form_is_the_plain_form_with_its_own_id(app: Flask, poster: str) -> None:
    citizen = Citizen(app)
    small = citizen.browser.get(f"/p/{poster}", headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    large = citizen.browser.get(f"/p/{poster}", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in large.headers
    hidden = re.compile(rb'(name="_(?:id|token)" value=")[^"]+')
    one, other = gzip.decompress(small.data), large.data
    assert one != other
    assert hidden.sub(rb"\1", one) == hidden.sub(rb"\1", other)


def test_the_notice_has_at_most_sixty_words(make_app: MakeApp) -> None:
    app = make_app(office="Sở Nội vụ")
    _, counters = made(here.place(app).database)
    citizen = Citizen(app).scans(str(counters[0].poster_code))
    assert citizen.page is not None
    found = re.search(r'<p class="note">(.*?)</p>', citizen.page.text, re.S)
    assert found is not None
    assert 40 <= len(plain(found[1]).split()) <= 60
    citizen.reads("Sở Nội vụ tổng hợp; chỉ công bố số liệu chung, khi có từ 10 phiếu trở lên.")


def test_an_office_that_is_not_set_is_left_out(app: Flask, poster: str) -> None:
    Citizen(app).scans(poster).reads(
        "của từng người. Chỉ công bố số liệu chung, khi có từ 10 phiếu trở lên."
    ).reads_nothing_of("tổng hợp")


def test_the_form_reads_in_its_order(app: Flask, poster: str) -> None:
    citizen = Citizen(app).scans(poster)
    assert citizen.page is not None
    text = plain(citizen.page.text).replace("\u00a0", " ")
    order = [
        "Xã Mường 1 Quầy 1",
        "Ông/Bà hài lòng thế nào về việc phục vụ ở đây?",
        "16 câu ngắn. Trả lời một phần cũng gửi được.",
        "Phiếu này không hỏi tên",
        "Hôm nay Ông/Bà đến để làm gì?",
        "Phần 1 trên 5 Nơi làm thủ tục",
        "Câu 1 trên 16 Biển hiệu, hướng dẫn",
        "Phần 5 trên 5",
        "Câu 16 trên 16",
        "Ông/Bà làm thủ tục cho ai?",
        "Có cán bộ nào nhắc Ông/Bà nên chọn mức nào không?",
        "Góp ý ở đây không được trả lời riêng.",
        "Đôi điều về Ông/Bà",
        "Gửi phiếu",
        "Xin phiếu giấy tại quầy",
        "Trang thật không hỏi mật khẩu",
        "English",
    ]
    body = text.index("Xã Mường 1 Quầy 1")  # the title names some of these too
    places = [text.index(one, body) for one in order]
    assert places == sorted(places)


def test_every_row_of_levels_has_five_and_an_empty_one(app: Flask, poster: str) -> None:
    citizen = Citizen(app).scans(poster)
    assert citizen.page is not None
    root = html5lib.parse(citizen.page.text, namespaceHTMLElements=False)
    values: dict[str, list[str]] = {}
    for one in root.iter("input"):
        if one.get("type") == "radio":
            assert one.get("checked") is None
            values.setdefault(str(one.get("name")), []).append(str(one.get("value")))
    rows = {name: found for name, found in values.items() if name.startswith("q")}
    assert sorted(rows) == [f"q{number}" for number in range(24, 40)]
    assert {tuple(found) for found in rows.values()} == {("1", "2", "3", "4", "5", "")}
    assert "gender" not in values, "what is folded away is a list"


def test_the_sixth_choice_says_what_it_means_here(app: Flask, poster: str) -> None:
    Citizen(app).scans(poster).reads(
        "Không rõ", "Chưa nhận kết quả", "Chưa từng phản ánh", "Không phải nộp phí"
    )


def test_a_whole_form_with_rows_boxes_and_choices_can_be_shown_and_sent(app: Flask) -> None:
    database = here.place(app).database
    with database.writing() as db:
        counters = province(db)
        opened(db, questionnaire="sipas-2023")
    citizen = Citizen(app).scans(str(counters[0].poster_code))
    citizen.ticks(q01=4, c1_1=3, c1_2="", c2=[1, 3], c4=2, c8_1=1, ethnicity=1)
    del citizen.fields["ethnicity"]
    citizen.sends()
    citizen.reads("Đã nhận phiếu. Cảm ơn Ông/Bà!")


def test_english_keeps_to_english(app: Flask, poster: str) -> None:
    citizen = Citizen(app).scans(poster, language="en")
    citizen.reads("How satisfied are you with the service here?").ticks(q24=5)
    page = citizen.sends()
    assert page.request.args["lang"] == "en"
    citizen.reads("Received. Thank you!")


def test_what_a_browser_likes_to_read_is_not_asked(app: Flask, poster: str) -> None:
    page = Citizen(app).browser.get(f"/p/{poster}", headers={"Accept-Language": "en"})
    assert '<html lang="vi">' in page.text


def test_a_made_up_province_says_so(make_app: MakeApp) -> None:
    app = make_app(synthetic=True)
    _, counters = made(here.place(app).database)
    Citizen(app).scans(str(counters[0].poster_code)).reads("số liệu giả định")


# ------------------------------------------------------------------ posters without a form


def test_the_first_page_leads_from_a_typed_code_to_its_form(app: Flask, poster: str) -> None:
    citizen = Citizen(app)
    citizen.opens("/")
    citizen.reads("Mã quầy trên bảng mã QR", "Kiểm tra phiếu đã gửi")
    for typed in (poster, f" {poster[:3].lower()}-{poster[3:]} ", poster.replace("0", "o")):
        answer = citizen.browser.get("/p", query_string={"code": typed})
        assert (answer.status_code, answer.location) == (303, f"/p/{poster}")


def test_an_unknown_code_comes_back_in_the_box(app: Flask) -> None:
    citizen = Citizen(app)
    page = citizen.opens("/p?code=xin+ch%C3%A0o", status=404)
    assert 'value="xin chào"' in page.text
    citizen.reads("Không có mã quầy này", "Xin xem lại từng chữ trên bảng mã QR")
    citizen.opens("/p/000000", status=404)
    citizen.opens("/p?code=%22%3E%3Cb%3E", status=404)
    citizen.opens("/p", status=404)


def test_a_wrong_letter_is_told_as_such(app: Flask, poster: str) -> None:
    wrong = poster[:-1] + ("0" if poster[-1] != "0" else "1")
    citizen = Citizen(app)
    citizen.opens(f"/p/{wrong}", status=404)
    citizen.reads("Có một chữ trong mã gõ chưa đúng.")


def test_a_replaced_poster_shows_at_the_next_request(app: Flask, poster: str) -> None:
    citizen = Citizen(app).scans(poster)
    place = here.place(app)
    with place.database.writing() as db:
        found = desks.by_poster(db, poster, TODAY)
        assert found is not None
        new = desks.replace_poster(db, found.desk.id, place.now().date())
    citizen.scans(poster, status=410).reads("Bảng mã QR này không dùng nữa")
    citizen.scans(new)


def test_a_closed_round_shows_at_the_next_request(app: Flask, poster: str) -> None:
    citizen = Citizen(app).scans(poster)
    place = here.place(app)
    with place.database.writing() as db:
        rounds.close(db, rounds.need(db, "2026").id, place.now().date(), "an")
    citizen.scans(poster).reads("Hiện không có đợt khảo sát").reads_nothing_of("Gửi phiếu")


def test_between_rounds_the_next_day_and_the_official_channel_are_named(
    make_app: MakeApp, watch: Clock
) -> None:
    app = make_app(feedback_url="https://dichvucong.gov.vn/p/phan-anh")
    with here.place(app).database.writing() as db:
        counters = province(db)
        opened(db, first=date(2026, 12, 1), today=date(2026, 11, 2))
    citizen = Citizen(app).scans(str(counters[0].poster_code))
    citizen.reads("Đợt tới bắt đầu ngày 01/12/2026.", "dichvucong.gov.vn")
    watch.moves(days=8)
    citizen.scans(str(counters[0].poster_code)).reads("16 câu ngắn")


def test_an_office_without_a_channel_names_none(app: Flask) -> None:
    with here.place(app).database.writing() as db:
        counters = province(db)
    Citizen(app).scans(str(counters[0].poster_code)).reads(
        "Hôm nay quầy này không nhận phiếu."
    ).reads_nothing_of("phản ánh", "kiến nghị")


def test_a_new_name_shows_at_the_next_request(app: Flask, poster: str) -> None:
    citizen = Citizen(app).scans(poster).reads("Quầy 1")
    place = here.place(app)
    with place.database.writing() as db:
        desks.import_rows(
            db, [desks.DeskRow(2, "X1", "1", "Quầy 1 · Hộ tịch")], today=place.now().date()
        )
    citizen.scans(poster).reads("Quầy 1 · Hộ tịch")


def test_an_office_questionnaire_is_asked_at_its_desks(app: Flask) -> None:
    own = shelf.load(shelf.DEFAULT).file.decode().replace(shelf.DEFAULT, "rieng-2026", 1)
    own = own.replace("Biển hiệu, hướng dẫn", "Biển chỉ đường")
    with here.place(app).database.writing() as db:
        counters = province(db)
        openings.add_questionnaire(db, read(own.encode(), "rieng.toml"), today=TODAY)
        opened(db, questionnaire="rieng-2026")
    Citizen(app).scans(str(counters[0].poster_code)).reads("Biển chỉ đường")
