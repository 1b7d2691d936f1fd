"""Tests that hold something to the clock run alone, however many others run beside them.

A run is spread over processes. Every test goes through a door into a hall: many may be in the hall
together, one marked `alone` has it for itself. While it waits it stands in the door, so that no
stream of others keeps it out. A test that mostly waits, and may try again, tries in company first:
it has the hall for itself from where it asks the fixture `alone` for it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _in_turn(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], None]]:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield lambda: None
        return
    shared = tmp_path_factory.getbasetemp().parent

    def enter(how: int) -> None:
        # Not from within: two who wait for one another to leave would wait for ever.
        fcntl.flock(hall, fcntl.LOCK_UN)
        with locked(shared / "door"):
            fcntl.flock(hall, how)

    marked = request.node.get_closest_marker("alone") is not None
    with (shared / "hall").open("a") as hall:
        enter(fcntl.LOCK_EX if marked else fcntl.LOCK_SH)
        yield lambda: enter(fcntl.LOCK_EX)


@pytest.fixture
def alone(_in_turn: Callable[[], None]) -> Callable[[], None]:
    """Let nothing else run from here to the end of the test."""
    return _in_turn


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Be the only process of the run in this block."""
    with file.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
