"""Recorded questions: which clips a form offers, and how they are sent."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.clips import LARGEST
from survey.web import here
from tests.citizens import Citizen
from tests.recorded import record, settle, silence
from tests.scene import made
from tests.web.asked import asked
from tests.web.conftest import MakeApp

# Nothing here asks a database for more than the form.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

Offered = list[tuple[str, str, list[str]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with clips in Vietnamese."""
    record(tmp_path / "nghe", "vi", "q24", "1", "6", "visit-1")
    return tmp_path / "nghe"


@pytest.fixture
def app(make_app: MakeApp, folder: Path) -> Flask:
    """The application of an office that has these clips."""
    return make_app(clips=str(folder))


@pytest.fixture
def poster(app: Flask) -> str:
    """The code of a desk where a round is open."""
    return str(made(here.place(app).database)[1][0].poster_code)


@pytest.fixture
def player(app: Flask) -> FlaskClient:
    """What plays a clip."""
    return app.test_client(use_cookies=False)


def offered(app: Flask, poster: str, language: str = "vi") -> Offered:
    """What the script of a form finds: path, language and clips, a language after the other."""
    page = Citizen(app).scans(poster, language=language).page
    assert page is not None
    found = re.findall(r'<option value="([^"]*)" data-clips="([^"]*)">([^<]*)<', page.text)
    assert all(not clips or clips == f" {clips.strip()} " for _, clips, _ in found)
    return [(path, unescape(name), clips.split()) for path, clips, name in found]


def address(app: Flask, poster: str, clip: str) -> str:
    """Where the form says that a clip in Vietnamese is."""
    ((path, _, clips),) = offered(app, poster)
    assert clip in clips
    return path + clip


@pytest.mark.parametrize("named", ["", "none", "empty", "other"])
def test_an_office_without_clips_offers_none(make_app: MakeApp, tmp_path: Path, named: str) -> None:
    (tmp_path / "empty").mkdir()
    record(tmp_path / "other", "vi", "q99")
    app = make_app(clips=named and str(tmp_path / named))
    poster = str(made(here.place(app).database)[1][0].poster_code)
    page = Citizen(app).scans(poster).page
    assert page is not None
    assert "nghe-bang" not in page.text.replace("#nghe-bang", "")
    assert app.test_client().get("/nghe/-/vi/q24").status_code == 404


def test_a_form_says_which_of_its_clips_there_are(app: Flask, poster: str) -> None:
    ((path, name, clips),) = offered(app, poster)
    assert re.fullmatch(r"/nghe/[0-9a-f]{8}/vi/", path)
    assert name == "Tiếng Việt"
    assert clips == ["1", "6", "visit-1", "q24"]


def test_a_form_names_no_clip_that_it_does_not_ask(app: Flask, poster: str, folder: Path) -> None:
    record(folder, "vi", "q99", "gender", "q24-7")
    ((_, _, clips),) = offered(app, poster)
    assert clips == ["1", "6", "visit-1", "q24"]


def test_the_question_before_a_form_says_which_of_its_own_there_are(
    app: Flask, folder: Path
) -> None:
    record(folder, "vi", "quick")
    poster = asked(app)
    ((_, _, clips),) = offered(app, poster)
    assert clips == ["1", "quick"]
    ((_, _, clips),) = offered(app, f"{poster}?day-du&")
    assert "quick" not in clips


def test_the_language_of_the_page_comes_first_with_or_without_clips(
    app: Flask, poster: str, folder: Path
) -> None:
    record(folder, "hmn", "q24", name="Mông <b>")
    record(folder, "twh", "q99", name="Thái")
    found = offered(app, poster)
    assert [name for _, name, _ in found] == ["Tiếng Việt", "Mông <b>"]
    found = offered(app, poster, "en")
    assert [name for _, name, _ in found] == ["English", "Tiếng Việt", "Mông <b>"]
    assert found[0] == ("", "English", [])


def test_the_choice_of_a_language_is_never_sent(app: Flask, poster: str, folder: Path) -> None:
    record(folder, "hmn", "q24", name="Mông")
    citizen = Citizen(app).scans(poster)
    assert citizen.page is not None
    (control,) = re.findall(r"<select[^>]*nghe-bang[^>]*>", citizen.page.text)
    assert "name=" not in control
    assert 'autocomplete="off"' in control
    assert "<p hidden><label" in citizen.page.text, "without a script there is nothing to choose"
    citizen.ticks(q24=4).sends()
    citizen.reads("Đã nhận phiếu. Cảm ơn Ông/Bà!")


def test_a_form_that_comes_back_can_still_be_heard(app: Flask, poster: str) -> None:
    page = Citizen(app).scans(poster).sends(status=422)
    assert 'data-clips=" 1 6 visit-1 q24 "' in page.text


def test_what_is_copied_there_shows_at_the_next_request(
    app: Flask, poster: str, folder: Path, player: FlaskClient
) -> None:
    before = address(app, poster, "q24")
    record(folder, "vi", "q25")
    after = address(app, poster, "q25")
    assert after.split("/")[2] != before.split("/")[2]
    assert player.get(after).status_code == 200
    (folder / "vi" / "q24.mp3").unlink()
    assert player.get(before).status_code == 404
    assert "q24" not in offered(app, poster)[0][2]


