"""Several comments judged at once: each in a row of its own, and what cannot be is named."""

from __future__ import annotations

import pytest
from flask import Flask

from survey import report, store
from survey.store.comments import Judged
from survey.store.rounds import Round
from survey.web import here
from tests.people import Clock, Person, Staff
from tests.report.scene import furnish, opened
from tests.said import LAST, SHOWN, all_of, begun, does, wrote

TOGETHER = "/tong-hop/2026/gop-y/duyet"


@pytest.fixture
def this(app: Flask, watch: Clock) -> Round:
    """A closed round: eight harmless comments, one that names somebody, one not masked enough."""
    watch.moves(days=(SHOWN - watch().date()).days)
    with here.place(app).database.writing() as db:
        round_ = begun(db)
        furnish(db, "A 1 Quầy")
        *_, last = wrote(db, round_, "A", [*(f"Góp ý số {n}" for n in range(8)), "Chị Mai", "x"])
        # The masker did not know such numbers when this was kept.
        store.comments.rewrite(db, last, "Gọi 0912 345 678")
        report.close(db, round_, day=LAST, person="x")
        return store.rounds.need(db, round_.code)


@pytest.fixture
def person(app: Flask) -> Staff:
    """An analyst of the whole."""
    return Staff(app, "analyst").signs_in()


def kept(app: Flask, this: Round) -> dict[str, Judged]:
    with here.place(app).database.reading() as db:
        return {one.text: one for one in all_of(db, this, "A")}


def states(app: Flask, this: Round) -> dict[str, str]:
    return {text: one.state for text, one in kept(app, this).items()}


def ids(app: Flask, this: Round, *texts: str) -> list[str]:
    """The ids of these comments; of all without."""
    return [one.id.hex() for text, one in kept(app, this).items() if not texts or text in texts]


def ticks(
    person: Person, chosen: list[str], what: str, status: int = 303, reason: str = ""
) -> None:
    person.opens(TOGETHER)
    person.sends(TOGETHER, status, chon=chosen, viec=what, **{"ly-do": reason})


def test_ticked_comments_are_published_in_one_go(app: Flask, this: Round, person: Staff) -> None:
    two = ["Góp ý số 1", "Chị Mai"]
    ticks(person, ids(app, this, *two), "publish")
    person.follows()
    person.reads("Đã công bố 2 góp ý.", "8 góp ý chờ xem").reads_nothing_of("Góp ý số 1")
    assert {text for text, state in states(app, this).items() if state == "published"} == {*two}


def test_what_the_masker_still_finds_waits_and_is_shown(
    app: Flask, this: Round, person: Staff
) -> None:
    ticks(person, ids(app, this), "publish")
    person.follows()
    person.reads("Đã công bố 9 góp ý.", "1 góp ý chưa công bố", "0912 345 678", "chờ xem")
    person.reads_nothing_of("Góp ý số")
    assert states(app, this)["Gọi 0912 345 678"] == "waiting"
    (left,) = ids(app, this, "Gọi 0912 345 678")
    person.sends(f"/tong-hop/2026/gop-y/{left}?g={left}", viec="publish")
    person.follows()
    person.reads("Đã công bố góp ý.", "Gọi [đã che]", "đã công bố").reads_nothing_of("0912")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_of_very_many_that_wait_an_address_names_some(
    app: Flask, this: Round, person: Staff
) -> None:
    with here.place(app).database.writing() as db:
        for id_ in wrote(db, this, "B", (f"Nữa {n}" for n in range(90))):
            store.comments.rewrite(db, id_, "Gọi 0912 345 678")
        more = [one.id.hex() for one in all_of(db, this, "B")]
    ticks(person, more, "publish")
    assert len(person.page.location if person.page else "x" * 9999) < 2000
    person.follows()
    person.reads("90 góp ý chưa công bố", "50 góp ý")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_nothing_is_doubted_of_is_ticked_beforehand_if_asked(
    app: Flask, this: Round, person: Staff
) -> None:
    person.opens(TOGETHER)
    person.reads("Trang này có 10 góp ý", "8 góp ý không có chỗ gạch chân")
    assert " checked>" not in person.opens(TOGETHER).text
    assert person.opens(f"{TOGETHER}?chon-san=1").text.count(" checked>") == 8
    person.sends(f"{TOGETHER}?chon-san=1&q=gop", chon=ids(app, this, "Góp ý số 1"), viec="publish")
    assert person.page is not None
    assert person.page.location == f"{TOGETHER}?q=gop&chon-san=1"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_ticked_comments_are_hidden_for_one_reason(app: Flask, this: Round, person: Staff) -> None:
    two = ids(app, this, "Góp ý số 1", "Gọi 0912 345 678")
    for reason in ("", "vì cô Mai"):
        ticks(person, two, "hide", reason=reason)
        person.follows()
        person.reads("Xin chọn lý do ẩn góp ý.", "10 góp ý chờ xem")
    ticks(person, two, "hide", reason="repeated")
    person.follows()
    person.reads("Đã ẩn 2 góp ý.", "8 góp ý chờ xem")
    found = kept(app, this).values()
    assert {one.reason for one in found if one.state == "hidden"} == {"repeated"}


