"""An operator at a console: types a command, reads what it prints and how it ended."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import click
from click.testing import CliRunner, Result

from survey import clock
from survey.cli import main

SECRET = "a secret of the operator's tests"
PUBLIC_URL = "https://khaosat.example.vn"
AGENCIES = """\
code,name,kind,parent,from,to,successor
T,Tỉnh Lai Châu,Đơn vị khác,,,,
S1,Sở Tư pháp,"Sở, ban, ngành",T,,,
S2,Sở Xây dựng,"Sở, ban, ngành",T,,,
X1,UBND xã Mường Kim,"UBND xã, phường",T,,,
"""
DESKS = """\
agency,desk,name,place,decider,field,officers
S1,1,Quầy 1 · Lý lịch tư pháp,Tầng 1,,Tư pháp,2
S1,2,Quầy 2 · Hộ tịch,,,,
X1,1,Quầy 1 · Đất đai,,S2,Đất đai,3
"""
LEVELS = [f"q{number}" for number in range(24, 40)]


class Console:
    """Commands run in this process, with the settings of an installation of the test's own."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = dict(environment)
        self.today = clock.today()

    def types(self, *words: object, status: int = 0, input: str | bytes | None = None) -> Result:
        """Run `survey words…` and hold it to its exit status; a traceback fails the test."""
        runner = CliRunner(env={**_silenced(), **self.environment})
        done = runner.invoke(main, [str(word) for word in words], input=input)
        assert done.exit_code == status, f"{done.exit_code}\n{done.output}\n{done.exception!r}"
        assert done.exception is None or isinstance(done.exception, SystemExit)
        if status:
            assert done.stderr.strip(), "a refusal says why"
            assert "Traceback" not in done.output
        return done

    def runs(
        self, *words: object, input: str | None = None, **more: str
    ) -> subprocess.CompletedProcess[bytes]:
        """Run `python -m survey words…` as a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "survey", *map(str, words)],
            env={**bare_environment(), **self.environment, **more},
            input=input.encode() if input is not None else None,
            capture_output=True,
            check=False,
            timeout=60,
        )

    def writes(self, name: str, text: str | bytes) -> Path:
        """Put a file into the operator's folder."""
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def founds(self) -> None:
        """Bring in the agencies and desks of a small province."""
        self.types("agencies", "import", self.writes("agencies.csv", AGENCIES))
        self.types("desks", "import", self.writes("desks.csv", DESKS))

    def opens_round(self, code: str = "D1", *more: object, status: int = 0) -> Result:
        """Open a round that began ten days ago and lasts another ten."""
        return self.types(
            "round",
            "open",
            code,
            "--questionnaire",
            "sipas-2023-service",
            "--first",
            self.days(-10),
            "--last",
            self.days(10),
            *more,
            status=status,
        )

    def days(self, from_today: int) -> date:
        """The day so many days from today."""
        return self.today + timedelta(days=from_today)

    def paper(self, *sheets: tuple[str, str, int], name: str = "paper.csv") -> Path:
        """A file of paper sheets: (agency, desk, level everywhere)."""
        lines = [",".join(["agency", "desk", "day", "channel", *LEVELS])]
        for agency, desk, level in sheets:
            lines.append(",".join([agency, desk, f"{self.days(-3)}", "paper", *[str(level)] * 16]))
        return self.writes(name, "\n".join(lines) + "\n")


def parts(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """The commands of a group by name, as they are when they are called."""
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        yield name, command


def rows_of(done: Result) -> list[dict[str, str]]:
    """The rows of the CSV that a command printed."""
    return list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))


def bare_environment() -> dict[str, str]:
    """This process's environment without a setting of the product."""
    return {name: text for name, text in os.environ.items() if not name.startswith("SURVEY_")}


def lines(texts: Iterable[str]) -> str:
    return "".join(f"{text}\n" for text in texts)


def _silenced() -> dict[str, str | None]:
    return {name: None for name in os.environ if name.startswith("SURVEY_")}
