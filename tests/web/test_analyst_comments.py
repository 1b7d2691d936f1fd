"""Comments on pages: reviewed by analysts of the whole, read by those of a body, and no trace."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from survey import report, store
from survey.store.rounds import Round
from survey.store.tables import account
from survey.web import here
from tests.people import Person, Staff, plain
from tests.report.scene import opened
from tests.said import LAST, all_of, begun, closed, does, published, wrote
from tests.web.commented import TWELVE, of_body, reviewer


def id_of(app: Flask, commented: Round, text: str) -> str:
    with here.place(app).database.reading() as db:
        (found,) = [one for body in "AB" for one in all_of(db, commented, body) if text in one.text]
    return found.id.hex()


def shown(person: Person) -> list[str]:
    """The comments on the open page, in their order."""
    assert person.page is not None
    parts = person.page.text.split("<blockquote>")[1:]
    return [plain(part.split("</blockquote>")[0]) for part in parts]


def judges(person: Person, app: Flask, commented: Round, text: str, what: str, **more: Any) -> None:
    """Do something with the comment that holds these words, as its form does."""
    person.opens("/tong-hop/2026/gop-y?tt=tat-ca")
    said = id_of(app, commented, text)
    person.sends(f"/tong-hop/2026/gop-y/{said}?tt=tat-ca", viec=what, **more)
    person.follows()


def test_a_reviewer_reads_filters_and_searches_without_accents(
    app: Flask, commented: Round
) -> None:
    person = reviewer(app)
    person.opens("/tong-hop/gop-y", 303)
    person.follows()
    person.reads("23 góp ý", "chờ xem: 23", "Sở A", "tuần 46 năm 2026", "đã kết thúc thu phiếu")
    assert len(shown(person)) == 23
    person.opens("/tong-hop/2026/gop-y?q=thai+do")
    assert shown(person) == ["Thái độ tốt, không chờ lâu", "thai do chua tot"]
    person.opens("/tong-hop/2026/gop-y?q=TH%C3%81I+%C4%90%E1%BB%98&chu-de=waiting")
    assert shown(person) == ["Thái độ tốt, không chờ lâu"]
    person.opens("/tong-hop/2026/gop-y?don-vi=B")
    assert len(shown(person)) == 11
    person.opens("/tong-hop/2026/gop-y?q=%25")
    person.reads("23 góp ý")
    person.opens("/tong-hop/2026/gop-y?q=zzz&don-vi=X9")
    person.reads("Không có góp ý nào như vậy")
    for wrong in ("tt=x", "chu-de=x"):
        person.opens(f"/tong-hop/2026/gop-y?{wrong}", 404)
    person.opens("/tong-hop/2099/gop-y", 404)


def test_a_reviewer_publishes_hides_masks_and_takes_back(app: Flask, commented: Round) -> None:
    person = reviewer(app)
    judges(person, app, commented, "thai do", "publish")
    person.reads("Đã công bố góp ý.", "đã công bố: 1")
    judges(person, app, commented, "Góp ý số 1", "hide", **{"ly-do": "insult"})
    person.reads("Đã ẩn góp ý.", "đã ẩn: lời lẽ xúc phạm")
    judges(person, app, commented, "Góp ý số 1", "undo")
    person.reads("Góp ý đã trở lại chờ xem.", "đã ẩn: 0")
    assert '<mark class="doubt">Mai</mark>' in person.opens("/tong-hop/2026/gop-y").text
    judges(person, app, commented, "Chị Mai", "mask", phan="chị mai")
    person.reads("Đã che thêm", "[đã che] giúp nhanh").reads_nothing_of("Mai")
    judges(person, app, commented, "giúp nhanh", "mask", phan="Mai")
    person.reads("Không thấy phần cần che")
    judges(person, app, commented, "Góp ý số 2", "hide", **{"ly-do": "khác"})
    person.reads("Xin chọn lý do ẩn góp ý.")


def test_a_body_reads_what_is_published_and_finds_no_trace_of_the_rest(
    app: Flask, commented: Round
) -> None:
    with here.place(app).database.writing() as db:
        published(db, commented, "A")
        published(db, commented, "B")
    judge, body = reviewer(app), of_body(app, "A")
    body.opens("/tong-hop/2026/gop-y")
    body.reads("12 góp ý đã công bố").reads_nothing_of("tuần 46", "Của B", "chờ xem", "Sở B")
    judges(judge, app, commented, "gợi ý đưa tiền", "flag")
    judge.reads("Đã chuyển góp ý cho giám sát.", "đã chuyển giám sát: 1")
    flagged = ("gợi ý", "đưa tiền", "giám sát", "23 góp ý", "12 góp ý")
    for path in (
        "/tong-hop/2026/gop-y",
        "/tong-hop/2026/gop-y?tt=giam-sat",
        "/tong-hop/2026/gop-y?q=dua+tien",
        "/tong-hop/2026/gop-y?don-vi=B",
        "/tong-hop/2026/gop-y/chu-de",
        "/tong-hop/2026",
    ):
        body.opens(path)
        body.reads_nothing_of(*flagged)
    body.opens("/tong-hop/2026/gop-y")
    assert len(shown(body)) == 11
    for form in ("csv", "xlsx"):
        file = body.browser.get(f"/tong-hop/2026/gop-y/tai-ve/{form}", base_url=body.base_url)
        assert file.status_code == 200
    rows = take(body)
    assert {(row["agency"], row["week"]) for row in rows} == {("A", "")}
    assert len(rows) == 11
    assert not any("tiền" in row["text"] for row in rows)
    said = id_of(app, commented, "thai do")
    body.opens("/tong-hop/2026/gop-y")
    body.sends(f"/tong-hop/2026/gop-y/{said}", 404, viec="hide", **{"ly-do": "insult"})
    # One fewer than ten, and there is nothing at all; why, it is not told.
    for number in (0, 1):
        judges(judge, app, commented, f"Góp ý số {number}", "flag")
    for path in ("/tong-hop/2026/gop-y", "/tong-hop/2026/gop-y/chu-de?don-vi=A"):
        body.opens(path)
        body.reads("Chưa đủ góp ý đã công bố").reads_nothing_of("Góp ý số", "9", *flagged)
    body.opens("/tong-hop/2026/gop-y/tai-ve/csv", 404)


def take(person: Person) -> list[dict[str, str]]:
    file = person.browser.get("/tong-hop/2026/gop-y/tai-ve/csv", base_url=person.base_url)
    return list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"))))


def test_a_page_never_has_a_few_comments_alone(app: Flask, on_the_day: None) -> None:
    with here.place(app).database.writing() as db:
        closed(db, A=44)
    person = reviewer(app)
    person.opens("/tong-hop/2026/gop-y")
    first = shown(person)
    person.opens("/tong-hop/2026/gop-y?trang=2")
    second = shown(person)
    assert (len(first), len(second), len({*first, *second})) == (20, 24, 44)
    person.opens("/tong-hop/2026/gop-y?trang=3")
    assert shown(person) == second


def test_comments_of_an_open_round_can_be_neither_read_nor_judged(
    app: Flask, on_the_day: None
) -> None:
    with here.place(app).database.writing() as db:
        round_ = begun(db)
        ids = wrote(db, round_, "A", TWELVE)
    person = reviewer(app)
    person.opens("/tong-hop/2026/gop-y")
    person.reads("khi đợt đã kết thúc thu phiếu").reads_nothing_of("thai do")
    for what in ("publish", "flag", "mask"):
        person.opens("/tong-hop/2026/gop-y")
        person.sends(f"/tong-hop/2026/gop-y/{ids[0].hex()}", 404, viec=what, phan="độ")
    person.opens("/tong-hop/2026/gop-y/tai-ve/csv", 404)
    with here.place(app).database.reading() as db:
        assert {one.state for one in all_of(db, round_, "A")} == {"waiting"}


def test_a_comment_of_another_round_or_none_is_not_there(app: Flask, commented: Round) -> None:
    with here.place(app).database.writing() as db:
        before = opened(db, "2025", year=2025)
        (other,) = wrote(db, before, "A", ["Góp ý của năm trước"], week="2025-W10")
        report.close(db, before, day=before.last, person="x")
    person = reviewer(app)
    for said in (other.hex(), "00" * 16, "zz", "0"):
        person.opens("/tong-hop/2026/gop-y")
        person.sends(f"/tong-hop/2026/gop-y/{said}", 404, viec="publish")
    person.opens("/tong-hop/2026/gop-y")
    person.sends(f"/tong-hop/2026/gop-y/{id_of(app, commented, 'thai do')}", 404, viec="see")


def test_after_an_act_the_list_is_as_it_was_asked_for_and_nowhere_else(
    app: Flask, commented: Round
) -> None:
    person = reviewer(app)
    said = id_of(app, commented, "thai do")
    hostile = "_external=1&_scheme=ftp&code=2099&_anchor=x&__class__=y"
    person.opens(f"/tong-hop/2026/gop-y?q=do&{hostile}")
    page = person.sends(f"/tong-hop/2026/gop-y/{said}?q=do&tt=cho&{hostile}", viec="publish")
    assert page.location == "/tong-hop/2026/gop-y?tt=cho&q=do"


def test_an_auditor_is_told_the_words_the_body_and_the_week_and_nothing_else(
    app: Flask, commented: Round
) -> None:
    auditor = Staff(app, "auditor").signs_in()
    auditor.opens("/giam-sat")
    auditor.reads("Chưa có góp ý nào được chuyển đến")
    with here.place(app).database.writing() as db:
        published(db, commented, "B")
        ids = [one.id for one in all_of(db, commented, "A") if "tiền" in one.text]
        does(db, "mask", *ids, phrase="người")
        does(db, "flag", *ids)
    auditor.opens("/giam-sat")
    assert shown(auditor) == ["Có [đã che] gợi ý đưa tiền"]
    auditor.reads("1 góp ý chưa xem", "Sở A tuần 46 năm 2026 chưa xem")
    auditor.reads_nothing_of("Của B", "thai do", "Năm 2026", "Sở B")
    auditor.sends(f"/giam-sat/{ids[0].hex()}")
    auditor.follows()
    auditor.reads("Đã ghi là đã xem.", "0 góp ý chưa xem", "đã xem")
    auditor.opens("/giam-sat")
    person = reviewer(app)
    person.opens("/tong-hop/2026/gop-y?tt=giam-sat")
    person.reads("giám sát đã xem").reads_nothing_of("Đưa về chờ xem")
    person.sends(f"/tong-hop/2026/gop-y/{ids[0].hex()}", viec="undo")
    person.follows()
    person.reads("Góp ý này không còn ở bước có thể làm việc đó.")


def test_an_auditor_notes_only_what_was_handed_over(app: Flask, commented: Round) -> None:
    with here.place(app).database.writing() as db:
        (first, *_) = all_of(db, commented, "A")
        flagged, back, *_ = (one.id for one in all_of(db, commented, "B"))
        does(db, "flag", flagged, back)
        does(db, "undo", back)
    auditor = Staff(app, "auditor").signs_in()
    auditor.opens("/giam-sat")
    assert shown(auditor) == ["Của B 0"], "what was taken back before it was read is gone"
    for said in (first.id.hex(), back.hex(), "zz", "00" * 16):
        auditor.opens("/giam-sat")
        auditor.sends(f"/giam-sat/{said}", 404)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_nobody_of_a_body_is_an_auditor(app: Flask, commented: Round) -> None:
    with here.place(app).database.writing() as db:
        own = store.agencies.need(db, "A", LAST)
    with pytest.raises(store.accounts.BadAccount, match="không thuộc đơn vị nào"):
        Staff(app, "auditor", agency_id=own.id)
    auditor = Staff(app, "auditor").signs_in()
    with here.place(app).database.writing() as db:
        db.execute(update(account).values(agency=own.id))
    auditor.opens("/giam-sat", 403)
