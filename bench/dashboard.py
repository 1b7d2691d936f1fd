"""Every page of a round, at a million sheets and at a thousand in the units of a province.

Both sizes have the same bodies, desks, rounds, channels and comments, and the same sheets of a
round before that figures are compared with; only the number of sheets differs. In the 3 355 units
of the contract a thousand sheets leave two units of three without any, so pages list and rank less.
A page that tells nothing there, as cross-tabs must, is a refusal to compare with and no page: it
has its time alone. `small_province` asks the same of 33 units, where a thousand sheets rank every
one of them and fill every page: there nothing but the number of sheets differs.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from bench.measures import FEW, MANY, Result, children, signed_in
from bench.rows import UNITS
from bench.said import say
from bench.scene import ROUND, Scene, write_responses
from survey import clock

FEW_UNITS = 33
ROUNDS = f"/tong-hop/{ROUND}"
BODY, OTHER = "00010", "00020"
KIND = "UBND+x%C3%A3"
OPEN_PAGES = {
    "pace": f"{ROUNDS}/tien-do",
    "ranking of an open round": ROUNDS,
    "overview of an open round": f"{ROUNDS}/tong-quan",
}
PAGES = {
    "ranking": ROUNDS,
    "ranking by a channel": f"{ROUNDS}?kenh=paper",
    "overview": f"{ROUNDS}/tong-quan",
    "a body": f"{ROUNDS}/{BODY}",
    "a body by a channel": f"{ROUNDS}/{BODY}?kenh=paper",
    "heat map": f"{ROUNDS}/ban-do-nhiet",
    "groups": f"{ROUNDS}/cum-khoi",
    "two bodies, to choose": f"{ROUNDS}/so-sanh",
    "two bodies": f"{ROUNDS}/so-sanh?a={BODY}&b={OTHER}",
    "other questions": f"{ROUNDS}/cau-hoi-khac",
    "other questions of a body": f"{ROUNDS}/{BODY}/cau-hoi-khac",
    "cross-tab of the province": f"{ROUNDS}/phan-to?theo=age",
    "cross-tab of a kind": f"{ROUNDS}/phan-to?nhom={KIND}&theo=age",
    "cross-tab of a body": f"{ROUNDS}/phan-to?don-vi={BODY}&theo=age",
    "cross-tab of a body by desk": f"{ROUNDS}/phan-to?don-vi={BODY}&theo=desk",
    "cross-tab of a body by channel": f"{ROUNDS}/phan-to?don-vi={BODY}&theo=channel",
    "cross-tab of a body by month": f"{ROUNDS}/phan-to?don-vi={BODY}&theo=month",
    "method": f"/tong-hop/cach-tinh?dot={ROUND}",
    "explanations": f"{ROUNDS}/giai-trinh",
    "comments": f"{ROUNDS}/gop-y",
    "comments by topic": f"{ROUNDS}/gop-y/chu-de",
    "comments of a body by topic": f"{ROUNDS}/gop-y/chu-de?don-vi={BODY}",
    "comments to judge": f"{ROUNDS}/gop-y/duyet",
    "scoreboard": "/tong-hop/bang-chi-so",
    "scoreboard to project": "/tong-hop/bang-chi-so?chieu=1",
    "years of a body": f"/tong-hop/bang-chi-so/qua-cac-nam/{BODY}",
    "published": f"/ket-qua/{ROUND}",
    "published body": f"/ket-qua/{ROUND}/lan-1/don-vi/{BODY}",
}
# Every body at once for other programs: as flat as a page, and longer.
FILES = {"API, every body": f"/api/v1/rounds/{ROUND}/indices?level=overall"}
TIMES = 9
MOST_MS, MOST_RATIO = 200, 1.5


@dataclass(frozen=True)
class _Opened:
    """Milliseconds that a page took: on the wall, and of the workers' processors.

    :ivar tells: whether there is any table on it.
    """

    wall: float
    cpu: float
    tells: bool


def dashboard() -> Iterator[Result]:
    """The contract's province."""
    yield from _pages(UNITS)


def small_province() -> Iterator[Result]:
    """A province of which a thousand sheets already fill every page, the weighted figures too."""
    yield from _pages(FEW_UNITS)


def _pages(units: int) -> Iterator[Result]:
    """Both provinces, open and then closed and published: each page of one and the other in turn.

    The first opening of each is printed and does not count: it fills what a worker remembers.
    """
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        scenes = Scene(Path(few), port=8808), Scene(Path(many), port=8809)
        for scene, responses in zip(scenes, (FEW, MANY), strict=True):
            _open(scene, units, responses)
        yield from _compared(scenes, units, OPEN_PAGES, ("", ""))
        tokens = [_publish(scene) for scene in scenes]
        yield from _compared(scenes, units, PAGES | FILES, tokens)