def test_what_somebody_judged_meanwhile_stays_as_it_is(
    app: Flask, this: Round, person: Staff
) -> None:
    two = ids(app, this, "Góp ý số 1", "Góp ý số 2")
    person.opens(TOGETHER)
    with here.place(app).database.writing() as db:
        does(db, "flag", bytes.fromhex(two[0]))
    person.sends(TOGETHER, chon=two, viec="publish")
    person.follows()
    person.reads("Đã công bố 1 góp ý.", "1 góp ý không còn chờ xem.")
    assert states(app, this)["Góp ý số 1"] == "flagged"
    ticks(person, [], "publish")
    person.follows()
    person.reads("Chưa chọn góp ý nào.")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_strange_comment_among_them_and_nothing_is_done(
    app: Flask, this: Round, person: Staff
) -> None:
    with here.place(app).database.writing() as db:
        before = opened(db, "2025", year=2025)
        (other,) = wrote(db, before, "A", ["Góp ý của năm trước"], week="2025-W10")
        report.close(db, before, day=before.last, person="x")
    one = ids(app, this, "Góp ý số 1")
    for strange in (other.hex(), "00" * 16, "zz"):
        ticks(person, [*one, strange], "publish", 404)
    ticks(person, one, "mask", 404)
    ticks(person, one * 200, "publish", 404)
    person.sends(TOGETHER, 400, csrf_token="x", chon=one, viec="publish")
    for address in ("", f"?g={other.hex()}", "?g=zz"):
        person.opens(f"/tong-hop/2026/gop-y/rieng{address}", 404)
    assert {*states(app, this).values()} == {"waiting"}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_nobody_of_a_body_judges_and_nobody_an_open_round(app: Flask, this: Round) -> None:
    with here.place(app).database.writing() as db:
        own = store.agencies.need(db, "A", LAST)
        wrote(db, opened(db, "2027", first=SHOWN), "A", ["Góp ý"] * 12)
    body = Staff(app, "analyst", agency_id=own.id).signs_in()
    body.opens("/tong-hop/2026/gop-y")
    body.sends(TOGETHER, 404, chon=ids(app, this), viec="publish")
    body.opens(TOGETHER, 404)
    body.opens(f"/tong-hop/2026/gop-y/rieng?g={ids(app, this)[0]}", 404)
    person = Staff(app, "analyst").signs_in()
    person.opens("/tong-hop/2027/gop-y/duyet")
    person.reads("khi đợt đã kết thúc thu phiếu")
    assert {*states(app, this).values()} == {"waiting"}
