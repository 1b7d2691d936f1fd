"""Every page of a round, at a million sheets and at a thousand in the units of a province."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from bench.measures import FEW, MANY, Result, children, signed_in
from bench.rows import UNITS
from bench.scene import ROUND, Scene, write_responses
from survey import clock

ROUNDS = f"/tong-hop/{ROUND}"
BODY = "00100"
PAGES = {
    "ranking": ROUNDS,
    "overview": f"{ROUNDS}/tong-quan",
    "a body": f"{ROUNDS}/{BODY}",
    "heat map": f"{ROUNDS}/ban-do-nhiet",
    "groups": f"{ROUNDS}/cum-khoi",
    "two bodies": f"{ROUNDS}/so-sanh?a={BODY}&b=00200",
    "other questions": f"{ROUNDS}/cau-hoi-khac",
    "other questions of a body": f"{ROUNDS}/{BODY}/cau-hoi-khac",
    "cross-tab of a body": f"{ROUNDS}/phan-to?don-vi={BODY}&theo=age",
    "scoreboard": "/tong-hop/bang-chi-so",
    "published": f"/ket-qua/{ROUND}",
    "published body": f"/ket-qua/{ROUND}/lan-1/don-vi/{BODY}",
    "API": f"/api/v1/rounds/{ROUND}/indices?level=overall",
}
TIMES = 5
MOST_MS, MOST_RATIO = 200, 1.5
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class _Opened:
    """Milliseconds that a page took: on the wall, and of the workers' processors."""

    wall: float
    cpu: float


def dashboard() -> Iterator[Result]:
    """Both provinces closed and published; then each page of one and the other in turn.

    The first opening of each is printed and does not count: it fills what a worker remembers.
    """
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        small, large = Scene(Path(few), port=8808), Scene(Path(many), port=8809)
        tokens = [_made(small, FEW), _made(large, MANY)]
        with small.served() as one, large.served() as other:
            for name, path in PAGES.items():
                asked = [
                    (_request(scene.port, path, token), number)
                    for scene, token, number in zip(
                        (small, large), tokens, (one, other), strict=True
                    )
                ]
                yield _compared(name, *asked)


def _made(scene: Scene, responses: int) -> str:
    """Make a province whose round is published; return a token for its indices."""
    scene.environment["SURVEY_WORKERS"] = "1"
    scene.furnish(UNITS)
    sheets = scene.folder / "in.csv"
    write_responses(sheets, agencies=UNITS, responses=responses)
    scene.run("responses", "import", str(sheets), "--round", ROUND)
    scene.run("round", "close", ROUND)
    scene.run(
        "round", "publish", ROUND, "--decision", "1/QĐ-UBND",
        "--day", clock.today().isoformat(), "--signatory", "Chủ tịch",
    )  # fmt: skip
    return scene.run("token", "add", "bench", "--scope", "indices").strip()


def _request(port: int, path: str, token: str) -> Request:
    if path.startswith("/api/"):
        bearer = {"Authorization": f"Bearer {token}"}
        return Request(f"http://127.0.0.1:{port}{path}", headers=bearer)
    return signed_in(port, path=path)


def _compared(name: str, small: tuple[Request, int], large: tuple[Request, int]) -> Result:
    _opened(*small)
    first = _opened(*large)
    pairs = [(_opened(*small), _opened(*large)) for _ in range(TIMES)]
    few, many = (
        _Opened(
            statistics.median(one.wall for one in some),
            statistics.mean(one.cpu for one in some),
        )
        for some in zip(*pairs, strict=True)
    )
    ratio = statistics.median(one.wall / other.wall for other, one in pairs)
    return Result(
        f"{name}: {few.wall:.0f} ms at {FEW:,} (processor {few.cpu:.0f}); at {MANY:,} "
        f"processor {many.cpu:.0f}, first {first.wall:.0f} ({first.cpu:.0f}); ratio {ratio:.2f}",
        f"{many.wall:.0f} ms",
        f"< {MOST_MS} ms, ≤ {MOST_RATIO}",
        many.wall < MOST_MS and ratio <= MOST_RATIO,
    )


def _opened(request: Request, number: int) -> _Opened:
    spent, began = _processor(number), time.perf_counter()
    with urlopen(request) as answer:
        assert answer.status == 200
        answer.read()
    wall = time.perf_counter() - began
    return _Opened(wall * 1000, _processor(number) - spent)


def _processor(number: int) -> float:
    """Return the milliseconds of processor that a server's workers have had."""
    total = 0
    for child in children(number):
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total * 1000 / TICKS
