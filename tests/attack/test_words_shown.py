"""Words that somebody chose to do harm, on every page and in every file that shows them."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from flask import Flask
from openpyxl import load_workbook

from survey import questionnaire, report
from survey.intake import openings
from survey.questionnaire import shelf
from survey.store import acts, agencies, comments, desks, rounds
from survey.web import here
from tests.attack.test_staff import addresses
from tests.citizens import Citizen
from tests.cli.console import Console
from tests.people import Clock, Person, Staff
from tests.said import does
from tests.scene import FIRST, LAST

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

# Ends whatever it may stand in: a text, an attribute, a style, a title, a box of text.
HARM = "</title></style></textarea></script>\"'><xss onload=alert(1)>100% d&lt;"
IN_TOML = "'><xss onload=alert(1)>100% d"


def is_harmless(text: str, where: str) -> None:
    assert "<xss" not in text.lower(), where
    assert "</title></style>" not in text, where


@pytest.fixture
def haunted(app: Flask) -> list[str]:
    """An office whose every name, title and question does harm; the codes on its posters."""
    file = shelf.load(shelf.DEFAULT).file.decode()
    file = re.sub(r'\b(vi|en) = "', rf'\1 = "{IN_TOML}', file)
    file = file.replace(f'id = "{shelf.DEFAULT}"', 'id = "own"', 1)
    place = here.place(app)
    with place.database.writing() as db:
        rows = [
            agencies.AgencyRow(2, "T", HARM, HARM[:60]),
            agencies.AgencyRow(3, "X1", HARM + "1", HARM[:60], "T"),
        ]
        agencies.import_rows(db, rows, today=FIRST)
        made = desks.import_rows(
            db,
            [
                desks.DeskRow(2, code, "1", HARM[:90], HARM[:60], "T", HARM[:60], "2")
                for code in ("T", "X1")
            ],
            today=FIRST,
        )
        openings.add_questionnaire(db, questionnaire.read(file.encode(), "own"), today=FIRST)
        openings.open_round(
            db, code="2026", title=HARM, questionnaire="own", first=FIRST, last=LAST,
            today=FIRST, person=HARM, minimum=1,
        )  # fmt: skip
        acts.note(db, at=place.now(), person=HARM, what=HARM, subject=HARM, detail=HARM)
    return [str(desk.poster_code) for desk in made]


def test_no_page_of_a_citizen_takes_words_for_markup(app: Flask, haunted: list[str]) -> None:
    citizen = Citizen(app)
    for language in ("vi", "en"):
        citizen.scans(haunted[0], language=language)
        shown = citizen.page and citizen.page.text
        assert shown
        assert "&lt;xss" in shown, "the harm is not on the page at all"
        is_harmless(shown, language)
        fields, path = dict(citizen.fields), citizen.action
        page = citizen.ticks(comment=HARM, q24="9", visit=HARM[:30]).sends(status=422)
        is_harmless(page.text, "handed back")
        citizen.fields.pop("visit", None)
        is_harmless(citizen.ticks(q24=1, comment=HARM).sends().text, "receipt")
        citizen.posts(path, fields | {"q24": ["5"]}, 409)
        assert citizen.page is not None
        is_harmless(citizen.page.text, "sent before")
        for address in (f"/p/{HARM}", f"/kiem-tra?ma={HARM}", f"/p?code={HARM}", f"/{HARM}"):
            answer = citizen.browser.get(address, query_string=None)
            is_harmless(answer.text, address)
    with here.place(app).database.writing() as db:
        rounds.close(db, rounds.need(db, "2026").id, here.place(app).now().date(), "an")
    page_ = citizen.opens(f"/p/{haunted[0]}")
    is_harmless(page_.text, "closed")


def test_no_page_of_staff_takes_words_for_markup(app: Flask, haunted: list[str]) -> None:
    for code in haunted:
        for level in (1, 2, 3, 4, 5) * 2:
            Citizen(app).scans(code).ticks(q24=level, comment=HARM).sends()
    place = here.place(app)
    with place.database.writing() as db:
        this = rounds.need(db, "2026")
        report.freeze(db, this, day=place.now().date(), person=HARM, everything=True)
        body = agencies.need(db, "X1", place.now().date())
    name = "<xss/onload=alert(1)>"
    staff = {
        "desk": Staff(app, "desk", agency_id=body.id, name=f"a{name}").signs_in(),
        "analyst": Staff(app, "analyst", name=f"b{name}").signs_in(),
        "admin": Staff(app, "admin", name=f"c{name}").signs_in(),
        "auditor": Staff(app, "auditor", name=f"d{name}").signs_in(),
    }
    told = 0
    for room, method, path in addresses(app):
        if method != "GET" or path.endswith((".pdf", "/csv")):
            continue
        for address in (path, f"{path}?lang=en", f"{path}?q=<xss>&nhom=<xss>&tiep=<xss>"):
            page = staff[room].browser.get(address, base_url=staff[room].base_url)
            if page.status_code == 200:
                told += "&lt;xss" in page.text
                staff[room].opens(address)
            is_harmless(page.text, address)
    assert told > 25, "the harm is hardly shown anywhere"
    admin = staff["admin"]
    for path in ("/quan-tri/co-quan/them", "/quan-tri/dot/mo", "/quan-tri/tai-khoan/them"):
        admin.opens(path)
        page = admin.sends(path, 422, name=HARM, code=HARM, title=HARM, kind=HARM, agency=HARM)
        is_harmless(page.text, path)
    stranger = Person(app)
    page = stranger.opens(f"/dang-nhap?tiep={HARM}")
    is_harmless(page.text, "sign in")
    page = stranger.sends("/dang-nhap", 422, name=HARM, password=HARM, onward=HARM, kept=HARM)
    is_harmless(page.text, "not signed in")


def test_no_comment_is_taken_for_markup(app: Flask, watch: Clock, haunted: list[str]) -> None:
    for _ in range(12):
        Citizen(app).scans(haunted[0]).ticks(q24=1, comment=HARM).sends()
    place = here.place(app)
    with place.database.writing() as db:
        this = rounds.need(db, "2026")
        report.close(db, this, day=place.now().date(), person="an")
        day = report.comments.shown_from(db, this)
        assert day is not None
        for at, one in enumerate(comments.read(db, comments.Wanted(this.id, "2099-W01"))):
            if at:
                does(db, "publish" if at < 11 else "flag", one.id)
    watch.moves(days=(day - place.now().date()).days)
    analyst, auditor = Staff(app, "analyst").signs_in(), Staff(app, "auditor").signs_in()
    for staff, path in (
        (analyst, "/tong-hop/2026/gop-y?tt=tat-ca&q=<xss&don-vi=<xss"),
        (analyst, "/tong-hop/2026/gop-y?tt=tat-ca"),
        (analyst, "/tong-hop/2026/gop-y/chu-de"),
        (analyst, "/tong-hop/2026/gop-y/duyet"),
        (auditor, "/giam-sat"),
    ):
        page = staff.opens(path)
        assert "&lt;xss" in page.text, path
        is_harmless(page.text, path)


FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "=1+1", "＝1+1")


def test_no_name_in_a_file_is_a_formula(database_url: str, console: Console) -> None:
    lines = [f'F{n},"{name}","{name}"' for n, name in enumerate(FORMULAS)]
    text = "code,name,kind,parent,from,to,successor\n" + "".join(f"{one},,,,\n" for one in lines)
    console.types("agencies", "import", console.writes("agencies.csv", text))
    text = "agency,desk,name\n" + "".join(f'F{n},1,"{name}"\n' for n, name in enumerate(FORMULAS))
    imported = console.types("desks", "import", console.writes("desks.csv", text)).stdout
    console.opens_round("D1", "--title", FORMULAS[0])
    console.types(
        "responses", "import", console.paper(*[(f"F{n}", "1", 5) for n in range(6)] * 12),
        "--round", "D1",
    )  # fmt: skip
    console.types("round", "close", "D1")
    printed = [imported, console.types("desks", "list").stdout, console.types("index", "D1").stdout]
    for more in ("desk", "kind"):
        printed.append(console.types("index", "D1", "--group-by", more).stdout)
    for form in ("csv", "xlsx", "json"):
        out = console.folder / f"out.{form}"
        console.types("export", "D1", "--format", form, "--out", out)
        if form == "csv":
            printed.append(out.read_text(encoding="utf-8"))
    for file in printed:
        rows = list(csv.reader(io.StringIO(file.removeprefix("\ufeff"))))
        assert len(rows) > 5
        assert any("1+1" in cell for row in rows for cell in row)
        for row in rows:
            for cell in row:
                number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
                assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
    sheets = load_workbook(console.folder / "out.xlsx").worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    words = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [word for word in words if word.startswith(("=", "+", "-", "@"))]
    told = json.loads((console.folder / "out.json").read_text(encoding="utf-8"))
    assert {row["agency_name"] for row in told} >= {"＝1+1"}