def test_a_clip_is_sent_as_what_it_is(
    app: Flask, poster: str, player: FlaskClient, folder: Path
) -> None:
    answer = player.get(address(app, poster, "q24"))
    assert answer.status_code == 200
    assert answer.data == silence()
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "Set-Cookie" not in answer.headers
    for suffix, kind in (("m4a", "mp4"), ("ogg", "ogg"), ("opus", "ogg"), ("webm", "webm")):
        (folder / "vi" / f"q25.{suffix}").write_bytes(b"x")
        assert player.get("/nghe/-/vi/q25").mimetype == f"audio/{kind}"
        (folder / "vi" / f"q25.{suffix}").unlink()


def test_a_clip_is_kept_under_its_version_and_asked_for_again_under_another(
    app: Flask, poster: str, player: FlaskClient, folder: Path
) -> None:
    where = address(app, poster, "q24")
    kept = player.get(where)
    assert kept.headers["Cache-Control"] == "public, max-age=86400"
    again = player.get(where, headers={"If-None-Match": kept.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    record(folder, "vi", "q24", seconds=0.3)
    new = player.get(where, headers={"If-None-Match": kept.headers["ETag"]})
    assert (new.status_code, new.data) == (200, silence(0.3))
    assert new.headers["Cache-Control"] == "public, no-cache"
    assert address(app, poster, "q24") != where


def test_a_clip_written_over_in_its_place_gets_a_new_address_once_somebody_listens(
    app: Flask, poster: str, player: FlaskClient, folder: Path
) -> None:
    settle(folder)
    where = address(app, poster, "q24")
    (folder / "vi" / "q24.mp3").write_bytes(silence(0.3))
    assert player.get(where).data == silence(0.3)
    assert address(app, poster, "q24") != where


@pytest.mark.parametrize(
    ("asked", "came", "said"),
    [
        ("bytes=0-", slice(0, 108), "bytes 0-107/108"),
        ("bytes=10-19", slice(10, 20), "bytes 10-19/108"),
        ("bytes=-16", slice(92, 108), "bytes 92-107/108"),
        ("bytes=92-9999", slice(92, 108), "bytes 92-107/108"),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for(
    player: FlaskClient, asked: str, came: slice, said: str
) -> None:
    answer = player.get("/nghe/-/vi/q24", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.data == silence()[came]
    assert answer.headers["Content-Range"] == said


def test_a_part_that_there_is_not_is_refused_and_a_part_of_an_older_clip_is_the_whole(
    player: FlaskClient,
) -> None:
    assert player.get("/nghe/-/vi/q24", headers={"Range": "bytes=108-"}).status_code == 416
    answer = player.get("/nghe/-/vi/q24", headers={"Range": "bytes=9-", "If-Range": '"old"'})
    assert (answer.status_code, answer.data) == (200, silence())


def test_what_is_too_large_is_neither_offered_nor_sent(
    app: Flask, poster: str, player: FlaskClient, folder: Path
) -> None:
    where = address(app, poster, "q24")
    (folder / "vi" / "q24.mp3").write_bytes(bytes(LARGEST + 1))
    assert player.get(where).status_code == 404
    assert "q24" not in offered(app, poster)[0][2]


STRANGE = (
    "/nghe/-/vi/q24.mp3",
    "/nghe/-/vi/ten.txt",
    "/nghe/-/vi/",
    "/nghe/-/vi",
    "/nghe/",
    "/nghe/-/VI/q24",
    "/nghe/-/en/q24",
    "/nghe/-/vi/Q24",
    "/nghe/-/vi/q24/",
    "/nghe/-/vi/..%2Fvi%2Fq24",
    "/nghe/-/../vi/q24",
    "/nghe/-/vi/../../vi/q24",
    "/nghe/-/%2e%2e/nghe/q24",
    "/nghe/-/vi/%00",
    "/nghe/-/vi/q24%00",
    "/nghe/-/vi/" + quote("../" * 8 + "etc/passwd", safe=""),
    "/nghe/-/" + quote("/etc", safe="") + "/passwd",
)


@pytest.mark.parametrize("path", STRANGE)
def test_no_other_name_leads_to_a_file(app: Flask, path: str) -> None:
    citizen = Citizen(app)
    citizen.opens(path, status=404)
    citizen.reads("Không có trang này")


def test_a_link_out_of_the_folder_leads_nowhere(
    player: FlaskClient, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("secret")
    (folder / "vi" / "q25.mp3").symlink_to(tmp_path / "secret")
    assert player.get("/nghe/-/vi/q25").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_clip_can_only_be_fetched(player: FlaskClient, method: str) -> None:
    assert player.open("/nghe/-/vi/q24", method=method).status_code == 405


def test_the_head_of_a_clip_says_how_long_it_is(player: FlaskClient) -> None:
    answer = player.head("/nghe/-/vi/q24")
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == "108"
