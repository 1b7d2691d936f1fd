"""The notice above the form: short, and every clause of it held to be true.

What is said to staff and in public is held by comparing: the same number of people answer one
way, then the other way, and everything that may be opened must be the same both times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copyfile

import html5lib
import pytest
from flask import Flask
from sqlalchemy import delete

from survey import export, report
from survey.intake import counts
from survey.questionnaire import Questionnaire, shelf
from survey.store import rounds
from survey.store.desks import Desk
from survey.store.tables import comment, day_count, response, tally
from survey.web import here
from survey.web.citizen.notice import MOST, notice
from tests.attack.test_staff import addresses
from tests.citizens import Citizen
from tests.people import Person, Staff, plain
from tests.scene import made, opened, province
from tests.web.conftest import MakeApp

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

FORMS = pytest.mark.parametrize("code", shelf.published())
LANGUAGES = ("vi", "en")
OFFICES = (
    "",
    "Sở Nội vụ",
    "Sở Nội vụ tỉnh Lai Châu",
    "Văn phòng Ủy ban nhân dân tỉnh Lai Châu",
    "Trung tâm Phục vụ hành chính công và Hỗ trợ doanh nghiệp, hợp tác xã khu vực liên xã tỉnh "
    * 2,
)
FEWER_THAN_PUBLISHED = 9


def asked(app: Flask, code: str) -> tuple[Questionnaire, list[Desk]]:
    """Open a round that asks a questionnaire, and return it with the desks."""
    with here.place(app).database.writing() as db:
        counters = province(db)
        opened(db, questionnaire=code)
    return shelf.load(code), counters


def shown(citizen: Citizen) -> str:
    """The notice on the open page."""
    assert citizen.page is not None
    found = re.search(r'<p class="note">(.*?)</p>', citizen.page.text, re.S)
    assert found is not None
    return plain(found[1]).replace("\u00a0", " ")


@pytest.mark.parametrize("office", OFFICES)
def test_it_has_at_most_sixty_words_whoever_is_in_charge(make_app: MakeApp, office: str) -> None:
    app = make_app(office=office.strip())
    _, counters = made(here.place(app).database)
    for language in LANGUAGES:
        told = shown(Citizen(app).scans(str(counters[0].poster_code), language=language))
        assert 25 <= len(told.split()) <= MOST, told
        assert (office.strip() in told) == (len(office.split()) <= 12)


@pytest.mark.parametrize("office", OFFICES)
def test_where_sheets_may_be_given_out_it_does_not_promise_figures_alone(
    make_app: MakeApp, office: str
) -> None:
    app = make_app(office=office.strip(), open_data=True)
    _, counters = made(here.place(app).database)
    for language, promise in (("vi", "từng phiếu đã bỏ dấu vết"), ("en", "without any trace")):
        told = shown(Citizen(app).scans(str(counters[0].poster_code), language=language))
        assert promise in told
        assert not re.search(r"[Cc]hỉ công bố|[Oo]nly combined", told)
        assert len(told.split()) <= MOST


def test_whoever_compiles_is_named_as_the_setting_says(make_app: MakeApp) -> None:
    for office, wanted in (("Sở Nội vụ", "Sở Nội vụ tổng hợp;"), (OFFICES[3], "Phụ trách: Văn ")):
        app = make_app(office=office)
        with app.test_request_context("/"):
            assert wanted in notice()
    app = make_app()
    with app.test_request_context("/"):
        assert "tổng hợp" not in notice()
        assert "Phụ trách" not in notice()


# ---------------------------------------------- "Phiếu này không hỏi tên, số điện thoại, số hồ sơ"


@FORMS
def test_no_name_phone_or_file_number_is_asked(app: Flask, code: str) -> None:
    _, counters = asked(app, code)
    for language in LANGUAGES:
        citizen = Citizen(app).scans(str(counters[0].poster_code), language=language)
        assert citizen.page is not None
        root = html5lib.parse(citizen.page.text, namespaceHTMLElements=False)
        (form,) = [one for one in root.iter("form") if one.get("method") == "post"]
        kinds = {one.get("type") for one in form.iter("input")}
        assert kinds <= {"radio", "checkbox", "hidden"}, "something is to be typed in"
        assert [one.get("name") for one in form.iter("textarea")] == ["comment"]
        assert not [one for one in form.iter() if one.get("autocomplete") not in {None, "off"}]
        said = " ".join(
            "".join(one.itertext()) for tag in ("legend", "label") for one in form.iter(tag)
        )
        wrong = r"họ (và )?tên|tên của|số điện thoại|số hồ sơ|mã hồ sơ|căn cước|e-?mail|địa chỉ"
        assert not re.search(wrong, said.lower())
        assert not re.search(r"your name|phone number|file number|e-?mail|address of", said.lower())
        warning = form.find(".//*[@id='comment-note']")
        assert warning is not None
        assert re.search(
            "số điện thoại, số hồ sơ|phone and file numbers", "".join(warning.itertext())
        )


# ----------------------------------------------------------- "Trả lời hay không là tùy Ông/Bà"


@FORMS
def test_every_question_may_be_left_blank(app: Flask, code: str) -> None:
    questionnaire, counters = asked(app, code)
    poster = str(counters[0].poster_code)
    page = Citizen(app).scans(poster).page
    assert page is not None
    assert "required" not in page.text
    assert not re.search(r"<input[^>]* checked", page.text)
    ids = [one.id for one in questionnaire.criteria]
    for id in (ids[0], ids[7], ids[-1]):
        # One answer is enough, whichever it is, and any one may be missing.
        Citizen(app).scans(poster).ticks(**{id: 3}).sends()
        others = {other: 3 for other in ids if other != id}
        Citizen(app).scans(poster).ticks(**others).sends()


# ------------------------------------------------------ "câu nào không rõ, xin chọn dòng cuối"


@FORMS
def test_the_last_line_of_every_scored_question_takes_no_side(app: Flask, code: str) -> None:
    questionnaire, counters = asked(app, code)
    ids = {one.id for one in questionnaire.criteria}
    for language in LANGUAGES:
        citizen = Citizen(app).scans(str(counters[0].poster_code), language=language)
        assert citizen.page is not None
        root = html5lib.parse(citizen.page.text, namespaceHTMLElements=False)
        groups = [one for one in root.iter("fieldset") if one.get("id") in ids]
        assert len(groups) == len(ids)
        for group in groups:
            last = list(group.iter("label"))[-1]
            assert last.get("class") == "x"
            assert [one.get("value") for one in last.iter("input")] == [""]
            assert "".join(last.itertext()).strip()
    # It is kept as a choice of its own, and counts for nobody.
    citizen = Citizen(app).scans(str(counters[0].poster_code))
    citizen.ticks(**dict.fromkeys(ids, "") | {questionnaire.criteria[0].id: 5}).sends()
    database = here.place(app).database
    with database.reading() as db:
        (row,) = db.execute(tally.select()).all()
    assert (row.responses, row.x, row.y) == (1, 1, 1)


# ---------------------------------- "Cán bộ ở quầy không xem được phiếu của từng người"


def everybody_answers(app: Flask, desk: Desk, level: int, said: str, people: int) -> list[str]:
    """Take every sheet away, and let so many people answer like this; return their receipts."""
    database = here.place(app).database
    with database.writing() as db:
        for table in (response, tally, day_count, comment):
            db.execute(delete(table))
    receipts = []
    for _ in range(people):
        citizen = Citizen(app).scans(str(desk.poster_code))
        citizen.ticks(q24=level, q30=level, visit=level % 3 + 1, comment=said).sends()
        receipts.append(citizen.receipt)
    with database.reading() as db:
        assert counts.check(database, rounds.need(db, "2026")) == []
    return receipts


def opened_by(person: Person, paths: Iterator[str]) -> Mapping[str, tuple[int, bytes]]:
    """Open addresses one after the other: what each answers, without tokens drawn by chance."""
    answers = {}
    for path in paths:
        answer = person.browser.get(path, base_url=person.base_url)
        data = re.sub(rb'name="(csrf_token|_id|_token)"[^>]*value="[^"]*"', b"", answer.data)
        answers[path] = answer.status_code, data
    return answers


def of_the_desk(app: Flask, desk: Desk) -> Iterator[str]:
    """Every address of every room of staff, and every size of poster."""
    for _room, method, path in addresses(app):
        if method == "GET":
            yield path
    for size in ("a4", "a5"):
        yield f"/mot-cua/bang-ma-qr.pdf?co={size}"
        yield f"/mot-cua/quay/{desk.code}/bang-ma-qr.pdf?co={size}"


def test_what_desk_staff_see_does_not_depend_on_what_was_answered(app: Flask) -> None:
    _, counters = made(here.place(app).database)
    desk = counters[0]
    clerk = Staff(app, "desk", agency_id=desk.agency_id).signs_in()
    seen = []
    for level, said in ((5, "Rất tốt."), (1, "Phải chờ lâu.")):
        everybody_answers(app, desk, level, said, 12)
        seen.append(opened_by(clerk, of_the_desk(app, desk)))
    assert seen[0] == seen[1]
    own = [path for path, (status, _) in seen[0].items() if status == 200]
    assert {path.split("/")[1].split("?")[0] for path in own} == {"mot-cua"}
    assert len(own) >= 5
    assert b"10" in seen[0]["/mot-cua"][1], "the sheets have not been counted at all"


def test_a_receipt_tells_desk_staff_nothing_of_what_was_answered(app: Flask) -> None:
    _, counters = made(here.place(app).database)
    clerk = Staff(app, "desk", agency_id=counters[0].agency_id).signs_in()
    told = []
    for level, said in ((5, "Rất tốt."), (1, "Phải chờ lâu.")):
        (receipt,) = everybody_answers(app, counters[0], level, said, 1)
        poster = counters[0].poster_code
        paths = (f"/kiem-tra?ma={receipt}", f"/p/{poster}/da-nhan?ma={receipt}")
        answers = opened_by(clerk, iter(paths))
        told.append([data.replace(receipt.encode(), b"") for _, data in answers.values()])
    assert told[0] == told[1]


# -------------------------------------- "chỉ công bố số liệu chung, khi có từ 10 phiếu trở lên"


def in_public(app: Flask, poster: str) -> Iterator[str]:
    """Every address that is open to everybody."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or here.is_staff_path(rule.rule):
            continue
        built = rule.build(
            dict.fromkeys(rule.arguments, "x") | {"code": poster, "no": 1, "year": 2026}
        )
        assert built is not None
        yield built[1]


