"""Files made in a process of their own, which then ends and gives its memory back.

A workbook and the columns of analysts' programs take more than the rest of a web worker together.
Rows go there some at a time, as they are told; only the file comes back.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from threading import Timer
from typing import BinaryIO

from survey.export.meaning import About, sentences
from survey.report.rows import IndexRow

SOME = 500  # rows that cross in one go
_SECONDS = 300.0  # a province of 3 355 bodies takes a tenth of that


def made_apart(
    rows: Iterable[IndexRow], form: str, about: About, say: Callable[[str], str]
) -> bytes:
    """Return a file of these rows, as `files.write` makes it. :raises RuntimeError: if it fails."""
    with tempfile.TemporaryFile() as faults:
        process = subprocess.Popen(
            [sys.executable, "-m", "survey.export"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=faults,
            cwd=Path(__file__).parents[2],  # where `survey` is found, installed or in a checkout
        )
        assert process.stdin is not None
        assert process.stdout is not None
        late = Timer(_SECONDS, process.kill)
        late.start()
        try:
            with process:
                _hand_over(process.stdin, rows, form, about, say)
                data = process.stdout.read()
        finally:
            late.cancel()
        if process.returncode != 0:
            faults.seek(0)
            raise RuntimeError(faults.read().decode(errors="replace"))
    return data


def handed_over(file: BinaryIO) -> tuple[Iterator[IndexRow], str, About, Callable[[str], str]]:
    """Return what `made_apart` handed to this process."""
    form, about, said = pickle.load(file)

    def rows() -> Iterator[IndexRow]:
        while some := pickle.load(file):
            yield from some

    return rows(), form, about, said.__getitem__


def _hand_over(
    file: BinaryIO,
    rows: Iterable[IndexRow],
    form: str,
    about: About,
    say: Callable[[str], str],
) -> None:
    follow = iter(rows)
    try:
        with file:
            pickle.dump((form, about, {one: say(one) for one in sentences()}), file)
            while some := list(islice(follow, SOME)):
                pickle.dump(some, file)
            pickle.dump([], file)
    except BrokenPipeError:
        # It ended early; what it said tells why.
        return
