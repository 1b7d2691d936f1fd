"""A province of given size, made through the product's own commands."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.request import urlopen

from survey.demo import model

SECRET = "a secret for the benchmark only, 32 signs"
# A quarter, as a round mostly lasts.
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
ROUND = "2026"


class Scene:
    """A folder with a database, and the environment that names it."""

    def __init__(self, folder: Path, *, port: int) -> None:
        self.folder = folder
        self.port = port
        self.database = folder / "survey.sqlite"
        self.environment = {
            **os.environ,
            "SURVEY_DATABASE_URL": f"sqlite:///{self.database}",
            "SURVEY_SECRET_KEY": SECRET,
            "SURVEY_PUBLIC_URL": f"http://127.0.0.1:{port}",
        }

    def run(self, *arguments: str, given: str = "") -> str:
        """Run `survey …` and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "survey", *arguments],
            env=self.environment,
            input=given,
            text=True,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"survey {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def seconds(self, *arguments: str) -> float:
        """Return how long `survey …` takes, the start of the process included."""
        began = time.perf_counter()
        self.run(*arguments)
        return time.perf_counter() - began

    def works(self, command: str, *arguments: str) -> float:
        """Return how long `survey command …` works: without what it takes to start and be loaded.

        A command loads what it needs, so that is how long its own help takes.
        """
        words = command.split()
        start = min(self.seconds(*words, "--help") for _ in range(3))
        return self.seconds(*words, *arguments) - start

    def furnish(self, agencies: int) -> None:
        """Make the bodies, a desk each, an open round and an analyst."""
        self.run("upgrade")
        bodies = self.folder / "agencies.csv"
        desks = self.folder / "desks.csv"
        with bodies.open("w", encoding="utf-8") as one, desks.open("w", encoding="utf-8") as two:
            one.write("code,name,kind,parent\n")
            two.write("agency,desk,name\n")
            for number in range(1, agencies + 1):
                one.write(f"{number:05},Ủy ban nhân dân xã số {number},UBND xã,\n")
                two.write(f"{number:05},1,Quầy 1 · Hộ tịch\n")
        self.run("agencies", "import", str(bodies))
        self.run("desks", "import", str(desks))
        self.open_round(ROUND, FIRST, LAST)
        self.run("account", "add", "analyst", "--role", "analyst", given="a long password\n")

    def open_round(self, code: str, first: date, last: date) -> None:
        """Open a round of the questionnaire that asks at desks."""
        self.run(
            "round", "open", code, "--questionnaire", "sipas-2023-service",
            "--first", first.isoformat(), "--last", last.isoformat(),
        )  # fmt: skip

    def asked_before(self, agencies: int) -> None:
        """Close a round of the year before in which every body was ranked."""
        first, last = FIRST.replace(year=FIRST.year - 1), LAST.replace(year=LAST.year - 1)
        sheets = self.folder / "before.csv"
        write_responses(sheets, agencies=agencies, responses=35 * agencies, first=first, last=last)
        self.open_round("before", first, last)
        self.run("responses", "import", str(sheets), "--round", "before")
        self.run("round", "close", "before")

    def enter_dossiers(self, agencies: int) -> None:
        """Enter the dossiers that each body finished in the round's first month."""
        dossiers = self.folder / "dossiers.csv"
        with dossiers.open("w", encoding="utf-8") as out:
            out.write("agency,field,month,finished\n")
            for number in range(1, agencies + 1):
                out.write(f"{number:05},,{FIRST:%Y-%m},{200 + 7 * number}\n")
        self.run("transactions", "import", str(dossiers))

    @contextmanager
    def served(self) -> Iterator[int]:
        """Serve it; yield the number of the process that minds the workers."""
        command = [sys.executable, "-m", "survey", "serve", "--bind", f"127.0.0.1:{self.port}"]
        with running(command, self.environment, f"http://127.0.0.1:{self.port}/healthz") as number:
            yield number


@contextmanager
def running(command: list[str], environment: dict[str, str], address: str) -> Iterator[int]:
    """Run a server until the block ends; the block begins when `address` answers."""
    process = subprocess.Popen(command, env=environment)
    try:
        for _ in range(1200):
            try:
                urlopen(address, timeout=2).read()
                break
            except OSError:
                if process.poll() is not None:
                    raise RuntimeError(f"{command} ended") from None
                time.sleep(0.05)
        else:
            raise RuntimeError(f"{command} does not answer")
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def write_responses(
    file: Path, *, agencies: int, responses: int, first: date = FIRST, last: date = LAST
) -> None:
    """Write paper sheets of the demo's model, spread evenly over the agencies and the round."""
    draw = random.Random(model.SEED)
    columns = [f"q{number}" for number in range(24, 40)]
    people = ["gender", "age", "education", "occupation"]
    pool = list(model.ticks(model.Office("bench", "1", 1.0), 5_000, year=2026))
    days = [(first + timedelta(days=at)).isoformat() for at in range((last - first).days + 1)]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["agency", "desk", "day", "channel", *columns, *people])
        asked = [*columns, *people]
        for number in range(responses):
            sheet = draw.choice(pool)
            ticks = [sheet.get(id, "") for id in asked]
            agency = f"{number % agencies + 1:05}"
            writer.writerow([agency, "1", draw.choice(days), "paper", *ticks])
