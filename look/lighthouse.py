"""Lighthouse on the form of a desk, as the shipped server serves it to a throttled phone.

100 is asked for accessibility, best practices and performance. What is kept as evidence is small:
scores, the audits behind them, the versions and the throttling; no path and no name of a machine.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any
from urllib.parse import urlsplit

from bench.scene import running
from survey import clock, demo, store
from tests.chromium import FLAGS

CATEGORIES = ("accessibility", "best-practices", "performance")
RUNS = 3  # performance is a measurement: the median run is kept
TRIES = 3
SHARE = 0.02  # of the demo's sheets; the form shows none of them
METRICS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
)

_TOP = Path(__file__).parent.parent
_INSTALLED = _TOP / "build" / "look" / "node_modules" / "lighthouse" / "cli" / "index.js"
EVIDENCE = _TOP / "deploy" / "evidence" / "lighthouse-form.json"

Report = dict[str, Any]


def main() -> int:
    """Measure, keep the evidence, say what was found; 1 unless every score is 100."""
    with tempfile.TemporaryDirectory() as folder, served_form(Path(folder)) as address:
        reports = [measured(address, Path(folder) / f"{run}.json") for run in range(RUNS)]
    report = median(reports)
    EVIDENCE.parent.mkdir(exist_ok=True)
    EVIDENCE.write_text(json.dumps(evidence(report, reports), indent=1) + "\n", encoding="utf-8")
    for category, score in scores(report).items():
        print(f"{'reached' if score == 100 else 'MISSED '}  {score:>3}  (goal 100)  {category}")
    for id, part in lost(report).items():
        print(f"         {part:.2f}  {id}: {report['audits'][id]['title']}")
    return 0 if set(scores(report).values()) == {100} else 1


@contextmanager
def served_form(folder: Path) -> Iterator[str]:
    """Serve the demo's province; yield the address of the form of its first desk."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    settings = demo.environment(folder, address=f"http://{bind}", language="vi")
    database = store.connect(settings["SURVEY_DATABASE_URL"])
    demo.furnish(database, today=clock.today(), share=SHARE)
    with database.reading() as db:
        poster = store.desks.list_desks(db, clock.today())[0].poster_code
    database.dispose()
    command = [sys.executable, "-m", "survey", "serve", "--bind", bind]
    with running(command, {**os.environ, **settings}, f"http://{bind}/healthz"):
        yield f"http://{bind}/p/{poster}"


def measured(address: str, file: Path) -> Report:
    """Run Lighthouse once, with its own settings for a phone, and return all that it says.

    :raises RuntimeError: if it cannot, which it says now and then of a trace; asked again, it can.
    """
    command = [
        "node",
        str(_INSTALLED),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={file}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
    ]
    chromium = os.environ.get("CHROMIUM") or which("chromium") or which("chromium-browser") or ""
    for _ in range(TRIES):
        done = subprocess.run(
            command,
            env={**os.environ, "CHROME_PATH": chromium},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            report: Report = json.loads(file.read_text(encoding="utf-8"))
            return report
    raise RuntimeError(done.stderr.strip())


def median(reports: list[Report]) -> Report:
    """Return the report in the middle, by its score for performance."""
    middle = statistics.median_low([scores(one)["performance"] for one in reports])
    return next(one for one in reports if scores(one)["performance"] == middle)


def scores(report: Report) -> dict[str, int]:
    """Return a score of 0 to 100 by category."""
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


def lost(report: Report) -> dict[str, float]:
    """Return the audits under 1 that count, by their ids."""
    counted = {
        one["id"]
        for name in CATEGORIES
        for one in report["categories"][name]["auditRefs"]
        if one["weight"]
    }
    found = {id: report["audits"][id]["score"] for id in sorted(counted)}
    return {id: score for id, score in found.items() if score is not None and score < 1}


def evidence(report: Report, reports: list[Report]) -> Report:
    """Return what is kept of a report: enough to see what was measured and how."""
    settings = report["configSettings"]
    return {
        "page": urlsplit(report["finalDisplayedUrl"]).path.rpartition("/")[0] + "/CODE",
        "day": report["fetchTime"][:10],
        "lighthouse": report["lighthouseVersion"],
        "browser": report["environment"]["hostUserAgent"],
        "axe": report["environment"]["credits"].get("axe-core"),
        "form_factor": settings["formFactor"],
        "screen": settings["screenEmulation"],
        "throttling_method": settings["throttlingMethod"],
        "throttling": settings["throttling"],
        "scores": scores(report),
        "performance_of_each_run": [scores(one)["performance"] for one in reports],
        "metrics": {id: round(report["audits"][id]["numericValue"], 3) for id in METRICS},
        "audits": {name: _audits(report, name) for name in CATEGORIES},
    }


def _audits(report: Report, category: str) -> dict[str, float | str]:
    """A score by audit, or why there is none (notApplicable, informative, manual)."""
    refs = report["categories"][category]["auditRefs"]
    found = {one["id"]: report["audits"][one["id"]] for one in refs}
    return {
        id: audit["scoreDisplayMode"] if audit["score"] is None else audit["score"]
        for id, audit in sorted(found.items())
    }
