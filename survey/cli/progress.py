"""A progress bar on long work, where somebody watches: standard error being a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def bar(length: int, label: str) -> Iterator[Callable[[int], None]]:
    """Yield a function that takes how many more are done."""
    with click.progressbar(
        length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as progress:
        yield progress.update