def published(app: Flask, level: int, said: str, people: int) -> Mapping[str, tuple[int, bytes]]:
    """Let so many people answer like this at one desk, publish, and open all that is published."""
    _, counters = made(here.place(app).database)
    everybody_answers(app, counters[0], level, said, people)
    with app.test_request_context(), here.database().writing() as db:
        report.close(db, rounds.need(db, "2026"), day=here.today(), person="an")
        export.publish(
            db,
            rounds.need(db, "2026"),
            decision="1/QĐ",
            day=here.today(),
            signatory="An",
            at=here.now(),
            person="an",
        )
    edition = "/ket-qua/2026/lan-1"
    body = f"{edition}/don-vi/{counters[0].agency_code}"
    files = (f"{edition}/chi-so.csv", f"{edition}/chi-so.json")
    return opened_by(Person(app), iter(("/ket-qua", "/ket-qua/2026", edition, body, *files)))


@pytest.mark.parametrize(("people", "told"), [(FEWER_THAN_PUBLISHED, False), (10, True)])
def test_below_ten_nothing_published_depends_on_what_was_answered(
    make_app: MakeApp, migrated_file: Path, tmp_path: Path, people: int, told: bool
) -> None:
    seen = []
    for level, said in ((5, "Rất tốt."), (1, "Phải chờ lâu.")):
        file = copyfile(migrated_file, tmp_path / f"{level}.sqlite")
        app = make_app(database_url=f"sqlite:///{file}")
        seen.append(published(app, level, said, people))
        assert {status for status, _ in seen[-1].values()} == {200}
    assert (seen[0] != seen[1]) is told


def test_below_ten_nothing_public_depends_on_what_was_answered(app: Flask) -> None:
    _, counters = made(here.place(app).database)
    seen = []
    for level, said in ((5, "Rất tốt."), (1, "Phải chờ lâu.")):
        everybody_answers(app, counters[0], level, said, FEWER_THAN_PUBLISHED)
        paths = in_public(app, str(counters[0].poster_code))
        seen.append(opened_by(Person(app), paths))
    assert seen[0] == seen[1]
    assert len([path for path, (status, _) in seen[0].items() if status == 200]) >= 3
