"""Cross-tabs and files of single sheets, at a million sheets in a province's units and at ten."""

from __future__ import annotations

import csv
import os
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
MANY_TIMES = 10


def rows() -> Iterator[Result]:
    """Everything that reads the sheets of a closed round."""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder), port=8807)
        scene.furnish(UNITS)
        write_responses(scene.folder / "in.csv", agencies=UNITS, responses=MANY)
        scene.run("responses", "import", str(scene.folder / "in.csv"), "--round", ROUND)
        start = min(scene.seconds("--help") for _ in range(3))
        took = scene.seconds("round", "close", ROUND) - start
        yield Result(
            f"closing, {MANY:,} sheets counted for cross-tabs in {UNITS:,} units, tidied",
            f"{took:.1f} s",
            "≤ 60 s",
            took <= 60,
        )
        yield from _crosstabs(scene)
        yield from _released(scene, start)
        yield from _archived(scene, start)


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


def _released(scene: Scene, start: float) -> Iterator[Result]:
    """The file of single sheets: made and written, written again, as a workbook; and its floor."""
    scene.environment["SURVEY_OPEN_DATA"] = "1"
    out = scene.folder / "rows.csv"
    words = ("export", ROUND, "--what", "responses", "--format")
    first = scene.seconds(*words, "csv", "--out", str(out)) - start
    again = scene.seconds(*words, "csv", "--out", str(out)) - start
    floor = _floor(out)
    yield Result(
        f"CSV of {MANY:,} sheets: {MANY / first:,.0f}/s made for the first time, then "
        f"{MANY / again:,.0f}/s; Python's csv alone {floor:,.0f}/s: {MANY / again / floor:.2f}",
        f"{MANY / first:,.0f}/s",
        "≥ 200,000/s",
        MANY / first >= 200_000,
    )
    peak = _peak_of(scene, *words, "xlsx", "--out", str(scene.folder / "rows.xlsx"))
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
    """Run `survey …` and return the most memory it held, in MB."""
    process = subprocess.Popen(
        [sys.executable, "-m", "survey", *arguments],
        env=scene.environment,
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_maxrss / 1024


def _archived(scene: Scene, start: float) -> Iterator[Result]:
    one, ten = scene.folder / "one.parquet", scene.folder / "ten.parquet"
    scene.run("archive", ROUND, "--out", str(one))
    polars.concat([polars.scan_parquet(one)] * MANY_TIMES).sink_parquet(ten)
    words = ("crosstab", ROUND, "--by", "age", "--archive", str(ten))
    took = min(scene.seconds(*words) for _ in range(3)) - start
    yield Result(
        f"cross-tab of the province out of an archive of {MANY * MANY_TIMES:,} sheets",
        f"{took:.2f} s",
        "< 5 s",
        took < 5,
    )