def _open(scene: Scene, units: int, responses: int) -> None:
    """Make a province whose round is open, frozen, and has comments."""
    scene.environment["SURVEY_WORKERS"] = "1"
    scene.furnish(units)
    scene.asked_before(units)
    if units == FEW_UNITS:
        scene.enter_dossiers(units)
    # A state is shown once ten sheets have followed it.
    for at, share in enumerate((0.6, 0.4)):
        sheets = scene.folder / f"{at}.csv"
        write_responses(sheets, agencies=units, responses=round(responses * share))
        scene.run("responses", "import", str(sheets), "--round", ROUND)
        scene.run("round", "freeze", ROUND)


def _publish(scene: Scene) -> str:
    """Close and publish the round, and its comments; return a token for its indices."""
    began = time.perf_counter()
    scene.run("round", "close", ROUND)
    print(f"          closed in {time.perf_counter() - began:.1f} s", flush=True)
    say(scene)
    scene.run(
        "round", "publish", ROUND, "--decision", "1/QĐ-UBND",
        "--day", clock.today().isoformat(), "--signatory", "Chủ tịch",
    )  # fmt: skip
    return scene.run("token", "add", "bench", "--scope", "indices").strip()


def _compared(
    scenes: tuple[Scene, Scene], units: int, pages: Mapping[str, str], tokens: Sequence[str]
) -> Iterator[Result]:
    with scenes[0].served() as one, scenes[1].served() as other:
        for name, path in pages.items():
            few, many = (
                (_request(scene.port, path, token), number)
                for scene, token, number in zip(scenes, tokens, (one, other), strict=True)
            )
            most = MOST_MS if name not in FILES else None
            yield _of_page(f"{name}, {units:,} units", few, many, most)


def _request(port: int, path: str, token: str) -> Request:
    if path.startswith("/api/"):
        bearer = {"Authorization": f"Bearer {token}"}
        return Request(f"http://127.0.0.1:{port}{path}", headers=bearer)
    return signed_in(port, path=path)


def _of_page(
    name: str, small: tuple[Request, int], large: tuple[Request, int], most: int | None
) -> Result:
    """Measure a page against its goals.

    :param most: milliseconds; None: its ratio alone is a goal.
    """
    _opened(*small)
    first = _opened(*large)
    pairs = [(_opened(*small), _opened(*large)) for _ in range(TIMES)]
    few, many = (
        _Opened(
            statistics.median(one.wall for one in some),
            statistics.median(one.cpu for one in some),
            all(one.tells for one in some),
        )
        for some in zip(*pairs, strict=True)
    )
    ratio = statistics.median(one.wall / other.wall for other, one in pairs)
    compares = few.tells == many.tells
    goals = [
        *([(f"< {most} ms", many.wall < most)] if most is not None else []),
        *([(f"≤ {MOST_RATIO}", ratio <= MOST_RATIO)] if compares else []),
    ]
    beside = "" if compares else "; no goal, the one has too few sheets to tell anything"
    return Result(
        f"{name}: {few.wall:.0f} ms at {FEW:,} (processor {few.cpu:.0f}); at {MANY:,} "
        f"processor {many.cpu:.0f}, first {first.wall:.0f} ({first.cpu:.0f}); ratio {ratio:.2f} "
        f"(processor {many.cpu / few.cpu:.2f}){beside}",
        f"{many.wall:.0f} ms",
        ", ".join(goal for goal, _ in goals),
        all(reached for _, reached in goals),
    )


def _opened(request: Request, number: int) -> _Opened:
    spent, began = _processor(number), time.perf_counter()
    with urlopen(request) as answer:
        assert answer.status == 200
        assert answer.geturl() == request.full_url, f"{request.full_url} leads elsewhere"
        body = answer.read()
    wall = time.perf_counter() - began
    tells = b"<table" in body or answer.headers.get_content_type() == "application/json"
    return _Opened(wall * 1000, _processor(number) - spent, tells)


def _processor(number: int) -> float:
    """Return the milliseconds of processor that a server's workers have had."""
    threads = (one for child in children(number) for one in Path(f"/proc/{child}/task").iterdir())
    return sum(int((one / "schedstat").read_text().split()[0]) for one in threads) / 1e6
