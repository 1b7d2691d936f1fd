"""Cross-tabs and files of single sheets, at a million sheets in a province's units and at ten."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import polars

from bench.measures import MANY, Result, signed_in
from bench.scene import ROUND, Scene, write_responses

UNITS = 3_355
OF_FLOOR = 0.43  # 200,000 rows a second where the floor is 470,000
MANY_TIMES = 10


def rows() -> Iterator[Result]:
    """Everything that reads the sheets of a closed round."""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder), port=8807)
        scene.furnish(UNITS)
        write_responses(scene.folder / "in.csv", agencies=UNITS, responses=MANY)
        scene.run("responses", "import", str(scene.folder / "in.csv"), "--round", ROUND)
        took = scene.works("round close", ROUND)
        yield Result(
            f"closing, {MANY:,} sheets counted for cross-tabs in {UNITS:,} units, tidied",
            f"{took:.1f} s",
            "≤ 120 s",
            took <= 120,
        )
        yield from _crosstabs(scene)
        yield from _released(scene)
        yield from _archived(scene)


def _crosstabs(scene: Scene) -> Iterator[Result]:
    """A unit's page in a worker that has not seen the kind yet, and once more."""
    with scene.served():
        times = []
        for by in ("age", "age", "gender"):
            path = f"/tong-hop/{ROUND}/phan-to?don-vi=00100&theo={by}"
            times.append(_opened(signed_in(scene.port, path=path)))
    yield Result(
        f"cross-tab of a unit among {UNITS:,}: {', '.join(f'{one:.2f} s' for one in times)}",
        f"{max(times):.2f} s",
        "< 1 s",
        max(times) < 1,
    )


def _opened(request: Request) -> float:
    began = time.perf_counter()
    with urlopen(request) as answer:
        assert b"<table" in answer.read()
    return time.perf_counter() - began


def _released(scene: Scene) -> Iterator[Result]:
    """The file of single sheets: made and written, written again, as a workbook; and its floor."""
    scene.environment["SURVEY_OPEN_DATA"] = "1"
    out = scene.folder / "rows.csv"
    words = (ROUND, "--what", "responses", "--format")
    first, again = (scene.works("export", *words, "csv", "--out", str(out)) for _ in range(2))
    floor = _floor(out)
    yield Result(
        f"CSV of {MANY:,} sheets: {MANY / again:,.0f}/s, {MANY / first:,.0f}/s the first time, "
        f"when it is made; Python's csv alone {floor:,.0f}/s",
        f"{MANY / again / floor:.2f}",
        f"≥ {OF_FLOOR}",
        MANY / again / floor >= OF_FLOOR,
    )
    peak = _peak_of(scene, "export", *words, "xlsx", "--out", str(scene.folder / "rows.xlsx"))
    yield Result(f"XLSX of {MANY:,} sheets, peak", f"{peak:.0f} MB", "< 150 MB", peak < 150)


def _floor(made: Path) -> float:
    """Return rows a second that Python's csv writes of what was read from the file beforehand."""
    with made.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    began = time.perf_counter()
    with made.with_suffix(".floor").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return len(lines) / (time.perf_counter() - began)


def _peak_of(scene: Scene, *arguments: str) -> float:
    """Run `survey …` and return the most memory it held, in MB.

    In a process between: a child begins with what its parent holds.
    """
    between = (
        "import resource, subprocess, sys; "
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", between, sys.executable, "-m", "survey", *arguments],
        env=scene.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return int(done.stdout) / 1024


def _archived(scene: Scene) -> Iterator[Result]:
    one, ten = scene.folder / "one.parquet", scene.folder / "ten.parquet"
    scene.run("archive", ROUND, "--out", str(one))
    polars.concat([polars.scan_parquet(one)] * MANY_TIMES).sink_parquet(ten)
    words = (ROUND, "--by", "age", "--archive", str(ten))
    took = min(scene.works("crosstab", *words) for _ in range(3))
    yield Result(
        f"cross-tab of the province out of an archive of {MANY * MANY_TIMES:,} sheets",
        f"{took:.2f} s",
        "< 5 s",
        took < 5,
    )
