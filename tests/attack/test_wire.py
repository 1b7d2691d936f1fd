"""Bytes on the line that no browser sends, to the server as it is shipped."""

from __future__ import annotations

from contextlib import closing
from urllib.parse import urlencode

import pytest

from tests.attack.served import form_on, served
from tests.cli.console import Console, rows_of

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_no_bytes_on_the_line_harm_the_server(console: Console) -> None:
    console.founds()
    console.opens_round()
    poster = rows_of(console.types("desks", "list"))[0]["code"]
    with served(console) as server, closing(server.line()) as line:
        line.request("GET", f"/p/{poster}", headers={"Accept-Encoding": "identity"})
        fields = form_on(line.getresponse().read().decode()) | {"q24": "4"}
        body = urlencode(fields).encode()
        post = f"POST /p/{poster}?gui HTTP/1.1\r\nHost: x\r\nConnection: close\r\n".encode()
        form = b"Content-Type: application/x-www-form-urlencoded\r\n"
        big = b"&comment=" + b"a" * 1_000_000
        refused = [
            post + form + b"Content-Length: 1000000\r\n\r\n" + body,
            post + form + b"Content-Length: -1\r\n\r\n" + body,
            post + form + b"Content-Length: x\r\n\r\n" + body,
            post + form + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + body,
            post + form + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + body,
            post + form + b"Transfer-Encoding: chunked, gzip\r\n\r\n" + body,
            post + form + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + body,
            post + form + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(body + big),
            post + form + b"Content-Length: %d\r\n\r\n" % len(body + big) + body + big,
            post + form + b"\r\n" + body,
            post + b"Content-Encoding: gzip\r\n" + form + b"Content-Length: 3\r\n\r\n\x1f\x8b\x08",
            post + b"X: a\x00b\r\n" + form + b"Content-Length: %d\r\n\r\n" % len(body) + body,
            b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 5000 + b"\r\n",
            b"GET /p/%s?%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            % (poster.encode(), b"a" * 9000),
            b"GET /%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % (b"%00" * 200),
            b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            b"GET http://example.org/p/000000 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20,
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"nonsense\r\n\r\n",
            b"POST /dang-nhap HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + form
            + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"",
        ]
        for raw in refused:
            answer = server.says(raw)
            status = answer.split(b" ", 2)[1:2]
            assert not answer or status[0][:1] == b"4", (raw[:160], answer[:80])
            assert b"Traceback" not in answer
            assert b"set-cookie" not in answer.lower()
        console.types("tally", "check")
        assert rows_of(console.types("index", "D1", "--level", "overall"))[0]["responses"] == "0"
        line.request(
            "POST", f"/p/{poster}?gui", body, {"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert line.getresponse().status == 303
        answer = server.says(post + form + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(body))
        assert answer.startswith(b"HTTP/1.1 303"), "the same sheet in pieces is the same sheet"
        said = server.log.read_text(encoding="utf-8")
    assert "Traceback" not in said
    assert "127.0.0.1" not in said.replace(f"127.0.0.1:{server.port}", "")


def _chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 4096] for at in range(0, len(body), 4096)]
    return b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"
