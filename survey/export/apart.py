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
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from threading import Timer
from typing import IO

from survey.export.meaning import About, sentences
from survey.export.plain import Line

SOME = 500  # rows that cross in one go
_PIECE = 64 * 1024
_SECONDS = 300.0  # a province of 3 355 bodies takes a tenth of that


def made_apart(
    rows: Iterable[Line], form: str, about: About, say: Callable[[str], str]
) -> Iterator[bytes]:
    """Return a file of these rows in pieces, as `files.written` makes it.

    It is whole when this returns, in a nameless scratch file.
    :raises RuntimeError: if it cannot be made, with what was said there.
    """
    with ExitStack() as scratch:
        made = scratch.enter_context(tempfile.TemporaryFile())
        faults = scratch.enter_context(tempfile.TemporaryFile())
        process = subprocess.Popen(
            [sys.executable, "-m", "survey.export"],
            stdin=subprocess.PIPE,
            stdout=made,
            stderr=faults,
            cwd=Path(__file__).parents[2],  # where `survey` is found, installed or in a checkout
        )
        assert process.stdin is not None
        late = Timer(_SECONDS, process.kill)
        late.start()
        try:
            with process:
                _hand_over(process.stdin, rows, form, about, say)
        finally:
            late.cancel()
        if process.returncode != 0:
            faults.seek(0)
            raise RuntimeError(faults.read().decode(errors="replace"))
        made.seek(0)
        return _pieces(made, scratch.pop_all())


def handed_over(file: IO[bytes]) -> tuple[Iterator[Line], str, About, Callable[[str], str]]:
    """Return what `made_apart` handed to this process."""
    form, about, said = pickle.load(file)

    def rows() -> Iterator[Line]:
        while some := pickle.load(file):
            yield from some

    return rows(), form, about, said.__getitem__


def _pieces(file: IO[bytes], scratch: ExitStack) -> Iterator[bytes]:
    with scratch:
        while piece := file.read(_PIECE):
            yield piece


def _hand_over(
    file: IO[bytes],
    rows: Iterable[Line],
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
