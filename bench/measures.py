"""What is measured, each against its goal. A measure prints both sides of what it compares."""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bench import load
from bench.scene import ROUND, Scene, running, write_responses
from survey.demo import model

PAIRS = 9  # which worker takes how many of the connections is left to chance
SECONDS = 2.0
FEW, MANY = 1_000, 1_000_000
AGENCIES = 1_000
PROVINCE = 100  # bodies of a province, communes included


@dataclass(frozen=True)
class Result:
    """One line of the table: what, how much, and whether it reaches its goal."""

    what: str
    figure: str
    goal: str
    reached: bool


def paired(ours: Callable[[], float], floor: Callable[[], float]) -> tuple[float, float, float]:
    """Return the median of ours / floor over alternating pairs, and the medians of both."""
    pairs = [(ours(), floor()) for _ in range(PAIRS)]
    return (
        statistics.median(a / b for a, b in pairs),
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
    )


def sending_and_showing() -> Iterator[Result]:
    """Sheets sent and forms shown, against a bare insert and a bare page of the same size."""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder), port=8801)
        scene.furnish(20)
        code = scene.run("desks", "list").splitlines()[1].split(",")[3]
        with scene.served():
            page = urlopen(f"http://127.0.0.1:8801/p/{code}").read()
            (scene.folder / "page").write_bytes(page)
            command = [
                sys.executable, "-m", "bench.floor", "8802",
                str(scene.folder / "floor.sqlite"), str(scene.folder / "page"),
            ]  # fmt: skip
            with running(command, scene.environment, "http://127.0.0.1:8802/page"):
                shown = load.get(8801, f"/p/{code}", "Accept-Encoding: gzip\r\n")
                bare = load.get(8802, "/page")
                ratio, mine, floor = paired(
                    lambda: load.rate(8801, load.again(shown), seconds=SECONDS, status=200),
                    lambda: load.rate(8802, load.again(bare), seconds=SECONDS, status=200),
                )
                yield Result(
                    f"showing the form: {mine:,.0f}/s, {len(page):,} bare bytes {floor:,.0f}/s",
                    f"{ratio:.2f}",
                    "≥ 0.6",
                    ratio >= 0.6,
                )
                bodies = sheets(8801, code)
                ratio, mine, floor = paired(
                    lambda: load.rate(8801, bodies, seconds=SECONDS, status=303),
                    lambda: load.rate(
                        8802,
                        load.again(load.post(8802, "/keep", b"x" * 400)),
                        seconds=SECONDS,
                        status=303,
                    ),
                )
                yield Result(
                    f"sending a sheet: {mine:,.0f}/s, a bare durable insert {floor:,.0f}/s",
                    f"{ratio:.2f}",
                    "≥ 0.4",
                    ratio >= 0.4,
                )


def sheets(port: int, code: str, how_many: int = 30_000) -> Iterator[bytes]:
    """Return posts of filled-in sheets, each of a form of its own that was fetched beforehand."""
    hidden = re.compile(rb'<input type="?hidden"? name="?(\w+)"? value="?([^">]+)"?>')
    ticks = model.ticks(model.Office("bench", "1", 1.0), 10**9, year=2026)
    prepared: list[bytes] = []
    line = HTTPConnection("127.0.0.1", port)
    for _ in range(how_many):
        line.request("GET", f"/p/{code}")
        fields = {
            name.decode(): value.decode()
            for name, value in hidden.findall(line.getresponse().read())
        }
        fields |= {id: "" if value == 6 else str(value) for id, value in next(ticks).items()}
        prepared.append(load.post(port, f"/p/{code}?gui", urlencode(fields).encode()))
    line.close()
    return iter(prepared)


def sizes() -> Iterator[Result]:
    """Import, file size, rebuild; then index and ranking at a thousand and a million responses."""
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        small, large = Scene(Path(few), port=8803), Scene(Path(many), port=8804)
        for scene, responses in ((small, FEW), (large, MANY)):
            scene.furnish(AGENCIES)
            write_responses(scene.folder / "in.csv", agencies=AGENCIES, responses=responses)
        small.run("responses", "import", str(small.folder / "in.csv"), "--round", ROUND)
        took = large.works("responses import", str(large.folder / "in.csv"), "--round", ROUND)
        yield Result(
            f"importing {MANY:,} responses of a quarter, tidied: {took:.0f} s",
            f"{MANY / took:,.0f}/s",
            "≥ 30,000/s",
            MANY / took >= 30_000,
        )
        size = sum(file.stat().st_size for file in large.folder.glob("survey.sqlite*")) / 1e6
        yield Result(
            f"the file with {MANY:,} responses of 16 criteria, {AGENCIES:,} agencies",
            f"{size:.0f} MB",
            "≤ 200 MB",
            size <= 200,
        )
        took = large.works("tally rebuild")
        yield Result(
            f"counting {MANY:,} responses again: {took:.1f} s",
            f"{MANY / took:,.0f}/s",
            "≥ 200,000/s",
            MANY / took >= 200_000,
        )
        yield from flat(small, large)


