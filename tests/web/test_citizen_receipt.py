"""What a receipt tells, on its own page and at /kiem-tra: counted or not, and nothing else."""

from __future__ import annotations

import re
from datetime import date

import html5lib
import pytest
from flask import Flask
from sqlalchemy import insert, select, text

from survey.store.responses import COUNTED, EXCLUDED, TEST
from survey.store.tables import exclusion, response
from survey.web import here
from survey.web.citizen import views
from tests.citizens import Citizen
from tests.scene import made
from tests.web.conftest import MakeApp

NOBODYS = "000G-40R4-0M30-E209-J"


@pytest.fixture
def sent(app: Flask) -> Citizen:
    """Somebody whose sheet is kept."""
    _, counters = made(here.place(app).database)
    citizen = Citizen(app).scans(str(counters[0].poster_code)).ticks(q24=2)
    citizen.sends()
    return citizen


def test_first_it_says_that_nothing_must_be_kept(sent: Citizen) -> None:
    assert sent.page is not None
    root = html5lib.parse(sent.page.text, namespaceHTMLElements=False)
    (main,) = root.iter("main")
    words = " ".join("".join(main.itertext()).split())
    assert words.startswith(
        "Đã nhận phiếu. Cảm ơn Ông/Bà! Ông/Bà có thể đóng trang này. "
        "Không cần giữ gì để nhận giấy tờ. Xem mã phiếu"
    )


def test_the_code_is_text_folded_away(sent: Citizen) -> None:
    assert sent.page is not None
    root = html5lib.parse(sent.page.text, namespaceHTMLElements=False)
    (folded,) = root.iter("details")
    assert folded.get("open") is None
    (output,) = folded.iter("output")
    assert output.get("id") == "receipt"
    # Sixteen characters and a check character.
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]", sent.receipt)
    assert sent.page.text.count(sent.receipt) == 1
    assert not list(root.iter("img"))
    sent.reads("Mã không cho biết Ông/Bà đã trả lời gì. Đây không phải mã hồ sơ.")


def test_every_standing_that_a_sheet_can_have_is_told(app: Flask) -> None:
    """None is told that cannot occur: nothing waits here before it is counted."""
    assert set(views._SAYS) == {COUNTED, EXCLUDED, TEST, "unknown", "mistyped"}


def test_a_kept_sheet_is_counted(sent: Citizen) -> None:
    receipt = sent.receipt
    for typed in (receipt, receipt.lower().replace("-", " "), receipt.replace("-", "")):
        page = sent.browser.get("/kiem-tra", query_string={"ma": typed})
        sent._seen(page, 200)
        assert sent.standing == "counted"
        sent.reads("Phiếu này đã được tính vào kết quả.")
        sent.reads_nothing_of("Xã Mường", "Quầy 1")
        assert page.headers["Cache-Control"] == "private, no-store"


def test_an_excluded_sheet_says_why(app: Flask, sent: Citizen) -> None:
    with here.place(app).database.writing() as db:
        db.execute(
            insert(exclusion).values(
                response=db.scalar(select(response.c.id)),
                no=1,
                reason="trả lời hộ",
                day=date(2026, 11, 12),
                proposed_by="an",
                approved_by="bình",
            )
        )
    sent.opens(f"/kiem-tra?ma={sent.receipt}")
    assert sent.standing == "excluded"
    sent.reads("Lý do: trả lời hộ. Quyết định ngày 12/11/2026.")


def test_a_test_sheet_is_told_apart(app: Flask, sent: Citizen) -> None:
    with here.place(app).database.writing() as db:
        db.execute(response.update().values(test=1))
    sent.opens(f"/kiem-tra?ma={sent.receipt}")
    assert sent.standing == "test"


def test_a_receipt_that_nobody_has_is_unknown_and_a_wrong_letter_is_mistyped(app: Flask) -> None:
    citizen = Citizen(app)
    citizen.opens(f"/kiem-tra?ma={NOBODYS}")
    assert citizen.standing == "unknown"
    citizen.reads("Mã phiếu khảo sát khác với mã hồ sơ.")
    for wrong in (NOBODYS[:-1] + "K", "123", "H35.12-240311-0001", "%22%3E"):
        citizen.opens(f"/kiem-tra?ma={wrong}")
        assert citizen.standing == "mistyped"


def test_an_empty_box_says_nothing(app: Flask) -> None:
    citizen = Citizen(app)
    citizen.opens("/kiem-tra")
    assert citizen.standing == ""
    citizen.opens("/kiem-tra?ma=++")
    assert citizen.standing == ""


def test_the_receipt_page_can_be_loaded_again(sent: Citizen) -> None:
    assert sent.page is not None
    path, receipt = sent.page.request.full_path, sent.receipt
    sent.opens(path)
    assert sent.receipt == receipt


def test_hidden_places_are_counted_and_never_shown(make_app: MakeApp) -> None:
    app = make_app()
    _, counters = made(here.place(app).database)
    citizen = Citizen(app).scans(str(counters[0].poster_code))
    page = citizen.ticks(q24=2, comment="Gọi 0912345678, thư a@b.vn, ghế ít").sends()
    citizen.reads("được che để giữ kín cho mọi người: 2 chỗ.")
    for word in ("0912", "a@b", "đã che", "ghế ít"):
        assert word not in page.text
        assert word not in page.request.url


def test_the_receipt_page_believes_the_database_only(sent: Citizen) -> None:
    assert sent.page is not None
    path = sent.page.request.path
    sent.opens(f"{path}?ma={NOBODYS}")
    assert sent.standing == "unknown"
    sent.opens(f"{path}?ma=123")
    assert sent.standing == "mistyped"


def test_a_count_in_the_address_is_a_small_number_or_nothing(sent: Citizen) -> None:
    assert sent.page is not None
    path = sent.page.request.full_path
    for said in ("-1", "1e9", "99999", "<b>", "", "٣"):
        sent.opens(f"{path}&che={said}")
        sent.reads_nothing_of("đã được che")


def test_another_sheet_is_begun_from_the_receipt_only(app: Flask, sent: Citizen) -> None:
    assert sent.page is not None
    code = sent.page.request.path.split("/")[2]
    assert f'<a href="/p/{code}">Gửi phiếu khác</a>' in sent.page.text
    sent.scans(code).ticks(q24=5).sends()
    with here.place(app).database.reading() as db:
        assert db.scalar(text("SELECT count(*) FROM response")) == 2


def test_the_legal_line_stands_where_a_channel_is_set(make_app: MakeApp) -> None:
    app = make_app(feedback_url="https://dichvucong.gov.vn/p/phan-anh")
    _, counters = made(here.place(app).database)
    citizen = Citizen(app).scans(str(counters[0].poster_code)).ticks(q24=2)
    citizen.sends()
    citizen.reads(
        "Góp ý ở đây không được trả lời riêng. Muốn được trả lời, xin gửi phản ánh, kiến nghị "
        "qua: dichvucong.gov.vn"
    )


def test_the_channel_is_left_out_otherwise(sent: Citizen) -> None:
    sent.reads("Góp ý ở đây không được trả lời riêng.").reads_nothing_of("Muốn được trả lời")
