"""What is sent to a form that no form of ours sends: refused in words, and nothing harmed."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from itertools import chain
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from tests.attack.ground import FORM, Ground, is_clear
from tests.citizens import Citizen

ON_ONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
UNREADABLE = "Máy chủ không đọc được phiếu này."
CRITERIA = [f"q{number}" for number in range(24, 40)]


def sent(citizen: Citizen, body: bytes, kind: str = FORM, **headers: str) -> TestResponse:
    """Send these very bytes to the open form."""
    return citizen.browser.post(
        citizen.action,
        data=body,
        content_type=kind,
        headers={name.replace("_", "-"): text for name, text in headers.items()},
        base_url=citizen.base_url,
    )


def good(citizen: Citizen) -> bytes:
    """A body that would be kept."""
    return urlencode(citizen.fields | {"q24": ["5"]}, doseq=True).encode()


def bodies(body: bytes) -> Iterable[tuple[bytes, str, set[int]]]:
    """(body, its type, statuses that it may get)."""
    multipart = "multipart/form-data; boundary=x"
    part = b'--x\r\nContent-Disposition: form-data; name="q24"\r\n\r\n5\r\n--x--\r\n'
    unreadable = {400}
    for kind in ("application/json", "text/plain", "text/xml", "", "x", "application/octet-stream"):
        yield body, kind, {415}
    yield part, multipart, {415}
    yield part * 500, multipart, {415}
    yield b'{"q24": 5}', "application/json; charset=utf-8", {415}
    yield gzip.compress(body), FORM, unreadable
    yield body.decode().encode("utf-16"), f"{FORM}; charset=utf-16", unreadable
    yield body.decode().encode("utf-32-le"), FORM, unreadable
    yield body + b"&comment=" + b"a" * 65_536, FORM, {413}
    yield b"a" * 1_000_000, FORM, {413}
    yield b"&".join(b"q%d=1" % number for number in range(100_000)), FORM, {413}
    yield b"&".join(b"a=" for _ in range(20_000)), FORM, unreadable
    yield b"&" * 60_000, FORM, unreadable
    for more in (
        "q24=4", "q99=1", "q24[]=5", "q24[0]=5", "q25.x=1", "q25%5B%5D=1", "Q25=5", " q25=5",
        "q25%00=5", "q25=%00", "q25=5%00", "comment=%FF", "comment=%ED%A0%80", "comment=%C0%80",
        "comment=%F4%90%80%80", "comment=%00", "comment=a%08b", "comment=%7F", "%FF=1", "=1",
        "_id=x", "_token=x", "csrf_token=x", "comment=a&comment=b", "visit=1&visit=2", "round=2",
        "receipt=1", "test=1", "standing=counted", "day=2026-01-01", "__proto__=1", "q25=1;q26=2=",
    ):  # fmt: skip
        if more != "q25=1;q26=2=":
            yield body + b"&" + more.encode(), FORM, unreadable


def test_what_is_no_sheet_of_ours_is_refused_in_words(ground: Ground) -> None:
    citizen = ground.citizen()
    body = good(citizen)
    with ground.unharmed():
        for wrong, kind, statuses in bodies(body):
            answer = sent(citizen, wrong, kind)
            assert answer.status_code in statuses, (wrong[-60:], kind, answer.status)
            assert UNREADABLE in answer.text
            assert "Set-Cookie" not in answer.headers
        is_clear(answer)
    assert sent(citizen, body).status_code == 303


class Endless(io.RawIOBase):
    """A body that never ends, and how much of it was read."""

    given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: bytearray) -> int:  # type: ignore[override]
        into[:] = b"a" * len(into)
        self.given += len(into)
        return len(into)


@ON_ONE
def test_a_body_of_unsaid_length_is_read_no_further_than_the_largest(ground: Ground) -> None:
    citizen = ground.citizen()
    body = good(citizen)

    def chunked(stream: io.RawIOBase | io.BytesIO) -> TestResponse:
        builder = EnvironBuilder(citizen.action, method="POST", content_type=FORM)
        environ = builder.get_environ()
        environ |= {"wsgi.input": stream, "wsgi.input_terminated": True}
        environ["HTTP_TRANSFER_ENCODING"] = "chunked"
        del environ["CONTENT_LENGTH"]
        return TestResponse(
            *run_wsgi_app(ground.app, environ, buffered=True), request=builder.get_request()
        )

    endless = Endless()
    with ground.unharmed():
        is_clear(chunked(endless), 413)
        assert endless.given < 1_000_000
        # Cut short on the way: as long as it says, it is not.
        cut = citizen.browser.post(
            citizen.action,
            input_stream=io.BytesIO(body[:40]),
            content_length=1_000,
            content_type=FORM,
            base_url=citizen.base_url,
        )
        is_clear(cut, 400)
        nothing = citizen.browser.post(citizen.action, content_type=FORM, base_url=citizen.base_url)
        is_clear(nothing, 422)
    assert chunked(io.BytesIO(body)).status_code == 303


LEVELS = ("0", "6", "7", "-1", "１", "4 ", " 4", "+4", "4.0", "04", "0x4", "²", "四", "on", "5,4",
          "1e0", "٤", "٤"*50, "5" * 3000, "<i>5</i>", "null", "true", "\u202e5")  # fmt: skip


def test_a_level_that_is_none_comes_back_with_the_others_kept(ground: Ground) -> None:
    citizen = ground.citizen()
    fields = citizen.ticks(q24=5, q31="", visit=1, comment="Tốt").fields
    with ground.unharmed():
        for level in LEVELS:
            page = citizen.posts(citizen.action, fields | {"q27": [level]}, 422)
            citizen.reads("Câu 4 máy chưa nhận được, các câu khác vẫn còn.")
            assert "<i>5</i>" not in page.text
            assert citizen.ticked() == {"q24": ["5"], "visit": ["1"], "comment": ["Tốt"]}
            assert citizen.fields["q31"] == [""]
            assert citizen.fields["_id"] == fields["_id"]
        for name in ("visit", "gender", "age", "helped"):
            citizen.posts(citizen.action, fields | {name: ["99"]}, 422)
            citizen.reads("Câu này máy chưa nhận được, các câu khác vẫn còn.")
    citizen.posts(citizen.action, fields | {"q27": ["4"]})


@ON_ONE
def test_nothing_but_blanks_and_words_is_no_sheet(ground: Ground) -> None:
    citizen = ground.citizen()
    blanks = {name: list[str]([""]) for name in CRITERIA}
    with ground.unharmed():
        for fields in ({}, blanks, blanks | {"comment": ["Tốt"], "visit": ["1"], "gender": ["1"]}):
            citizen.posts(citizen.action, citizen.fields | fields, 422)
            citizen.reads("Ông/Bà chưa chọn câu nào.")


names = st.sampled_from([*CRITERIA, "visit", "gender", "comment", "_id", "_token", "q99", ""])
values = st.one_of(st.sampled_from(["1", "5", "", "6"]), st.text(max_size=20)).map(
    lambda text: quote(text.encode("utf-8", "surrogatepass"))
)
pairs = st.lists(st.tuples(names, values), max_size=12).map(
    lambda some: "&".join("=".join(one) for one in some).encode()
)


@given(body=st.one_of(pairs, st.binary(max_size=200)), genuine=st.booleans())
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@ON_ONE
def test_no_body_breaks_the_form(ground: Ground, body: bytes, genuine: bool) -> None:
    citizen = Citizen(ground.app).scans(ground.poster)
    before = ground.kept()
    proof = urlencode({name: citizen.fields[name][0] for name in ("_id", "_token")}).encode()
    answer = sent(citizen, proof + b"&" + body if genuine else body)
    assert answer.status_code in {303, 400, 422}
    assert ground.kept() == before + (answer.status_code == 303)


@ON_ONE
def test_a_sheet_may_hold_all_that_a_form_can(ground: Ground) -> None:
    citizen = ground.citizen()
    full = dict.fromkeys(chain(CRITERIA, ("visit", "for_whom", "helped", "prompted")), "3")
    long = "Ế" * 1000
    citizen.ticks(**full, comment=long)
    assert len(urlencode(citizen.fields, doseq=True)) < 64 * 1024
    citizen.sends(status=422)  # `for_whom`, `prompted` know two answers only
    citizen.ticks(for_whom="1", helped="1", prompted="1").sends()
