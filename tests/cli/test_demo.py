"""survey demo, as a process of its own."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.console import Console, bare_environment

LAST_LINE = "Ctrl+C"


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def starts(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """A demo in a shell where an office's own settings stand."""
    office = {"SURVEY_SECRET_KEY": "the office's own secret", "SURVEY_PUBLIC_URL": "https://k.vn"}
    return subprocess.Popen(
        [sys.executable, "-m", "survey", "demo", "--port", str(port), "--data", str(folder)],
        env={**bare_environment(), **office},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def reads(process: subprocess.Popen[bytes]) -> list[str]:
    """What a demo prints until it is ready."""
    assert process.stdout is not None
    printed: list[str] = []
    while not printed or LAST_LINE not in printed[-1]:
        line = process.stdout.readline().decode()
        assert line, printed
        printed.append(line.rstrip())
    return printed


def ends(process: subprocess.Popen[bytes], how: signal.Signals) -> int:
    process.send_signal(how)
    process.communicate(timeout=20)
    return process.returncode


def test_the_demo_is_served_and_found_again(tmp_path: Path, port: int) -> None:
    first = starts(tmp_path / "demo", port)
    printed = reads(first)
    link = re.search(r"http://127\.0\.0\.1:\d+/p/\w+", "\n".join(printed))
    assert link
    with urllib.request.urlopen(link[0], timeout=20) as page:
        assert "q24" in page.read().decode()
    assert sum("mật khẩu" in line for line in printed) == 4
    assert ends(first, signal.SIGINT) == 0
    again = starts(tmp_path / "demo", port)
    assert reads(again)[1:] == printed[1:], "only the seconds differ"
    assert ends(again, signal.SIGTERM) == 0


def test_a_demo_killed_while_it_is_made_starts_afresh(tmp_path: Path, port: int) -> None:
    killed = starts(tmp_path, port)
    database = tmp_path / "survey.sqlite"
    while not database.exists() or database.stat().st_size < 100_000:
        assert killed.poll() is None
    ends(killed, signal.SIGKILL)
    assert not (tmp_path / "demo.json").exists()
    again = starts(tmp_path, port)
    reads(again)
    assert ends(again, signal.SIGTERM) == 0


def test_a_port_in_use_is_refused_before_anything_is_built(here: Console, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        folder = here.folder / "demo"
        refused = here.types("demo", "--port", port, "--data", folder, status=1)
    assert "đang có chương trình khác dùng" in refused.stderr
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_refused(here: Console, port: int) -> None:
    file = here.writes("file", "")
    for folder in (file, file / "demo"):
        refused = here.types("demo", "--port", port, "--data", folder, status=1)
        assert len(refused.stderr.splitlines()) == 1
