"""The pages as `survey serve` serves them: processes of their own, and all that they write."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.cli.console import Console, bare_environment

_HIDDEN = re.compile(r'name="(_id|_token)" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Served:
    """A running server, and the file with everything that it says on its console."""

    port: int
    log: Path

    def line(self) -> http.client.HTTPConnection:
        """A connection to it."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def says(self, raw: bytes) -> bytes:
        """Send these very bytes; return all that comes back until the server hangs up."""
        answer = b""
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=20) as line,
            suppress(OSError),  # it may hang up before it has heard everything
        ):
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
            while part := line.recv(65_536):
                answer += part
        return answer


@contextmanager
def served(console: Console) -> Iterator[Served]:
    """Run `survey serve` with the console's settings until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = console.folder / "console.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "survey", "serve", "--bind", f"127.0.0.1:{port}"],
            env={**bare_environment(), **console.environment, "SURVEY_WORKERS": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(port, process, log)
            yield Served(port, log)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def form_on(page: str) -> dict[str, str]:
    """Id and token of a form."""
    return dict(_HIDDEN.findall(page))


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise AssertionError("the server does not listen")
