"""One-stop staff: their own desks, counts in fives, posters."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from survey.intake import openings
from survey.store import agencies, rounds, tallies
from survey.store.agencies import Agency
from survey.web import here
from survey.web.desk.views import in_fives
from tests.people import Clock, Staff
from tests.web.conftest import desks_of

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

TODAY = date(2026, 11, 23)


@pytest.fixture
def clerk(app: Flask, justice: Agency) -> Staff:
    """A member of Sở Tư pháp's one-stop staff, signed in."""
    return Staff(app, "desk", agency_id=justice.id, name="pao.vang").signs_in()


def test_the_page_shows_ones_own_desks_with_their_codes(
    app: Flask, clerk: Staff, justice: Agency, health: Agency
) -> None:
    clerk.opens("/mot-cua")
    clerk.reads("Quầy của Sở Tư pháp", "Quầy 1 · Lý lịch tư pháp", "Quầy 2 · Hộ tịch")
    clerk.reads_nothing_of("Hành nghề y")
    for desk in desks_of(app, justice, TODAY):
        assert desk.poster_code
        clerk.reads(f"{desk.poster_code[:3]}-{desk.poster_code[3:]}")


def test_counts_are_shown_in_fives_and_never_exactly(app: Flask) -> None:
    with app.test_request_context("/mot-cua"):
        shown = [in_fives(n) for n in (0, 1, 4, 5, 9, 10, 14, 1204)]
    assert shown == ["dưới 5", "dưới 5", "dưới 5", "5", "5", "10", "10", "1.200"]


def test_the_day_is_counted_by_desk(app: Flask, clerk: Staff, justice: Agency) -> None:
    this = _open(app)
    first, second = desks_of(app, justice, TODAY)
    with here.place(app).database.writing() as db:
        tallies.count_day(db, this.id, justice.id, first.id, "poster", TODAY.isoformat(), 13)
        tallies.count_day(db, this.id, justice.id, second.id, "poster", TODAY.isoformat(), 3)
    clerk.opens("/mot-cua")
    clerk.reads("Phiếu hôm nay, 23/11/2026 15", "dưới 5", "Phiếu của đợt này 15")
    clerk.reads("Đợt “Quý IV năm 2026” thu phiếu đến hết ngày 30/11/2026")
    clerk.reads_nothing_of(" 13 ", " 16 ", " 3 ")


def test_between_rounds_the_page_names_the_next(app: Flask, clerk: Staff) -> None:
    clerk.opens("/mot-cua")
    clerk.reads("Hiện không có đợt khảo sát")
    _open(app, first=date(2026, 12, 1), last=date(2026, 12, 31))
    clerk.opens("/mot-cua")
    clerk.reads("Đợt “Quý IV năm 2026” bắt đầu ngày 01/12/2026")


def test_posters_of_all_desks_and_of_one(clerk: Staff) -> None:
    for path in ("/mot-cua/bang-ma-qr.pdf?co=a4", "/mot-cua/quay/1/bang-ma-qr.pdf?co=a5"):
        answer = clerk.opens(path)
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF-")
        assert answer.headers["Content-Disposition"].startswith("inline; filename=")


@pytest.mark.parametrize(
    "path",
    ["/mot-cua/quay/9/bang-ma-qr.pdf", "/mot-cua/bang-ma-qr.pdf?co=a0", "/mot-cua/quay/x/y.pdf"],
)
def test_what_is_not_ones_own_is_not_there(clerk: Staff, path: str) -> None:
    clerk.opens(path, 404)
    clerk.reads("Không có trang này")


def test_another_agencys_desk_is_not_there(app: Flask, clerk: Staff, health: Agency) -> None:
    other = Staff(app, "desk", agency_id=health.id, name="y.te").signs_in()
    other.opens("/mot-cua/quay/2/bang-ma-qr.pdf", 404)
    other.opens("/mot-cua")
    other.reads("Hành nghề y").reads_nothing_of("Hộ tịch")


def test_an_agency_without_desks_has_a_page_too(app: Flask) -> None:
    place = here.place(app)
    with place.database.writing() as db:
        made = agencies.add(
            db, code="H35.20", name="Ban Dân tộc", kind="Sở, ban, ngành", today=TODAY
        )
    clerk = Staff(app, "desk", agency_id=made.id).signs_in()
    clerk.opens("/mot-cua")
    clerk.reads("Chưa có quầy nào")
    clerk.opens("/mot-cua/bang-ma-qr.pdf", 404)


def test_an_agency_that_has_ended_says_so(app: Flask, clerk: Staff, watch: Clock) -> None:
    with here.place(app).database.writing() as db:
        agencies.close(db, _agency_of(clerk), TODAY, today=TODAY)
    watch.moves(days=1)
    clerk.signs_in()
    clerk.opens("/mot-cua")
    clerk.reads("Đơn vị này đã kết thúc hoạt động")


def _agency_of(clerk: Staff) -> int:
    assert clerk.account.agency is not None
    return clerk.account.agency


def _open(
    app: Flask, first: date = date(2026, 11, 1), last: date = date(2026, 11, 30)
) -> rounds.Round:
    with here.place(app).database.writing() as db:
        return openings.open_round(
            db,
            code="2026-q4",
            title="Quý IV năm 2026",
            questionnaire="sipas-2023-service",
            first=first,
            last=last,
            today=TODAY,
            person="test",
        )
