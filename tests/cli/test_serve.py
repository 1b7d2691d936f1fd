"""survey serve, as a process of its own, on a loopback address over plain http."""

from __future__ import annotations

import gc
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from survey import serving
from survey.settings import Settings
from tests.cli.console import Console, bare_environment, rows_of

PATIENCE = 20.0  # seconds
WORKERS = 2  # as is usual


class Server:
    """A server that was started, and the address it listens on."""

    def __init__(self, console: Console, port: int) -> None:
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "survey", "serve", "--bind", f"127.0.0.1:{port}"],
            env={**bare_environment(), **console.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        assert str(port) in self.process.stdout.readline().decode(), self.ends(signal.SIGTERM)

    def fetches(self, path: str) -> tuple[int, str]:
        """GET a page: status and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def crew(self, gone: set[int]) -> set[int]:
        """Wait for both processes that answer, none of them one of the `gone`; return them."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            now = {int(pid) for pid in listed.read_text().split()}
            if len(now) == WORKERS and not now & gone:
                return now
            time.sleep(0.1)
        raise AssertionError(f"{now} after {gone}")

    def ends(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Tell the server to stop: its exit status and what it wrote about errors."""
        self.process.send_signal(how)
        _out, error = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, error.decode()


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def asked(province: Console, port: int) -> Console:
    """A small province with an open round, and no more settings than must be."""
    province.environment["SURVEY_PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    province.opens_round("D1")
    return province


@pytest.fixture
def server(asked: Console, port: int) -> Iterator[Server]:
    started = Server(asked, port)
    yield started
    if started.process.poll() is None:
        started.process.kill()
        started.process.communicate()


def test_the_server_keeps_no_log_of_citizens_and_opens_no_other_door() -> None:
    chosen = serving.options(Settings(), bind="127.0.0.1:8000", workers=2)
    assert chosen["accesslog"] is None, "it would hold the addresses and moments of citizens"
    assert chosen["control_socket_disable"]


def test_a_worker_looks_for_garbage_rarely_and_leaves_what_was_loaded_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[object] = []
    monkeypatch.setattr(gc, "freeze", lambda: done.append("freeze"))
    monkeypatch.setattr(gc, "set_threshold", lambda *limits: done.append(limits[0]))
    chosen = serving.options(Settings(), bind="127.0.0.1:8000", workers=2)
    chosen["post_fork"](None, None)  # type: ignore[operator]
    assert done == ["freeze", serving.COLLECT_AFTER]


def kept(console: Console) -> int:
    rows = rows_of(console.types("index", "D1", "--level", "overall"))
    return sum(int(row["responses"]) for row in rows)


def filled(page: str) -> tuple[str, str]:
    """The address that a form is sent to, and its fields with one level chosen."""
    form = re.search(r'<form[^>]*action="([^"]+)"', page)
    assert form, page
    fields = {"q24": "5"}
    for tag in re.findall(r"<input[^>]*type=\"?hidden[^>]*>", page):
        name, value = (re.search(rf'{each}="([^"]*)"', tag) for each in ("name", "value"))
        assert name, tag
        fields[name[1]] = unescape(value[1]) if value else ""
    return unescape(form[1]), urlencode(fields)


def test_the_server_answers_and_ends_when_it_is_told(asked: Console, server: Server) -> None:
    assert server.fetches("/healthz") == (200, "ok\n")
    assert server.fetches("/readyz")[0] == 200
    desk = rows_of(asked.types("desks", "list"))[0]
    status, page = server.fetches(f"/p/{desk['code']}")
    assert status == 200
    assert 'name="q24"' in page or "name=q24" in page
    status, error = server.ends()
    assert status == 0
    assert error == ""


def test_a_sheet_that_is_being_sent_is_kept_though_the_server_is_stopped(
    asked: Console, server: Server
) -> None:
    desk = rows_of(asked.types("desks", "list"))[0]
    path, fields = filled(server.fetches(f"/p/{desk['code']}")[1])
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as line:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(fields)}\r\nConnection: close\r\n\r\n"
        )
        line.sendall(head.encode() + fields[:10].encode())
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        line.sendall(fields[10:].encode())
        answer = line.makefile("rb").readline()
    assert answer.startswith(b"HTTP/1.1 303"), answer
    server.process.communicate(timeout=PATIENCE)
    assert server.process.returncode == 0
    assert kept(asked) == 1
    asked.types("tally", "check")


def test_workers_that_die_are_replaced(server: Server) -> None:
    before = server.crew(set())
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    server.crew(before)
    assert server.fetches("/readyz")[0] == 200
    assert server.ends()[0] == 0


def test_a_port_in_use_is_refused_in_one_sentence(asked: Console, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        refused = asked.types("serve", "--bind", f"127.0.0.1:{port}", status=1)
    assert "đang có chương trình khác dùng" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_an_address_of_another_machine_is_refused(asked: Console) -> None:
    refused = asked.types("serve", "--bind", "192.0.2.1:8000", status=1)
    assert "192.0.2.1:8000" in refused.stderr


def test_without_a_secret_or_tables_nothing_is_served(asked: Console, tmp_path: Path) -> None:
    secret = asked.environment.pop("SURVEY_SECRET_KEY")
    assert "SURVEY_SECRET_KEY" in asked.types("serve", status=1).stderr
    asked.environment |= {
        "SURVEY_SECRET_KEY": secret,
        "SURVEY_DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite",
    }
    assert "survey upgrade" in asked.types("serve", status=1).stderr