def flat(small: Scene, large: Scene) -> Iterator[Result]:
    """`survey index` and the ranking page, whose cost must not follow the number of responses."""
    ratio, mine, floor = paired(
        lambda: large.works("index", ROUND),
        lambda: small.works("index", ROUND),
    )
    yield Result(
        f"survey index, {AGENCIES:,} agencies: {mine:.2f} s at {MANY:,}, {floor:.2f} s at {FEW:,}",
        f"{ratio:.2f}",
        "≤ 1.5",
        ratio <= 1.5,
    )
    for scene in (small, large):
        scene.run("round", "close", ROUND)
    with small.served(), large.served():
        opened = {scene: signed_in(scene.port) for scene in (small, large)}
        ratio, mine, floor = paired(
            lambda: opened_in(opened[large]), lambda: opened_in(opened[small])
        )
    yield Result(
        f"ranking page: {mine * 1000:.0f} ms at {MANY:,}, {floor * 1000:.0f} ms at {FEW:,}",
        f"{ratio:.2f}",
        "≤ 1.5",
        ratio <= 1.5,
    )


def signed_in(port: int, *, name: str = "analyst", path: str = f"/tong-hop/{ROUND}") -> Request:
    """Sign in; return the request for a page of that person, by default the ranking."""
    line = HTTPConnection("127.0.0.1", port)
    cookies: dict[str, str] = {}

    def visit(method: str, fields: dict[str, str] | None = None) -> str:
        headers = {"Cookie": jar(), "Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, "/dang-nhap", urlencode(fields or {}), headers)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            cookies[name] = value
        return answer.read().decode()

    def jar() -> str:
        return "; ".join(f"{name}={value}" for name, value in cookies.items())

    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', visit("GET"))
    assert token
    visit("POST", {"csrf_token": token[1], "name": name, "password": "a long password"})
    line.close()
    return Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": jar()})


def opened_in(request: Request) -> float:
    """Return the median seconds of opening a page."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        with urlopen(request) as answer:
            assert answer.status == 200
            assert b"<table" in answer.read()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def demo() -> Iterator[Result]:
    """From the command to a form that can be scanned; then a worker's peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-m", "survey", "demo", "--port", "8805", "--data", folder
        ]  # fmt: skip
        began = time.perf_counter()
        with running(command, dict(os.environ), "http://127.0.0.1:8805/readyz"):
            took = time.perf_counter() - began
            yield Result("the demo is ready to scan", f"{took:.1f} s", "≤ 20 s", took <= 20)


def memory() -> Iterator[Result]:
    """The peak of a worker over forms, sheets, sign-ins and a poster."""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder), port=8806)
        scene.furnish(200)
        scene.run(
            "account", "add", "clerk", "--role", "desk", "--agency", "00001",
            given="a long password\n",
        )  # fmt: skip
        code = scene.run("desks", "list").splitlines()[1].split(",")[3]
        with scene.served() as number:
            request = load.get(8806, f"/p/{code}", "Accept-Encoding: gzip\r\n")
            load.rate(8806, load.again(request), seconds=3, status=200)
            load.rate(8806, sheets(8806, code, 2_000), seconds=3, status=303)
            for _ in range(8):
                urlopen(signed_in(8806)).read()
                posters = signed_in(8806, name="clerk", path="/mot-cua/bang-ma-qr.pdf")
                assert urlopen(posters).read().startswith(b"%PDF")
            peak = max(_peak(child) for child in children(number)) / 1024
    yield Result("peak of a worker", f"{peak:.0f} MB", "< 120 MB", peak < 120)


def report() -> Iterator[Result]:
    """The typeset report of a province's bodies, from the command to the file."""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder), port=8807)
        scene.furnish(PROVINCE)
        write_responses(scene.folder / "in.csv", agencies=PROVINCE, responses=PROVINCE * 200)
        scene.run("responses", "import", str(scene.folder / "in.csv"), "--round", ROUND)
        scene.run("round", "close", ROUND)
        file = scene.folder / "report.pdf"
        took = scene.seconds("report", ROUND, "--out", str(file))
        yield Result(
            f"the report of {PROVINCE} agencies, {file.stat().st_size / 1e6:.1f} MB",
            f"{took:.1f} s",
            "< 30 s",
            took < 30,
        )


def children(number: int) -> list[int]:
    """Return the processes that a process has started."""
    found = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return [int(child) for child in found]


def _peak(number: int) -> int:
    """Return the most memory that a process has held, in KiB."""
    status = Path(f"/proc/{number}/status").read_text()
    match = re.search(r"VmHWM:\s+(\d+)", status)
    assert match
    return int(match[1])
